/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A name server that resolves every name, and raw lookups that tell exactly what came back. Loopback, port 53. */
#ifndef FBCHECK_DNS_H
#define FBCHECK_DNS_H

#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>

enum heard {
	HEARD_NOTHING,  /* within DNS_PATIENCE_MS */
	HEARD_ADDRESS,  /* RCODE 0 and a record */
	HEARD_NXDOMAIN, /* RCODE 3, no record */
	HEARD_EPERM,    /* from send() */
	HEARD_RESET,    /* ECONNRESET */
	HEARD_ABORTED,  /* ECONNABORTED: SOCK_DESTROY */
	HEARD_OTHER,
	HEARD_WORDS,
};

#define DNS_PATIENCE_MS 700

/* "address", "NXDOMAIN", … */
const char *heard_word(enum heard heard);

/* Port 53 of the family's loopback address; the address's size. */
socklen_t dns_address(int family, struct sockaddr_storage *out);

/* Starts the server in a child process; it listens when this returns. The child dies with its parent. */
pid_t dns_serve(void);

/* One question, type A, over UDP from a fresh socket; family AF_INET or AF_INET6; connected or by sendto(). */
enum heard dns_udp(int family, int connected, const char *name);

/* How a TCP lookup sends its bytes. */
enum cut {
	CUT_NONE,      /* one send */
	CUT_BYTES,     /* each byte a segment */
	CUT_PIPELINED, /* a question for `first`, then the one for `name`, in one send: tells what the second got */
};

enum heard dns_tcp(int family, enum cut cut, const char *first, const char *name);

/* Wire form of a name of plain labels; its size. */
size_t dns_name(const char *name, unsigned char *wire);

#endif
