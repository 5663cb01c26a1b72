// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reports of all nodes, by policy. Takes each report as it comes and wakes only the policies about which it says
 * something new: a heartbeat wakes none. Safe for use by many threads.
 */
public final class ReportIndex {
    /** A node's last word. Its report may be gone: then its policies keep it as silent until it is forgotten. */
    private record Node(NodeReport report, boolean gone) {}

    private final Clock clock;
    private final Duration silentAfter;
    private final Consumer<String> wake;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, PolicyNodes> policies = new HashMap<>();

    /**
     * @param silentAfter a node is silent when its last heartbeat is older
     * @param wake takes the UID of a policy about which there is news
     */
    public ReportIndex(Clock clock, Duration silentAfter, Consumer<String> wake) {
        this.clock = clock;
        this.silentAfter = silentAfter;
        this.wake = wake;
    }

    /** A node's report came, or came anew. */
    public void report(NodeReport report) {
        List<String> news = new ArrayList<>();
        synchronized (this) {
            Node before = nodes.put(report.node(), new Node(report, false));
            Map<String, PolicyReport> old =
                    before == null ? Map.of() : before.report().policies();
            boolean wasSilent = before != null && isSilent(before, clock.instant());
            report.policies().forEach((uid, entry) -> {
                @Nullable PolicyReport last = old.get(uid);
                policies.computeIfAbsent(uid, key -> new PolicyNodes()).put(report.node(), entry);
                if (wasSilent || !entry.equals(last)) {
                    news.add(uid);
                }
            });
            old.keySet().stream()
                    .filter(uid -> !report.policies().containsKey(uid))
                    .forEach(uid -> {
                        removed(uid, report.node());
                        news.add(uid);
                    });
        }
        news.forEach(wake);
    }

    /** A node's report is gone. What it said last stands as silent, until the node is {@link #forget}ten. */
    public void gone(String node) {
        List<String> news = List.of();
        synchronized (this) {
            Node last = nodes.computeIfPresent(node, (name, before) -> new Node(before.report(), true));
            if (last != null) {
                news = List.copyOf(last.report().policies().keySet());
            }
        }
        news.forEach(wake);
    }

    /** The node is no longer part of the cluster. What it counted stays counted. */
    public void forget(String node) {
        List<String> news = List.of();
        synchronized (this) {
            Node last = nodes.remove(node);
            if (last != null) {
                news = List.copyOf(last.report().policies().keySet());
                news.forEach(uid -> removed(uid, node));
            }
        }
        news.forEach(wake);
    }

    /**
     * Tells what an earlier operator had counted for a policy, before this one counted anything that has since gone.
     */
    public synchronized void resume(String uid, Tally denials, Tally audited) {
        policies.computeIfAbsent(uid, key -> new PolicyNodes()).resume(denials, audited);
    }

    /** The policy is gone. */
    public synchronized void drop(String uid) {
        policies.remove(uid);
    }

    /** The silent nodes. */
    public synchronized List<String> silent() {
        Instant now = clock.instant();
        return nodes.values().stream()
                .filter(node -> isSilent(node, now))
                .map(node -> node.report().node())
                .toList();
    }

    /** What the nodes say of a policy whose wanted list has this digest (hexadecimal; empty for none). */
    public synchronized Enforcement enforcement(String uid, String digest) {
        var sum = new EnforcementSum(digest);
        PolicyNodes reports = policies.get(uid);
        if (reports != null) {
            Instant now = clock.instant();
            reports.forEach((name, entry) -> {
                Node node = nodes.get(name);
                if (node == null) {
                    throw new IllegalStateException("a report of " + name + ", which is not there");
                }
                sum.add(
                        name,
                        entry,
                        isSilent(node, now),
                        node.report().heartbeat(),
                        node.report().heartbeat().plus(silentAfter));
            });
            return sum.with(reports.pastDenials(), reports.pastAudited());
        }
        return sum.with(Tally.NONE, Tally.NONE);
    }

    private boolean isSilent(Node node, Instant now) {
        return node.gone() || now.isAfter(node.report().heartbeat().plus(silentAfter));
    }

    private void removed(String uid, String node) {
        PolicyNodes reports = policies.get(uid);
        if (reports != null) {
            reports.remove(node);
        }
    }
}
