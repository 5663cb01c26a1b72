// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "lists.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct hash {
	__u64 h0, h1, sign;
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

static int put_into(struct fb_bucket *bucket, const struct hash *h, __u32 value)
{
	for (int i = 0; i < FB_BUCKET_ENTRIES; i++) {
		struct fb_entry *e = &bucket->entries[i];

		if (e->value)
			continue;
		e->tag[0] = (__u32)h->h1;
		e->tag[1] = h->h1 >> 32;
		e->tag[2] = (h->h0 >> 32 & ~FB_TAG_OVERFLOW) | (e->tag[2] & FB_TAG_OVERFLOW);
		e->value = value;
		return 0;
	}
	return -ENOSPC;
}

/* Lines of the filter that are in use. */
static __u32 filter_lines(__u32 mask)
{
	__u32 lines = (mask >> FB_FILTER_SHIFT) + 1;

	return lines <= FB_FILTER_LINES ? lines : FB_FILTER_LINES;
}

/* Lines of the filter behind the header; 0: it stands elsewhere. */
static __u32 near_lines(__u32 mask)
{
	return filter_lines(mask) <= FB_FILTER_NEAR ? filter_lines(mask) : 0;
}

static void sign(struct fb_bucket *lines, __u32 count, __u64 sign)
{
	__u64 *line = (__u64 *)(lines + (sign >> 40) % count);

	line[sign >> 37 & 7] |= 1ull << (sign >> 31 & 63) | 1ull << (sign >> 25 & 63) | 1ull << (sign >> 19 & 63);
}

static int put(struct fb_bucket *list, struct fb_filter *filter, const struct hash *h, __u32 value)
{
	struct fb_list_header *header = (struct fb_list_header *)list;
	__u32 mask = header->bucket_mask;
	struct fb_bucket *buckets = list + 1 + near_lines(mask);
	struct fb_bucket *first = buckets + (h->h0 & mask);
	struct fb_bucket *second = buckets + ((h->h0 >> 32 ^ h->h1) & mask);

	header->depths[h->labels / 64] |= 1ull << h->labels % 64;
	if (header->deepest < h->labels)
		header->deepest = h->labels;
	header->entries++;
	if (filter)
		sign(filter->lines, filter_lines(mask), h->sign);
	else
		sign(list + 1, near_lines(mask), h->sign);
	if (!put_into(first, h, value))
		return 0;
	first->entries[0].tag[2] |= FB_TAG_OVERFLOW;
	return put_into(second, h, value);
}

static int fill(struct fb_bucket *list, struct fb_filter *filter, __u32 buckets, const __u8 digest[32],
		const struct listed *names, size_t count)
{
	struct fb_list_header *header = (struct fb_list_header *)list;

	header->abi_version = FB_ABI_VERSION;
	header->bucket_mask = buckets - 1;
	memcpy(header->seed, digest + FB_DIGEST_SIZE, sizeof(header->seed));
	memcpy(header->digest, digest, FB_DIGEST_SIZE);
	if (filter)
		memcpy(filter->digest, digest, FB_DIGEST_SIZE);
	for (size_t i = 0; i < count; i++) {
		struct hash h = hash_name(names[i].name, header->seed);
		int rc = put(list, filter, &h, names[i].value);

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

/* An array map that is mapped, to be filled. */
struct table {
	int fd;
	size_t size;
	void *memory;
};

static int table_make(struct table *t, __u32 value, __u32 count, __u32 flags)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE | flags);

	t->fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "fb_list", sizeof(__u32), value, count, &opts);
	if (t->fd < 0)
		return t->fd;
	t->size = ((size_t)value * count + 4095) & ~4095ull;
	t->memory = mmap(NULL, t->size, PROT_READ | PROT_WRITE, MAP_SHARED, t->fd, 0);
	return t->memory == MAP_FAILED ? -errno : 0;
}

/* Puts it, frozen, at a place of a map of maps. */
static int table_put(struct table *t, int into, __u32 place)
{
	int rc;

	munmap(t->memory, t->size);
	t->size = 0;
	rc = bpf_map_freeze(t->fd);
	return rc ? rc : bpf_map_update_elem(into, &place, &t->fd, BPF_ANY);
}

static void table_close(struct table *t)
{
	if (t->size && t->memory != MAP_FAILED)
		munmap(t->memory, t->size);
	if (t->fd >= 0)
		close(t->fd);
}

/* A list of so many buckets; -ENOSPC when a name found both of its buckets full. */
static int try_load(const struct tables *tables, __u32 buckets, const __u8 digest[32], const struct listed *names,
		    size_t count)
{
	__u32 lines = 1 + near_lines(buckets - 1) + buckets, place;
	bool far = !near_lines(buckets - 1);
	struct table list = {.fd = -1}, filter = {.fd = -1};
	int rc =
		table_make(&list, sizeof(struct fb_page), (lines + FB_PAGE_LINES - 1) / FB_PAGE_LINES, BPF_F_INNER_MAP);

	if (!rc && far)
		rc = table_make(&filter, sizeof(struct fb_filter), 1, 0);
	if (!rc)
		rc = fill(list.memory, filter.memory, buckets, digest, names, count);
	if (!rc)
		rc = place_of(tables, digest, &place);
	if (!rc && far)
		rc = table_put(&filter, tables->filters, place);
	if (!rc)
		rc = table_put(&list, tables->lists, place);
	table_close(&filter);
	table_close(&list);
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
