// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import dev.firebreak.agent.inventory.PodReport;
import java.io.PrintStream;
import java.util.List;

/** Finds reports and prints them. */
public final class ReportPrinting {
    private ReportPrinting() {}

    /** Prints the reports that answer the query; tells whether a lookup of them was denied. */
    public static boolean print(ReportQuery query, boolean json, PrintStream out) {
        List<PodReport> reports = ClusterReports.find(query);
        out.print(json ? DeployReportJson.of(reports) : DeployReportText.of(reports));
        return reports.stream().anyMatch(report -> report.questions().denied() > 0);
    }
}
