// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The nodes' reports about one policy, and what was counted by reports that are no longer there: a deploy's pods end,
 * and what they asked for stays in the policy's status.
 */
final class PolicyNodes {
    private final Map<String, PolicyReport> reports = new TreeMap<>();
    private Tally pastDenials = Tally.NONE;
    private Tally pastAudited = Tally.NONE;

    void put(String node, PolicyReport report) {
        PolicyReport before = reports.put(node, report);
        if (before != null) {
            // A counter that went back began anew: with another agent, or with new pods.
            if (report.denials().total() < before.denials().total()) {
                pastDenials = pastDenials.plus(before.denials());
            }
            if (report.audited().total() < before.audited().total()) {
                pastAudited = pastAudited.plus(before.audited());
            }
        }
    }

    void remove(String node) {
        PolicyReport before = reports.remove(node);
        if (before != null) {
            pastDenials = pastDenials.plus(before.denials());
            pastAudited = pastAudited.plus(before.audited());
        }
    }

    void resume(Tally denials, Tally audited) {
        pastDenials = denials;
        pastAudited = audited;
        reports.values().forEach(report -> {
            pastDenials = pastDenials.minus(report.denials());
            pastAudited = pastAudited.minus(report.audited());
        });
    }

    void forEach(BiConsumer<String, PolicyReport> consumer) {
        reports.forEach(consumer);
    }

    Tally pastDenials() {
        return pastDenials;
    }

    Tally pastAudited() {
        return pastAudited;
    }
}
