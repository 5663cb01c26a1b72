/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Is a packet the answer to a denied question? Read by the rules of the RFCs, not by the answerer's own code. */
#ifndef FBCHECK_ANSWERS_H
#define FBCHECK_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include "vectors.h"

/*
 * Holds the answer against the question, both with an Ethernet header in front: addresses and ports swapped, checksums
 * right, NXDOMAIN with the same id and question, or for TCP a reset that its sender accepts. NULL, or what is wrong.
 */
const char *answer_wrong(const unsigned char *question, size_t question_size, const unsigned char *answer,
			 size_t answer_size, const struct vector *v);

/* Offset of the TCP or UDP header behind an IPv6 header and its extension headers. */
size_t tcp_offset6(const unsigned char *ip);

/* Are two wire names the same, whatever their case? */
bool same_name(const unsigned char *a, const unsigned char *b, size_t size);

#endif
