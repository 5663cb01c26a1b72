// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "lists.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hash {
	__u64 sign, h0, h1;
	unsigned labels;
};

struct state {
	__u64 v[4];
};

static __u64 rotl(__u64 x, int b)
{
	return x << b | x >> (64 - b);
}

static void round_(__u64 *v)
{
	v[0] += v[1];
	v[1] = rotl(v[1], 13) ^ v[0];
	v[0] = rotl(v[0], 32);
	v[2] += v[3];
	v[3] = rotl(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotl(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotl(v[1], 17) ^ v[2];
	v[2] = rotl(v[2], 32);
}

static void absorb(struct state *s, __u64 word)
{
	s->v[3] ^= word;
	round_(s->v);
	s->v[0] ^= word;
}

static void absorb_label(struct state *s, const unsigned char *label)
{
	unsigned length = label[0];
	__u64 word = 0;

	for (unsigned i = 0; i < length; i++) {
		unsigned char c = label[1 + i];

		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		word |= (__u64)c << 8 * (i % 8);
		if (i % 8 == 7) {
			absorb(s, word);
			word = 0;
		}
	}
	absorb(s, word | (__u64)length << 56);
}

static struct hash hash_name(const unsigned char *name, const __u64 seed[2])
{
	struct state s = {
		{seed[0] ^ 0x736f6d6570736575ull, seed[1] ^ 0x646f72616e646f6dull, seed[0] ^ 0x6c7967656e657261ull,
		 seed[1] ^ 0x7465646279746573ull}
        };
	const unsigned char *labels[FB_MAX_LABELS];
	struct hash h = {0};

	for (; *name; name += *name + 1)
		labels[h.labels++] = name;
	for (unsigned i = h.labels; i-- > 0;)
		absorb_label(&s, labels[i]);
	h.sign = (s.v[0] ^ s.v[1] ^ s.v[2] ^ s.v[3]) * FB_SIGN_FACTOR;
	s.v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		round_(s.v);
	h.h0 = s.v[0] ^ s.v[1];
	h.h1 = s.v[2] ^ s.v[3];
	return h;
}

/* Puts the name there, if there is room; the flags of the bucket stay. */
static bool put_into(struct fb_bucket *bucket, const struct fb_entry *entry)
{
	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		struct fb_entry *e = &bucket->entries[i];
		__u32 flag = e->tag[0] & FB_TAG_OVERFLOW;

		if (e->value)
			continue;
		*e = *entry;
		e->tag[0] = (entry->tag[0] & ~FB_TAG_OVERFLOW) | flag;
		return true;
	}
	return false;
}

/* The entry's name lies in its second bucket. */
static void overflow(struct fb_bucket *first, const struct fb_entry *e)
{
	first->entries[e->tag[0] % FB_BUCKET_ENTRIES].tag[0] |= FB_TAG_OVERFLOW;
}

/* Moves an entry whose first bucket this is to its second; false when none can. */
static bool make_room(struct fb_bucket *buckets, __u32 mask, __u32 number)
{
	struct fb_bucket *bucket = &buckets[number];

	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		struct fb_entry *e = &bucket->entries[i];
		struct fb_bucket *other = &buckets[(number ^ e->tag[1]) & mask];

		if (other != bucket && put_into(other, e)) {
			overflow(bucket, e);
			e->value = 0;
			return true;
		}
	}
	return false;
}

static int put(struct fb_list_header *header, struct fb_bucket *buckets, const struct hash *h, __u32 value)
{
	__u32 mask = header->bucket_mask;
	struct fb_entry e = {
		.tag = {h->sign >> FB_TAG_SHIFT, h->h1, h->h0},
                  .value = value
        };
	__u32 first = h->sign >> FB_BUCKET_SHIFT & mask, second = (first ^ h->h1) & mask;

	header->depths[h->labels / 64] |= 1ull << h->labels % 64;
	if (header->deepest < h->labels)
		header->deepest = h->labels;
	header->entries++;
	if (put_into(&buckets[first], &e))
		return 0;
	if (!put_into(&buckets[second], &e)) {
		if (make_room(buckets, mask, first))
			return put_into(&buckets[first], &e) ? 0 : -ENOSPC;
		if (!make_room(buckets, mask, second) || !put_into(&buckets[second], &e))
			return -ENOSPC;
	}
	overflow(&buckets[first], &e);
	return 0;
}

static int fill(struct fb_list_header *header, struct fb_bucket *buckets, __u32 count, const __u8 digest[32],
		const struct listed *names, size_t names_count)
{
	header->abi_version = FB_ABI_VERSION;
	header->bucket_mask = count - 1;
	memcpy(header->seed, digest + FB_DIGEST_SIZE, sizeof(header->seed));
	memcpy(header->digest, digest, FB_DIGEST_SIZE);
	for (size_t i = 0; i < names_count; i++) {
		struct hash h = hash_name(names[i].name, header->seed);
		int rc = put(header, buckets, &h, names[i].value);

		if (rc)
			return rc;
	}
	return 0;
}

/* The list's place: the one that it has, else the next; one writer at a time, and none is given back. */
static int place_of(const struct tables *tables, const __u8 digest[FB_DIGEST_SIZE], __u32 *place)
{
	__u8 key[FB_DIGEST_SIZE];
	__u32 count = 0;

	if (!bpf_map_lookup_elem(tables->places, digest, place))
		return 0;
	for (void *last = NULL; !bpf_map_get_next_key(tables->places, last, key); last = key)
		count++;
	*place = count;
	return bpf_map_update_elem(tables->places, digest, place, BPF_NOEXIST);
}

/* Puts a frozen map with this one value at a place of a map of maps. */
static int put_map(int into, __u32 at, const void *value, __u32 size)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE);
	int fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "fb_list", sizeof(__u32), size, 1, &opts), rc;
	__u32 only = 0;

	if (fd < 0)
		return fd;
	rc = bpf_map_update_elem(fd, &only, value, BPF_ANY);
	if (!rc)
		rc = bpf_map_freeze(fd);
	if (!rc)
		rc = bpf_map_update_elem(into, &at, &fd, BPF_ANY);
	close(fd);
	return rc;
}

/* A list of so many buckets; -ENOSPC when a name found both of its buckets full. */
static int try_load(const struct tables *tables, __u32 count, const __u8 digest[32], const struct listed *names,
		    size_t names_count)
{
	__u32 pieces = count > FB_NEAR_BUCKETS ? (count + FB_PIECE_BUCKETS - 1) / FB_PIECE_BUCKETS : 0, place;
	struct fb_piece *far = calloc(pieces + 1, sizeof(*far));
	struct fb_list *list = calloc(1, sizeof(*list));
	int rc = far && list ? 0 : -ENOMEM;

	if (!rc)
		rc = fill(&list->header, pieces ? far->buckets : list->buckets, count, digest, names, names_count);
	if (!rc)
		rc = pieces > FB_PIECES ? -E2BIG : place_of(tables, digest, &place);
	for (__u32 i = 0; i < pieces && !rc; i++)
		rc = put_map(tables->pieces, place * FB_PIECES + i, &far[i], sizeof(*far));
	if (!rc)
		rc = put_map(tables->lists, place, list, sizeof(*list));
	free(list);
	free(far);
	return rc;
}

int list_load(const struct tables *tables, const __u8 digest[32], const struct listed *names, size_t count)
{
	__u32 buckets = 1;
	int rc;

	/* Filled to four fifths at most, so that a few buckets do overflow into their second. */
	while (buckets * FB_BUCKET_ENTRIES < count + count / 4)
		buckets *= 2;
	do {
		rc = try_load(tables, buckets, digest, names, count);
		buckets *= 2;
	} while (rc == -ENOSPC);
	return rc;
}

void list_remove(const struct tables *tables, const __u8 digest[32])
{
	__u32 place;

	if (!bpf_map_lookup_elem(tables->places, digest, &place))
		bpf_map_delete_elem(tables->lists, &place);
}

int scope_put(const struct tables *tables, struct fb_scope *scope)
{
	__u32 slot = scope->id % FB_SCOPE_SLOTS, writes, at;
	int rc = bpf_map_lookup_elem(tables->writes, &slot, &writes);

	for (__u32 i = 0; !rc && i < scope->lists_count; i++)
		rc = place_of(tables, scope->lists[i].digest, &scope->lists[i].place);
	if (rc)
		return rc;
	writes++;
	at = 2 * slot + (writes & 1);
	rc = bpf_map_update_elem(tables->scopes, &at, scope, BPF_ANY);
	return rc ? rc : bpf_map_update_elem(tables->writes, &slot, &writes, BPF_ANY);
}

int scope_write(const struct tables *tables, __u64 id, __u32 scope_flags, const __u8 *digest, __u32 list_flags)
{
	struct fb_scope scope = {.id = id, .generation = 1, .flags = scope_flags, .lists_count = digest != NULL};

	if (digest)
		memcpy(scope.lists[0].digest, digest, FB_DIGEST_SIZE);
	scope.lists[0].flags = list_flags;
	return scope_put(tables, &scope);
}
