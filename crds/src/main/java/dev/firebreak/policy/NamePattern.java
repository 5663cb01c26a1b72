// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * One line of a rule: a name, or all names below one. {@code NamePattern.of("*.Example.com")} is
 * {@code Below(example.com)}: one or more whole labels below {@code example.com}, never {@code example.com} itself.
 */
public sealed interface NamePattern {
    /** The {@code x} of {@code x} and of {@code *.x}. */
    DnsName name();

    /** The pattern in its one form: {@code x} or {@code *.x}, lower case, no trailing dot. */
    String text();

    /** Matches the name itself and nothing else. */
    record Exact(DnsName name) implements NamePattern {
        @Override
        public String text() {
            return name.text();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Matches every name that has one or more labels before {@code name}. */
    record Below(DnsName name) implements NamePattern {
        /** Refuses a name so long that nothing below it fits in a DNS name. */
        public Below {
            if (name.text().length() > NameSyntax.MAX_NAME - 2) {
                throw new IllegalArgumentException(
                        NameSyntax.patternComplaint("*." + name.text()).orElseThrow());
            }
        }

        @Override
        public String text() {
            return "*." + name.text();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Reads a pattern as a person writes it.
     *
     * @throws IllegalArgumentException with the complaint of {@link NameSyntax#patternComplaint}
     */
    static NamePattern of(String text) {
        NameSyntax.patternComplaint(text).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        return text.startsWith("*.") ? new Below(DnsName.of(text.substring(2))) : new Exact(DnsName.of(text));
    }
}
