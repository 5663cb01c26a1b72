// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "answers.h"

#include <ctype.h>
#include <linux/if_ether.h>
#include <string.h>

#define DNS_HEADER 12

static unsigned get16(const unsigned char *at)
{
	return at[0] << 8 | at[1];
}

static unsigned long get32(const unsigned char *at)
{
	return (unsigned long)get16(at) << 16 | get16(at + 2);
}

/* The Internet checksum's sum (RFC 1071), not yet folded. */
static unsigned long sum(const unsigned char *at, size_t size, unsigned long so_far)
{
	for (size_t i = 0; i + 1 < size; i += 2)
		so_far += get16(at + i);
	return size % 2 ? so_far + (at[size - 1] << 8) : so_far;
}

static bool is_right(unsigned long so_far)
{
	while (so_far >> 16)
		so_far = (so_far & 0xffff) + (so_far >> 16);
	return so_far == 0xffff;
}

bool same_name(const unsigned char *a, const unsigned char *b, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char x = a[i], y = b[i];

		x += x >= 'A' && x <= 'Z' ? 'a' - 'A' : 0;
		y += y >= 'A' && y <= 'Z' ? 'a' - 'A' : 0;
		if (x != y)
			return false;
	}
	return true;
}

size_t tcp_offset6(const unsigned char *ip)
{
	size_t at = 40;
	unsigned char next = ip[6];

	while (next != 6 && next != 17) {
		size_t size = next == 44 ? 8 : (ip[at + 1] + 1) * 8;

		next = ip[at];
		at += size;
	}
	return at;
}

static const char *nxdomain_wrong(const unsigned char *asked, const unsigned char *told, size_t size,
				  const struct vector *v)
{
	size_t whole = DNS_HEADER + v->qname_size + 4;

	if (size < whole)
		return "shorter than header and question";
	if (memcmp(asked, told, 2))
		return "another id";
	if (!(told[2] & 0x80) || (told[2] & 0x78) || (told[3] & 15) != 3)
		return "not NXDOMAIN";
	if ((asked[2] ^ told[2]) & 1)
		return "RD not as asked";
	if (get16(told + 4) != 1 || get16(told + 6) || get16(told + 8) || get16(told + 10) > 1)
		return "the counts";
	if (memcmp(asked + DNS_HEADER, told + DNS_HEADER, v->qname_size + 4))
		return "another question";
	if (!get16(told + 10))
		return size == whole ? NULL : "bytes behind the question";
	/* An OPT record with one option, an Extended DNS Error (RFC 8914), of the code 15, "Blocked". */
	if (size < whole + 17 || told[whole] || get16(told + whole + 1) != 41)
		return "no OPT record";
	if (get16(told + whole + 9) != size - whole - 11)
		return "the length of OPT";
	if (get16(told + whole + 11) != 15 || get16(told + whole + 13) != size - whole - 15 ||
	    get16(told + whole + 15) != 15)
		return "not the extended error \"Blocked\"";
	return NULL;
}

static const char *layer4_wrong(const unsigned char *asked, const unsigned char *told, size_t size, bool tcp,
				size_t payload, const struct vector *v)
{
	if (get16(asked) != get16(told + 2) || get16(asked + 2) != get16(told))
		return "ports not swapped";
	if (!tcp)
		return get16(told + 4) == size ? nxdomain_wrong(asked + 8, told + 8, size - 8, v) : "the length of UDP";
	if (size != 20 || told[12] != 0x50)
		return "the size of the reset";
	if (!(told[13] & 4))
		return "not a reset";
	/* RFC 9293, 3.5.2: a reset's number is the one that the segment acknowledged; with ACK it acknowledges the segment. */
	if ((told[13] & 16) && get32(told + 8) != ((get32(asked + 4) + payload) & 0xffffffff))
		return "the acknowledged number";
	return get32(told + 4) == get32(asked + 8) ? NULL : "the sequence number";
}

const char *answer_wrong(const unsigned char *question, size_t question_size, const unsigned char *answer,
			 size_t answer_size, const struct vector *v)
{
	const unsigned char *asked = question + ETH_HLEN, *told = answer + ETH_HLEN;
	bool four = asked[0] >> 4 == 4;
	size_t addresses = four ? 12 : 8, size = four ? 4 : 16, header = four ? 20 : 40;
	size_t l4 = four ? (asked[0] & 15) * 4u : tcp_offset6(asked);
	unsigned char protocol;
	unsigned long pseudo;

	if (memcmp(question, answer + 6, 6) || memcmp(question + 6, answer, 6) || memcmp(question + 12, answer + 12, 2))
		return "link-layer addresses not swapped";
	if (answer_size < ETH_HLEN + header + 8 || told[0] >> 4 != asked[0] >> 4 || (four && told[0] != 0x45))
		return "the IP header";
	if (memcmp(asked + addresses, told + addresses + size, size) ||
	    memcmp(asked + addresses + size, told + addresses, size))
		return "IP addresses not swapped";
	answer_size -= ETH_HLEN;
	if (get16(told + (four ? 2 : 4)) != answer_size - (four ? 0 : header))
		return "the length of IP";
	if (four && !is_right(sum(told, header, 0)))
		return "the checksum of IPv4";
	protocol = told[four ? 9 : 6];
	pseudo = sum(told + addresses, 2 * size, protocol + answer_size - header);
	if (!is_right(sum(told + header, answer_size - header, pseudo)))
		return "the checksum of UDP or TCP";
	return layer4_wrong(asked + l4, told + header, answer_size - header, protocol == 6,
			    question_size - ETH_HLEN - l4 - (protocol == 6 ? (asked[l4 + 12] >> 4) * 4u : 8), v);
}
