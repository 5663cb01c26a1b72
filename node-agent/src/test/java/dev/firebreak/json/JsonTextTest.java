// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
    @Test
    void shouldBeReadBackByAnotherParserWhenStringsHoldEveryCharacter() throws Exception {
        // Given
        StringBuilder every = new StringBuilder();
        for (char c = 0; c < 0xffff; c++) {
            every.append(c);
        }
        Map<String, Object> tree = Map.of("s", every.toString(), "n", 42L, "b", true, "l", List.of(1, "x", Map.of()));

        // When
        JsonNode line = new ObjectMapper().readTree(JsonText.line(tree));
        JsonNode document = new ObjectMapper().readTree(JsonText.document(tree));

        // Then
        assertThat(line.get("s").asText()).isEqualTo(every.toString());
        assertThat(line.get("l").get(1).asText()).isEqualTo("x");
        assertThat(document).isEqualTo(line);
    }

    @Test
    void shouldLeaveMembersOutWhenTheyAreEmpty() {
        // Given
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a", Optional.empty());
        tree.put("b", Optional.of("x"));
        tree.put("c", Optional.empty());

        // When
        String line = JsonText.line(tree);

        // Then
        assertThat(line).isEqualTo("{\"b\":\"x\"}");
    }
}
