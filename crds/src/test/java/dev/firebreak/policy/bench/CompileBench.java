// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.bench;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import dev.firebreak.policy.yaml.ParseOutcome;
import dev.firebreak.policy.yaml.PolicyParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * From a list of 1,000,000 names to canonical bytes and back, in milliseconds, cold (the first time in a fresh JVM) and
 * warm.
 *
 * <pre>{@code java -Xmx512m -cp … dev.firebreak.policy.bench.CompileBench [names] [repeats]}</pre>
 */
public final class CompileBench {
    private static final String POLICY = """
            apiVersion: firebreak.dev/v1alpha1
            kind: ClusterDeployDnsPolicy
            metadata: {name: million}
            spec:
              mode: Enforce
              deny:
              - name: list
                namesFrom: [{configMap: {namespace: ops, name: names, key: all.txt}}]
            """;

    private CompileBench() {}

    static void main(String[] arguments) throws IOException, CorruptPayloadException {
        int names = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        byte[] text = MillionNames.text(names, 1);
        System.out.printf(
                "%d names, %d bytes of text, heap limit %d MiB%n",
                names, text.length, mebibytes(Runtime.getRuntime().maxMemory()));
        for (int i = 0; i < repeats; i++) {
            once(text);
        }
        System.out.printf("heap peak %d MiB%n", mebibytes(peakHeap()));
    }

    private static void once(byte[] text) throws IOException, CorruptPayloadException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        var parsed = (ParseOutcome.Parsed)
                PolicyParser.parse("million.yaml", POLICY.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        var list = (NameListOutcome.Read) NameListReader.read("all.txt", new ByteArrayInputStream(text), 1_000_000);
        long read = System.nanoTime();
        var compiled = (CompileOutcome.Compiled)
                PolicyCompiler.compile(parsed.policy(), Map.of(ConfigMapKey.of("ops/names/all.txt"), list.list()));
        long written = System.nanoTime();
        long cpuWritten = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        var sum = new long[1];
        CompiledPolicy.decode(compiled.policy().payload(), (buffer, offset, length, word) -> sum[0] += length ^ word);
        long decoded = System.nanoTime();
        System.out.printf(
                "read %d ms, compile %d ms, together %d ms (%d ms of processor time); decode %d ms; %s, payload %d bytes, check %x%n",
                millis(read - start),
                millis(written - read),
                millis(written - start),
                millis(cpuWritten - cpu),
                millis(decoded - written),
                compiled.policy(),
                compiled.policy().payloadBytes(),
                sum[0]);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
