/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Packets, and what each kind costs the programs that see every packet. */
#ifndef FBBENCH_PACKETS_H
#define FBBENCH_PACKETS_H

#include <stdbool.h>
#include <stddef.h>

struct packet_bytes {
	unsigned char bytes[512];
	size_t size;
};

/* A UDP datagram over IPv4 to port 53 with room for a message, all zero; behind an Ethernet header. */
void packet_dns(struct packet_bytes *out, size_t message);

/* object: firebreak.bpf.o with its twins. */
void measure_packets(const char *object, int rounds);

#endif
