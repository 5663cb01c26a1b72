/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ring buffers, read in batches: libbpf hands over one record at a time, the JVM is called for hundreds. A reader waits
 * in poll() and can be woken from another thread.
 */
#include <bpf/libbpf.h>
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "firebreak_abi.h"
#include "shim.h"

#define MAX_RINGS 4
#define READER_NICE 5
#define REST_MS 5

/* In front of each record: which ring, how many octets. */
struct record {
	uint32_t ring;
	uint32_t size;
};

#define ROOM_WANTED (sizeof(struct record) + sizeof(struct fb_event))

struct source {
	struct fb_rings *rings;
	uint32_t ring;
};

struct fb_rings {
	struct ring_buffer *buffers;
	int wake;
	bool busy; /* the last read found something */
	/* The reading thread, 0 until its priority is lowered, and what that was before. */
	_Atomic pid_t reader;
	_Atomic bool awaited; /* somebody waits for the reader: it is lowered no more */
	int policy, nice;
	struct sched_param param;
	struct source sources[MAX_RINGS];
	/* of the read under way */
	char *out;
	size_t room;
	size_t used;
};

static int copy(void *context, void *data, size_t size)
{
	struct source *source = context;
	struct fb_rings *rings = source->rings;
	struct record record = {.ring = source->ring, .size = size};
	size_t padded = (size + 7) & ~(size_t)7;

	/* Cannot be: we stop while a whole event still fits. Larger is not ours. */
	if (rings->used + sizeof(record) + padded > rings->room)
		return -EMSGSIZE;
	memcpy(rings->out + rings->used, &record, sizeof(record));
	memcpy(rings->out + rings->used + sizeof(record), data, size);
	rings->used += sizeof(record) + padded;
	/* This record is consumed either way; an error only stops before the next. */
	return rings->room - rings->used < ROOM_WANTED ? -ENOBUFS : 0;
}

int fb_open_rings(const int *maps, int count, struct fb_rings **out)
{
	struct fb_rings *rings;
	int error = 0;

	if (count < 1 || count > MAX_RINGS)
		return -EINVAL;
	rings = calloc(1, sizeof(*rings));
	if (!rings)
		return -ENOMEM;
	rings->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (rings->wake < 0)
		error = -errno;
	for (int i = 0; i < count && !error; i++) {
		rings->sources[i] = (struct source){.rings = rings, .ring = i};
		if (rings->buffers) {
			error = ring_buffer__add(rings->buffers, maps[i], copy, &rings->sources[i]);
		} else {
			rings->buffers = ring_buffer__new(maps[i], copy, &rings->sources[i], NULL);
			error = rings->buffers ? 0 : -errno;
		}
	}
	if (error) {
		fb_close_rings(rings);
		return error;
	}
	*out = rings;
	return 0;
}

static int consume(struct fb_rings *rings)
{
	int result = ring_buffer__consume(rings->buffers);

	return result < 0 && result != -ENOBUFS ? result : (int)rings->used;
}

/*
 * Reading must not take the processor from whom we read of: it comes after others, and never at once upon a wake-up.
 * Where that is not allowed the reader is as quick as others: nothing depends on it.
 */
static void lower_priority(struct fb_rings *rings)
{
	struct sched_param none = {0};

	rings->policy = sched_getscheduler(0);
	rings->nice = getpriority(PRIO_PROCESS, 0);
	if (rings->policy < 0 || sched_getparam(0, &rings->param) || sched_setscheduler(0, SCHED_BATCH, &none))
		return;
	setpriority(PRIO_PROCESS, gettid(), READER_NICE);
	rings->reader = gettid();
}

static void restore_priority(struct fb_rings *rings)
{
	if (!rings->reader)
		return;
	setpriority(PRIO_PROCESS, rings->reader, rings->nice);
	sched_setscheduler(rings->reader, rings->policy, &rings->param);
}

int fb_read_rings(struct fb_rings *rings, void *out, size_t room, int timeout_ms)
{
	struct pollfd waits[2];
	int result;

	if (room < ROOM_WANTED)
		return -EINVAL;
	if (!rings->reader && !rings->awaited) {
		lower_priority(rings);
		if (rings->awaited)
			restore_priority(rings);
	}
	if (rings->busy && timeout_ms) {
		/* While there is something to read the kernel wakes nobody: so it wakes us once for many events. */
		struct pollfd wake = {.fd = rings->wake, .events = POLLIN};

		if (poll(&wake, 1, REST_MS) < 0 && errno != EINTR)
			return -errno;
	}
	rings->out = out;
	rings->room = room;
	rings->used = 0;
	result = consume(rings);
	rings->busy = result > 0;
	if (result || !timeout_ms)
		return result;
	waits[0] = (struct pollfd){.fd = ring_buffer__epoll_fd(rings->buffers), .events = POLLIN};
	waits[1] = (struct pollfd){.fd = rings->wake, .events = POLLIN};
	if (poll(waits, 2, timeout_ms) < 0 && errno != EINTR)
		return -errno;
	result = consume(rings);
	rings->busy = result > 0;
	return result;
}

void fb_wake_rings(struct fb_rings *rings)
{
	uint64_t one = 1;
	ssize_t written;

	rings->awaited = true;
	restore_priority(rings);
	written = write(rings->wake, &one, sizeof(one));
	(void)written; /* full: then it is awake */
}

void fb_close_rings(struct fb_rings *rings)
{
	ring_buffer__free(rings->buffers);
	if (rings->wake >= 0)
		close(rings->wake);
	free(rings);
}
