/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The answerers, tc egress: on a host's device it acts on the mark alone, in a pod's namespace it judges by itself. */
#ifndef FIREBREAK_JUDGE_BPF_H
#define FIREBREAK_JUDGE_BPF_H

#include "firebreak_answer.bpf.h"

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
	if (read_packet(skb, l3, s, index) != READ_OK)
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

/* Is the segment one message, no more and no less? */
static __always_inline bool is_one_message(struct __sk_buff *skb, const struct scratch *s)
{
	__be16 length;

	return !bpf_skb_load_bytes(skb, s->packet.payload, &length, sizeof(length)) &&
	       s->packet.payload + PREFIX + bpf_ntohs(length) == s->packet.end;
}

/*
 * In a pod's namespace TCP was judged by lock 1 where its stream began there. A socket of this namespace whose stream did
 * not is older than the filter, another cgroup's, or writes TCP by itself: the first two may ask in whole segments, the
 * third not at all. Without a socket (a nested container's) what starts the segment is judged, and the rest left to lock 1,
 * which sees that container's sockets.
 */
static __always_inline bool is_denied_segment(struct __sk_buff *skb, struct scratch *s, int index)
{
	struct stream *st = stream_of(skb->sk, 0);
	struct bpf_sock *full = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	__u32 type = full ? full->type : 0; /* BPF_PROG_TEST_RUN's has none */
	int question = QUESTION_MALFORMED;

	s->verdict = FB_VERDICT_NONE;
	if (s->packet.end == s->packet.payload)
		return false;
	if (st && (st->flags & STREAM_DENIED))
		return true;
	if (st && (st->flags & STREAM_STARTED))
		return false;
	if (!(s->packet.flags & PACKET_URGENT) && !load_message(skb, s, s->packet.payload + PREFIX))
		question = fb_parse_query(index);
	if ((s->flags & FB_SCOPE_ENFORCES) && type &&
	    (type != SOCK_STREAM || question != QUESTION_OK || !is_one_message(skb, s))) {
		count(s->slot, FB_COUNT_UNJUDGED_STREAMS);
		return true;
	}
	judge_message(s, question, index);
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
	readable = read_packet(skb, l3, s, index);
	if (readable == READ_OTHER)
		goto out;
	if (readable == READ_OK && marked && take_probe(skb, s)) {
		action = ACT_SHOT;
		goto out;
	}
	if (readable == READ_OK && !marked && !is_dns_port(s->packet.dport))
		goto out;
	action = ACT_SHOT;
	if (load_scope(s, index, scope))
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
		if (!(s->packet.flags & PACKET_FRAGMENT) && !is_several(skb) &&
		    !load_message(skb, s, s->packet.payload))
			question = fb_parse_query(index);
		if (question >= QUESTION_MALFORMED && !is_dns_port(s->packet.dport))
			goto out;
		judge_message(s, question, index);
		denied = is_denied(s);
	}
	if (denied) {
		bool recorded = marked || s->verdict == FB_VERDICT_NONE;

		s->outcome = s->verdict == FB_VERDICT_MALFORMED ? FB_OUTCOME_REFUSED : FB_OUTCOME_ANSWERED;
		if (!recorded) {
			count_verdict(s);
			fb_record(skb, index, ASKER_UNKNOWN);
		}
		/* Behind tags the answer's headers would not stand where fb_answer writes them. */
		if (s->verdict == FB_VERDICT_MALFORMED || (s->packet.flags & PACKET_TAGGED))
			action = ACT_SHOT;
		else
			action = fb_answer(skb, l3, index);
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
