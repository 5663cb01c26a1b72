/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A direct-action filter at a device's clsact egress, first in line. By netlink ourselves: libbpf cannot say classid,
 * which is how the judge learns its scope.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <string.h>

#include "netlink.h"
#include "shim.h"

#define FIRST_PRIORITY 1
#define OUR_HANDLE 0x4642 /* "FB": a second run finds and replaces it, no other program's is hit */

static void begin(struct fb_request *request, int type, int flags, int device, __u32 parent)
{
	struct tcmsg *message = NLMSG_DATA(&request->header);

	memset(request, 0, sizeof(*request));
	request->header.nlmsg_len = NLMSG_LENGTH(sizeof(*message));
	request->header.nlmsg_type = type;
	request->header.nlmsg_flags = flags;
	message->tcm_family = AF_UNSPEC;
	message->tcm_ifindex = device;
	message->tcm_parent = parent;
}

static void begin_filter(struct fb_request *request, int type, int flags, int device, int priority, int handle)
{
	struct tcmsg *message = NLMSG_DATA(&request->header);

	begin(request, type, flags, device, TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS));
	message->tcm_info = TC_H_MAKE(priority << 16, htons(ETH_P_ALL));
	message->tcm_handle = handle;
	fb_put(request, TCA_KIND, "bpf", sizeof("bpf"));
}

static int qdisc(int type, int flags, int device)
{
	struct fb_request request;

	begin(&request, type, flags | NLM_F_ACK, device, TC_H_CLSACT);
	((struct tcmsg *)NLMSG_DATA(&request.header))->tcm_handle = TC_H_MAKE(TC_H_CLSACT, 0);
	fb_put(&request, TCA_KIND, "clsact", sizeof("clsact"));
	return fb_ask(NETLINK_ROUTE, &request, NULL, NULL);
}

/* result: priority, handle, 1 when the qdisc was made by this call. */
int fb_add_clsact(int device, int program, int classid, const char *name, int *result)
{
	struct fb_request request;
	__u32 flags = TCA_BPF_FLAG_ACT_DIRECT, id = classid;
	struct rtattr *options;
	int error = qdisc(RTM_NEWQDISC, NLM_F_CREATE | NLM_F_EXCL, device);

	if (error && error != -EEXIST)
		return error;
	result[0] = FIRST_PRIORITY;
	result[1] = OUR_HANDLE;
	result[2] = !error;
	begin_filter(&request, RTM_NEWTFILTER, NLM_F_CREATE | NLM_F_ACK, device, FIRST_PRIORITY, OUR_HANDLE);
	options = fb_nest(&request, TCA_OPTIONS);
	fb_put(&request, TCA_BPF_FD, &program, sizeof(program));
	fb_put(&request, TCA_BPF_NAME, name, strlen(name) + 1);
	fb_put(&request, TCA_BPF_FLAGS, &flags, sizeof(flags));
	if (id)
		fb_put(&request, TCA_BPF_CLASSID, &id, sizeof(id));
	fb_nest_end(&request, options);
	error = fb_ask(NETLINK_ROUTE, &request, NULL, NULL);
	if (error && result[2])
		qdisc(RTM_DELQDISC, 0, device);
	return error;
}

static int is_filter(const struct nlmsghdr *message, void *context)
{
	(void)context;
	return message->nlmsg_type == RTM_NEWTFILTER;
}

/* Are there filters in the clsact qdisc, in either direction? 1, 0 or a negative errno. */
static int has_filters(int device)
{
	struct fb_request request;
	int found;

	begin(&request, RTM_GETTFILTER, NLM_F_DUMP, device, TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS));
	found = fb_ask(NETLINK_ROUTE, &request, is_filter, NULL);
	if (found)
		return found;
	begin(&request, RTM_GETTFILTER, NLM_F_DUMP, device, TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS));
	return fb_ask(NETLINK_ROUTE, &request, is_filter, NULL);
}

/* A qdisc that somebody has used since we made it stays. */
int fb_remove_clsact(int device, int priority, int handle, bool qdisc_too)
{
	struct fb_request request;
	int error;

	begin_filter(&request, RTM_DELTFILTER, NLM_F_ACK, device, priority, handle);
	error = fb_ask(NETLINK_ROUTE, &request, NULL, NULL);
	if (error || !qdisc_too)
		return error;
	error = has_filters(device);
	if (error)
		return error < 0 ? error : 0;
	return qdisc(RTM_DELQDISC, 0, device);
}
