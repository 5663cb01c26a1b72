// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

/**
 * What was counted for a scope since its slot was cleared, summed over the CPUs.
 *
 * @param questions judged by lock 1 or, where it did not see them, by a pod's answerer
 * @param denied questions denied
 * @param audited questions that passed although a list in mode Audit, or an audited rule, speaks against them
 * @param malformed packets on a DNS port that are no well-formed question
 * @param answered NXDOMAIN or RST sent by a pod's answerer
 * @param droppedAnswers answers from outside that lock 2 dropped
 * @param eventsLost events not told: a ring was full or the scope's token bucket empty
 * @param unjudgedStreams DNS/TCP streams whose start was not seen, reset under Enforce
 * @param exhausted questions denied because no scratch buffer was free
 */
public record ScopeCounters(
        long questions,
        long denied,
        long audited,
        long malformed,
        long answered,
        long droppedAnswers,
        long eventsLost,
        long unjudgedStreams,
        long exhausted) {}
