// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.operator.policy.PolicyDirectory;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which state of a header counts when the watch is late, and who is woken. */
class HeaderIndexTest {
    private static final PolicyId POLICY = new PolicyId(PolicyKind.DeployDnsPolicy, "n", "p");
    private static final String UID = "11111111-2222-4333-8444-555555555555";

    private final List<PolicyId> woken = new ArrayList<>();
    private final PolicyDirectory directory = new PolicyDirectory();
    private final HeaderIndex index = new HeaderIndex(directory, woken::add);

    HeaderIndexTest() {
        directory.enter(POLICY, UID);
    }

    private static CompiledDenylist header(Mode mode, String version) {
        CompiledDenylist bean = HeaderMapper.bean(new Header(
                POLICY,
                UID,
                1,
                Instant.EPOCH,
                mode,
                OnListMissing.RefusePod,
                Optional.empty(),
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING,
                3,
                new StoredList(Digest.ofHex("a".repeat(64)), 100, 1)));
        bean.getMetadata().setResourceVersion(version);
        return bean;
    }

    private Mode mode() {
        return index.header(UID).orElseThrow().header().mode();
    }

    @Test
    void shouldKeepOurOwnWriteWhenTheWatchTellsOfAnOlderState() {
        // Given: as text "9" would be the later one
        index.written(header(Mode.Enforce, "10"));

        // When
        index.seen(header(Mode.Audit, "9"));

        // Then
        assertThat(mode()).isEqualTo(Mode.Enforce);
        assertThat(woken).isEmpty();
    }

    @Test
    void shouldWakeThePolicyWhenSomebodyElseChangedItsHeader() {
        // Given
        index.written(header(Mode.Enforce, "10"));

        // When
        index.seen(header(Mode.Audit, "11"));

        // Then
        assertThat(mode()).isEqualTo(Mode.Audit);
        assertThat(woken).containsExactly(POLICY);
    }

    @Test
    void shouldWakeThePolicyWhenSomebodyElseDeletedItsHeader() {
        // Given
        index.written(header(Mode.Enforce, "10"));

        // When
        index.gone(UID);

        // Then
        assertThat(index.header(UID)).isEmpty();
        assertThat(woken).containsExactly(POLICY);
    }

    @Test
    void shouldWakeNobodyWhenWeDeletedItOurselves() {
        // Given
        index.written(header(Mode.Enforce, "10"));
        index.deleted(UID);

        // When
        index.gone(UID);

        // Then
        assertThat(woken).isEmpty();
    }
}
