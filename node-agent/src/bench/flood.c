// SPDX-License-Identifier: Apache-2.0
/*
 * Sends UDP datagrams to a socket of its own for so many milliseconds, as fast as it can, and prints how many a second
 * it sent. usage: flood MILLISECONDS data | questions
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH 64 /* datagrams between two looks at the clock */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* A question for a name of four labels, another for each number. */
static size_t put_question(unsigned char *to, unsigned number)
{
	static const unsigned char header[12] = {0, 0, 1, 0, 0, 1}, tail[] = "\5flood\7allowed\4test\0\0\1\0\1";
	char label[16];
	int size = snprintf(label, sizeof(label), "n%u", number);

	memcpy(to, header, sizeof(header));
	to[12] = size;
	memcpy(to + 13, label, size);
	memcpy(to + 13 + size, tail, sizeof(tail) - 1);
	return 13 + size + sizeof(tail) - 1;
}

int main(int argc, char **argv)
{
	int questions = argc == 3 && !strcmp(argv[2], "questions");
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(questions ? 53 : 4000)};
	int sink = socket(AF_INET, SOCK_DGRAM, 0), fd = socket(AF_INET, SOCK_DGRAM, 0);
	unsigned char packet[64] = {0};
	size_t size = sizeof(packet);
	unsigned sent = 0;
	double start, end;

	inet_pton(AF_INET, "127.0.0.9", &to.sin_addr);
	if (argc != 3 || bind(sink, (struct sockaddr *)&to, sizeof(to)) ||
	    connect(fd, (struct sockaddr *)&to, sizeof(to))) {
		perror("flood");
		return 2;
	}
	start = now();
	end = start + atoi(argv[1]) / 1e3;
	do {
		for (int i = 0; i < BATCH; i++, sent++) {
			if (questions)
				size = put_question(packet, sent);
			if (send(fd, packet, size, 0) < 0) {
				perror("flood: send");
				return 1;
			}
		}
	} while (now() < end);
	printf("%.0f\n", sent / (now() - start));
	return 0;
}
