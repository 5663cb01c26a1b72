/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the programs told: both rings, read into memory. */
#ifndef FBCHECK_EVENTS_H
#define FBCHECK_EVENTS_H

#include "objects.h"

#define EVENTS_KEPT 64

struct events {
	struct ring_buffer *rings;
	size_t count; /* since events_read; more than EVENTS_KEPT are counted, not kept */
	struct fb_event kept[EVENTS_KEPT];
};

/* Opens the rings of a loaded object; exits when it cannot. */
void events_open(struct events *e, const struct loaded *l);

/* Forgets what was kept and reads what is there. */
void events_read(struct events *e);

void events_close(struct events *e);

#endif
