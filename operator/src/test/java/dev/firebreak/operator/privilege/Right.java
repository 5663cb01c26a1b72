// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.privilege;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verb on one resource.
 *
 * @param resource with its subresource, as RBAC writes it: {@code deploydnspolicies/status}
 */
record Right(String group, String resource, String verb) implements Comparable<Right> {
    /** All that a rule grants, one by one. A rule with a {@code *} or with names of objects is none of ours. */
    static Stream<Right> granted(PolicyRule rule) {
        Stream.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs())
                .flatMap(List::stream)
                .filter(word -> word.contains("*"))
                .findFirst()
                .ifPresent(word -> {
                    throw new IllegalArgumentException("a right to " + word + " cannot be the least: " + rule);
                });
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> new Right(group, resource, verb))));
    }

    /** What a line of the API server's audit log asked for. */
    static Right asked(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new Right(
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                event.path("verb").asText());
    }

    @Override
    public int compareTo(Right other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
}
