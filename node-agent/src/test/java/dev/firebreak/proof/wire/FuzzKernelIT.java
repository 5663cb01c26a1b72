// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.filter.TestRun;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.proof.Root;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Mutated and random packets: none passes where the independent reading finds a question, or an answer, that the policy
 * denies. System properties: {@code proof.packets} (a million for each lock, unless set), {@code proof.fuzz-minutes}
 * (instead: so long for each), {@code proof.seed} (told with every hole).
 */
class FuzzKernelIT {
    private static final int PACKETS = Integer.getInteger("proof.packets", 1_000_000);
    private static final int MINUTES = Integer.getInteger("proof.fuzz-minutes", 0);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime());
    private static final Path VECTORS = Path.of("../bpf/src/test/vectors");
    private static final int BATCH = 1_000;
    private static final int KEPT = 5;

    @BeforeAll
    static void requireRoot() {
        Root.required();
    }

    @Test
    void shouldPassNoDeniedQuestionWhenPacketsAreMutated() throws IOException {
        fuzz(TestRun.EGRESS, false, Reading::ofQuery);
    }

    @Test
    void shouldPassNoDeniedAnswerWhenPacketsAreMutated() throws IOException {
        fuzz(TestRun.INGRESS, true, Reading::ofAnswer);
    }

    private static void fuzz(String judge, boolean ingress, Function<byte[], Reading> reading) throws IOException {
        // Given
        List<byte[]> corpus = WireVector.readAll(VECTORS).stream()
                .filter(vector -> vector.ingress() == ingress)
                .map(WireVector::packet)
                .toList();
        var mutation = new Mutation(new SplittableRandom(SEED), corpus);
        List<String> holes = new ArrayList<>();
        long packets = 0;
        long denied = 0;
        long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();

        // When
        try (var judges = new Judges()) {
            while (holes.size() < KEPT && (MINUTES > 0 ? System.nanoTime() < end : packets < PACKETS)) {
                List<byte[]> batch = new ArrayList<>(BATCH);
                while (batch.size() < BATCH) {
                    batch.add(mutation.next());
                }
                List<Reading> readings = batch.stream().map(reading).toList();
                for (var policy : List.of(Judges.Policy.DENY_ALL, Judges.Policy.DENY_NAMES)) {
                    int[] results = run(judges, judge, policy, batch);
                    for (int i = 0; i < BATCH; i++) {
                        if (readings.get(i).questions().stream().anyMatch(question -> denies(policy, question))) {
                            denied++;
                            if (results[i] != Judges.DROPPED) {
                                holes.add("seed %d, %s: %s passed with %s"
                                        .formatted(
                                                SEED,
                                                policy,
                                                readings.get(i),
                                                HexFormat.of().formatHex(batch.get(i))));
                            }
                        }
                    }
                }
                packets += BATCH;
            }
        }

        // Then
        assertThat(holes).isEmpty();
        assertThat(denied).as("packets with a denied question, of " + packets).isGreaterThan(packets / 20);
    }

    private static boolean denies(Judges.Policy policy, Question question) {
        String name = question.toString();
        return policy == Judges.Policy.DENY_ALL || name.equals(Judges.DENIED) || name.endsWith("." + Judges.DENIED);
    }

    private static int[] run(Judges judges, String judge, Judges.Policy policy, List<byte[]> batch) {
        ByteBuffer frames = ByteBuffer.allocateDirect(
                batch.stream().mapToInt(packet -> packet.length + 14).sum());
        int[] lengths = new int[batch.size()];
        for (int i = 0; i < lengths.length; i++) {
            byte[] frame = Frames.around(batch.get(i));
            lengths[i] = frame.length;
            frames.put(frame);
        }
        int[] results = new int[lengths.length];
        judges.run(judge, policy, frames, lengths, results);
        return results;
    }
}
