// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.agent.inventory.PodReport;
import dev.firebreak.agent.inventory.ReportMapper;
import dev.firebreak.api.v1alpha1.DeployReport;
import dev.firebreak.cli.report.Schemas;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code firebreak report} prints, from an object as the API server has it. */
class DeployReportTextTest {
    private static final Path CASES = Path.of("src/test/resources/deployed");
    private static final Instant NOW = Instant.parse("2026-11-23T23:30:00Z");

    /** {@code -Dtest.jvm.extra=-Dfirebreak.expected.write=true} writes it anew; read the diff before you commit it. */
    @Test
    void shouldPrintWhatIsExpectedWhenReportsAreShown() throws IOException {
        List<PodReport> reports = ReportSelection.of(reports(), all(), NOW);

        assertGolden("out.txt", DeployReportText.of(reports));
        assertGolden("out.json", DeployReportJson.of(reports));
    }

    @Test
    void shouldHoldToItsSchemaWhenPrintedAsJson() throws IOException {
        assertThat(Schemas.complaints("deploy-report", DeployReportJson.of(reports())))
                .isEmpty();
    }

    @Test
    void shouldFindAJobsReportsWhenNamedAsForKubectl() throws IOException {
        for (String name : List.of("job/database-deploy", "jobs.batch/database-deploy", "po/database-deploy-x7k2p")) {
            assertThat(ReportSelection.of(reports(), of(name), NOW))
                    .extracting(PodReport::pod)
                    .containsExactly("database-deploy-x7k2p");
        }
        assertThat(ReportSelection.of(reports(), of("cronjob/nightly"), NOW)).hasSize(1);
        assertThat(ReportSelection.of(reports(), of("job/nightly"), NOW)).isEmpty();
    }

    @Test
    void shouldLeaveOutOlderOnesWhenSinceIsGiven() throws IOException {
        ReportQuery hour = new ReportQuery(
                Optional.empty(), false, Optional.empty(), Optional.of(Duration.ofMinutes(20)), Optional.empty());

        // One ended within, one may still run, one ended hours ago.
        assertThat(ReportSelection.of(reports(), hour, NOW)).hasSize(2);
        assertThat(ReportSelection.of(reports(), all(), NOW)).hasSize(3);
    }

    private static ReportQuery all() {
        return new ReportQuery(Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ReportQuery of(String workload) {
        return new ReportQuery(
                Optional.empty(), false, Optional.of(WorkloadName.of(workload)), Optional.empty(), Optional.empty());
    }

    private static List<PodReport> reports() throws IOException {
        var serialization = new KubernetesSerialization(new ObjectMapper(), false);
        return List.of(Files.readString(CASES.resolve("in-reports.yaml")).split("(?m)^---\n")).stream()
                .map(yaml -> ReportMapper.report(serialization.unmarshal(yaml, DeployReport.class)))
                .toList();
    }

    private static void assertGolden(String file, String text) throws IOException {
        Path golden = CASES.resolve(file);
        if (Boolean.getBoolean("firebreak.expected.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
