// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A step of attaching, as one sees from outside that it was reached: firebreak is killed at each. */
enum Milestone {
    RUN_IS_KNOWN("", ""),
    CGROUP_IS_MADE("", null),
    FILTER_IS_PINNED("filter/maps/config", ""),
    FIRST_LINK_IS_PINNED("links/fb_connect4", ""),
    FLAGS_ARE_PINNED("links/fb_sendmsg6", ""),
    LOCK_1_IS_PINNED("links/fb_egress", ""),
    LOCK_2_IS_PINNED("links/fb_ingress", ""),
    COMMAND_IS_BORN("", "cgroup.procs");

    private final String pin;
    private final @Nullable String inCgroup;

    Milestone(String pin, @Nullable String inCgroup) {
        this.pin = pin;
        this.inCgroup = inCgroup;
    }

    /** Whether the run of this process has come so far. */
    boolean isReached(Path runs, Path cgroups, long pid) {
        Optional<Path> run = named(runs, "-" + pid);
        if (run.isEmpty()) {
            return false;
        }
        Path cgroup = cgroups.resolve("firebreak-" + run.get().getFileName());
        if (inCgroup == null) {
            return Files.exists(cgroup);
        }
        if (inCgroup.isEmpty()) {
            return Files.exists(run.get().resolve(pin));
        }
        try {
            return Files.exists(cgroup)
                    && !Files.readString(cgroup.resolve(inCgroup)).isEmpty();
        } catch (IOException e) {
            return false; // gone again
        }
    }

    static Optional<Path> named(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(run -> run.getFileName().toString().endsWith(ending))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
