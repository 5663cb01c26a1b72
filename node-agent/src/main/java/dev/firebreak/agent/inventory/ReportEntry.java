// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One name under one verdict of one rule.
 *
 * @param name as asked, lower-case, RFC 1035 escapes; empty for a malformed question and for the root
 * @param types record types asked for, at most {@link #TYPES_KEPT}, in the order asked
 * @param count questions
 * @param rule what decided, or audited it; its policy is KIND/NAME
 * @param commands commands that asked, each with its parents, at most {@link #COMMANDS_KEPT}, in the order they asked
 */
public record ReportEntry(
        String name,
        Verdict verdict,
        List<String> types,
        long count,
        Instant first,
        Instant last,
        Optional<RuleRef> rule,
        List<String> commands) {
    static final int TYPES_KEPT = 8;
    static final int COMMANDS_KEPT = 4;

    /** What makes two observations one entry. */
    record Key(String name, Verdict verdict, Optional<String> policy, Optional<String> rule) {}

    public ReportEntry {
        types = List.copyOf(types);
        commands = List.copyOf(commands);
    }

    Key key() {
        return new Key(name, verdict, rule.map(RuleRef::policy), rule.map(RuleRef::rule));
    }

    /** This one and another of the same key, as one. */
    ReportEntry and(ReportEntry other) {
        return new ReportEntry(
                name,
                verdict,
                firstOf(types, other.types, TYPES_KEPT),
                count + other.count,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                rule.or(other::rule),
                firstOf(commands, other.commands, COMMANDS_KEPT));
    }

    ReportEntry times(long questions) {
        return new ReportEntry(name, verdict, types, questions, first, last, rule, commands);
    }

    /** The order of a report: the most urgent verdict first, then as asked. */
    static int byUrgency(ReportEntry one, ReportEntry other) {
        int order = one.verdict.compareTo(other.verdict);
        return order == 0 ? one.first.compareTo(other.first) : order;
    }

    private static List<String> firstOf(Collection<String> some, Collection<String> more, int kept) {
        if (some.containsAll(more)) {
            return List.copyOf(some);
        }
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all.stream().limit(kept).toList();
    }
}
