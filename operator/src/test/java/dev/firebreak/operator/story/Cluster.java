// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static java.util.stream.Collectors.joining;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person does to policies and lists, and what is then there to see. */
record Cluster(KubernetesClient client, String namespace) {
    static Cluster in(KubernetesClient client, String namespace) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        return new Cluster(client, namespace);
    }

    /** Applies a policy that consists of these lines below {@code spec}. */
    DeployDnsPolicy apply(String name, String spec) {
        String yaml =
                "apiVersion: firebreak.dev/v1alpha1\nkind: DeployDnsPolicy\nmetadata: {name: %s, namespace: %s}\nspec:\n"
                        .formatted(name, namespace);
        return client.resources(DeployDnsPolicy.class)
                .load(new ByteArrayInputStream((yaml + spec.indent(2)).getBytes(StandardCharsets.UTF_8)))
                .forceConflicts()
                .serverSideApply();
    }

    /** A list ConfigMap with the key {@code names.txt}. */
    void list(String name, String text) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .addToLabels("firebreak.dev/domain-list", "true")
                        .endMetadata()
                        .withData(Map.of("names.txt", text))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    DeployDnsPolicy policy(String name) {
        return client.resources(DeployDnsPolicy.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    /** {@code status/reason} of a condition, if it speaks of the policy's latest generation. */
    String condition(String policy, String type) {
        DeployDnsPolicy bean = policy(policy);
        return bean.getStatus() == null || bean.getStatus().getConditions() == null
                ? "none"
                : words(
                        bean.getStatus().getConditions(),
                        type,
                        bean.getMetadata().getGeneration());
    }

    static String words(List<Condition> conditions, String type, long generation) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getObservedGeneration() == generation
                        ? condition.getStatus() + "/" + condition.getReason()
                        : "of generation " + condition.getObservedGeneration())
                .collect(joining());
    }

    String message(String policy, String type) {
        return policy(policy).getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(Condition::getMessage)
                .collect(joining());
    }

    /** The header of a policy; null if there is none. */
    @Nullable
    CompiledDenylist header(String uid) {
        return client.resources(CompiledDenylist.class).withName(uid).get();
    }

    /** What a node reads: the chunks that a header names, put together and checked. */
    CompiledPolicy read(CompiledDenylist header) {
        var payload = new ByteArrayOutputStream();
        for (int i = 0; i < header.getSpec().getChunks(); i++) {
            DenylistChunk chunk = client.resources(DenylistChunk.class)
                    .withName(header.getSpec().getDigest() + "-" + i)
                    .require();
            payload.writeBytes(Base64.getDecoder().decode(chunk.getSpec().getData()));
        }
        try {
            return CompiledPolicy.decode(payload.toByteArray());
        } catch (CorruptPayloadException e) {
            throw new AssertionError("what the header names is not a list", e);
        }
    }

    /** Everything that any header names, read; fails if one names what is not all there. */
    void readAll() {
        for (CompiledDenylist header :
                client.resources(CompiledDenylist.class).list().getItems()) {
            if (!read(header).digest().hex().equals(header.getSpec().getDigest())) {
                throw new AssertionError("another list than " + header.getSpec().getDigest());
            }
        }
    }

    List<String> events(String policy) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> policy.equals(event.getInvolvedObject().getName()))
                .map(Event::getReason)
                .toList();
    }

    ClusterDeployDnsPolicy clusterPolicy(String name) {
        return client.resources(ClusterDeployDnsPolicy.class).withName(name).require();
    }
}
