// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.operator.compile.Compilation;
import dev.firebreak.operator.compile.Compiler;
import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.lists.ListSource;
import dev.firebreak.operator.policy.PolicyMapper;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.compiled.CompiledPolicy;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A golden folder: policies, list ConfigMaps and headers as the API server has them on the first of January 2026.
 *
 * @param headers those that are there before, by the UID of their policy
 */
record DenylistCase(List<PolicyResource> policies, ListSource lists, Map<String, ObservedHeader> headers) {
    /** The files that a folder may have besides what is derived. {@code in-hashes.yaml}: see {@link Hashes}. */
    static final Set<String> INPUTS = Set.of("in-policies.yaml", "in-lists.yaml", "in-hashes.yaml", "in-headers.yaml");

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final KubernetesSerialization BEANS = new KubernetesSerialization();
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

    static DenylistCase read(Path folder) throws IOException {
        var mapper = new PolicyMapper(BEANS);
        var policies = new ArrayList<PolicyResource>();
        for (JsonNode policy : documents(folder.resolve("in-policies.yaml"))) {
            policies.add(
                    policy.path("kind").asText().equals("DeployDnsPolicy")
                            ? mapper.resource(bean(policy, DeployDnsPolicy.class))
                            : mapper.resource(bean(policy, ClusterDeployDnsPolicy.class)));
        }
        Map<ListMap, ListSource.Content> lists = new HashMap<>();
        for (JsonNode list : documents(folder.resolve("in-lists.yaml"))) {
            ConfigMap map = bean(list, ConfigMap.class);
            lists.put(
                    new ListMap(
                            map.getMetadata().getNamespace(), map.getMetadata().getName()),
                    new ListSource.Content(
                            "1",
                            Optional.ofNullable(map.getData()).orElseGet(Map::of),
                            Optional.ofNullable(map.getBinaryData())
                                    .orElseGet(Map::of)
                                    .keySet()));
        }
        for (JsonNode hashes : documents(folder.resolve("in-hashes.yaml"))) {
            lists.putAll(Hashes.of(hashes));
        }
        Map<String, ObservedHeader> headers = new HashMap<>();
        for (JsonNode header : documents(folder.resolve("in-headers.yaml"))) {
            headers.put(
                    header.at("/metadata/name").asText(),
                    new ObservedHeader(HeaderMapper.header(bean(header, CompiledDenylist.class)), "1"));
        }
        return new DenylistCase(policies, map -> Optional.ofNullable(lists.get(map)), headers);
    }

    /** Compiles all policies, one after the other. What comes of it by file; empty where there is to be no file. */
    Map<String, List<JsonNode>> derive() {
        var findings = new ArrayList<JsonNode>();
        var after = new ArrayList<JsonNode>();
        var stored = new LinkedHashMap<StoredList, CompiledPolicy>();
        for (PolicyResource policy : policies) {
            Compilation compilation = new Compiler(lists).compile(policy, NOW, rests -> {});
            findings.add(Derived.finding(policy, compilation.finding()));
            Optional<ObservedHeader> before = Optional.ofNullable(headers.get(policy.uid()));
            Optional<Header> good = compilation
                    .result()
                    .map(result -> {
                        StoredList list = stored(result.list());
                        stored.putIfAbsent(list, result.list());
                        return Header.of(policy, result.policy(), result.list(), list);
                    })
                    .or(() -> before.map(ObservedHeader::header));
            Optional<Header> header = switch (HeaderChange.decide(compilation.finding(), good, before)) {
                case HeaderChange.None none -> before.map(ObservedHeader::header);
                case HeaderChange.Write write -> Optional.of(write.header());
                case HeaderChange.Delete delete -> Optional.empty();
            };
            header.map(HeaderMapper::bean).map(DenylistCase::tree).ifPresent(after::add);
        }
        Map<String, List<JsonNode>> files = new LinkedHashMap<>();
        files.put("out-findings.yaml", findings);
        files.put("out-headers.yaml", after.stream().map(Derived::header).toList());
        files.put("out-chunks.yaml", Derived.chunks(stored));
        files.put("out-lists.yaml", stored.values().stream().map(Derived::list).toList());
        return files;
    }

    private static StoredList stored(CompiledPolicy list) {
        return new StoredList(list.digest(), list.payloadBytes(), Chunks.count(list.payloadBytes()));
    }

    /** The documents of a file; none if there is no file. */
    static List<JsonNode> documents(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll();
        }
    }

    static void write(Path file, List<JsonNode> documents) throws IOException {
        var text = new StringBuilder("# SPDX-License-Identifier: Apache-2.0\n");
        for (JsonNode document : documents) {
            text.append(YAML.writeValueAsString(document));
        }
        if (documents.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, text);
        }
    }

    /** A bean as the API server would get it. */
    static ObjectNode tree(Object bean) {
        try {
            return (ObjectNode) YAML.readTree(BEANS.asYaml(bean));
        } catch (IOException e) {
            throw new IllegalStateException("our own YAML cannot be read", e);
        }
    }

    private static <T> T bean(JsonNode document, Class<T> type) {
        return BEANS.unmarshal(document.toString(), type);
    }
}
