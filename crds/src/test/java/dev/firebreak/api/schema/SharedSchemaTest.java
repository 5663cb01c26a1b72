// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML has no includes that every reader takes: what stands in several schemas is held together here. */
class SharedSchemaTest {
    @Test
    void shouldHaveOneStatusWhenPoliciesAreNamespacedOrNot() throws IOException {
        assertThat(Schema.of(Schema.CLUSTER).at("status").node())
                .isEqualTo(Schema.of(Schema.NAMESPACED).at("status").node());
        assertThat(columns(Schema.CLUSTER)).isEqualTo(columns(Schema.NAMESPACED));
    }

    @Test
    void shouldDifferOnlyInNamespacesWhenPoliciesAreNamespacedOrNot() throws IOException {
        var cluster = (ObjectNode) Schema.of(Schema.CLUSTER).at("spec").node();
        var namespaced = (ObjectNode) Schema.of(Schema.NAMESPACED).at("spec").node();

        for (String list : List.of("deny", "allow")) {
            ObjectNode there = configMap(cluster, list);
            assertThat(there.required("required").valueStream().map(JsonNode::textValue))
                    .containsExactly("namespace", "name", "key");
            configMap(namespaced, list).replace("required", there.required("required"));
            configMap(namespaced, list).replace("description", there.required("description"));
            assertThat(((ObjectNode) there.required("properties")).remove("namespace"))
                    .isNotNull();
        }
        assertThat(((ObjectNode) cluster.required("properties")).remove("namespaceSelector"))
                .isNotNull();
        cluster.remove("x-kubernetes-validations");
        namespaced.remove("x-kubernetes-validations");
        assertThat(cluster).isEqualTo(namespaced);
    }

    @Test
    void shouldHaveTheSameRulesWhenPoliciesAreNamespacedOrNot() throws IOException {
        List<String> cluster = Schema.of(Schema.CLUSTER).at("spec").rules();
        List<String> namespaced = Schema.of(Schema.NAMESPACED).at("spec").rules();

        assertThat(cluster.subList(0, 3)).isEqualTo(namespaced.subList(0, 3)).doesNotContainAnyElementsOf(List.of(""));
        assertThat(cluster).hasSize(4);
        assertThat(namespaced).hasSize(4);
        // The namespaced policy's selector, and the same once more for the namespaces.
        String one = namespaced.get(3).substring(0, namespaced.get(3).indexOf(" <= "));
        assertThat(cluster.get(3))
                .isEqualTo(one + "\n+ " + one.replace("podSelector", "namespaceSelector")
                        + namespaced.get(3).substring(one.length()));
        assertThat(Schema.of(Schema.HEADER).at("spec").rules()).contains(cluster.get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"podSelector", "namespaceSelector"})
    void shouldTakeEveryPolicysSelectorWhenAHeaderIsWritten(String selector) throws IOException {
        JsonNode policy =
                Schema.of(Schema.CLUSTER).at("spec." + selector).node().required("properties");

        assertThat(Schema.of(Schema.HEADER).at("spec." + selector).node().required("properties"))
                .isEqualTo(policy);
        assertThat(policy)
                .isEqualTo(
                        Schema.of(Schema.CLUSTER).at("spec.podSelector").node().required("properties"));
    }

    /** One bean serves all of them: see existingJavaTypes in the pom. */
    @Test
    void shouldHaveOneShapeWhenLookupsAreCounted() throws IOException {
        JsonNode denials =
                Schema.of(Schema.NAMESPACED).at("status.denials").node().required("properties");

        assertThat(Schema.of(Schema.NAMESPACED).at("status.audited").node().required("properties"))
                .isEqualTo(denials);
        for (String counts : List.of("denials", "audited")) {
            assertThat(Schema.of(Schema.REPORT)
                            .at("status.policies[]." + counts)
                            .node()
                            .required("properties"))
                    .isEqualTo(denials);
        }
    }

    private static JsonNode columns(String plural) throws IOException {
        return Schema.version(plural).required("additionalPrinterColumns");
    }

    private static ObjectNode configMap(ObjectNode spec, String list) {
        return (ObjectNode) spec.at("/properties/" + list + "/items/properties/namesFrom/items/properties/configMap");
    }
}
