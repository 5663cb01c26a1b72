// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Excerpt;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Kubernetes lets stand as a name, a label and a ConfigMap's key (k8s.io/apimachinery/pkg/util/validation), and
 * the words if not.
 */
final class KubernetesSyntax {
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern CONFIG_MAP_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

    private KubernetesSyntax() {}

    static Optional<String> objectName(String text) {
        return complaint(
                SUBDOMAIN,
                253,
                text,
                "a name: lower-case letters, digits, \"-\" and \".\", beginning and ending with a letter or digit");
    }

    static Optional<String> namespace(String text) {
        return complaint(
                LABEL,
                63,
                text,
                "a namespace: lower-case letters, digits and \"-\", beginning and ending with a letter or digit");
    }

    static Optional<String> configMapKey(String text) {
        return text.equals(".") || text.startsWith("..")
                ? Optional.of(Excerpt.quoted(text) + " is not a ConfigMap's key")
                : complaint(CONFIG_MAP_KEY, 253, text, "a ConfigMap's key: letters, digits, \"-\", \"_\" and \".\"");
    }

    static Optional<String> labelKey(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return complaint(QUALIFIED, 63, text, "a label's name");
        }
        return complaint(SUBDOMAIN, 253, text.substring(0, slash), "the prefix of a label's name")
                .or(() -> complaint(QUALIFIED, 63, text.substring(slash + 1), "a label's name"));
    }

    static Optional<String> labelValue(String text) {
        return text.isEmpty() ? Optional.empty() : complaint(QUALIFIED, 63, text, "a label's value");
    }

    private static Optional<String> complaint(Pattern pattern, int longest, String text, String what) {
        if (text.length() > longest) {
            return Optional.of(Excerpt.quoted(text) + " is " + text.length() + " characters long, at most " + longest
                    + " are allowed");
        }
        return pattern.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(Excerpt.quoted(text) + " is not " + what);
    }
}
