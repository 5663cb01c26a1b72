// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.agent.enforcement.HandOver;
import dev.firebreak.agent.enforcement.NodeFilter;
import dev.firebreak.agent.node.NodeState;
import dev.firebreak.agent.pod.PodArrivals;
import dev.firebreak.agent.pod.PodFeed;
import dev.firebreak.agent.pod.RuntimePlaces;
import dev.firebreak.agent.pod.RuntimeSockets;
import dev.firebreak.agent.selection.OptIn;
import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.cli.Version;
import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.ground.Diagnosis;
import dev.firebreak.cli.ground.Ground;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The agent as a process: from its settings until a signal ends it. */
public final class AgentProcess {
    private static final System.Logger LOG = System.getLogger(AgentProcess.class.getName());

    private AgentProcess() {}

    /**
     * Runs. Returns never by itself: a signal ends the process, and every verdict stands.
     *
     * @param out takes a JSON line a lookup
     * @param err takes the log
     */
    public static void run(Settings settings, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        Ground.requireRoot();
        Logging.begin(settings.logLevel(), err);
        Place place = Place.find(settings, environment, Version.number(), Integer.toString(Filter.ABI_VERSION));
        RuntimePlaces runtime = runtime(settings);
        OptIn optIn = OptIn.exempting(settings.ownNamespace());
        var handOver = new HandOver(optIn, NodeFilter.pods(place.pins(), place.filterConfig(settings.dnsPorts())));
        var feed = new AtomicReference<@Nullable PodFeed>();
        // Where another agent holds the node, the runtime shall know us before that one ends; else we are warm first.
        boolean takesOver = NodeFilter.isHeld(place.pins());
        if (takesOver) {
            LOG.log(System.Logger.Level.INFO, "another agent holds this node, waiting for its end");
            feed.set(feed(runtime, handOver, optIn));
        }
        Agent agent = begin(settings, place, out, feed);
        handOver.to(agent.arrivals());
        if (!takesOver) {
            feed.set(feed(runtime, handOver, optIn));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(feed.get(), agent), "firebreak-end"));
        new CountDownLatch(1).await();
    }

    private static PodFeed feed(RuntimePlaces runtime, PodArrivals arrivals, OptIn optIn) {
        return PodFeed.start(runtime, arrivals, optIn::isIn, line -> LOG.log(System.Logger.Level.INFO, line));
    }

    private static Agent begin(
            Settings settings, Place place, PrintStream out, AtomicReference<@Nullable PodFeed> feed) {
        try {
            return new Agent(
                    settings,
                    place,
                    out,
                    () -> Optional.ofNullable(feed.get())
                            .map(PodFeed::connected)
                            .orElse(false),
                    () -> about(place, feed.get()));
        } catch (BpfException e) {
            throw Diagnosis.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimePlaces runtime(Settings settings) {
        Path cri = settings.runtimeSocket()
                .or(RuntimeSockets::findCri)
                .orElseThrow(() -> Refusal.of(
                        "no container runtime was found",
                        "/run/containerd/containerd.sock and the like",
                        "mount the host's /run into the agent, or name the socket by --runtime-socket"));
        return RuntimePlaces.of(
                cri,
                settings.nri() ? settings.nriSocket().or(() -> Optional.of(RuntimeSockets.NRI)) : Optional.empty());
    }

    private static NodeState.About about(Place place, @Nullable PodFeed feed) {
        NodeState.About about = place.about();
        return feed == null
                ? about
                : new NodeState.About(
                        about.version(),
                        about.abi(),
                        about.kernel(),
                        feed.runtime(),
                        switch (feed.requiredPlugin()) {
                            case ACTIVE -> Optional.of(true);
                            case INACTIVE -> Optional.of(false);
                            case UNKNOWN -> Optional.empty();
                        });
    }

    /** The runtime is left first: from then on it waits for nobody. */
    private static void end(@Nullable PodFeed feed, Agent agent) {
        if (feed != null) {
            feed.close();
        }
        agent.close();
    }
}
