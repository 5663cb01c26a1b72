// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a rule's name and reason may look like, and the words for what they may not. */
public final class RuleSyntax {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private RuleSyntax() {}

    /** What is wrong with a rule's name; empty if nothing is. It is a label as Kubernetes has them (RFC 1123). */
    public static Optional<String> nameComplaint(String name) {
        if (name.length() > PolicyLimits.MAX_RULE_NAME) {
            return Optional.of(Excerpt.quoted(name) + " is " + name.length() + " characters long, at most "
                    + PolicyLimits.MAX_RULE_NAME + " are allowed");
        }
        return LABEL.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(Excerpt.quoted(name)
                        + " is not a rule name: lower-case letters, digits and \"-\", beginning and ending"
                        + " with a letter or digit");
    }

    /** What is wrong with a rule's reason; empty if nothing is. It is printed on terminals: no control characters. */
    public static Optional<String> reasonComplaint(String reason) {
        int length = reason.codePointCount(0, reason.length());
        if (length > PolicyLimits.MAX_REASON) {
            return Optional.of("the reason is " + length + " characters long, at most " + PolicyLimits.MAX_REASON
                    + " are allowed");
        }
        return reason.codePoints().allMatch(Excerpt::isVisible)
                ? Optional.empty()
                : Optional.of(Excerpt.quoted(reason)
                        + " holds a control or invisible character: write the reason as one line of text");
    }
}
