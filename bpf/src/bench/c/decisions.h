/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What a decision costs: by size of the list, hit and miss, labels, number of lists, and with recording. */
#ifndef FBBENCH_DECISIONS_H
#define FBBENCH_DECISIONS_H

#include "loading.h"

/* object: firebreak_bench.bpf.o. Loading and memory of the largest list are among the rows. */
void measure_decisions(const char *object, const struct loader *loader, int rounds);

#endif
