/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The two small objects: the stub in front of a pod's answerer, and the refusal of unix sockets. */
#ifndef FBCHECK_POD_H
#define FBCHECK_POD_H

#include "host.h"
#include "objects.h"

/*
 * Loads firebreak_enter.bpf.o for this scope, with the judge of the main object behind it. The stub's descriptor, or -1
 * after a failed check. The object stays loaded until *out is closed.
 */
int enter_load(struct loaded *l, const char *folder, __u32 scope, struct bpf_object **out);

/*
 * Where the kernel has the hook: loads firebreak_unix.bpf.o, attaches it to the group, and connects to a listening
 * socket that it refuses, and to one that it does not. Cell "connect_unix".
 */
void unix_check(struct loaded *l, const char *folder, const struct group *g);

#endif
