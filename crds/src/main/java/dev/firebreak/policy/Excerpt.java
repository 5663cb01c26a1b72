// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * Text of a stranger made fit for a message: short, and without characters that steer a terminal or hide others
 * (controls, bidirectional marks, line separators), which appear as {@code \\u{hex}}.
 */
public final class Excerpt {
    private static final int MAX_CHARS = 80;

    private Excerpt() {}

    /** In double quotes, at most 80 characters; a bell, U+0007, appears as {@code \\u{7}}. */
    public static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    /** As {@link #quoted}, without the quotes. */
    public static String plain(String text) {
        return shortened(text, MAX_CHARS);
    }

    /** As {@link #plain}, at most 240 characters: for a sentence that somebody else's program wrote. */
    public static String line(String text) {
        return shortened(text, 3 * MAX_CHARS);
    }

    private static String shortened(String text, int maxChars) {
        var out = new StringBuilder();
        int i = 0;
        while (i < text.length() && out.length() < maxChars) {
            int c = text.codePointAt(i);
            appendSafely(out, c);
            i += Character.charCount(c);
        }
        return i < text.length() ? out + "…" : out.toString();
    }

    private static void appendSafely(StringBuilder out, int c) {
        if (isVisible(c)) {
            out.appendCodePoint(c);
        } else {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
