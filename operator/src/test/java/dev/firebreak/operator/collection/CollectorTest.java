// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.denylist.Chunks;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.operator.denylist.StoredList;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is taken away, and when. */
class CollectorTest {
    private static final Digest NAMED = Digest.ofHex("a".repeat(64));
    private static final Digest UNNAMED = Digest.ofHex("b".repeat(64));

    private long nanos = 100;
    private final Grace<String> grace = new Grace<>(Duration.ofNanos(10), () -> nanos);

    private static ObjectName chunk(String name) {
        return new ObjectName(name, "uid", "1");
    }

    @Test
    void shouldLeaveWhatAHeaderNamesWhenItIsOneOfManyChunks() {
        // Given
        Header header = new Header(
                new PolicyId(PolicyKind.DeployDnsPolicy, "n", "p"),
                "uid",
                1,
                Instant.EPOCH,
                Mode.Enforce,
                OnListMissing.RefusePod,
                Optional.empty(),
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING,
                3,
                new StoredList(NAMED, 1_000_000, 2));

        // When: also one beyond its count, which another runtime's Deflate may have needed, and one that is not ours
        List<ObjectName> unnamed = Collector.unnamed(
                List.of(
                        chunk(Chunks.name(NAMED, 0)),
                        chunk(Chunks.name(NAMED, 2)),
                        chunk(Chunks.name(UNNAMED, 0)),
                        chunk("not-a-digest-0")),
                List.of(header));

        // Then
        assertThat(unnamed).extracting(ObjectName::name).containsExactly(Chunks.name(UNNAMED, 0), "not-a-digest-0");
    }

    @Test
    void shouldWaitForTheWholeGraceWhenSomethingIsWithoutUse() {
        // Given
        assertThat(grace.over(List.of("a"))).isEmpty();

        // When
        nanos += 9;
        List<String> early = grace.over(List.of("a", "b"));
        nanos += 1;
        List<String> late = grace.over(List.of("a", "b"));

        // Then
        assertThat(early).isEmpty();
        assertThat(late).containsExactly("a");
    }

    @Test
    void shouldBeginToCountAnewWhenSomethingWasInUseMeanwhile() {
        // Given
        grace.over(List.of("a"));
        nanos += 9;
        grace.over(List.of());

        // When
        nanos += 9;
        List<String> over = grace.over(List.of("a"));

        // Then
        assertThat(over).isEmpty();
    }
}
