// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.names.NameList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy language said once more and otherwise: each pattern is a regular expression over the whole question, all
 * that match compete, the one with the most labels wins, deny before allow, earlier before later. No walk, no suffixes,
 * no sets.
 */
final class PatternsAsRegexes {
    /** A dot inside a label, told from the dots between labels. */
    private static final String INNER_DOT = "\u0100";

    private record Candidate(String rule, Effect effect, NamePattern pattern, int order, Pattern regex) {
        static Candidate of(Rule rule, NamePattern pattern, int order) {
            String below = pattern instanceof NamePattern.Below ? "([^.]+\\.)+" : "";
            String regex = below + Pattern.quote(pattern.name().text());
            return new Candidate(rule.name(), rule.effect(), pattern, order, Pattern.compile(regex, Pattern.DOTALL));
        }

        int labels() {
            return pattern.name().labels().size();
        }
    }

    private final Policy policy;
    private final List<Candidate> candidates = new ArrayList<>();

    PatternsAsRegexes(Policy policy, Map<ConfigMapKey, NameList> lists) {
        this.policy = policy;
        for (Rule rule : policy.rules()) {
            Stream<NamePattern> inline = rule.names().stream().map(WrittenPattern::pattern);
            Stream<NamePattern> listed = rule.namesFrom().stream()
                    .flatMap(from -> Stream.ofNullable(lists.get(from.configMap())))
                    .flatMap(list -> list.patterns().stream());
            Stream.concat(inline, listed)
                    .forEach(pattern -> candidates.add(Candidate.of(rule, pattern, candidates.size())));
        }
    }

    /** {@code decider; recorder; outcome} as text, to be compared. */
    String say(Question question) {
        String text = question.labels().stream()
                .map(label -> label.replace(".", INNER_DOT))
                .collect(Collectors.joining("."));
        List<Candidate> matching = candidates.stream()
                .filter(candidate -> candidate.regex().matcher(text).matches())
                .sorted(Comparator.comparingInt(Candidate::labels)
                        .reversed()
                        .thenComparing(candidate -> candidate.effect() == Effect.ALLOW)
                        .thenComparingInt(Candidate::order))
                .toList();
        Optional<Candidate> decider = matching.stream()
                .filter(candidate -> candidate.effect() != Effect.AUDIT)
                .findFirst();
        Optional<Candidate> recorder = matching.stream()
                .filter(candidate -> candidate.effect() == Effect.AUDIT)
                .findFirst();
        boolean denied = decider.map(candidate -> candidate.effect() == Effect.DENY)
                .orElse(policy.defaultAction() == Action.Deny);
        String outcome = "ALLOWED";
        if (recorder.isPresent() || (denied && policy.mode() == Mode.Audit)) {
            outcome = "AUDITED";
        }
        if (denied && policy.mode() == Mode.Enforce) {
            outcome = "DENIED";
        }
        return said(decider) + "; " + said(recorder) + "; " + outcome;
    }

    private static String said(Optional<Candidate> candidate) {
        return candidate.map(winner -> winner.rule() + " " + winner.pattern()).orElse("-");
    }
}
