// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "tap.h"

#include <stdarg.h>
#include <stdio.h>

static unsigned held, failed;

static void line(const char *words, va_list arguments)
{
	vprintf(words, arguments);
	putchar('\n');
	fflush(stdout);
}

bool check(bool ok, const char *words, ...)
{
	va_list arguments;

	held += ok;
	failed += !ok;
	printf("%sok %u - ", ok ? "" : "not ", held + failed);
	va_start(arguments, words);
	line(words, arguments);
	va_end(arguments);
	return ok;
}

void remark(const char *words, ...)
{
	va_list arguments;

	fputs("# ", stdout);
	va_start(arguments, words);
	line(words, arguments);
	va_end(arguments);
}

void cell(const char *name, const char *words, ...)
{
	va_list arguments;

	printf("cell %s ", name);
	va_start(arguments, words);
	line(words, arguments);
	va_end(arguments);
}

int checks_end(void)
{
	printf("1..%u\n", held + failed);
	cell("checks", "%u/%u", held, held + failed);
	return failed || !held;
}
