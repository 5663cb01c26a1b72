// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.operator.chart.Chart;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the operator wrote, by the API server's own audit log. Its lease is left out: that is written at rest, too. */
final class OperatorWrites {
    private static final String USER = "system:serviceaccount:" + Chart.NAMESPACE + ":firebreak-operator";
    private static final Set<String> VERBS = Set.of("create", "update", "patch", "delete", "deletecollection");

    /** With no line for so long, what was written is in the log. */
    private static final long SETTLED_MILLIS = 500;

    private final Path log;
    private final long start;

    private OperatorWrites(Path log, long start) {
        this.log = log;
        this.start = start;
    }

    /** Counts from now on. */
    static OperatorWrites from(Path auditLog) throws IOException {
        return new OperatorWrites(auditLog, Files.size(auditLog));
    }

    /** How often each resource was written, once that no longer changes. */
    Map<String, Integer> settled() throws IOException, InterruptedException {
        Map<String, Integer> before;
        Map<String, Integer> now = count();
        do {
            Thread.sleep(SETTLED_MILLIS);
            before = now;
            now = count();
        } while (!now.equals(before));
        return now;
    }

    static int sum(Map<String, Integer> writes) {
        return writes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> count() throws IOException {
        var json = new ObjectMapper();
        Map<String, Integer> writes = new TreeMap<>();
        for (String line : lines()) {
            JsonNode event = json.readTree(line);
            JsonNode object = event.path("objectRef");
            String resource = object.path("resource").asText();
            if (event.at("/user/username").asText().equals(USER)
                    && VERBS.contains(event.path("verb").asText())
                    && !resource.equals("leases")) {
                String part = object.path("subresource").asText();
                writes.merge(part.isEmpty() ? resource : resource + "/" + part, 1, Integer::sum);
            }
        }
        return writes;
    }

    /** The last line may be half written: it is left for the next time. */
    private String[] lines() throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(start);
            byte[] bytes = new byte[Math.toIntExact(file.length() - start)];
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n');
            return end < 0 ? new String[0] : text.substring(0, end).split("\n");
        }
    }
}
