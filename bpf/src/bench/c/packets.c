// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "packets.h"
#include "lists.h"
#include "programs.h"
#include "rows.h"
#include "trials.h"
#include "workload.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ETHERNET 14
#define TIMES 50000 /* runs in one call: a few milliseconds */
#define SCOPE 0x3001
#define GOAL_NS 5

struct kind {
	const char *name;
	int version, protocol;
	unsigned source, destination; /* ports */
	size_t payload;               /* octets behind the UDP header, or behind TCP's 20 */
	double goal;
};

/* The sockets of BPF_PROG_TEST_RUN are not connected: what connected ones send is measured live. */
static const struct kind leaving[] = {
	{"TCP to port 443",           4, IPPROTO_TCP,    40000, 443,  100, GOAL_NS},
	{"TCP to port 443 over IPv6", 6, IPPROTO_TCP,    40000, 443,  100, GOAL_NS},
	{"UDP, not connected",        4, IPPROTO_UDP,    40000, 4000, 100, NO_GOAL},
	{"ICMP",		      4, IPPROTO_ICMP,   0,     0,    56,  GOAL_NS},
	{"ICMP over IPv6",            6, IPPROTO_ICMPV6, 0,     0,    56,  GOAL_NS},
};
static const struct kind coming[] = {
	{"TCP from port 443",           4, IPPROTO_TCP, 443,  40000, 100, GOAL_NS},
	{"TCP from port 443 over IPv6", 6, IPPROTO_TCP, 443,  40000, 100, GOAL_NS},
	{"UDP from port 4000",          4, IPPROTO_UDP, 4000, 40000, 100, GOAL_NS},
};

static unsigned char *put16(unsigned char *at, unsigned value)
{
	*at++ = value >> 8;
	*at++ = value;
	return at;
}

/* Loopback to loopback; checksums are nobody's concern here. */
static void packet_make(struct packet_bytes *out, const struct kind *kind)
{
	size_t transport = kind->payload + (kind->protocol == IPPROTO_UDP ? 8 : 20);
	unsigned char *ip = out->bytes + ETHERNET, *at;

	memset(out, 0, sizeof(*out));
	put16(out->bytes + 12, kind->version == 4 ? 0x0800 : 0x86dd);
	if (kind->version == 4) {
		ip[0] = 0x45;
		put16(ip + 2, 20 + transport);
		ip[8] = 64;
		ip[9] = kind->protocol;
		ip[12] = ip[16] = 127;
		ip[15] = ip[19] = 1;
		at = ip + 20;
	} else {
		ip[0] = 0x60;
		put16(ip + 4, transport);
		ip[6] = kind->protocol;
		ip[7] = 64;
		ip[23] = ip[39] = 1;
		at = ip + 40;
	}
	out->size = at + transport - out->bytes;
	at = put16(put16(at, kind->source), kind->destination);
	if (kind->protocol == IPPROTO_UDP)
		put16(at, transport);
	else if (kind->protocol == IPPROTO_TCP)
		at[8] = 5 << 4;
}

void packet_dns(struct packet_bytes *out, size_t message)
{
	packet_make(
		out,
		&(struct kind){
			.version = 4, .protocol = IPPROTO_UDP, .source = 40000, .destination = 53, .payload = message});
}

/* The median cost of one kind of packet over the empty program, the two run by turns. */
static void compare(const struct packet_bytes *packet, int empty, int full, int rounds, const char *name, double goal)
{
	struct row row = {name, "ns", 0, goal, 0, "a run of the empty program"};
	struct trials trials = {0};
	double before = run(empty, packet->bytes, packet->size, TIMES);

	for (int i = 0; trials_want_more(&trials, i, rounds, rounds / 2); i++) {
		double cost = run(full, packet->bytes, packet->size, TIMES);
		double after = run(empty, packet->bytes, packet->size, TIMES);

		trial_add(&trials, cost - before, before, after);
		before = after;
	}
	row.value = trials_cost(&trials);
	row.baseline = trials.full_speed;
	row_print(&row);
	trials_free(&trials);
}

static void compare_kind(const struct kind *kind, int empty, int full, int rounds, const char *direction)
{
	struct packet_bytes packet;
	char name[100];

	snprintf(name, sizeof(name), "packet %s: %s", direction, kind->name);
	packet_make(&packet, kind);
	compare(&packet, empty, full, rounds, name, kind->goal);
}

/* One question, again and again: the whole path with all of it in the caches. */
static void compare_question(const struct bpf_object *object, int empty, int full, int rounds, enum share share,
			     const char *name)
{
	struct tables tables = tables_of(object);
	__u8 digest[32] = {0xbe, 1};
	struct bench_question question;
	struct packet_bytes packet;
	struct names names;
	int rc;

	names_make(&names, 1000, 1);
	rc = list_load(&tables, digest, names.listed, names.count);
	if (!rc)
		rc = scope_write(&tables, SCOPE, FB_SCOPE_ENFORCES | FB_SCOPE_SILENT, digest, FB_LIST_ENFORCES);
	if (!rc)
		rc = bpf_map_update_elem(map(object, "fb_test_scope"), &(__u32){0}, &(__u64){SCOPE}, BPF_ANY);
	if (rc) {
		errno = -rc;
		impossible("loading a list");
	}
	questions_make(&question, 1, &names, 1, 4, share, 2);
	packet_dns(&packet, sizeof(question));
	memcpy(packet.bytes + packet.size - sizeof(question), &question, sizeof(question));
	compare(&packet, empty, full, rounds, name, NO_GOAL);
	names_free(&names);
}

void measure_packets(const char *path, int rounds)
{
	static const char *const programs[] = {"fb_test_egress", "fb_test_ingress", "fb_test_empty", NULL};
	struct bpf_object *object = object_open(path);
	int egress, ingress, empty;

	progress("packets by kind");
	only(object, programs);
	object_load(object);
	egress = program(object, programs[0]);
	ingress = program(object, programs[1]);
	empty = program(object, programs[2]);
	for (size_t i = 0; i < sizeof(leaving) / sizeof(*leaving); i++)
		compare_kind(&leaving[i], empty, egress, rounds, "leaving");
	for (size_t i = 0; i < sizeof(coming) / sizeof(*coming); i++)
		compare_kind(&coming[i], empty, ingress, rounds, "coming");
	compare_question(object, empty, egress, rounds, SHARE_MISSES,
			 "packet leaving: DNS question, allowed, repeated");
	compare_question(object, empty, egress, rounds, SHARE_HITS, "packet leaving: DNS question, denied, repeated");
	bpf_object__close(object);
}
