// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a name of a policy may look like, and the words for what it may not. Letters, digits, {@code -} and {@code _} in
 * labels of 1 to 63 bytes, 253 in all (RFC 1035, 2.3.4); other text only as A-labels (RFC 5890). Hyphens may stand
 * anywhere, as they do in the DNS.
 */
public final class NameSyntax {
    /** Characters of a whole name without its trailing dot; also of a pattern with its {@code *.}. */
    public static final int MAX_NAME = 253;

    /** Characters of one label. */
    public static final int MAX_LABEL = 63;

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private NameSyntax() {}

    /**
     * What is wrong with a pattern ({@code x} or {@code *.x}) as a person wrote it, as one sentence; empty if nothing
     * is.
     */
    public static Optional<String> patternComplaint(String text) {
        if (text.equals("*") || text.equals("*.")) {
            return Optional.of("a bare \"*\" would be every name: spell it defaultAction: Deny");
        }
        if (text.startsWith("*.")) {
            String name = withoutTrailingDot(text);
            if (name.length() > MAX_NAME) {
                return Optional.of(tooLong(name));
            }
            return nameComplaint(text.substring(2), text);
        }
        return nameComplaint(text, text);
    }

    /** What is wrong with a name (no {@code *}) as a person wrote it, as one sentence; empty if nothing is. */
    public static Optional<String> nameComplaint(String text) {
        return nameComplaint(text, text);
    }

    /**
     * True for the characters that a label of a policy may hold, lower-cased: {@code a-z}, {@code 0-9}, {@code -},
     * {@code _}.
     */
    public static boolean isLabelCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static Optional<String> nameComplaint(String name, String whole) {
        if (name.isEmpty()) {
            return Optional.of("the name is empty");
        }
        if (name.equals(".")) {
            return Optional.of("the root \".\" cannot be denied or allowed by name: see defaultAction");
        }
        return forbiddenCharacter(name, whole)
                .or(() -> badLabel(withoutTrailingDot(name), whole))
                .or(() -> overlong(withoutTrailingDot(name)))
                .or(() -> address(withoutTrailingDot(name)));
    }

    private static Optional<String> forbiddenCharacter(String name, String whole) {
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (c == '*') {
                return Optional.of(
                        Excerpt.quoted(whole)
                                + " has a \"*\" where none may stand: it may only be the whole first label, as in \"*.example.com\"");
            }
            if (c > 0x7f) {
                return Optional.of(NonAsciiName.complaint(whole, c));
            }
            if (c != '.' && !isLabelCharacter(toLower(c))) {
                return Optional.of(Excerpt.quoted(whole) + " holds " + Excerpt.quoted(Character.toString(c))
                        + ": a name has letters, digits, \"-\", \"_\" and dots" + hint(whole));
            }
            i += Character.charCount(c);
        }
        return Optional.empty();
    }

    private static String hint(String whole) {
        if (whole.contains("://") || whole.contains("/")) {
            return "; of a URL, give only the host name";
        }
        if (whole.contains(":")) {
            return "; an address or a port cannot stand here";
        }
        return "";
    }

    private static Optional<String> badLabel(String name, String whole) {
        if (name.startsWith(".")) {
            return Optional.of(Excerpt.quoted(whole) + " begins with an empty label; for the names below, write \"*"
                    + Excerpt.plain(name) + '"');
        }
        int start = 0;
        while (start <= name.length()) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            if (end == start) {
                return Optional.of(Excerpt.quoted(whole) + " has an empty label (two dots in a row)");
            }
            if (end - start > MAX_LABEL) {
                return Optional.of(Excerpt.quoted(whole) + " has a label of " + (end - start) + " bytes, at most "
                        + MAX_LABEL + " are allowed: " + Excerpt.quoted(name.substring(start, end)));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static Optional<String> overlong(String name) {
        return name.length() > MAX_NAME ? Optional.of(tooLong(name)) : Optional.empty();
    }

    private static String tooLong(String name) {
        return Excerpt.quoted(name) + " is " + name.length() + " bytes long, at most " + MAX_NAME + " are allowed";
    }

    private static Optional<String> address(String name) {
        return IPV4.matcher(name).matches()
                ? Optional.of(Excerpt.quoted(name)
                        + " is an address, not a name: Firebreak judges the names that are looked up")
                : Optional.empty();
    }

    static String withoutTrailingDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** ASCII lower case, whatever the default locale: a letter A-Z becomes a-z, all else stays. */
    public static int toLower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    static String toLower(String text) {
        var out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append((char) toLower(c)));
        return out.toString();
    }
}
