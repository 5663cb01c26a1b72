// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.operator.report.Fleet;
import dev.firebreak.operator.report.ManyPolicies;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** 1,000 policies of 20 names, created at once: until all say Compiled, and what that costs the operator. */
final class ManyPoliciesRows {
    static final int POLICIES = 1_000;

    private final Bench bench;
    private final List<Double> created = new ArrayList<>();
    private final List<Double> compiled = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    ManyPoliciesRows(Bench bench) {
        this.bench = bench;
    }

    static String name(int policy) {
        return "policy-" + policy;
    }

    /** Prints the rows, and leaves the policies of the last round in place: their namespace. */
    String print() throws Exception {
        int rounds = bench.rounds(2, 1);
        String namespace = "";
        for (int round = 0; round < rounds; round++) {
            if (round > 0) {
                delete(namespace);
            }
            namespace = "many-" + round;
            create(namespace);
        }
        Row.of("1,000 policies of 20 names, create to Compiled", "s", compiled)
                .beside(Row.median(created), "until the API server had taken the last of them, 16 at a time")
                .print();
        Row.of("processor time, 1,000 policies to Compiled", "s", processor)
                .beside(Row.median(compiled), "the time that passed, on all processors together")
                .print();
        return namespace;
    }

    private void create(String namespace) throws Exception {
        bench.namespace(namespace);
        try (var policies = new ManyPolicies(bench.admin(), namespace)) {
            Duration used = bench.operator().processorTime();
            long start = System.nanoTime();
            Fleet.forEach(
                    POLICIES,
                    i -> bench.admin()
                            .resource(Fleet.policy(namespace, name(i), "p" + i + "." + namespace + ".example.com"))
                            .create());
            created.add(Bench.seconds(start));
            bench.until(
                    "all are compiled",
                    () -> policies.count(ConditionType.COMPILED, condition -> condition.status() == Truth.TRUE)
                            == POLICIES);
            compiled.add(Bench.seconds(start));
            processor.add(bench.operator().processorTime().minus(used).toMillis() / 1e3);
        }
    }

    private void delete(String namespace) {
        bench.admin().resources(DeployDnsPolicy.class).inNamespace(namespace).delete();
        bench.until(
                "their headers are gone",
                () -> bench.admin()
                        .resources(CompiledDenylist.class)
                        .list()
                        .getItems()
                        .isEmpty());
    }
}
