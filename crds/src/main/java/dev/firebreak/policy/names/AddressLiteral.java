// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import java.util.regex.Pattern;

/** Tells the first word of a hosts-file line. */
final class AddressLiteral {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    /**
     * Loose on purpose: the address is ignored, it only has to be unlike any name; a name never holds a colon. RFC 4007
     * zone allowed.
     */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[^%\\s]+)?");

    private AddressLiteral() {}

    static boolean isAddress(String word) {
        return word.length() <= 64
                && (IPV4.matcher(word).matches() || IPV6.matcher(word).matches());
    }
}
