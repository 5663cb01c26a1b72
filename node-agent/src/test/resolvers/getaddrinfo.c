// SPDX-License-Identifier: Apache-2.0
// usage: getaddrinfo NAME    asks the C library it was linked with (glibc, or musl when built by musl-gcc).
// Prints the addresses, or what gai_strerror says, then "after N ms".
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *found = NULL;
	double began = now_ms();
	int error;

	if (argc != 2)
		return 2;
	error = getaddrinfo(argv[1], NULL, &hints, &found);
	double took = now_ms() - began;

	if (error)
		puts(gai_strerror(error));
	for (struct addrinfo *a = found; a; a = a->ai_next) {
		char text[INET6_ADDRSTRLEN];
		const void *address = a->ai_family == AF_INET6
					      ? (const void *)&((struct sockaddr_in6 *)a->ai_addr)->sin6_addr
					      : (const void *)&((struct sockaddr_in *)a->ai_addr)->sin_addr;

		puts(inet_ntop(a->ai_family, address, text, sizeof(text)));
	}
	printf("after %.2f ms\n", took);
	return error != 0;
}
