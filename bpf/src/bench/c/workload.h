/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Names of a list, and questions about it: the same ones in every run. */
#ifndef FBBENCH_WORKLOAD_H
#define FBBENCH_WORKLOAD_H

#include <stddef.h>
#include "bench_questions.h"
#include "lists.h"

#define MOST_LABELS 12

/*
 * A list of names of 2 to 5 labels (40, 35, 20 and 5 in a hundred), of each of which all that is below is denied; the
 * smallest lists hold each number of labels in turn.
 */
struct names {
	struct listed *listed;
	unsigned char *text;
	size_t count;
};

void names_make(struct names *names, size_t count, unsigned seed);
void names_free(struct names *names);

enum share { SHARE_MISSES, SHARE_HALF, SHARE_HITS };

/*
 * Different questions in random order, of so many labels, or of 2 to 12 where labels is 0 (each as often). A hit is a
 * name below a listed one, so it has 3 labels or more; a miss shares only its last label with the list. Returns how many
 * are hits.
 */
size_t questions_make(struct bench_question *out, size_t count, const struct names *names, size_t lists,
		      unsigned labels, enum share share, unsigned seed);

#endif
