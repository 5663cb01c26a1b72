// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import dev.firebreak.lookup.LogLine;
import dev.firebreak.lookup.Observation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SchemaTest {
    @Test
    void shouldHoldTheReportToItsSchemaWhenEveryMemberIsFilled() throws IOException {
        // Given
        Lookups lookups = new Lookups();
        lookups.add(Reports.denied(1, 3, "A"));
        lookups.add(Reports.malformed(2));
        lookups.add(Reports.allowed(3, "db.example.com"));
        Report report = Reports.report(
                lookups.all(_ -> Optional.empty()),
                Map.of(Report.Counter.EVENTS_LOST, 5L),
                new Report.Lost(5, 2),
                List.of(new Report.Remaining(99, "sleep")),
                List.of("a note"));

        // When
        String json = ReportJson.of(report);

        // Then
        assertThat(Schemas.complaints("report", json)).isEmpty();
    }

    @Test
    void shouldHoldALogLineToItsSchemaWhenItHasEveryMemberOrFew() throws IOException {
        for (Observation observation : List.of(Reports.denied(1, 3, "AAAA"), Reports.malformed(2))) {
            // When
            String line = LogLine.of(Map.of("run", "mi2x9k3f-4690"), observation);

            // Then
            assertThat(line).doesNotContain("\n");
            assertThat(Schemas.complaints("log", line)).isEmpty();
        }
    }

    @Test
    void shouldComplainWhenAMemberIsNotInTheSchema() throws IOException {
        // Given
        String json = ReportJson.of(Reports.report(List.of())).replace("\"notes\"", "\"remarks\"");

        // When
        List<Error> complaints = Schemas.complaints("report", json);

        // Then
        assertThat(complaints)
                .extracting(Error::getMessage)
                .anyMatch(m -> m.contains("notes"))
                .anyMatch(m -> m.contains("remarks"));
    }
}
