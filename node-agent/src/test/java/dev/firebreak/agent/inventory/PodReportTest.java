// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import static dev.firebreak.agent.inventory.Observations.FRONTEND;
import static dev.firebreak.agent.inventory.Observations.START;
import static dev.firebreak.agent.inventory.Observations.denied;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.firebreak.agent.owner.Owner;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A report: as large as an object may be, and the same when it is read again. */
class PodReportTest {
    private static final Path SCHEMA =
            Path.of("../crds/src/main/resources/META-INF/fabric8/deployreports.firebreak.dev-v1.yml");

    private final PodInventory inventory = new PodInventory();
    private final KubernetesSerialization json = new KubernetesSerialization();

    @Test
    void shouldBeTheSameWhenWrittenAndReadAgain() {
        // Given
        inventory.add(denied(1, "frontend.example.com", "A", 1, 1));
        inventory.add(Observations.of(2, "", "TYPE0", Verdict.MALFORMED, Optional.empty(), 1, 2));
        PodReport report = report().ownedBy(List.of(new Owner("Job", "database-deploy", "")));

        // When
        PodReport read = ReportMapper.report(json.unmarshal(
                json.asJson(ReportMapper.object(report)), dev.firebreak.api.v1alpha1.DeployReport.class));

        // Then
        assertThat(read.entries()).isEqualTo(report.entries());
        assertThat(read.owners()).isEqualTo(report.owners());
        assertThat(read.questions()).isEqualTo(report.questions());
        assertThat(read.names(Verdict.DENIED)).isEqualTo(1);
        assertThat(read.unfiltered()).contains(Duration.ofMillis(340));
    }

    @Test
    void shouldHaveRoomForTheDeniedOnesWhenItIsCut() {
        // Given
        for (int i = 0; i < 400; i++) {
            inventory.add(Observations.allowed(i, "name-" + i + ".a-rather-long-one.example.com", "A", 1, i));
        }
        inventory.add(denied(1000, "frontend.example.com", "A", 1, 500));

        // When
        PodReport cut = report().fitted();

        // Then
        assertThat(cut.entries().getFirst().name()).isEqualTo("frontend.example.com");
        assertThat(cut.entries()).hasSizeBetween(50, 400);
        assertThat(cut.omitted().entries()).isEqualTo(401 - cut.entries().size());
        assertThat(cut.names(Verdict.ALLOWED)).isEqualTo(400);
        assertThat(bytes(cut)).isLessThanOrEqualTo(32 * 1024);
    }

    @Test
    void shouldStayWithin32KiBWhenEveryTextIsAsLongAsItGets() {
        // Given
        for (int i = 0; i < 200; i++) {
            RuleRef rule = new RuleRef("D/" + "p".repeat(400), "r".repeat(80), Optional.of("w".repeat(300)));
            inventory.add(Observations.of(
                    i,
                    i + "\\\"" + "n".repeat(300),
                    "TYPE65535",
                    Verdict.DENIED,
                    Optional.of(rule),
                    Long.MAX_VALUE,
                    i));
        }

        // When
        PodReport cut = report().fitted();

        // Then
        assertThat(cut.entries()).hasSizeGreaterThan(10);
        assertThat(bytes(cut)).isLessThanOrEqualTo(32 * 1024);
    }

    @Test
    void shouldTellBothWhenAnAgentBeforeThisOneHasWrittenOfThePod() {
        // Given
        inventory.add(denied(1, "frontend.example.com", "A", 1, 1));
        PodReport earlier = report();
        inventory.add(denied(2, "frontend.example.com", "AAAA", 1, 60));
        inventory.add(denied(3, "cdn.example.com", "A", 1, 61));

        // When
        PodReport both = report().and(earlier);

        // Then
        assertThat(both.entries()).hasSize(2);
        assertThat(both.entries().getFirst().count()).isEqualTo(3);
        assertThat(both.entries().getFirst().last()).isEqualTo(START.plusSeconds(60));
        assertThat(both.names(Verdict.DENIED)).isEqualTo(2);
    }

    @Test
    void shouldStateTheNumbersOfTheSchemaWhenItCuts() throws IOException {
        JsonNode status = new YAMLMapper()
                .readTree(SCHEMA.toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/status");
        JsonNode entry = status.at("/properties/entries/items/properties");

        assertThat(status.at("/x-kubernetes-validations/0/rule").textValue())
                .contains("e, " + ReportSize.ENTRY, "size(c) + " + ReportSize.COMMAND, "<= " + ReportSize.MOST);
        assertThat(status.at("/properties/entries/maxItems").intValue()).isEqualTo(ReportSize.MOST_ENTRIES);
        Map<String, Integer> lengths = Map.of(
                "name", ReportText.MAX_NAME,
                "policy", ReportText.MAX_POLICY,
                "rule", ReportText.MAX_RULE,
                "reason", ReportText.MAX_REASON);
        lengths.forEach((field, length) ->
                assertThat(entry.at("/" + field + "/maxLength").intValue()).isEqualTo(length));
        assertThat(entry.at("/types/maxItems").intValue()).isEqualTo(ReportEntry.TYPES_KEPT);
        assertThat(entry.at("/types/items/maxLength").intValue()).isEqualTo(ReportText.MAX_TYPE);
        assertThat(entry.at("/commands/maxItems").intValue()).isEqualTo(ReportEntry.COMMANDS_KEPT);
        assertThat(entry.at("/commands/items/maxLength").intValue()).isEqualTo(ReportText.MAX_COMMAND);
        assertThat(FRONTEND.reason()).isPresent();
    }

    private int bytes(PodReport report) {
        return json.asJson(ReportMapper.object(report)).getBytes(StandardCharsets.UTF_8).length;
    }

    private PodReport report() {
        Sandbox pod = new Sandbox(
                "s1",
                new PodUid("3b1f2c55-0000-4000-8000-000000000001"),
                "database",
                "database-deploy-x7k2p",
                Map.of(),
                Map.of(),
                "",
                "",
                "",
                0,
                Optional.empty());
        return PodReport.of(
                pod,
                "node-1",
                START,
                Optional.of(START.plusSeconds(158)),
                Optional.of(Duration.ofMillis(340)),
                inventory,
                Optional.empty());
    }
}
