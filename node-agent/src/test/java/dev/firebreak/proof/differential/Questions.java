// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import dev.firebreak.policy.verdict.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random questions, each near a name of the policies that it is asked of. Labels are ISO 8859-1: a character is a byte. */
final class Questions {
    private final RandomGenerator random;
    private final Labels labels;

    Questions(RandomGenerator random) {
        this.random = random;
        this.labels = new Labels(random);
    }

    /** The labels of a question as they go on the wire, case and all. */
    List<String> near(List<String> name) {
        List<String> asked = new ArrayList<>(name);
        int changes = random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(asked);
        }
        if (random.nextInt(3) == 0) {
            mixCase(asked);
        }
        while (Labels.wireSize(asked) > Question.MAX_WIRE) {
            asked.removeFirst();
        }
        return asked;
    }

    private void change(List<String> asked) {
        switch (random.nextInt(96)) {
            case 0 -> lengthen(asked);
            case 1, 2, 3 -> fill(asked);
            case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 -> removeFirst(asked);
            case 14, 15, 16, 17 -> asked.addLast(labels.label());
            case 18, 19, 20, 21, 22, 23, 24, 25 -> oddByte(asked);
            case 26, 27, 28, 29, 30, 31, 32, 33 -> joinByDot(asked);
            case 34, 35, 36 -> asked.addFirst("\0\0\0\0\0\0\0\3"); // as the hash's last word of a label ends
            case 37 -> asked.clear();
            default -> asked.addFirst(labels.label());
        }
    }

    private static void removeFirst(List<String> asked) {
        if (!asked.isEmpty()) {
            asked.removeFirst();
        }
    }

    /** To the longest name there is, in labels of one byte. */
    private static void lengthen(List<String> asked) {
        while (Labels.wireSize(asked) + 2 <= Question.MAX_WIRE) {
            asked.addFirst("a");
        }
    }

    /** To the longest name there is, in labels of 63 bytes. */
    private static void fill(List<String> asked) {
        int left;
        while ((left = Question.MAX_WIRE - Labels.wireSize(asked) - 1) > 0) {
            asked.addFirst("z".repeat(Math.min(left, 63)));
        }
    }

    private void oddByte(List<String> asked) {
        if (!asked.isEmpty()) {
            int at = random.nextInt(asked.size());
            var label = new StringBuilder(asked.get(at));
            label.setCharAt(random.nextInt(label.length()), (char) random.nextInt(256));
            asked.set(at, label.toString());
        }
    }

    /** Two labels become one with a dot inside: another name that reads the same. */
    private void joinByDot(List<String> asked) {
        if (asked.size() > 1) {
            int at = random.nextInt(asked.size() - 1);
            String joined = asked.get(at) + "." + asked.get(at + 1);
            if (joined.length() <= 63) {
                asked.set(at, joined);
                asked.remove(at + 1);
            }
        }
    }

    private void mixCase(List<String> asked) {
        asked.replaceAll(label -> {
            var mixed = new StringBuilder(label);
            for (int i = 0; i < mixed.length(); i++) {
                char c = mixed.charAt(i);
                if (c >= 'a' && c <= 'z' && random.nextBoolean()) {
                    mixed.setCharAt(i, (char) (c - 0x20));
                }
            }
            return mixed.toString();
        });
    }
}
