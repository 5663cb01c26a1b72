/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Measurements, each taken between two runs of a control: a program whose work is always the same. Where the control ran
 * slower than it can, the processor served somebody else, too (a virtual machine's host gives a core's other thread to
 * another guest, for seconds or minutes), and what was measured between tells of that and not of the program.
 */
#ifndef FBBENCH_TRIALS_H
#define FBBENCH_TRIALS_H

#include <stdbool.h>
#include <stddef.h>

struct trials {
	double full_speed; /* of the control: the least of so many runs that it is no accident; 0 while nothing is known */
	double *costs;     /* of what was measured */
	double *slower;    /* the slower of the two controls around it */
	size_t count, room;
};

/* Forgets the trials, not the control's full speed. */
void trials_clear(struct trials *t);
void trials_free(struct trials *t);
/* A cost, and what the control took before and after it. */
void trial_add(struct trials *t, double cost, double before, double after);

/* How many have had the processor to themselves so far. */
size_t trials_undisturbed(struct trials *t);

#define TRIALS_MOST_REPEATS 6 /* times the rounds asked for, for the sake of trials that were not disturbed */

/* Whether another round is due: there were fewer than `rounds`, or, up to a limit, too few trials were undisturbed. */
bool trials_want_more(struct trials *t, int done, int rounds, size_t undisturbed);

/* The median cost of those; of all where there were none. */
double trials_cost(struct trials *t);

/* The median cost of all, disturbed ones too. */
double trials_cost_of_all(struct trials *t);

#endif
