// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import dev.firebreak.bpf.scope.ScopeCounters;
import java.util.HashMap;
import java.util.Map;

/** The sum over all scopes there ever were: it never falls when a pod goes. Safe for use by threads. */
public final class QuestionSum {
    private final Map<Long, QuestionCounts> standing = new HashMap<>();
    private QuestionCounts gone = QuestionCounts.NONE;

    /** What the kernel counts for a scope by now. */
    public synchronized void counted(long scope, ScopeCounters counters) {
        standing.put(scope, QuestionCounts.of(counters));
    }

    /** The scope is gone; what was counted last stays in the sum. */
    public synchronized void closed(long scope) {
        QuestionCounts last = standing.remove(scope);
        if (last != null) {
            gone = gone.plus(last);
        }
    }

    /** The sum. */
    public synchronized QuestionCounts sum() {
        return standing.values().stream().reduce(gone, QuestionCounts::plus);
    }
}
