/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* BPF objects configured and loaded as the product does it, and their programs run on a packet. */
#ifndef FBBENCH_PROGRAMS_H
#define FBBENCH_PROGRAMS_H

#include <bpf/libbpf.h>
#include <stddef.h>
#include "firebreak_abi.h"
#include "lists.h"

/* Opens an object and fills its configuration; whatever is to differ is changed before object_load. */
struct bpf_object *object_open(const char *path);
void object_load(struct bpf_object *object);

/* Where a variable of .rodata stands; to be written before the load. */
void *constant(struct bpf_object *object, const char *name);

/* Loads only the programs of a NULL-terminated list. */
void only(struct bpf_object *object, const char *const *names);

int program(const struct bpf_object *object, const char *name);
int map(const struct bpf_object *object, const char *name);
struct tables tables_of(const struct bpf_object *object);

/* Runs a program so many times on the packet, whole rounds of it in the kernel: nanoseconds per run, a whole number. */
double run(int program, const void *packet, size_t size, unsigned times);

#endif
