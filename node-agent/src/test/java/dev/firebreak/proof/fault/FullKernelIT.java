// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.TestRun;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.bpf.scope.ScopeFlag;
import dev.firebreak.proof.DeniedNames;
import dev.firebreak.proof.Frame;
import dev.firebreak.proof.Root;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rings and maps that are full, and a neighbour that fills them: verdicts stand, losses are counted. */
class FullKernelIT {
    private static final int DROPPED = 0;
    private static final int PASSED = 1;
    private static final ListDigest LIST = ListDigest.of(new byte[32]);
    private static final String DENIED = "example.com";

    @BeforeAll
    static void requireRoot() {
        Root.required();
    }

    @Test
    void shouldDenyAndCountTheLossesWhenTheRingIsFull() {
        // Given: a ring for about six events, which nobody reads
        var generous = new FilterConfig.EventRate(1_000_000, 1_000_000);
        var d = FilterConfig.DEFAULT;
        var small =
                new FilterConfig(d.mark(), d.markMask(), true, d.ports(), 8, 8, generous, generous, 1_000, 4096, 4096);
        try (TestRun kernel = standing(small, scope(1))) {
            // When
            int[] denied = ask(kernel, 500, i -> List.of("n" + i, "example", "com"));
            int[] allowed = ask(kernel, 500, i -> List.of("n" + i, "example", "net"));

            // Then
            assertThat(denied).containsOnly(DROPPED);
            assertThat(allowed).containsOnly(PASSED);
            ScopeCounters counters = kernel.scopes().counters(1);
            assertThat(counters.questions()).isEqualTo(1_000);
            assertThat(counters.denied()).isEqualTo(500);
            assertThat(counters.eventsLost()).as("of both rings").isBetween(970L, 999L);
        }
    }

    @Test
    void shouldKeepTheOldListWhenThereIsNoRoomForAnother() {
        // Given
        try (TestRun kernel = standing(FilterConfig.DEFAULT.withLists(1), scope(1))) {
            byte[] other = new byte[32];
            Arrays.fill(other, (byte) 1);

            // When
            assertThatThrownBy(() -> kernel.lists().load(ListDigest.of(other), new DeniedNames("example.net")))
                    .isInstanceOf(BpfException.class);

            // Then
            assertThat(kernel.lists().has(LIST)).isTrue();
            assertThat(ask(kernel, 10, i -> List.of("n" + i, "example", "com"))).containsOnly(DROPPED);
            assertThat(ask(kernel, 10, i -> List.of("n" + i, "example", "net"))).containsOnly(PASSED);
        }
    }

    @Test
    void shouldKeepTheOldScopeWhenThereIsNoRoomForAnother() {
        // Given
        var d = FilterConfig.DEFAULT;
        var one = new FilterConfig(
                d.mark(), d.markMask(), true, d.ports(), 1, 8, d.denied(), d.allowed(), 1_000, 1 << 20, 1 << 20);
        try (TestRun kernel = standing(one, scope(1))) {
            // When
            assertThatThrownBy(() -> kernel.scopes().put(scope(2))).isInstanceOf(BpfException.class);

            // Then
            assertThat(ask(kernel, 10, i -> List.of("n" + i, "example", "com"))).containsOnly(DROPPED);
            assertThat(ask(kernel, 10, i -> List.of("n" + i, "example", "net"))).containsOnly(PASSED);
        }
    }

    @Test
    void shouldTellEveryDenialOfANeighbourWhenAScopeAsks50000NamesASecond() {
        // Given
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (TestRun kernel = standing(FilterConfig.DEFAULT, scope(1));
                var _ = kernel.readEvents(event -> {
                    if (event.scope() == 2) {
                        told.add(event.name());
                    }
                })) {
            kernel.scopes().put(scope(2));
            int seconds = 3;
            int flood = 0;
            long start = System.nanoTime();

            // When: in each hundredth of a second 500 questions of the one, one of the other
            for (int i = 0; i < 100 * seconds; i++) {
                int hundredth = i;
                kernel.judgeFor(1);
                flood += ask(kernel, 500, k -> List.of("f" + hundredth + "-" + k, "example", "com")).length;
                kernel.judgeFor(2);
                assertThat(ask(kernel, 1, k -> List.of("neighbour" + hundredth, "example", "com")))
                        .containsOnly(DROPPED);
                LockSupport.parkNanos(start + (i + 1) * 10_000_000L - System.nanoTime());
            }
            double rate = flood * 1e9 / (System.nanoTime() - start);

            // Then
            // A machine that others keep busy does not come to 50,000; far fewer would prove nothing.
            assertThat(rate).as("names a second").isGreaterThan(5_000);
            await().untilAsserted(() -> assertThat(told).hasSize(100 * seconds));
            assertThat(kernel.scopes().counters(2).eventsLost()).isZero();
            assertThat(kernel.scopes().counters(1).eventsLost()).isPositive();
        }
    }

    @Test
    void shouldFailNoInnocentLookupAndPassNoDeniedOneWhileTheirScopeIsWritten() {
        // Given
        int rounds = 200;
        try (TestRun kernel = standing(FilterConfig.DEFAULT, silent(1))) {
            var stop = new AtomicBoolean();
            var writes = CompletableFuture.supplyAsync(() -> {
                long generation = 1;
                while (!stop.get()) {
                    kernel.scopes().put(silent(++generation));
                }
                return generation;
            });
            var innocent = new HashSet<Integer>();
            var denied = new HashSet<Integer>();

            // When
            for (int i = 0; i < rounds; i++) {
                Arrays.stream(ask(kernel, 500, n -> List.of("n" + n, "example", "net")))
                        .forEach(innocent::add);
                Arrays.stream(ask(kernel, 500, n -> List.of("n" + n, "example", "com")))
                        .forEach(denied::add);
            }
            stop.set(true);

            // Then
            assertThat(writes.join()).isGreaterThan(rounds);
            assertThat(innocent).containsOnly(PASSED);
            assertThat(denied).containsOnly(DROPPED);
        }
    }

    private static Scope silent(long generation) {
        return new Scope(1, generation, Set.of(ScopeFlag.SILENT), List.of(new ListUse(LIST, true, false, true)));
    }

    /** The judges with one list, for this scope. */
    private static TestRun standing(FilterConfig config, Scope scope) {
        TestRun kernel = TestRun.load(config);
        kernel.lists().load(LIST, new DeniedNames(DENIED));
        kernel.scopes().put(scope);
        kernel.judgeFor(scope.id());
        return kernel;
    }

    private static Scope scope(int id) {
        return new Scope(id, 1, Set.of(ScopeFlag.RECORDS_ALLOWED), List.of(new ListUse(LIST, true, false, true)));
    }

    /** Asks so many names by UDP; what lock 1 did with each. */
    private static int[] ask(TestRun kernel, int count, IntFunction<List<String>> name) {
        ByteBuffer packets = ByteBuffer.allocateDirect(count * 128);
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = Frame.put(packets, Frame.Carrier.UDP_V4, Frame.query(name.apply(i), 1));
        }
        int[] results = new int[count];
        kernel.run(TestRun.EGRESS, packets, lengths, results);
        return results;
    }
}
