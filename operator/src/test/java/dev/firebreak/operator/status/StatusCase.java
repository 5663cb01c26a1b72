// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.report.PolicyReports;
import dev.firebreak.operator.report.ReportIndex;
import dev.firebreak.operator.report.ReportMapper;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A golden folder: what is observed, and the status that it must come to.
 *
 * @param files the names of the files that belong to it
 */
record StatusCase(Path folder, Instant now, Observed observed, List<String> files) {
    private static final Path CASES = Path.of("src/test/resources/status/cases");
    private static final Duration STALE_AFTER = Duration.ofMinutes(15);
    private static final String UID = "11111111-2222-4333-8444-555555555555";
    private static final KubernetesSerialization BEANS = new KubernetesSerialization();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static List<StatusCase> all() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().map(StatusCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StatusCase read(Path folder) {
        List<String> files = new ArrayList<>(List.of("in-observed.yaml", "out-status.yaml"));
        JsonNode given = tree(folder.resolve("in-observed.yaml"));
        Instant now = Instant.parse(given.path("now").asText());
        return new StatusCase(
                folder,
                now,
                new Observed(
                        given.path("generation").asLong(),
                        finding(given.path("finding")),
                        inForce(given.path("inForce")),
                        given.path("whole").asBoolean(true),
                        reports(folder, now, given.path("vanished"), files),
                        before(folder, files)),
                files);
    }

    /** The status that it comes to, as the API server would get it. */
    DeployDnsPolicyStatus bean() {
        return StatusMapper.fill(new DeployDnsPolicyStatus(), StatusDecision.decide(observed, now));
    }

    /** The same as a tree. */
    JsonNode tree() throws IOException {
        return YAML.readTree(BEANS.asYaml(bean()));
    }

    JsonNode expected() {
        return tree(folder.resolve("out-status.yaml"));
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }

    private static PolicyReports reports(Path folder, Instant now, JsonNode vanished, List<String> files) {
        ReportIndex reports = new ReportIndex(Clock.fixed(now, ZoneOffset.UTC), STALE_AFTER, uid -> {});
        Path file = folder.resolve("in-nodes.yaml");
        if (Files.exists(file)) {
            files.add("in-nodes.yaml");
            try (Stream<String> documents = Stream.of(Files.readString(file).split("(?m)^---$"))) {
                documents
                        .filter(document -> document.contains("kind:"))
                        .map(document -> BEANS.unmarshal(document, NodeEnforcement.class))
                        .forEach(
                                node -> reports.report(ReportMapper.report(node).orElseThrow()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        vanished.forEach(node -> reports.gone(node.asText()));
        return reports.reports(UID);
    }

    private static PolicyStatus before(Path folder, List<String> files) {
        Path file = folder.resolve("in-before.yaml");
        if (!Files.exists(file)) {
            return PolicyStatus.NONE;
        }
        files.add("in-before.yaml");
        try {
            return StatusReader.read(BEANS.unmarshal(Files.readString(file), DeployDnsPolicyStatus.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable ListInForce inForce(JsonNode list) {
        return list.isMissingNode()
                ? null
                : new ListInForce(
                        list.path("generation").asLong(),
                        Digest.ofHex(list.path("digest").asText()),
                        list.path("entries").asInt());
    }

    private static Finding finding(JsonNode finding) {
        String kind = finding.fieldNames().next();
        JsonNode value = finding.path(kind);
        return switch (kind) {
            case "compiled" -> new Finding.Compiled(words(value.path("warnings")), time(value.path("expiresAt")));
            case "invalid" -> new Finding.Invalid(words(value));
            case "listsNotFound" -> new Finding.ListsNotFound(words(value));
            case "listsBroken" -> new Finding.ListsBroken(words(value));
            case "tooManyEntries" -> new Finding.TooManyEntries(words(value));
            case "expired" -> new Finding.Expired(Instant.parse(value.asText()));
            default -> throw new IllegalStateException("no finding: " + kind);
        };
    }

    private static Optional<Instant> time(JsonNode time) {
        return time.isMissingNode() ? Optional.empty() : Optional.of(Instant.parse(time.asText()));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
