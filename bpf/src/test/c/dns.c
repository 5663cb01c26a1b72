// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "dns.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MESSAGE 512
#define HEADER 12

const char *heard_word(enum heard heard)
{
	static const char *const words[HEARD_WORDS] = {"nothing", "address", "NXDOMAIN", "EPERM",
						       "reset",   "aborted", "other"};

	return words[heard];
}

size_t dns_name(const char *name, unsigned char *wire)
{
	size_t size = 0;

	for (const char *label = name; *label;) {
		size_t length = strcspn(label, ".");

		wire[size++] = length;
		memcpy(wire + size, label, length);
		size += length;
		label += length + (label[length] == '.');
	}
	wire[size++] = 0;
	return size;
}

static size_t query(const char *name, unsigned short id, unsigned char *out)
{
	unsigned char header[HEADER] = {id >> 8, id, 1, 0, 0, 1};
	size_t size = HEADER;

	memcpy(out, header, HEADER);
	size += dns_name(name, out + size);
	memcpy(out + size, "\0\1\0\1", 4);
	return size + 4;
}

socklen_t dns_address(int family, struct sockaddr_storage *out)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)out;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;

	memset(out, 0, sizeof(*out));
	out->ss_family = family;
	if (family == AF_INET) {
		v4->sin_port = htons(53);
		v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		return sizeof(*v4);
	}
	v6->sin6_port = htons(53);
	v6->sin6_addr = in6addr_loopback;
	return sizeof(*v6);
}

static enum heard error_heard(int error)
{
	switch (error) {
	case EPERM:
		return HEARD_EPERM;
	case ECONNRESET:
	case EPIPE:
		return HEARD_RESET;
	case ECONNABORTED:
		return HEARD_ABORTED;
	default:
		return HEARD_OTHER;
	}
}

static enum heard message_heard(const unsigned char *message, size_t size)
{
	int records = size >= HEADER ? message[6] << 8 | message[7] : 0;

	if (size < HEADER || !(message[2] & 0x80))
		return HEARD_OTHER;
	if ((message[3] & 15) == 3 && !records)
		return HEARD_NXDOMAIN;
	return (message[3] & 15) == 0 && records ? HEARD_ADDRESS : HEARD_OTHER;
}

/* Waits for bytes; 0 when none came in time. */
static ssize_t await(int fd, unsigned char *out, size_t size)
{
	struct pollfd p = {fd, POLLIN, 0};

	if (poll(&p, 1, DNS_PATIENCE_MS) <= 0)
		return 0;
	ssize_t n = recv(fd, out, size, 0);
	return n < 0 ? -errno : n;
}

enum heard dns_udp(int family, int connected, const char *name)
{
	unsigned char message[MESSAGE];
	struct sockaddr_storage to;
	socklen_t to_size = dns_address(family, &to);
	size_t size = query(name, 0x4642, message);
	int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	enum heard heard = HEARD_NOTHING;
	ssize_t n;

	if (connected && connect(fd, (struct sockaddr *)&to, to_size))
		heard = HEARD_OTHER;
	else if (sendto(fd, message, size, 0, connected ? NULL : (struct sockaddr *)&to, connected ? 0 : to_size) < 0)
		heard = error_heard(errno);
	else if ((n = await(fd, message, sizeof(message))) < 0)
		heard = error_heard(-n);
	else if (n)
		heard = message_heard(message, n);
	close(fd);
	return heard;
}

static size_t frame(const char *name, unsigned short id, unsigned char *out)
{
	size_t size = query(name, id, out + 2);

	out[0] = size >> 8;
	out[1] = size;
	return size + 2;
}

/* What the message with this id, one of those on the stream, says; HEARD_NOTHING when it did not come. */
static enum heard stream_heard(int fd, unsigned short id)
{
	unsigned char bytes[4 * MESSAGE];
	size_t have = 0;

	for (;;) {
		ssize_t n = await(fd, bytes + have, sizeof(bytes) - have);

		if (n <= 0)
			return n ? error_heard(-n) : HEARD_NOTHING;
		have += n;
		for (size_t at = 0; at + 2 <= have;) {
			size_t size = bytes[at] << 8 | bytes[at + 1];

			if (at + 2 + size > have)
				break;
			if (size > 2 && bytes[at + 2] == id >> 8 && bytes[at + 3] == (id & 0xff))
				return message_heard(bytes + at + 2, size);
			at += 2 + size;
		}
	}
}

enum heard dns_tcp(int family, enum cut cut, const char *first, const char *name)
{
	unsigned char message[2 * MESSAGE];
	struct sockaddr_storage to;
	socklen_t to_size = dns_address(family, &to);
	size_t size = cut == CUT_PIPELINED ? frame(first, 1, message) : 0;
	size_t step, at = 0;
	struct timeval patience = {.tv_usec = DNS_PATIENCE_MS * 1000};
	int one = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	enum heard heard = HEARD_OTHER;

	size += frame(name, 2, message + size);
	step = cut == CUT_BYTES ? 1 : size;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (connect(fd, (struct sockaddr *)&to, to_size)) {
		heard = errno == EINPROGRESS ? HEARD_NOTHING : error_heard(errno);
		goto out;
	}
	for (; at < size; at += step) {
		if (send(fd, message + at, step, MSG_NOSIGNAL) < 0) {
			heard = error_heard(errno);
			goto out;
		}
	}
	heard = stream_heard(fd, 2);
out:
	close(fd);
	return heard;
}
