// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.header.PolicyHeader.ListRef;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Pods and headers for tests; each method changes one thing of an ordinary one. */
public final class Examples {
    public static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private Examples() {}

    /** An opted-in pod of the namespace database. */
    public static Sandbox pod(String name) {
        return pod(name, "database", Map.of("firebreak.dev/deploy-job", "true"));
    }

    public static Sandbox pod(String name, String namespace, Map<String, String> labels) {
        return new Sandbox(
                "sandbox-" + name,
                new PodUid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()),
                namespace,
                name,
                labels,
                Map.of(),
                "",
                "/kubepods/besteffort/pod-" + name,
                "",
                0,
                Optional.empty());
    }

    /** A policy of the namespace database that enforces and refuses pods, a number of minutes old. */
    public static PolicyHeader header(String name, int minutesOld) {
        return header(
                new PolicyId(PolicyKind.DeployDnsPolicy, "database", name),
                minutesOld,
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING);
    }

    /** A cluster policy for namespaces that these labels choose. */
    public static PolicyHeader clusterHeader(String name, int minutesOld, LabelSelector namespaces) {
        return header(
                new PolicyId(PolicyKind.ClusterDeployDnsPolicy, "", name),
                minutesOld,
                LabelSelector.EVERYTHING,
                namespaces);
    }

    public static PolicyHeader header(
            PolicyId policy, int minutesOld, LabelSelector podSelector, LabelSelector namespaceSelector) {
        return new PolicyHeader(
                policy,
                UUID.nameUUIDFromBytes(policy.toString().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                1,
                NOW.minus(Duration.ofMinutes(minutesOld)),
                Mode.Enforce,
                OnListMissing.RefusePod,
                Optional.empty(),
                podSelector,
                namespaceSelector,
                new ListRef(digest(policy.toString()), 1, 100, 1));
    }

    /** The same policy, later, with another list. */
    public static PolicyHeader edited(PolicyHeader header, long generation, ListRef list) {
        return new PolicyHeader(
                header.policy(),
                header.uid(),
                generation,
                header.createdAt(),
                header.mode(),
                header.onListMissing(),
                header.expiresAt(),
                header.podSelector(),
                header.namespaceSelector(),
                list);
    }

    /** The same policy in this mode, doing this while its list is missing. */
    public static PolicyHeader with(PolicyHeader header, Mode mode, OnListMissing onListMissing) {
        return new PolicyHeader(
                header.policy(),
                header.uid(),
                header.generation(),
                header.createdAt(),
                mode,
                onListMissing,
                header.expiresAt(),
                header.podSelector(),
                header.namespaceSelector(),
                header.list());
    }

    /** The list of a compiled policy, as its header would name it. */
    public static ListRef ref(CompiledPolicy policy) {
        int chunks = Math.ceilDiv(policy.payloadBytes(), 900 << 10);
        return new ListRef(policy.digest(), policy.entries(), policy.payloadBytes(), chunks);
    }

    public static Digest digest(String text) {
        byte[] bytes = new byte[Digest.BYTES];
        byte[] half = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        System.arraycopy(half, 0, bytes, 0, Digest.BYTES);
        return Digest.ofBytes(bytes);
    }
}
