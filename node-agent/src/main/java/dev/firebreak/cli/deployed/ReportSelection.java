// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import dev.firebreak.agent.inventory.PodReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Which of a namespace's reports answer a query. */
final class ReportSelection {
    private ReportSelection() {}

    /** Those that do, the newest first. */
    static List<PodReport> of(List<PodReport> reports, ReportQuery query, Instant now) {
        return reports.stream()
                .filter(report -> query.of().stream().allMatch(name -> isOf(report, name)))
                .filter(report -> query.since()
                        .flatMap(since -> report.end().map(end -> !end.isBefore(now.minus(since))))
                        .orElse(true))
                .sorted(Comparator.comparing(PodReport::start)
                        .reversed()
                        .thenComparing(PodReport::namespace)
                        .thenComparing(PodReport::pod))
                .toList();
    }

    private static boolean isOf(PodReport report, WorkloadName name) {
        return name.isNamed(WorkloadName.POD, report.pod())
                || report.owners().stream().anyMatch(owner -> name.isNamed(owner.kind(), owner.name()));
    }
}
