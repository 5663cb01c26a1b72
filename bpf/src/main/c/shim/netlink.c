/* SPDX-License-Identifier: Apache-2.0 */
#include "netlink.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void fb_put(struct fb_request *request, int type, const void *value, size_t size)
{
	struct rtattr *attribute = (void *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));

	attribute->rta_type = type;
	attribute->rta_len = RTA_LENGTH(size);
	if (size)
		memcpy(RTA_DATA(attribute), value, size);
	request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
}

struct rtattr *fb_nest(struct fb_request *request, int type)
{
	struct rtattr *nest = (void *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));

	fb_put(request, type, NULL, 0);
	return nest;
}

void fb_nest_end(struct fb_request *request, struct rtattr *nest)
{
	nest->rta_len = (char *)request + request->header.nlmsg_len - (char *)nest;
}

static int read_answers(int socket, __u32 sequence, int (*visit)(const struct nlmsghdr *, void *), void *context)
{
	char buffer[FB_NETLINK_ROOM] __attribute__((aligned(NLMSG_ALIGNTO)));

	for (;;) {
		ssize_t size = recv(socket, buffer, sizeof(buffer), 0);
		struct nlmsghdr *message = (void *)buffer;

		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return -errno;
		for (; NLMSG_OK(message, size); message = NLMSG_NEXT(message, size)) {
			int result;

			if (message->nlmsg_seq != sequence)
				continue;
			if (message->nlmsg_type == NLMSG_DONE)
				return 0;
			if (message->nlmsg_type == NLMSG_ERROR)
				return ((struct nlmsgerr *)NLMSG_DATA(message))->error;
			result = visit ? visit(message, context) : 0;
			if (result)
				return result;
			if (!(message->nlmsg_flags & NLM_F_MULTI) && visit)
				return 0;
		}
	}
}

int fb_ask(int protocol, struct fb_request *request, int (*visit)(const struct nlmsghdr *, void *), void *context)
{
	int result, netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

	if (netlink < 0)
		return -errno;
	request->header.nlmsg_seq = 1;
	request->header.nlmsg_flags |= NLM_F_REQUEST;
	if (send(netlink, request, request->header.nlmsg_len, 0) < 0)
		result = -errno;
	else
		result = read_answers(netlink, request->header.nlmsg_seq, visit, context);
	close(netlink);
	return result;
}
