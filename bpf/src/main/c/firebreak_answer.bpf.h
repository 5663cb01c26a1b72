/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The answer to a denied question, made of the question's own packet: NXDOMAIN with the Extended DNS Error "Blocked"
 * (RFC 8914) where the query had EDNS, a reset for TCP. The packet is rewritten whole behind the link-layer header,
 * so IP options and extension headers do not come back.
 */
#ifndef FIREBREAK_ANSWER_BPF_H
#define FIREBREAK_ANSWER_BPF_H

#include "firebreak_stream.bpf.h"

#define ACT_NEXT (-1) /* TC_ACT_UNSPEC, TCX_NEXT: whoever comes after us decides */
#define ACT_OK 0
#define ACT_SHOT 2

#define EDE_TEXT "denied by firebreak"
#define EDE_SIZE (4 + 2 + sizeof(EDE_TEXT) - 1)
#define OPT_SIZE (MSG_OPT + EDE_SIZE)
#define ANSWER_MAX 512
#define UDP_HEADER 8
#define TCP_HEADER 20

/* Where an answer is put together; of the scratch index. Programs only. */
struct answer {
	__u8 bytes[40 + UDP_HEADER + ANSWER_MAX + 24];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1); /* set before the load: as fb_scratch */
	__type(key, __u32);
	__type(value, struct answer);
} fb_answers SEC(".maps");

static __always_inline __u16 fold(__u64 sum)
{
	for (int i = 0; i < 4; i++)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

static __always_inline void put16(__u8 *at, __u16 value)
{
	at[0] = value >> 8;
	at[1] = value;
}

static __always_inline void put32(__u8 *at, __u32 value)
{
	put16(at, value >> 16);
	put16(at + 2, value);
}

/* Does an OPT record stand right behind the question (RFC 6891, 6.1.2)? */
static __always_inline bool has_opt(const struct scratch *s)
{
	__u32 at = s->question_end;

	if (s->msg[6] | s->msg[7] | s->msg[8] | s->msg[9])
		return false;
	if (!(s->msg[10] | s->msg[11]) || at + MSG_OPT > s->size)
		return false;
	return s->msg[at & 511] == 0 && s->msg[(at + 1) & 511] == 0 && s->msg[(at + 2) & 511] == 41;
}

/* Header and question back, as NXDOMAIN, at `to`; the size. */
static __always_inline __u32 put_message(struct scratch *s, __u8 *to)
{
	__u32 size = s->question_end;
	bool opt = has_opt(s);

	if (size < MSG_HEADER || size > MSG_WANTED)
		return 0;
	for (int i = 0; i < (MSG_WANTED + 7) / 8; i++)
		((__u64 *)to)[i] = ((__u64 *)s->msg)[i];
	to[2] = 0x80 | (s->msg[2] & 1); /* QR, RD as asked */
	to[3] = 0x80 | 3;               /* RA, NXDOMAIN */
	put16(to + 6, 0);
	put16(to + 8, 0);
	put16(to + 10, opt);
	if (opt) {
		__u8 record[OPT_SIZE + 1] = {
			0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, EDE_SIZE, 0, 15, 0, 2 + sizeof(EDE_TEXT) - 1, 0, 15};

		__builtin_memcpy(record + MSG_OPT + 6, EDE_TEXT, sizeof(EDE_TEXT) - 1);
		for (__u32 i = 0; i < OPT_SIZE; i++)
			to[(size + i) & 511] = record[i];
		size += OPT_SIZE;
	}
	/* The checksum reads whole words. */
	for (int i = 0; i < 4; i++)
		to[(size + i) & 511] = 0;
	return size;
}

/* Swaps the link-layer addresses, if the device has such. */
static __always_inline int swap_ethernet(struct __sk_buff *skb, __u32 l3)
{
	__u8 mac[12], back[12];

	if (!l3)
		return 0;
	if (bpf_skb_load_bytes(skb, 0, mac, sizeof(mac)))
		return -1;
	__builtin_memcpy(back, mac + 6, 6);
	__builtin_memcpy(back + 6, mac, 6);
	return bpf_skb_store_bytes(skb, 0, back, sizeof(back), 0);
}

/* The IP header of the answer in front of `l4_size` octets, addresses swapped; the pseudo-header's sum. */
static __always_inline __s64 put_ip(struct scratch *s, __u8 *ip, __u32 l4_size)
{
	const struct packet *p = &s->packet;
	__u8 pseudo[8] = {};
	__s64 sum;

	put16(pseudo + 2, p->protocol);
	put16(pseudo + 6, l4_size);
	if (p->ip_version == 4) {
		__builtin_memset(ip, 0, 20);
		ip[0] = 0x45;
		put16(ip + 2, 20 + l4_size);
		ip[6] = 0x40; /* DF */
		ip[8] = 64;
		ip[9] = p->protocol;
		__builtin_memcpy(ip + 12, p->destination, 4);
		__builtin_memcpy(ip + 16, p->source, 4);
		*(__u16 *)(ip + 10) = fold(bpf_csum_diff(NULL, 0, (__be32 *)ip, 20, 0));
		sum = bpf_csum_diff(NULL, 0, (__be32 *)(ip + 12), 8, 0);
	} else {
		put32(ip, 0x60000000);
		put16(ip + 4, l4_size);
		ip[6] = p->protocol;
		ip[7] = 64;
		__builtin_memcpy(ip + 8, p->destination, 16);
		__builtin_memcpy(ip + 24, p->source, 16);
		sum = bpf_csum_diff(NULL, 0, (__be32 *)(ip + 8), 32, 0);
	}
	return bpf_csum_diff(NULL, 0, (__be32 *)pseudo, 8, sum);
}

/* Sends the packet back where it came from. On lo it loops by itself, elsewhere it enters by its own device. */
static __always_inline int send_back(struct __sk_buff *skb)
{
	skb->mark &= ~fb_config.mark_mask;
	if (skb->ifindex == LOOPBACK_IFINDEX)
		return ACT_OK;
	return bpf_redirect(skb->ifindex, BPF_F_INGRESS);
}

/*
 * Resets the server's side of a denied stream, by the packet itself without its payload: else the connection would keep
 * its place there until the server gives up, and dnsmasq has twenty for all. Done best effort, the verdict does not hang
 * on it: not for IPv6 extension headers, and where the checksum is not left to the device (no packet straight from a
 * local socket) the server drops it. Behind it the packet can be answered as before.
 */
__noinline int fb_reset_server(struct __sk_buff *skb, __u32 l3, __u32 index)
{
	__be16 reset = bpf_htons(0x5014), old_length, length, flags; /* reset: five words, RST, ACK */
	struct scratch *s = scratch_at(index);
	__u32 l4, length_at;
	__u8 first[8];

	if (!s || bpf_skb_load_bytes(skb, l3, first, sizeof(first)))
		return -1;
	if (s->packet.ip_version == 4) {
		l4 = l3 + (first[0] & 15) * 4;
		length_at = l3 + 2;
		length = bpf_htons(l4 - l3 + TCP_HEADER);
	} else {
		if (first[6] != PROTO_TCP)
			return -1;
		l4 = l3 + 40;
		length_at = l3 + 4;
		length = bpf_htons(TCP_HEADER);
	}
	if (bpf_skb_load_bytes(skb, length_at, &old_length, 2) || bpf_skb_load_bytes(skb, l4 + 12, &flags, 2))
		return -1;
	if (s->packet.ip_version == 4 && bpf_l3_csum_replace(skb, l3 + 10, old_length, length, 2))
		return -1;
	if (bpf_l4_csum_replace(skb, l4 + 16, bpf_htons(s->packet.end - l4), bpf_htons(TCP_HEADER),
				BPF_F_PSEUDO_HDR | 2) ||
	    bpf_l4_csum_replace(skb, l4 + 16, flags, reset, 2) || bpf_skb_store_bytes(skb, length_at, &length, 2, 0) ||
	    bpf_skb_store_bytes(skb, l4 + 12, &reset, 2, 0) || bpf_skb_change_tail(skb, l4 + TCP_HEADER, 0))
		return -1;
	/* It leaves by this device once more, and passes us: nothing is marked, and it asks nothing. */
	skb->mark &= ~fb_config.mark_mask;
	return bpf_clone_redirect(skb, skb->ifindex, 0);
}

/* Turns the packet, whose headers and message are in scratch, into its answer. The tc action. */
__noinline int fb_answer(struct __sk_buff *skb, __u32 l3, __u32 index)
{
	struct scratch *s = scratch_at(index);
	struct answer *a = bpf_map_lookup_elem(&fb_answers, &index);
	__u32 ip_size, l4_size, size;
	__u8 *l4;
	__s64 sum;

	if (!s || !a)
		return ACT_SHOT;
	ip_size = s->packet.ip_version == 4 ? 20 : 40;
	/* IPv6 is built at 0, IPv4 at 20, so that layer 4 always stands at 40. */
	l4 = a->bytes + 40;
	put16(l4, s->packet.dport);
	put16(l4 + 2, s->packet.sport);
	if (s->packet.protocol == PROTO_UDP) {
		l4_size = put_message(s, l4 + UDP_HEADER);
		if (!l4_size)
			return ACT_SHOT;
		l4_size += UDP_HEADER;
		put16(l4 + 4, l4_size);
		put16(l4 + 6, 0);
	} else {
		fb_reset_server(skb, l3, index);
		l4_size = TCP_HEADER;
		put32(l4 + 4, s->packet.ack);
		put32(l4 + 8, 0);
		put16(l4 + 12, 0x5004); /* five words, RST */
		put16(l4 + 14, 0);
		put32(l4 + 16, 0);
	}
	if (s->packet.ip_version == 4)
		sum = put_ip(s, a->bytes + 20, l4_size);
	else
		sum = put_ip(s, a->bytes, l4_size);
	size = (l4_size + 3) & ~3u;
	if (size > UDP_HEADER + ANSWER_MAX)
		return ACT_SHOT;
	sum = bpf_csum_diff(NULL, 0, (__be32 *)l4, size, sum);
	*(__u16 *)(l4 + (s->packet.protocol == PROTO_UDP ? 6 : 16)) = fold((__u32)sum) ?: 0xffff;

	size = ip_size + l4_size;
	if (bpf_skb_change_tail(skb, l3 + size, 0) || swap_ethernet(skb, l3))
		return ACT_SHOT;
	if (size < 40 || size > 40 + UDP_HEADER + ANSWER_MAX)
		return ACT_SHOT;
	if (s->packet.ip_version == 4) {
		if (bpf_skb_store_bytes(skb, l3, a->bytes + 20, size, BPF_F_INVALIDATE_HASH))
			return ACT_SHOT;
	} else if (bpf_skb_store_bytes(skb, l3, a->bytes, size, BPF_F_INVALIDATE_HASH)) {
		return ACT_SHOT;
	}
	return send_back(skb);
}

/* Counts and swallows a probe packet: marked, UDP, our magic. */
static __always_inline bool take_probe(struct __sk_buff *skb, const struct scratch *s)
{
	struct fb_probe probe;
	__u64 *seen;

	if (s->packet.protocol != PROTO_UDP || s->packet.end - s->packet.payload != sizeof(probe))
		return false;
	if (bpf_skb_load_bytes(skb, s->packet.payload, &probe, sizeof(probe)) || probe.magic != FB_PROBE_MAGIC)
		return false;
	seen = bpf_map_lookup_elem(&fb_probes, probe.nonce);
	if (seen)
		__sync_fetch_and_add(seen, 1);
	return true;
}

#endif
