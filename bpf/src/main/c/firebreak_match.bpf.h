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

/* What stands for the hash until an entry has the same: a third of its cost. */
static __always_inline __u64 sign_of(struct sip sip)
{
	return (sip.v0 ^ sip.v1 ^ sip.v2 ^ sip.v3) * FB_SIGN_FACTOR;
}

/* The hash of a state. */
static __always_inline void hash_take(struct sip sip, __u64 *h0, __u64 *h1)
{
	sip.v2 ^= 0xff;
	sip_round(sip.v0, sip.v1, sip.v2, sip.v3);
	sip_round(sip.v0, sip.v1, sip.v2, sip.v3);
	sip_round(sip.v0, sip.v1, sip.v2, sip.v3);
	*h0 = sip.v0 ^ sip.v1;
	*h1 = sip.v2 ^ sip.v3;
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
		c->sign = sign_of(sip);
		c->shift = depth == s->labels ? 0 : FB_ENTRY_BELOW_DECIDE_SHIFT;
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

/* The list that stands at the place of this reference, if it is the one that is meant; else NULL. */
static __always_inline const struct fb_list *list_of(const struct fb_list_ref *ref)
{
	__u32 place = ref->place, only = 0;
	void *map = bpf_map_lookup_elem(&fb_lists, &place);
	const struct fb_list *list = map ? bpf_map_lookup_elem(map, &only) : NULL;
	const __u64 *is, *wanted;

	if (!list)
		return NULL;
	is = (const __u64 *)list->header.digest;
	wanted = (const __u64 *)ref->digest;
	return (is[0] ^ wanted[0]) | (is[1] ^ wanted[1]) ? NULL : list;
}

/* Bucket `number` of a large list; NULL where its piece is missing. */
static __always_inline const struct fb_bucket *bucket_in_pieces(__u32 place, __u32 number)
{
	__u32 at = place * FB_PIECES + number / FB_PIECE_BUCKETS, only = 0;
	void *map = bpf_map_lookup_elem(&fb_pieces, &at);
	const struct fb_piece *piece = map ? bpf_map_lookup_elem(map, &only) : NULL;

	if (!piece)
		return NULL;
	/* Else the compiler puts the check behind what follows, which the verifier does not take. */
	barrier_var(piece);
	return &piece->buckets[number % FB_PIECE_BUCKETS];
}

/* Bucket `number` of a list; NULL where it cannot be read. */
static __always_inline const struct fb_bucket *bucket_of(const struct fb_list *list, __u32 place, bool near,
							 __u32 number)
{
	return near ? &list->buckets[number & (FB_NEAR_BUCKETS - 1)] : bucket_in_pieces(place, number);
}

/* 0 for the same tag, whatever the entry's flag. */
static __always_inline __u32 other_tag(const struct fb_entry *e, __u64 sign)
{
	return (e->tag[0] ^ (__u32)(sign >> FB_TAG_SHIFT)) & ~FB_TAG_OVERFLOW;
}

/* 1 where the name may lie in its second bucket, else 0. */
static __always_inline __u32 overflowed(const struct fb_bucket *bucket, __u64 sign)
{
	return bucket->entries[sign >> FB_TAG_SHIFT & (FB_BUCKET_ENTRIES - 1)].tag[0] >> 31;
}

/* 1 where the bucket has the sign, or has overflowed, else 0. Without a branch: clang makes one of `!`. */
static __always_inline __u64 may_lead_to(const struct fb_bucket *bucket, __u64 sign)
{
	__u64 may = overflowed(bucket, sign);

	for (int i = 0; i < FB_BUCKET_ENTRIES; i++)
		may |= ((__u64)other_tag(&bucket->entries[i], sign) - 1) >> 63;
	return may;
}

#define UNREADABLE (1u << LOOKUPS)

/*
 * Bit i: candidate number first + i may be in the list; or UNREADABLE. No branch depends on what is read, so memory works on
 * all buckets at once: with a large table that is most of the time.
 */
static __always_inline __u32 glance_at(const struct fb_list *list, const struct scratch *s, __u32 place, __u32 first,
				       bool near)
{
	/* Beyond the last candidate stand old ones, which are looked for in the first bucket and not listened to. */
	const struct candidate *c = &s->candidates[first & FB_MAX_LABELS];
	__u32 count = s->candidates_count - first, live = count < LOOKUPS ? (1 << count) - 1 : (1 << LOOKUPS) - 1;
	const struct fb_bucket *buckets[LOOKUPS];
	__u64 may = 0;

#pragma unroll
	for (int i = 0; i < LOOKUPS; i++) {
		buckets[i] = bucket_of(list, place, near,
				       (__u32)(c[i].sign >> FB_BUCKET_SHIFT) & s->mask & -(live >> i & 1));
		if (!buckets[i])
			return UNREADABLE;
	}
#pragma unroll
	for (int i = 0; i < LOOKUPS; i++)
		may |= may_lead_to(buckets[i], c[i].sign) << i;
	return may & live;
}

/* The value of the entry of a name, 0: it has none there. */
static __always_inline __u32 value_in(const struct fb_bucket *bucket, __u64 sign, __u64 h0, __u64 h1)
{
	__u32 value = 0;

	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		const struct fb_entry *e = &bucket->entries[i];
		__u32 other = other_tag(e, sign) | (e->tag[1] ^ (__u32)h1) | (e->tag[2] ^ (__u32)h0);

		value |= e->value & ~(__u32)((__s32)(other | -other) >> 31);
	}
	return value;
}

/* Looks a candidate up in its first bucket and where need be in its second; false where the list cannot be read. */
static __always_inline bool find(const struct fb_list *list, const struct scratch *s, __u32 place,
				 const struct candidate *c, __u32 *value)
{
	bool near = s->mask < FB_NEAR_BUCKETS;
	__u32 number = (__u32)(c->sign >> FB_BUCKET_SHIFT) & s->mask;
	const struct fb_bucket *bucket = bucket_of(list, place, near, number);
	__u64 h0, h1;

	if (!bucket)
		return false;
	hash_take(c->sip, &h0, &h1);
	*value = value_in(bucket, c->sign, h0, h1);
	if (*value || !overflowed(bucket, c->sign))
		return true;
	bucket = bucket_of(list, place, near, (number ^ (__u32)h1) & s->mask);
	if (!bucket)
		return false;
	*value = value_in(bucket, c->sign, h0, h1);
	return true;
}

/*
 * Looks up candidate number `first` and the LOOKUPS - 1 behind it, as far as their bits are set, the shortest suffix first:
 * what the longest says stays. Not 0 where the list cannot be read. The verifier of 5.10 passes no map to a global function:
 * the list is found again.
 */
__noinline int fb_look_up(__u32 index, __u32 first, __u32 may)
{
	struct scratch *s = scratch_at(index);
	const struct fb_list_ref *ref;
	const struct fb_list *list;

	if (!s)
		return -1;
	ref = &s->lists[s->list & (FB_MAX_LISTS - 1)];
	list = list_of(ref);
	if (!list)
		return -1;
	for (__u32 i = 0; i < LOOKUPS; i++) {
		const struct candidate *c = &s->candidates[(first + i) & FB_MAX_LABELS];
		__u32 value;
		__u8 decide, audit;

		if (!(may >> i & 1))
			continue;
		if (!find(list, s, ref->place, c, &value))
			return -1;
		value >>= c->shift & 31;
		decide = value;
		audit = value >> FB_ENTRY_EXACT_AUDIT_SHIFT;
		if (decide)
			s->decided = decide;
		if (audit)
			s->audited = audit;
	}
	return 0;
}

static __always_inline __u32 glance(const struct fb_list *list, const struct scratch *s, __u32 place, __u32 first)
{
	return s->mask < FB_NEAR_BUCKETS ? glance_at(list, s, place, first, true)
					 : glance_at(list, s, place, first, false);
}

/* For a name with more candidates. */
__noinline int fb_glance(__u32 index, __u32 first)
{
	struct scratch *s = scratch_at(index);
	const struct fb_list_ref *ref;
	const struct fb_list *list;

	if (!s)
		return UNREADABLE;
	ref = &s->lists[s->list & (FB_MAX_LISTS - 1)];
	list = list_of(ref);
	return list ? glance(list, s, ref->place, first) : UNREADABLE;
}

/* Looks up what a glance has found; false where the list cannot be read. */
static __always_inline bool look_up(__u32 index, __u32 first, __u32 may)
{
	return !(may & UNREADABLE) && (!may || !fb_look_up(index, first, may));
}

/* What the list's entries say of the name, into decided and audited; false where it cannot be read. */
static __always_inline bool walk(const struct fb_list *list, struct scratch *s, __u32 index, __u32 number)
{
	const struct fb_list_header *header = &list->header;
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
	if (!look_up(index, 0, glance(list, s, s->lists[number].place, 0)))
		return false;
	for (__u32 first = LOOKUPS; first < FB_MAX_LABELS; first += LOOKUPS) {
		if (first >= s->candidates_count)
			break;
		if (!look_up(index, first, fb_glance(index, first)))
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
	const struct fb_list_ref *ref;
	const struct fb_list *list;

	if (!s)
		return -1;
	number &= FB_MAX_LISTS - 1;
	ref = &s->lists[number];
	list = list_of(ref);
	if (!list) {
		if (ref->flags & FB_LIST_MISSING_DENIES)
			deny_as(s, ref, number, FB_RULE_MISSING);
		else
			would_deny(s, number, FB_RULE_MISSING);
		return 0;
	}
	/* A list of another version, or one that cannot be read, is a bug of ours: closed. */
	if (!walk(list, s, index, number)) {
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
