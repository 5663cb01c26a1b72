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

/* The maps that lists and scopes are written to. */
struct tables {
	int lists, pieces;  /* fb_lists, fb_pieces */
	int places;         /* fb_places */
	int scopes, writes; /* fb_scopes, fb_writes */
};

/* Makes the maps of a list of these names, freezes them, puts them at their places. 0 or -errno. */
int list_load(const struct tables *tables, const __u8 digest[32], const struct listed *names, size_t count);

/* Makes a list missing. */
void list_remove(const struct tables *tables, const __u8 digest[32]);

/* Puts a scope in force in its slot; the places of its lists are filled in. 0 or -errno. */
int scope_put(const struct tables *tables, struct fb_scope *scope);

/* Puts a scope with one list of the digest (its first FB_DIGEST_SIZE bytes) in force. 0 or -errno. */
int scope_write(const struct tables *tables, __u64 id, __u32 scope_flags, const __u8 *digest, __u32 list_flags);

#endif
