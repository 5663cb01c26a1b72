/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The place where the live checks happen: a control group and a network namespace of our own. */
#ifndef FBCHECK_HOST_H
#define FBCHECK_HOST_H

#include <bpf/bpf.h>
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
	int link; /* tcx */
};

/* Attaches a tc program to the egress of lo: by tcx, before all others, where the kernel has it, else by clsact. */
bool hook_attach(struct hook *h, int program);
void hook_detach(struct hook *h);

/* Younger than the headers that we are compiled with (linux/bpf.h of 6.7). */
#define CGROUP_UNIX_CONNECT ((enum bpf_attach_type)49)

/* Does the kernel take programs for cgroup/connect_unix (6.7)? */
bool has_connect_unix(void);

#endif
