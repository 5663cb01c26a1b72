// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.Rule;
import java.util.List;
import java.util.TreeMap;

/**
 * Turns places that lost against another into warnings: each name that is both denied and allowed, each inline name
 * that is repeated; names that two lists share are only counted, for that is how lists are.
 */
final class Conflicts {
    private record Pair(int winner, int loser) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return winner == other.winner ? Integer.compare(loser, other.loser) : Integer.compare(winner, other.winner);
        }
    }

    /** How many entries two rules share by lists, and the earliest place that lost. */
    private record Shared(int count, int place) {
        Shared plus(Shared other) {
            return new Shared(count + other.count, Math.min(place, other.place));
        }
    }

    private final Occurrences places;
    private final List<Rule> rules;
    private final ProblemLog log;
    private final TreeMap<Pair, Shared> shared = new TreeMap<>();

    Conflicts(Occurrences places, List<Rule> rules, ProblemLog log) {
        this.places = places;
        this.rules = rules;
        this.log = log;
    }

    /** The same pattern stands at {@code loser} and, winning, at {@code winner}. */
    void add(int loser, int winner) {
        Rule losing = rules.get(places.rule(loser));
        Rule winning = rules.get(places.rule(winner));
        boolean sameRule = places.rule(loser) == places.rule(winner);
        if (losing.effect() == Effect.ALLOW && winning.effect() == Effect.DENY) {
            log.warning(() -> Problem.warning(
                    places.position(loser),
                    quoted(loser) + " is allowed here and denied by rule " + Excerpt.quoted(winning.name()) + " ("
                            + places.position(winner).reference() + "): deny wins"));
        } else if (places.isInline(loser)) {
            log.warning(() -> Problem.warning(
                    places.position(loser),
                    quoted(loser) + " already stands in "
                            + (sameRule ? "this rule" : "rule " + Excerpt.quoted(winning.name())) + " ("
                            + places.position(winner).reference() + "): this one never decides or records"));
        } else if (!sameRule) {
            var pair = new Pair(places.rule(winner), places.rule(loser));
            shared.merge(pair, new Shared(1, loser), Shared::plus);
        }
    }

    /** Tells the counted ones, one warning for each pair of rules. */
    void finish() {
        shared.forEach((pair, names) -> log.warning(
                places.position(names.place()),
                names.count() + " entries that rule "
                        + Excerpt.quoted(rules.get(pair.loser()).name()) + " has from lists, such as "
                        + quoted(names.place()) + ", already stand in rule "
                        + Excerpt.quoted(rules.get(pair.winner()).name()) + ", which comes first"));
    }

    private String quoted(int place) {
        return Excerpt.quoted(places.text(place));
    }
}
