// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.lookup.RuleRef;
import java.util.List;

/** How much room entries take in a DeployReport, counted as its schema does (deployreports.firebreak.dev-v1.yml). */
final class ReportSize {
    /** What JSON takes for an entry's keys and numbers. */
    static final int ENTRY = 260;

    static final int COMMAND = 3;
    static final int MOST = 30_000;
    static final int MOST_ENTRIES = MOST / ENTRY;

    private ReportSize() {}

    /** How many entries fit, from the first on. */
    static int fitting(List<ReportEntry> entries) {
        int room = MOST;
        int kept = 0;
        for (ReportEntry entry : entries) {
            room -= of(entry);
            if (room < 0 || kept == MOST_ENTRIES) {
                break;
            }
            kept++;
        }
        return kept;
    }

    private static int of(ReportEntry entry) {
        return ENTRY
                + ReportText.name(entry.name()).length()
                + entry.rule().map(ReportSize::of).orElse(0)
                + entry.commands().stream()
                        .mapToInt(command -> ReportText.command(command).length() + COMMAND)
                        .sum();
    }

    private static int of(RuleRef rule) {
        return ReportText.policy(rule.policy()).length()
                + ReportText.rule(rule.rule()).length()
                + rule.reason().map(ReportText::reason).orElse("").length();
    }
}
