// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "ask.h"
#include "tap.h"

#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

const struct lookup lookups[LOOKUPS] = {
	{"UDP, connected",                  AF_INET,  SOCK_DGRAM,  1, CUT_NONE     },
	{"UDP, by sendto",                  AF_INET,  SOCK_DGRAM,  0, CUT_NONE     },
	{"UDP over IPv6",                   AF_INET6, SOCK_DGRAM,  1, CUT_NONE     },
	{"TCP",			     AF_INET,  SOCK_STREAM, 1, CUT_NONE     },
	{"TCP over IPv6",                   AF_INET6, SOCK_STREAM, 1, CUT_NONE     },
	{"TCP, byte by byte",               AF_INET,  SOCK_STREAM, 1, CUT_BYTES    },
	{"TCP, behind an allowed question", AF_INET,  SOCK_STREAM, 1, CUT_PIPELINED},
};
void ask_begin(struct stage *s, const struct lookup *how, const char *name, bool inside)
{
	s->asker = fork();
	if (s->asker)
		return;
	/* The watcher sees our end only when no child of ours keeps its pipe. */
	close(s->group.alive);
	if (inside)
		group_join(&s->group);
	prctl(PR_SET_NAME, ASKER);
	_exit(how->type == SOCK_DGRAM ? dns_udp(how->family, how->connected, name)
				      : dns_tcp(how->family, how->cut, ALLOWED_NAME, name));
}

enum heard ask_end(struct stage *s)
{
	int status;

	if (waitpid(s->asker, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) >= HEARD_WORDS)
		return HEARD_OTHER;
	return WEXITSTATUS(status);
}

enum heard ask(struct stage *s, const struct lookup *how, const char *name, bool inside)
{
	ask_begin(s, how, name, inside);
	return ask_end(s);
}

bool expect(struct stage *s, const char *when, const struct lookup *how, const char *name, enum heard expected)
{
	enum heard heard = ask(s, how, name, true);

	return check(heard == expected, "%s: %s of %s hears %s%s%s", when, how->how, name, heard_word(expected),
		     heard == expected ? "" : ", not ", heard == expected ? "" : heard_word(heard));
}

bool expect_all(struct stage *s, const char *when, enum heard udp, enum heard tcp)
{
	bool all = true;

	for (size_t i = 0; i < LOOKUPS; i++) {
		enum heard denied = lookups[i].type == SOCK_DGRAM ? udp : tcp;

		all &= expect(s, when, &lookups[i], i % 2 ? BELOW_NAME : DENIED_NAME, denied);
		all &= expect(s, when, &lookups[i], ALLOWED_NAME, HEARD_ADDRESS);
	}
	return all;
}
