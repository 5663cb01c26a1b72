// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.deployed;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which reports stay.
 *
 * @param kept of one owner, the last ones
 * @param longest none stays for longer
 */
public record Retention(int kept, Duration longest) {
    private record Owner(String namespace, String uid) {}

    /** The reports that go. Those of pods that nothing made go by their age alone. */
    List<StoredReport> over(List<StoredReport> reports, Instant now) {
        Map<Owner, Integer> newer = new HashMap<>();
        return reports.stream()
                .sorted(Comparator.comparing(StoredReport::createdAt).reversed().thenComparing(StoredReport::name))
                .filter(report -> isOld(report, now) || isBeyond(report, newer))
                .toList();
    }

    private boolean isOld(StoredReport report, Instant now) {
        return report.createdAt().isBefore(now.minus(longest));
    }

    private boolean isBeyond(StoredReport report, Map<Owner, Integer> newer) {
        return report.owner()
                .map(uid -> newer.merge(new Owner(report.namespace(), uid), 1, Integer::sum) > kept)
                .orElse(false);
    }
}
