// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.compile.Compiler;
import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.operator.denylist.StoredList;
import dev.firebreak.operator.lists.ListIndex;
import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.lists.ListSource;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a policy is compiled again. */
class MemoriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final PolicyId POLICY = new PolicyId(PolicyKind.DeployDnsPolicy, "database", "deploy");
    private static final ListMap MAP = new ListMap("database", "sites");

    private final List<PolicyId> woken = new ArrayList<>();
    private final ListIndex index = new ListIndex(woken::add);
    private final Map<ListMap, ListSource.Content> cluster = new HashMap<>();
    private final List<Runnable> afterRead = new ArrayList<>();
    private final List<ListMap> reads = new ArrayList<>();
    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private final Memories memories = new Memories(
            clock.withZone(ZoneOffset.UTC),
            new Compiler(this::read),
            index,
            new CompileMetrics(new SimpleMeterRegistry()),
            (policy, result) -> Header.of(
                    policy,
                    result.policy(),
                    result.list(),
                    new StoredList(result.list().digest(), result.list().payloadBytes(), 1)));

    private Optional<ListSource.Content> read(ListMap map) {
        reads.add(map);
        Optional<ListSource.Content> found = Optional.ofNullable(cluster.get(map));
        List.copyOf(afterRead).forEach(Runnable::run);
        afterRead.clear();
        return found;
    }

    /** What the API server holds now. */
    private void write(String revision, String names) {
        cluster.put(MAP, new ListSource.Content(revision, Map.of("names.txt", names), Set.of()));
    }

    private void writeAndSee(String revision, String names) {
        write(revision, names);
        index.seen(MAP, revision);
    }

    private static PolicyResource policy(long generation, String spec) {
        return new PolicyResource(
                POLICY,
                "11111111-2222-4333-8444-555555555555",
                generation,
                NOW,
                "{apiVersion: firebreak.dev/v1alpha1, kind: DeployDnsPolicy,"
                        + " metadata: {name: deploy, namespace: database}, spec: {mode: Enforce, " + spec + "}}");
    }

    private static PolicyResource listed(long generation) {
        return policy(generation, "deny: [{name: sites, namesFrom: [{configMap: {name: sites, key: names.txt}}]}]");
    }

    private int entries(PolicyResource policy) {
        return memories.current(policy, Optional.empty())
                .good()
                .map(Header::entries)
                .orElse(0);
    }

    @Test
    void shouldCompileAgainWhenAListChangesWhileItIsRead() {
        // Given
        writeAndSee("1", "one.example.com");
        afterRead.add(() -> writeAndSee("2", "one.example.com\ntwo.example.com"));
        assertThat(entries(listed(1))).isEqualTo(1);

        // When
        int entries = entries(listed(1));

        // Then
        assertThat(woken).containsExactly(POLICY);
        assertThat(entries).isEqualTo(2);
    }

    @Test
    void shouldCompileAgainWhenAListComesWhileItIsMissed() {
        // Given
        afterRead.add(() -> writeAndSee("1", "one.example.com"));
        assertThat(memories.current(listed(1), Optional.empty()).finding()).isInstanceOf(Finding.ListsNotFound.class);

        // When
        Finding finding = memories.current(listed(1), Optional.empty()).finding();

        // Then
        assertThat(woken).containsExactly(POLICY);
        assertThat(finding).isInstanceOf(Finding.Compiled.class);
    }

    @Test
    void shouldReadNothingAgainWhenNothingChanged() {
        // Given: the watch is late, and catches up with what was read
        write("1", "one.example.com");
        assertThat(entries(listed(1))).isEqualTo(1);
        index.seen(MAP, "1");
        reads.clear();

        // When
        int entries = entries(listed(1));

        // Then
        assertThat(entries).isEqualTo(1);
        assertThat(reads).isEmpty();
    }

    @Test
    void shouldKeepTheLastGoodListWhenALaterOneIsBroken() {
        // Given
        writeAndSee("1", "one.example.com");
        Memory good = memories.current(listed(1), Optional.empty());
        writeAndSee("2", "no name");

        // When
        Memory broken = memories.current(listed(1), Optional.empty());

        // Then
        assertThat(broken.finding()).isInstanceOf(Finding.ListsBroken.class);
        assertThat(broken.good()).isPresent().isEqualTo(good.good());
    }

    @Test
    void shouldTakeTheHeaderThatIsThereForTheLastGoodOneWhenItHasCompiledNoneItself() {
        // Given: a header that an earlier operator wrote
        writeAndSee("1", "one.example.com");
        Optional<Header> found = memories.current(listed(1), Optional.empty()).good();
        memories.forget(listed(1).uid());
        index.gone(MAP);
        cluster.clear();

        // When
        Memory memory = memories.current(listed(2), found);

        // Then
        assertThat(memory.finding()).isInstanceOf(Finding.ListsNotFound.class);
        assertThat(memory.good()).isPresent().isEqualTo(found);
    }

    @Test
    void shouldRestOnNoListWhenExpiredOrInvalid() {
        // Given
        writeAndSee("1", "one.example.com");
        entries(listed(1));

        // When: its time passes, then it is edited to something invalid
        PolicyResource expiring = policy(
                2,
                "expiresAt: '2026-11-23T13:00:00Z', deny: [{name: sites, namesFrom: [{configMap: {name: sites, key:"
                        + " names.txt}}]}]");
        entries(expiring);
        now = Instant.parse("2026-11-23T13:00:00Z");
        Memory expired = memories.current(expiring, Optional.empty());
        index.seen(MAP, "2");
        Memory invalid = memories.current(policy(3, "deny: [{name: sites, names: ['*']}]"), Optional.empty());
        index.seen(MAP, "3");

        // Then
        assertThat(expired.finding()).isEqualTo(new Finding.Expired(now));
        assertThat(invalid.finding()).isInstanceOf(Finding.Invalid.class);
        assertThat(woken).isEmpty();
    }

    @Test
    void shouldStandAgainWhenTheClockGoesBack() {
        // Given
        PolicyResource policy =
                policy(1, "expiresAt: '2026-11-23T13:00:00Z', deny: [{name: a, names: [one.example.com]}]");
        now = Instant.parse("2026-11-23T13:00:00Z");
        assertThat(memories.current(policy, Optional.empty()).finding()).isInstanceOf(Finding.Expired.class);

        // When
        now = NOW;
        Memory memory = memories.current(policy, Optional.empty());

        // Then
        assertThat(memory.finding()).isInstanceOf(Finding.Compiled.class);
    }

    @Test
    void shouldCompileAgainWhenDoubted() {
        // Given
        writeAndSee("1", "one.example.com");
        entries(listed(1));
        reads.clear();

        // When
        memories.doubt(listed(1).uid());
        entries(listed(1));

        // Then
        assertThat(reads).containsExactly(MAP);
    }
}
