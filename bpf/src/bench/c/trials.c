// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "trials.h"
#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* Between a core of one's own and a shared one lies a third (Zen 3); the control itself varies by a twentieth. */
#define AT_FULL_SPEED 1.12

void trials_clear(struct trials *t)
{
	t->count = 0;
}

void trials_free(struct trials *t)
{
	free(t->costs);
	free(t->slower);
	*t = (struct trials){0};
}

void trial_add(struct trials *t, double cost, double before, double after)
{
	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 256;
		t->costs = reallocarray(t->costs, t->room, sizeof(*t->costs));
		t->slower = reallocarray(t->slower, t->room, sizeof(*t->slower));
		if (!t->costs || !t->slower)
			impossible("memory");
	}
	t->costs[t->count] = cost;
	t->slower[t->count++] = before > after ? before : after;
}

static double *copy_of(const double *values, size_t count)
{
	double *copy = calloc(count + 1, sizeof(*copy));

	if (!copy)
		impossible("memory");
	memcpy(copy, values, count * sizeof(*copy));
	return copy;
}

/* Learns the control's full speed: one in twenty ran as fast or faster. */
static void learn(struct trials *t)
{
	double *controls = copy_of(t->slower, t->count), speed;

	median(controls, t->count);
	speed = controls[t->count / 20];
	if (!t->full_speed || speed < t->full_speed)
		t->full_speed = speed;
	free(controls);
}

size_t trials_undisturbed(struct trials *t)
{
	size_t count = 0;

	learn(t);
	for (size_t i = 0; i < t->count; i++)
		count += t->slower[i] <= t->full_speed * AT_FULL_SPEED;
	return count;
}

bool trials_want_more(struct trials *t, int done, int rounds, size_t undisturbed)
{
	return done < rounds || (done < TRIALS_MOST_REPEATS * rounds && trials_undisturbed(t) < undisturbed);
}

double trials_cost(struct trials *t)
{
	size_t count = 0, undisturbed = trials_undisturbed(t);
	double *costs = copy_of(t->costs, t->count), cost;

	if (!undisturbed) {
		free(costs);
		return trials_cost_of_all(t);
	}
	for (size_t i = 0; i < t->count; i++)
		if (t->slower[i] <= t->full_speed * AT_FULL_SPEED)
			costs[count++] = t->costs[i];
	cost = median(costs, count);
	free(costs);
	return cost;
}

double trials_cost_of_all(struct trials *t)
{
	double *costs = copy_of(t->costs, t->count), cost = median(costs, t->count);

	free(costs);
	return cost;
}
