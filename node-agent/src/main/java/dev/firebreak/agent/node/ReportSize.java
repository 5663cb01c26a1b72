// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.node;

import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Denials;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.Policies;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a report below 64 KiB, counted as its schema counts: leaves out names, then messages. */
final class ReportSize {
    /** Of all entries, as the schema's rule says. */
    static final int MOST = 64_000;

    private static final int ENTRY = 320;
    private static final int NAME = 40;

    private ReportSize() {}

    /** Leaves out, one entry after the other, until it fits. */
    static void cut(List<Policies> policies) {
        for (int i = policies.size() - 1; i >= 0 && size(policies) > MOST; i--) {
            Optional.ofNullable(policies.get(i).getDenials()).ifPresent(denials -> denials.setTop(null));
            Optional.ofNullable(policies.get(i).getAudited()).ifPresent(denials -> denials.setTop(null));
        }
        for (int i = policies.size() - 1; i >= 0 && size(policies) > MOST; i--) {
            policies.get(i).setMessage(null);
        }
    }

    static int size(List<Policies> policies) {
        return policies.stream()
                .mapToInt(policy -> ENTRY
                        + length(policy.getReason())
                        + length(policy.getMessage())
                        + names(policy.getDenials())
                        + names(policy.getAudited()))
                .sum();
    }

    private static int names(@Nullable Denials denials) {
        return denials == null || denials.getTop() == null
                ? 0
                : denials.getTop().stream()
                        .mapToInt(name -> length(name.getName()) + NAME)
                        .sum();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
