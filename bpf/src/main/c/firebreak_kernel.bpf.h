/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the programs need of the kernel, the configuration, the scratch buffers and the maps.
 * Only helpers of Linux 5.10 are called; kernel structs are three-line partial ones, relocated at load (CO-RE).
 */
#ifndef FIREBREAK_KERNEL_BPF_H
#define FIREBREAK_KERNEL_BPF_H

#include <linux/types.h>
#include <stdbool.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include "firebreak_abi.h"

#define ETH_P_IP 0x0800
#define ETH_P_IPV6 0x86dd
#define ETH_P_8021Q 0x8100
#define ETH_P_8021AD 0x88a8
#define SOCK_STREAM 1
#define PROTO_TCP 6
#define PROTO_UDP 17
#define LOOPBACK_IFINDEX 1 /* in every network namespace (include/net/flow.h) */

struct ns_common {
	unsigned int inum;
} __attribute__((preserve_access_index));

struct net {
	struct ns_common ns;
} __attribute__((preserve_access_index));

typedef struct {
	struct net *net;
} possible_net_t;

struct sock_common {
	possible_net_t skc_net;
} __attribute__((preserve_access_index));

struct mm_struct {
	unsigned long arg_start;
	unsigned long arg_end;
} __attribute__((preserve_access_index));

typedef struct {
	unsigned int val;
} kuid_t;

struct cred {
	kuid_t uid;
} __attribute__((preserve_access_index));

struct task_struct {
	int pid;
	int tgid;
	__u64 start_time;
	struct mm_struct *mm;
	struct task_struct *group_leader;
	struct task_struct *real_parent;
	const struct cred *cred;
	char comm[FB_COMM_SIZE];
} __attribute__((preserve_access_index));

const volatile struct fb_config fb_config = {
	.abi_version = FB_ABI_VERSION,
	.mark = 0xf12eb4ea,
	.mark_mask = 0xffffffff,
	.ports = {53},
	.denied_burst = 1000,
	.denied_per_second = 200,
	.allowed_burst = 1000,
	.allowed_per_second = 200,
	.repeat_ms = 1000,
	.cpus = 1,
};

#define MSG_HEADER 12
#define MSG_WANTED (MSG_HEADER + FB_MAX_NAME + 4) /* a header and the longest question */
#define MSG_OPT 11                                /* the fixed part of an OPT record (RFC 6891, 6.1.2) */
#define NO_LIST 0x1f

enum packet_flags {
	PACKET_FRAGMENT = 1 << 0, /* the first of several: its payload is not whole */
	PACKET_MULTICAST = 1 << 1,
	PACKET_SYN = 1 << 2,
	PACKET_HIDDEN = 1 << 3, /* not on a DNS port, but aimed at one (NAT): judged only when it parses */
	PACKET_URGENT = 1 << 4, /* the receiver may take an octet out of the stream (RFC 6093): not what we read */
	PACKET_TAGGED = 1 << 5, /* VLAN tags in front */
};

struct packet {
	__u32 payload;  /* offset of the UDP or TCP payload from skb->data */
	__u32 end;      /* offset of its end */
	__u32 seq, ack; /* TCP */
	__u16 sport, dport;
	__u8 ip_version, protocol, flags, unused;
	__u8 source[16], destination[16]; /* IPv4: the first four octets */
};

/* State of the name hash (SipHash). */
struct sip {
	__u64 v0, v1, v2, v3;
};

/* A suffix of the name that a list may hold. */
struct candidate {
	struct sip sip; /* after it */
	__u64 sign;
	__u64 shift; /* what an entry's value says of it begins here: it is the name itself, or a suffix */
};

#define LOOKUPS 4 /* suffixes looked up at once: most questions have no more */

/*
 * The verifier follows a loop round by round, in each program anew: loops over labels are cut in global functions of
 * STRIDE rounds, which it reads once. That is the difference between 300 and 30 ms of loading.
 */
#define STRIDE 16
#define HASH_AT_ONCE 6
#define HASH_STRIDE 4
#define HASH_STRIDES ((FB_MAX_LABELS + HASH_STRIDE) / HASH_STRIDE)
#define STRIDES ((FB_MAX_LABELS + STRIDE) / STRIDE)

/* One judgement under way. Too large for the stack, and 5.10 forbids stack reads at a variable offset. */
struct scratch {
	__u32 claims;       /* of programs that want or hold it: whose own is the only one holds it */
	__u32 size;         /* octets in msg */
	__u32 labels;       /* of the question's name, without the root */
	__u32 name_size;    /* with the root */
	__u32 question_end; /* offset in msg */
	__u16 qtype, qclass;
	__u8 verdict, outcome, decide_list, decide_rule;
	__u8 audit_list, audit_rule, decided, audited;
	__u32 flags, slot, lists_count; /* the scope's */
	__u64 scope, generation;
	struct sip sip;
	__u64 h0, h1;           /* name hash */
	void *socket;           /* whose namespace is asked for */
	__u64 pos, end;         /* TCP: what of the segment is not judged yet */
	__u32 list, mask;       /* of the list being walked */
	__u64 depths0, depths1; /* of that list, shifted by depth */
	__u32 at;               /* offset in msg of the label being parsed */
	__u32 depth, deepest;   /* labels hashed so far, and to be hashed */
	__u32 candidates_count, unused;
	struct packet packet;
	struct fb_list_ref lists[FB_MAX_LISTS];
	__u8 starts[FB_MAX_LABELS + 1]; /* offset of each label in the name */
	__u8 msg[512 + 16];
	struct candidate candidates[FB_MAX_LABELS + 1 + LOOKUPS - 1]; /* some are read beyond the last */
};

/*
 * Scopes, two copies for each slot. User space writes the copy that is not in force, all programs read the other. Full (no
 * such slot): user space's update fails, the pod is refused. Missing, or another's: every DNS question is denied.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2 * FB_SCOPE_SLOTS);
	__type(key, __u32);
	__type(value, struct fb_scope);
} fb_scopes SEC(".maps");

/* How often the scope of a slot was written: the lowest bit names the copy in force. User space writes, programs read. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, FB_SCOPE_SLOTS);
	__type(key, __u32);
	__type(value, __u32);
} fb_writes SEC(".maps");

/* Token buckets by the scope's slot. Programs only; user space fills them when it writes the scope. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, FB_SCOPE_SLOTS);
	__type(key, __u32);
	__type(value, struct fb_rate);
} fb_rates SEC(".maps");

/*
 * Lists by their places. User space writes whole, frozen lists; all programs read. Full: user space's update fails, the old
 * list stays in force. Missing, or another's: the scope's reference says what follows.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2048);
	__type(key, __u32);
	__array(
		values, struct {
			__uint(type, BPF_MAP_TYPE_ARRAY);
			__uint(map_flags, BPF_F_MMAPABLE);
			__uint(max_entries, 1);
			__uint(key_size, sizeof(__u32));
			__uint(value_size, sizeof(struct fb_list));
		});
} fb_lists SEC(".maps");

/*
 * The buckets of large lists, in pieces, for only maps of a fixed size are looked up without a call. User space writes them
 * before the list; all programs read. Missing: the list cannot be read, and denies.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2048 * FB_PIECES);
	__type(key, __u32);
	__array(
		values, struct {
			__uint(type, BPF_MAP_TYPE_ARRAY);
			__uint(map_flags, BPF_F_MMAPABLE);
			__uint(max_entries, 1);
			__uint(key_size, sizeof(__u32));
			__uint(value_size, sizeof(struct fb_piece));
		});
} fb_pieces SEC(".maps");

/* The places of lists, loaded or named by a scope, by the leading bytes of their digest. User space only. Full: as fb_lists. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2048);
	__type(key, __u8[FB_DIGEST_SIZE]);
	__type(value, __u32);
} fb_places SEC(".maps");

/*
 * The scope of the cgroup that a program is attached to. User space writes, by the cgroup's inode number; the cgroup
 * programs read. Zero when fresh, and no scope has the id zero: a program attached without a scope denies.
 */
struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, __u64);
	__type(value, __u64);
} fb_cgroup SEC(".maps");

/*
 * Judgements under way: FB_SCRATCH_DEPTH for each CPU, for a program may be interrupted by a softirq and, since 5.11,
 * preempted. Programs only. Full: the question is denied under Enforce and counted.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1); /* set before the load: cpus * FB_SCRATCH_DEPTH */
	__type(key, __u32);
	__type(value, struct scratch);
} fb_scratch SEC(".maps");

/* Counters by the scope's slot; slot 0 is for what has no scope. Programs add, user space reads and clears before a slot is used again. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, FB_SCOPE_SLOTS);
	__type(key, __u32);
	__type(value, struct fb_counters);
} fb_counters SEC(".maps");

/*
 * Lookups told lately, to tell each once. Programs write, user space reads the final counts.
 * Full: the least recently used goes; a lookup may then be told twice, with a count that began anew.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, __u64[2]);
	__type(value, struct fb_repeat);
} fb_repeats SEC(".maps");

/* Events of denied, audited and malformed questions. Full: the verdict stands, the loss is counted. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} fb_denied SEC(".maps");

/* Events of allowed questions: a ring of their own, so that no flood of them hides a denial. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} fb_allowed SEC(".maps");

/* Sockets that sent to a DNS port by address (sendmsg): NAT may have moved what they send. Programs only. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u32);
} fb_sockets SEC(".maps");

/*
 * Devices on which an answerer was seen at work. User space writes after its probe packet came by; lock 1 reads.
 * Missing or full: denied questions there get EPERM.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct fb_device);
	__type(value, struct fb_cover);
} fb_covers SEC(".maps");

/*
 * By a device's index modulo FB_COVERED: 1, some device of such an index is or was in fb_covers. User space writes before it
 * covers one, lock 1 reads, and where it finds 0 need not ask the kernel for the socket's network namespace.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, FB_COVERED);
	__type(key, __u32);
	__type(value, __u32);
} fb_covered SEC(".maps");

/* Nonces of probe packets: user space inserts each with zero, the answerer adds to those that are there. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u8[FB_PROBE_SIZE]);
	__type(value, __u64);
} fb_probes SEC(".maps");

/* The scope that the test-run twins judge for: BPF_PROG_TEST_RUN always sees a fresh cgroup storage. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} fb_test_scope SEC(".maps");

static __always_inline struct scratch *scratch_at(__u32 index)
{
	return bpf_map_lookup_elem(&fb_scratch, &index);
}

/*
 * Claims a buffer: its index, or -1. Who finds no claim but its own holds it, for whoever else adds one then finds two;
 * where several meet, all of them may go on to the next buffer. No lock, for that costs 60 ns, and no atomic exchange,
 * for 5.10 has none.
 */
static __always_inline int scratch_claim(void)
{
	__u32 first = bpf_get_smp_processor_id() * FB_SCRATCH_DEPTH;

	for (__u32 i = 0; i < FB_SCRATCH_DEPTH; i++) {
		__u32 index = first + i;
		struct scratch *s = bpf_map_lookup_elem(&fb_scratch, &index);

		if (!s)
			return -1;
		__sync_fetch_and_add(&s->claims, 1);
		if (*(volatile __u32 *)&s->claims == 1)
			return index;
		__sync_fetch_and_add(&s->claims, -1);
	}
	return -1;
}

static __always_inline void scratch_release(int index)
{
	struct scratch *s = scratch_at(index);

	if (s)
		__sync_fetch_and_add(&s->claims, -1);
}

static __always_inline void count(__u32 slot, enum fb_counter which)
{
	struct fb_counters *counters = bpf_map_lookup_elem(&fb_counters, &slot);

	if (counters)
		__sync_fetch_and_add(&counters->value[which], 1);
}

static __always_inline bool is_dns_port(__u16 port)
{
	for (int i = 0; i < FB_MAX_PORTS; i++) {
		if (!fb_config.ports[i])
			break;
		if (port == fb_config.ports[i])
			return true;
	}
	return false;
}

#endif
