// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodUidTest {
    @ParameterizedTest
    @ValueSource(strings = {"3f6c1d0e-6a5c-4f0a-9d5e-0b4a2d7c8e11", "0123456789abcdef0123456789abcdef", "a"})
    void shouldKeepTheTextWhenItIsAUid(String text) {
        assertThat(new PodUid(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../system.slice", "a/b", "a\0b", "a.slice", "a b", "ä", "a\n"})
    void shouldRefuseWhenItCouldLeadAPathElsewhere(String text) {
        assertThatThrownBy(() -> new PodUid(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a pod UID");
    }

    @Test
    void shouldCutWhatItShowsWhenTheTextIsHuge() {
        assertThatThrownBy(() -> new PodUid("x".repeat(1 << 20)))
                .hasMessageContaining("of 1048576 characters")
                .message()
                .hasSizeLessThan(200);
    }
}
