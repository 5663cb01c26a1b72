// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Rule;
import java.util.Arrays;
import java.util.List;

/**
 * One entry for each distinct name: which rule decides and which records at it. At one name and reach deny beats allow,
 * then the earliest place wins. {@code first[i]} is a place that holds the i-th name in ascending order,
 * {@code words[i]} its word, with rule indexes in the policy's order.
 */
final class MergedEntries {
    private static final int NONE = -1;
    private static final int SLOTS = 4;

    private final Occurrences places;
    private final List<Rule> rules;
    private final Conflicts conflicts;
    private final int[] best = new int[SLOTS];
    private final int[] first;
    private final int[] words;
    private int size;

    private MergedEntries(Occurrences places, List<Rule> rules, Conflicts conflicts, int[] order) {
        this.places = places;
        this.rules = rules;
        this.conflicts = conflicts;
        // A name has at least one place, so the results fit where the order was, behind the reading.
        this.first = order;
        this.words = new int[order.length];
    }

    static MergedEntries of(Occurrences places, List<Rule> rules, Conflicts conflicts) {
        int[] order = KeySort.ascending(places.keys(), places.ends());
        var merged = new MergedEntries(places, rules, conflicts, order);
        merged.merge(order);
        return merged;
    }

    private void merge(int[] order) {
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && sameKey(order[from], order[to])) {
                to++;
            }
            int name = order[from];
            words[size] = to - from == 1 ? word(name) : merge(order, from, to);
            first[size++] = name;
            from = to;
        }
    }

    private int merge(int[] order, int from, int to) {
        Arrays.fill(best, NONE);
        for (int i = from; i < to; i++) {
            int slot = slot(order[i]);
            if (best[slot] == NONE || beats(order[i], best[slot])) {
                best[slot] = order[i];
            }
        }
        int word = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            word |= best[slot] == NONE ? 0 : word(best[slot]);
        }
        for (int i = from; i < to; i++) {
            int winner = best[slot(order[i])];
            if (winner != order[i]) {
                conflicts.add(order[i], winner);
            }
        }
        return word;
    }

    private boolean beats(int place, int other) {
        boolean allows = effect(place) == Effect.ALLOW;
        boolean otherAllows = effect(other) == Effect.ALLOW;
        return allows == otherAllows ? place < other : otherAllows;
    }

    private int slot(int place) {
        return EntryWord.shift(places.reach(place), effect(place)) / 8;
    }

    private int word(int place) {
        return EntryWord.of(places.reach(place), effect(place), places.rule(place));
    }

    private Effect effect(int place) {
        return rules.get(places.rule(place)).effect();
    }

    private boolean sameKey(int a, int b) {
        return Arrays.equals(
                places.keys(), places.start(a), places.end(a), places.keys(), places.start(b), places.end(b));
    }

    int size() {
        return size;
    }

    int placeOf(int entry) {
        return first[entry];
    }

    int wordAt(int entry) {
        return words[entry];
    }
}
