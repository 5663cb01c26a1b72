// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.time.Instant;
import java.util.Optional;

/**
 * One kernel event in the words of the report.
 *
 * @param key names the lookup in the kernel's table of repeats; equal for repeats of the same question by one process
 * @param count lookups under this key so far, this one included
 * @param at when it was asked
 * @param name as asked, RFC 1035 text without trailing dot, lower-case; empty for a malformed question
 * @param type "A", "AAAA", "TYPE65280"
 * @param rule the rule that denied, audited or allowed; empty where nothing applied
 * @param audit a rule in mode Audit that would have denied as well
 * @param protocol "udp" or "tcp"
 * @param server address and port that the question was sent to
 * @param asker empty where attribution is not loaded on this kernel
 */
public record Observation(
        Key key,
        long count,
        Instant at,
        String name,
        String type,
        Verdict verdict,
        Outcome outcome,
        Optional<RuleRef> rule,
        Optional<RuleRef> audit,
        String protocol,
        String server,
        Optional<Asker> asker) {
    /** The kernel's 128-bit key of a lookup. */
    public record Key(long high, long low) {}

    /** The same, first asked when it was, and asked this often by now. */
    public Observation repeated(long byNow) {
        return new Observation(
                key, Math.max(count, byNow), at, name, type, verdict, outcome, rule, audit, protocol, server, asker);
    }
}
