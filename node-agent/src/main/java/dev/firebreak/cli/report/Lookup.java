// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.lookup.Asker;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the report: a name, what became of it, and the command that asked, however often and for whichever types.
 *
 * @param types questions by type, in the order asked: {A: 2, AAAA: 2}
 * @param count times that the command asked; libc's pair of A and AAAA is one time
 * @param pids of the processes that asked, at most {@link Lookups#PIDS_KEPT}
 */
public record Lookup(
        String name,
        Verdict verdict,
        Outcome outcome,
        Optional<RuleRef> rule,
        Optional<RuleRef> audit,
        Map<String, Long> types,
        long count,
        Instant firstAt,
        List<String> protocols,
        List<String> servers,
        Optional<Asker> asker,
        List<Integer> pids) {}
