// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.cli.terminal.Ink;
import dev.firebreak.lookup.Asker;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReportTextTest {
    private final Lookups lookups = new Lookups();

    @Test
    void shouldTellWhoAskedAndWhyItWasDeniedWhenALookupWasDenied() {
        // Given
        lookups.add(Reports.allowed(1, "db.example.com"));
        lookups.add(Reports.denied(2, 1, "A"));
        lookups.add(Reports.denied(3, 1, "AAAA"));

        // When
        String text = text(Reports.report(lookups.all(_ -> Optional.empty())));

        // Then
        assertThat(text).isEqualTo("""
                firebreak: 1 name denied, 1 name allowed; ./deploy.sh exited with 1 in 1.2 s
                DENIED    frontend.example.com (A, AAAA) once, told NXDOMAIN
                          rule frontend of database-deploy: the frontend is served by this
                          database
                          by python3 -I ./drain-cli db.example.com
                          pid 4711: drain-cli <- deploy.sh <- sh
                All names looked up:
                  denied  frontend.example.com   1x  A AAAA  drain-cli
                  allowed db.example.com         1x  A  drain-cli
                """);
    }

    @Test
    void shouldSayWhatIsLostAndLeftWhenARunWasNotWhole() {
        // Given
        Report report = Reports.report(
                List.of(),
                Map.of(),
                new Report.Lost(12, 1),
                List.of(new Report.Remaining(99, "sleep")),
                List.of("the verdicts stand"));

        // When
        String text = text(report);

        // Then
        assertThat(text)
                .contains("no DNS lookups")
                .contains("note: still running, and still filtered: sleep (99)")
                .contains("note: 12 lookups more came too fast")
                .contains("note: 1 line could not be written to the log")
                .contains("note: the verdicts stand");
    }

    @Test
    void shouldKeepTo80ColumnsWhenNamesAndArgumentsAreLong() {
        // Given
        IntStream.range(0, 300)
                .forEach(i -> lookups.add(Reports.allowed(i, "host-" + i + ".a-rather-long-name.example.com")));
        lookups.add(Reports.denied(1000, 1, "A"));

        // When
        String text = text(Reports.report(lookups.all(_ -> Optional.empty())));

        // Then
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(text).contains("... and 101 names more; --report FILE lists them all");
    }

    @Test
    void shouldNotLetAProcessDrawOnTheTerminalWhenItsArgumentsHoldEscapes() {
        // Given
        Asker sly = new Asker(7, 0, "sly", List.of("sly", "\u001b[2J\nfirebreak: 0 names denied"), false, List.of());
        lookups.add(Reports.observation(
                1,
                1,
                "x.example.com",
                "A",
                Verdict.DENIED,
                Outcome.REFUSED,
                Optional.of(Reports.FRONTEND),
                Optional.of(sly)));

        // When
        String text = text(Reports.report(lookups.all(_ -> Optional.empty())));

        // Then
        assertThat(text)
                .doesNotContain("\u001b")
                .contains("\\x1b[2J\\x0afirebreak:")
                .contains("refused (EPERM)");
    }

    private static String text(Report report) {
        return ReportText.of(report, Ink.PLAIN);
    }
}
