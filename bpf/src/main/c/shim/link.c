/* SPDX-License-Identifier: Apache-2.0 */
/* Links by the kernel's own call: libbpf 1.1 does not know tcx and connect_unix, the call is the same for all. */
#include <errno.h>
#include <linux/bpf.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "shim.h"

static int call(int command, union bpf_attr *attributes, size_t size)
{
	long result = syscall(SYS_bpf, command, attributes, size);

	return result < 0 ? -errno : (int)result;
}

#define SIZE_TO(field) (offsetof(union bpf_attr, field) + sizeof(((union bpf_attr *)0)->field))

/* target: a cgroup's descriptor or a device's index, which lie at the same place. */
int fb_link(int program, int target, int attach_type, int flags)
{
	union bpf_attr attributes;

	memset(&attributes, 0, sizeof(attributes));
	attributes.link_create.prog_fd = program;
	attributes.link_create.target_fd = target;
	attributes.link_create.attach_type = attach_type;
	attributes.link_create.flags = flags;
	return call(BPF_LINK_CREATE, &attributes, SIZE_TO(link_create.flags));
}

int fb_relink(int link, int program)
{
	union bpf_attr attributes;

	memset(&attributes, 0, sizeof(attributes));
	attributes.link_update.link_fd = link;
	attributes.link_update.new_prog_fd = program;
	return call(BPF_LINK_UPDATE, &attributes, sizeof(attributes.link_update));
}

int fb_unlink(int link)
{
	union bpf_attr attributes;

	memset(&attributes, 0, sizeof(attributes));
	attributes.link_detach.link_fd = link;
	return call(BPF_LINK_DETACH, &attributes, sizeof(attributes.link_detach));
}
