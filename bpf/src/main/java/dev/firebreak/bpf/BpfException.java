// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

/**
 * A system call on the kernel side that failed: what was tried, the errno, its words, and where libbpf or the verifier
 * said more, the end of what they said.
 */
public final class BpfException extends RuntimeException {
    private final int errno;
    private final String log;

    /**
     * @param operation what was tried and on what, as in "attach fb_egress to /sys/fs/cgroup/run-1"
     * @param errno a positive errno
     * @param words the errno's name and meaning
     * @param log the end of libbpf's and the verifier's log; empty when they were silent
     */
    public BpfException(String operation, int errno, String words, String log) {
        super(operation + ": " + words + (log.isEmpty() ? "" : "\n" + log.stripTrailing()));
        this.errno = errno;
        this.log = log;
    }

    /** Returns the errno, positive. */
    public int errno() {
        return errno;
    }

    /** Returns the end of libbpf's and the verifier's log, at most 16 KiB; empty when they were silent. */
    public String log() {
        return log;
    }
}
