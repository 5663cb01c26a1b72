// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "pod.h"
#include "shim.h"
#include "tap.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int enter_load(struct loaded *l, const char *folder, __u32 scope, struct bpf_object **out)
{
	struct bpf_object *object = object_open(folder, "firebreak_enter");
	struct bpf_program *stub = bpf_object__find_program_by_name(object, "fb_enter");
	int judge = program_fd(l, "fb_judge_eth"), failed;
	__u32 first = 0;

	*(__u32 *)object_constant(object, "fb_enter_scope") = scope;
	failed = bpf_object__load(object);
	program_count(l, stub);
	if (failed)
		return -1;
	failed = bpf_map_update_elem(bpf_object__find_map_fd_by_name(object, "fb_judges"), &first, &judge, BPF_ANY);
	*out = object;
	return check(!failed, "the judge stands behind the stub") ? bpf_program__fd(stub) : -1;
}

/* Listens at a path of our own in /tmp; whoever calls removes it. */
static int listen_at(struct sockaddr_un *address, const char *name)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address->sun_family = AF_UNIX;
	snprintf(address->sun_path, sizeof(address->sun_path), "/tmp/fbcheck-%d-%s", getpid(), name);
	if (bind(fd, (struct sockaddr *)address, sizeof(*address)) || listen(fd, 4)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* What a process, in the group or not, gets from connect(): 0 or an errno. */
static int connecting(const struct sockaddr_un *to, const struct group *g)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		if (g)
			group_join(g);
		int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		_exit(connect(fd, (const struct sockaddr *)to, sizeof(*to)) ? errno : 0);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool refuses(const struct group *g, int program, const struct sockaddr_un *refused,
		    const struct sockaddr_un *other)
{
	int link = fb_link(program, g->fd, FB_CGROUP_UNIX_CONNECT, 0);
	bool ok = check(link >= 0, "fb_connect_unix attaches");

	if (!ok)
		return false;
	ok &= check(connecting(refused, g) == EPERM, "a refused unix socket says EPERM within the group");
	ok &= check(connecting(refused, NULL) == 0, "a refused unix socket accepts outside the group");
	ok &= check(connecting(other, g) == 0, "another unix socket accepts within the group");
	close(link);
	return ok;
}

void unix_check(struct loaded *l, const char *folder, const struct group *g)
{
	struct sockaddr_un refused = {0}, other = {0};
	struct bpf_object *object;
	struct bpf_program *program;
	int fds[2];
	bool ok;

	if (fb_feature(FB_FEATURE_UNIX_CONNECT) != 1) {
		cell("connect_unix", "no");
		return;
	}
	object = object_open(folder, "firebreak_unix");
	program = bpf_object__find_program_by_name(object, "fb_connect_unix");
	bpf_program__set_expected_attach_type(program, (enum bpf_attach_type)FB_CGROUP_UNIX_CONNECT);
	fds[0] = listen_at(&refused, "refused");
	fds[1] = listen_at(&other, "other");
	/* The first of the paths; the kernel may be told any. */
	strcpy(object_constant(object, "fb_unix_paths"), refused.sun_path);
	ok = !bpf_object__load(object);
	program_count(l, program);
	ok = ok && refuses(g, bpf_program__fd(program), &refused, &other);
	cell("connect_unix", ok ? "yes" : "FAILED");
	bpf_object__close(object);
	for (int i = 0; i < 2; i++)
		close(fds[i]);
	unlink(refused.sun_path);
	unlink(other.sun_path);
}
