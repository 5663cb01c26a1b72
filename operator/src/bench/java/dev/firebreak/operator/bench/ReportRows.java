// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import dev.firebreak.operator.report.Fleet;
import dev.firebreak.operator.report.ManyPolicies;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.ListInForce;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often the operator writes when a policy changes, when nodes report denials, and when they only say that they live;
 * for 10 nodes and for 1,000. The few answer a change within as long a time as it takes to write the reports of the many:
 * a status is written at a pace, so what takes longer is told oftener, by however many nodes.
 */
final class ReportRows {
    private static final int FEW = 10;
    private static final int MANY = 1_000;

    /** The counts of one size of fleet: by rounds. */
    private record Writes(
            List<Double> change, List<Double> report, List<Double> heartbeat, Map<String, Integer> last) {}

    private final Bench bench;
    private final String namespace;
    private final ManyPolicies policies;

    /** Lookups denied so far on each node, by policy: two for each round, one that changes and one that denies. */
    private final int[] denied;

    private final int rounds;

    /** How long the reports of all nodes are spread over at least; written by the many, kept to by the few. */
    private double spread;

    ReportRows(Bench bench, String namespace, ManyPolicies policies) {
        this.bench = bench;
        this.namespace = namespace;
        this.policies = policies;
        this.rounds = bench.rounds(2, 1);
        this.denied = new int[4 * rounds];
        Arrays.fill(denied, 1);
    }

    void print() throws Exception {
        // Only agents may write reports, each its own; here one admin writes those of all.
        bench.admin()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName("firebreak-reports")
                .delete();
        await().ignoreExceptions().until(() -> {
            report("few", 1, List.of(0));
            return true;
        });
        Writes many = measure("many", MANY, 2 * rounds);
        Writes few = measure("few", FEW, 0);
        double changeOfFew = Row.median(few.change());
        Row.of("API writes per policy change, 1,000 nodes that report", "", many.change())
                .goal(changeOfFew)
                .beside(changeOfFew, "10 nodes that take as long; the last at 1,000: " + many.last())
                .print();
        double reportOfFew = Row.median(few.report());
        Row.of("API writes per node report of a denial, 1,000 nodes", "", many.report())
                .goal(reportOfFew)
                .beside(reportOfFew, "10 nodes; beside them, each agent writes its report, once")
                .print();
        Row.of("API writes per heartbeat without news, 1,000 nodes", "", many.heartbeat())
                .goal(0)
                .beside(Row.median(few.heartbeat()), "10 nodes")
                .print();
    }

    private Writes measure(String fleet, int nodes, int first) throws Exception {
        List<Integer> here = IntStream.range(first, first + 2 * rounds).boxed().toList();
        report(fleet, nodes, here);
        for (int policy : here) {
            bench.until("the first reports are told", () -> isTold(policy, nodes, 1));
        }
        quiet();
        var writes = new Writes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        for (int round = 0; round < rounds; round++) {
            int changing = first + 2 * round;
            OperatorWrites change = OperatorWrites.from(bench.plane().auditLog());
            long generation = edit(changing);
            bench.until(
                    "the header is of the new generation",
                    () -> header(changing).getPolicyRef().getGeneration() == generation);
            report(fleet, nodes, here);
            bench.until("all nodes run the new list", () -> isTold(changing, nodes, generation));
            writes.last().putAll(change.settled());
            writes.change().add((double) OperatorWrites.sum(change.settled()));

            int denying = changing + 1;
            denied[denying]++;
            OperatorWrites reports = OperatorWrites.from(bench.plane().auditLog());
            report(fleet, nodes, here);
            bench.until("all denials are told", () -> isTold(denying, nodes, 1));
            writes.report().add(OperatorWrites.sum(reports.settled()) / (double) nodes);
        }
        OperatorWrites heartbeats = OperatorWrites.from(bench.plane().auditLog());
        report(fleet, nodes, here);
        quiet();
        writes.heartbeat().add(OperatorWrites.sum(heartbeats.settled()) / (double) nodes);
        return writes;
    }

    /** Long enough that no status waits any more to be written. */
    private static void quiet() throws InterruptedException {
        Thread.sleep(6_000);
    }

    /** Gives a policy other names; its new generation. */
    private long edit(int policy) {
        String name = ManyPoliciesRows.name(policy);
        return bench.admin()
                .resource(Fleet.policy(namespace, name, "edited.p" + policy + ".example.com"))
                .update()
                .getMetadata()
                .getGeneration();
    }

    private boolean isTold(int policy, int nodes, long generation) {
        PolicyStatus status = policies.status(ManyPoliciesRows.name(policy));
        ListInForce inForce = status.inForce();
        return inForce != null
                && inForce.generation() == generation
                && status.nodes().programmed() == nodes
                && status.denials().total() == (long) nodes * denied[policy]
                && status.condition(ConditionType.PROGRAMMED)
                        .filter(condition -> condition.status() == Truth.TRUE)
                        .isPresent();
    }

    private CompiledDenylistSpec header(int policy) {
        return bench.admin()
                .resources(CompiledDenylist.class)
                .withName(policies.uid(ManyPoliciesRows.name(policy)))
                .require()
                .getSpec();
    }

    /** Every node reports on its policies: what their headers say now. */
    private void report(String fleet, int nodes, List<Integer> here) throws Exception {
        List<String> entries = here.stream()
                .map(policy -> {
                    CompiledDenylistSpec header = header(policy);
                    return Fleet.entry(
                            header.getPolicyRef().getUid(),
                            header.getDigest(),
                            header.getPolicyRef().getGeneration(),
                            denied[policy]);
                })
                .toList();
        long start = System.nanoTime();
        if (nodes > FEW) {
            Fleet.forEach(nodes, i -> report(fleet + "-" + i, entries));
            spread = Bench.seconds(start);
            return;
        }
        for (int i = 0; i < nodes; i++) {
            double due = spread * (i + 1) / nodes - Bench.seconds(start);
            Thread.sleep((long) (1e3 * Math.max(0, due)));
            report(fleet + "-" + i, entries);
        }
    }

    private void report(String node, List<String> entries) {
        bench.admin().resource(Fleet.report(node, Instant.now(), entries)).createOr(existing -> existing.update());
    }
}
