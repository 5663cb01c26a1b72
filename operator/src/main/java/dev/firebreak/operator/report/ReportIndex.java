// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import dev.firebreak.operator.report.NodeWord.Presence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reports of all nodes, by policy. Takes each report as it comes and wakes only the policies that it is news for: a
 * heartbeat wakes none. Costs what the reports say, however many policies there are. Safe for many threads.
 */
public final class ReportIndex {
    /** @param heartbeat as the report says it, to tell a new one from one that is only looked at again */
    private record Node(Instant heartbeat, Silence silence, Map<String, PolicyReport> policies) {}

    private final Clock clock;
    private final Duration staleAfter;
    private final Consumer<String> wake;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Span> spans = new HashMap<>();

    /**
     * @param staleAfter a node is stale when it was last heard of longer ago
     * @param wake takes the UID of a policy that there is news for; called without a lock
     */
    public ReportIndex(Clock clock, Duration staleAfter, Consumer<String> wake) {
        this.clock = clock;
        this.staleAfter = staleAfter;
        this.wake = wake;
    }

    /** A node's report came, or came anew. */
    public void report(NodeReport report) {
        take(report, clock.instant()).forEach(wake);
    }

    /**
     * A node's report was deleted. Its last word stands as {@link NodeWord.Presence#VANISHED} until the node reports
     * again or is {@link #forget}ten.
     */
    public void gone(String node) {
        vanish(node, clock.instant()).forEach(wake);
    }

    /** The node is no longer part of the cluster. What it counted stays counted. */
    public void forget(String node) {
        takeAway(node).forEach(wake);
    }

    /** Finds who fell silent. To be called now and then. */
    public void lookAround() {
        lookAround(clock.instant()).forEach(wake);
    }

    private synchronized Set<String> take(NodeReport report, Instant now) {
        Node before = nodes.get(report.node());
        Silence silence = silence(before, report.heartbeat(), now);
        Map<String, PolicyReport> old = before == null ? Map.of() : before.policies();
        boolean turned = before == null || before.silence().presence() != silence.presence();
        nodes.put(report.node(), new Node(report.heartbeat(), silence, report.policies()));
        Set<String> news = new HashSet<>();
        report.policies().forEach((uid, entry) -> {
            if (turned || !entry.equals(old.get(uid))) {
                spans.computeIfAbsent(uid, key -> new Span()).put(report.node(), entry);
                news.add(uid);
            }
        });
        for (String uid : old.keySet()) {
            if (!report.policies().containsKey(uid)) {
                remove(uid, report.node());
                news.add(uid);
            }
        }
        return news;
    }

    private synchronized Set<String> vanish(String name, Instant now) {
        Node node = nodes.get(name);
        if (node == null) {
            return Set.of();
        }
        if (node.policies().isEmpty()) {
            nodes.remove(name);
            return Set.of();
        }
        nodes.put(name, new Node(node.heartbeat(), new Silence(Presence.VANISHED, now), node.policies()));
        return node.policies().keySet();
    }

    private synchronized Set<String> takeAway(String name) {
        Node node = nodes.remove(name);
        if (node == null) {
            return Set.of();
        }
        node.policies().keySet().forEach(uid -> remove(uid, name));
        return node.policies().keySet();
    }

    private synchronized Set<String> lookAround(Instant now) {
        Set<String> news = new HashSet<>();
        nodes.replaceAll((name, node) -> {
            Silence silence = node.silence().at(now, staleAfter);
            if (silence.presence() != node.silence().presence()) {
                news.addAll(node.policies().keySet());
            }
            return new Node(node.heartbeat(), silence, node.policies());
        });
        return news;
    }

    /** The nodes that are stale or vanished. */
    public synchronized List<String> silent() {
        Instant now = clock.instant();
        return nodes.entrySet().stream()
                .filter(node -> node.getValue().silence().at(now, staleAfter).presence() != Presence.HEARD)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Tells what the policy's status already counts, so that counting goes on from there after a restart. Only the first
     * time for a policy: from then on the index knows better.
     */
    public synchronized void resume(String uid, Tally denials, Tally audited) {
        spans.computeIfAbsent(uid, key -> new Span()).resume(denials, audited);
    }

    /** The policy is gone. */
    public synchronized void drop(String uid) {
        spans.remove(uid);
    }

    /** What the nodes say of a policy. */
    public synchronized PolicyReports reports(String uid) {
        @Nullable Span span = spans.get(uid);
        return span == null ? PolicyReports.NONE : span.snapshot(this::silence);
    }

    /** The same heartbeat again, as after a reconnect, must not make a node that is silent seem alive. */
    private Silence silence(@Nullable Node before, Instant heartbeat, Instant now) {
        return before != null
                        && before.heartbeat().equals(heartbeat)
                        && before.silence().presence() != Presence.VANISHED
                ? before.silence().at(now, staleAfter)
                : Silence.heard(heartbeat, now, staleAfter);
    }

    private Silence silence(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalStateException("a report of " + name + ", which is not there");
        }
        return node.silence();
    }

    private void remove(String uid, String node) {
        Span span = spans.get(uid);
        if (span != null) {
            span.remove(node);
            if (span.isEmpty()) {
                spans.remove(uid);
            }
        }
    }
}
