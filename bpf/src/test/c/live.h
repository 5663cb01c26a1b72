/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Real lookups by real sockets of a process in a control group of its own, against a name server on lo. */
#ifndef FBCHECK_LIVE_H
#define FBCHECK_LIVE_H

#include "objects.h"

/* Moves this process to a network namespace of its own for good. Leaves no control group and no program behind. */
void live_check(struct loaded *l, const char *folder);

#endif
