// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.header;

import java.util.List;

/** Says for a test what a watch would. */
public final class KnownHeaders {
    private KnownHeaders() {}

    /** These are all the headers now. */
    public static void are(Headers headers, PolicyHeader... all) {
        headers.replace(List.of(all));
    }
}
