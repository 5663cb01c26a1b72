// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Names that lie close together: few labels, many shared suffixes, lengths at the edges of words, labels and names. */
final class Labels {
    static final int MAX_WIRE = 255;

    private static final List<String> SUFFIXES =
            List.of("com", "example.com", "frontend.example.com", "a.b.c.d.e.f", "xn--p1ai", "7.arpa", "a.a.a.a.a.a.a");
    private static final List<String> LABELS = List.of(
            "a",
            "b",
            "aa",
            "com",
            "example",
            "frontend",
            "cdn",
            "status",
            "www",
            "_dns",
            "xn--80ak6aa92e",
            "0",
            "-",
            "7-7");
    /** Around 8, the octets that the hash takes at once, and at the limit. */
    private static final int[] LENGTHS = {1, 6, 7, 8, 9, 15, 16, 17, 55, 56, 57, 62, 63};

    private final RandomGenerator random;

    Labels(RandomGenerator random) {
        this.random = random;
    }

    /** A label that a policy may hold. */
    String label() {
        if (random.nextInt(4) > 0) {
            return LABELS.get(random.nextInt(LABELS.size()));
        }
        String letter = String.valueOf((char) ('a' + random.nextInt(3)));
        return letter.repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
    }

    /** A name that a policy may hold, as labels. */
    List<String> name() {
        var labels = new ArrayList<>(
                List.of(SUFFIXES.get(random.nextInt(SUFFIXES.size())).split("\\.", -1)));
        int more = switch (random.nextInt(200)) {
            case 0 -> random.nextInt(126); // few: the reference takes the square of the depth
            case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> random.nextInt(12);
            default -> random.nextInt(4);
        };
        for (int i = 0; i < more; i++) {
            String label = more > 12 ? "a" : label();
            if (wireSize(labels) + 1 + label.length() > MAX_WIRE - 4) { // room for a label below it
                break;
            }
            labels.addFirst(label);
        }
        return labels;
    }

    static int wireSize(List<String> labels) {
        return 1 + labels.size() + labels.stream().mapToInt(String::length).sum();
    }
}
