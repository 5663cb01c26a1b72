// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.Names;
import dev.firebreak.bpf.RootTest;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table that Java fills, read by the kernel's own judge (fb_test_judge). */
@RootTest
class NameTableKernelIT {
    private static final ListDigest DIGEST = Names.digest("table");
    private static final Scope SCOPE = new Scope(1, 1, Set.of(), List.of(new ListUse(DIGEST, true, false, true)));

    private static Filter judge() {
        var filter = Filter.load(FilterConfig.DEFAULT, List.of("fb_test_judge"));
        filter.scopes().put(SCOPE);
        filter.object().map("fb_test_scope").put(Bytes.of(0), Bytes.of(SCOPE.id()), 0);
        return filter;
    }

    private static int verdict(Filter filter, String name) {
        int[] result = new int[3];
        Errno.check(
                Native.testRun0(
                        filter.object().program("fb_test_judge").number(), question(name), null, 1, null, result),
                "judge " + name);
        return result[0] & Abi.FB_TEST_VERDICT_MASK;
    }

    /** An Ethernet frame with a UDP query for type A. */
    private static byte[] question(String name) {
        byte[] wire = Names.wire(name);
        byte[] frame = new byte[14 + 20 + 8 + 12 + wire.length + 4];
        var out = ByteBuffer.wrap(frame);
        out.putShort(12, (short) 0x0800);
        out.put(14, (byte) 0x45)
                .putShort(16, (short) (frame.length - 14))
                .put(22, (byte) 64)
                .put(23, (byte) 17);
        out.putInt(26, 0x7f000001).putInt(30, 0x7f000001);
        out.putShort(34, (short) 4000).putShort(36, (short) 53).putShort(38, (short) (frame.length - 34));
        out.putShort(44, (short) 0x0100).putShort(46, (short) 1);
        out.put(54, wire).putShort(54 + wire.length, (short) 1).putShort(56 + wire.length, (short) 1);
        return frame;
    }

    @Test
    void shouldFindEveryNameAndNoOtherWhenTheTableIsFull() {
        try (var filter = judge()) {
            // Given: just below the load at which the table would be made larger, so that many buckets overflow
            var values = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < 39_000; i++) {
                values.put("host-" + i + ".example.com", Names.DENY_EXACT);
            }
            // When
            LoadedList loaded = filter.lists().load(DIGEST, new Names(values));
            // Then
            assertThat(loaded.entries()).isEqualTo(39_000);
            assertThat(loaded.entries() / (double) loaded.buckets()).isGreaterThan(2.3);
            for (int i = 0; i < 39_000; i++) {
                assertThat(verdict(filter, "host-" + i + ".example.com")).isEqualTo(Abi.FB_VERDICT_DENIED);
            }
            for (int i = 39_000; i < 45_000; i++) {
                assertThat(verdict(filter, "host-" + i + ".example.com")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
            }
        }
    }

    @Test
    void shouldFindEveryNameWhenTheTableLiesInOnePage() {
        try (var filter = judge()) {
            // Given
            var values = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < 1_200; i++) {
                values.put("host-" + i + ".example.com", Names.DENY_EXACT);
            }
            // When
            LoadedList loaded = filter.lists().load(DIGEST, new Names(values));
            // Then
            assertThat(LoadedList.pieces(loaded.buckets())).isZero();
            for (int i = 0; i < 1_200; i++) {
                assertThat(verdict(filter, "host-" + i + ".example.com")).isEqualTo(Abi.FB_VERDICT_DENIED);
                assertThat(verdict(filter, "other-" + i + ".example.com")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
            }
        }
    }

    @Test
    void shouldDenyWhatLiesInAPieceThatIsMissing() {
        try (var filter = judge()) {
            // Given
            var values = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < 39_000; i++) {
                values.put("host-" + i + ".example.com", Names.DENY_EXACT);
            }
            LoadedList loaded = filter.lists().load(DIGEST, new Names(values));
            assertThat(LoadedList.pieces(loaded.buckets())).isEqualTo(2);
            // When
            boolean removed = filter.object().map("fb_pieces").remove(Bytes.of(1));
            // Then
            assertThat(removed).isTrue();
            long denied = IntStream.range(0, 1_000)
                    .filter(i -> verdict(filter, "other-" + i + ".example.com") == Abi.FB_VERDICT_DENIED)
                    .count();
            assertThat(denied)
                    .as("of 1,000 other names, each with three suffixes")
                    .isGreaterThan(500);
            for (int i = 0; i < 1_000; i++) {
                assertThat(verdict(filter, "host-" + i + ".example.com")).isEqualTo(Abi.FB_VERDICT_DENIED);
            }
        }
    }

    @Test
    void shouldFindOnlyItsOwnNamesWhenAPlaceIsTakenByASmallerList() {
        try (var filter = judge()) {
            // Given
            var values = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < 39_000; i++) {
                values.put("host-" + i + ".example.com", Names.DENY_EXACT);
            }
            filter.lists().load(Names.digest("large"), new Names(values));
            assertThat(filter.lists().remove(Names.digest("large"))).isTrue();
            assertThat(filter.object().map("fb_pieces").keys(Integer.BYTES).stream()
                            .filter(key -> filter.object()
                                    .map("fb_pieces")
                                    .get(key, Integer.BYTES, 0)
                                    .isPresent()))
                    .isEmpty();
            // When
            filter.scopes().put(SCOPE);
            filter.lists().load(DIGEST, Names.denying("frontend.example.com"));
            // Then
            assertThat(verdict(filter, "frontend.example.com")).isEqualTo(Abi.FB_VERDICT_DENIED);
            assertThat(verdict(filter, "host-1.example.com")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
        }
    }

    @Test
    void shouldMatchBelowButNotTheNameItselfWhenTheEntrySaysSo() {
        try (var filter = judge()) {
            // Given
            var values = new LinkedHashMap<String, Integer>();
            values.put("example.com", Names.DENY_BELOW);
            values.put("exact.org", Names.DENY_EXACT);
            // When
            filter.lists().load(DIGEST, new Names(values));
            // Then
            assertThat(verdict(filter, "a.b.Example.com")).isEqualTo(Abi.FB_VERDICT_DENIED);
            assertThat(verdict(filter, "example.com")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
            assertThat(verdict(filter, "notexample.com")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
            assertThat(verdict(filter, "exact.org")).isEqualTo(Abi.FB_VERDICT_DENIED);
            assertThat(verdict(filter, "a.exact.org")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
        }
    }

    @Test
    void shouldDenyEverythingWhenTheListIsRemoved() {
        try (var filter = judge()) {
            // Given
            filter.lists().load(DIGEST, Names.denying("frontend.example.com"));
            assertThat(verdict(filter, "database.example.com")).isEqualTo(Abi.FB_VERDICT_ALLOWED);
            // When
            boolean removed = filter.lists().remove(DIGEST);
            // Then
            assertThat(removed).isTrue();
            assertThat(verdict(filter, "database.example.com")).isEqualTo(Abi.FB_VERDICT_DENIED);
        }
    }

    @Test
    void shouldKeepTheOldListsWhenThereIsNoRoomForANewOne() {
        var narrow = new FilterConfig(
                FilterConfig.DEFAULT.mark(),
                FilterConfig.DEFAULT.markMask(),
                true,
                List.of(53),
                2,
                1,
                FilterConfig.DEFAULT.denied(),
                FilterConfig.DEFAULT.allowed(),
                1_000,
                4096,
                4096);
        try (var filter = Filter.load(narrow, List.of("fb_test_judge"))) {
            // Given
            filter.lists().load(DIGEST, Names.denying("frontend.example.com"));
            // When, Then
            assertThatThrownBy(() -> filter.lists().load(Names.digest("other"), Names.denying("a.example.com")))
                    .isInstanceOfSatisfying(
                            BpfException.class, e -> assertThat(e.errno()).isEqualTo(7)); // E2BIG
            assertThat(filter.lists().has(DIGEST)).isTrue();
            assertThat(filter.lists().has(Names.digest("other"))).isFalse();
        }
    }

    @Test
    void shouldRefuseAListThatNamesANameTwice() {
        try (var filter = judge()) {
            NameEntries twice = new NameEntries() {
                @Override
                public int count() {
                    return 2;
                }

                @Override
                public void forEach(Sink sink) {
                    byte[] wire = Names.wire("a.example.com");
                    sink.add(wire, 0, wire.length, Names.DENY_EXACT);
                    sink.add(wire, 0, wire.length, Names.DENY_BELOW);
                }
            };
            assertThatThrownBy(() -> filter.lists().load(DIGEST, twice)).hasMessageContaining("twice");
            assertThat(filter.lists().has(DIGEST)).isFalse();
        }
    }
}
