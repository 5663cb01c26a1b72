/* SPDX-License-Identifier: Apache-2.0 */
/* The maps that are lists and their filters: made like the templates inside fb_lists and fb_filters, filled through their memory. */
#include <bpf/bpf.h>
#include <errno.h>
#include <sys/mman.h>

#include "firebreak_abi.h"
#include "shim.h"

int fb_create_pages(int pages)
{
	LIBBPF_OPTS(bpf_map_create_opts, options, .map_flags = BPF_F_MMAPABLE | BPF_F_INNER_MAP);

	return bpf_map_create(BPF_MAP_TYPE_ARRAY, "fb_list", sizeof(__u32), sizeof(struct fb_page), pages, &options);
}

int fb_create_filter(void)
{
	LIBBPF_OPTS(bpf_map_create_opts, options, .map_flags = BPF_F_MMAPABLE);

	return bpf_map_create(BPF_MAP_TYPE_ARRAY, "fb_filter", sizeof(__u32), sizeof(struct fb_filter), 1, &options);
}

int fb_map_pages(int map, size_t bytes, void **memory)
{
	void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);

	if (at == MAP_FAILED)
		return -errno;
	*memory = at;
	return 0;
}
