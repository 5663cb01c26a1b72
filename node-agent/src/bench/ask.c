// SPDX-License-Identifier: Apache-2.0
/*
 * Looks names up by the C library, an allowed one and a denied one by turns, each but once. Prints the nanoseconds of
 * the allowed ones on one line, of the denied ones on the next. Exit code 1 when an allowed name did not resolve or a
 * denied one did anything but not exist. usage: ask TIMES ALLOWED DENIED (each with a %d for a number)
 */
#define _GNU_SOURCE
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long long look_up(const char *pattern, int number, int expected)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
	struct timespec before, after;
	char name[256];
	int rc;

	snprintf(name, sizeof(name), pattern, number);
	clock_gettime(CLOCK_MONOTONIC, &before);
	rc = getaddrinfo(name, NULL, &hints, &found);
	clock_gettime(CLOCK_MONOTONIC, &after);
	if (found)
		freeaddrinfo(found);
	if (rc != expected) {
		fprintf(stderr, "ask: %s: %s, expected: %s\n", name, rc ? gai_strerror(rc) : "an address",
			expected ? gai_strerror(expected) : "an address");
		exit(1);
	}
	return (after.tv_sec - before.tv_sec) * 1000000000ll + after.tv_nsec - before.tv_nsec;
}

int main(int argc, char **argv)
{
	int times = argc == 4 ? atoi(argv[1]) : 0;
	long long *spent = calloc(2 * times + 1, sizeof(*spent));

	if (times < 1 || !spent) {
		fprintf(stderr, "usage: ask TIMES ALLOWED DENIED\n");
		return 2;
	}
	/* The first lookup of a process also reads its configuration. */
	look_up(argv[2], -1, 0);
	for (int i = 0; i < times; i++) {
		spent[i] = look_up(argv[2], i, 0);
		spent[times + i] = look_up(argv[3], i, EAI_NONAME);
	}
	for (int i = 0; i < 2 * times; i++)
		printf("%lld%c", spent[i], (i + 1) % times ? ' ' : '\n');
	return 0;
}
