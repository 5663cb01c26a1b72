// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import static org.awaitility.Awaitility.await;

import dev.firebreak.operator.report.Fleet;
import dev.firebreak.operator.report.ManyPolicies;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How often the operator writes when a policy changes, when nodes report denials, and when they only say that they live:
 * with 10 nodes and, at the same time, with 1,000.
 */
final class ReportRows {
    private static final int FEW = 10;
    private static final int MANY = 1_000;

    /** Agents tell what changed within 5 seconds, not all in the same moment. */
    private static final Duration SPREAD = Duration.ofSeconds(4);

    /** After so long no status waits any more to be written: the operator's interval, and a little. */
    private static final Duration QUIET = Duration.ofSeconds(6);

    private final Bench bench;
    private final ReportingNodes few;
    private final ReportingNodes many;
    private final int rounds;

    ReportRows(Bench bench, String namespace, ManyPolicies policies) {
        this.bench = bench;
        this.rounds = bench.rounds(3, 1);
        // Of each round one policy changes, and another denies: no status waits for the one before.
        this.few = new ReportingNodes(bench, namespace, policies, FEW, 0, 2 * rounds);
        this.many = new ReportingNodes(bench, namespace, policies, MANY, 2 * rounds, 2 * rounds);
    }

    void print() throws Exception {
        letAdminReport();
        report();
        for (int policy = 0; policy < 2 * rounds; policy++) {
            untilTold(policy, 1);
        }
        Thread.sleep(QUIET);
        var last = "";
        for (int round = 0; round < rounds; round++) {
            last = change(2 * round);
            deny(2 * round + 1);
        }
        OperatorWrites heartbeats = OperatorWrites.from(bench.plane().auditLog());
        report();
        Thread.sleep(QUIET);
        int writesForHeartbeats = heartbeats.all();

        double change = Row.median(few.writesPerChange);
        Row.of("API writes per policy change, 1,000 nodes that report", "", many.writesPerChange)
                .goal(change)
                .beside(change, "10 nodes in the same time; with 1,000 the last was " + last)
                .print();
        double report = Row.median(few.writesPerReport);
        Row.of("API writes per node report of a denial, 1,000 nodes", "", many.writesPerReport)
                .goal(report)
                .beside(report, "10 nodes; to this the agent's own write of its report, one for each size")
                .print();
        Row.of("API writes per heartbeat without news, 1,010 nodes", "", writesForHeartbeats / (double) (FEW + MANY))
                .goal(0)
                .note("the operator's; the agent's own write is one")
                .print();
    }

    /** Only agents may write reports, each its own; here one admin writes those of all. */
    private void letAdminReport() {
        bench.admin()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName("firebreak-reports")
                .delete();
        await().ignoreExceptions().until(() -> {
            few.report(0, few.entries());
            return true;
        });
    }

    /** A policy's names change and all nodes load the new list: header, list, status and events until all is told. */
    private String change(int policy) throws Exception {
        OperatorWrites writes = OperatorWrites.from(bench.plane().auditLog());
        long generation = Math.max(few.edit(policy), many.edit(policy));
        for (ReportingNodes nodes : List.of(few, many)) {
            bench.until(
                    "the header is new",
                    () -> nodes.header(policy).getPolicyRef().getGeneration() == generation);
        }
        report();
        untilTold(policy, generation);
        for (ReportingNodes nodes : List.of(few, many)) {
            nodes.writesPerChange.add(sum(writes, nodes, policy));
        }
        return writes.of(many.names(policy)).toString();
    }

    /** On each node a lookup is denied. */
    private void deny(int policy) throws Exception {
        OperatorWrites writes = OperatorWrites.from(bench.plane().auditLog());
        few.deny(policy);
        many.deny(policy);
        report();
        untilTold(policy, 1);
        for (ReportingNodes nodes : List.of(few, many)) {
            nodes.writesPerReport.add(sum(writes, nodes, policy) / nodes.nodes());
        }
    }

    private static double sum(OperatorWrites writes, ReportingNodes nodes, int policy) throws Exception {
        return writes.of(nodes.names(policy)).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void untilTold(int policy, long generation) {
        bench.until("10 nodes are told of", () -> few.isTold(policy, generation));
        bench.until("1,000 nodes are told of", () -> many.isTold(policy, generation));
    }

    /** Every node reports, those of both sizes spread evenly over the same time. */
    private void report() throws Exception {
        List<String> entriesOfFew = few.entries();
        List<String> entriesOfMany = many.entries();
        int one = MANY / FEW + 1;
        long start = System.nanoTime();
        Fleet.forEach(FEW + MANY, i -> {
            LockSupport.parkNanos(start + SPREAD.toNanos() * i / (FEW + MANY) - System.nanoTime());
            if (i % one == 0) {
                few.report(i / one, entriesOfFew);
            } else {
                many.report(i - i / one - 1, entriesOfMany);
            }
        });
    }
}
