// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.agent.cluster.ApiServer;
import dev.firebreak.agent.enforcement.EnforcedNode;
import dev.firebreak.agent.enforcement.Enforcement;
import dev.firebreak.agent.enforcement.EnforcementLoop;
import dev.firebreak.agent.enforcement.NodeFilter;
import dev.firebreak.agent.enforcement.NodePicture;
import dev.firebreak.agent.enforcement.Wakeup;
import dev.firebreak.agent.header.HeaderWatch;
import dev.firebreak.agent.header.Headers;
import dev.firebreak.agent.list.ApiChunks;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.metrics.AgentMetrics;
import dev.firebreak.agent.metrics.Freshness;
import dev.firebreak.agent.metrics.Health;
import dev.firebreak.agent.metrics.MeteredArrivals;
import dev.firebreak.agent.metrics.MetricsServer;
import dev.firebreak.agent.metrics.NodeFigures;
import dev.firebreak.agent.metrics.NodeFigures.PodState;
import dev.firebreak.agent.node.NodeReporter;
import dev.firebreak.agent.node.NodeState;
import dev.firebreak.agent.pod.PodArrivals;
import dev.firebreak.agent.pod.PodCgroups;
import dev.firebreak.agent.selection.ApiNamespaces;
import dev.firebreak.agent.selection.OptIn;
import dev.firebreak.agent.telling.Telling;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The agent's parts, put together. Everything that takes time (the filter, the headers, the lists of running pods) is begun
 * before the runtime is told of us.
 */
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());

    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private final Enforcement enforcement;
    private final PodArrivals arrivals;

    /**
     * Starts all but the runtime's side, which is to be told of {@link #arrivals}.
     *
     * @param log takes a JSON line a lookup
     * @param nri whether the runtime asks us before it starts a pod
     * @param about the agent and its node, asked for at each report
     */
    public Agent(Settings settings, Place place, OutputStream log, BooleanSupplier nri, Supplier<NodeState.About> about)
            throws IOException {
        Clock clock = Clock.systemUTC();
        var wakeup = new Wakeup();
        KubernetesClient client = keep(ApiServer.client(settings.kubeconfig()));
        var headers = new Headers(wakeup::call);
        var watch = keep(new HeaderWatch(client, headers, settings.cache()));
        watch.start();
        NodeFilter filter = keep(NodeFilter.open(place.pins(), place.filterConfig(settings.dnsPorts())));
        var lists = keep(new NodeLists(
                filter.filter().lists(),
                new ApiChunks(client),
                settings.cache(),
                settings.maxListMemory(),
                clock,
                wakeup::call));
        var metrics = new AgentMetrics();
        // Closed after the reader of events: what that hands over last is told, too.
        var telling = keep(new Telling(
                client,
                place.nodeName(),
                log,
                id -> Optional.empty(),
                filter.filter().repeats()::counts,
                metrics::gap,
                clock));
        EnforcedNode node = EnforcedNode.on(
                new EnforcedNode.Ground(filter, new PodCgroups(place.cgroupRoot()), Place.SCOPES, Place.TOWARDS),
                OptIn.exempting(settings.ownNamespace()),
                headers,
                lists,
                keep(new ApiNamespaces(client, clock, wakeup::call)),
                telling,
                clock);
        enforcement = node.enforcement();
        arrivals = new MeteredArrivals(enforcement, metrics);
        // What waits in the rings is of pods that the runtime has yet to tell of.
        enforcement.whenListed(() -> keep(filter.filter().readEvents(node.events())));
        keep(new EnforcementLoop(enforcement, wakeup, clock)).start();
        keep(new NodeReporter(
                        client,
                        place.nodeName(),
                        () -> new NodeState(
                                about.get(),
                                lists.usedBytes(),
                                lists.limitBytes(),
                                enforcement.picture().policies().stream()
                                        .map(policy -> new NodeState.Entry(
                                                policy,
                                                node.counts().denied(policy.uid()),
                                                node.counts().audited(policy.uid())))
                                        .toList()),
                        node.counts(),
                        clock))
                .start();
        var freshness = new Freshness(watch::isWatching, clock);
        metrics.observe(() -> figures(node, lists, freshness, nri.getAsBoolean()), telling::losses);
        serve(settings.metricsAddress(), metrics, () -> notReady(headers));
        LOG.log(System.Logger.Level.INFO, "agent ready for pods node={0}", place.nodeName());
    }

    private NodeFigures figures(EnforcedNode node, NodeLists lists, Freshness freshness, boolean nriConnected) {
        NodePicture picture = enforcement.picture();
        return new NodeFigures(
                Map.of(
                        PodState.ENFORCED, picture.attached(),
                        PodState.UNENFORCEABLE, picture.unenforceable(),
                        PodState.PENDING, picture.pods() - picture.attached() - picture.unenforceable()),
                node.questions().get(),
                nriConnected,
                freshness.age(),
                lists.usedBytes(),
                lists.limitBytes(),
                picture.attached(),
                Place.SCOPES);
    }

    private Optional<String> notReady(Headers headers) {
        if (headers.all().isEmpty()) {
            return Optional.of("the policies' headers were never listed, and no cache has them: pods are refused");
        }
        return enforcement.isListed() ? Optional.empty() : Optional.of("the runtime has not told of its pods yet");
    }

    private void serve(String address, AgentMetrics metrics, Health health) throws IOException {
        if (!address.equals("off")) {
            keep(MetricsServer.start(MetricsServer.address(address), metrics, health));
        }
    }

    /** Takes the pods of this node. */
    public PodArrivals arrivals() {
        return arrivals;
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Ends this process's part in it. What is attached stays attached: verdicts stand for every running pod. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) { // of any part: the others are closed all the same
                LOG.log(System.Logger.Level.WARNING, "not ended cleanly: {0}", e.toString());
            }
        }
    }
}
