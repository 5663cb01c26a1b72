// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import java.util.TreeMap;
import java.util.function.Function;

/** The nodes' reports about one policy, and what was counted by reports that are no longer there. */
final class Span {
    private final TreeMap<String, PolicyReport> reports = new TreeMap<>();
    private Tally pastDenials = Tally.NONE;
    private Tally pastAudited = Tally.NONE;
    private boolean resumed;

    void put(String node, PolicyReport report) {
        PolicyReport before = reports.put(node, report);
        if (before == null) {
            return;
        }
        // A counter that went back began anew: with another agent, or with new pods.
        if (report.denials().total() < before.denials().total()) {
            pastDenials = pastDenials.plus(before.denials());
        }
        if (report.audited().total() < before.audited().total()) {
            pastAudited = pastAudited.plus(before.audited());
        }
    }

    void remove(String node) {
        PolicyReport before = reports.remove(node);
        if (before != null) {
            pastDenials = pastDenials.plus(before.denials());
            pastAudited = pastAudited.plus(before.audited());
        }
    }

    /** What the status counts and no present report does was counted by reports that are gone. Only once. */
    void resume(Tally denials, Tally audited) {
        if (!resumed) {
            resumed = true;
            pastDenials = denials.minus(present(PolicyReport::denials));
            pastAudited = audited.minus(present(PolicyReport::audited));
        }
    }

    /** Whether nobody would miss it. */
    boolean isEmpty() {
        return reports.isEmpty() && !resumed;
    }

    PolicyReports snapshot(Function<String, Silence> silences) {
        var nodes = reports.entrySet().stream()
                .map(entry -> {
                    Silence silence = silences.apply(entry.getKey());
                    return new NodeWord(entry.getKey(), silence.presence(), silence.lastHeard(), entry.getValue());
                })
                .toList();
        return new PolicyReports(nodes, pastDenials, pastAudited);
    }

    private Tally present(Function<PolicyReport, Tally> part) {
        return Tally.sum(reports.values().stream().map(part).toList());
    }
}
