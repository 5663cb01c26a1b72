// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.lists.ListSource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** ConfigMaps of names that hardly deflate, for lists of several chunks: the UUIDs of 0, 1, 2 and so on. */
final class Hashes {
    private Hashes() {}

    /** One from {@code {namespace: N, name: N, key: K, count: C}}. */
    static Map<ListMap, ListSource.Content> of(JsonNode given) {
        String text = IntStream.range(0, given.path("count").asInt())
                .mapToObj(Hashes::name)
                .collect(Collectors.joining("\n"));
        return Map.of(
                new ListMap(given.path("namespace").asText(), given.path("name").asText()),
                new ListSource.Content("1", Map.of(given.path("key").asText(), text), Set.of()));
    }

    private static String name(int number) {
        byte[] text = String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
        return UUID.nameUUIDFromBytes(text) + ".example.com";
    }
}
