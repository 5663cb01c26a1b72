// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.lookup.Asker;
import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Observations as a deploy makes them. */
final class Observations {
    static final Instant START = Instant.parse("2026-11-23T23:10:00Z");
    static final RuleRef FRONTEND = new RuleRef(
            "DeployDnsPolicy/database-deploy", "frontend", Optional.of("the frontend is served by this database"));

    private Observations() {}

    static Observation denied(long key, String name, String type, long count, int second) {
        return of(key, name, type, Verdict.DENIED, Optional.of(FRONTEND), count, second);
    }

    static Observation allowed(long key, String name, String type, long count, int second) {
        return of(key, name, type, Verdict.ALLOWED, Optional.empty(), count, second);
    }

    static Observation of(
            long key, String name, String type, Verdict verdict, Optional<RuleRef> rule, long count, int second) {
        Asker asker = new Asker(4711, 0, "drain-cli", List.of(), false, List.of(new Asker.Parent(4700, "deploy.sh")));
        return new Observation(
                new Observation.Key(0, key),
                count,
                START.plusSeconds(second),
                name,
                type,
                verdict,
                verdict == Verdict.DENIED ? Outcome.ANSWERED : Outcome.PASSED,
                rule,
                Optional.empty(),
                "udp",
                "10.96.0.10:53",
                Optional.of(asker));
    }
}
