/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What a packet is, and what it asks: IP, UDP, TCP and DNS headers. Reads the packet, decides nothing. */
#ifndef FIREBREAK_WIRE_BPF_H
#define FIREBREAK_WIRE_BPF_H

#include "firebreak_kernel.bpf.h"

#define MAX_TAGS 2
#define MAX_EXTENSIONS 8 /* IPv6 extension headers we walk; a longer chain is not readable */

enum glance {
	GLANCE_OTHER,  /* neither UDP nor TCP, or on ports that do not concern us */
	GLANCE_LOOK,   /* on a DNS port */
	GLANCE_UNSURE, /* headers that direct access does not reach, options, extension headers, fragments */
};

struct ports {
	__be16 source, dest;
};

/* The ports at the usual place, by direct access only: no helper, no map. */
static __always_inline enum glance glance_ports(struct __sk_buff *skb, __u32 l3, struct ports *out, __u8 *protocol)
{
	void *data = (void *)(long)skb->data;
	void *end = (void *)(long)skb->data_end;
	__be16 type = skb->protocol;
	__u8 *ip = data + l3;

	if (l3) {
		if ((void *)ip > end)
			return GLANCE_UNSURE;
		type = *(__be16 *)(ip - 2);
		if (type == bpf_htons(ETH_P_8021Q) || type == bpf_htons(ETH_P_8021AD))
			return GLANCE_UNSURE;
	}
	if (type == bpf_htons(ETH_P_IP)) {
		if ((void *)ip + 24 > end)
			return GLANCE_UNSURE;
		*protocol = ip[9];
		if (*protocol != PROTO_UDP && *protocol != PROTO_TCP)
			return GLANCE_OTHER;
		if (ip[0] != 0x45 || (*(__be16 *)(ip + 6) & bpf_htons(0x3fff)))
			return GLANCE_UNSURE;
		*out = *(struct ports *)(ip + 20);
		return GLANCE_LOOK;
	}
	if (type == bpf_htons(ETH_P_IPV6)) {
		if ((void *)ip + 44 > end)
			return GLANCE_UNSURE;
		*protocol = ip[6];
		if (*protocol == 58 || *protocol == 59) /* ICMPv6, no next header */
			return GLANCE_OTHER;
		if (*protocol != PROTO_UDP && *protocol != PROTO_TCP)
			return GLANCE_UNSURE;
		*out = *(struct ports *)(ip + 40);
		return GLANCE_LOOK;
	}
	return GLANCE_OTHER;
}

enum readable {
	READ_OTHER, /* not UDP or TCP, or a fragment without ports: not ours */
	READ_OK,
	READ_BROKEN, /* headers that cannot be read: denied under Enforce */
};

static __always_inline int read_ipv4(struct __sk_buff *skb, __u32 l3, struct packet *p, __u32 *l4)
{
	__u8 ip[20];
	__u32 fragment;

	if (bpf_skb_load_bytes(skb, l3, ip, sizeof(ip)))
		return READ_BROKEN;
	if (ip[0] >> 4 != 4 || (ip[0] & 15) < 5)
		return READ_BROKEN;
	fragment = (ip[6] << 8 | ip[7]) & 0x3fff;
	p->protocol = ip[9];
	if (p->protocol != PROTO_UDP && p->protocol != PROTO_TCP)
		return READ_OTHER;
	if (fragment & 0x1fff)
		return READ_OTHER;
	if (fragment)
		p->flags |= PACKET_FRAGMENT;
	if ((ip[16] & 0xf0) == 0xe0)
		p->flags |= PACKET_MULTICAST;
	p->ip_version = 4;
	__builtin_memset(p->source, 0, 32);
	__builtin_memcpy(p->source, ip + 12, 4);
	__builtin_memcpy(p->destination, ip + 16, 4);
	*l4 = l3 + (ip[0] & 15) * 4;
	return READ_OK;
}

static __always_inline int read_ipv6(struct __sk_buff *skb, __u32 l3, struct packet *p, __u32 *l4)
{
	__u8 ip[40], next, extension[4];
	__u32 at = l3 + sizeof(ip);

	if (bpf_skb_load_bytes(skb, l3, ip, sizeof(ip)))
		return READ_BROKEN;
	if (ip[0] >> 4 != 6)
		return READ_BROKEN;
	next = ip[6];
	p->ip_version = 6;
	if (ip[24] == 0xff)
		p->flags |= PACKET_MULTICAST;
	__builtin_memcpy(p->source, ip + 8, 16);
	__builtin_memcpy(p->destination, ip + 24, 16);
	for (int i = 0; i <= MAX_EXTENSIONS; i++) {
		if (next == PROTO_UDP || next == PROTO_TCP) {
			p->protocol = next;
			*l4 = at;
			return READ_OK;
		}
		/* hop-by-hop, routing, fragment, authentication, destination options, mobility (RFC 8200, 4.1) */
		if (next != 0 && next != 43 && next != 44 && next != 51 && next != 60 && next != 135)
			return READ_OTHER;
		if (bpf_skb_load_bytes(skb, at, extension, sizeof(extension)))
			return READ_BROKEN;
		if (next == 44) {
			__u32 fragment = extension[2] << 8 | extension[3];

			if (fragment & 0xfff8)
				return READ_OTHER;
			if (fragment & 1)
				p->flags |= PACKET_FRAGMENT;
			at += 8;
		} else if (next == 51) {
			at += (extension[1] + 2) * 4;
		} else {
			at += (extension[1] + 1) * 8;
		}
		next = extension[0];
	}
	return READ_BROKEN;
}

/* Several datagrams in one buffer (GSO)? Packet sockets tell the size of each, and not how many there are. */
static __always_inline bool is_several(struct __sk_buff *skb)
{
	return skb->gso_segs > 1 || skb->gso_size;
}

/*
 * What the receiver will take the packet at l3 for. A frame says so itself: a packet socket may tell the kernel another
 * protocol, or put tags in front (VLAN 0 is no VLAN, the receiver takes it off). Without a link layer it is the kernel's
 * word, or what the version says where that word is none of IP's.
 */
static __always_inline __be16 protocol_of(struct __sk_buff *skb, __u32 *l3, __u8 *flags)
{
	__be16 type = skb->protocol;
	__u8 version;

	if (!*l3) {
		if (type == bpf_htons(ETH_P_IP) || type == bpf_htons(ETH_P_IPV6) ||
		    bpf_skb_load_bytes(skb, 0, &version, 1))
			return type;
		return version >> 4 == 4 ? bpf_htons(ETH_P_IP) : version >> 4 == 6 ? bpf_htons(ETH_P_IPV6) : type;
	}
	for (int i = 0; i <= MAX_TAGS; i++) {
		if (bpf_skb_load_bytes(skb, *l3 - 2, &type, sizeof(type)))
			return 0;
		if (type != bpf_htons(ETH_P_8021Q) && type != bpf_htons(ETH_P_8021AD))
			break;
		*flags |= PACKET_TAGGED;
		*l3 += 4;
	}
	return type;
}

#define ETHERNET 14 /* octets of its header */

/*
 * The usual question's headers, by direct access: UDP behind an IP header without options or extensions, not a
 * fragment. A helper call costs more than all of this. False: to be read the long way.
 */
static __always_inline bool read_usual(struct __sk_buff *skb, __u32 l3, struct packet *p)
{
	void *data = (void *)(long)skb->data;
	void *end = (void *)(long)skb->data_end;
	__be16 type = skb->protocol;
	__u8 *ip = data, *udp;

	if (l3) {
		ip += ETHERNET;
		if (l3 != ETHERNET || (void *)ip > end)
			return false;
		type = *(__be16 *)(ip - 2);
	}
	if (type == bpf_htons(ETH_P_IP)) {
		udp = ip + 20;
		if ((void *)udp + 8 > end || ip[0] != 0x45 || ip[9] != PROTO_UDP ||
		    (*(__be16 *)(ip + 6) & bpf_htons(0x3fff)))
			return false;
		p->ip_version = 4;
		if ((ip[16] & 0xf0) == 0xe0)
			p->flags |= PACKET_MULTICAST;
		__builtin_memset(p->source, 0, 32);
		__builtin_memcpy(p->source, ip + 12, 4);
		__builtin_memcpy(p->destination, ip + 16, 4);
	} else {
		udp = ip + 40;
		if (type != bpf_htons(ETH_P_IPV6) || (void *)udp + 8 > end || ip[0] >> 4 != 6 || ip[6] != PROTO_UDP)
			return false;
		p->ip_version = 6;
		if (ip[24] == 0xff)
			p->flags |= PACKET_MULTICAST;
		__builtin_memcpy(p->source, ip + 8, 16);
		__builtin_memcpy(p->destination, ip + 24, 16);
	}
	p->protocol = PROTO_UDP;
	p->payload = udp + 8 - (__u8 *)data;
	p->sport = bpf_ntohs(*(__be16 *)udp);
	p->dport = bpf_ntohs(*(__be16 *)(udp + 2));
	return true;
}

/* The headers of the packet at l3, the long way. */
__noinline int fb_read_packet(struct __sk_buff *skb, __u32 l3, __u32 index)
{
	struct scratch *s = scratch_at(index);
	struct packet *p;
	__be16 protocol;
	__u32 l4 = 0;
	__u8 head[20];
	int result;

	if (!s)
		return READ_BROKEN;
	p = &s->packet;
	p->flags = 0;
	protocol = protocol_of(skb, &l3, &p->flags);
	if (protocol == bpf_htons(ETH_P_IP))
		result = read_ipv4(skb, l3, p, &l4);
	else if (protocol == bpf_htons(ETH_P_IPV6))
		result = read_ipv6(skb, l3, p, &l4);
	else
		return READ_OTHER;
	if (result != READ_OK)
		return result;
	if (p->protocol == PROTO_UDP) {
		if (bpf_skb_load_bytes(skb, l4, head, 8))
			return READ_BROKEN;
		p->payload = l4 + 8;
	} else {
		if (bpf_skb_load_bytes(skb, l4, head, 20))
			return READ_BROKEN;
		p->seq = bpf_ntohl(*(__be32 *)(head + 4));
		p->ack = bpf_ntohl(*(__be32 *)(head + 8));
		if (head[13] & 2)
			p->flags |= PACKET_SYN;
		if (head[13] & 0x20)
			p->flags |= PACKET_URGENT;
		p->payload = l4 + (head[12] >> 4) * 4;
	}
	p->sport = bpf_ntohs(*(__be16 *)head);
	p->dport = bpf_ntohs(*(__be16 *)(head + 2));
	if (p->payload > p->end)
		return READ_BROKEN;
	return READ_OK;
}

/* Reads the headers of the packet at l3 into the scratch buffer. */
static __always_inline int read_packet(struct __sk_buff *skb, __u32 l3, struct scratch *s, __u32 index)
{
	struct packet *p = &s->packet;

	p->flags = 0;
	p->protocol = 0;
	p->sport = p->dport = 0;
	p->end = skb->len;
	return read_usual(skb, l3, p) ? READ_OK : fb_read_packet(skb, l3, index);
}

/*
 * The size, brought into 1..most where it was not: what the verifier wants to be told of a size for
 * bpf_skb_load_bytes. A comparison with zero beside one with `most` is not enough for 5.10, 6.1 and 7.2: the lower
 * bound is lost.
 */
static __always_inline __u32 within(__u32 size, __u32 most)
{
	__u32 last = size - 1;

	/* Else the compiler turns this back into the two comparisons. */
	asm volatile("" : "+r"(last));
	if (last >= most)
		last = most - 1;
	return last + 1;
}

/* Loads up to the longest question and an OPT record behind it, from offset at to the packet's end. */
static __always_inline int load_message(struct __sk_buff *skb, struct scratch *s, __u32 at)
{
	__u32 size = s->packet.end - at;

	s->size = 0;
	if (s->packet.end <= at)
		return 0;
	size = within(size, MSG_WANTED + MSG_OPT);
	if (bpf_skb_load_bytes(skb, at, s->msg, size))
		return -1;
	s->size = size;
	return 0;
}

enum question {
	QUESTION_NONE, /* nothing that asks: passes */
	QUESTION_OK,
	QUESTION_MALFORMED,
	QUESTION_SHORT, /* the message ends within: malformed, unless more of a stream is to come */
};

/*
 * Parses up to STRIDE labels: QUESTION_NONE while there are more, then OK, SHORT or MALFORMED. One branch a label for what
 * may be wrong with it: which it was is asked at the end.
 */
static __always_inline int parse_labels(struct scratch *s, __u32 at, __u32 labels)
{
	__u32 limit = s->size < MSG_HEADER + FB_MAX_NAME ? s->size : MSG_HEADER + FB_MAX_NAME;
	int result = QUESTION_NONE;

	for (int i = 0; i < STRIDE; i++) {
		__u32 length;

		if (at >= limit) {
			result = at < MSG_HEADER + FB_MAX_NAME ? QUESTION_SHORT : QUESTION_MALFORMED;
			break;
		}
		length = s->msg[at & 511];
		if (length - 1 > 62) {
			result = length ? QUESTION_MALFORMED : QUESTION_OK;
			break;
		}
		/* Of two octets or more each, no more than FB_MAX_LABELS come before the limit, and one too many ends there. */
		s->starts[labels & FB_MAX_LABELS] = at - MSG_HEADER;
		labels++;
		at += length + 1;
	}
	s->at = at;
	s->labels = labels;
	return result;
}

/* More of them: a function by itself, which few names need. */
__noinline int fb_parse_labels(__u32 index)
{
	struct scratch *s = scratch_at(index);

	return s ? parse_labels(s, s->at, s->labels) : QUESTION_MALFORMED;
}

/* The question's name, type and class, from msg: the label offsets, no compression (RFC 1035, 4.1.2). */
static __always_inline int parse_name(struct scratch *s, __u32 index)
{
	int result = parse_labels(s, MSG_HEADER, 0);
	__u32 at;

	for (int i = 1; i < STRIDES && result == QUESTION_NONE; i++)
		result = fb_parse_labels(index);
	at = s->at + 1;
	if (result == QUESTION_OK && at + 4 > s->size)
		result = QUESTION_SHORT;
	if (result != QUESTION_OK) {
		s->labels = 0;
		return result == QUESTION_SHORT ? QUESTION_SHORT : QUESTION_MALFORMED;
	}
	s->name_size = at - MSG_HEADER;
	s->qtype = s->msg[at & 511] << 8 | s->msg[(at + 1) & 511];
	s->qclass = s->msg[(at + 2) & 511] << 8 | s->msg[(at + 3) & 511];
	s->question_end = at + 4;
	return QUESTION_OK;
}

/* A message on its way out: does it ask, and what? */
__noinline int fb_parse_query(__u32 index)
{
	struct scratch *s = scratch_at(index);

	if (!s)
		return QUESTION_MALFORMED;
	s->labels = s->name_size = s->question_end = 0;
	s->qtype = s->qclass = 0;
	if (s->size < MSG_HEADER)
		return QUESTION_SHORT;
	if (s->msg[2] & 0xf8) /* QR, or an opcode other than QUERY */
		return QUESTION_NONE;
	if (s->msg[4] == 0 && s->msg[5] == 0)
		return QUESTION_NONE;
	if (s->msg[4] != 0 || s->msg[5] != 1)
		return QUESTION_MALFORMED;
	return parse_name(s, index);
}

/* A message on its way in: does it answer in a way that would resolve a name, and which? */
__noinline int fb_parse_answer(__u32 index)
{
	struct scratch *s = scratch_at(index);
	bool records;

	if (!s)
		return QUESTION_MALFORMED;
	s->labels = s->name_size = s->question_end = 0;
	if (s->size < MSG_HEADER)
		return QUESTION_NONE;
	if ((s->msg[2] & 0xf8) != 0x80)
		return QUESTION_NONE;
	records = s->msg[6] | s->msg[7];
	if ((s->msg[3] & 15) != 0 && !records)
		return QUESTION_NONE;
	if (s->msg[4] != 0 || s->msg[5] != 1)
		return records ? QUESTION_MALFORMED : QUESTION_NONE;
	return parse_name(s, index);
}

#endif
