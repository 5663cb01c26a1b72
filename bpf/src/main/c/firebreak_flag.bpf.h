/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The port-flagging hooks: what a socket aims at, before NAT, and who opened it. They refuse only
 * where a program stands without a scope: a dropped SYN would let connect() hang.
 */
#ifndef FIREBREAK_FLAG_BPF_H
#define FIREBREAK_FLAG_BPF_H

#include "firebreak_lock1.bpf.h"

static __always_inline int connecting(struct bpf_sock_addr *ctx)
{
	struct stream *st;

	if (ctx->protocol != PROTO_TCP || !is_dns_port(bpf_ntohs(ctx->user_port)) || !ctx->sk)
		return PASS;
	if (!*(__u64 *)bpf_get_local_storage(&fb_cgroup, 0))
		return DROP;
	st = bpf_sk_storage_get(&fb_streams, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!st)
		return PASS;
	/* A socket may connect anew after a failure: its stream begins anew. */
	st->flags = st->have = st->skip = 0;
	read_process(&st->opener);
	return PASS;
}

static __always_inline int sending(struct bpf_sock_addr *ctx)
{
	if (is_dns_port(bpf_ntohs(ctx->user_port)) && ctx->sk)
		bpf_sk_storage_get(&fb_sockets, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	return PASS;
}

#endif
