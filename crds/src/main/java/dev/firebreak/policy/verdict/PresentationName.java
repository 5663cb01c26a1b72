// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.Excerpt;
import java.util.ArrayList;
import java.util.List;

/**
 * Names as people write them and read them (RFC 1035, 5.1): dots between labels, {@code \.}, {@code \\} and
 * {@code \DDD} within.
 */
final class PresentationName {
    private PresentationName() {}

    static Question parse(String text) {
        var labels = new ArrayList<String>();
        if (!text.equals(".")) {
            splitInto(labels, text);
        }
        return new Question(labels);
    }

    private static void splitInto(List<String> labels, String text) {
        var label = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i += appendEscaped(label, text, i + 1);
            } else if (c == '.') {
                labels.add(whole(label, text));
                label.setLength(0);
            } else if (c > ' ' && c < 0x7f) {
                label.append(c);
            } else {
                throw new IllegalArgumentException(Excerpt.quoted(text) + " holds " + Excerpt.quoted(String.valueOf(c))
                        + ": write A-labels (xn--…), and other bytes as \\DDD");
            }
            i++;
        }
        if (!text.endsWith(".") || text.endsWith("\\.") || text.isEmpty()) {
            labels.add(whole(label, text));
        }
    }

    private static String whole(StringBuilder label, String text) {
        if (label.isEmpty()) {
            throw new IllegalArgumentException(Excerpt.quoted(text) + " has an empty label");
        }
        return label.toString();
    }

    /** Appends what the escape whose first character is at {@code i} stands for; returns how many characters it has. */
    private static int appendEscaped(StringBuilder label, String text, int i) {
        if (i < text.length() && !Character.isDigit(text.charAt(i))) {
            label.append(text.charAt(i));
            return 1;
        }
        int value = i + 3 <= text.length() && text.substring(i, i + 3).chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text.substring(i, i + 3))
                : 256;
        if (value > 255) {
            throw new IllegalArgumentException(Excerpt.quoted(text) + " has a broken escape: \\DDD with 000 to 255");
        }
        label.append((char) value);
        return 3;
    }

    static String print(List<String> labels) {
        if (labels.isEmpty()) {
            return ".";
        }
        var out = new StringBuilder();
        for (String label : labels) {
            out.append(out.isEmpty() ? "" : ".");
            label.chars().forEach(c -> out.append(escaped(c)));
        }
        return out.toString();
    }

    private static String escaped(int c) {
        if (c == '.' || c == '\\') {
            return "\\" + (char) c;
        }
        return c > ' ' && c < 0x7f ? String.valueOf((char) c) : "\\%03d".formatted(c);
    }
}
