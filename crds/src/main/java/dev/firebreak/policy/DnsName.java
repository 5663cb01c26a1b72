// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.List;

/**
 * A name of a policy in its one form: lower case, A-labels, no trailing dot, 1 to 253 characters. Never the root.
 *
 * <p>{@code DnsName.of("CDN.Example.com.").text()} is {@code "cdn.example.com"}.
 *
 * @param text the labels in order, joined by dots
 */
public record DnsName(String text) implements Comparable<DnsName> {
    /** Checks that the text is already in its one form; to read what a person wrote, use {@link #of}. */
    public DnsName {
        NameSyntax.nameComplaint(text).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        if (text.endsWith(".") || !NameSyntax.toLower(text).equals(text)) {
            throw new IllegalArgumentException(Excerpt.quoted(text) + " is not in lower case without a trailing dot");
        }
    }

    /**
     * Reads a name as a person writes it: any case, one trailing dot ignored.
     *
     * @throws IllegalArgumentException with the complaint of {@link NameSyntax#nameComplaint}
     */
    public static DnsName of(String text) {
        return new DnsName(NameSyntax.toLower(text.equals(".") ? text : NameSyntax.withoutTrailingDot(text)));
    }

    /** The labels from the first (leftmost) to the last. */
    public List<String> labels() {
        return List.of(text.split("\\.", -1));
    }

    @Override
    public int compareTo(DnsName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
