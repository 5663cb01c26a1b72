// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Does this kernel hold what Firebreak promises? Loads the BPF objects, runs the wire vectors through the judges, then
 * tries real lookups in a control group and a network namespace of its own. One static binary, so that it runs wherever
 * a kernel boots; as root. script/kernels reads what it prints.
 *
 * usage: fbcheck OBJECTS-FOLDER VECTORS-FOLDER
 * Exit code: 0 all held, 1 something did not, 2 it could not be tried.
 */
#include "live.h"
#include "objects.h"
#include "shim.h"
#include "tap.h"
#include "vectors.h"
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>

/* What Firebreak asks of a kernel, by the product's own probes. */
static void features(void)
{
	static const char *const names[] = {"bpf", "BTF",    "cgroup_skb",  "ring buffer",  "socket storage",   "links",
					    "tcx", "clsact", "attribution", "connect_unix", "clone into cgroup"};

	for (int i = FB_FEATURE_BPF; i <= FB_FEATURE_CLONE_INTO_CGROUP; i++) {
		int there = fb_feature(i);

		/* Those in between have a substitute. */
		if (i == FB_FEATURE_TCX || i == FB_FEATURE_ATTRIBUTION || i == FB_FEATURE_UNIX_CONNECT)
			remark("%s: %s", names[i], there == 1 ? "there" : "missing");
		else
			check(there == 1, "the kernel has: %s", names[i]);
	}
}

int main(int argc, char **argv)
{
	struct vector *vectors;
	struct utsname kernel;
	struct loaded l;
	size_t count;

	if (argc != 3) {
		fprintf(stderr, "usage: fbcheck OBJECTS-FOLDER VECTORS-FOLDER\n");
		return 2;
	}
	uname(&kernel);
	cell("kernel", "%s", kernel.release);
	features();
	vectors = vectors_read(argv[2], &count);
	cell("programs", "none");
	if (object_load(&l, argv[1])) {
		wire_check(&l, vectors, count);
		live_check(&l, argv[1]);
		cell("programs", "%u/%u", l.programs, l.wanted);
		bpf_object__close(l.object);
	}
	free(vectors);
	return checks_end();
}
