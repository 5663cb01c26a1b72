/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What was checked, one line a check (Test Anything Protocol), and the cells of docs/kernels.md ("cell NAME VALUE"). */
#ifndef FBCHECK_TAP_H
#define FBCHECK_TAP_H

#include <stdbool.h>

/* One check. Returns `ok`. The words are a format, and say what was expected. */
bool check(bool ok, const char *words, ...) __attribute__((format(printf, 2, 3)));

/* A comment under the last check. */
void remark(const char *words, ...) __attribute__((format(printf, 1, 2)));

void cell(const char *name, const char *words, ...) __attribute__((format(printf, 2, 3)));

/* Prints the plan and the summary; the exit code: 0 when all held and something was checked. */
int checks_end(void);

#endif
