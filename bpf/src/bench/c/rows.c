// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "rows.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void number(const char *key, double value)
{
	if (isnan(value))
		printf(", \"%s\": null", key);
	else
		printf(", \"%s\": %.4g", key, value);
}

void row_print(const struct row *row)
{
	printf("{\"name\": \"%s\", \"unit\": \"%s\"", row->name, row->unit);
	number("value", row->value);
	number("goal", row->goal);
	number("baseline", row->baseline);
	number("ratio", row->value / row->baseline);
	printf(", \"met\": %s", isnan(row->goal) ? "null" : row->value <= row->goal ? "true" : "false");
	if (row->comparison)
		printf(", \"comparison\": \"%s\"", row->comparison);
	printf("}\n");
	fflush(stdout);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), ascending);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void progress(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("    ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
}

void impossible(const char *what)
{
	fprintf(stderr, "fbbench: %s: %s\n", what, strerror(errno));
	exit(2);
}
