/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Telling user space: who asked, once for each lookup, within the scope's rate, denied and allowed apart. */
#ifndef FIREBREAK_RECORD_BPF_H
#define FIREBREAK_RECORD_BPF_H

#include "firebreak_match.bpf.h"

#define NS_PER_SECOND 1000000000ull

/* Nobody is known to have asked. */
static __always_inline void unknown_process(struct fb_process *out)
{
	out->known = 0;
	out->args_size = out->ancestors_count = 0;
	out->pid = out->tgid = out->uid = 0;
	out->start_ns = 0;
	__builtin_memset(out->comm, 0, sizeof(out->comm));
}

/* The running task; in the opener's or the sender's system call that is who asks. */
static __always_inline void read_process(struct fb_process *out)
{
	struct task_struct *task, *leader, *parent;
	unsigned long start, end;
	__u64 size;

	unknown_process(out);
	if (!fb_config.attribution)
		return;
	task = (void *)bpf_get_current_task();
	out->pid = BPF_CORE_READ(task, pid);
	out->tgid = BPF_CORE_READ(task, tgid);
	out->uid = BPF_CORE_READ(task, cred, uid.val);
	/* A process is known by its main thread's name: the asking one is called isc-net-0000, or libuv-worker. */
	leader = BPF_CORE_READ(task, group_leader);
	out->start_ns = BPF_CORE_READ(leader, start_time);
	bpf_core_read(out->comm, sizeof(out->comm), &leader->comm);
	start = BPF_CORE_READ(task, mm, arg_start);
	end = BPF_CORE_READ(task, mm, arg_end);
	size = end - start;
	if (start && end > start) {
		if (size > FB_ARGS_SIZE)
			size = FB_ARGS_SIZE;
		if (!bpf_probe_read_user(out->args, size, (void *)start))
			out->args_size = size;
	}
	parent = BPF_CORE_READ(task, real_parent);
	for (int i = 0; i < FB_MAX_ANCESTORS; i++) {
		int pid = BPF_CORE_READ(parent, tgid);

		if (!parent || pid <= 0)
			break;
		out->ancestors[i].pid = pid;
		leader = BPF_CORE_READ(parent, group_leader);
		bpf_core_read(out->ancestors[i].comm, FB_COMM_SIZE, &leader->comm);
		out->ancestors_count = i + 1;
		parent = BPF_CORE_READ(parent, real_parent);
	}
	out->known = 1;
}

/* The inode number of the socket's network namespace; 0 where it cannot be told. */
static __always_inline __u32 netns_of(struct scratch *s, struct bpf_sock *sk)
{
	struct sock_common *common;

	if (!fb_config.attribution || !sk)
		return 0;
	/* The verifier allows no arithmetic on a socket pointer: what comes back from a map is a number. */
	s->socket = sk;
	barrier();
	common = s->socket;
	return BPF_CORE_READ(common, skc_net.net, ns.inum);
}

/* Is the verdict one that is told? */
static __always_inline bool is_told(const struct scratch *s)
{
	if (s->flags & FB_SCOPE_SILENT)
		return false;
	return s->verdict != FB_VERDICT_ALLOWED || (s->flags & FB_SCOPE_RECORDS_ALLOWED);
}

/* Takes a token of the scope's bucket; false where it is empty. */
static __always_inline bool take_token(struct scratch *s, __u64 now)
{
	struct fb_rate *rate = bpf_map_lookup_elem(&fb_rates, &s->slot);
	bool allowed = s->verdict == FB_VERDICT_ALLOWED, taken = false;
	__u64 since, more;

	if (!rate)
		return false;
	bpf_spin_lock(&rate->lock);
	since = now - rate->refilled_ns;
	if (!rate->refilled_ns || since > 3600 * NS_PER_SECOND) {
		rate->denied_tokens = fb_config.denied_burst;
		rate->allowed_tokens = fb_config.allowed_burst;
		rate->refilled_ns = now;
	} else if (since > NS_PER_SECOND / 10) {
		more = rate->denied_tokens + since * fb_config.denied_per_second / NS_PER_SECOND;
		rate->denied_tokens = more < fb_config.denied_burst ? more : fb_config.denied_burst;
		more = rate->allowed_tokens + since * fb_config.allowed_per_second / NS_PER_SECOND;
		rate->allowed_tokens = more < fb_config.allowed_burst ? more : fb_config.allowed_burst;
		rate->refilled_ns = now;
	}
	if (allowed && rate->allowed_tokens) {
		rate->allowed_tokens--;
		taken = true;
	} else if (!allowed && rate->denied_tokens) {
		rate->denied_tokens--;
		taken = true;
	}
	bpf_spin_unlock(&rate->lock);
	return taken;
}

static __always_inline void copy_process(struct fb_process *to, const struct fb_process *from)
{
	const __u64 *source = (const __u64 *)from;
	__u64 *target = (__u64 *)to;

	for (__u32 i = 0; i < sizeof(*to) / 8; i++)
		target[i] = source[i];
}

/* Hashes (scope, name, type, process, verdict) into h0, h1. */
static __always_inline void hash_lookup(struct scratch *s, __u32 index, __u64 process, __u64 start)
{
	s->sip = hash_begin(fb_config.seed[0], fb_config.seed[1]);
	s->depth = s->candidates_count = 0;
	s->depths0 = s->depths1 = 0;
	s->deepest = s->labels;
	for (int i = 0; i < HASH_STRIDES && s->name_size; i++) {
		if (fb_hash_labels(index) == HASHED_ALL)
			break;
	}
	hash_word(&s->sip, s->scope);
	hash_word(&s->sip, (__u64)s->verdict << 32 | (__u64)s->outcome << 24 | s->qtype);
	hash_word(&s->sip, process);
	hash_word(&s->sip, start);
	hash_take(s->sip, &s->h0, &s->h1);
}

static __always_inline void fill_event(struct fb_event *e, const struct scratch *s, __u64 now, __u64 times,
				       __u32 ifindex, __u32 netns)
{
	const __u64 *from = (const __u64 *)(s->msg + MSG_HEADER);
	__u64 *to = (__u64 *)e->name;

	e->time_ns = now;
	e->scope = s->scope;
	e->key[0] = s->h0;
	e->key[1] = s->h1;
	e->count = times;
	e->verdict = s->verdict;
	e->outcome = s->outcome;
	e->protocol = s->packet.protocol;
	e->ip_version = s->packet.ip_version;
	e->decide_list = s->decide_list;
	e->decide_rule = s->decide_rule;
	e->audit_list = s->audit_list;
	e->audit_rule = s->audit_rule;
	e->qtype = s->qtype;
	e->qclass = s->qclass;
	e->local_port = s->packet.sport;
	e->remote_port = s->packet.dport;
	e->ifindex = ifindex;
	e->netns = netns;
	e->name_size = s->name_size;
	e->reserved = 0;
	e->generation = s->generation;
	__builtin_memcpy(e->local_address, s->packet.source, 16);
	__builtin_memcpy(e->remote_address, s->packet.destination, 16);
	for (int i = 0; i < (FB_MAX_NAME + 1) / 8; i++)
		to[i] = from[i];
}

static __always_inline void count_verdict(const struct scratch *s)
{
	struct fb_counters *counters = bpf_map_lookup_elem(&fb_counters, &s->slot);

	if (!counters || s->verdict == FB_VERDICT_NONE)
		return;
	__sync_fetch_and_add(&counters->value[FB_COUNT_QUESTIONS], 1);
	if (s->verdict == FB_VERDICT_DENIED)
		__sync_fetch_and_add(&counters->value[FB_COUNT_DENIED], 1);
	else if (s->verdict == FB_VERDICT_MALFORMED)
		__sync_fetch_and_add(&counters->value[FB_COUNT_MALFORMED], 1);
	if (s->audit_rule != FB_RULE_NONE && s->verdict != FB_VERDICT_MALFORMED)
		__sync_fetch_and_add(&counters->value[FB_COUNT_AUDITED], 1);
	if (s->outcome == FB_OUTCOME_ANSWERED)
		__sync_fetch_and_add(&counters->value[FB_COUNT_ANSWERED], 1);
}

#endif
