// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "live.h"
#include "ask.h"
#include "lists.h"
#include "pod.h"
#include "shim.h"
#include "tap.h"

#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCOPE 0x2001
static bool attach(struct stage *s, const char *program, enum bpf_attach_type type)
{
	int link = fb_link(program_fd(s->l, program), s->group.fd, type, 0);

	if (!check(link >= 0, "%s attaches", program)) {
		remark("%s", strerror(-link));
		return false;
	}
	s->links[s->links_count++] = link;
	return true;
}

static bool attach_all(struct stage *s)
{
	return attach(s, "fb_ingress", BPF_CGROUP_INET_INGRESS) && attach(s, "fb_connect4", BPF_CGROUP_INET4_CONNECT) &&
	       attach(s, "fb_connect6", BPF_CGROUP_INET6_CONNECT) &&
	       attach(s, "fb_sendmsg4", BPF_CGROUP_UDP4_SENDMSG) && attach(s, "fb_sendmsg6", BPF_CGROUP_UDP6_SENDMSG) &&
	       attach(s, "fb_egress", BPF_CGROUP_INET_EGRESS);
}

static const __u8 digest[32] = {0xf1, 0x2e, 0xb4, 0xea};

static bool write_scope(struct stage *s, bool enforces)
{
	__u64 id = SCOPE;
	__u32 flags = FB_SCOPE_RECORDS_ALLOWED | FB_SCOPE_ARGUMENTS | (enforces ? FB_SCOPE_ENFORCES : 0);
	struct tables tables = tables_of(s->l);
	int rc = scope_write(&tables, id, flags, digest, enforces ? FB_LIST_ENFORCES : 0);

	if (!rc)
		rc = bpf_map_update_elem(map_fd(s->l, "fb_cgroup"), &s->group.id, &id, BPF_ANY);
	return check(!rc, "the scope is written: %s", enforces ? "Enforce" : "Audit");
}

static bool write_list(struct stage *s)
{
	unsigned char name[64];
	struct listed listed = {name, FB_ENTRY_DENY | 7 | (FB_ENTRY_DENY | 8) << FB_ENTRY_BELOW_DECIDE_SHIFT};
	struct tables tables = tables_of(s->l);

	dns_name(DENIED_NAME, name);
	return check(!list_load(&tables, digest, &listed, 1), "the list is loaded");
}

/* Sends a marked probe by lo; was it seen by the answerer? */
static bool probe(struct stage *s)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct fb_probe packet = {.magic = FB_PROBE_MAGIC, .nonce = "0123456789abcde"};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), probes = map_fd(s->l, "fb_probes");
	__u64 seen = 0;

	bpf_map_update_elem(probes, packet.nonce, &seen, BPF_ANY);
	setsockopt(fd, SOL_SOCKET, SO_MARK, &s->l->config.mark, sizeof(s->l->config.mark));
	sendto(fd, &packet, sizeof(packet), 0, (struct sockaddr *)&to, sizeof(to));
	close(fd);
	bpf_map_lookup_elem(probes, packet.nonce, &seen);
	bpf_map_delete_elem(probes, packet.nonce);
	return seen == 1;
}

static bool cover(struct stage *s)
{
	struct fb_device lo = {s->netns, 1};
	struct fb_cover covered = {0, FB_DEVICE_LOOPBACK, 0};
	__u32 one = 1;

	return check(probe(s), "the answerer on lo counts its probe") &&
	       check(!bpf_map_update_elem(map_fd(s->l, "fb_covered"), &lo.ifindex, &one, BPF_ANY),
		     "index 1 is covered") &&
	       check(!bpf_map_update_elem(map_fd(s->l, "fb_covers"), &lo, &covered, BPF_ANY), "lo is covered");
}

/* One denied lookup, and what the ring says of it: the name, the rule, and, where the kernel lets us read it, who asked. */
static bool told(struct stage *s, const struct lookup *how, enum fb_verdict verdict)
{
	const struct fb_event *e = s->events.kept;
	unsigned char name[64];
	size_t size = dns_name(BELOW_NAME, name);
	bool known, ok;

	events_read(&s->events);
	ask(s, how, BELOW_NAME, true);
	events_read(&s->events);
	for (size_t i = 1; i < s->events.count && i < EVENTS_KEPT && e->verdict == FB_VERDICT_ALLOWED; i++)
		e = &s->events.kept[i];
	ok = check(s->events.count > 0 && e->verdict == verdict && e->scope == SCOPE && e->qtype == 1 &&
			   e->name_size == size && !memcmp(e->name, name, size) &&
			   (verdict == FB_VERDICT_DENIED ? e->decide_rule : e->audit_rule) == 8,
		   "%s is told with its name, type and rule", how->how);
	known = e->process.known && e->process.tgid == (__u32)s->asker && !strcmp(e->process.comm, ASKER) &&
		e->process.ancestors_count > 0 && e->process.ancestors[0].pid == (__u32)getpid() &&
		e->process.args_size > 0;
	if (s->l->config.attribution &&
	    !check(known, "%s is told with its process, its arguments and its parent", how->how))
		remark("known %u, tgid %u for %d, comm %.16s, parents %u, parent %u for %d, arguments %u",
		       e->process.known, e->process.tgid, s->asker, e->process.comm, e->process.ancestors_count,
		       e->process.ancestors[0].pid, getpid(), e->process.args_size);
	return ok && (known || !s->l->config.attribution);
}

/* Where no answerer is, user space ends a denied stream when it is told of it (SOCK_DESTROY). */
static void destroys(struct stage *s)
{
	struct fb_event *e = s->events.kept;
	enum heard heard;
	int error = -ENOENT;

	events_read(&s->events);
	ask_begin(s, &lookups[3], DENIED_NAME, true);
	for (int i = 0; i < 100 && error == -ENOENT; i++) {
		usleep(5000);
		events_read(&s->events);
		if (s->events.count && e->verdict == FB_VERDICT_DENIED && e->protocol == IPPROTO_TCP)
			error = fb_destroy_tcp(e->local_address, e->local_port, e->remote_address, e->remote_port, 4);
	}
	heard = ask_end(s);
	check(!error && heard == HEARD_ABORTED, "a denied TCP stream is destroyed by its event: %s, it hears %s",
	      strerror(-error), heard_word(heard));
	cell("destroy", !error && heard == HEARD_ABORTED ? "yes" : "FAILED");
}

static void verdicts(struct stage *s)
{
	bool ok = true, tcp;

	for (size_t i = 0; i < LOOKUPS; i++)
		ok &= expect(s, "without a scope", &lookups[i], ALLOWED_NAME, HEARD_EPERM);
	cell("closed", ok ? "yes" : "FAILED");
	if (!write_list(s) || !write_scope(s, true))
		return;
	ok = expect_all(s, "no answerer", HEARD_EPERM, HEARD_NOTHING);
	cell("eperm", ok ? "yes" : "FAILED");
	destroys(s);

	if (!check(hook_attach(&s->hook, s->tcx, program_fd(s->l, "fb_answer_eth"), 0),
		   "the answerer attaches to lo") ||
	    !cover(s))
		return;
	cell("answerer", s->tcx ? "tcx" : "clsact");
	ok = tcp = true;
	for (size_t i = 0; i < LOOKUPS; i++) {
		bool *both = lookups[i].type == SOCK_DGRAM ? &ok : &tcp;

		*both &= expect(s, "answerer", &lookups[i], i % 2 ? BELOW_NAME : DENIED_NAME,
				lookups[i].type == SOCK_DGRAM ? s->udp : s->tcp);
		*both &= expect(s, "answerer", &lookups[i], ALLOWED_NAME, HEARD_ADDRESS);
	}
	cell("nxdomain", !ok ? "FAILED" : s->udp == HEARD_NXDOMAIN ? "yes" : "no: EPERM");
	cell("tcp", !tcp ? "FAILED" : s->tcp == HEARD_RESET ? "yes" : "no: silence");
	check(ask(s, &lookups[0], DENIED_NAME, false) == HEARD_ADDRESS,
	      "a process outside the group resolves what is denied within");
	ok = told(s, &lookups[0], FB_VERDICT_DENIED);
	ok &= told(s, &lookups[3], FB_VERDICT_DENIED);
	cell("attribution", !ok ? "FAILED" : s->l->config.attribution ? "yes" : "no");

	hook_detach(&s->hook);
	ok = expect_all(s, "the answerer is gone, lo still counts as covered",
			s->udp == HEARD_EPERM ? HEARD_EPERM : HEARD_NOTHING, HEARD_NOTHING);
	cell("lock2", ok ? "yes" : "FAILED");

	if (!write_scope(s, false))
		return;
	ok = expect_all(s, "Audit", HEARD_ADDRESS, HEARD_ADDRESS);
	ok &= told(s, &lookups[0], FB_VERDICT_AUDITED);
	cell("audit", ok ? "yes" : "FAILED");
}

static bool pod_answers(struct stage *s, const char *when)
{
	bool ok = true;

	for (size_t i = 0; i < LOOKUPS; i++) {
		/* Without lock 1 there is nobody to put a stream together: what starts a segment is judged. */
		if (lookups[i].cut != CUT_NONE)
			continue;
		ok &= expect(s, when, &lookups[i], i % 2 ? BELOW_NAME : DENIED_NAME,
			     lookups[i].type == SOCK_DGRAM ? HEARD_NXDOMAIN : HEARD_RESET);
		ok &= expect(s, when, &lookups[i], ALLOWED_NAME, HEARD_ADDRESS);
	}
	return ok;
}

/*
 * As in a pod's network namespace: nothing hangs by the group, the answerer on the device judges by itself. Under clsact
 * the judge learns its scope by the filter's classid, under tcx by the stub in front of it.
 */
static void judge_alone(struct stage *s)
{
	struct bpf_object *enter = NULL;
	int stub = enter_load(s->l, s->folder, SCOPE, &enter);
	bool ok = stub >= 0 && write_scope(s, true);

	if (ok && check(hook_attach(&s->hook, false, program_fd(s->l, "fb_judge_eth"), SCOPE),
			"the judge attaches by clsact")) {
		ok &= pod_answers(s, "a pod's answerer by clsact");
		hook_detach(&s->hook);
	}
	if (ok && s->tcx && check(hook_attach(&s->hook, true, stub, 0), "the judge attaches by tcx")) {
		ok &= pod_answers(s, "a pod's answerer by tcx");
		hook_detach(&s->hook);
	}
	cell("pod", !ok ? "FAILED" : s->tcx ? "tcx, clsact" : "clsact");
	bpf_object__close(enter);
}

void live_check(struct loaded *l, const char *folder)
{
	struct stage s = {.l = l,
			  .folder = folder,
			  .tcx = fb_feature(FB_FEATURE_TCX) == 1,
			  .udp = l->config.attribution ? HEARD_NXDOMAIN : HEARD_EPERM,
			  .tcp = l->config.attribution ? HEARD_RESET : HEARD_NOTHING};
	pid_t server;

	s.netns = enter_network();
	server = dns_serve();
	group_make(&s.group);
	events_open(&s.events, l);
	check(ask(&s, &lookups[0], DENIED_NAME, true) == HEARD_ADDRESS &&
		      ask(&s, &lookups[3], DENIED_NAME, true) == HEARD_ADDRESS,
	      "the name server resolves while nothing is attached");
	if (attach_all(&s))
		verdicts(&s);
	for (int i = 0; i < s.links_count; i++)
		close(s.links[i]);
	judge_alone(&s);
	unix_check(l, folder, &s.group);
	events_close(&s.events);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	group_remove(&s.group);
}
