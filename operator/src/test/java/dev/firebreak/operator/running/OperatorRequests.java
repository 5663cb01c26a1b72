// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.operator.chart.Chart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What operators asked a control plane's API server for so far: its audit log tells. */
public final class OperatorRequests {
    private static final String USER = "system:serviceaccount:" + Chart.NAMESPACE + ":firebreak-operator";
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

    private OperatorRequests() {}

    /** All requests for objects, in the form of {@code audit.k8s.io/v1}; without those of who only plays the operator. */
    public static List<JsonNode> all(ControlPlane plane) {
        var json = new ObjectMapper();
        var requests = new ArrayList<JsonNode>();
        try {
            for (String line : Files.readAllLines(plane.auditLog())) {
                try {
                    JsonNode event = json.readTree(line);
                    if (event.at("/user/username").asText().equals(USER)
                            && event.has("objectRef")
                            && !event.has("impersonatedUser")) {
                        requests.add(event);
                    }
                } catch (JsonProcessingException halfWritten) {
                    // The last line, while the API server writes it.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return requests;
    }

    /** How many writes of our kinds and of events there were: {@code "create denylistchunks" -> 3}. */
    public static Map<String, Long> writes(ControlPlane plane) {
        return all(plane).stream()
                .filter(event -> WRITES.contains(event.path("verb").asText()))
                .filter(event -> !event.at("/objectRef/resource").asText().equals("leases"))
                .map(OperatorRequests::words)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static String words(JsonNode event) {
        String subresource = event.at("/objectRef/subresource").asText();
        return event.path("verb").asText() + " "
                + event.at("/objectRef/resource").asText()
                + (subresource.isEmpty() ? "" : "/" + subresource);
    }
}
