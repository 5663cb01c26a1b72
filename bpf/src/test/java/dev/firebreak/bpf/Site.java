// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.cgroup.CgroupMount;
import dev.firebreak.bpf.cgroup.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A cgroup and a folder of a bpffs of one test's own. JUnit closes it with the test; where the test is killed, the sweeper,
 * which waits for the end of its input, clears them away all the same.
 */
public record Site(Cgroup cgroup, Path pins, Process sweeper) implements AutoCloseable {
    private static final String SWEEP = """
            trap '' INT HUP TERM
            cat > /dev/null
            rm -rf "$2"
            while [ -d "$1" ] && ! rmdir "$1" 2> /dev/null; do
                for pid in $(cat "$1/cgroup.procs"); do kill -9 "$pid"; done
                sleep 0.02
            done
            """;

    /** Makes both under a name that no other test has. */
    static Site make() throws IOException {
        String name = "firebreak-test-" + UUID.randomUUID().toString().substring(0, 8);
        Cgroup cgroup = CgroupMount.find().orElseThrow().own().child(name);
        Path pins = Mounts.ofType("bpf").orElseThrow().resolve(name);
        Process sweeper =
                new ProcessBuilder("sh", "-c", SWEEP, "sweep", cgroup.path().toString(), pins.toString()).start();
        CgroupMount.find().orElseThrow().own().create(name);
        return new Site(cgroup, pins, sweeper);
    }

    @Override
    public void close() throws IOException {
        sweeper.getOutputStream().close();
        sweeper.onExit().join();
    }

    /** Gives every test method that asks for one a site of its own. */
    public static final class Each implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Site.class;
        }

        @Override
        public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
            try {
                Site site = make();
                context.getStore(ExtensionContext.Namespace.create(Site.class, context.getUniqueId()))
                        .put("site", site);
                return site;
            } catch (IOException e) {
                throw new IllegalStateException("making a site", e);
            }
        }
    }
}
