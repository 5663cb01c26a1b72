// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.command;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.util.Collection;

/** A command that was born inside a cgroup, and its end. {@link #close()} lets go of it; it does not end it. */
public final class BornCommand implements AutoCloseable {
    private final int pid;
    private final Descriptor descriptor;

    BornCommand(int pid, Descriptor descriptor) {
        this.pid = pid;
        this.descriptor = descriptor;
    }

    /** Starts a command inside a cgroup: there is no moment at which it runs outside (CLONE_INTO_CGROUP, 5.7). */
    public static Birth start(Cgroup cgroup, Command command) {
        return Spawn.start(cgroup, command);
    }

    /**
     * From now on catches these signals, in place of whatever the JVM does with them; {@link #next()} then returns them.
     * For the whole process, for good; called before the command is started, so that none is lost. Not SIGUSR2, SIGSEGV
     * and the like, which the JVM itself needs.
     */
    public static void catchSignals(Collection<Integer> signals) {
        Spawn.catchSignals(signals);
    }

    /**
     * Stops this very process, as SIGTSTP does to one that does not catch it, so that a shell sees the job stopped;
     * returns when it is continued.
     */
    public static void stopSelf() {
        Errno.check(Native.stopSelf0(), "stop");
    }

    /** Returns its process number. */
    public int pid() {
        return pid;
    }

    /** Waits for the next thing to happen. */
    public Next next() {
        return Spawn.next(descriptor);
    }

    /** Sends it a signal; false when it has ended. */
    public boolean signal(int signal) {
        return Spawn.signal(descriptor, signal);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
