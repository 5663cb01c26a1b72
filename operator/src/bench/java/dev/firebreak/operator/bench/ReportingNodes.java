// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import dev.firebreak.operator.report.Fleet;
import dev.firebreak.operator.report.ManyPolicies;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.ListInForce;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.Truth;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes that all have pods of the same policies, and what the operator wrote because of them. */
final class ReportingNodes {
    /** Of each round. */
    final List<Double> writesPerChange = new ArrayList<>();
    /** Of each round. */
    final List<Double> writesPerReport = new ArrayList<>();

    private final KubernetesClient admin;
    private final String namespace;
    private final ManyPolicies policies;
    private final int nodes;
    private final int first;

    /** Lookups denied so far on each node, by policy. */
    private final int[] denied;

    /** @param first of {@code count} policies that have pods on these nodes, and on no others */
    ReportingNodes(Bench bench, String namespace, ManyPolicies policies, int nodes, int first, int count) {
        this.admin = bench.admin();
        this.namespace = namespace;
        this.policies = policies;
        this.nodes = nodes;
        this.first = first;
        this.denied = new int[count];
    }

    int nodes() {
        return nodes;
    }

    /** The names of a policy's objects: itself, its header, its list. */
    String[] names(int policy) {
        return new String[] {
            name(policy), policies.uid(name(policy)), header(policy).getDigest()
        };
    }

    private String name(int policy) {
        return ManyPoliciesRows.name(first + policy);
    }

    /** Gives a policy other names; its new generation. */
    long edit(int policy) {
        return admin.resource(Fleet.policy(namespace, name(policy), "edited." + name(policy) + ".example.com"))
                .update()
                .getMetadata()
                .getGeneration();
    }

    /** On each node, one more lookup is denied. */
    void deny(int policy) {
        denied[policy]++;
    }

    CompiledDenylistSpec header(int policy) {
        return admin.resources(CompiledDenylist.class)
                .withName(policies.uid(name(policy)))
                .require()
                .getSpec();
    }

    /** What each node reports of its policies: what their headers say now is in force. */
    List<String> entries() {
        return IntStream.range(0, denied.length)
                .mapToObj(policy -> {
                    CompiledDenylistSpec header = header(policy);
                    return Fleet.entry(
                            header.getPolicyRef().getUid(),
                            header.getDigest(),
                            header.getPolicyRef().getGeneration(),
                            1 + denied[policy]);
                })
                .toList();
    }

    void report(int node, List<String> entries) {
        admin.resource(Fleet.report("of-" + nodes + "-" + node, Instant.now(), entries))
                .createOr(existing -> existing.update());
    }

    /** True when the policy's status says of all nodes what they last reported. */
    boolean isTold(int policy, long generation) {
        PolicyStatus status = policies.status(name(policy));
        ListInForce inForce = status.inForce();
        return inForce != null
                && inForce.generation() == generation
                && status.nodes().programmed() == nodes
                && status.denials().total() == (long) nodes * (1 + denied[policy])
                && status.condition(ConditionType.PROGRAMMED)
                        .filter(condition -> condition.status() == Truth.TRUE)
                        .isPresent();
    }
}
