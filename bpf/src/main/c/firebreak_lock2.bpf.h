/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Lock 2, cgroup_skb/ingress: drops answers that would resolve what is denied, should the question have got out. */
#ifndef FIREBREAK_LOCK2_BPF_H
#define FIREBREAK_LOCK2_BPF_H

#include "firebreak_lock1.bpf.h"

static __always_inline int judge_answer(struct __sk_buff *skb, struct scratch *s, int index)
{
	int question;

	if (s->packet.protocol == PROTO_TCP) {
		struct stream *st = stream_of(skb->sk, 0);

		if (!st || !(st->flags & STREAM_DENIED) || s->packet.end == s->packet.payload)
			return PASS;
		count(s->slot, FB_COUNT_DROPPED_ANSWERS);
		return DROP;
	}
	if (s->packet.flags & PACKET_MULTICAST)
		return PASS;
	if (load_message(skb, s, s->packet.payload))
		question = QUESTION_MALFORMED;
	else
		question = fb_parse_answer(index);
	judge_message(s, question, index);
	if (s->verdict == FB_VERDICT_NONE || !is_denied(s))
		return PASS;
	count(s->slot, FB_COUNT_DROPPED_ANSWERS);
	return DROP;
}

__noinline int fb_lock2(struct __sk_buff *skb, __u64 scope)
{
	int index = scratch_claim(), result = DROP, readable;
	struct scratch *s;

	if (index < 0)
		return DROP;
	s = scratch_at(index);
	if (!s)
		return DROP;
	readable = read_packet(skb, 0, s, index);
	if (readable == READ_OTHER || (readable == READ_OK && !is_dns_port(s->packet.sport)))
		result = PASS;
	else if (!load_scope(s, index, scope))
		result = readable == READ_OK ? judge_answer(skb, s, index) : PASS;
	scratch_release(index);
	return result;
}

static __always_inline bool concerns_ingress(struct __sk_buff *skb)
{
	struct ports ports = {};
	__u8 protocol = 0;
	enum glance glance = glance_ports(skb, 0, &ports, &protocol);

	return glance == GLANCE_UNSURE || (glance == GLANCE_LOOK && is_dns_port(bpf_ntohs(ports.source)));
}

static __always_inline int enter(struct __sk_buff *skb, bool open)
{
	__u64 scope;

	if (!concerns_ingress(skb))
		return PASS;
	scope = *(__u64 *)bpf_get_local_storage(&fb_cgroup, 0);
	if (open && !scope)
		return PASS;
	return fb_lock2(skb, scope) ? PASS : DROP;
}

#endif
