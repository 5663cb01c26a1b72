// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import java.util.Comparator;

/** A name and how often it was asked for. */
public record NameCount(String name, long count) {
    /** Most often first; of equally many, in the order of the names. */
    static final Comparator<NameCount> MOST_FIRST =
            Comparator.comparingLong(NameCount::count).reversed().thenComparing(NameCount::name);
}
