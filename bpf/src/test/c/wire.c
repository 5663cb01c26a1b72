// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "wire.h"
#include "answers.h"
#include "events.h"
#include "lists.h"
#include "tap.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASS 1
#define DROP 0
#define NEXT (-1)
#define SCOPE 0x1001 /* the first scope id */

/* What a vector is run under. */
struct policy {
	const char *name;
	__u8 digest[32];
	__u32 scope_flags, list_flags;
	bool names_all; /* the list denies each vector's name by itself; a question's rule is its vector's number mod 64 */
};

static struct policy policies[] = {
	{"default deny", {1}, FB_SCOPE_ENFORCES,                            FB_LIST_ENFORCES | FB_LIST_DEFAULT_DENY, false},
	{"audit",        {1}, 0,					    FB_LIST_DEFAULT_DENY,                    false},
	{"allow",        {1}, FB_SCOPE_ENFORCES | FB_SCOPE_RECORDS_ALLOWED, FB_LIST_ENFORCES,                        false},
	{"by name",      {2}, FB_SCOPE_ENFORCES | FB_SCOPE_RECORDS_ALLOWED, FB_LIST_ENFORCES,                        true },
};

struct run {
	const struct loaded *l;
	struct events events;
	__u64 scope;
	unsigned char frame[ETH_HLEN + 2048], out[4096];
	size_t frame_size;
	__u32 out_size;
	char why[256]; /* the first thing that was not as expected; empty: none */
};

static void complain(struct run *r, const struct policy *p, const char *what, long expected, long got)
{
	if (!r->why[0])
		snprintf(r->why, sizeof(r->why), "%s: %s: expected %ld, got %ld", p->name, what, expected, got);
}

static void expect(struct run *r, const struct policy *p, const char *what, long expected, long got)
{
	if (expected != got)
		complain(r, p, what, expected, got);
}

static bool is_tcp(const struct vector *v)
{
	return v->packet[0] >> 4 == 4 ? v->packet[9] == 6 : !strncmp(v->name, "tcp6", 4);
}

static bool is_fragment(const struct vector *v)
{
	return v->packet[0] >> 4 == 4 && v->packet[6] & 0x20;
}

/*
 * Puts the packet's first n octets behind an Ethernet header. For lock 1 the segment that begins a stream carries its
 * SYN, as with TCP fast open: a test run has a fresh socket, and a stream whose start was not seen is denied unread.
 */
static void frame(struct run *r, const struct vector *v, size_t n, bool begin)
{
	__u16 protocol = v->packet[0] >> 4 == 4 ? ETH_P_IP : ETH_P_IPV6;

	memset(r->frame, 2, ETH_HLEN);
	r->frame[ETH_ALEN] = 4;
	r->frame[12] = protocol >> 8;
	r->frame[13] = protocol & 0xff;
	memcpy(r->frame + ETH_HLEN, v->packet, n);
	r->frame_size = ETH_HLEN + n;
	if (begin && is_tcp(v) && v->packet[0] >> 4 == 4)
		r->frame[ETH_HLEN + (v->packet[0] & 15) * 4 + 13] |= 2;
	else if (begin && is_tcp(v))
		r->frame[ETH_HLEN + tcp_offset6(v->packet) + 13] |= 2;
}

static long test_run(struct run *r, const struct vector *v, const char *program)
{
	struct __sk_buff ctx = {.gso_segs = v->gso_segs, .cb = {r->scope}};
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = r->frame, .data_size_in = r->frame_size, .data_out = r->out,
		    .data_size_out = sizeof(r->out), .ctx_in = &ctx, .ctx_size_in = sizeof(ctx));
	int rc = bpf_prog_test_run_opts(program_fd(r->l, program), &opts);

	r->out_size = opts.data_size_out;
	events_read(&r->events);
	return rc ? rc - 1000 : (long)(int)opts.retval;
}

/* A scope of its own for each run: what was told before, and under another policy, does not count as told. */
static void new_scope(struct run *r, const struct policy *p)
{
	struct tables tables = tables_of(r->l);
	__u32 zero = 0;

	/* The next id of the same slot: the old one is no scope's any more. */
	r->scope = r->scope ? r->scope + FB_SCOPE_SLOTS : SCOPE;
	if (scope_write(&tables, r->scope, p->scope_flags, p->digest, p->list_flags) ||
	    bpf_map_update_elem(map_fd(r->l, "fb_test_scope"), &zero, &r->scope, BPF_ANY)) {
		perror("fbcheck: cannot write a scope");
		exit(2);
	}
}

/* What the policy says of the vector's question. */
static enum fb_verdict verdict_of(const struct policy *p, const struct vector *v)
{
	bool denies = p->list_flags & FB_LIST_DEFAULT_DENY || (p->names_all && v->qname[0]);

	if (!denies)
		return FB_VERDICT_ALLOWED;
	return p->list_flags & FB_LIST_ENFORCES ? FB_VERDICT_DENIED : FB_VERDICT_AUDITED;
}

static void expect_event(struct run *r, const struct policy *p, const struct vector *v, enum fb_verdict verdict,
			 int rule)
{
	const struct fb_event *e = &r->events.kept[0];

	/* A denied question is the last of its segment that is judged. */
	expect(r, p, "events", 1 + (verdict == FB_VERDICT_DENIED ? 0 : v->more), r->events.count);
	if (!r->events.count)
		return;
	expect(r, p, "verdict", verdict, e->verdict);
	if (verdict == FB_VERDICT_MALFORMED) {
		expect(r, p, "size of the name", 0, e->name_size);
		return;
	}
	expect(r, p, "size of the name", v->qname_size, e->name_size);
	if (e->name_size == v->qname_size && memcmp(e->name, v->qname, v->qname_size))
		complain(r, p, "the name", 0, 1);
	expect(r, p, "type", v->qtype, e->qtype);
	expect(r, p, "class", v->qclass, e->qclass);
	if (verdict == FB_VERDICT_DENIED)
		expect(r, p, "rule", rule, e->decide_rule);
}

static void run_egress(struct run *r, const struct policy *p, const struct vector *v, int rule)
{
	bool enforces = p->scope_flags & FB_SCOPE_ENFORCES;
	enum fb_verdict verdict;
	long result = test_run(r, v, "fb_test_egress");

	switch (v->expect) {
	case EXPECT_QUESTION:
		verdict = verdict_of(p, v);
		expect(r, p, "lock 1", verdict == FB_VERDICT_DENIED ? DROP : PASS, result);
		expect_event(r, p, v, verdict, rule);
		break;
	case EXPECT_MALFORMED:
		expect(r, p, "lock 1", enforces ? DROP : PASS, result);
		expect_event(r, p, v, FB_VERDICT_MALFORMED, 0);
		break;
	case EXPECT_UNREADABLE:
		expect(r, p, "lock 1", enforces ? DROP : PASS, result);
		break;
	default:
		expect(r, p, "lock 1", PASS, result);
		expect(r, p, "events", 0, r->events.count);
	}
}

/* The answerer that judges by itself, as in a pod's network namespace: the scope id is in cb[0]. */
static void run_answerer(struct run *r, const struct policy *p, const struct vector *v)
{
	bool enforces = p->scope_flags & FB_SCOPE_ENFORCES;
	const char *wrong;
	long result;

	if (v->expect == EXPECT_UNFINISHED)
		return; /* without lock 1 what starts a segment is judged by itself */
	result = test_run(r, v, "fb_judge_eth");
	if (v->expect == EXPECT_QUESTION && verdict_of(p, v) == FB_VERDICT_DENIED) {
		/* A test run is on lo, where the answer is made in place. */
		expect(r, p, "answerer", TC_ACT_OK, result);
		wrong = answer_wrong(r->frame, r->frame_size, r->out, r->out_size, v);
		if (wrong && !r->why[0])
			snprintf(r->why, sizeof(r->why), "%s: the answer: %s", p->name, wrong);
	} else if ((v->expect == EXPECT_MALFORMED && (!is_tcp(v) || is_fragment(v))) ||
		   v->expect == EXPECT_UNREADABLE) {
		expect(r, p, "answerer", enforces ? TC_ACT_SHOT : NEXT, result);
	} else {
		expect(r, p, "answerer", NEXT, result);
	}
}

static void run_ingress(struct run *r, const struct policy *p, const struct vector *v)
{
	bool denied = v->expect == EXPECT_RESOLVES && verdict_of(p, v) == FB_VERDICT_DENIED;

	expect(r, p, "lock 2", denied ? DROP : PASS, test_run(r, v, "fb_test_ingress"));
	expect(r, p, "events", 0, r->events.count);
}

static void run_vector(struct run *r, const struct vector *v, int rule)
{
	size_t from = v->cut_to ? v->cut_from : v->packet_size, to = v->cut_to ? v->cut_to : v->packet_size;

	for (size_t n = from; n <= to; n++) {
		for (size_t i = 0; i < sizeof(policies) / sizeof(*policies); i++) {
			const struct policy *p = &policies[i];

			new_scope(r, p);
			frame(r, v, n, !v->ingress);
			if (v->ingress) {
				run_ingress(r, p, v);
				continue;
			}
			run_egress(r, p, v, p->names_all ? rule : FB_RULE_DEFAULT);
			new_scope(r, p);
			frame(r, v, n, false);
			run_answerer(r, p, v);
		}
	}
}

/* An empty list, and one that denies each name by a rule of its own: the number of the name's first vector. */
static void load_lists(const struct loaded *l, const struct vector *vectors, size_t count, int *rules)
{
	struct tables tables = tables_of(l);
	struct listed *names = calloc(count, sizeof(*names));
	size_t n = 0;
	int rc;

	for (size_t i = 0; i < count; i++) {
		size_t first = i;

		rules[i] = i % FB_MAX_RULES;
		if (!vectors[i].has_question || !vectors[i].qname[0])
			continue;
		for (size_t j = 0; j < i && first == i; j++)
			if (vectors[j].qname_size == vectors[i].qname_size &&
			    same_name(vectors[j].qname, vectors[i].qname, vectors[i].qname_size))
				first = j;
		rules[i] = first % FB_MAX_RULES;
		if (first == i)
			names[n++] = (struct listed){vectors[i].qname, FB_ENTRY_DENY | rules[i]};
	}
	rc = list_load(&tables, policies[0].digest, NULL, 0);
	check(!rc, "an empty list loads");
	rc = list_load(&tables, policies[3].digest, names, n);
	check(!rc, "a list of the vectors' %zu names loads", n);
	free(names);
}

void wire_check(const struct loaded *l, const struct vector *vectors, size_t count)
{
	int *rules = calloc(count, sizeof(*rules));
	struct run r = {.l = l};
	struct tables tables = tables_of(l);
	size_t held = 0;

	for (size_t i = 0; i < sizeof(policies) / sizeof(*policies); i++)
		memset(policies[i].digest + 1, 0xa5, 31);
	events_open(&r.events, l);
	load_lists(l, vectors, count, rules);
	for (size_t i = 0; i < count; i++) {
		r.why[0] = 0;
		run_vector(&r, &vectors[i], rules[i]);
		held += check(!r.why[0], "vector %s", vectors[i].name);
		if (r.why[0])
			remark("%s", r.why);
	}
	for (size_t i = 0; i < sizeof(policies) / sizeof(*policies); i++)
		list_remove(&tables, policies[i].digest);
	events_close(&r.events);
	free(rules);
	cell("vectors", "%zu/%zu", held, count);
}
