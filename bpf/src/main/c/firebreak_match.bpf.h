/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The verdict on a parsed question: the name hash, one list, all lists of a scope. The Java reference says the same. */
#ifndef FIREBREAK_MATCH_BPF_H
#define FIREBREAK_MATCH_BPF_H

#include "firebreak_wire.bpf.h"

#define rotate(x, bits) ((x) << (bits) | (x) >> (64 - (bits)))

#define sip_round(v0, v1, v2, v3)    \
	do {                         \
		v0 += v1;            \
		v1 = rotate(v1, 13); \
		v1 ^= v0;            \
		v0 = rotate(v0, 32); \
		v2 += v3;            \
		v3 = rotate(v3, 16); \
		v3 ^= v2;            \
		v0 += v3;            \
		v3 = rotate(v3, 21); \
		v3 ^= v0;            \
		v2 += v1;            \
		v1 = rotate(v1, 17); \
		v1 ^= v2;            \
		v2 = rotate(v2, 32); \
	} while (0)

/* ASCII upper case to lower, eight octets at once; all others stay. */
static __always_inline __u64 lower_case(__u64 word)
{
	__u64 seven = word & 0x7f7f7f7f7f7f7f7full;
	__u64 at_least_a = seven + 0x3f3f3f3f3f3f3f3full; /* 0x80 - 'A' */
	__u64 above_z = seven + 0x2525252525252525ull;    /* 0x7f - 'Z' */
	__u64 upper = ~word & (at_least_a ^ above_z) & 0x8080808080808080ull;

	return word | upper >> 2;
}

static __always_inline struct sip hash_begin(__u64 seed0, __u64 seed1)
{
	return (struct sip){seed0 ^ 0x736f6d6570736575ull, seed1 ^ 0x646f72616e646f6dull, seed0 ^ 0x6c7967656e657261ull,
			    seed1 ^ 0x7465646279746573ull};
}

static __always_inline void hash_word(struct sip *sip, __u64 word)
{
	sip->v3 ^= word;
	sip_round(sip->v0, sip->v1, sip->v2, sip->v3);
	sip->v0 ^= word;
}

/* The hash of a state, into h0 and h1. */
static __always_inline void hash_take(struct scratch *s, struct sip sip)
{
	sip.v2 ^= 0xff;
	sip_round(sip.v0, sip.v1, sip.v2, sip.v3);
	sip_round(sip.v0, sip.v1, sip.v2, sip.v3);
	sip_round(sip.v0, sip.v1, sip.v2, sip.v3);
	s->h0 = sip.v0 ^ sip.v1;
	s->h1 = sip.v2 ^ sip.v3;
}

/* Takes the octets of a label's end in: the last word of a label holds 0..7 of them and its length. */
static __always_inline __u64 last_word(__u64 word, __u32 left, __u64 length)
{
	return (word & ((1ull << left * 8) - 1)) | length << 56;
}

/* Takes in a label of 16 octets or more, at `at` in msg: such are rare, and here the verifier reads their loop once. */
__noinline int fb_hash_long_label(__u32 index, __u32 at, __u32 length)
{
	struct scratch *s = scratch_at(index);
	__u32 left = length;

	if (!s)
		return 0;
	for (int i = 0; i < 8; i++) {
		__u64 word = lower_case(*(__u64 *)&s->msg[at & 511]);

		if (left < 8) {
			hash_word(&s->sip, last_word(word, left, length));
			break;
		}
		hash_word(&s->sip, word);
		left -= 8;
		at += 8;
	}
	return 0;
}

/* Takes in a label of up to 15 octets, at `at` in msg. */
static __always_inline void hash_label(const struct scratch *s, struct sip *sip, __u32 at, __u32 length)
{
	__u64 word = lower_case(*(__u64 *)&s->msg[at & 511]);

	if (length >= 8) {
		hash_word(sip, word);
		word = lower_case(*(__u64 *)&s->msg[(at + 8) & 511]);
	}
	hash_word(sip, last_word(word, length & 7, length));
}

enum hashed {
	HASHED_ALL,
	HASHED_SOME, /* there is more */
};

/*
 * Hashes up to `most` more labels from the right, and keeps the suffixes of depths that the list has. calls: also long
 * labels; else it stops before one. A suffix of another depth is written, too, and then written over: cheaper than a branch.
 */
static __always_inline enum hashed hash_labels(struct scratch *s, __u32 index, int most, bool calls)
{
	__u64 depths0 = s->depths0, depths1 = s->depths1;
	__u32 depth = s->depth, candidates = s->candidates_count;
	enum hashed result = HASHED_SOME;
	struct sip sip = s->sip;

	for (int i = 0; i < most; i++) {
		struct candidate *c = &s->candidates[candidates & FB_MAX_LABELS];
		__u32 at, length;

		if (depth >= s->deepest) {
			result = HASHED_ALL;
			break;
		}
		depth++;
		at = MSG_HEADER + s->starts[(s->labels - depth) & FB_MAX_LABELS];
		length = s->msg[at & 511] & 63;
		if (length < 16) {
			hash_label(s, &sip, at + 1, length);
		} else if (calls) {
			s->sip = sip;
			fb_hash_long_label(index, at + 1, length);
			sip = s->sip;
		} else {
			depth--;
			break;
		}
		c->sip = sip;
		c->sign = (sip.v0 ^ sip.v1 ^ sip.v2 ^ sip.v3) * FB_SIGN_FACTOR;
		c->whole = depth == s->labels;
		depths0 = depths0 >> 1 | depths1 << 63;
		depths1 >>= 1;
		candidates += depths0 & 1;
	}
	s->sip = sip;
	s->depths0 = depths0;
	s->depths1 = depths1;
	s->depth = depth;
	s->candidates_count = candidates;
	return result;
}

__noinline int fb_hash_labels(__u32 index)
{
	struct scratch *s = scratch_at(index);

	return s ? hash_labels(s, index, HASH_STRIDE, true) : HASHED_ALL;
}

/* Entry `e` is that of a name: its value, else 0, without a branch that could be mispredicted. */
static __always_inline __u32 value_if_same(const struct fb_entry *e, __u64 h0, __u64 h1)
{
	__u64 other = (*(const __u64 *)e->tag ^ h1) | ((e->tag[2] ^ h0 >> 32) & ~FB_TAG_OVERFLOW);

	return e->value & ~(__u32)((__s64)(other | -other) >> 63);
}

static __always_inline __u32 value_in(const struct fb_bucket *bucket, __u64 h0, __u64 h1)
{
	__u32 value = 0;

	for (int i = 0; i < FB_BUCKET_ENTRIES; i++)
		value |= value_if_same(&bucket->entries[i], h0, h1);
	return value;
}

/* A list under way: its map, and its first page. */
struct list {
	void *map;
	struct fb_page *first;
};

/* Opens what stands at the place of this reference; false where there is nothing. */
static __always_inline bool open_list(const struct fb_list_ref *ref, struct list *list)
{
	__u32 place = ref->place, first = 0;

	list->map = bpf_map_lookup_elem(&fb_lists, &place);
	if (!list->map)
		return false;
	list->first = bpf_map_lookup_elem(list->map, &first);
	return list->first;
}

static __always_inline bool same_digest(const __u8 *digest, const struct fb_list_ref *ref)
{
	const __u64 *is = (const __u64 *)digest, *wanted = (const __u64 *)ref->digest;

	return !((is[0] ^ wanted[0]) | (is[1] ^ wanted[1]));
}

/* Is it the list that the reference means? */
static __always_inline bool is_list(const struct list *list, const struct fb_list_ref *ref)
{
	return same_digest(((const struct fb_list_header *)list->first)->digest, ref);
}

/* Line number `line` of the list; NULL where it cannot be read. */
static __always_inline struct fb_bucket *line_of(const struct list *list, __u32 line)
{
	__u32 number = line / FB_PAGE_LINES;
	struct fb_page *page = list->first;

	if (number) {
		page = bpf_map_lookup_elem(list->map, &number);
		if (!page)
			return NULL;
		/* Else the compiler puts the check behind what follows, which the verifier does not take. */
		barrier_var(page);
	}
	return &page->lines[line % FB_PAGE_LINES];
}

/* Lines of the name filter behind the header, or that would be there, less one. */
static __always_inline __u32 filter_mask(const struct scratch *s)
{
	return s->mask >> FB_FILTER_SHIFT;
}

/* The bucket of this number, to which a hash is brought. */
static __always_inline struct fb_bucket *bucket_of(const struct list *list, const struct scratch *s, __u32 number)
{
	__u32 before = filter_mask(s) < FB_FILTER_NEAR ? 2 + filter_mask(s) : 1;

	return line_of(list, before + (number & s->mask));
}

/* The value of the name whose hash was taken; false where the list cannot be read. */
static __always_inline bool find(const struct list *list, const struct scratch *s, __u32 *value)
{
	struct fb_bucket *bucket = bucket_of(list, s, s->h0);

	if (!bucket)
		return false;
	*value = value_in(bucket, s->h0, s->h1);
	if (*value || !(bucket->entries[0].tag[2] & FB_TAG_OVERFLOW))
		return true;
	bucket = bucket_of(list, s, s->h0 >> 32 ^ s->h1);
	if (!bucket)
		return false;
	*value = value_in(bucket, s->h0, s->h1);
	return true;
}

/*
 * Looks candidate number `number` up, for which the filter has said that it may be there: what the longest suffix says stays.
 * Not 0 where the list cannot be read. The verifier of 5.10 passes no map to a global function: the list is found again.
 */
__noinline int fb_look_up(__u32 index, __u32 number)
{
	struct scratch *s = scratch_at(index);
	const struct fb_list_ref *ref;
	struct candidate *c;
	struct list list;
	__u8 decide, audit;
	__u32 value;

	if (!s)
		return -1;
	ref = &s->lists[s->list & (FB_MAX_LISTS - 1)];
	if (!open_list(ref, &list) || !is_list(&list, ref))
		return -1;
	c = &s->candidates[number & FB_MAX_LABELS];
	hash_take(s, c->sip);
	if (!find(&list, s, &value))
		return -1;
	if (!c->whole)
		value >>= FB_ENTRY_BELOW_DECIDE_SHIFT;
	decide = value;
	audit = value >> FB_ENTRY_EXACT_AUDIT_SHIFT;
	if (decide)
		s->decided = decide;
	if (audit)
		s->audited = audit;
	return 0;
}

#define LOOKUPS 4 /* suffixes looked up at once: most questions have no more */

/* Has the filter's line all bits of the sign? 1 or 0. */
static __always_inline __u32 has_sign(const struct fb_bucket *line, __u64 sign)
{
	__u64 word = ((const __u64 *)line)[sign >> 37 & 7];

	return word >> (sign >> 31 & 63) & word >> (sign >> 25 & 63) & word >> (sign >> 19 & 63) & 1;
}

/* The filter of a large list; NULL where it has none. */
static __always_inline struct fb_filter *filter_of(const struct fb_list_ref *ref)
{
	__u32 place = ref->place, first = 0;
	void *map = bpf_map_lookup_elem(&fb_filters, &place);
	struct fb_filter *filter = map ? bpf_map_lookup_elem(map, &first) : NULL;

	return filter && same_digest(filter->digest, ref) ? filter : NULL;
}

/*
 * Asks the list's filter for LOOKUPS candidates; bit i: number first + i may be in the list. No branch depends on an
 * answer, so memory works on several at once.
 */
static __always_inline __u32 filter(const struct list *list, const struct fb_list_ref *ref, const struct scratch *s,
				    __u32 first)
{
	/* Beyond the last candidate stand old ones, whose answers are dropped. */
	const struct candidate *c = &s->candidates[first & FB_MAX_LABELS];
	__u32 mask = filter_mask(s), count = s->candidates_count - first, may = 0;

	/* Unrolled, for clang closes such a loop by falling into its head, which 5.10 refuses. */
	if (mask < FB_FILTER_NEAR) {
#pragma unroll
		for (int i = 0; i < LOOKUPS; i++)
			may |= has_sign(&list->first->lines[1 + (c[i].sign >> 40 & mask & (FB_FILTER_NEAR - 1))],
					c[i].sign)
			       << i;
	} else {
		const struct fb_filter *large = filter_of(ref);

		may = (1 << LOOKUPS) - 1;
		if (large) {
			may = 0;
#pragma unroll
			for (int i = 0; i < LOOKUPS; i++)
				may |= has_sign(&large->lines[c[i].sign >> 40 & mask & (FB_FILTER_LINES - 1)],
						c[i].sign)
				       << i;
		}
	}
	return count < LOOKUPS ? may & ((1 << count) - 1) : may;
}

/* Looks up those of LOOKUPS candidates that may be there, the shortest suffix first; not 0 where the list cannot be read. */
static __always_inline int look_ups(__u32 index, __u32 first, __u32 may)
{
	for (__u32 i = 0; i < LOOKUPS && may >> i; i++) {
		if (may >> i & 1 && fb_look_up(index, first + i))
			return -1;
	}
	return 0;
}

/* For a name with more candidates. */
__noinline int fb_look_ups(__u32 index, __u32 first)
{
	struct scratch *s = scratch_at(index);
	const struct fb_list_ref *ref;
	struct list list;

	if (!s)
		return -1;
	ref = &s->lists[s->list & (FB_MAX_LISTS - 1)];
	if (!open_list(ref, &list) || !is_list(&list, ref))
		return -1;
	return look_ups(index, first, filter(&list, ref, s, first));
}

/* What the list's entries say of the name, into decided and audited; false where it cannot be read. */
static __always_inline bool walk(const struct list *list, struct scratch *s, __u32 index, __u32 number)
{
	const struct fb_list_header *header = (const struct fb_list_header *)list->first;
	int hashed;

	if (header->abi_version != FB_ABI_VERSION)
		return false;
	s->list = number;
	s->mask = header->bucket_mask;
	s->depths0 = header->depths[0];
	s->depths1 = header->depths[1];
	s->deepest = header->deepest < s->labels ? header->deepest : s->labels;
	s->sip = hash_begin(header->seed[0], header->seed[1]);
	s->decided = s->audited = 0;
	s->depth = s->candidates_count = 0;
	hashed = hash_labels(s, index, HASH_AT_ONCE, false);
	for (int i = 0; i < HASH_STRIDES && hashed == HASHED_SOME; i++)
		hashed = fb_hash_labels(index);
	if (look_ups(index, 0, filter(list, &s->lists[number], s, 0)))
		return false;
	for (__u32 first = LOOKUPS; first < FB_MAX_LABELS; first += LOOKUPS) {
		if (first >= s->candidates_count)
			break;
		if (fb_look_ups(index, first))
			return false;
	}
	return true;
}

static __always_inline void would_deny(struct scratch *s, __u8 list, __u8 rule)
{
	if (s->audit_rule == FB_RULE_NONE) {
		s->audit_list = list;
		s->audit_rule = rule;
	}
}

static __always_inline void deny(struct scratch *s, __u8 list, __u8 rule)
{
	if (s->verdict != FB_VERDICT_DENIED) {
		s->verdict = FB_VERDICT_DENIED;
		s->decide_list = list;
		s->decide_rule = rule;
	}
}

static __always_inline void deny_as(struct scratch *s, const struct fb_list_ref *ref, __u8 list, __u8 rule)
{
	if (ref->flags & FB_LIST_ENFORCES)
		deny(s, list, rule);
	else
		would_deny(s, list, rule);
}

/* What list number `number` of the scope says of the question; joins the verdict so far. */
__noinline int fb_judge_list(__u32 index, __u32 number)
{
	struct scratch *s = scratch_at(index);
	struct fb_list_ref *ref;
	struct list list;

	if (!s)
		return -1;
	number &= FB_MAX_LISTS - 1;
	ref = &s->lists[number];
	if (!open_list(ref, &list) || !is_list(&list, ref)) {
		if (ref->flags & FB_LIST_MISSING_DENIES)
			deny_as(s, ref, number, FB_RULE_MISSING);
		else
			would_deny(s, number, FB_RULE_MISSING);
		return 0;
	}
	/* A list of another version, or one that cannot be read, is a bug of ours: closed. */
	if (!walk(&list, s, index, number)) {
		deny_as(s, ref, number, FB_RULE_MISSING);
		return 0;
	}
	if (s->audited)
		would_deny(s, number, s->audited & FB_ENTRY_RULE);
	if (s->decided & FB_ENTRY_DENY) {
		deny_as(s, ref, number, s->decided & FB_ENTRY_RULE);
	} else if (s->decided) {
		if (s->decide_rule == FB_RULE_NONE) {
			s->decide_list = number;
			s->decide_rule = s->decided & FB_ENTRY_RULE;
		}
	} else if (ref->flags & FB_LIST_DEFAULT_DENY) {
		deny_as(s, ref, number, FB_RULE_DEFAULT);
	}
	return 0;
}

#define SCOPE_READS 4 /* of a scope that is written each time while it is read: then denied */

enum scope_read {
	SCOPE_READ,
	SCOPE_NONE,
	SCOPE_WRITTEN, /* meanwhile */
};

/*
 * One consistent copy of the scope s->scope: no copy is written while it is in force, and what was in force before and after
 * the reading was so in between (struct fb_scope). (Processors that reorder loads would need a barrier, which BPF has only
 * since 6.15: x86 does not.)
 */
static __always_inline enum scope_read read_scope(struct scratch *s)
{
	volatile __u32 *writes = bpf_map_lookup_elem(&fb_writes, &s->slot);
	struct fb_scope *scope;
	__u32 before, at;
	bool same;

	if (!writes)
		return SCOPE_NONE;
	before = *writes;
	at = 2 * s->slot + (before & 1);
	scope = bpf_map_lookup_elem(&fb_scopes, &at);
	if (!scope)
		return SCOPE_NONE;
	barrier();
	same = scope->id == s->scope;
	s->flags = scope->flags;
	s->generation = scope->generation;
	s->lists_count = scope->lists_count;
	for (__u32 i = 0; i < FB_MAX_LISTS; i++) {
		if (i >= scope->lists_count)
			break;
		s->lists[i] = scope->lists[i];
	}
	barrier();
	if (*writes != before)
		return SCOPE_WRITTEN;
	return same ? SCOPE_READ : SCOPE_NONE;
}

/* The same again: a function by itself, which hardly ever is needed. */
__noinline int fb_read_scope(__u32 index)
{
	struct scratch *s = scratch_at(index);

	return s ? read_scope(s) : SCOPE_NONE;
}

/* Loads the scope. Not 0 where there is none: deny everything. */
static __always_inline int load_scope(struct scratch *s, __u32 index, __u64 id)
{
	int read;

	s->scope = id;
	s->slot = id & (FB_SCOPE_SLOTS - 1);
	if (!s->slot)
		return -1;
	read = read_scope(s);
	for (int i = 1; i < SCOPE_READS && read == SCOPE_WRITTEN; i++)
		read = fb_read_scope(index);
	return read == SCOPE_READ ? 0 : -1;
}

static __always_inline void begin_verdict(struct scratch *s)
{
	s->verdict = FB_VERDICT_ALLOWED;
	s->outcome = FB_OUTCOME_PASSED;
	s->decide_list = s->audit_list = NO_LIST;
	s->decide_rule = s->audit_rule = FB_RULE_NONE;
}

/* The verdict of all lists on the parsed question. */
static __always_inline int judge_lists(struct scratch *s, __u32 index)
{
	begin_verdict(s);
	for (__u32 i = 0; i < FB_MAX_LISTS; i++) {
		if (i >= s->lists_count)
			break;
		fb_judge_list(index, i);
	}
	if (s->verdict == FB_VERDICT_ALLOWED && s->audit_rule != FB_RULE_NONE)
		s->verdict = FB_VERDICT_AUDITED;
	return s->verdict;
}

/* The verdict on a message in msg: parsed, then judged. Malformed is denied where the scope enforces. */
static __always_inline int judge_message(struct scratch *s, int question, __u32 index)
{
	if (question == QUESTION_NONE)
		return s->verdict = FB_VERDICT_NONE;
	if (question == QUESTION_OK)
		return judge_lists(s, index);
	begin_verdict(s);
	s->name_size = 0;
	return s->verdict = FB_VERDICT_MALFORMED;
}

static __always_inline bool is_denied(const struct scratch *s)
{
	return s->verdict == FB_VERDICT_DENIED ||
	       (s->verdict == FB_VERDICT_MALFORMED && (s->flags & FB_SCOPE_ENFORCES));
}

#endif
