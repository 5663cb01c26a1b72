// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.header.Headers;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.metrics.QuestionCounts;
import dev.firebreak.agent.metrics.QuestionSum;
import dev.firebreak.agent.pod.PodCgroups;
import dev.firebreak.agent.selection.NamespaceLabels;
import dev.firebreak.agent.selection.OptIn;
import dev.firebreak.agent.telling.PodLookups;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.cli.leftover.PinTree;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Enforcement on this node, with what earlier agents left taken over.
 *
 * @param enforcement takes the pods
 * @param counts of lookups by policy
 * @param events takes what the kernel tells, on one thread
 * @param questions of all pods since the agent began, as the kernel counted
 */
public record EnforcedNode(
        Enforcement enforcement,
        PolicyCounts counts,
        Consumer<LookupEvent> events,
        Supplier<QuestionCounts> questions) {
    private static final System.Logger LOG = System.getLogger(EnforcedNode.class.getName());

    /**
     * What it stands on.
     *
     * @param slots scopes that the filter has room for
     * @param towards addresses whose routes name the devices by which a pod asks; nothing is asked of them
     */
    public record Ground(NodeFilter filter, PodCgroups cgroups, int slots, List<InetAddress> towards) {}

    /** Takes over what is pinned, and puts the parts together. */
    public static EnforcedNode on(
            Ground ground,
            OptIn optIn,
            Headers headers,
            NodeLists lists,
            NamespaceLabels namespaces,
            PodLookups tell,
            Clock clock)
            throws IOException {
        var pods = new Pods();
        var application = new PodApplication(ground.filter(), ground.towards());
        takeOver(ground.filter().pods(), pods, application);
        var observation = new PodObservation(ground.cgroups(), ground.filter().pods());
        var sum = new QuestionSum();
        var keeper = new PodKeeper(pods, observation, application, tell, sum, ground.slots(), clock);
        var counts = new PolicyCounts();
        var events = new PodEvents(pods::ofScope, lists, tell, counts);
        return new EnforcedNode(
                new Enforcement(optIn, headers, lists, namespaces, pods, keeper, clock), counts, events::take, () -> {
                    pods.heldNow()
                            .forEach(held -> application
                                    .counters(held)
                                    .ifPresent(counted -> sum.counted(held.scopeId(), counted)));
                    return sum.sum();
                });
    }

    /** Pods that run on stay as they are; what belongs to none is removed. */
    private static void takeOver(Path folder, Pods pods, PodApplication application) throws IOException {
        int count = 0;
        for (Path pod : PinTree.entries(folder)) {
            Optional<HeldPod> held = read(pod);
            if (held.isEmpty()) {
                // A crash came before anything was attached.
                PinTree.remove(pod);
            } else if (PodApplication.isGone(held.get())) {
                application.clear(held.get());
            } else {
                if (!application.hasScope(held.get())) {
                    application.putScope(held.get());
                }
                pods.tookOver(held.get());
                count++;
            }
        }
        LOG.log(System.Logger.Level.INFO, "pods taken over count={0}", count);
    }

    private static Optional<HeldPod> read(Path pod) throws IOException {
        try {
            return new PodPins(pod).read();
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, "pins not understood, removed folder={0}: {1}", pod, e.toString());
            return Optional.empty();
        }
    }
}
