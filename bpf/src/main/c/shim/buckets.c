/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fills a list's buckets (firebreak_abi.h, "lists"): hashes each name as the kernel does, and puts it into its first
 * bucket, or where that one is full into its second, and where both are full after an entry of either has moved to its
 * own second bucket. An entry only moves from its first to its second, for the bits that say which was its first are not
 * kept.
 */
#include <errno.h>
#include <string.h>

#include "firebreak_abi.h"
#include "shim.h"

#define MAX_LABEL 63 /* octets of a label; above are pointers and reserved forms (RFC 1035, 4.1.4) */

struct hash {
	uint64_t h0, h1, sign;
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

		if (e->value && e->tag[0] == wanted->tag[0] && e->tag[1] == wanted->tag[1] &&
		    !((e->tag[2] ^ wanted->tag[2]) & ~FB_TAG_OVERFLOW))
			return true;
	}
	return false;
}

static bool overflowed(const struct fb_bucket *bucket)
{
	return bucket->entries[0].tag[2] & FB_TAG_OVERFLOW;
}

/* The bucket's flag lies in its first entry's tag and stays there, whoever takes the entry. */
static void write_entry(struct fb_entry *to, const struct fb_entry *from)
{
	uint32_t flag = to->tag[2] & FB_TAG_OVERFLOW;

	*to = *from;
	to->tag[2] = (from->tag[2] & ~FB_TAG_OVERFLOW) | flag;
}

/* The mask is less than 31 bits, so the lost bit of tag[2] is not asked for. */
static struct fb_bucket *second_of(struct fb_bucket *buckets, uint32_t mask, const struct fb_entry *entry)
{
	return &buckets[(entry->tag[2] ^ entry->tag[0]) & mask];
}

/* Moves one entry whose first bucket this is to its second; the place that it left, or NULL. */
static struct fb_entry *vacate(struct fb_bucket *buckets, uint32_t mask, struct fb_bucket *bucket)
{
	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		struct fb_bucket *other = second_of(buckets, mask, &bucket->entries[i]);
		struct fb_entry *place = other == bucket ? NULL : free_entry(other);

		if (!place)
			continue;
		write_entry(place, &bucket->entries[i]);
		bucket->entries[0].tag[2] |= FB_TAG_OVERFLOW;
		return &bucket->entries[i];
	}
	return NULL;
}

/* Lines of the filter that are in use. */
static uint32_t filter_lines(const struct fb_list_header *header)
{
	uint32_t lines = (header->bucket_mask >> FB_FILTER_SHIFT) + 1;

	return lines <= FB_FILTER_LINES ? lines : FB_FILTER_LINES;
}

/* Lines of the filter behind the header; 0 where the list is too large for one there. */
static uint32_t near_lines(const struct fb_list_header *header)
{
	return filter_lines(header) <= FB_FILTER_NEAR ? filter_lines(header) : 0;
}

static struct fb_bucket *buckets_of(struct fb_list_header *header)
{
	return (struct fb_bucket *)header + 1 + near_lines(header);
}

/* Sets the sign's three bits in one of so many lines, a power of two. */
static void set_sign(struct fb_bucket *lines, uint32_t count, uint64_t sign)
{
	uint64_t *line = (uint64_t *)&lines[sign >> 40 & (count - 1)];

	line[sign >> 37 & 7] |= 1ull << (sign >> 31 & 63) | 1ull << (sign >> 25 & 63) | 1ull << (sign >> 19 & 63);
}

static int add(struct fb_list_header *header, struct fb_filter *filter, const struct hash *hash, uint32_t value)
{
	struct fb_bucket *buckets = buckets_of(header);
	struct fb_entry entry = {
		.tag = {hash->h1, hash->h1 >> 32, hash->h0 >> 32},
                  .value = value
        };
	struct fb_bucket *first = &buckets[(uint32_t)hash->h0 & header->bucket_mask];
	struct fb_bucket *second = second_of(buckets, header->bucket_mask, &entry);
	struct fb_entry *place;

	if (holds(first, &entry) || (overflowed(first) && holds(second, &entry)))
		return -EEXIST;
	place = free_entry(first);
	if (!place)
		place = free_entry(second);
	if (!place)
		place = vacate(buckets, header->bucket_mask, first);
	if (!place)
		place = vacate(buckets, header->bucket_mask, second);
	if (!place)
		return -ENOSPC;
	write_entry(place, &entry);
	if (place < first->entries || place >= first->entries + FB_BUCKET_ENTRIES)
		first->entries[0].tag[2] |= FB_TAG_OVERFLOW;
	header->depths[hash->labels / 64] |= 1ull << (hash->labels % 64);
	if (header->deepest < (uint32_t)hash->labels)
		header->deepest = hash->labels;
	header->entries++;
	if (filter)
		set_sign(filter->lines, filter_lines(header), hash->sign);
	else
		set_sign((struct fb_bucket *)header + 1, near_lines(header), hash->sign);
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
 * memory: header, the near filter's lines, bucket_mask + 1 buckets. filter: of a list without a near one, else NULL. batch:
 * for each name its value (4 octets), its size (1), its octets.
 */
int fb_fill_buckets(void *memory, size_t room, struct fb_filter *filter, const uint8_t *batch, size_t size)
{
	struct fb_list_header *header = memory;
	struct fb_bucket *buckets;
	struct pending names[AHEAD];

	if (room < sizeof(*header) || room / sizeof(*buckets) < 1ull + near_lines(header) + header->bucket_mask + 1 ||
	    !filter != !!near_lines(header))
		return -EINVAL;
	buckets = buckets_of(header);
	while (size) {
		int count = 0;

		for (; size && count < AHEAD; count++) {
			int taken = read_name(header, batch, size, &names[count]);

			if (taken < 0)
				return taken;
			__builtin_prefetch(&buckets[(uint32_t)names[count].hash.h0 & header->bucket_mask], 1);
			batch += taken;
			size -= taken;
		}
		for (int i = 0; i < count; i++) {
			int error = add(header, filter, &names[i].hash, names[i].value);

			if (error)
				return error;
		}
	}
	return 0;
}
