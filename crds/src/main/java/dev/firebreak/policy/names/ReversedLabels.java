// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import dev.firebreak.policy.DnsName;

/**
 * A name as its sorting key: the labels from the last to the first, {@code www.example.com} as {@code com.example.www}.
 */
public final class ReversedLabels {
    private ReversedLabels() {}

    /** The key of a name. */
    public static String key(DnsName name) {
        return reversed(name.text());
    }

    /** The name of a key. */
    public static DnsName name(String key) {
        return new DnsName(reversed(key));
    }

    private static String reversed(String labels) {
        var out = new StringBuilder(labels.length());
        int end = labels.length();
        for (int dot = labels.lastIndexOf('.'); dot >= 0; dot = labels.lastIndexOf('.', end - 1)) {
            out.append(labels, dot + 1, end).append('.');
            end = dot;
        }
        return out.append(labels, 0, end).toString();
    }
}
