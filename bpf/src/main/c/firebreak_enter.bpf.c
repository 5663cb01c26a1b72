/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The stub in front of a pod's answerer under tcx, whose links carry no classid: loaded for each pod, it hands the
 * pod's scope to the one judge of the node in cb[0].
 */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 fb_enter_scope; /* 0: no scope has it, the judge denies */

/* The judge for the device's kind, at index 0. User space writes. Empty: lock 1 and lock 2 still hold. */
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} fb_judges SEC(".maps");

SEC("tc")
int fb_enter(struct __sk_buff *skb)
{
	skb->cb[0] = fb_enter_scope;
	bpf_tail_call(skb, &fb_judges, 0);
	return -1; /* TCX_NEXT */
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
