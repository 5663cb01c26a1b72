// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.lookup.Verdict;

/**
 * Questions by verdict.
 *
 * @param malformed packets to a DNS port that are no well-formed question
 * @param lost judged, and not told one by one
 */
public record Totals(long denied, long malformed, long audited, long allowed, long lost) {
    /** As far as they were told. */
    static Totals told(PodInventory inventory) {
        return new Totals(
                inventory.questions(Verdict.DENIED),
                inventory.questions(Verdict.MALFORMED),
                inventory.questions(Verdict.AUDITED),
                inventory.questions(Verdict.ALLOWED),
                0);
    }

    /** The same, where the kernel counted more: of audited and allowed ones it does not tell which were also denied. */
    Totals counted(ScopeCounters counters) {
        return new Totals(
                Math.max(denied, counters.denied()),
                Math.max(malformed, counters.malformed()),
                audited,
                allowed,
                Math.max(lost, counters.eventsLost()));
    }

    /** With what an agent before this one has told of the same pod; the kernel's counters know of both already. */
    Totals and(Totals earlier) {
        return new Totals(
                Math.max(denied, earlier.denied),
                Math.max(malformed, earlier.malformed),
                audited + earlier.audited,
                allowed + earlier.allowed,
                Math.max(lost, earlier.lost));
    }
}
