// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every field of every kind. */
class SchemaFormTest {
    static final List<String> ALL = Schema.ALL;

    /** Kubernetes describes these itself, and forbids to bound the last. */
    private static final List<String> KUBERNETES_OWN = List.of("apiVersion", "kind", "metadata");

    @ParameterizedTest
    @FieldSource("ALL")
    void shouldDescribeEveryFieldWhenExplained(String plural) throws IOException {
        assertThat(Schema.of(plural).all())
                .filteredOn(schema -> !schema.path().equals(plural + ".metadata"))
                .hasSizeGreaterThan(5)
                .allSatisfy(schema -> assertThat(schema.text("description")).endsWith("."));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void shouldBoundEveryValueWhenItCouldGrow(String plural) throws IOException {
        assertThat(Schema.of(plural).all())
                .filteredOn(schema -> !KUBERNETES_OWN.contains(
                        schema.path().substring(plural.length()).replace(".", "")))
                .allSatisfy(schema -> {
                    switch (schema.text("type")) {
                        case "string" ->
                            assertThat(schema.node().has("maxLength")
                                            || schema.node().has("enum"))
                                    .isTrue();
                        case "array" ->
                            assertThat(schema.node().has("maxItems")
                                            && schema.node().has("x-kubernetes-list-type"))
                                    .isTrue();
                        case "integer" ->
                            assertThat(schema.node().has("minimum")
                                            && schema.node().has("format"))
                                    .isTrue();
                        case "object" ->
                            assertThat(schema.node().has("properties")
                                            || schema.node().has("maxProperties"))
                                    .isTrue();
                        default -> throw new AssertionError("unexpected type: " + schema.text("type"));
                    }
                    assertThat(schema.node().has("x-kubernetes-preserve-unknown-fields"))
                            .isFalse();
                });
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void shouldBeFoundTogetherWhenAllOfFirebreakIsAskedFor(String plural) throws IOException {
        JsonNode names = Schema.crd(plural).at("/spec/names");

        assertThat(names.path("categories").valueStream().map(JsonNode::textValue))
                .containsExactly("firebreak");
        assertThat(names.path("shortNames")).hasSize(1);
        assertThat(names.path("plural").textValue()).isEqualTo(plural);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void shouldPointAtFieldsThatExistWhenColumnsArePrinted(String plural) throws IOException {
        JsonNode version = Schema.version(plural);
        Schema schema = Schema.of(plural);

        assertThat(version.path("additionalPrinterColumns")).isNotEmpty().allSatisfy(column -> {
            assertThat(column.path("description").textValue()).isNotBlank();
            assertThat(column.propertyStream().map(Map.Entry::getKey))
                    .isSubsetOf("name", "type", "jsonPath", "description", "priority");
            String path = column.path("jsonPath").textValue().substring(1).replaceFirst("\\[\\?\\(.*\\)]", "[]");
            if (!path.startsWith("metadata.")) {
                assertThat(schema.at(path).text("type")).isNotEqualTo("object");
            }
        });
        assertThat(version.at("/subresources/status").isMissingNode()).isEqualTo(!Schema.POLICIES.contains(plural));
    }
}
