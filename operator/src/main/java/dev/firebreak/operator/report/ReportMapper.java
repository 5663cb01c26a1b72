// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.api.v1alpha1.NodeEnforcementStatus;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Denials;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.Policies;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.policies.Pods;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The edge where beans of reports end. What is absent counts as nothing, what is more than the schema lets in is left
 * out: one node's report must not cost more than its share, whatever it says.
 */
public final class ReportMapper {
    /** Characters of a reason and a message at most, as the schema says. */
    private static final int MAX_REASON = 64;

    private static final int MAX_MESSAGE = 256;
    private static final int MAX_NAME = 253;

    private ReportMapper() {}

    /** The report; empty if it says nothing that can be used: without status or heartbeat. */
    public static Optional<NodeReport> report(NodeEnforcement bean) {
        NodeEnforcementStatus status = bean.getStatus();
        if (status == null || status.getHeartbeatTime() == null) {
            return Optional.empty();
        }
        Map<String, PolicyReport> policies = new HashMap<>();
        List<Policies> entries = status.getPolicies() == null ? List.of() : status.getPolicies();
        for (Policies entry : entries) {
            if (entry.getUid() != null && entry.getState() != null && policies.size() < NodeReport.MAX_POLICIES) {
                // Thousands of nodes say the same UIDs, digests, reasons and names: each is kept once.
                policies.put(entry.getUid().intern(), report(entry));
            }
        }
        Instant heartbeat = status.getHeartbeatTime().toInstant();
        return Optional.of(new NodeReport(bean.getMetadata().getName(), heartbeat, policies));
    }

    private static PolicyReport report(Policies entry) {
        return new PolicyReport(
                switch (entry.getState()) {
                    case Programmed -> PolicyReport.State.PROGRAMMED;
                    case Pending -> PolicyReport.State.PENDING;
                    case Failed -> PolicyReport.State.FAILED;
                },
                count(entry.getGeneration()),
                text(entry.getDigest(), 64).intern(),
                text(entry.getReason(), MAX_REASON).intern(),
                text(entry.getMessage(), MAX_MESSAGE).intern(),
                pods(entry.getPods()),
                tally(entry.getDenials()),
                tally(entry.getAudited()));
    }

    /** A tally of a report or of a status: both have one shape. */
    public static Tally tally(@Nullable Denials denials) {
        if (denials == null || count(denials.getTotal()) == 0) {
            return Tally.NONE;
        }
        ZonedDateTime last = denials.getLastTime();
        List<NameCount> top = denials.getTop() == null
                ? List.of()
                : denials.getTop().stream()
                        .filter(name -> name.getName() != null)
                        .limit(Tally.SHOWN)
                        .map(name ->
                                new NameCount(text(name.getName(), MAX_NAME).intern(), count(name.getCount())))
                        .toList();
        return new Tally(count(denials.getTotal()), last == null ? null : last.toInstant(), top);
    }

    private static PodCounts pods(@Nullable Pods pods) {
        return pods == null
                ? PodCounts.NONE
                : new PodCounts(
                        count(pods.getMatching()),
                        count(pods.getEnforced()),
                        count(pods.getPending()),
                        count(pods.getUnenforceable()));
    }

    private static String text(@Nullable String text, int max) {
        return text == null ? "" : text.substring(0, Math.min(max, text.length()));
    }

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }

    private static long count(@Nullable Long count) {
        return count == null ? 0 : Math.max(0, count);
    }
}
