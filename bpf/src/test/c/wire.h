/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The wire vectors through the judges, by BPF_PROG_TEST_RUN. */
#ifndef FBCHECK_WIRE_H
#define FBCHECK_WIRE_H

#include "objects.h"
#include "vectors.h"

/*
 * Every vector under every policy: one check a vector, and the cell "vectors". The scope ids and lists it makes are its
 * own and are gone when it returns.
 */
void wire_check(const struct loaded *l, const struct vector *vectors, size_t count);

#endif
