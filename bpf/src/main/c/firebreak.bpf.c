/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The programs. Lock 1 judges what leaves a cgroup, lock 2 drops answers that should not have come, the answerer
 * turns a denied question into "no such name". Each is a short path over the predicates of the headers.
 */
#include "firebreak_flag.bpf.h"
#include "firebreak_lock1.bpf.h"
#include "firebreak_lock2.bpf.h"
#include "firebreak_judge.bpf.h"

SEC("cgroup_skb/egress")
int fb_egress(struct __sk_buff *skb)
{
	return leave(skb, false);
}

/* For a late attach: passes until the scope is written, then the link is updated to fb_egress. */
SEC("cgroup_skb/egress")
int fb_egress_open(struct __sk_buff *skb)
{
	return leave(skb, true);
}

SEC("cgroup_skb/ingress")
int fb_ingress(struct __sk_buff *skb)
{
	return enter(skb, false);
}

SEC("cgroup_skb/ingress")
int fb_ingress_open(struct __sk_buff *skb)
{
	return enter(skb, true);
}

SEC("cgroup/connect4")
int fb_connect4(struct bpf_sock_addr *ctx)
{
	return connecting(ctx);
}

SEC("cgroup/connect6")
int fb_connect6(struct bpf_sock_addr *ctx)
{
	return connecting(ctx);
}

SEC("cgroup/sendmsg4")
int fb_sendmsg4(struct bpf_sock_addr *ctx)
{
	return sending(ctx);
}

SEC("cgroup/sendmsg6")
int fb_sendmsg6(struct bpf_sock_addr *ctx)
{
	return sending(ctx);
}

SEC("tc")
int fb_answer_eth(struct __sk_buff *skb)
{
	return is_marked(skb) ? fb_answer_marked(skb, 14) : ACT_NEXT;
}

SEC("tc")
int fb_answer_l3(struct __sk_buff *skb)
{
	return is_marked(skb) ? fb_answer_marked(skb, 0) : ACT_NEXT;
}

SEC("tc")
int fb_judge_eth(struct __sk_buff *skb)
{
	return judge_for_pod(skb, 14);
}

SEC("tc")
int fb_judge_l3(struct __sk_buff *skb)
{
	return judge_for_pod(skb, 0);
}

#include "firebreak_twins.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";
