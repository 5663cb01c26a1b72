// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.report.Fleet;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import dev.firebreak.policy.yaml.ParseOutcome;
import dev.firebreak.policy.yaml.PolicyParser;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A policy of 1,000,000 names in ConfigMaps: how long the operator compiles it, and at what memory. */
final class MillionNamesRows {
    private static final int NAMES = 1_000_000;
    private static final int MAP_BYTES = 1_000_000;
    private static final String NAMESPACE = "million";
    private static final String KEY = "names.txt";
    private static final String COMPILES = "firebreak_compile_seconds_count";
    private static final String COMPILING = "firebreak_compile_seconds_sum";

    private final Bench bench;
    private final List<String> texts = texts();

    MillionNamesRows(Bench bench) {
        this.bench = bench;
    }

    void print() throws Exception {
        double resident = bench.operator().residentKibibytes() / 1024.0;
        bench.namespace(NAMESPACE);
        Fleet.forEach(
                texts.size(),
                i -> bench.admin()
                        .resource(new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(map(i))
                                .addToLabels(ListMap.LABEL, ListMap.LABEL_VALUE)
                                .endMetadata()
                                .addToData(KEY, texts.get(i))
                                .build())
                        .create());
        List<Double> compile = new ArrayList<>();
        List<Double> told = new ArrayList<>();
        ClusterDeployDnsPolicy last = new ClusterDeployDnsPolicy();
        for (int round = 0; round < bench.rounds(5, 2); round++) {
            double before = bench.operator().metric(COMPILING);
            double compiles = bench.operator().metric(COMPILES);
            long start = System.nanoTime();
            ClusterDeployDnsPolicy policy =
                    bench.admin().resource(policy(round)).create();
            bench.until("Compiled", () -> isCompiled(policy.getMetadata().getName()));
            told.add(Bench.seconds(start));
            compile.add((bench.operator().metric(COMPILING) - before)
                    / (bench.operator().metric(COMPILES) - compiles));
            last = policy;
            bench.admin().resource(policy).delete();
        }
        double peak = bench.operator().peakKibibytes() / 1024.0;
        double alone = alone(last);
        Row.of("compile 1,000,000 names, with reading the ConfigMaps", "s", compile)
                .goal(2)
                .beside(alone, "the same code on lists in memory, in a warm JVM with all compilers and 1 GiB of heap")
                .print();
        Row.of("1,000,000 names, create to Compiled", "s", told)
                .beside(Row.median(compile), "the compile alone; the rest is chunks, header, status")
                .print();
        Row.of("peak memory, 1,000,000 names compiled", "MiB", peak)
                .goal(512)
                .beside(resident, "before, with 1,000 policies; both resident, of its whole life and now")
                .print();
    }

    /** All names as the ConfigMaps hold them: in no order, four below each parent, the same in each run. */
    private static List<String> texts() {
        var random = new SplittableRandom(1);
        List<String> texts = new ArrayList<>();
        var text = new StringBuilder();
        String site = "";
        for (int i = 0; i < NAMES; i++) {
            if (i % 4 == 0) {
                site = word(random, 9) + ".com";
            }
            text.append(word(random, 6)).append('.').append(site).append('\n');
            if (text.length() > MAP_BYTES || i == NAMES - 1) {
                texts.add(text.toString());
                text.setLength(0);
            }
        }
        return texts;
    }

    private static String word(SplittableRandom random, int letters) {
        return Long.toString(random.nextLong((long) Math.pow(36, letters)), 36);
    }

    private static String map(int number) {
        return "names-" + number;
    }

    /** Another rule each round: another list, all of whose chunks are written. */
    private ClusterDeployDnsPolicy policy(int round) {
        String lists = IntStream.range(0, texts.size())
                .mapToObj(i -> "{configMap: {namespace: %s, name: %s, key: %s}}".formatted(NAMESPACE, map(i), KEY))
                .collect(Collectors.joining(", "));
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: ClusterDeployDnsPolicy
                metadata: {name: million-%d}
                spec: {mode: Enforce, deny: [{name: round-%d, namesFrom: [%s]}]}
                """.formatted(round, round, lists), ClusterDeployDnsPolicy.class);
    }

    private boolean isCompiled(String policy) {
        var status = bench.admin()
                .resources(ClusterDeployDnsPolicy.class)
                .withName(policy)
                .require()
                .getStatus();
        return status != null
                && status.getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Compiled")
                                && condition.getStatus().equals("True"));
    }

    /** What the operator does between the ConfigMaps and the payload, on texts that are here already. */
    private double alone(ClusterDeployDnsPolicy policy) throws IOException {
        byte[] document = Serialization.asJson(policy).getBytes(StandardCharsets.UTF_8);
        List<Double> times = new ArrayList<>();
        int warm = bench.rounds(3, 1);
        for (int round = 0; round < 2 * warm; round++) {
            long start = System.nanoTime();
            var parsed = (ParseOutcome.Parsed) PolicyParser.parse("bench", document, Instant.now());
            Map<ConfigMapKey, NameList> lists = new HashMap<>();
            for (int i = 0; i < texts.size(); i++) {
                ConfigMapKey key = parsed.policy().namesFrom().get(i).configMap();
                var in = new ByteArrayInputStream(texts.get(i).getBytes(StandardCharsets.UTF_8));
                lists.put(key, ((NameListOutcome.Read) NameListReader.read(key.toString(), in, NAMES)).list());
            }
            var compiled = (CompileOutcome.Compiled) PolicyCompiler.compile(parsed.policy(), lists);
            if (round >= warm) {
                times.add(Bench.seconds(start));
            }
            if (compiled.policy().entries() != NAMES) {
                throw new IllegalStateException("a list of " + compiled.policy().entries());
            }
        }
        return Row.median(times);
    }
}
