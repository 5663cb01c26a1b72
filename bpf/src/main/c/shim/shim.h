/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the shim offer to jni.c and, through the printed constants, to Java. Every function that returns int
 * or long returns a descriptor, a count or 0, or a negative errno. "Strings" are NUL-terminated strings on end, an empty
 * one after the last.
 */
#ifndef FIREBREAK_SHIM_H
#define FIREBREAK_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Attach types of kernels newer than the headers that we compile with (include/uapi/linux/bpf.h). */
enum fb_newer_attach_types {
	FB_TCX_EGRESS = 47,          /* BPF_TCX_EGRESS, 6.6 */
	FB_CGROUP_UNIX_CONNECT = 49, /* BPF_CGROUP_UNIX_CONNECT, 6.7 */
};

/* And a flag of theirs: before all others that are attached. */
enum fb_newer_flags {
	FB_F_BEFORE = 1 << 3, /* BPF_F_BEFORE, 6.6 */
};

/* Where starting a command failed. */
enum fb_spawn_step {
	FB_SPAWN_CLONE,
	FB_SPAWN_MASK,
	FB_SPAWN_DIRECTORY,
	FB_SPAWN_IDENTITY,
	FB_SPAWN_EXEC,
};

/* What happened next while a command ran. */
enum fb_next {
	FB_NEXT_EXITED,
	FB_NEXT_KILLED,
	FB_NEXT_SIGNALLED,
};

enum fb_feature {
	FB_FEATURE_BPF, /* the bpf system call, and our rights to it */
	FB_FEATURE_BTF,
	FB_FEATURE_CGROUP_SKB,
	FB_FEATURE_RING_BUFFER,
	FB_FEATURE_SK_STORAGE,
	FB_FEATURE_LINK,
	FB_FEATURE_TCX,
	FB_FEATURE_CLSACT,
	FB_FEATURE_ATTRIBUTION,
	FB_FEATURE_UNIX_CONNECT,
	FB_FEATURE_CLONE_INTO_CGROUP,
};

/* log.c: the end of what libbpf and the verifier said to this thread. */
void fb_log_begin(void);
size_t fb_log_take(char *to, size_t room);

/* object.c */
struct fb_wanted {
	const char *variable; /* of .rodata; NULL: none */
	const void *value;
	size_t value_size;
	const char *programs;    /* strings */
	const int *attach_types; /* of each program; -1: what its section says */
	const char *maps;        /* strings */
	const int *sizes;        /* max_entries of each map; 0: the object's own */
};
/* descriptors: of the programs, then of the maps. A map's that is not 0 at first is taken in place of a new map. */
int fb_load(const void *image, size_t size, const struct fb_wanted *wanted, int *descriptors);
int fb_test_run(int program, const void *packet, size_t size, void *context, size_t context_size, int repeat, void *out,
		size_t room, int *result);

/* map.c */
int fb_create_table(int size);
/* The values of so many tables, each of `size` octets, a multiple of a page, on end. */
int fb_map_tables(const int *tables, int count, size_t size, void **memory);
int fb_put_tables(int into, int first, const int *tables, int count);

/* buckets.c */
struct fb_list;
struct fb_bucket;
int fb_fill_buckets(struct fb_list *list, struct fb_bucket *far, size_t far_size, const uint8_t *batch, size_t size);

/* link.c */
int fb_link(int program, int target, int attach_type, int flags);
int fb_relink(int link, int program);
int fb_unlink(int link);

/* rings.c */
struct fb_rings;
int fb_open_rings(const int *maps, int count, struct fb_rings **out);
int fb_read_rings(struct fb_rings *rings, void *out, size_t room, int timeout_ms);
void fb_wake_rings(struct fb_rings *rings);
void fb_close_rings(struct fb_rings *rings);

/* spawn.c */
struct fb_command {
	int cgroup;
	char **candidates; /* programs to try, NULL at the end */
	char **arguments;
	char **environment; /* NULL: ours, to the byte */
	const char *directory;
	const int *identity; /* uid, gid, supplementary groups; NULL: the caller's */
	int identity_count;
	char **masked;   /* paths to hide; empty: no mount namespace */
	const int *kept; /* descriptors that it inherits beside the standard streams */
	int kept_count;
};
char **fb_split(char *strings, size_t size);
int fb_spawn(const struct fb_command *command, int *pid, int *step);

/* signals.c */
int fb_catch_signals(const int *signals, int count);
int fb_await_next(int pidfd, int *result);
int fb_signal(int pidfd, int signal);

/* network.c: addresses are 4 or 16 octets */
int fb_enter_netns(int descriptor);
int fb_route(const void *address, size_t size, int device);
int fb_device(int device, char *name, int *result);
int fb_devices(int *indexes, int room);
int fb_send_probe(const void *address, size_t size, int device, int mark, const void *payload, size_t payload_size);
int fb_destroy_tcp(const void *local, int local_port, const void *remote, int remote_port, size_t size);

/* clsact.c */
int fb_add_clsact(int device, int program, int classid, const char *name, int *result);
int fb_remove_clsact(int device, int priority, int handle, bool qdisc_too);

/* feature.c */
int fb_feature(int feature);

#endif
