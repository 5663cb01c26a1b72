// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What the kernel side costs. A line of JSON on stdout for each row, progress on stderr; exit code 2 when it could not
 * measure. usage: fbbench OBJECTS ROUNDS WORK BPFFS LOADER…
 * (folders: of the BPF objects, for a file of names, for a pin; then the command that loads lists)
 */
#include "decisions.h"
#include "live.h"
#include "packets.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	char product[4096], bench[4096];
	int rounds = argc > 5 ? atoi(argv[2]) : 0;
	struct loader loader;

	if (rounds < 1) {
		fprintf(stderr, "usage: fbbench OBJECTS ROUNDS WORK BPFFS LOADER...\n");
		return 2;
	}
	snprintf(product, sizeof(product), "%s/firebreak.bpf.o", argv[1]);
	snprintf(bench, sizeof(bench), "%s/firebreak_bench.bpf.o", argv[1]);
	measure_packets(product, 20 * rounds);
	measure_live(product, 20 * rounds);
	loader = (struct loader){.work = argv[3], .bpffs = argv[4], .command = argv + 5};
	measure_decisions(bench, &loader, rounds);
	return 0;
}
