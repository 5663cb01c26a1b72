/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Lists loaded by the product's own loader, and what that costs. */
#ifndef FBBENCH_LOADING_H
#define FBBENCH_LOADING_H

#include "workload.h"

#define MOST_LOADS 16

/* How to call the loader (LoadList.java), and where to leave what it reads. */
struct loader {
	char *const *command; /* NULL-terminated; the file of names, the folder of the pins and the times follow */
	const char *work;     /* a folder */
	const char *bpffs;    /* a folder in a bpffs */
};

struct load {
	__u8 digest[32];
	double seconds[MOST_LOADS];
	int count;
};

/* Loads the names as a list, so many times, in another process. */
void load_names(const struct loader *loader, const struct tables *tables, const struct names *names, int times,
		struct load *out);

/* The rows of a million names: times, memory, and a hash map of the kernel beside it. */
void tell_load(const struct tables *tables, const struct names *names, struct load *load);

#endif
