// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.answer.Coverage;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.proof.Root;
import dev.firebreak.proof.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pod mode: a network namespace of its own and the answerer that judges by itself, against everything that a run on a host
 * does not see as well: packet sockets, sockets older than the filter, nested containers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodBypassKernelIT {
    /** What a nested container of another cgroup can do is judged segment by segment; see docs on what is not covered. */
    private static final List<Bypass> WITHOUT_LOCK = List.of(
            new Bypass("udp-connected", "udp-connected"),
            new Bypass("udp-unconnected", "udp-unconnected"),
            new Bypass("udp-msg-more", "udp-msg-more"),
            new Bypass("tcp", "tcp"),
            new Bypass("packet-udp", "packet-udp"));

    private static final List<Bypass> WITH_LOCK = List.of(
            new Bypass("udp-connected", "udp-connected"),
            new Bypass("udp-unconnected", "udp-unconnected"),
            new Bypass("tcp", "tcp"),
            new Bypass("tcp-byte-by-byte", "tcp-byte-by-byte"),
            new Bypass("tcp-pipelined-split", "tcp-pipelined-split"),
            new Bypass("packet-udp", "packet-udp"));

    private static final String FORGED_MARK = "--mark=" + FilterConfig.DEFAULT.mark();

    @TempDir
    private static Path state;

    private World world;

    @BeforeAll
    void buildWorld() throws IOException {
        Root.required();
        world = new World(state);
    }

    @AfterAll
    void takeDownWorld() throws IOException {
        if (world != null) {
            world.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldResolveOnlyWhatIsAllowedWhenAskedByAnyPath() throws Exception {
        List<Bypass> bypasses = Stream.concat(Bypass.ofSockets().stream(), Bypass.ofFrames().stream())
                .toList();
        var control = control(bypasses, World.Place.BOX);
        try (var pod = new FilteredPod(world, "paths")) {
            pod.attach();
            assertThat(pod.answer()).hasSize(3).allMatch(Coverage.Covered.class::isInstance);
            return trial(control, bypasses, World.Place.BOX, pod::inside).tests(bypasses);
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldJudgeANestedContainerWhenItIsInThePodsCgroup() throws Exception {
        var control = control(WITH_LOCK, World.Place.NESTED);
        try (var pod = new FilteredPod(world, "nested")) {
            pod.attach();
            pod.answer();
            return trial(control, WITH_LOCK, World.Place.NESTED, pod::inside).tests(WITH_LOCK);
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldJudgeANestedContainerWhenOnlyTheAnswererSeesIt() throws Exception {
        var control = control(WITHOUT_LOCK, World.Place.NESTED);
        try (var pod = new FilteredPod(world, "without-lock")) {
            pod.answer();
            return trial(control, WITHOUT_LOCK, World.Place.NESTED, world::inside)
                    .tests(WITHOUT_LOCK);
        }
    }

    /** Lock 1 leaves denied questions to an answerer that is not there any more: lock 2 keeps their answers from sockets. */
    @TestFactory
    Stream<DynamicTest> shouldResolveNothingDeniedWhenTheAnswererIsGone() throws Exception {
        // The raw paths listen by AF_PACKET, where lock 2 does not stand.
        List<Bypass> bypasses = Bypass.ofSockets().stream()
                .filter(bypass -> !bypass.path().startsWith("raw-"))
                .toList();
        var control = control(bypasses, World.Place.BOX);
        try (var pod = new FilteredPod(world, "lock2")) {
            pod.attach();
            pod.answer();
            pod.stopAnswering();
            return trial(control, bypasses, World.Place.BOX, pod::inside).tests(bypasses);
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldJudgeASocketWhenItIsOlderThanItsProcessIsInThePod() throws Exception {
        List<Bypass> bypasses = Bypass.ofOlderSockets();
        List<Bypass> twins = List.of(
                new Bypass("older-udp", ""), new Bypass("older-udp-unconnected", ""), new Bypass("older-tcp", ""));
        var control = older(bypasses, Client.DENIED, world::inside, client -> {});
        try (var pod = new FilteredPod(world, "joined")) {
            pod.attach();
            pod.answer();
            Meanwhile joins = client -> pod.cgroup.admit(client.pid());
            return new Trial(
                            control,
                            older(bypasses, Client.DENIED, world::inside, joins),
                            older(twins, Client.ALLOWED, world::inside, joins))
                    .tests(bypasses);
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldJudgeASocketWhenItIsOlderThanTheFilter() throws Exception {
        // A stream whose start was not seen is reset whatever it asks, and a new one is judged: the twin.
        List<Bypass> bypasses = List.of(
                new Bypass("older-udp", "older-udp"),
                new Bypass("older-udp-unconnected", "older-udp-unconnected"),
                new Bypass("older-tcp", "tcp"),
                new Bypass("older-tcp-byte-by-byte", "tcp"));
        Map<String, Outcome> control = older(bypasses, Client.DENIED, world::inside, client -> {});
        Map<String, Outcome> denied = new LinkedHashMap<>();
        Map<String, Outcome> allowed = new LinkedHashMap<>();
        for (Bypass bypass : bypasses) {
            for (String name : List.of(Client.DENIED, Client.ALLOWED)) {
                try (var pod = new FilteredPod(world, "late")) {
                    String path = name.equals(Client.DENIED) ? bypass.path() : bypass.twin();
                    (name.equals(Client.DENIED) ? denied : allowed).putAll(asked(path, name, pod::inside, client -> {
                        pod.attachLate();
                        pod.answer();
                    }));
                }
            }
        }
        return new Trial(control, denied, allowed).tests(bypasses);
    }

    /** How a command is brought to a place. */
    @FunctionalInterface
    private interface Way {
        List<String> inside(World.Place place, List<String> command);
    }

    /** What happens between the opening of a socket and the question. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens(Process client) throws Exception;
    }

    private Map<String, Outcome> control(List<Bypass> bypasses, World.Place place) throws Exception {
        return Trial.control(bypasses, runner(place, world::inside));
    }

    private static Trial trial(Map<String, Outcome> control, List<Bypass> bypasses, World.Place place, Way way)
            throws Exception {
        return Trial.of(control, bypasses, runner(place, way));
    }

    private static Trial.Runner runner(World.Place place, Way way) {
        return (name, paths) -> Client.run(way.inside(place, Client.asking(name, List.of(FORGED_MARK), paths)));
    }

    private static Map<String, Outcome> older(List<Bypass> bypasses, String name, Way way, Meanwhile meanwhile)
            throws Exception {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (Bypass bypass : bypasses) {
            outcomes.putAll(asked(bypass.path(), name, way, meanwhile));
        }
        return outcomes;
    }

    /** One client by itself, told to go on when the thing has happened. */
    private static Map<String, Outcome> asked(String path, String name, Way way, Meanwhile meanwhile) throws Exception {
        Process client = new ProcessBuilder(way.inside(World.Place.BOX, Client.asking(name, List.of(), List.of(path))))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (path.startsWith("older-")) {
            assertThat(client.inputReader().readLine()).isEqualTo("opened");
        }
        meanwhile.happens(client);
        client.getOutputStream().write('\n');
        client.getOutputStream().close();
        return Client.outcomes(client);
    }
}
