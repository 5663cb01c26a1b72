/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fills a list's buckets (firebreak_abi.h, "lists"): hashes each name as the kernel does, and puts it into its first
 * bucket, or where that one is full into its second, and where both are full after an entry of either has moved to the
 * other of its own two.
 */
#include <errno.h>
#include <string.h>

#include "firebreak_abi.h"
#include "shim.h"

#define MAX_LABEL 63 /* octets of a label; above are pointers and reserved forms (RFC 1035, 4.1.4) */

struct hash {
	uint64_t sign, h0, h1;
	int labels;
};

static inline uint64_t rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static inline void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

static inline void take_label(uint64_t v[4], const uint8_t *label, unsigned int length)
{
	uint64_t word = 0;

	for (unsigned int i = 0; i < length; i++) {
		uint8_t octet = label[i];

		if (octet >= 'A' && octet <= 'Z')
			octet |= 0x20;
		word |= (uint64_t)octet << (8 * (i & 7));
		if ((i & 7) == 7) {
			v[3] ^= word;
			sip_round(v);
			v[0] ^= word;
			word = 0;
		}
	}
	word |= (uint64_t)length << 56;
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
}

static int hash_name(const struct fb_list_header *header, const uint8_t *wire, unsigned int size, struct hash *hash)
{
	uint64_t v[4] = {
		header->seed[0] ^ 0x736f6d6570736575ull, /* "somepseu" */
		header->seed[1] ^ 0x646f72616e646f6dull, /* "dorandom" */
		header->seed[0] ^ 0x6c7967656e657261ull, /* "lygenera" */
		header->seed[1] ^ 0x7465646279746573ull, /* "tedbytes" */
	};
	unsigned int starts[FB_MAX_LABELS], at = 0;
	int labels = 0;

	while (at < size && wire[at]) {
		if (wire[at] > MAX_LABEL || at + 1 + wire[at] > size || labels == FB_MAX_LABELS)
			return -EINVAL;
		starts[labels++] = at;
		at += 1 + wire[at];
	}
	if (!labels)
		return -EINVAL;
	for (int i = labels - 1; i >= 0; i--)
		take_label(v, wire + starts[i] + 1, wire[starts[i]]);
	hash->sign = (v[0] ^ v[1] ^ v[2] ^ v[3]) * FB_SIGN_FACTOR;
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	hash->h0 = v[0] ^ v[1];
	hash->h1 = v[2] ^ v[3];
	hash->labels = labels;
	return 0;
}

static struct fb_entry *free_entry(struct fb_bucket *bucket)
{
	for (int i = 0; i < FB_BUCKET_ENTRIES; i++)
		if (!bucket->entries[i].value)
			return &bucket->entries[i];
	return NULL;
}

static bool holds(const struct fb_bucket *bucket, const struct fb_entry *wanted)
{
	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		const struct fb_entry *e = &bucket->entries[i];

		if (e->value && !((e->tag[0] ^ wanted->tag[0]) & ~FB_TAG_OVERFLOW) && e->tag[1] == wanted->tag[1] &&
		    e->tag[2] == wanted->tag[2])
			return true;
	}
	return false;
}

/* Where the bucket says that names like this one lie in their second bucket. */
static uint32_t *overflow_of(struct fb_bucket *bucket, const struct fb_entry *entry)
{
	return &bucket->entries[entry->tag[0] % FB_BUCKET_ENTRIES].tag[0];
}

/* A bucket's flags lie in its entries' tags and stay there, whoever takes the entries. */
static void write_entry(struct fb_entry *to, const struct fb_entry *from)
{
	uint32_t flag = to->tag[0] & FB_TAG_OVERFLOW;

	*to = *from;
	to->tag[0] = (from->tag[0] & ~FB_TAG_OVERFLOW) | flag;
}

/*
 * Moves one entry of this bucket to the other of its two; the place that it left, or NULL. Where this was its second, the
 * flag set here is one too many, no more.
 */
static struct fb_entry *vacate(struct fb_bucket *buckets, uint32_t mask, uint32_t number)
{
	struct fb_bucket *bucket = &buckets[number];

	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		struct fb_bucket *other = &buckets[(number ^ bucket->entries[i].tag[1]) & mask];
		struct fb_entry *place = other == bucket ? NULL : free_entry(other);

		if (!place)
			continue;
		write_entry(place, &bucket->entries[i]);
		*overflow_of(bucket, place) |= FB_TAG_OVERFLOW;
		return &bucket->entries[i];
	}
	return NULL;
}

static uint32_t first_of(const struct fb_list_header *header, const struct hash *hash)
{
	return (uint32_t)(hash->sign >> FB_BUCKET_SHIFT) & header->bucket_mask;
}

static int add(struct fb_list_header *header, struct fb_bucket *buckets, const struct hash *hash, uint32_t value)
{
	struct fb_entry entry = {
		.tag = {hash->sign >> FB_TAG_SHIFT, hash->h1, hash->h0},
                  .value = value
        };
	uint32_t mask = header->bucket_mask, first = first_of(header, hash), second = (first ^ entry.tag[1]) & mask;
	uint32_t *overflow = overflow_of(&buckets[first], &entry);
	struct fb_entry *place;

	if (holds(&buckets[first], &entry) || (*overflow & FB_TAG_OVERFLOW && holds(&buckets[second], &entry)))
		return -EEXIST;
	place = free_entry(&buckets[first]);
	if (!place)
		place = free_entry(&buckets[second]);
	if (!place)
		place = vacate(buckets, mask, first);
	if (!place)
		place = vacate(buckets, mask, second);
	if (!place)
		return -ENOSPC;
	write_entry(place, &entry);
	if (place < buckets[first].entries || place >= buckets[first].entries + FB_BUCKET_ENTRIES)
		*overflow |= FB_TAG_OVERFLOW;
	header->depths[hash->labels / 64] |= 1ull << (hash->labels % 64);
	if (header->deepest < (uint32_t)hash->labels)
		header->deepest = hash->labels;
	header->entries++;
	return 0;
}

/* The names of a batch that are hashed before the first of them is put in, so that their buckets are in the cache. */
#define AHEAD 32

struct pending {
	struct hash hash;
	uint32_t value;
};

/* Reads the next name of a batch; the octets it took, or a negative errno. */
static int read_name(const struct fb_list_header *header, const uint8_t *batch, size_t size, struct pending *name)
{
	unsigned int length;
	int error;

	if (size < sizeof(name->value) + 1)
		return -EINVAL;
	memcpy(&name->value, batch, sizeof(name->value));
	length = batch[sizeof(name->value)];
	batch += sizeof(name->value) + 1;
	if (!name->value || size - sizeof(name->value) - 1 < length)
		return -EINVAL;
	error = hash_name(header, batch, length, &name->hash);
	return error ? error : (int)(sizeof(name->value) + 1 + length);
}

/*
 * far: of a list with more than FB_NEAR_BUCKETS, else NULL. batch: for each name its value (4 octets), its size (1), its
 * octets.
 */
int fb_fill_buckets(struct fb_list *list, struct fb_bucket *far, size_t far_size, const uint8_t *batch, size_t size)
{
	struct fb_list_header *header = &list->header;
	struct fb_bucket *buckets = far ? far : list->buckets;
	struct pending names[AHEAD];

	if (header->bucket_mask >= (far ? far_size / sizeof(*far) : FB_NEAR_BUCKETS))
		return -EINVAL;
	while (size) {
		int count = 0;

		for (; size && count < AHEAD; count++) {
			int taken = read_name(header, batch, size, &names[count]);

			if (taken < 0)
				return taken;
			__builtin_prefetch(&buckets[first_of(header, &names[count].hash)], 1);
			batch += taken;
			size -= taken;
		}
		for (int i = 0; i < count; i++) {
			int error = add(header, buckets, &names[i].hash, names[i].value);

			if (error)
				return error;
		}
	}
	return 0;
}
