// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.proof.Root;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The kernel's judge against the reference verdict. System properties: {@code proof.pairs} (a million unless set) and
 * {@code proof.seed} (printed with every difference).
 */
class DifferentialKernelIT {
    private static final int PAIRS = Integer.getInteger("proof.pairs", 1_000_000);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime());
    private static final int THREADS = 2;

    /** What one thread found. */
    private record Share(List<String> differences, List<Integer> verdicts) {}

    @BeforeAll
    static void requireRoot() {
        Root.required();
    }

    @Test
    void shouldAgreeWithTheReferenceWhenAskedAMillionQuestions() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            // When
            List<Future<Share>> shares = threads.invokeAll(List.of(() -> share(SEED), () -> share(SEED + 1)));

            // Then
            for (Future<Share> share : shares) {
                assertThat(share.get().differences()).isEmpty();
                assertThat(share.get().verdicts().get(Abi.FB_VERDICT_ALLOWED)).isGreaterThan(PAIRS / 50);
                assertThat(share.get().verdicts().get(Abi.FB_VERDICT_AUDITED)).isGreaterThan(PAIRS / 50);
                assertThat(share.get().verdicts().get(Abi.FB_VERDICT_DENIED)).isGreaterThan(PAIRS / 50);
            }
        }
    }

    private static Share share(long seed) {
        try (var differential = new Differential(seed)) {
            return new Share(differential.compare(PAIRS / THREADS), differential.verdicts());
        }
    }
}
