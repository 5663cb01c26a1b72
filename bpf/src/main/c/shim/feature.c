/* SPDX-License-Identifier: Apache-2.0 */
/* Asks the kernel for one feature: by loading what is thrown away at once, or by a call that must fail in a known way. */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "shim.h"

#define NO_DESCRIPTOR 0x7ffffff0
#define LOOPBACK_INDEX 1

static const struct bpf_insn return_one[] = {
	{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 1},
	{.code = BPF_JMP | BPF_EXIT                          },
};

static int load_trivial(enum bpf_prog_type type, int attach_type)
{
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = attach_type);

	return bpf_prog_load(type, "fb_probe", "Dual BSD/GPL", return_one, 2, &options);
}

/* 1 when a descriptor was made, which is closed; 0 when the kernel does not know what was asked for. */
static int made(int descriptor)
{
	if (descriptor >= 0) {
		close(descriptor);
		return 1;
	}
	return descriptor == -EINVAL ? 0 : descriptor;
}

static int link_known(void)
{
	int error = fb_link(NO_DESCRIPTOR, NO_DESCRIPTOR, BPF_CGROUP_INET_EGRESS, 0);

	return error == -EBADF ? 1 : error == -EINVAL ? 0 : error;
}

/* To ask which programs a device has changes nothing; a kernel without tcx does not know the attach type. */
static int tcx_known(void)
{
	__u32 count = 0;
	int error = bpf_prog_query(LOOPBACK_INDEX, (enum bpf_attach_type)FB_TCX_EGRESS, 0, NULL, NULL, &count);

	return !error ? 1 : error == -EINVAL || error == -EBADF ? 0 : error;
}

/* In a network namespace of its own, which goes with the thread. */
static void *add_clsact_apart(void *result)
{
	int *answer = result, filter[3], program;

	if (unshare(CLONE_NEWNET)) {
		*answer = -errno;
		return NULL;
	}
	program = load_trivial(BPF_PROG_TYPE_SCHED_CLS, 0);
	if (program < 0) {
		*answer = program;
		return NULL;
	}
	*answer = fb_add_clsact(LOOPBACK_INDEX, program, 0, "fb_probe", filter);
	close(program);
	return NULL;
}

static int clsact_known(void)
{
	pthread_t apart;
	int result = 0, error = pthread_create(&apart, NULL, add_clsact_apart, &result);

	if (error)
		return -error;
	pthread_join(apart, NULL);
	return !result ? 1 : result == -ENOENT || result == -EOPNOTSUPP ? 0 : result;
}

#define REGISTER(to, from)                                                              \
	{                                                                               \
		.code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = (to), .src_reg = (from) \
	}
#define NUMBER(to, value)                                                            \
	{                                                                            \
		.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = (to), .imm = (value) \
	}
#define ADD(to, value)                                                               \
	{                                                                            \
		.code = BPF_ALU64 | BPF_ADD | BPF_K, .dst_reg = (to), .imm = (value) \
	}
#define CALL(helper)                                        \
	{                                                   \
		.code = BPF_JMP | BPF_CALL, .imm = (helper) \
	}

/*
 * By a program that calls the helpers: libbpf_probe_bpf_helper of 1.1 reads the verifier's log, whose words for a helper
 * that lockdown took away have changed since ("program of this type cannot use helper"), and says that it is there.
 */
static int attribution_known(void)
{
	static const struct bpf_insn reader[] = {
		CALL(BPF_FUNC_get_current_task),
		REGISTER(BPF_REG_1, BPF_REG_10),
		ADD(BPF_REG_1, -8),
		NUMBER(BPF_REG_2, 8),
		NUMBER(BPF_REG_3, 0),
		CALL(BPF_FUNC_probe_read_kernel),
		REGISTER(BPF_REG_1, BPF_REG_10),
		ADD(BPF_REG_1, -8),
		NUMBER(BPF_REG_2, 8),
		NUMBER(BPF_REG_3, 0),
		CALL(BPF_FUNC_probe_read_user),
		NUMBER(BPF_REG_0, 1),
		{.code = BPF_JMP | BPF_EXIT},
	};
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = BPF_CGROUP_INET_EGRESS);

	return made(bpf_prog_load(BPF_PROG_TYPE_CGROUP_SKB, "fb_probe", "Dual BSD/GPL", reader,
				  sizeof(reader) / sizeof(*reader), &options));
}

/* The hook, and the helper by which our program there reads the path, which lockdown takes away, too. */
static int unix_connect_known(void)
{
	int hook = made(load_trivial(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, FB_CGROUP_UNIX_CONNECT));

	return hook == 1 ? attribution_known() : hook;
}

/* A cgroup descriptor that is none: EBADF where the flag is known. No process is made. */
static int clone_into_cgroup_known(void)
{
	struct clone_args arguments = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = NO_DESCRIPTOR};
	long child = syscall(SYS_clone3, &arguments, sizeof(arguments));

	if (!child)
		_exit(0);
	return child < 0 && errno == EBADF ? 1 : 0;
}

int fb_feature(int feature)
{
	fb_log_begin();
	switch (feature) {
	case FB_FEATURE_BPF:
		return libbpf_probe_bpf_map_type(BPF_MAP_TYPE_ARRAY, NULL) == 1
			       ? made(load_trivial(BPF_PROG_TYPE_SCHED_CLS, 0))
			       : -EPERM;
	case FB_FEATURE_BTF:
		return access("/sys/kernel/btf/vmlinux", R_OK) ? 0 : 1;
	case FB_FEATURE_CGROUP_SKB:
		return made(load_trivial(BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_EGRESS));
	case FB_FEATURE_RING_BUFFER:
		return libbpf_probe_bpf_map_type(BPF_MAP_TYPE_RINGBUF, NULL);
	case FB_FEATURE_SK_STORAGE:
		return libbpf_probe_bpf_map_type(BPF_MAP_TYPE_SK_STORAGE, NULL);
	case FB_FEATURE_LINK:
		return link_known();
	case FB_FEATURE_TCX:
		return tcx_known();
	case FB_FEATURE_CLSACT:
		return clsact_known();
	case FB_FEATURE_ATTRIBUTION:
		return attribution_known();
	case FB_FEATURE_UNIX_CONNECT:
		return unix_connect_known();
	case FB_FEATURE_CLONE_INTO_CGROUP:
		return clone_into_cgroup_known();
	}
	return -EINVAL;
}
