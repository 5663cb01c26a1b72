/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What was measured, as lines of JSON on stdout, and the arithmetic behind it. */
#ifndef FBBENCH_ROWS_H
#define FBBENCH_ROWS_H

#include <math.h>
#include <stddef.h>

#define NO_GOAL NAN
#define NO_BASELINE NAN

struct row {
	const char *name, *unit;
	double value, goal; /* met when value <= goal */
	double baseline;
	const char *comparison; /* what the baseline is, in words */
};

void row_print(const struct row *row);

/* Sorts the values. */
double median(double *values, size_t count);

/* What is being measured, on stderr. */
void progress(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says what could not be done, with errno, and exits 2: a benchmark that cannot measure has no result. */
_Noreturn void impossible(const char *what);

#endif
