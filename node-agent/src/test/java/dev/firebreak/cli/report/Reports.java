// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.lookup.Asker;
import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports and observations as runs make them, for the tests of this package. */
final class Reports {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final RuleRef FRONTEND =
            new RuleRef("database-deploy", "frontend", Optional.of("the frontend is served by this database"));
    static final Asker DRAIN = new Asker(
            4711,
            0,
            "drain-cli",
            List.of("python3", "-I", "./drain-cli", "db.example.com"),
            false,
            List.of(new Asker.Parent(4700, "deploy.sh"), new Asker.Parent(4690, "sh")));

    private Reports() {}

    static Observation denied(long key, long count, String type) {
        return observation(
                key,
                count,
                "frontend.example.com",
                type,
                Verdict.DENIED,
                Outcome.ANSWERED,
                Optional.of(FRONTEND),
                Optional.of(DRAIN));
    }

    static Observation allowed(long key, String name) {
        return observation(key, 1, name, "A", Verdict.ALLOWED, Outcome.PASSED, Optional.empty(), Optional.of(DRAIN));
    }

    static Observation malformed(long key) {
        return observation(key, 1, "", "TYPE0", Verdict.MALFORMED, Outcome.REFUSED, Optional.empty(), Optional.empty());
    }

    static Observation observation(
            long key,
            long count,
            String name,
            String type,
            Verdict verdict,
            Outcome outcome,
            Optional<RuleRef> rule,
            Optional<Asker> asker) {
        return new Observation(
                new Observation.Key(0, key),
                count,
                NOON.plusMillis(key),
                name,
                type,
                verdict,
                outcome,
                rule,
                Optional.empty(),
                "udp",
                "192.0.2.53:53",
                asker);
    }

    static Report report(List<Lookup> lookups) {
        return report(lookups, Map.of(Report.Counter.QUESTIONS, 9L), new Report.Lost(0, 0), List.of(), List.of());
    }

    static Report report(
            List<Lookup> lookups,
            Map<Report.Counter, Long> counters,
            Report.Lost lost,
            List<Report.Remaining> leftRunning,
            List<String> notes) {
        return new Report(
                new Report.Run(
                        "mi2x9k3f-4690",
                        List.of("./deploy.sh", "42"),
                        Path.of("/srv/deploy"),
                        "/sys/fs/cgroup/firebreak-mi2x9k3f-4690",
                        NOON,
                        Duration.ofMillis(1234),
                        1,
                        Optional.empty()),
                List.of(new Report.Policy(
                        "database-deploy", "policy.yaml", "Enforce", "Allow", "0123456789abcdef".repeat(4), 2, 3)),
                lookups,
                counters,
                new Report.Answerer("auto", List.of(new Report.Answerer.Device("lo", true, Optional.empty()))),
                lost,
                leftRunning,
                notes);
    }
}
