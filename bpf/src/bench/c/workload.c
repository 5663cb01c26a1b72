// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "workload.h"
#include "rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_LABELS 2
#define DEEPEST_ENTRY 5
#define NAME_ROOM 64 /* of a listed name */

static const char *const roots[] = {"com", "net", "org", "io", "dev", "example", "internal", "info"};

static unsigned long long state;

/* splitmix64 */
static unsigned long long next(void)
{
	unsigned long long z = state += 0x9e3779b97f4a7c15ull;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ z >> 27) * 0x94d049bb133111ebull;
	return z ^ z >> 31;
}

static unsigned below(unsigned limit)
{
	return (next() >> 32) * limit >> 32;
}

static unsigned char *put_label(unsigned char *to, unsigned least, unsigned most)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	unsigned length = least + below(most - least + 1);

	*to++ = length;
	for (unsigned i = 0; i < length; i++)
		*to++ = alphabet[below(sizeof(alphabet) - 1)];
	return to;
}

/* A random name of so many labels; the one left of the root has 8 to 12 octets, so that no two are the same. */
static size_t put_name(unsigned char *to, unsigned labels)
{
	const char *root = roots[below(sizeof(roots) / sizeof(*roots))];
	unsigned char *at = to;

	for (unsigned i = labels; i > 2; i--)
		at = put_label(at, 2, 7);
	at = put_label(at, 8, 12);
	*at++ = strlen(root);
	memcpy(at, root, strlen(root));
	at += strlen(root);
	*at++ = 0;
	return at - to;
}

static unsigned labels_of(const unsigned char *name)
{
	unsigned labels = 0;

	for (; *name; name += *name + 1)
		labels++;
	return labels;
}

static unsigned entry_labels(size_t number)
{
	static const unsigned char of_twenty[20] = {2, 3, 4, 5, 2, 3, 2, 3, 4, 2, 3, 2, 3, 4, 2, 3, 2, 3, 4, 2};

	return of_twenty[number % 20];
}

void names_make(struct names *names, size_t count, unsigned seed)
{
	names->count = count;
	names->listed = calloc(count, sizeof(*names->listed));
	names->text = malloc(count * NAME_ROOM);
	if (!names->listed || !names->text)
		impossible("memory for the names");
	state = seed;
	for (size_t i = 0; i < count; i++) {
		unsigned char *name = names->text + i * NAME_ROOM;
		__u32 rule = i % FB_MAX_RULES;

		put_name(name, entry_labels(i));
		names->listed[i].name = name;
		names->listed[i].value = (FB_ENTRY_DENY | rule) << FB_ENTRY_BELOW_DECIDE_SHIFT;
	}
}

void names_free(struct names *names)
{
	free(names->listed);
	free(names->text);
}

/* An entry of at most so many labels. */
static const unsigned char *some_entry(const struct names *names, unsigned labels)
{
	const unsigned char *name;

	do
		name = names->listed[below(names->count)].name;
	while (labels_of(name) > labels);
	return name;
}

static size_t size_of(const unsigned char *name)
{
	const unsigned char *at = name;

	while (*at)
		at += *at + 1;
	return at + 1 - name;
}

/* A name below a listed one. */
static size_t put_hit(unsigned char *to, const struct names *names, unsigned labels)
{
	const unsigned char *entry = some_entry(names, labels - 1);
	unsigned char *at = to;

	for (unsigned i = labels_of(entry); i < labels; i++)
		at = put_label(at, i + 1 == labels ? 7 : 2, 7);
	memcpy(at, entry, size_of(entry));
	return at + size_of(entry) - to;
}

size_t questions_make(struct bench_question *out, size_t count, const struct names *names, size_t lists,
		      unsigned labels, enum share share, unsigned seed)
{
	size_t hits = 0;

	state = seed;
	for (size_t i = 0; i < count; i++) {
		unsigned char *message = out[i].message, *name = message + 12;
		unsigned n = labels ? labels : LEAST_LABELS + i % (MOST_LABELS - LEAST_LABELS + 1);
		bool hit = n > LEAST_LABELS && (share == SHARE_HITS || (share == SHARE_HALF && next() >> 63));
		size_t size;

		memset(message, 0, sizeof(out[i].message));
		message[0] = i >> 8;
		message[1] = i;
		message[2] = 1; /* recursion desired */
		message[5] = 1; /* one question */
		size = hit ? put_hit(name, &names[below(lists)], n) : put_name(name, n);
		name[size + 1] = next() >> 63 ? 1 : 28;
		name[size + 3] = 1;
		hits += hit;
	}
	/* Numbers of labels came in turn: shuffle. */
	for (size_t i = count - 1; i > 0; i--) {
		size_t other = below(i + 1);
		struct bench_question kept = out[i];

		out[i] = out[other];
		out[other] = kept;
	}
	return hits;
}
