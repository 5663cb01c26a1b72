/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command born in a cgroup. The child has a copy of a JVM's memory and one of its threads: until it executes the
 * command it calls nothing but the kernel.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shim.h"

/* Of the child, in its own copy of our memory. */
static int failure_fd;

struct failure {
	int step;
	int error;
};

static void fail(int step, int error)
{
	struct failure failure = {.step = step, .error = error};
	ssize_t written = write(failure_fd, &failure, sizeof(failure));

	(void)written;
	_exit(127);
}

/*
 * The JVM's handlers and whatever the launcher blocked must not reach the command. What our caller had ignored (nohup,
 * a shell's background job) stays ignored, as it would without us.
 */
static void reset_signals(void)
{
	struct sigaction standard = {.sa_handler = SIG_DFL}, present;
	sigset_t none;

	for (int signal = 1; signal < NSIG; signal++) {
		bool kept = signal == SIGHUP || signal == SIGINT || signal == SIGQUIT || signal == SIGTERM;

		if (kept && !sigaction(signal, NULL, &present) && present.sa_handler == SIG_IGN)
			continue;
		sigaction(signal, &standard, NULL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Over a socket /dev/null is mounted: to connect to it says ECONNREFUSED, as if the daemon did not listen. */
static void mask(char **paths)
{
	if (!*paths)
		return;
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL))
		fail(FB_SPAWN_MASK, errno);
	for (; *paths; paths++)
		if (mount("/dev/null", *paths, NULL, MS_BIND, NULL))
			fail(FB_SPAWN_MASK, errno);
}

/* By the kernel's own calls: the C library's would tell the other threads, which are not here. */
static void become(const int *identity, int count)
{
	if (!identity)
		return;
	if (syscall(SYS_setgroups, count - 2, identity + 2) ||
	    syscall(SYS_setresgid, identity[1], identity[1], identity[1]) ||
	    syscall(SYS_setresuid, identity[0], identity[0], identity[0]))
		fail(FB_SPAWN_IDENTITY, errno);
}

/* As execvp(3) searches, but for its running of scripts without #!. */
static void execute(const struct fb_command *command)
{
	int error = ENOENT;

	for (char **candidate = command->candidates; *candidate; candidate++) {
		execve(*candidate, command->arguments, command->environment ? command->environment : environ);
		switch (errno) {
		case EACCES:
			error = errno;
			/* fall through */
		case ENOENT:
		case ENOTDIR:
		case ESTALE:
		case ENODEV:
		case ETIMEDOUT:
			continue;
		default:
			fail(FB_SPAWN_EXEC, errno);
		}
	}
	fail(FB_SPAWN_EXEC, error);
}

/*
 * The standard streams are the command's, and what our caller handed down beside them (a jobserver's pipe, a process
 * substitution of a shell); everything else here is the JVM's. The pipe for failures closes itself when we execute.
 */
static void close_what_is_ours(const struct fb_command *command)
{
	unsigned int next = STDERR_FILENO + 1;

	for (;;) {
		unsigned int keep = ~0U;

		if ((unsigned int)failure_fd >= next)
			keep = failure_fd;
		for (int i = 0; i < command->kept_count; i++)
			if (command->kept[i] >= (int)next && (unsigned int)command->kept[i] < keep)
				keep = command->kept[i];
		if (keep > next)
			syscall(SYS_close_range, next, keep == ~0U ? keep : keep - 1, 0);
		if (keep == ~0U)
			return;
		next = keep + 1;
	}
}

static void be_born(const struct fb_command *command, int failures)
{
	failure_fd = failures;
	close_what_is_ours(command);
	reset_signals();
	mask(command->masked);
	/* Before the identity: the caller is in this folder already, whoever the command will be. */
	if (chdir(command->directory))
		fail(FB_SPAWN_DIRECTORY, errno);
	become(command->identity, command->identity_count);
	execute(command);
}

char **fb_split(char *strings, size_t size)
{
	size_t count = 0;
	char **out;

	/* The last NUL ends the list, not a string: an empty string is one. */
	for (size_t at = 0; at + 1 < size; at += strlen(strings + at) + 1)
		count++;
	out = calloc(count + 1, sizeof(*out));
	if (!out)
		return NULL;
	count = 0;
	for (size_t at = 0; at + 1 < size; at += strlen(strings + at) + 1)
		out[count++] = strings + at;
	return out;
}

int fb_spawn(const struct fb_command *command, int *pid, int *step)
{
	int pidfd = -1, ends[2], error = 0;
	struct clone_args arguments = {
		/* VFORK: returns when the child has executed the command or ended. */
		.flags = CLONE_INTO_CGROUP | CLONE_PIDFD | CLONE_VFORK,
		.pidfd = (uintptr_t)&pidfd,
		.exit_signal = SIGCHLD,
		.cgroup = command->cgroup,
	};
	struct failure failure;
	sigset_t all, before;
	long child;

	*step = FB_SPAWN_CLONE;
	if (pipe2(ends, O_CLOEXEC))
		return -errno;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	child = syscall(SYS_clone3, &arguments, sizeof(arguments));
	if (!child)
		be_born(command, ends[1]);
	if (child < 0)
		error = errno;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	close(ends[1]);
	if (!error && read(ends[0], &failure, sizeof(failure)) == sizeof(failure)) {
		siginfo_t ended;

		*step = failure.step;
		error = failure.error;
		while (waitid(P_PID, child, &ended, WEXITED) && errno == EINTR)
			;
		close(pidfd);
	}
	close(ends[0]);
	if (error)
		return -error;
	*pid = child;
	return pidfd;
}
