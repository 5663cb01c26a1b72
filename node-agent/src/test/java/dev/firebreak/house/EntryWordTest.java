// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.compiled.EntryWord;
import dev.firebreak.policy.compiled.EntryWord.Reach;
import dev.firebreak.policy.verdict.Question;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy language and the kernel side import nothing of each other; what both must hold alike is held here. */
class EntryWordTest {
    static Stream<Arguments> bytes() {
        return Stream.of(
                Arguments.of(Abi.FB_ENTRY_DENY, Abi.FB_ENTRY_EXACT_DECIDE_SHIFT, Reach.EXACT, false),
                Arguments.of(Abi.FB_ENTRY_ALLOW, Abi.FB_ENTRY_EXACT_DECIDE_SHIFT, Reach.EXACT, false),
                Arguments.of(Abi.FB_ENTRY_DENY, Abi.FB_ENTRY_EXACT_AUDIT_SHIFT, Reach.EXACT, true),
                Arguments.of(Abi.FB_ENTRY_DENY, Abi.FB_ENTRY_BELOW_DECIDE_SHIFT, Reach.BELOW, false),
                Arguments.of(Abi.FB_ENTRY_ALLOW, Abi.FB_ENTRY_BELOW_DECIDE_SHIFT, Reach.BELOW, false),
                Arguments.of(Abi.FB_ENTRY_DENY, Abi.FB_ENTRY_BELOW_AUDIT_SHIFT, Reach.BELOW, true));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void shouldReadTheKernelsBitsWhenAWordIsTakenApart(int flag, int shift, Reach reach, boolean audit) {
        // Given
        int rule = Abi.FB_MAX_RULES - 1;
        int word = (flag | (rule & Abi.FB_ENTRY_RULE)) << shift;

        // When, Then
        for (Reach each : Reach.values()) {
            assertThat(EntryWord.decidingRule(word, each).orElse(-1)).isEqualTo(each == reach && !audit ? rule : -1);
            assertThat(EntryWord.auditedRule(word, each).orElse(-1)).isEqualTo(each == reach && audit ? rule : -1);
        }
    }

    @Test
    void shouldHaveTheSameLimitsWhenLanguageAndKernelStateThem() {
        assertThat(PolicyLimits.MAX_RULES).isEqualTo(Abi.FB_MAX_RULES);
        assertThat(Question.MAX_WIRE).isEqualTo(Abi.FB_MAX_NAME);
        assertThat(NameSyntax.MAX_NAME).isEqualTo(Abi.FB_MAX_NAME - 2);
    }
}
