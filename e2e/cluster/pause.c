// SPDX-License-Identifier: Apache-2.0
// The first process of a node and of each pod: does nothing but bury the processes that it inherits.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal)
{
	(void)signal;
	_exit(0);
}

static void bury(int signal)
{
	(void)signal;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
}

int main(void)
{
	signal(SIGINT, end);
	signal(SIGTERM, end);
	signal(SIGCHLD, bury);
	bury(SIGCHLD); /* those that ended before */
	for (;;)
		pause();
}
