/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * DNS over TCP (RFC 7766), reassembled in socket storage: the segment that completes a question is judged, so where a
 * question is split changes nothing. What was denied stays denied: the position never moves past it.
 */
#ifndef FIREBREAK_STREAM_BPF_H
#define FIREBREAK_STREAM_BPF_H

#include "firebreak_record.bpf.h"

#define PREFIX 2 /* octets of a message's length */
#define STREAM_WANTED (PREFIX + MSG_WANTED)
#define STREAM_MESSAGES 64 /* messages judged in one segment; one with more is malformed */

enum stream_flags {
	STREAM_STARTED = 1 << 0, /* its SYN was seen: next is right */
	STREAM_DENIED = 1 << 1,  /* nothing more passes, in either direction */
	STREAM_OPAQUE = 1 << 2,  /* not DNS, and nothing enforces: no longer judged */
};

/* Of a socket that connected to a DNS port: where its stream stands, and who opened it. */
struct stream {
	__u32 next; /* sequence number of the first octet not judged */
	__u32 skip; /* octets left of a message whose question was judged */
	__u32 have; /* octets in buffer: the beginning of the message under way */
	__u32 flags;
	struct fb_process opener;
	__u8 buffer[2 * STREAM_WANTED + 2];
};

/* Streams to DNS ports. Programs only. Full (optmem): the stream counts as one whose start was not seen. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct stream);
} fb_streams SEC(".maps");

/*
 * Not of a raw or packet socket that writes TCP by itself: what it writes is nobody's stream, and passes for none.
 * (BPF_PROG_TEST_RUN's socket has type 0, which no other has.)
 */
static __always_inline struct stream *stream_of(struct bpf_sock *sk, __u64 flags)
{
	struct bpf_sock *full = sk ? bpf_sk_fullsock(sk) : NULL;

	return full && full->type <= SOCK_STREAM ? bpf_sk_storage_get(&fb_streams, full, 0, flags) : NULL;
}

enum asker {
	ASKER_UNKNOWN,
	ASKER_CURRENT, /* UDP in lock 1: the sender */
	ASKER_OPENER,  /* TCP: who opened the stream */
};

/*
 * Records the verdict in scratch. Nothing here changes the verdict: a full ring or an empty bucket is counted, no more.
 */
__noinline int fb_record(struct __sk_buff *skb, __u32 index, __u32 asker)
{
	struct scratch *s = scratch_at(index);
	const struct fb_process *who = NULL;
	__u64 now, process = 0, start = 0, times = 1;
	struct fb_repeat *repeat;
	struct fb_event *event;
	__u64 key[2];

	if (!s || !is_told(s))
		return 0;
	now = bpf_ktime_get_ns();
	if (asker == ASKER_OPENER) {
		struct stream *st = stream_of(skb->sk, 0);

		if (st)
			who = &st->opener;
	}
	if (who) {
		process = who->tgid;
		start = who->start_ns;
	} else if (asker == ASKER_CURRENT && fb_config.attribution) {
		struct task_struct *task = (void *)bpf_get_current_task();

		process = (__u32)BPF_CORE_READ(task, tgid);
		start = BPF_CORE_READ(task, group_leader, start_time);
	}
	hash_lookup(s, index, process, start);
	key[0] = s->h0;
	key[1] = s->h1;
	repeat = bpf_map_lookup_elem(&fb_repeats, key);
	if (repeat) {
		__sync_fetch_and_add(&repeat->count, 1);
		times = repeat->count;
		/* A refused stream is always told: whoever reads the event ends it (SOCK_DESTROY). */
		if (!(s->outcome == FB_OUTCOME_REFUSED && s->packet.protocol == PROTO_TCP) &&
		    now - repeat->told_ns < (__u64)fb_config.repeat_ms * 1000000)
			return 0;
	}
	if (!take_token(s, now)) {
		if (!repeat)
			count(s->slot, FB_COUNT_EVENTS_LOST);
		return 0;
	}
	event = s->verdict == FB_VERDICT_ALLOWED ? bpf_ringbuf_reserve(&fb_allowed, sizeof(*event), 0)
						 : bpf_ringbuf_reserve(&fb_denied, sizeof(*event), 0);
	if (!event) {
		if (!repeat)
			count(s->slot, FB_COUNT_EVENTS_LOST);
		return 0;
	}
	if (repeat) {
		repeat->told_ns = now;
	} else {
		struct fb_repeat fresh = {.scope = s->scope, .count = 1, .told_ns = now};

		bpf_map_update_elem(&fb_repeats, key, &fresh, BPF_ANY);
	}
	fill_event(event, s, now, times, skb->ifindex, asker == ASKER_UNKNOWN ? 0 : netns_of(s, skb->sk));
	if (who) {
		copy_process(&event->process, who);
	} else if (asker == ASKER_CURRENT) {
		read_process(&event->process);
	} else {
		unknown_process(&event->process);
	}
	if (!(s->flags & FB_SCOPE_ARGUMENTS))
		event->process.args_size = 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

enum step {
	STEP_MORE, /* octets are left */
	STEP_DONE,
	STEP_DENIED,
};

/* Takes octets pos..end of the segment up to the end of one message, and judges its question when that is whole. */
__noinline int fb_stream_step(struct __sk_buff *skb, __u32 index)
{
	struct scratch *s = scratch_at(index);
	struct stream *st = stream_of(skb->sk, 0);
	__u32 left, take, have, whole;
	int question;

	if (!s || !st)
		return STEP_DENIED;
	left = s->end - s->pos;
	if (s->pos >= s->end)
		return STEP_DONE;
	if (st->skip) {
		take = st->skip < left ? st->skip : left;
		st->skip -= take;
		s->pos += take;
		return STEP_MORE;
	}
	have = st->have;
	if (have > STREAM_WANTED)
		return STEP_DENIED;
	take = STREAM_WANTED - have;
	if (have < PREFIX)
		take = PREFIX - have;
	else if (st->buffer[0] << 8 | st->buffer[1]) {
		whole = PREFIX + (st->buffer[0] << 8 | st->buffer[1]);
		if (whole < STREAM_WANTED)
			take = whole - have;
	}
	if (take > left)
		take = left;
	if (take == 0)
		return STEP_DENIED;
	take = within(take, STREAM_WANTED);
	if (bpf_skb_load_bytes(skb, s->pos, st->buffer + have, take))
		return STEP_DENIED;
	have += take;
	s->pos += take;
	st->have = have;
	if (have < PREFIX)
		return STEP_MORE;
	whole = PREFIX + (st->buffer[0] << 8 | st->buffer[1]);
	s->size = have - PREFIX;
	for (int i = 0; i < (MSG_WANTED + 7) / 8; i++)
		((__u64 *)s->msg)[i] = *(__u64 *)(st->buffer + PREFIX + i * 8);
	question = fb_parse_query(index);
	/* Not whole yet; a message that ends here is shorter than its question. */
	if (question == QUESTION_SHORT && have < whole && have < STREAM_WANTED)
		return STEP_MORE;
	judge_message(s, question, index);
	if (s->verdict == FB_VERDICT_NONE || !is_denied(s)) {
		st->have = 0;
		st->skip = whole - have;
		if (s->verdict == FB_VERDICT_MALFORMED)
			st->flags |= STREAM_OPAQUE;
		if (s->verdict != FB_VERDICT_NONE) {
			count_verdict(s);
			fb_record(skb, index, ASKER_OPENER);
		}
		return st->flags & STREAM_OPAQUE ? STEP_DONE : STEP_MORE;
	}
	return STEP_DENIED;
}

enum segment {
	SEGMENT_PASS,
	SEGMENT_DENIED,       /* s->verdict says why; to be recorded */
	SEGMENT_DENIED_AGAIN, /* of a stream that is denied, or a gap: not recorded */
};

/* A stream that is not read on: denied under Enforce, else no longer judged. */
static __always_inline int malformed_stream(struct scratch *s, struct stream *st)
{
	begin_verdict(s);
	s->name_size = 0;
	s->verdict = FB_VERDICT_MALFORMED;
	st->flags |= s->flags & FB_SCOPE_ENFORCES ? STREAM_DENIED : STREAM_OPAQUE;
	return SEGMENT_DENIED;
}

/* Judges one segment of a stream to a DNS port. */
__noinline int fb_judge_segment(struct __sk_buff *skb, __u32 index)
{
	struct scratch *s = scratch_at(index);
	struct stream *st;
	__u32 seen, length;
	bool syn;

	if (!s)
		return SEGMENT_DENIED_AGAIN;
	syn = s->packet.flags & PACKET_SYN;
	st = stream_of(skb->sk, syn ? BPF_SK_STORAGE_GET_F_CREATE : 0);
	if (syn && st && !(st->flags & STREAM_STARTED)) {
		st->next = s->packet.seq + 1;
		st->flags |= STREAM_STARTED;
	}
	length = s->packet.end - s->packet.payload;
	if (!length)
		return SEGMENT_PASS;
	if (!st || !(st->flags & STREAM_STARTED)) {
		if (!(s->flags & FB_SCOPE_ENFORCES))
			return SEGMENT_PASS;
		count(s->slot, FB_COUNT_UNJUDGED_STREAMS);
		if (st)
			st->flags |= STREAM_DENIED;
		return SEGMENT_DENIED_AGAIN;
	}
	if (st->flags & STREAM_DENIED)
		return SEGMENT_DENIED_AGAIN;
	if (st->flags & STREAM_OPAQUE)
		return SEGMENT_PASS;
	if (s->packet.flags & PACKET_URGENT)
		return malformed_stream(s, st);
	seen = st->next - (s->packet.seq + syn);
	if ((__s32)seen < 0) {
		if (s->flags & FB_SCOPE_ENFORCES)
			return SEGMENT_DENIED_AGAIN;
		st->flags |= STREAM_OPAQUE;
		return SEGMENT_PASS;
	}
	if (seen >= length)
		return SEGMENT_PASS;
	s->pos = s->packet.payload + seen;
	s->end = s->packet.end;
	for (int i = 0; i < 3 * STREAM_MESSAGES; i++) {
		int step = fb_stream_step(skb, index);

		if (step == STEP_DONE) {
			st->next = s->packet.seq + syn + length;
			return SEGMENT_PASS;
		}
		if (step == STEP_DENIED) {
			st->flags |= STREAM_DENIED;
			return SEGMENT_DENIED;
		}
	}
	return malformed_stream(s, st);
}

#endif
