// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import dev.firebreak.operator.fences.Identities;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.PolicyLimits;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every node watches every header: the schema keeps a header's spec within 2 KiB. */
@WithControlPlane
class HeaderSizeIT {
    private static final int MAX_SPEC_BYTES = 2_048;

    @Test
    void shouldStayWithinTwoKibibytesWhenEveryFieldIsAsLargeAsItMayBe(ControlPlane plane) {
        // Given
        Chart.install(plane);
        Map<String, String> labels = smallLabels();
        CompiledDenylist largest = header(labels);
        labels.merge("a", "x", String::concat);
        CompiledDenylist larger = header(labels);

        try (KubernetesClient operator = new Identities(plane).asOperator()) {
            // When
            String spec = Serialization.asJson(
                    operator.resource(largest).dryRun().create().getSpec());

            // Then
            assertThat(spec.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(MAX_SPEC_BYTES - 400, MAX_SPEC_BYTES);
            assertThatThrownBy(() -> operator.resource(larger).dryRun().create())
                    .hasMessageContaining("the selectors take more than 1024 bytes together");
        }
    }

    /** As many labels as go into a header, for in JSON they have more around them than long ones. */
    private static Map<String, String> smallLabels() {
        Map<String, String> labels = new TreeMap<>();
        int next = 0;
        while (bytes(labels) + "\"kk\":\"\",".length() <= PolicyLimits.MAX_SELECTOR_BYTES) {
            labels.put(Integer.toString(next++ + 10, 36), "");
        }
        labels.put("a", "x".repeat(PolicyLimits.MAX_SELECTOR_BYTES - bytes(labels)));
        assertThat(bytes(labels)).isEqualTo(PolicyLimits.MAX_SELECTOR_BYTES);
        return labels;
    }

    private static int bytes(Map<String, String> labels) {
        return new LabelSelector(labels, List.of()).jsonBytes();
    }

    private static CompiledDenylist header(Map<String, String> labels) {
        String uid = UUID.randomUUID().toString();
        CompiledDenylist header = Serialization.unmarshal(
                """
                apiVersion: firebreak.dev/v1alpha1
                kind: CompiledDenylist
                metadata: {name: %s}
                spec:
                  policyRef: {kind: DeployDnsPolicy, namespace: %s, name: %s, uid: %s, generation: 9223372036854775807}
                  policyCreatedAt: "2026-01-01T00:00:00Z"
                  expiresAt: "2026-01-01T00:00:00Z"
                  mode: Enforce
                  onListMissing: RefusePod
                  digest: %s
                  entries: 1000000
                  payloadBytes: 117964800
                  chunks: 128
                """.formatted(uid, "n".repeat(63), "p".repeat(253), uid, "d".repeat(64)), CompiledDenylist.class);
        header.getSpec()
                .setPodSelector(
                        new LabelSelectorBuilder().withMatchLabels(labels).build());
        return header;
    }
}
