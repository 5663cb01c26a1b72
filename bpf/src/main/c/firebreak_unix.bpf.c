/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Refuses the sockets by which libc would ask a daemon of the host instead of DNS, so that it falls back to DNS, where
 * the filter sees it. Linux 6.7 or newer (BPF_CGROUP_UNIX_CONNECT).
 */
#include <linux/types.h>
#include <stdbool.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#include "firebreak_abi.h"

struct sockaddr;

struct bpf_sock_addr_kern {
	struct sockaddr *uaddr;
} __attribute__((preserve_access_index));

/* NUL-padded; unused ones are empty and stand at the end. */
const volatile char fb_unix_paths[FB_UNIX_PATHS][FB_UNIX_PATH_SIZE] = {
	"/run/systemd/resolve/io.systemd.Resolve",
	"/var/run/nscd/socket",
	"/run/nscd/socket",
};

extern void *bpf_cast_to_kern_ctx(void *obj) __ksym;

static __always_inline bool is_path(const char *path, const volatile char *refused)
{
	for (int i = 0; i < FB_UNIX_PATH_SIZE; i++) {
		if (path[i] != refused[i])
			return false;
		if (!path[i])
			return true;
	}
	return false;
}

/* SEC names a hook that every libbpf knows; the loader sets the attach type. */
SEC("cgroup/connect4")
int fb_connect_unix(struct bpf_sock_addr *ctx)
{
	struct bpf_sock_addr_kern *kernel = bpf_cast_to_kern_ctx(ctx);
	char path[FB_UNIX_PATH_SIZE] = {};
	void *address = BPF_CORE_READ(kernel, uaddr);

	/* sun_path stands behind a 16-bit family; a path that cannot be read is nobody's resolver socket. */
	if (bpf_probe_read_kernel_str(path, sizeof(path), address + 2) < 0)
		return 1;
	for (int i = 0; i < FB_UNIX_PATHS; i++) {
		if (fb_unix_paths[i][0] && is_path(path, fb_unix_paths[i]))
			return 0;
	}
	return 1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
