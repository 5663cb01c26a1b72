// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.operator.report.ManyPolicies;
import dev.firebreak.operator.running.RunningOperator;

/**
 * What the operator costs, as rows of {@code script/bench}, a line of JSON each on stdout: a control plane of its own, and
 * the built operator as a process with the options of production, under its own ServiceAccount. Both end with this JVM,
 * also when that is killed.
 *
 * <pre>{@code cd operator && java -cp … src/bench/java/dev/firebreak/operator/bench/OperatorBench.java whole|quick}</pre>
 */
final class OperatorBench {
    private OperatorBench() {}

    static void main(String[] arguments) throws Exception {
        boolean quick = arguments[0].equals("quick");
        Bench.progress("a control plane and an operator");
        try (ControlPlane plane = ControlPlane.start();
                RunningOperator operator = RunningOperator.start(plane)) {
            var bench = new Bench(plane, operator, quick);
            bench.until("it leads", operator::isLeading);
            Row.of("memory at rest", "MiB", operator.residentKibibytes() / 1024.0)
                    .goal(200)
                    .note("resident, ready and leading, no policy yet")
                    .print();

            Bench.progress("1,000 policies");
            String namespace = new ManyPoliciesRows(bench).print();
            Row.of("memory with 1,000 policies", "MiB", operator.residentKibibytes() / 1024.0)
                    .note("resident, just after they were compiled")
                    .print();

            Bench.progress("a restart of 5,000 agents");
            new FleetRestartRows(bench).print();

            Bench.progress("changes and reports of 10 and of 1,000 nodes");
            try (var policies = new ManyPolicies(bench.admin(), namespace)) {
                new ReportRows(bench, namespace, policies).print();
            }

            Bench.progress("1,000,000 names");
            new MillionNamesRows(bench).print();
        }
    }
}
