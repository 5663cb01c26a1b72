// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "host.h"
#include "shim.h"

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

bool hook_attach(struct hook *h, bool tcx, int program, __u32 classid)
{
	int error;

	h->tcx = tcx;
	if (tcx)
		error = h->link = fb_link(program, LOOPBACK_IFINDEX, FB_TCX_EGRESS, FB_F_BEFORE);
	else
		error = fb_add_clsact(LOOPBACK_IFINDEX, program, classid, "fb_check", h->filter);
	if (error < 0)
		fprintf(stderr, "fbcheck: %s: %s\n", tcx ? "tcx" : "clsact", strerror(-error));
	return error >= 0;
}

void hook_detach(struct hook *h)
{
	if (h->tcx)
		close(h->link);
	else
		fb_remove_clsact(LOOPBACK_IFINDEX, h->filter[0], h->filter[1], h->filter[2]);
}
