// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "decisions.h"
#include "packets.h"
#include "programs.h"
#include "rows.h"
#include "trials.h"
#include "workload.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define QUESTIONS (1u << 17)
#define CHUNK 2048
#define CHUNKS (QUESTIONS / CHUNK)
#define STEP 512 /* events that a ring holds, and some */
#define SLOT 1
#define SCOPE (3 * FB_SCOPE_SLOTS + SLOT)
#define MOST_LISTS 8
#define MILLION 1000000
#define GOAL_NS 250
#define GOAL_GROWTH 2

static const char *const programs[] = {"fb_bench_store", "fb_bench_judge", NULL};

struct bench {
	struct bpf_object *object;
	int store, judge;
	struct bench_question *questions; /* the map's own memory */
	__u64 *next;                      /* fb_bench_next */
	struct packet_bytes packet;
	struct names lists[MOST_LISTS];
	size_t lists_count;
	const struct loader *loader;
	int loads; /* of the largest list */
	struct trials trials;
	size_t undisturbed, trials_made; /* of all rows */
};

struct variety {
	size_t lists;
	unsigned labels;
	enum share share;
};

static void *memory_of(const struct bpf_map *map, size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, bpf_map__fd(map), 0);

	if (memory == MAP_FAILED)
		impossible("mmap of a map");
	return memory;
}

static void open_bench(struct bench *b, const char *path, void configure(struct fb_config *))
{
	struct bpf_map *questions, *variables;

	b->object = object_open(path);
	only(b->object, programs);
	if (configure)
		configure(constant(b->object, "fb_config"));
	*(__u32 *)constant(b->object, "fb_bench_mask") = QUESTIONS - 1;
	*(__u64 *)constant(b->object, "fb_bench_scope") = SCOPE;
	questions = bpf_object__find_map_by_name(b->object, "fb_questions");
	bpf_map__set_max_entries(questions, QUESTIONS);
	object_load(b->object);
	b->store = program(b->object, programs[0]);
	b->judge = program(b->object, programs[1]);
	b->questions = memory_of(questions, QUESTIONS * sizeof(*b->questions));
	bpf_object__for_each_map(variables, b->object)
	{
		if (strstr(bpf_map__name(variables), ".bss"))
			b->next = memory_of(variables, sizeof(*b->next));
	}
	packet_dns(&b->packet, sizeof(struct bench_question));
}

static void close_bench(struct bench *b)
{
	trials_free(&b->trials);
	munmap(b->questions, QUESTIONS * sizeof(*b->questions));
	munmap(b->next, sizeof(*b->next));
	bpf_object__close(b->object);
}

/* A list by itself is loaded as the product does it; of several, each by the tests' own loader, which is in this process. */
static void load_list(struct bench *b, size_t i, size_t lists, struct load *load)
{
	const struct tables tables = tables_of(b->object);
	const struct names *names = &b->lists[i];
	int rc;

	if (lists == 1) {
		load_names(b->loader, &tables, names, names->count == MILLION ? b->loads : 1, load);
		return;
	}
	*load = (struct load){
		.digest = {0xbe, names->count >> 8, names->count, i, [16] = 7, [17] = i, [24] = 9}
        };
	rc = list_load(&tables, load->digest, names->listed, names->count);
	if (rc) {
		errno = -rc;
		impossible("loading a list");
	}
}

static void load_lists(struct bench *b, size_t lists, size_t names, __u32 scope_flags)
{
	struct tables tables = tables_of(b->object);
	struct fb_scope scope = {.id = SCOPE, .generation = 1, .lists_count = lists};

	b->lists_count = lists;
	scope.flags = FB_SCOPE_ENFORCES | scope_flags;
	for (size_t i = 0; i < lists; i++) {
		struct load load;

		names_make(&b->lists[i], names, names + i);
		load_list(b, i, lists, &load);
		memcpy(scope.lists[i].digest, load.digest, FB_DIGEST_SIZE);
		scope.lists[i].flags = FB_LIST_ENFORCES;
		if (names == MILLION)
			tell_load(&tables, &b->lists[i], &load);
	}
	if (scope_put(&tables, &scope))
		impossible("writing the scope");
}

static void free_lists(struct bench *b)
{
	for (size_t i = 0; i < b->lists_count; i++)
		names_free(&b->lists[i]);
}

static __u64 counted(const struct bench *b, enum fb_counter which)
{
	int cpus = libbpf_num_possible_cpus();
	struct fb_counters *values = calloc(cpus, sizeof(*values));
	__u32 slot = SLOT;
	__u64 sum = 0;

	if (!values || bpf_map_lookup_elem(map(b->object, "fb_counters"), &slot, values))
		impossible("reading the counters");
	for (int i = 0; i < cpus; i++)
		sum += values[i].value[which];
	free(values);
	return sum;
}

/* Reads so much memory that nothing of a round is in the processor's caches when the next one begins. */
static void sweep_caches(void)
{
	static volatile char *memory;
	const size_t size = 96u << 20;

	if (!memory) {
		memory = malloc(size);
		if (!memory)
			impossible("memory");
		memset((char *)memory, 1, size);
	}
	for (size_t i = 0; i < size; i += 64)
		(void)memory[i];
}

/* Runs the program on the questions of one chunk. */
static double run_chunk(struct bench *b, int program, unsigned chunk)
{
	*b->next = chunk % CHUNKS * CHUNK;
	return run(program, b->packet.bytes, b->packet.size, CHUNK);
}

/* Each question once, in chunks too short for the scheduler to interrupt many, and between them the control. */
static void judge_all(struct bench *b, size_t hits)
{
	__u64 denied, judged;
	double before;

	sweep_caches();
	denied = counted(b, FB_COUNT_DENIED);
	judged = counted(b, FB_COUNT_QUESTIONS);
	before = run_chunk(b, b->store, CHUNKS / 2);
	for (unsigned i = 0; i < CHUNKS; i++) {
		double cost = run_chunk(b, b->judge, i), after = run_chunk(b, b->store, i + 1 + CHUNKS / 2);

		trial_add(&b->trials, cost - before, before, after);
		before = after;
	}
	denied = counted(b, FB_COUNT_DENIED) - denied;
	judged = counted(b, FB_COUNT_QUESTIONS) - judged;
	if (judged != QUESTIONS || denied != hits) {
		fprintf(stderr, "fbbench: %llu of %u questions judged, %llu denied where %zu are listed\n", judged,
			QUESTIONS, denied, hits);
		exit(2);
	}
}

/*
 * The decision's median cost over storing the question only, which is the control; that stores questions half a round away,
 * so that neither finds the other's in the processor's caches. A round that was disturbed is repeated, up to a limit. Every
 * round must have denied exactly the hits.
 */
static double measure(struct bench *b, const struct variety *v, int rounds)
{
	size_t hits = questions_make(b->questions, QUESTIONS, b->lists, v->lists, v->labels, v->share, 1);

	trials_clear(&b->trials);
	for (int round = 0; trials_want_more(&b->trials, round, rounds, rounds * CHUNKS / 2); round++)
		judge_all(b, hits);
	b->undisturbed += trials_undisturbed(&b->trials);
	b->trials_made += b->trials.count;
	return trials_cost(&b->trials);
}

/* What the control takes where nobody disturbs it: so long that the host's other guests will have paused. */
static void learn_full_speed(struct bench *b)
{
	questions_make(b->questions, QUESTIONS, b->lists, 1, 0, SHARE_MISSES, 1);
	for (int round = 0; round < 100; round++) {
		sweep_caches();
		for (unsigned i = 0; i < CHUNKS; i++) {
			double cost = run_chunk(b, b->store, i);

			trial_add(&b->trials, 0, cost, cost);
		}
	}
	trials_undisturbed(&b->trials);
}

static void tell(const char *what, double cost, double goal, double baseline, const char *comparison)
{
	struct row row = {what, "ns", cost, goal, baseline, comparison};

	row_print(&row);
}

/* The same row with the measurements in which the host's other guests had a part: no goal, so that nothing is hidden. */
static void tell_disturbed(struct bench *b, const char *name)
{
	char all[160];

	snprintf(all, sizeof(all), "%s, all trials", name);
	tell(all, trials_cost_of_all(&b->trials), NO_GOAL, NO_BASELINE, NULL);
}

static void by_size(struct bench *b, int rounds)
{
	static const size_t sizes[] = {10, 1000, 100000, MILLION};
	static const char *const shares[] = {"misses", "half hits", "hits"};
	double thousand = NAN;
	char name[120];

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		progress("decisions over a list of %zu names", sizes[i]);
		load_lists(b, 1, sizes[i], FB_SCOPE_SILENT);
		for (enum share share = SHARE_MISSES; share <= SHARE_HITS; share++) {
			double cost = measure(b, &(struct variety){1, 0, share}, rounds);

			snprintf(name, sizeof(name), "decision: %zu names, 2 to 12 labels, %s", sizes[i],
				 shares[share]);
			if (share == SHARE_HALF && sizes[i] == 1000)
				thousand = cost;
			if (share == SHARE_HALF && sizes[i] >= 1000) {
				tell_disturbed(b, name);
				tell(name, cost, GOAL_NS, thousand, "1,000 names");
			} else {
				tell(name, cost, NO_GOAL, NO_BASELINE, NULL);
			}
			if (share == SHARE_HALF && sizes[i] == MILLION) {
				struct row growth = {"decision: 1,000,000 names over 1,000",
						     "times",
						     cost / thousand,
						     GOAL_GROWTH,
						     1,
						     "1,000 names"};

				row_print(&growth);
			}
		}
		for (unsigned labels = 3; labels <= MOST_LABELS && sizes[i] == MILLION; labels += labels < 6 ? 1 : 3) {
			snprintf(name, sizeof(name), "decision: %zu names, %u labels, half hits", sizes[i], labels);
			tell(name, measure(b, &(struct variety){1, labels, SHARE_HALF}, rounds), NO_GOAL, NO_BASELINE,
			     NULL);
		}
		free_lists(b);
	}
}

static void unlimited(struct fb_config *config)
{
	config->denied_burst = config->allowed_burst = 1u << 30;
	config->repeat_ms = 3600 * 1000;
}

static void all_lost(struct fb_config *config)
{
	config->denied_burst = config->allowed_burst = 0;
	config->denied_per_second = config->allowed_per_second = 0;
}

static int drop(void *context, void *data, size_t size)
{
	(void)context, (void)data, (void)size;
	return 0;
}

/*
 * The median cost of a question over storing it, in steps that the rings hold; they are emptied between, by nobody's
 * clock. same: the same questions in each step, so that all but the first step's were told before.
 */
static double measure_steps(struct bench *b, bool same, int rounds)
{
	struct ring_buffer *rings = ring_buffer__new(map(b->object, "fb_denied"), drop, NULL, NULL);
	int steps = rounds * 16;
	double *costs = calloc(steps, sizeof(*costs)), cost;

	if (!rings || ring_buffer__add(rings, map(b->object, "fb_allowed"), drop, NULL))
		impossible("the rings");
	for (int i = -1; i < steps; i++) {
		double without;

		*b->next = (same ? 0 : (i + 1) % (QUESTIONS / STEP) * STEP);
		without = run(b->store, b->packet.bytes, b->packet.size, STEP);
		*b->next -= STEP;
		cost = run(b->judge, b->packet.bytes, b->packet.size, STEP) - without;
		if (i >= 0)
			costs[i] = cost;
		ring_buffer__consume(rings);
	}
	ring_buffer__free(rings);
	cost = median(costs, steps);
	free(costs);
	return cost;
}

/* What recording adds to the decision: events that are new, that were told before, that exceed the scope's rate. */
static void measure_recording(const char *object, const struct loader *loader, int rounds)
{
	static const struct {
		const char *name;
		void (*configure)(struct fb_config *);
		__u32 flags;
		bool same;
	} kinds[] = {
		{"recording: nothing (the decision alone, 1,000 names)",   NULL,      FB_SCOPE_SILENT,                               false},
		{"recording: each lookup new, with process and arguments", unlimited,
		 FB_SCOPE_RECORDS_ALLOWED | FB_SCOPE_ARGUMENTS,								      false},
		{"recording: each lookup told before",                     unlimited, FB_SCOPE_RECORDS_ALLOWED | FB_SCOPE_ARGUMENTS, true },
		{"recording: each lookup over the scope's rate",           all_lost,
		 FB_SCOPE_RECORDS_ALLOWED | FB_SCOPE_ARGUMENTS,								      false},
	};
	double silent = NAN;

	progress("recording");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct bench b = {.loader = loader};
		double cost;

		open_bench(&b, object, kinds[i].configure);
		load_lists(&b, 1, 1000, kinds[i].flags);
		questions_make(b.questions, QUESTIONS, b.lists, 1, 0, SHARE_HALF, 1);
		cost = measure_steps(&b, kinds[i].same, rounds);
		if (!i)
			silent = cost;
		tell(kinds[i].name, cost, NO_GOAL, i ? silent : NO_BASELINE, i ? "the decision alone" : NULL);
		free_lists(&b);
		close_bench(&b);
	}
}

void measure_decisions(const char *object, const struct loader *loader, int rounds)
{
	struct bench b = {.loader = loader, .loads = 2 * rounds < MOST_LOADS ? 1 + 2 * rounds : MOST_LOADS};

	open_bench(&b, object, NULL);
	progress("the control of decisions");
	names_make(&b.lists[0], 1000, 1000);
	learn_full_speed(&b);
	names_free(&b.lists[0]);
	by_size(&b, rounds);
	for (size_t names = 125; names <= 125000; names *= 1000) {
		char name[120];

		progress("decisions over 8 lists of %zu names", names);
		load_lists(&b, MOST_LISTS, names, FB_SCOPE_SILENT);
		snprintf(name, sizeof(name), "decision: 8 lists of %zu names, 2 to 12 labels, half hits", names);
		tell(name, measure(&b, &(struct variety){MOST_LISTS, 0, SHARE_HALF}, rounds), NO_GOAL, NO_BASELINE,
		     NULL);
		free_lists(&b);
	}
	close_bench(&b);
	row_print(&(struct row){"decision: trials in which the control ran at full speed", "%",
				100.0 * b.undisturbed / b.trials_made, NO_GOAL, NO_BASELINE, NULL});
	measure_recording(object, loader, rounds);
}
