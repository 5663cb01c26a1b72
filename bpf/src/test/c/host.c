// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "host.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Younger than the headers that we are compiled with (linux/bpf.h of 6.6). */
#define TCX_EGRESS ((enum bpf_attach_type)47)
#define BEFORE_ALL (1u << 3)

#define LOOPBACK_IFINDEX 1

static _Noreturn void impossible(const char *what)
{
	fprintf(stderr, "fbcheck: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void end_all(int group, int signal_)
{
	char pid[16];
	int fd = openat(group, "cgroup.procs", O_RDONLY | O_CLOEXEC);
	FILE *members = fd < 0 ? NULL : fdopen(fd, "r");

	while (members && fgets(pid, sizeof(pid), members))
		kill(atoi(pid), signal_);
	if (members)
		fclose(members);
}

/* A process that waits for us to end, however that comes about, and then takes our own group down. */
static void group_watch(struct group *g)
{
	int alive[2];
	char none;

	if (pipe2(alive, O_CLOEXEC))
		impossible("pipe");
	g->watcher = fork();
	if (g->watcher) {
		close(alive[0]);
		g->alive = alive[1];
		return;
	}
	close(alive[1]);
	setsid();
	while (read(alive[0], &none, 1) < 0 && errno == EINTR)
		;
	for (int i = 0; i < 200 && rmdir(g->path) && errno == EBUSY; i++) {
		end_all(g->fd, SIGKILL);
		usleep(10000);
	}
	_exit(0);
}

void group_make(struct group *g)
{
	FILE *mounts = setmntent("/proc/self/mounts", "re");
	struct mntent *mount;
	struct stat st;

	g->path[0] = 0;
	while (mounts && !g->path[0] && (mount = getmntent(mounts)))
		if (!strcmp(mount->mnt_type, "cgroup2"))
			snprintf(g->path, sizeof(g->path), "%s/fbcheck-%d", mount->mnt_dir, getpid());
	if (mounts)
		endmntent(mounts);
	if (!g->path[0] || mkdir(g->path, 0755))
		impossible("no cgroup2 mount to make a control group in");
	g->fd = open(g->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (g->fd < 0 || fstat(g->fd, &st))
		impossible(g->path);
	g->id = st.st_ino;
	group_watch(g);
}

void group_join(const struct group *g)
{
	int fd = openat(g->fd, "cgroup.procs", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "0", 1) != 1)
		impossible("cgroup.procs");
	close(fd);
}

void group_remove(struct group *g)
{
	close(g->alive);
	waitpid(g->watcher, NULL, 0);
	close(g->fd);
}

__u32 enter_network(void)
{
	struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	struct stat st;
	int fd;

	if (unshare(CLONE_NEWNET))
		impossible("a network namespace");
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo) || stat("/proc/self/ns/net", &st))
		impossible("lo");
	close(fd);
	return st.st_ino;
}

bool hook_attach(struct hook *h, int program)
{
	LIBBPF_OPTS(bpf_link_create_opts, link, .flags = BEFORE_ALL);
	LIBBPF_OPTS(bpf_tc_hook, clsact, .ifindex = LOOPBACK_IFINDEX, .attach_point = BPF_TC_INGRESS | BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, filter, .prog_fd = program, .handle = 1, .priority = 1);

	h->link = bpf_link_create(program, LOOPBACK_IFINDEX, TCX_EGRESS, &link);
	h->tcx = h->link >= 0;
	if (h->tcx)
		return true;
	if (bpf_tc_hook_create(&clsact))
		return false;
	clsact.attach_point = BPF_TC_EGRESS;
	return !bpf_tc_attach(&clsact, &filter);
}

void hook_detach(struct hook *h)
{
	LIBBPF_OPTS(bpf_tc_hook, clsact, .ifindex = LOOPBACK_IFINDEX, .attach_point = BPF_TC_INGRESS | BPF_TC_EGRESS);

	if (h->tcx)
		close(h->link);
	else
		bpf_tc_hook_destroy(&clsact);
}

bool has_connect_unix(void)
{
	const struct bpf_insn allow[] = {
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 1},
		{.code = BPF_JMP | BPF_EXIT                          },
	};
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = CGROUP_UNIX_CONNECT);
	int fd = bpf_prog_load(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, "fb_probe", "GPL", allow, 2, &opts);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}
