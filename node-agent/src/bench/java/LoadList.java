// SPDX-License-Identifier: Apache-2.0
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.KernelMap;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.list.Lists;
import dev.firebreak.bpf.list.NameEntries;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import dev.firebreak.policy.compiled.DeclaredPolicy;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import dev.firebreak.policy.yaml.ParseOutcome;
import dev.firebreak.policy.yaml.PolicyParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles a file of names (one a line, {@code x} or {@code *.x}) to a policy's payload, and loads that into a filter's
 * map of lists as the product does, so many times. Prints the list's digest, then the nanoseconds of each load from the
 * payload's bytes to the swapped map.
 *
 * <pre>{@code java -cp … LoadList.java NAMES PINNED-FB_LISTS TIMES}</pre>
 */
final class LoadList {
    private static final String POLICY = """
            apiVersion: firebreak.dev/v1alpha1
            kind: ClusterDeployDnsPolicy
            metadata: {name: bench}
            spec:
              mode: Enforce
              deny:
              - name: list
                namesFrom: [{configMap: {namespace: bench, name: names, key: all.txt}}]
            """;

    private LoadList() {}

    static void main(String[] arguments) throws IOException, CorruptPayloadException {
        byte[] payload = payload(Path.of(arguments[0]));
        Path pins = Path.of(arguments[1]);
        try (var lists = Descriptor.openPinned(pins.resolve("fb_lists"));
                var pieces = Descriptor.openPinned(pins.resolve("fb_pieces"));
                var places = Descriptor.openPinned(pins.resolve("fb_places"))) {
            var maps = Map.of("fb_lists", lists, "fb_pieces", pieces, "fb_places", places);
            var loader = Lists.in(name -> new KernelMap(name, Objects.requireNonNull(maps.get(name))));
            System.out.println(CompiledPolicy.decode(payload).digest().hex());
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                long start = System.nanoTime();
                DeclaredPolicy declared = DeclaredPolicy.of(payload);
                loader.load(ListDigest.of(declared.digest().bytes()), entries(declared, payload));
                System.out.println(System.nanoTime() - start);
            }
        }
    }

    private static byte[] payload(Path names) throws IOException {
        var parsed = (ParseOutcome.Parsed)
                PolicyParser.parse("bench.yaml", POLICY.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        try (var in = Files.newInputStream(names)) {
            var list = (NameListOutcome.Read) NameListReader.read("all.txt", in, 2_000_000);
            var compiled = (CompileOutcome.Compiled) PolicyCompiler.compile(
                    parsed.policy(), Map.of(ConfigMapKey.of("bench/names/all.txt"), list.list()));
            return compiled.policy().payload();
        }
    }

    /** In one pass, which also checks the payload: it fails before the table is swapped in. */
    private static NameEntries entries(DeclaredPolicy declared, byte[] payload) {
        return new NameEntries() {
            @Override
            public int count() {
                return declared.entries();
            }

            @Override
            public void forEach(Sink sink) {
                try {
                    CompiledPolicy.decode(payload, sink::add);
                } catch (CorruptPayloadException e) {
                    throw new IllegalArgumentException(e);
                }
            }
        };
    }
}
