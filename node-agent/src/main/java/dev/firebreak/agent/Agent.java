// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.agent.cluster.ApiServer;
import dev.firebreak.agent.enforcement.EnforcedNode;
import dev.firebreak.agent.enforcement.Enforcement;
import dev.firebreak.agent.enforcement.EnforcementLoop;
import dev.firebreak.agent.enforcement.NodeFilter;
import dev.firebreak.agent.enforcement.Wakeup;
import dev.firebreak.agent.header.HeaderWatch;
import dev.firebreak.agent.header.Headers;
import dev.firebreak.agent.list.ApiChunks;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.node.NodeReporter;
import dev.firebreak.agent.node.NodeState;
import dev.firebreak.agent.pod.PodCgroups;
import dev.firebreak.agent.selection.ApiNamespaces;
import dev.firebreak.agent.selection.OptIn;
import dev.firebreak.agent.telling.PodLookups;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The agent's parts, put together. Everything that takes time (the filter, the headers, the lists of running pods) is begun
 * before the runtime is told of us.
 */
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());

    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private final Enforcement enforcement;

    /**
     * Starts all but the runtime's side, which is to be told of {@link #enforcement}.
     *
     * @param telling made with the client, closed with the agent
     * @param about the agent and its node, asked for at each report
     */
    public Agent(
            Settings settings,
            Place place,
            Function<KubernetesClient, PodLookups> telling,
            Supplier<NodeState.About> about)
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
        EnforcedNode node = EnforcedNode.on(
                new EnforcedNode.Ground(filter, new PodCgroups(place.cgroupRoot()), Place.SCOPES, Place.TOWARDS),
                OptIn.exempting(settings.ownNamespace()),
                headers,
                lists,
                keep(new ApiNamespaces(client, clock, wakeup::call)),
                telling.apply(client),
                clock);
        enforcement = node.enforcement();
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
        LOG.log(System.Logger.Level.INFO, "agent ready for pods node={0}", place.nodeName());
    }

    /** Takes the pods of this node. */
    public Enforcement enforcement() {
        return enforcement;
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
