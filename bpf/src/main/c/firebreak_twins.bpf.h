/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Twins of the programs for BPF_PROG_TEST_RUN, which always sees a fresh cgroup storage: their scope comes from
 * fb_test_scope, all else is the same code. Never loaded in production.
 */
#ifndef FIREBREAK_TWINS_BPF_H
#define FIREBREAK_TWINS_BPF_H

static __always_inline __u64 test_scope(void)
{
	__u32 first = 0;
	__u64 *scope = bpf_map_lookup_elem(&fb_test_scope, &first);

	return scope ? *scope : 0;
}

SEC("cgroup_skb/egress")
int fb_test_egress(struct __sk_buff *skb)
{
	bool hidden = false;

	if (!concerns_egress(skb, &hidden))
		return PASS;
	return fb_lock1(skb, test_scope(), hidden) ? PASS : DROP;
}

SEC("cgroup_skb/ingress")
int fb_test_ingress(struct __sk_buff *skb)
{
	return !concerns_ingress(skb) || fb_lock2(skb, test_scope()) ? PASS : DROP;
}

/* What the other two are measured against. */
SEC("cgroup_skb/egress")
int fb_test_empty(struct __sk_buff *skb)
{
	(void)skb;
	return PASS;
}

/* One judgement of an Ethernet frame's question, told as an FB_TEST_RESULT. */
__noinline int fb_test_judgement(struct __sk_buff *skb, __u64 scope)
{
	int index = scratch_claim(), question = QUESTION_NONE;
	struct scratch *s;
	__u32 result = 0;

	if (index < 0)
		return FB_VERDICT_DENIED;
	s = scratch_at(index);
	if (!s)
		return FB_VERDICT_DENIED;
	if (read_packet(skb, 14, s, index) != READ_OK || !is_dns_port(s->packet.dport))
		goto out;
	if (s->packet.flags & PACKET_MULTICAST)
		goto out;
	if (load_scope(s, index, scope)) {
		result = FB_VERDICT_DENIED | FB_RULE_NO_SCOPE << FB_TEST_DECIDE_RULE_SHIFT;
		goto out;
	}
	if (s->packet.flags & (PACKET_FRAGMENT | PACKET_URGENT))
		question = QUESTION_MALFORMED;
	else if (load_message(skb, s, s->packet.payload + (s->packet.protocol == PROTO_TCP ? PREFIX : 0)))
		question = QUESTION_MALFORMED;
	else
		question = fb_parse_query(index);
	judge_message(s, question, index);
	result = s->verdict;
	if (result != FB_VERDICT_NONE)
		result |= s->decide_list << FB_TEST_DECIDE_LIST_SHIFT | s->decide_rule << FB_TEST_DECIDE_RULE_SHIFT |
			  s->audit_list << FB_TEST_AUDIT_LIST_SHIFT | s->audit_rule << FB_TEST_AUDIT_RULE_SHIFT;
out:
	scratch_release(index);
	return result;
}

SEC("tc")
int fb_test_judge(struct __sk_buff *skb)
{
	return fb_test_judgement(skb, test_scope());
}

#endif
