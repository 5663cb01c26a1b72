/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Lists and scopes as user space writes them (firebreak_abi.h), written a second time, in C, without the Java loader. */
#ifndef FBCHECK_LISTS_H
#define FBCHECK_LISTS_H

#include <stddef.h>
#include <linux/types.h>
#include "firebreak_abi.h"

struct listed {
	const unsigned char *name; /* wire form; case does not matter */
	__u32 value;               /* entry's value: four bytes, firebreak_abi.h */
};

/* Makes a list map of these names, fills it by mmap, freezes it, puts it into fb_lists. 0 or -errno. */
int list_load(int lists_fd, const __u8 digest[32], const struct listed *names, size_t count);

/* Maps that a scope is written to. */
struct scope_maps {
	int scopes, writes; /* fb_scopes, fb_writes */
};

/* Puts a scope in force in its slot. 0 or -errno. */
int scope_put(const struct scope_maps *maps, const struct fb_scope *scope);

/* Puts a scope with one list of the digest (its first FB_DIGEST_SIZE bytes) in force. 0 or -errno. */
int scope_write(const struct scope_maps *maps, __u64 id, __u32 scope_flags, const __u8 *digest, __u32 list_flags);

#endif
