/* SPDX-License-Identifier: Apache-2.0 */
/* One netlink request and its answer. */
#ifndef FIREBREAK_NETLINK_H
#define FIREBREAK_NETLINK_H

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>

#define FB_NETLINK_ROOM 8192

/* A request under construction: a header, a family's own struct, attributes. */
struct fb_request {
	struct nlmsghdr header;
	char rest[1024];
};

/* Appends an attribute; the room is enough for all that we send. */
void fb_put(struct fb_request *request, int type, const void *value, size_t size);
struct rtattr *fb_nest(struct fb_request *request, int type);
void fb_nest_end(struct fb_request *request, struct rtattr *nest);

/*
 * Sends the request and waits for its answer.
 *
 * visit: called for every message that is an answer, 0 to go on; NULL: none is wanted.
 * Returns 0, the first value but 0 of visit, or a negative errno.
 */
int fb_ask(int protocol, struct fb_request *request, int (*visit)(const struct nlmsghdr *, void *), void *context);

#endif
