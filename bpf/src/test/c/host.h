/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The place where the live checks happen: a control group and a network namespace of our own. */
#ifndef FBCHECK_HOST_H
#define FBCHECK_HOST_H

#include <linux/types.h>
#include <stdbool.h>
#include <sys/types.h>

struct group {
	char path[512];
	int fd;
	pid_t watcher;
	int alive; /* closed when we end: the watcher then removes the group */
	__u64 id;  /* inode number: the key of cgroup storage */
};

/*
 * Makes a control group below the root of the cgroup2 mount; exits when there is none. Killed or not, the group goes when
 * this process does, and what is in it is killed.
 */
void group_make(struct group *g);
void group_join(const struct group *g);
void group_remove(struct group *g);

/* Moves this process to a network namespace of its own, with lo up; returns the namespace's inode number. */
__u32 enter_network(void);

/* What an answerer hangs by on lo. */
struct hook {
	bool tcx;
	int link;      /* tcx */
	int filter[3]; /* clsact: priority, handle, whether the qdisc is ours */
};

/* Attaches a tc program to the egress of lo, before all others; classid, under clsact: 0 is none. */
bool hook_attach(struct hook *h, bool tcx, int program, __u32 classid);
void hook_detach(struct hook *h);

#endif
