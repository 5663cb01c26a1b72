/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the shim say to each other and, through the printed constants, to Java. Every function that returns
 * int or long returns a descriptor, a count or 0, or a negative errno.
 */
#ifndef FIREBREAK_SHIM_H
#define FIREBREAK_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Attach types of kernels newer than the headers that we compile with (include/uapi/linux/bpf.h). */
enum fb_newer_attach_types {
	FB_TCX_EGRESS = 47,          /* BPF_TCX_EGRESS, 6.6 */
	FB_CGROUP_UNIX_CONNECT = 49, /* BPF_CGROUP_UNIX_CONNECT, 6.7 */
};

enum fb_spawn_step {
	FB_SPAWN_CLONE,
	FB_SPAWN_MASK,
	FB_SPAWN_IDENTITY,
	FB_SPAWN_DIRECTORY,
	FB_SPAWN_EXEC,
};

enum fb_next {
	FB_NEXT_EXITED,
	FB_NEXT_KILLED,
	FB_NEXT_SIGNALLED,
};

enum fb_feature {
	FB_FEATURE_BPF, /* the bpf system call and our rights to it */
	FB_FEATURE_BTF,
	FB_FEATURE_CGROUP_SKB,
	FB_FEATURE_RING_BUFFER,
	FB_FEATURE_SK_STORAGE,
	FB_FEATURE_LINK,
	FB_FEATURE_TCX,
	FB_FEATURE_CLSACT,
	FB_FEATURE_ATTRIBUTION,
	FB_FEATURE_UNIX_CONNECT,
	FB_FEATURE_CLONE_INTO_CGROUP,
};

#endif
