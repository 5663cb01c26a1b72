/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The BPF object, configured and loaded as the Java loader does it: the richest variant that this kernel takes. */
#ifndef FBCHECK_OBJECTS_H
#define FBCHECK_OBJECTS_H

#include <bpf/libbpf.h>
#include <stdbool.h>
#include "firebreak_abi.h"
#include "lists.h"

struct loaded {
	struct bpf_object *object;
	struct fb_config config; /* as loaded */
	unsigned programs;       /* loaded */
	unsigned wanted;         /* in the object */
};

/*
 * Loads firebreak.bpf.o of the folder: with attribution where the kernel has what it needs. Each program is a
 * check; what the verifier said of one that did not load goes to stderr. False: nothing is loaded.
 */
bool object_load(struct loaded *out, const char *folder);

/* Opens NAME.bpf.o of the folder; exits when it cannot. */
struct bpf_object *object_open(const char *folder, const char *name);

/* Where a constant of .rodata stands in an object that is not loaded yet; exits when it has none. */
void *object_constant(struct bpf_object *object, const char *name);

/* One more program that should have been loaded: a check. */
void program_count(struct loaded *l, const struct bpf_program *program);

/* Descriptors by name; -1 when there is no such program or map. */
int program_fd(const struct loaded *l, const char *name);
int map_fd(const struct loaded *l, const char *name);
struct tables tables_of(const struct loaded *l);

#endif
