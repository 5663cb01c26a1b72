// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import dev.firebreak.operator.denylist.Chunks;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.policy.compiled.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What does not fit together among headers and chunks.
 *
 * @param unnamed chunks that no header names
 * @param broken headers of which a chunk is missing
 */
record Leftovers(List<ObjectName> unnamed, List<Header> broken) {
    /**
     * Finds them.
     *
     * @param headers as they were before the chunks were listed: their chunks were there before them
     */
    static Leftovers of(List<Header> headers, List<ObjectName> chunks) {
        Set<Digest> named =
                headers.stream().map(header -> header.list().digest()).collect(Collectors.toSet());
        Set<String> there = new HashSet<>();
        chunks.forEach(chunk -> there.add(chunk.name()));
        return new Leftovers(
                chunks.stream()
                        .filter(chunk -> Chunks.digest(chunk.name())
                                .filter(named::contains)
                                .isEmpty())
                        .toList(),
                headers.stream().filter(header -> !isWhole(header, there)).toList());
    }

    private static boolean isWhole(Header header, Set<String> there) {
        for (int i = 0; i < header.list().chunks(); i++) {
            if (!there.contains(Chunks.name(header.list().digest(), i))) {
                return false;
            }
        }
        return true;
    }
}
