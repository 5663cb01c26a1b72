// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.cluster.Node;
import dev.firebreak.nri.KubePods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a real node tells of its pods, and where they are. Pods of {@code this.node} alone. */
abstract class NodeContract {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> LABELS = Map.of("filtered", "true");

    private final Node node;
    private final KubePods pods;
    private final RecordedArrivals arrivals = new RecordedArrivals(this::seen);

    NodeContract(Node node, KubePods pods) {
        this.node = node;
        this.pods = pods;
    }

    /** What the runtime can tell of its default validator, which our nodes enable where there is one. */
    abstract RequiredPlugin required();

    @Test
    void shouldFindThePodsOwnCgroupBeforeItsFirstProcess() {
        try (PodFeed feed = feed(true)) {
            await().atMost(SOON).until(feed::connected);

            pods.create("found", LABELS);
            await().atMost(SOON).until(() -> pods.running("found"));

            assertThat(arrivals.heard).containsSubsequence("starting found", "container found main");
            assertThat(arrivals.notes("found"))
                    .as("as the node sees it, in a nested root, by the process: one directory, with the pause"
                            + " alone in it")
                    .containsOnly("direct " + pods.uid("found") + " 1 process");
            assertThat(feed.requiredPlugin()).isEqualTo(required());
            assertThat(feed.runtime())
                    .hasValueSatisfying(name -> assertThat(name).startsWith("containerd "));
        } finally {
            pods.delete("found");
        }
    }

    @Test
    void shouldTellTheNetworkNamespaceOnlyWhenThePodHasItsOwn() {
        try (PodFeed feed = feed(true)) {
            await().atMost(SOON).until(feed::connected);

            pods.create("own-network", LABELS);
            pods.create("host-network", LABELS, true);
            await().atMost(SOON).until(() -> pods.running("own-network") && pods.running("host-network"));
            await().atMost(SOON)
                    .until(() -> arrivals.listed("own-network").isPresent()
                            && arrivals.listed("host-network").isPresent());

            assertThat(arrivals.started("own-network").netns())
                    .hasValueSatisfying(path -> assertThat(node.call("stat", "--format=%i", path))
                            .isEqualTo(node.call(
                                    "stat",
                                    "--dereference",
                                    "--format=%i",
                                    "/proc/" + arrivals.started("own-network").pid() + "/ns/net")));
            assertThat(arrivals.started("host-network").netns()).isEmpty();
            for (String name : List.of("own-network", "host-network")) {
                Sandbox started = arrivals.started(name);
                assertThat(arrivals.listed(name)).hasValueSatisfying(listed -> {
                    assertThat(listed.id()).isEqualTo(started.id());
                    assertThat(listed.uid()).isEqualTo(started.uid());
                    assertThat(listed.pid()).isEqualTo(started.pid());
                    assertThat(listed.cgroupParent()).isEqualTo(started.cgroupParent());
                    assertThat(listed.cgroupsPath()).isEqualTo(started.cgroupsPath());
                    assertThat(listed.netns()).isEqualTo(started.netns());
                    assertThat(listed.labels()).containsAllEntriesOf(LABELS);
                });
            }
        } finally {
            pods.delete("own-network");
            pods.delete("host-network");
        }
    }

    @Test
    void shouldListThePodsWhenNriIsOff() {
        pods.create("listed", LABELS);
        try (PodFeed feed = feed(false)) {
            await().atMost(SOON).until(() -> arrivals.listed("listed").isPresent());

            assertThat(feed.connected()).isFalse();
            assertThat(feed.requiredPlugin()).isEqualTo(RequiredPlugin.INACTIVE);
            assertThat(cgroup(arrivals.listed("listed").orElseThrow())).isPresent();
            pods.delete("listed");
            await().atMost(SOON).until(() -> arrivals.listed("listed").isEmpty());
        } finally {
            pods.delete("listed");
        }
    }

    @Test
    void shouldComeBackWhenTheRuntimeWasAway() {
        pods.create("living-on", LABELS);
        await().atMost(SOON).until(() -> pods.running("living-on"));
        try (PodFeed feed = feed(true)) {
            await().atMost(SOON)
                    .until(() ->
                            feed.connected() && arrivals.listed("living-on").isPresent());

            node.call("sh", "-c", "kill -9 $(cat /proc/[0-9]*/stat | awk '$2 == \"(containerd)\" { print $1; exit }')");

            await().atMost(SOON).until(() -> arrivals.said.stream().anyMatch(line -> line.startsWith("NRI: not")));
            await().atMost(SOON).until(feed::connected);
            arrivals.lists.clear();
            await().atMost(SOON).until(() -> arrivals.listed("living-on").isPresent());
        } finally {
            pods.delete("living-on");
        }
    }

    /** What there is to see of a starting pod: its directory three ways, and how many processes are in it. */
    private String seen(Sandbox sandbox) {
        Path direct = cgroup(sandbox).orElse(Path.of("none"));
        Path nested = new PodCgroups(requireNonNull(node.cgroup().getParent()), proc())
                .find(sandbox)
                .orElse(Path.of("none nested"));
        // /proc tells paths from the reader's root, which is the machine's here.
        Path byProcess = new PodCgroups(requireNonNull(node.cgroup().getParent()), proc())
                .find(new Sandbox(
                        sandbox.id(),
                        sandbox.uid(),
                        sandbox.namespace(),
                        sandbox.name(),
                        Map.of(),
                        Map.of(),
                        "",
                        "",
                        "",
                        sandbox.pid(),
                        Optional.empty()))
                .orElse(Path.of("none by process"));
        if (!direct.equals(nested) || !direct.equals(byProcess)) {
            return direct + " " + nested + " " + byProcess;
        }
        return "direct " + direct.getFileName().toString().replace("pod", "") + " " + processes(direct) + " process";
    }

    private static long processes(Path cgroup) {
        try (var all = Files.walk(cgroup)) {
            long count = 0;
            for (Path file : all.filter(path -> path.endsWith("cgroup.procs")).toList()) {
                count += Files.readAllLines(file).size();
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> cgroup(Sandbox sandbox) {
        return new PodCgroups(node.cgroup(), proc()).find(sandbox);
    }

    private Path proc() {
        return node.root().resolve("proc");
    }

    private PodFeed feed(boolean held) {
        Path root = node.root();
        return PodFeed.start(
                new RuntimePlaces(
                        RuntimeSockets.findCri(root).orElseThrow(),
                        held ? Optional.of(root.resolve("run/nri/nri.sock")) : Optional.empty(),
                        "50",
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                arrivals,
                sandbox -> sandbox.labels().containsKey("filtered"),
                arrivals.said::add);
    }
}
