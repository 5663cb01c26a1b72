// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One node of a CRD's schema.
 *
 * @param path as in {@code kubectl explain}, with {@code []} for the items of a list and <code>{}</code> for the values
 *     of a map
 */
record Schema(String path, JsonNode node) {
    static final String NAMESPACED = "deploydnspolicies";
    static final String CLUSTER = "clusterdeploydnspolicies";
    static final String HEADER = "compileddenylists";
    static final String CHUNK = "denylistchunks";
    static final String REPORT = "nodeenforcements";
    static final String DEPLOY = "deployreports";
    static final List<String> POLICIES = List.of(NAMESPACED, CLUSTER);
    static final List<String> ALL = List.of(NAMESPACED, CLUSTER, HEADER, CHUNK, REPORT, DEPLOY);

    /** The only version of the CRD. */
    static JsonNode version(String plural) throws IOException {
        JsonNode versions = crd(plural).at("/spec/versions");
        if (versions.size() != 1) {
            throw new IllegalStateException(plural + " has " + versions.size() + " versions");
        }
        return versions.get(0);
    }

    static JsonNode crd(String plural) throws IOException {
        Path file = Path.of("src/main/resources/META-INF/fabric8", plural + ".firebreak.dev-v1.yml");
        return new YAMLMapper().readTree(file.toFile());
    }

    static Schema of(String plural) throws IOException {
        return new Schema(plural, version(plural).at("/schema/openAPIV3Schema"));
    }

    /** {@code at("spec.deny[].names[]")}. */
    Schema at(String below) {
        Schema schema = this;
        for (String step : below.replace("[]", ".[]").replace("{}", ".{}").split("\\.", -1)) {
            schema = schema.child(step);
        }
        return schema;
    }

    private Schema child(String step) {
        JsonNode child = switch (step) {
            case "[]" -> node.path("items");
            case "{}" -> node.path("additionalProperties");
            default -> node.path("properties").path(step);
        };
        if (child.isMissingNode()) {
            throw new IllegalArgumentException("there is no " + step + " in " + path);
        }
        return new Schema(path + (step.endsWith("]") || step.endsWith("}") ? step : "." + step), child);
    }

    /** This one and all below. */
    Stream<Schema> all() {
        Stream<Schema> fields = node.path("properties")
                .propertyStream()
                .map(field -> new Schema(path + "." + field.getKey(), field.getValue()));
        Stream<Schema> items = node.has("items") ? Stream.of(child("[]")) : Stream.of();
        Stream<Schema> values = node.has("additionalProperties") ? Stream.of(child("{}")) : Stream.of();
        return Stream.concat(
                Stream.of(this),
                Stream.of(fields, items, values).flatMap(s -> s).flatMap(Schema::all));
    }

    /** A keyword's number; fails if it is not there. */
    int number(String keyword) {
        return node.required(keyword).intValue();
    }

    List<String> choices() {
        return node.required("enum").valueStream().map(JsonNode::textValue).toList();
    }

    /** The CEL rules here, each with its message. */
    List<String> rules() {
        return node.path("x-kubernetes-validations")
                .valueStream()
                .map(rule -> rule.path("rule").textValue() + "\n"
                        + rule.path("message").textValue())
                .toList();
    }

    String text(String keyword) {
        return node.required(keyword).textValue();
    }

    @Override
    public String toString() {
        return path;
    }
}
