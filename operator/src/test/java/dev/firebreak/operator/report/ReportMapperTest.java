// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.NodeEnforcement;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reports as only a damaged or hostile node writes them, and only past the schema. */
class ReportMapperTest {
    @Test
    void shouldSayNothingWhenThereIsNoHeartbeat() {
        assertThat(ReportMapper.report(bean("{}"))).isEmpty();
        assertThat(ReportMapper.report(bean("{policies: [{uid: a, state: Failed}]}")))
                .isEmpty();
    }

    @Test
    void shouldLeaveOutEntriesThatNameNoPolicyOrState() {
        // When
        NodeReport report = ReportMapper.report(
                        bean(
                                "{heartbeatTime: 2026-11-23T12:00:00Z, policies: [{state: Failed}, {uid: a}, {uid: b, state: Pending}]}"))
                .orElseThrow();

        // Then
        assertThat(report.policies()).containsOnlyKeys("b");
    }

    @Test
    void shouldTakeNoMoreThanTheSchemaLetsInWhenThereIsMore() {
        // Given
        String policies = IntStream.range(0, 300)
                .mapToObj(i -> "{uid: p" + i + ", state: Failed, reason: " + "r".repeat(100) + ", message: "
                        + "m".repeat(300) + ", denials: {total: 50, top: [" + names(12) + "]}}")
                .collect(Collectors.joining(", "));

        // When
        NodeReport report = ReportMapper.report(
                        bean("{heartbeatTime: 2026-11-23T12:00:00Z, policies: [" + policies + "]}"))
                .orElseThrow();

        // Then
        assertThat(report.policies()).hasSize(NodeReport.MAX_POLICIES);
        assertThat(report.policies().values()).allSatisfy(entry -> {
            assertThat(entry.reason()).hasSize(64);
            assertThat(entry.message()).hasSize(256);
            assertThat(entry.denials().top())
                    .hasSize(Tally.SHOWN)
                    .allSatisfy(name -> assertThat(name.name()).hasSize(253));
        });
    }

    @Test
    void shouldCountNothingWhenNumbersAreNegative() {
        // When
        PolicyReport entry = ReportMapper.report(
                        bean(
                                "{heartbeatTime: 2026-11-23T12:00:00Z, policies: [{uid: a, state: Programmed, generation: -1,"
                                        + " pods: {matching: -5}, denials: {total: -7}, audited: {total: 1, top: [{name: x, count: -3}]}}]}"))
                .orElseThrow()
                .policies()
                .get("a");

        // Then
        assertThat(entry)
                .isEqualTo(new PolicyReport(
                        PolicyReport.State.PROGRAMMED,
                        0,
                        "",
                        "",
                        "",
                        PodCounts.NONE,
                        Tally.NONE,
                        new Tally(1, null, List.of(new NameCount("x", 0)))));
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{name: " + "n".repeat(300) + i + ", count: 1}")
                .collect(Collectors.joining(", "));
    }

    private static NodeEnforcement bean(String status) {
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: NodeEnforcement
                metadata: {name: n1}
                status: %s
                """.formatted(status), NodeEnforcement.class);
    }
}
