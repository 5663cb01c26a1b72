// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "live.h"
#include "programs.h"
#include "rows.h"
#include "trials.h"

#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <fcntl.h>
#include <mntent.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PACKETS 1000
#define PORT 4000
#define GOAL_NS 5

struct group {
	char path[512];
	int fd;
};

static struct group *made; /* removed at exit, whatever the reason */

static void group_remove(void)
{
	for (int i = 0; made && i < 100 && rmdir(made->path); i++)
		usleep(10000);
	made = NULL;
}

static void group_make(struct group *g)
{
	FILE *mounts = setmntent("/proc/self/mounts", "re");
	struct mntent *mount;

	g->path[0] = 0;
	while (mounts && !g->path[0] && (mount = getmntent(mounts)))
		if (!strcmp(mount->mnt_type, "cgroup2"))
			snprintf(g->path, sizeof(g->path), "%s/fbbench-%d", mount->mnt_dir, getpid());
	if (mounts)
		endmntent(mounts);
	if (!g->path[0] || mkdir(g->path, 0755))
		impossible("no cgroup2 mount to make a control group in");
	made = g;
	atexit(group_remove);
	g->fd = open(g->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (g->fd < 0)
		impossible(g->path);
}

static void enter_network(void)
{
	struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	int fd;

	if (unshare(CLONE_NEWNET))
		impossible("a network namespace");
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo))
		impossible("lo");
	close(fd);
}

enum socket_kind { UDP_CONNECTED, UDP_UNCONNECTED, TCP };

/*
 * In a child, of the group: so many sends of 64 octets over lo, each read before the next. So TCP sends each as a segment
 * of its own; left to pile up, they leave as a few large ones, and there is next to nothing to measure.
 */
static void send_all(const struct group *g, enum socket_kind kind)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons(PORT), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int type = kind == TCP ? SOCK_STREAM : SOCK_DGRAM, one = 1;
	int procs = openat(g->fd, "cgroup.procs", O_WRONLY), listener, peer, fd;
	char bytes[64] = {0};

	/* The listener is made outside the group: only what leaves it is counted, not what TCP's peer acknowledges. */
	listener = socket(AF_INET, type, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(listener, (struct sockaddr *)&to, sizeof(to)) || (kind == TCP && listen(listener, 1)))
		_exit(1);
	if (write(procs, "0", 1) != 1)
		_exit(1);
	fd = socket(AF_INET, type, 0);
	if (kind == TCP)
		setsockopt(fd, IPPROTO_TCP, 1 /* TCP_NODELAY */, &one, sizeof(one));
	if (kind != UDP_UNCONNECTED && connect(fd, (struct sockaddr *)&to, sizeof(to)))
		_exit(1);
	peer = kind == TCP ? accept(listener, NULL, NULL) : listener;
	for (int i = 0; i < PACKETS; i++) {
		const struct sockaddr *address = kind == UDP_UNCONNECTED ? (struct sockaddr *)&to : NULL;

		if (sendto(fd, bytes, sizeof(bytes), 0, address, address ? sizeof(to) : 0) != sizeof(bytes) ||
		    recv(peer, bytes, sizeof(bytes), 0) != sizeof(bytes))
			_exit(1);
	}
	_exit(0);
}

/* Nanoseconds that a program has run, and how often. */
static void spent(int program, __u64 *ns, __u64 *times)
{
	struct bpf_prog_info info = {0};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(program, &info, &size))
		impossible("reading a program's run time");
	*ns = info.run_time_ns;
	*times = info.run_cnt;
}

/* What a packet of a kind takes, in nanoseconds: in a program at the group's egress, and all in all. */
struct sent {
	double in_program, overall;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static struct sent send_under(const struct group *g, int program, enum socket_kind kind)
{
	int link = bpf_link_create(program, g->fd, BPF_CGROUP_INET_EGRESS, NULL), status;
	__u64 ns_before, times_before, ns, times;
	double began = now(), took;
	pid_t child;

	if (link < 0)
		impossible("attaching");
	spent(program, &ns_before, &times_before);
	child = fork();
	if (!child)
		send_all(g, kind);
	if (waitpid(child, &status, 0) < 0 || status)
		impossible("sending");
	took = now() - began;
	spent(program, &ns, &times);
	close(link);
	if (times - times_before < PACKETS)
		impossible("the program saw too few packets");
	return (struct sent){(double)(ns - ns_before) / (times - times_before), took / PACKETS};
}

/* The sockets' own work, under the empty program, is the control. */
static void measure_kind(const struct group *g, int empty, int full, enum socket_kind kind, int rounds, struct row *row)
{
	struct sent before = send_under(g, empty, kind);
	double *base = calloc(TRIALS_MOST_REPEATS * rounds, sizeof(*base));
	struct trials trials = {0};

	for (int i = 0; trials_want_more(&trials, i, rounds, rounds / 2); i++) {
		struct sent with = send_under(g, full, kind), after = send_under(g, empty, kind);

		base[i] = (before.in_program + after.in_program) / 2;
		trial_add(&trials, with.in_program - base[i], before.overall, after.overall);
		before = after;
	}
	row->value = trials_cost(&trials);
	row->baseline = median(base, trials.count);
	row_print(row);
	trials_free(&trials);
	free(base);
}

void measure_live(const char *path, int rounds)
{
	static const char *const programs[] = {"fb_egress", "fb_test_empty", NULL};
	static const char *const names[] = {"packet leaving, live: connected UDP",
					    "packet leaving, live: unconnected UDP", "packet leaving, live: TCP"};
	struct bpf_object *object = object_open(path);
	static struct group group;
	int stats;

	progress("packets of real sockets");
	only(object, programs);
	object_load(object);
	stats = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (stats < 0)
		impossible("the kernel's run-time statistics");
	enter_network();
	group_make(&group);
	for (enum socket_kind kind = UDP_CONNECTED; kind <= TCP; kind++) {
		struct row row = {names[kind], "ns",
				  0,           kind == UDP_UNCONNECTED ? NO_GOAL : GOAL_NS,
				  0,           "a run of the empty program, both with the kernel's clock around it"};

		measure_kind(&group, program(object, programs[1]), program(object, programs[0]), kind, rounds, &row);
	}
	close(group.fd);
	group_remove();
	close(stats);
	bpf_object__close(object);
}
