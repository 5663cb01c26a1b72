// SPDX-License-Identifier: Apache-2.0
// usage: cares [--tcp] NAME    asks through c-ares. Prints the addresses, or what ares_strerror says,
// then "after N ms".
#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>

static int status = ARES_ENOTINITIALIZED;

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void on_answer(void *unused, int result, int timeouts, struct ares_addrinfo *found)
{
	(void)unused;
	(void)timeouts;
	status = result;
	if (result != ARES_SUCCESS)
		return;
	for (struct ares_addrinfo_node *a = found->nodes; a; a = a->ai_next) {
		char text[INET6_ADDRSTRLEN];
		const void *address = a->ai_family == AF_INET6
					      ? (const void *)&((struct sockaddr_in6 *)a->ai_addr)->sin6_addr
					      : (const void *)&((struct sockaddr_in *)a->ai_addr)->sin_addr;

		puts(inet_ntop(a->ai_family, address, text, sizeof(text)));
	}
	ares_freeaddrinfo(found);
}

static void run_until_answered(ares_channel channel)
{
	for (;;) {
		struct timeval longest = {.tv_sec = 60}, wait;
		fd_set readable, writable;
		int n;

		FD_ZERO(&readable);
		FD_ZERO(&writable);
		n = ares_fds(channel, &readable, &writable);
		if (n == 0)
			return;
		select(n, &readable, &writable, NULL, ares_timeout(channel, &longest, &wait));
		ares_process(channel, &readable, &writable);
	}
}

int main(int argc, char **argv)
{
	struct ares_options options = {0};
	struct ares_addrinfo_hints hints = {.ai_family = AF_UNSPEC};
	int tcp = argc == 3 && strcmp(argv[1], "--tcp") == 0;
	ares_channel channel;

	if (argc != 2 + tcp)
		return 2;
	options.flags = tcp ? ARES_FLAG_USEVC : 0;
	ares_library_init(ARES_LIB_INIT_ALL);
	if (ares_init_options(&channel, &options, ARES_OPT_FLAGS) != ARES_SUCCESS)
		return 2;
	double began = now_ms();
	ares_getaddrinfo(channel, argv[1 + tcp], NULL, &hints, on_answer, NULL);
	run_until_answered(channel);
	double took = now_ms() - began;

	if (status != ARES_SUCCESS)
		puts(ares_strerror(status));
	printf("after %.2f ms\n", took);
	ares_destroy(channel);
	ares_library_cleanup();
	return status != ARES_SUCCESS;
}
