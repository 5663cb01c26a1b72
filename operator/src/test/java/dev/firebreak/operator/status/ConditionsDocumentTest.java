// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/conditions.md} to the constants, to what is decided, and to the schemas. */
class ConditionsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/conditions.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| (True|False|Unknown) \\| (\\w+) \\|.*");

    private record Row(String condition, String status, String reason) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return toString().compareTo(other.toString());
        }
    }

    @Test
    void shouldExplainEveryReasonThatThereIs() throws Exception {
        // Given
        List<String> reasons = new ArrayList<>();
        for (Field field : Reasons.class.getFields()) {
            reasons.add((String) field.get(null));
        }

        // When
        Set<String> explained = rows().map(Row::reason).collect(Collectors.toSet());

        // Then
        assertThat(explained).containsExactlyInAnyOrderElementsOf(reasons);
    }

    /** Each row has a golden case that decides so, and no golden case decides what the table does not have. */
    @Test
    void shouldExplainEveryConditionThatIsDecided() throws IOException {
        // Given
        Set<Row> decided = new TreeSet<>();
        for (StatusCase each : StatusCase.all()) {
            for (Condition condition : StatusReader.read(each.bean()).conditions()) {
                if (condition.type() != ConditionType.READY || condition.status() == Truth.TRUE) {
                    decided.add(new Row(
                            condition.type().toString(), condition.status().toString(), condition.reason()));
                }
            }
        }

        // When
        Set<Row> explained = rows().collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(explained).isEqualTo(decided);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploydnspolicies", "clusterdeploydnspolicies"})
    void shouldNameTheConditionsOfTheSchema(String plural) throws IOException {
        // Given
        JsonNode conditions;
        try (InputStream schema =
                getClass().getResourceAsStream("/META-INF/fabric8/" + plural + ".firebreak.dev-v1.yml")) {
            conditions = new ObjectMapper(new YAMLFactory())
                    .readTree(schema)
                    .at("/spec/versions/0/schema/openAPIV3Schema/properties/status/properties/conditions");
        }

        // When
        String description = conditions.path("description").asText();
        List<String> statuses = new ArrayList<>();
        conditions.at("/items/properties/status/enum").forEach(status -> statuses.add(status.asText()));

        // Then
        for (ConditionType type : ConditionType.values()) {
            assertThat(description).contains(type + " (");
        }
        assertThat(statuses)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Truth.values()).map(Truth::toString).toList());
    }

    private static Stream<Row> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .map(ROW::matcher)
                .filter(matcher -> matcher.matches())
                .map(row -> new Row(row.group(1), row.group(2), row.group(3)));
    }
}
