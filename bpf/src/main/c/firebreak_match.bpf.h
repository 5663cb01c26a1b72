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

/* Takes in label number `label` (0 is the leftmost). */
static __always_inline void hash_label(struct scratch *s, __u32 index, struct sip *sip, __u32 label)
{
	__u32 at = MSG_HEADER + s->starts[label & FB_MAX_LABELS];
	__u32 length = s->msg[at & 511] & 63;
	__u64 word;

	at++;
	if (length >= 16) {
		s->sip = *sip;
		fb_hash_long_label(index, at, length);
		*sip = s->sip;
		return;
	}
	word = lower_case(*(__u64 *)&s->msg[at & 511]);
	if (length >= 8) {
		hash_word(sip, word);
		word = lower_case(*(__u64 *)&s->msg[(at + 8) & 511]);
	}
	hash_word(sip, last_word(word, length & 7, length));
}

/*
 * Hashes up to HASH_STRIDE more labels from the right, and keeps the suffixes of depths that the list has. True when
 * there is nothing more to hash: the name's end, or no entry is deeper.
 */
static __always_inline bool hash_labels(struct scratch *s, __u32 index)
{
	__u64 depths0 = s->depths0, depths1 = s->depths1;
	__u32 left = s->labels - s->depth; /* labels */
	struct sip sip = s->sip;
	bool done = true;

	for (int i = 0; i < HASH_STRIDE; i++) {
		struct candidate *c;

		depths0 = depths0 >> 1 | depths1 << 63;
		depths1 >>= 1;
		if (!left || !(depths0 | depths1))
			goto out;
		left--;
		hash_label(s, index, &sip, left);
		if (!(depths0 & 1))
			continue;
		c = &s->candidates[s->candidates_count & FB_MAX_LABELS];
		c->sip = sip;
		c->sign = (sip.v0 ^ sip.v1 ^ sip.v2 ^ sip.v3) * FB_SIGN_FACTOR;
		c->whole = !left;
		s->candidates_count++;
	}
	done = false;
out:
	s->sip = sip;
	s->depths0 = depths0;
	s->depths1 = depths1;
	s->depth = s->labels - left;
	return done;
}

__noinline int fb_hash_labels(__u32 index)
{
	struct scratch *s = scratch_at(index);

	return !s || hash_labels(s, index);
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

/* The value of the name whose hash was taken; false where the list cannot be read. */
static __always_inline bool find(void *list, const struct scratch *s, __u32 *value)
{
	__u32 at = ((__u32)s->h0 & s->mask) + 1;
	struct fb_bucket *bucket = bpf_map_lookup_elem(list, &at);

	if (!bucket)
		return false;
	*value = value_in(bucket, s->h0, s->h1);
	if (*value || !(bucket->entries[0].tag[2] & FB_TAG_OVERFLOW))
		return true;
	at = ((__u32)(s->h0 >> 32 ^ s->h1) & s->mask) + 1;
	bucket = bpf_map_lookup_elem(list, &at);
	if (!bucket)
		return false;
	*value = value_in(bucket, s->h0, s->h1);
	return true;
}

#define LOOKUPS 4 /* suffixes looked up at once: most questions have no more */

/*
 * Asks the list's filter for LOOKUPS candidates; bit i: number first + i may be in the list. No branch depends on an
 * answer, so memory works on several at once. False where the list cannot be read.
 */
static __always_inline bool filter(void *list, const struct scratch *s, __u32 first, __u32 *may)
{
	*may = 0;
	for (int i = 0; i < LOOKUPS; i++) {
		/* Beyond the last candidate stand old ones, which nobody asks for. */
		const struct candidate *c = &s->candidates[(first + i) & FB_MAX_LABELS];
		__u64 sign = c->sign, word;
		__u32 at = s->mask + 2 + ((__u32)(sign >> 40) & s->mask >> FB_FILTER_SHIFT);
		__u64 *block = bpf_map_lookup_elem(list, &at);

		if (!block)
			return false;
		word = block[sign >> 37 & 7];
		*may |= (word >> (sign >> 31 & 63) & word >> (sign >> 25 & 63) & 1) << i;
	}
	return true;
}

/*
 * Looks LOOKUPS candidates up, the shortest suffix first: what the longest says stays. False where the list cannot be
 * read.
 */
static __always_inline bool look_up(void *list, struct scratch *s, __u32 first)
{
	__u32 may;

	if (!filter(list, s, first, &may))
		return false;
	for (int i = 0; i < LOOKUPS; i++) {
		struct candidate *c = &s->candidates[(first + i) & FB_MAX_LABELS];
		__u8 decide, audit;
		__u32 value;

		if (first + i >= s->candidates_count)
			break;
		if (!(may >> i & 1))
			continue;
		hash_take(s, c->sip);
		if (!find(list, s, &value))
			return false;
		if (!c->whole)
			value >>= FB_ENTRY_BELOW_DECIDE_SHIFT;
		decide = value;
		audit = value >> FB_ENTRY_EXACT_AUDIT_SHIFT;
		if (decide)
			s->decided = decide;
		if (audit)
			s->audited = audit;
	}
	return true;
}

/* For a name with more candidates. The verifier of 5.10 passes no map to a global function: found by its key again. */
__noinline int fb_look_up(__u32 index, __u32 first)
{
	struct scratch *s = scratch_at(index);
	void *list;

	if (!s)
		return -1;
	list = bpf_map_lookup_elem(&fb_lists, s->lists[s->list & (FB_MAX_LISTS - 1)].digest);
	return list && look_up(list, s, first) ? 0 : -1;
}

/* What the list's entries say of the name, into decided and audited; false where it cannot be read. */
static __always_inline bool walk(void *list, struct fb_list_header *header, struct scratch *s, __u32 index,
				 __u32 number)
{
	s->list = number;
	s->mask = header->bucket_mask;
	s->depths0 = header->depths[0];
	s->depths1 = header->depths[1];
	s->sip = hash_begin(header->seed[0], header->seed[1]);
	s->decided = s->audited = 0;
	s->depth = s->candidates_count = 0;
	for (int i = 1, done = hash_labels(s, index); i < HASH_STRIDES && !done; i++)
		done = fb_hash_labels(index);
	if (!look_up(list, s, 0))
		return false;
	for (__u32 first = LOOKUPS; first < FB_MAX_LABELS; first += LOOKUPS) {
		if (first >= s->candidates_count)
			break;
		if (fb_look_up(index, first))
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

/* What list number `list` of the scope says of the question; joins the verdict so far. */
__noinline int fb_judge_list(__u32 index, __u32 list)
{
	struct scratch *s = scratch_at(index);
	struct fb_list_header *header;
	struct fb_list_ref *ref;
	__u32 first = 0;
	void *map;

	if (!s)
		return -1;
	list &= FB_MAX_LISTS - 1;
	ref = &s->lists[list];
	map = bpf_map_lookup_elem(&fb_lists, ref->digest);
	if (!map) {
		if (ref->flags & FB_LIST_MISSING_DENIES)
			deny_as(s, ref, list, FB_RULE_MISSING);
		else
			would_deny(s, list, FB_RULE_MISSING);
		return 0;
	}
	header = bpf_map_lookup_elem(map, &first);
	/* A list that is not what its key says, or not readable, is a bug of ours: closed. */
	if (!header || header->abi_version != FB_ABI_VERSION || *(__u64 *)header->digest != *(__u64 *)ref->digest ||
	    *(__u64 *)(header->digest + 8) != *(__u64 *)(ref->digest + 8) || !walk(map, header, s, index, list)) {
		deny_as(s, ref, list, FB_RULE_MISSING);
		return 0;
	}
	if (s->audited)
		would_deny(s, list, s->audited & FB_ENTRY_RULE);
	if (s->decided & FB_ENTRY_DENY) {
		deny_as(s, ref, list, s->decided & FB_ENTRY_RULE);
	} else if (s->decided) {
		if (s->decide_rule == FB_RULE_NONE) {
			s->decide_list = list;
			s->decide_rule = s->decided & FB_ENTRY_RULE;
		}
	} else if (ref->flags & FB_LIST_DEFAULT_DENY) {
		deny_as(s, ref, list, FB_RULE_DEFAULT);
	}
	return 0;
}

#define SCOPE_READS 4 /* of one that is written at the same time; twice in one read, for a reader to notice at all */

/*
 * One consistent copy of the scope: no copy is written while it is in force, and what was in force before and after the
 * reading was so in between (struct fb_scope). No scope: deny everything. (Processors that reorder loads would need a
 * barrier, which BPF has only since 6.15: x86 does not.)
 */
__noinline int fb_load_scope(__u32 index, __u64 id)
{
	struct scratch *s = scratch_at(index);
	__u32 slot = id & (FB_SCOPE_SLOTS - 1);
	volatile __u32 *writes = bpf_map_lookup_elem(&fb_writes, &slot);

	if (!s || !writes || !slot)
		return -1;
	s->scope = id;
	s->slot = slot;
	for (int i = 0; i < SCOPE_READS; i++) {
		__u32 before = *writes, at = 2 * slot + (before & 1);
		struct fb_scope *scope = bpf_map_lookup_elem(&fb_scopes, &at);
		bool same;

		if (!scope)
			return -1;
		barrier();
		same = scope->id == id;
		s->flags = scope->flags;
		s->generation = scope->generation;
		s->lists_count = scope->lists_count;
		for (__u32 k = 0; k < FB_MAX_LISTS; k++) {
			if (k >= scope->lists_count)
				break;
			s->lists[k] = scope->lists[k];
		}
		barrier();
		if (*writes == before)
			return same ? 0 : -1;
	}
	return -1;
}

static __always_inline void begin_verdict(struct scratch *s)
{
	s->verdict = FB_VERDICT_ALLOWED;
	s->outcome = FB_OUTCOME_PASSED;
	s->decide_list = s->audit_list = NO_LIST;
	s->decide_rule = s->audit_rule = FB_RULE_NONE;
}

/* The verdict of all lists on the parsed question. */
__noinline int fb_judge_lists(__u32 index)
{
	struct scratch *s = scratch_at(index);

	if (!s)
		return FB_VERDICT_DENIED;
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
		return fb_judge_lists(index);
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
