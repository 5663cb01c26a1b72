// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.cgroup.CgroupMount;
import dev.firebreak.bpf.cgroup.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A cgroup and a folder of a bpffs of one test's own; JUnit closes it with the test. */
public record Site(Cgroup cgroup, Path pins) implements AutoCloseable {

    /** Makes both under a name that no other test has. */
    static Site make() throws IOException {
        String name = "firebreak-test-" + UUID.randomUUID().toString().substring(0, 8);
        Cgroup cgroup = CgroupMount.find().orElseThrow().own().create(name);
        return new Site(cgroup, Mounts.ofType("bpf").orElseThrow().resolve(name));
    }

    @Override
    public void close() throws IOException {
        removeTree(pins);
        cgroup.remove();
    }

    private static void removeTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    removeTree(entry);
                } else {
                    Files.delete(entry);
                }
            }
        }
        Files.delete(folder);
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
