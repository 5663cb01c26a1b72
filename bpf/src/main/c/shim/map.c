/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The maps that lists are made of: like the templates inside fb_lists and fb_pieces, filled through their memory, and put
 * into those many at once.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <sys/mman.h>

#include "firebreak_abi.h"
#include "shim.h"

#define NOT_SUPPORTED 524 /* ENOTSUPP, the kernel's own: before 5.19 no batches of maps of maps */

int fb_create_table(int size)
{
	LIBBPF_OPTS(bpf_map_create_opts, options, .map_flags = BPF_F_MMAPABLE);

	return bpf_map_create(BPF_MAP_TYPE_ARRAY, "fb_list", sizeof(__u32), size, 1, &options);
}

int fb_map_tables(const int *tables, int count, size_t size, void **memory)
{
	char *all = mmap(NULL, count * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (all == MAP_FAILED)
		return -errno;
	for (int i = 0; i < count; i++) {
		if (mmap(all + i * size, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, tables[i], 0) ==
		    MAP_FAILED) {
			int error = -errno;

			munmap(all, count * size);
			return error;
		}
	}
	*memory = all;
	return 0;
}

/* One by one each waits for the kernel's grace period, some 10 ms; since 6.8 those of a batch wait together. */
int fb_put_tables(int into, int first, const int *tables, int count)
{
	LIBBPF_OPTS(bpf_map_batch_opts, options);
	__u32 at[FB_PIECES] = {0}, done = count;
	int error;

	if (count > FB_PIECES)
		return -E2BIG;
	for (int i = 0; i < count; i++)
		at[i] = first + i;
	error = bpf_map_update_batch(into, at, tables, &done, &options);
	if (error != -NOT_SUPPORTED && error != -EINVAL)
		return error;
	for (int i = 0; i < count; i++) {
		error = bpf_map_update_elem(into, &at[i], &tables[i], BPF_ANY);
		if (error)
			return error;
	}
	return 0;
}
