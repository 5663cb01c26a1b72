/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The answerers, tc egress: on a host's device it acts on the mark alone, in a pod's namespace it judges by itself. */
#ifndef FIREBREAK_JUDGE_BPF_H
#define FIREBREAK_JUDGE_BPF_H

#include "firebreak_answer.bpf.h"

static __always_inline bool is_marked(struct __sk_buff *skb)
{
	return (skb->mark & fb_config.mark_mask) == fb_config.mark;
}

/* On a host's device: only what lock 1 denied and marked. */
__noinline int fb_answer_marked(struct __sk_buff *skb, __u32 l3)
{
	int index = scratch_claim(), action = ACT_SHOT;
	struct scratch *s;

	if (index < 0)
		return ACT_SHOT;
	s = scratch_at(index);
	if (!s)
		return ACT_SHOT;
	if (fb_read_packet(skb, l3, index) != READ_OK)
		goto out;
	if (s->packet.protocol == PROTO_TCP) {
		action = fb_answer(skb, l3, index);
	} else if (!take_probe(skb, s) && !load_message(skb, s, s->packet.payload) &&
		   fb_parse_query(index) == QUESTION_OK) {
		action = fb_answer(skb, l3, index);
	}
out:
	scratch_release(index);
	return action;
}

/* In a pod's namespace TCP was judged by lock 1 where its stream began there; else by what starts the segment. */
static __always_inline bool is_denied_segment(struct __sk_buff *skb, struct scratch *s, int index)
{
	struct stream *st = stream_of(skb->sk, 0);

	s->verdict = FB_VERDICT_NONE;
	if (st && (st->flags & STREAM_DENIED))
		return s->packet.end != s->packet.payload;
	if (st && (st->flags & STREAM_STARTED))
		return false;
	if (load_message(skb, s, s->packet.payload + PREFIX) || !s->size)
		return false;
	judge_message(s, fb_parse_query(index), index);
	return s->verdict == FB_VERDICT_DENIED;
}

/* In a pod's namespace: judges by itself. The mark only says that lock 1 has recorded the question already. */
__noinline int fb_judge_packet(struct __sk_buff *skb, __u32 l3, __u32 scope)
{
	bool marked = is_marked(skb), denied;
	int index = scratch_claim(), action = ACT_NEXT, readable, question;
	struct scratch *s;

	if (index < 0)
		return ACT_SHOT;
	s = scratch_at(index);
	if (!s)
		return ACT_SHOT;
	readable = fb_read_packet(skb, l3, index);
	if (readable == READ_OTHER)
		goto out;
	if (readable == READ_OK && marked && take_probe(skb, s)) {
		action = ACT_SHOT;
		goto out;
	}
	if (readable == READ_OK && !marked && !is_dns_port(s->packet.dport))
		goto out;
	action = ACT_SHOT;
	if (fb_load_scope(index, scope))
		goto out;
	action = ACT_NEXT;
	if (readable == READ_BROKEN) {
		action = s->flags & FB_SCOPE_ENFORCES ? ACT_SHOT : ACT_NEXT;
		goto out;
	}
	if (s->packet.protocol == PROTO_TCP && (s->packet.flags & PACKET_FRAGMENT)) {
		judge_message(s, QUESTION_MALFORMED, index);
		denied = is_denied(s);
	} else if (s->packet.protocol == PROTO_TCP) {
		denied = is_denied_segment(skb, s, index);
	} else {
		if (s->packet.flags & PACKET_MULTICAST)
			goto out;
		question = QUESTION_MALFORMED;
		if (!(s->packet.flags & PACKET_FRAGMENT) && skb->gso_segs <= 1 &&
		    !load_message(skb, s, s->packet.payload))
			question = fb_parse_query(index);
		if (question >= QUESTION_MALFORMED && !is_dns_port(s->packet.dport))
			goto out;
		judge_message(s, question, index);
		denied = is_denied(s);
	}
	if (denied) {
		bool recorded = marked || s->verdict == FB_VERDICT_NONE;

		s->netns = 0;
		s->outcome = s->verdict == FB_VERDICT_MALFORMED ? FB_OUTCOME_REFUSED : FB_OUTCOME_ANSWERED;
		if (!recorded) {
			count_verdict(s);
			fb_record(skb, index, ASKER_UNKNOWN);
		}
		action = s->verdict == FB_VERDICT_MALFORMED ? ACT_SHOT : fb_answer(skb, l3, index);
	} else if (marked) {
		skb->mark &= ~fb_config.mark_mask;
	}
out:
	scratch_release(index);
	return action;
}

static __always_inline int judge_for_pod(struct __sk_buff *skb, __u32 l3)
{
	__u32 scope = skb->tc_classid ?: skb->cb[0];
	struct ports ports = {};
	__u8 protocol = 0;
	enum glance glance = glance_ports(skb, l3, &ports, &protocol);

	if (glance == GLANCE_OTHER && !is_marked(skb))
		return ACT_NEXT;
	if (glance == GLANCE_LOOK && !is_marked(skb) && !is_dns_port(bpf_ntohs(ports.dest)))
		return ACT_NEXT;
	return fb_judge_packet(skb, l3, scope);
}

#endif
