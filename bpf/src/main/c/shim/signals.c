/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for a command's end or a signal to us, whichever comes first. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shim.h"

#define PIDFD 3 /* P_PIDFD, which this C library may not name */

/* Written by the handler, read by await: its pipe is never full, for a person does not type so fast. */
struct caught {
	int signal;
	int from_terminal;
};

static int caught_pipe[2] = {-1, -1};

static void handle(int signal, siginfo_t *from, void *context)
{
	/* tty_io.c: isig() sends to the foreground process group as the kernel; kill(2) says SI_USER. */
	struct caught caught = {.signal = signal, .from_terminal = from->si_code == SI_KERNEL};
	int saved = errno;
	ssize_t written = write(caught_pipe[1], &caught, sizeof(caught));

	(void)written;
	(void)context;
	errno = saved;
}

int fb_catch_signals(const int *signals, int count)
{
	struct sigaction action, present;

	if (caught_pipe[0] < 0 && pipe2(caught_pipe, O_CLOEXEC | O_NONBLOCK))
		return -errno;
	memset(&action, 0, sizeof(action));
	action.sa_sigaction = handle;
	action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
	for (int i = 0; i < count; i++) {
		/* What our caller ignores (nohup) stays ignored, here and in the command. */
		if (sigaction(signals[i], NULL, &present))
			return -errno;
		if (present.sa_handler == SIG_IGN)
			continue;
		if (sigaction(signals[i], &action, NULL))
			return -errno;
	}
	return 0;
}

static int take_signal(int *result)
{
	struct caught caught;

	if (caught_pipe[0] < 0 || read(caught_pipe[0], &caught, sizeof(caught)) != sizeof(caught))
		return 0;
	result[0] = FB_NEXT_SIGNALLED;
	result[1] = caught.signal;
	result[2] = caught.from_terminal;
	return 1;
}

static int take_end(int pidfd, int *result)
{
	siginfo_t end;

	memset(&end, 0, sizeof(end));
	while (waitid(PIDFD, pidfd, &end, WEXITED | WNOHANG))
		if (errno != EINTR)
			return -errno;
	if (!end.si_pid)
		return 0;
	result[0] = end.si_code == CLD_EXITED ? FB_NEXT_EXITED : FB_NEXT_KILLED;
	result[1] = end.si_status;
	return 1;
}

int fb_await_next(int pidfd, int *result)
{
	struct pollfd waits[2] = {
		{.fd = pidfd,          .events = POLLIN},
		{.fd = caught_pipe[0], .events = POLLIN}, /* negative: not waited for */
	};

	for (;;) {
		int took = take_signal(result);

		if (!took)
			took = take_end(pidfd, result);
		if (took)
			return took < 0 ? took : 0;
		if (poll(waits, 2, -1) < 0 && errno != EINTR)
			return -errno;
	}
}

int fb_signal(int pidfd, int signal)
{
	return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) ? -errno : 0;
}
