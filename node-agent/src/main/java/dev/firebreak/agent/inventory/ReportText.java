// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import java.util.function.IntPredicate;

/**
 * Texts as the schema of a DeployReport takes them: one that it refused would cost the whole report. The lengths are the
 * schema's; a test holds them to it.
 */
final class ReportText {
    static final int MAX_NAME = 253;
    static final int MAX_POLICY = 300;
    static final int MAX_RULE = 64;
    static final int MAX_REASON = 256;
    static final int MAX_COMMAND = 200;
    static final int MAX_TYPE = 16;

    private ReportText() {}

    static String name(String name) {
        return of(name, ReportText::isVisible, MAX_NAME);
    }

    static String policy(String policy) {
        return of(policy, ReportText::isVisible, MAX_POLICY);
    }

    static String rule(String rule) {
        return of(rule, ReportText::isPrintable, MAX_RULE);
    }

    /** People's words in any script, without what could move a cursor. */
    static String reason(String reason) {
        return of(reason, ReportText::isWords, MAX_REASON);
    }

    static String command(String command) {
        return of(command, ReportText::isPrintable, MAX_COMMAND);
    }

    static String type(String type) {
        return of(type, ReportText::isVisible, MAX_TYPE);
    }

    private static boolean isVisible(int c) {
        return c > ' ' && c < 0x7f;
    }

    private static boolean isPrintable(int c) {
        return c >= ' ' && c < 0x7f;
    }

    private static boolean isWords(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** @param most code points, as a schema counts */
    private static String of(String text, IntPredicate plain, int most) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> out.appendCodePoint(plain.test(c) ? c : '?'));
        return out.toString();
    }
}
