// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.util.Locale;

/** How the box's resolver is set up for a client; {@code site.sh} makes one mount namespace for each. */
enum View {
    /** A plain {@code resolv.conf}: UDP first. */
    UDP,
    /** The same server, by its IPv6 address. */
    UDP6,
    /** {@code options use-vc}: TCP, for those who read that option. */
    TCP,
    /** A running nscd, which libc asks before DNS, and which asks a server with other addresses for the same names. */
    NSCD;

    String inSiteScript() {
        return name().toLowerCase(Locale.ROOT);
    }
}
