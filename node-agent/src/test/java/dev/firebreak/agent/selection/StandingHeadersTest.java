// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import static dev.firebreak.agent.Examples.digest;
import static dev.firebreak.agent.Examples.edited;
import static dev.firebreak.agent.Examples.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.agent.Examples;
import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.header.PolicyHeader.ListRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingHeadersTest {
    private final PolicyHeader first = header("policy", 1);
    private final PolicyHeader second = edited(first, 2, new ListRef(digest("second"), 5, 100, 1));

    @Test
    void shouldKeepTheOneBeforeWholeWhenTheNewListIsNotThere() {
        StandingHeaders standing = StandingHeaders.NONE.next(List.of(first), digest -> true);

        StandingHeaders next =
                standing.next(List.of(second), Set.of(first.list().digest())::contains);

        assertThat(next.byUid()).containsExactlyEntriesOf(Map.of(first.uid(), first));
    }

    @Test
    void shouldTakeTheNewOneAtOneStrokeWhenItsListIsThere() {
        StandingHeaders standing = StandingHeaders.NONE.next(List.of(first), digest -> true);

        StandingHeaders next = standing.next(List.of(second), digest -> true);

        assertThat(next.byUid()).containsExactlyEntriesOf(Map.of(second.uid(), second));
    }

    @Test
    void shouldEndTheOneBeforeAtTheNewTimeWhenOnlyTheExpiryCouldBeTaken() {
        StandingHeaders standing = StandingHeaders.NONE.next(List.of(first), digest -> true);
        PolicyHeader ending = second.until(Optional.of(Examples.NOW));

        StandingHeaders next =
                standing.next(List.of(ending), Set.of(first.list().digest())::contains);

        assertThat(next.byUid().get(first.uid())).isEqualTo(first.until(Optional.of(Examples.NOW)));
    }

    @Test
    void shouldForgetAPolicyWhenItsHeaderIsGone() {
        StandingHeaders standing = StandingHeaders.NONE.next(List.of(first), digest -> true);

        assertThat(standing.next(List.of(), digest -> true).byUid()).isEmpty();
    }
}
