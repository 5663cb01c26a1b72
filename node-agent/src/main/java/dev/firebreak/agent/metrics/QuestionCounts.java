// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import dev.firebreak.bpf.scope.ScopeCounters;

/**
 * Questions, as the kernel counted them.
 *
 * @param all of them
 * @param audited questions that a rule or policy in mode Audit speaks against, denied by another or not
 * @param lost events of them that were not told
 */
public record QuestionCounts(long all, long denied, long audited, long malformed, long lost) {
    static final QuestionCounts NONE = new QuestionCounts(0, 0, 0, 0, 0);

    static QuestionCounts of(ScopeCounters counters) {
        return new QuestionCounts(
                counters.questions(),
                counters.denied(),
                counters.audited(),
                counters.malformed(),
                counters.eventsLost());
    }

    QuestionCounts plus(QuestionCounts other) {
        return new QuestionCounts(
                all + other.all,
                denied + other.denied,
                audited + other.audited,
                malformed + other.malformed,
                lost + other.lost);
    }
}
