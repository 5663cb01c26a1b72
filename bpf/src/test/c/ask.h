/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The stage of the live checks, and a process on it that asks. */
#ifndef FBCHECK_ASK_H
#define FBCHECK_ASK_H

#include "dns.h"
#include "events.h"
#include "host.h"

#define ASKER "fbasker"
#define DENIED_NAME "frontend.example.com"
#define BELOW_NAME "Cdn.FrontEnd.example.com" /* denied by *.frontend.example.com */
#define ALLOWED_NAME "status.example.com"

struct lookup {
	const char *how;
	int family, type, connected;
	enum cut cut;
};

/* Every way to ask. */
#define LOOKUPS 7
extern const struct lookup lookups[LOOKUPS];

struct stage {
	struct loaded *l;
	const char *folder; /* of the objects */
	struct events events;
	struct group group;
	struct hook hook;
	int links[8], links_count;
	__u32 netns;
	pid_t asker;
	bool tcx; /* the kernel has it */
	/* Which namespace a packet leaves is read as the asking process is; what cannot be told is not covered. */
	enum heard udp, tcp; /* what a denied question hears of an answerer */
};

/* A process, of the group or not, begins to ask; its id is in the stage. */
void ask_begin(struct stage *s, const struct lookup *how, const char *name, bool inside);

/* What it heard. */
enum heard ask_end(struct stage *s);

enum heard ask(struct stage *s, const struct lookup *how, const char *name, bool inside);

/* A check: a process of the group hears this. */
bool expect(struct stage *s, const char *when, const struct lookup *how, const char *name, enum heard expected);

/* Every kind of lookup: of the denied names as expected, of the allowed one an address. All as expected? */
bool expect_all(struct stage *s, const char *when, enum heard udp, enum heard tcp);

#endif
