/* SPDX-License-Identifier: Apache-2.0 */
/* The end of libbpf's log, a buffer a thread: the verifier's last lines say what is wrong, the first hardly ever. */
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shim.h"

#define LOG_SIZE 16384

static _Thread_local char tail[LOG_SIZE];
static _Thread_local size_t filled;

static void append(const char *text, size_t size)
{
	if (size > LOG_SIZE) {
		text += size - LOG_SIZE;
		size = LOG_SIZE;
	}
	if (filled + size > LOG_SIZE) {
		size_t keep = LOG_SIZE - size;

		memmove(tail, tail + filled - keep, keep);
		filled = keep;
	}
	memcpy(tail + filled, text, size);
	filled += size;
}

static int print(enum libbpf_print_level level, const char *format, va_list arguments)
{
	char *text;
	int size;

	if (level != LIBBPF_WARN)
		return 0;
	size = vasprintf(&text, format, arguments);
	if (size < 0)
		return size;
	append(text, size);
	free(text);
	return size;
}

__attribute__((constructor)) static void hook(void)
{
	libbpf_set_print(print);
}

void fb_log_begin(void)
{
	filled = 0;
}

size_t fb_log_take(char *to, size_t room)
{
	size_t size = filled < room ? filled : room;

	memcpy(to, tail + filled - size, size);
	filled = 0;
	return size;
}
