/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Lock 1, cgroup_skb/egress: judges what leaves a cgroup, records it, and refuses what is denied. */
#ifndef FIREBREAK_LOCK1_BPF_H
#define FIREBREAK_LOCK1_BPF_H

#include "firebreak_stream.bpf.h"

#define PASS 1
#define DROP 0

static __always_inline bool is_marked(struct __sk_buff *skb)
{
	return (skb->mark & fb_config.mark_mask) == fb_config.mark;
}

/*
 * Did the process put our mark on its socket (SO_MARK)? It would have the answerer say no to what is allowed. A mark
 * that the socket does not have is a nested run's, which has judged before us: that one stays.
 */
static __always_inline bool is_marked_by_socket(struct bpf_sock *sk)
{
	struct bpf_sock *full = sk ? bpf_sk_fullsock(sk) : NULL;

	return full && (full->mark & fb_config.mark_mask) == fb_config.mark;
}

/* Is the device that the packet leaves by covered by an answerer that will answer for this scope? */
static __always_inline bool is_covered(struct __sk_buff *skb, struct scratch *s)
{
	struct fb_device device = {.ifindex = skb->ifindex};
	__u32 at = device.ifindex & (FB_COVERED - 1), *covered = bpf_map_lookup_elem(&fb_covered, &at);
	struct fb_cover *cover;

	if (!covered || !*covered)
		return false;
	device.netns = netns_of(s, skb->sk);
	if (!device.netns)
		return false;
	cover = bpf_map_lookup_elem(&fb_covers, &device);
	if (!cover || (cover->scope && cover->scope != s->scope))
		return false;
	/* Rewritten in place, an answer would be translated again: on lo NAT and the answerer do not meet. */
	return !((cover->flags & FB_DEVICE_LOOPBACK) && (s->packet.flags & PACKET_HIDDEN));
}

/*
 * What becomes of a denied packet: to the answerer with the mark, or refused. A function by itself, for the stack of the
 * deepest chain of calls is short (512 octets, on 5.10 in steps of 32).
 */
__noinline int fb_refuse(struct __sk_buff *skb, __u32 index, __u32 answerable)
{
	struct scratch *s = scratch_at(index);

	if (!s)
		return DROP;
	if (!is_covered(skb, s) || !answerable) {
		s->outcome = FB_OUTCOME_REFUSED;
		return DROP;
	}
	s->outcome = FB_OUTCOME_ANSWERED;
	skb->mark = (skb->mark & ~fb_config.mark_mask) | fb_config.mark;
	return PASS;
}

static __always_inline int judge_datagram(struct __sk_buff *skb, struct scratch *s, int index)
{
	bool hidden = s->packet.flags & PACKET_HIDDEN;
	int question, result = PASS;

	if (s->packet.flags & PACKET_MULTICAST)
		return PASS;
	if ((s->packet.flags & PACKET_FRAGMENT) || is_several(skb))
		question = QUESTION_MALFORMED;
	else if (load_message(skb, s, s->packet.payload))
		question = QUESTION_MALFORMED;
	else
		question = fb_parse_query(index);
	if (hidden && question >= QUESTION_MALFORMED && !is_several(skb))
		return PASS;
	judge_message(s, question, index);
	if (s->verdict == FB_VERDICT_NONE)
		return PASS;
	if (is_denied(s))
		result = fb_refuse(skb, index, s->verdict == FB_VERDICT_DENIED);
	count_verdict(s);
	if (is_told(s))
		fb_record(skb, index, ASKER_CURRENT);
	return result;
}

static __always_inline int judge_stream(struct __sk_buff *skb, struct scratch *s, int index)
{
	int result, segment;

	if (s->packet.flags & PACKET_FRAGMENT) {
		judge_message(s, QUESTION_MALFORMED, index);
		segment = SEGMENT_DENIED;
	} else {
		segment = fb_judge_segment(skb, index);
	}
	if (segment == SEGMENT_PASS)
		return PASS;
	if (segment == SEGMENT_DENIED_AGAIN)
		return fb_refuse(skb, index, true);
	result = is_denied(s) ? fb_refuse(skb, index, true) : PASS;
	count_verdict(s);
	fb_record(skb, index, ASKER_OPENER);
	return result;
}

/* A packet that concerns us, or may: everything but the glance. */
__noinline int fb_lock1(struct __sk_buff *skb, __u64 scope, __u32 hidden)
{
	int index, readable, result = DROP;
	struct scratch *s;

	index = scratch_claim();
	if (index < 0) {
		count(0, FB_COUNT_EXHAUSTED);
		return DROP;
	}
	s = scratch_at(index);
	if (!s)
		return DROP;
	readable = read_packet(skb, 0, s, index);
	if (readable == READ_OTHER) {
		result = PASS;
		goto out;
	}
	if (readable == READ_OK && !is_dns_port(s->packet.dport)) {
		if (!hidden) {
			result = PASS;
			goto out;
		}
		s->packet.flags |= PACKET_HIDDEN;
	}
	if (is_marked(skb) && is_marked_by_socket(skb->sk))
		skb->mark &= ~fb_config.mark_mask;
	if (s->packet.protocol == PROTO_TCP && !(s->packet.flags & PACKET_SYN) && readable == READ_OK &&
	    s->packet.payload == s->packet.end) {
		result = PASS; /* a bare acknowledgement asks nothing */
		goto out;
	}
	/* No scope: attached without one, closed. */
	if (load_scope(s, index, scope))
		goto out;
	if (readable == READ_BROKEN)
		result = s->flags & FB_SCOPE_ENFORCES ? DROP : PASS;
	else if (s->packet.protocol == PROTO_UDP)
		result = judge_datagram(skb, s, index);
	else
		result = judge_stream(skb, s, index);
out:
	scratch_release(index);
	return result;
}

/*
 * Did the socket aim at a DNS port, wherever the packet goes (NAT)? A plain field tells for a connected one; storage is
 * asked only of UDP that goes elsewhere than its socket's peer. dest: where the packet goes, 0 where that is not known.
 */
static __always_inline bool aims_at_dns(struct __sk_buff *skb, __u8 protocol, __be16 dest)
{
	struct bpf_sock *sk = skb->sk, *full;
	__u32 peer;

	if (!sk)
		return false;
	peer = *(volatile __u32 *)&sk->dst_port & 0xffff;
	if (dest && peer == dest)
		return false;
	if (peer && is_dns_port(bpf_ntohs(peer)))
		return true;
	if (protocol != PROTO_UDP)
		return false;
	full = bpf_sk_fullsock(sk);
	return full && bpf_sk_storage_get(&fb_sockets, full, 0, 0);
}

/* Does an outgoing packet concern us? Everything else passes here, with neither a helper called nor a map read. */
static __always_inline bool concerns_egress(struct __sk_buff *skb, bool *hidden)
{
	struct ports ports = {};
	__u8 protocol = 0;
	enum glance glance = glance_ports(skb, 0, &ports, &protocol);

	if (glance == GLANCE_OTHER)
		return false;
	if (glance == GLANCE_UNSURE) {
		*hidden = aims_at_dns(skb, PROTO_UDP, 0);
		return true;
	}
	if (is_dns_port(bpf_ntohs(ports.dest)))
		return true;
	return *hidden = aims_at_dns(skb, protocol, ports.dest);
}

static __always_inline int leave(struct __sk_buff *skb, bool open)
{
	bool hidden = false;
	__u64 scope;

	if (!concerns_egress(skb, &hidden))
		return PASS;
	scope = *(__u64 *)bpf_get_local_storage(&fb_cgroup, 0);
	if (open && !scope)
		return PASS;
	return fb_lock1(skb, scope, hidden) ? PASS : DROP;
}

#endif
