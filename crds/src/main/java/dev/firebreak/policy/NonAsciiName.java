// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.net.IDN;
import java.util.Optional;

/**
 * The words for a name that is not ASCII: which character it was, and where it is certain, the A-label form to write
 * instead.
 */
final class NonAsciiName {
    /**
     * Characters that IDNA 2003 (the JDK's) and IDNA 2008 map differently: sharp s, final sigma, joiners. No form is
     * offered for these.
     */
    private static final String DEVIATIONS = "\u00df\u1e9e\u03c2\u200c\u200d";

    private NonAsciiName() {}

    static String complaint(String whole, int character) {
        String seen = "%s holds %s (U+%04X), which is not ASCII: "
                .formatted(Excerpt.quoted(whole), Excerpt.quoted(Character.toString(character)), character);
        return seen
                + aLabels(whole)
                        .map(form -> "write its A-label form, \"" + form + '"')
                        .orElse("write its A-label form (xn--…)");
    }

    private static Optional<String> aLabels(String whole) {
        if (whole.length() > NameSyntax.MAX_NAME || whole.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        String star = whole.startsWith("*.") ? "*." : "";
        try {
            String form = star + IDN.toASCII(whole.substring(star.length()));
            return NameSyntax.patternComplaint(form).isEmpty()
                    ? Optional.of(NameSyntax.toLower(form))
                    : Optional.empty();
        } catch (IllegalArgumentException noSuchForm) {
            return Optional.empty();
        }
    }
}
