/* SPDX-License-Identifier: Apache-2.0 */
/* Which device leads to a nameserver, the probe packet, and the end of a TCP connection. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netlink.h"
#include "shim.h"

#define DISCARD_PORT 9 /* RFC 863: whatever comes is thrown away */

static int family_of(size_t size)
{
	return size == sizeof(struct in_addr) ? AF_INET : AF_INET6;
}

int fb_enter_netns(int descriptor)
{
	return setns(descriptor, CLONE_NEWNET) ? -errno : 0;
}

static int take_device(const struct nlmsghdr *message, void *context)
{
	struct rtmsg *route = NLMSG_DATA(message);
	int left = RTM_PAYLOAD(message);

	for (struct rtattr *at = RTM_RTA(route); RTA_OK(at, left); at = RTA_NEXT(at, left))
		if (at->rta_type == RTA_OIF)
			memcpy(context, RTA_DATA(at), sizeof(int));
	return 0;
}

/* result: 1 when the device's frames have Ethernet headers, 1 when it is a loopback; the name: IF_NAMESIZE octets. */
int fb_device(int device, char *name, int *result)
{
	struct ifreq request = {};
	int error = 0, any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (any < 0)
		return -errno;
	if (!if_indextoname(device, request.ifr_name) || ioctl(any, SIOCGIFHWADDR, &request))
		error = -errno;
	memcpy(name, request.ifr_name, IF_NAMESIZE);
	result[0] = request.ifr_hwaddr.sa_family == ARPHRD_ETHER || request.ifr_hwaddr.sa_family == ARPHRD_LOOPBACK;
	result[1] = request.ifr_hwaddr.sa_family == ARPHRD_LOOPBACK;
	close(any);
	return error;
}

int fb_devices(int *indexes, int room)
{
	struct if_nameindex *all = if_nameindex();
	int count = 0;

	if (!all)
		return -errno;
	while (all[count].if_index && count < room) {
		indexes[count] = all[count].if_index;
		count++;
	}
	if_freenameindex(all);
	return count;
}

int fb_route(const void *address, size_t size, int device)
{
	struct fb_request request = {
		.header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg)), .nlmsg_type = RTM_GETROUTE},
	};
	struct rtmsg *route = NLMSG_DATA(&request.header);
	int error, found = 0;

	route->rtm_family = family_of(size);
	route->rtm_dst_len = size * 8;
	fb_put(&request, RTA_DST, address, size);
	if (device)
		fb_put(&request, RTA_OIF, &device, sizeof(device));
	error = fb_ask(NETLINK_ROUTE, &request, take_device, &found);
	if (error)
		return error;
	return found ?: -ENETUNREACH;
}

int fb_send_probe(const void *address, size_t size, int device, int mark, const void *payload, size_t payload_size)
{
	struct sockaddr_in to4 = {.sin_family = AF_INET, .sin_port = htons(DISCARD_PORT)};
	struct sockaddr_in6 to6 = {.sin6_family = AF_INET6, .sin6_port = htons(DISCARD_PORT), .sin6_scope_id = device};
	char name[IF_NAMESIZE] = {};
	int probe, error = 0;

	if (!if_indextoname(device, name))
		return -errno;
	probe = socket(family_of(size), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (probe < 0)
		return -errno;
	memcpy(size == sizeof(to4.sin_addr) ? (void *)&to4.sin_addr : (void *)&to6.sin6_addr, address, size);
	if (setsockopt(probe, SOL_SOCKET, SO_MARK, &mark, sizeof(mark)) ||
	    setsockopt(probe, SOL_SOCKET, SO_BINDTODEVICE, name, sizeof(name)) ||
	    sendto(probe, payload, payload_size, 0,
		   size == sizeof(to4.sin_addr) ? (struct sockaddr *)&to4 : (struct sockaddr *)&to6,
		   size == sizeof(to4.sin_addr) ? sizeof(to4) : sizeof(to6)) < 0)
		error = -errno;
	close(probe);
	return error;
}

/* By its four numbers, as an event tells them (sock_diag(7), SOCK_DESTROY). */
int fb_destroy_tcp(const void *local, int local_port, const void *remote, int remote_port, size_t size)
{
	struct fb_request request = {
		.header =
			{
				 .nlmsg_len = NLMSG_LENGTH(sizeof(struct inet_diag_req_v2)),
				 .nlmsg_type = SOCK_DESTROY,
				 .nlmsg_flags = NLM_F_ACK,
				 },
	};
	struct inet_diag_req_v2 *diag = NLMSG_DATA(&request.header);

	diag->sdiag_family = family_of(size);
	diag->sdiag_protocol = IPPROTO_TCP;
	diag->idiag_states = -1;
	diag->id.idiag_sport = htons(local_port);
	diag->id.idiag_dport = htons(remote_port);
	memcpy(diag->id.idiag_src, local, size);
	memcpy(diag->id.idiag_dst, remote, size);
	diag->id.idiag_cookie[0] = diag->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
	return fb_ask(NETLINK_SOCK_DIAG, &request, NULL, NULL);
}
