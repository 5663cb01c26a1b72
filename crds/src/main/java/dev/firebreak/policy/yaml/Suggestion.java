// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Excerpt;
import java.util.Collection;
import java.util.Comparator;

/** "Did you mean": the known field nearest to what was written, if one is near. */
final class Suggestion {
    private static final int NEAR = 2;
    private static final int LONGEST = 40;

    private Suggestion() {}

    static String among(Collection<String> known, String written) {
        if (written.length() > LONGEST) {
            return "";
        }
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .filter(name -> distance(name, written) <= NEAR)
                .map(name -> "; did you mean " + Excerpt.quoted(name) + "?")
                .orElse("; known here are " + String.join(", ", known));
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int next = Math.min(diagonal + (same ? 0 : 1), 1 + Math.min(row[j], row[j - 1]));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
