/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The wire vectors of bpf/src/test/vectors (the format: README.md there), read into memory. */
#ifndef FBCHECK_VECTORS_H
#define FBCHECK_VECTORS_H

#include <stdbool.h>
#include <stddef.h>

enum expect {
	EXPECT_NOTHING, /* the file did not say: an error */
	EXPECT_PASS,
	EXPECT_QUESTION,
	EXPECT_MALFORMED,
	EXPECT_UNREADABLE,
	EXPECT_UNFINISHED,
	EXPECT_RESOLVES,
	EXPECT_HARMLESS,
};

struct vector {
	char name[64];
	bool ingress;
	enum expect expect;
	bool has_question;
	unsigned qtype, qclass;
	unsigned char qname[256]; /* wire form, as asked */
	size_t qname_size;
	unsigned gso_segs, gso_size, more;
	size_t cut_from, cut_to; /* both 0: whole */
	unsigned char packet[2048];
	size_t packet_size;
};

/*
 * Reads all *.vectors files of a folder, in the order of their names. Returns the vectors and their number; exits with a
 * message that names file and line when a file cannot be read or understood.
 */
struct vector *vectors_read(const char *folder, size_t *count);

#endif
