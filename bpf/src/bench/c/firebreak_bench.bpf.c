/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The decision, measured: each run writes another prepared question into the packet and judges it by the product's own
 * code, as lock 1 does. A repeated packet would only measure the processor's caches. Never shipped.
 */
#include "firebreak_lock1.bpf.h"
#include "bench_questions.h"

#ifndef ETHERNET
#define ETHERNET 14
#endif
#define MESSAGE (ETHERNET + 20 + 8)

/* Number of the next question, and of how many: a power of two less one. User space writes before each run. */
__u64 fb_bench_next;
const volatile __u32 fb_bench_mask;
const volatile __u64 fb_bench_scope;

/* Questions in random order, none twice. User space writes, before the run. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* set before the load */
	__type(key, __u32);
	__type(value, struct bench_question);
} fb_questions SEC(".maps");

static __always_inline bool write_next_question(struct __sk_buff *skb)
{
	__u32 number = fb_bench_next++ & fb_bench_mask;
	struct bench_question *question = bpf_map_lookup_elem(&fb_questions, &number);

	return question && !bpf_skb_store_bytes(skb, MESSAGE, question->message, sizeof(question->message), 0);
}

/* What the next program is measured against: all but the decision. */
SEC("tc")
int fb_bench_store(struct __sk_buff *skb)
{
	return write_next_question(skb) ? PASS : DROP;
}

/* fb_lock1 without TCP, at another offset. */
__noinline int fb_bench_decide(struct __sk_buff *skb)
{
	int index = scratch_claim(), result = DROP;
	struct scratch *s;

	if (index < 0)
		return DROP;
	s = scratch_at(index);
	if (!s)
		return DROP;
	if (read_packet(skb, ETHERNET, s, index) == READ_OK && is_dns_port(s->packet.dport) &&
	    !load_scope(s, index, fb_bench_scope))
		result = judge_datagram(skb, s, index);
	scratch_release(index);
	return result;
}

SEC("tc")
int fb_bench_judge(struct __sk_buff *skb)
{
	struct ports ports = {};
	__u8 protocol = 0;

	if (!write_next_question(skb) || glance_ports(skb, ETHERNET, &ports, &protocol) != GLANCE_LOOK ||
	    !is_dns_port(bpf_ntohs(ports.dest)))
		return DROP;
	return fb_bench_decide(skb);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
