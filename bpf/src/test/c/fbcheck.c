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
#include "tap.h"
#include "vectors.h"
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>

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
