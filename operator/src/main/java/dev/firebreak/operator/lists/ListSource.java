// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where lists are read from: the API server, or a test's files. */
@FunctionalInterface
public interface ListSource {
    /**
     * What a ConfigMap holds.
     *
     * @param revision the object's resourceVersion: another one, another content
     * @param texts by key
     * @param binary the keys whose value is binary
     */
    record Content(String revision, Map<String, String> texts, Set<String> binary) {
        public Content {
            texts = Map.copyOf(texts);
            binary = Set.copyOf(binary);
        }
    }

    /** What the ConfigMap holds now; empty if it is not there, or does not carry the label. */
    Optional<Content> read(ListMap map);
}
