// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Denials;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.Policies;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.policies.Pods;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edge where beans of reports end. What is absent counts as nothing. */
public final class ReportMapper {
    private ReportMapper() {}

    public static NodeReport report(NodeEnforcement bean) {
        Map<String, PolicyReport> policies = new HashMap<>();
        List<Policies> entries = bean.getStatus().getPolicies();
        if (entries != null) {
            // Thousands of nodes say the same UIDs and digests: each is kept once.
            entries.forEach(entry -> policies.put(entry.getUid().intern(), report(entry)));
        }
        return new NodeReport(
                bean.getMetadata().getName(),
                bean.getStatus().getHeartbeatTime().toInstant(),
                policies);
    }

    private static PolicyReport report(Policies entry) {
        return new PolicyReport(
                PolicyReport.State.valueOf(entry.getState().getValue()),
                text(entry.getDigest()).intern(),
                text(entry.getReason()).intern(),
                text(entry.getMessage()),
                pods(entry.getPods()),
                tally(entry.getDenials()),
                tally(entry.getAudited()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
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

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** A tally of a report or of a status: both have one shape. */
    public static Tally tally(@Nullable Denials denials) {
        if (denials == null || denials.getTotal() == null || denials.getTotal() == 0) {
            return Tally.NONE;
        }
        return new Tally(
                denials.getTotal(),
                Optional.ofNullable(denials.getLastTime()).map(ZonedDateTime::toInstant),
                denials.getTop() == null
                        ? List.of()
                        : denials.getTop().stream()
                                .map(top -> new NameCount(top.getName(), top.getCount()))
                                .toList());
    }
}
