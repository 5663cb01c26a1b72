// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lets a client ask for the three names, in the box and, if asked to, under the built {@code firebreak run}. */
final class Firebreak {
    /** Longer than any resolver that gives up at all: c-ares needs 23 s where nothing answers. */
    private static final int PATIENCE_SECONDS = 120;

    private final Site site;
    private final Path firebreak;
    private final Path ask;
    private final Path work;

    Firebreak(Site site, Path firebreak, Path ask, Path work) throws IOException {
        this.site = site;
        this.firebreak = firebreak;
        this.ask = ask;
        this.work = work;
        Files.writeString(work.resolve("policy.yaml"), Name.POLICY);
    }

    /** What the client said of each name, and the verdicts that the report tells, as {@code "NAME VERDICT RULE"}. */
    record Run(List<Answer> answers, List<String> verdicts) {
        Answer of(Name name) {
            return answers.stream()
                    .filter(answer -> answer.fqdn().equals(name.fqdn()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nothing was said of " + name + ": " + answers));
        }
    }

    Run withoutFilter(Client client) throws IOException, InterruptedException {
        return new Run(Answer.parse(outputOf(client, List.of())), List.of());
    }

    Run filtered(Client client, AnswerMode mode) throws IOException, InterruptedException {
        Path report = work.resolve("report.json");
        Files.deleteIfExists(report);
        String output = outputOf(
                client,
                List.of(
                        firebreak.toString(),
                        "run",
                        "--quiet",
                        "--policy=" + work.resolve("policy.yaml"),
                        "--answer=" + mode.answerSwitch(),
                        "--report=" + report,
                        "--"));
        List<String> verdicts = new ArrayList<>();
        for (JsonNode lookup : new ObjectMapper().readTree(report.toFile()).path("lookups")) {
            verdicts.add("%s %s %s"
                    .formatted(
                            lookup.path("name").asText(),
                            lookup.path("verdict").asText(),
                            lookup.path("rule").asText("-"))
                    .strip());
        }
        return new Run(Answer.parse(output), verdicts);
    }

    private String outputOf(Client client, List<String> prefix) throws IOException, InterruptedException {
        List<String> asking = new ArrayList<>(prefix);
        asking.add(ask.toString());
        Stream.of(Name.values()).map(Name::fqdn).forEach(asking::add);
        asking.add("--");
        asking.addAll(client.command());
        Path output = work.resolve("output");
        Process process = new ProcessBuilder(site.inside(client.view(), asking))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException(client + " said nothing more after: " + Files.readString(output));
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("%s: exit code %d: %s".formatted(client, process.exitValue(), said));
        }
        return said;
    }
}
