// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.command;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The calls to C for {@link BornCommand}. */
final class Spawn {
    private static final int NO_PROCESS = 3; // ESRCH
    private static final int NO_ENTRY = 2; // ENOENT
    private static final int NO_DIRECTORY = 20; // ENOTDIR

    /** What shells search when there is no PATH (execvp(3) of glibc). */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    /** Descriptors, comma-separated; set by the launcher (node-agent/src/main/c/launcher.c). */
    private static final String INHERITED = "firebreak.inherited";

    private Spawn() {}

    static Birth start(Cgroup cgroup, Command command) {
        int[] result = new int[2];
        int pidfd;
        try (Descriptor folder = Descriptor.open(cgroup.path())) {
            pidfd = Native.spawn0(
                    folder.number(),
                    Bytes.strings(candidates(command)),
                    Bytes.strings(command.arguments()),
                    environment(command),
                    Bytes.of(command.directory()),
                    command.identity()
                            .map(user -> IntStream.concat(
                                            IntStream.of(user.uid(), user.gid()),
                                            user.groups().stream().mapToInt(Integer::intValue))
                                    .toArray())
                            .orElse(null),
                    Bytes.strings(
                            command.maskedSockets().stream().map(Path::toString).toList()),
                    inherited(),
                    result);
        } catch (BpfException e) {
            return new Birth.Failed(e);
        }
        return pidfd >= 0
                ? new Birth.Started(new BornCommand(result[0], new Descriptor(pidfd)))
                : failed(-pidfd, result[1], command, cgroup);
    }

    /** Our own environment is handed down as it is: what is no UTF-8 in it would not outlive a Java string. */
    private static byte @Nullable [] environment(Command command) {
        return command.environment().equals(System.getenv())
                ? null
                : Bytes.strings(command.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
    }

    /** What our launcher found open before the runtime started: its caller's, and now the command's. */
    private static int[] inherited() {
        return Arrays.stream(System.getProperty(INHERITED, "").split(",", -1))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static Birth failed(int errno, int step, Command command, Cgroup cgroup) {
        String program = command.arguments().getFirst();
        return switch (step) {
            case Abi.FB_SPAWN_CLONE -> new Birth.Failed(Errno.exception(errno, "start a process in " + cgroup.path()));
            case Abi.FB_SPAWN_MASK -> new Birth.Failed(Errno.exception(errno, "hide " + command.maskedSockets()));
            case Abi.FB_SPAWN_IDENTITY ->
                new Birth.Failed(Errno.exception(
                        errno,
                        "become " + command.identity().map(Object::toString).orElse("the caller")));
            case Abi.FB_SPAWN_DIRECTORY -> new Birth.Failed(Errno.exception(errno, "enter " + command.directory()));
            case Abi.FB_SPAWN_EXEC ->
                errno == NO_ENTRY || errno == NO_DIRECTORY
                        ? new Birth.NotFound(Errno.exception(errno, program))
                        : new Birth.NotExecutable(Errno.exception(errno, program));
            default -> throw new IllegalStateException("spawn step " + step);
        };
    }

    /** The paths to try, as execvp(3) does. */
    static List<String> candidates(Command command) {
        String program = command.arguments().getFirst();
        if (program.isEmpty() || program.indexOf('/') >= 0) {
            return List.of(program);
        }
        String path = command.environment().getOrDefault("PATH", DEFAULT_PATH);
        return Arrays.stream(path.split(":", -1))
                .map(folder -> folder.isEmpty() ? program : folder + "/" + program)
                .toList();
    }

    static void catchSignals(Collection<Integer> signals) {
        Errno.check(
                Native.catchSignals0(
                        signals.stream().mapToInt(Integer::intValue).toArray()),
                "catch signals");
    }

    static Next next(Descriptor descriptor) {
        int[] result = new int[3];
        Errno.check(Native.awaitNext0(descriptor.number(), result), "wait for the command");
        return switch (result[0]) {
            case Abi.FB_NEXT_EXITED -> new Next.Exited(result[1]);
            case Abi.FB_NEXT_KILLED -> new Next.Killed(result[1]);
            case Abi.FB_NEXT_SIGNALLED -> new Next.Signalled(result[1], result[2] != 0);
            default -> throw new IllegalStateException("next " + result[0]);
        };
    }

    static boolean signal(Descriptor descriptor, int signal) {
        int result = Native.signal0(descriptor.number(), signal);
        if (result == -NO_PROCESS) {
            return false;
        }
        Errno.check(result, "send signal " + signal);
        return true;
    }
}
