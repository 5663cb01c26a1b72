// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int keep(void *context, void *data, size_t size)
{
	struct events *e = context;

	if (size < sizeof(struct fb_event))
		return -1;
	if (e->count < EVENTS_KEPT)
		memcpy(&e->kept[e->count], data, sizeof(struct fb_event));
	e->count++;
	return 0;
}

void events_open(struct events *e, const struct loaded *l)
{
	memset(e, 0, sizeof(*e));
	e->rings = ring_buffer__new(map_fd(l, "fb_denied"), keep, e, NULL);
	if (!e->rings || ring_buffer__add(e->rings, map_fd(l, "fb_allowed"), keep, e)) {
		fprintf(stderr, "fbcheck: cannot open the rings fb_denied and fb_allowed\n");
		exit(2);
	}
}

void events_read(struct events *e)
{
	e->count = 0;
	if (ring_buffer__consume(e->rings) < 0)
		fprintf(stderr, "fbcheck: a ring could not be read\n");
}

void events_close(struct events *e)
{
	ring_buffer__free(e->rings);
}
