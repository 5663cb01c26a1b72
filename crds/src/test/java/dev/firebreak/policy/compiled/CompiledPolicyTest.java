// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.load.CommandLinePolicy;
import dev.firebreak.policy.load.LoadOutcome;
import dev.firebreak.policy.verdict.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledPolicyTest {
    private static CompiledPolicy compiled(List<String> deny, List<String> allow) {
        var loaded = (LoadOutcome.Loaded) CommandLinePolicy.of(deny, allow, Mode.Enforce);
        return loaded.policies().getFirst().compiled();
    }

    @Test
    void shouldHandOutWireNamesAndWordsWhenEntriesAreRead() throws CorruptPayloadException {
        // Given
        CompiledPolicy policy =
                compiled(List.of("b.example.com", "*.b.example.com", "a"), List.of("*.b.example.com", "*.example.com"));
        var entries = new ArrayList<String>();
        EntryConsumer consumer = (buffer, offset, length, word) -> {
            assertThat(buffer[offset + length]).isZero();
            byte[] wire = Arrays.copyOfRange(buffer, offset, offset + length + 1);
            entries.add("%s %08x".formatted(Question.ofWire(wire), word));
        };

        // When
        CompiledPolicy.decode(policy.payload(), consumer);

        // Then
        assertThat(policy.rules())
                .containsExactly(
                        new CompiledRule("command-line", Effect.DENY, ""),
                        new CompiledRule("command-line", Effect.ALLOW, ""));
        assertThat(entries).containsExactly("a 00000040", "example.com 00810000", "b.example.com 00400040");
        assertThat(policy.entries()).isEqualTo(3);
        var again = new ArrayList<>(entries);
        entries.clear();
        policy.forEachEntry(consumer);
        assertThat(entries).isEqualTo(again);
    }

    /** The layout is a contract between versions: these bytes were written by hand from it. */
    @Test
    void shouldHaveTheDigestOfTheLayoutWhenCompiled() throws CorruptPayloadException {
        // Given
        byte[] byHand = PayloadText.begin(1, 0, 1)
                .rule(Effect.DENY, "command-line", "")
                .entries(3)
                .entry(0, "com.example", 0b0100, 0x40)
                .entry(11, ".a", 0b0001, 0x40)
                .entry(12, "b", 0b0101, 0x40, 0x40)
                .payload();

        // When
        CompiledPolicy policy =
                compiled(List.of("a.example.com", "*.example.com", "b.example.com", "*.b.example.com"), List.of());

        // Then
        assertThat(CompiledPolicy.decode(byHand)).isEqualTo(policy);
        assertThat(policy.digest().hex()).isEqualTo("a25a3c107c46d8eeb76fa8bb17343b1306fe042fd9c86a56ba16cbcd5b048303");
    }

    @Test
    void shouldBeSmallAndWholeWhenThereIsNothing() throws CorruptPayloadException {
        CompiledPolicy nothing = compiled(List.of(), List.of());

        assertThat(nothing.entries()).isZero();
        assertThat(nothing.rules()).isEmpty();
        assertThat(nothing.defaultAction()).isEqualTo(Action.Allow);
        assertThat(CompiledPolicy.decode(nothing.payload())).isEqualTo(nothing);
    }
}
