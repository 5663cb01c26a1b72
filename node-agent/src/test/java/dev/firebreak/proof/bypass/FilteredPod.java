// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import dev.firebreak.bpf.answer.Coverage;
import dev.firebreak.bpf.answer.PodAnswerer;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.filter.CgroupAttachment;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import dev.firebreak.proof.DeniedNames;
import dev.firebreak.proof.Mounts;
import dev.firebreak.proof.World;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The box as a pod: a cgroup of its own held to a scope, and in its network namespace the answerer that judges by itself.
 * All by dev.firebreak.bpf, as the agent does it.
 */
final class FilteredPod implements AutoCloseable {
    private static final ListDigest DIGEST = ListDigest.of(new byte[32]);
    private static final String NAME =
            "firebreak-proof-" + ProcessHandle.current().pid();

    final Cgroup cgroup;
    private final World world;
    private final Path pins;
    private final Process janitor;
    private final Filter filter;
    private final Scope scope;
    private @Nullable CgroupAttachment attachment;
    private boolean answers;

    FilteredPod(World world, String name) throws IOException {
        this.world = world;
        cgroup = Mounts.cgroup2().create(NAME + "-" + name);
        pins = Mounts.bpffs().resolve(NAME + "-" + name);
        janitor = new ProcessBuilder(
                        "setsid",
                        World.SOURCES.resolve("janitor.sh").toString(),
                        cgroup.path().toString(),
                        pins.toString())
                .start();
        filter = Filter.load(FilterConfig.DEFAULT.withPorts(List.of(53, 5300)), Filter.POD_PROGRAMS);
        filter.lists().load(DIGEST, new DeniedNames(Client.DENIED));
        scope = new Scope(
                (5 + ProcessHandle.current().pid() % 0x10000) * Scope.SLOTS + 1,
                1,
                Set.of(ScopeFlag.RECORDS_ALLOWED),
                List.of(new ListUse(DIGEST, true, false, true)));
        filter.scopes().put(scope);
    }

    /** Lock 1 and lock 2, at a cgroup that nobody is in yet. */
    void attach() {
        attachment = filter.attach(cgroup, scope, pins.resolve("links"));
    }

    /** The same where processes run already. */
    void attachLate() {
        attachment = filter.attachLate(cgroup, scope, pins.resolve("links"));
    }

    /** The answerer, on all devices of the box. */
    List<Coverage> answer() throws Exception {
        answers = true;
        return PodAnswerer.install(
                filter,
                world.namespace(World.Place.BOX, "net"),
                scope,
                List.of(
                        InetAddress.ofLiteral("192.0.2.53"),
                        InetAddress.ofLiteral("198.51.100.53"),
                        InetAddress.ofLiteral("127.0.0.1")),
                pins.resolve("answerer"));
    }

    /** Takes the answerer away behind the back of lock 1, which still counts the devices as covered. */
    void stopAnswering() throws Exception {
        PodAnswerer.detach(world.namespace(World.Place.BOX, "net"), pins.resolve("answerer"));
        answers = false;
    }

    /** A command that runs inside the pod's cgroup, in a namespace of the world. */
    List<String> inside(World.Place place, List<String> command) {
        var joining =
                new ArrayList<>(List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", cgroup.path() + "/cgroup.procs"));
        joining.addAll(command);
        return world.inside(place, joining);
    }

    @Override
    public void close() throws IOException {
        if (answers) {
            try {
                stopAnswering();
            } catch (Exception e) { // of a Callable in the namespace: any
                throw new IllegalStateException("taking the answerer off", e);
            }
        }
        if (attachment != null) {
            attachment.detach();
        }
        filter.close();
        janitor.getOutputStream().close();
        janitor.onExit().join();
    }
}
