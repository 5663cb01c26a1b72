// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployReport;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Small objects that the schemas admit. */
final class Samples {
    private Samples() {}

    static CompiledDenylist header(String uid, String digest) {
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: CompiledDenylist
                metadata: {name: %s}
                spec:
                  policyRef: {kind: DeployDnsPolicy, namespace: database, name: p, uid: %s, generation: 1}
                  policyCreatedAt: "2026-01-01T00:00:00Z"
                  mode: Enforce
                  onListMissing: RefusePod
                  digest: %s
                  entries: 1
                  payloadBytes: 3
                  chunks: 1
                """.formatted(uid, uid, digest), CompiledDenylist.class);
    }

    static DenylistChunk chunk(String digest) {
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: DenylistChunk
                metadata: {name: %s-0}
                spec: {digest: %s, index: 0, count: 1, data: Zm9v}
                """.formatted(digest, digest), DenylistChunk.class);
    }

    static NodeEnforcement report(String node) {
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: NodeEnforcement
                metadata: {name: %s}
                status: {heartbeatTime: "2026-01-01T00:00:00Z"}
                """.formatted(node), NodeEnforcement.class);
    }

    static DeployReport deployReport(String namespace, String name, String node) {
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: DeployReport
                metadata: {namespace: %s, name: %s}
                status:
                  nodeName: %s
                  pod: {name: deploy, uid: 3b1f2c55-0000-4000-8000-000000000001}
                  startTime: "2026-01-01T00:00:00Z"
                  names: {denied: 0, audited: 0, allowed: 0}
                  lookups: {denied: 0, malformed: 0, audited: 0, allowed: 0, lost: 0}
                """.formatted(namespace, name, node), DeployReport.class);
    }

    static DeployDnsPolicy policy(String namespace, String name) {
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: DeployDnsPolicy
                metadata: {namespace: %s, name: %s}
                spec: {mode: Enforce, deny: [{name: a, names: [a.example.com]}]}
                """.formatted(namespace, name), DeployDnsPolicy.class);
    }
}
