// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.policy.Effect;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms that whoever made them could sign with a right digest, and that the writer would never write. */
class WrongFormTest {
    private static final int EXACT_DENY = 0x40;

    private static PayloadText oneRule() {
        return PayloadText.begin(1, 0, 1).rule(Effect.DENY, "r", "");
    }

    private static PayloadText entry(String key) {
        return oneRule().entries(1).entry(0, key, 1, EXACT_DENY);
    }

    private static PayloadText word(int... maskAndWord) {
        return PayloadText.begin(1, 0, 3)
                .rule(Effect.DENY, "d", "")
                .rule(Effect.ALLOW, "a", "")
                .rule(Effect.AUDIT, "w", "")
                .entries(2)
                .entry(0, "a", 0b0011, 0x40, 0x42)
                .entry(0, "b", maskAndWord);
    }

    static Stream<Arguments> wrongForms() {
        String label = "a".repeat(63);
        return Stream.of(
                Arguments.of("version", PayloadText.begin(2, 0, 0).entries(0), "version 2"),
                Arguments.of("default action", PayloadText.begin(1, 2, 0).entries(0), "default action"),
                Arguments.of("65 rules", PayloadText.begin(1, 0, 65), "65 rules"),
                Arguments.of(
                        "effect",
                        PayloadText.begin(1, 0, 1).bytes(3, 1, 'r', 0, 0).entries(0),
                        "no effect"),
                Arguments.of("rule name", PayloadText.begin(1, 0, 1).rule(Effect.DENY, "R", ""), "not a rule name"),
                Arguments.of(
                        "empty rule name", PayloadText.begin(1, 0, 1).rule(Effect.DENY, "", ""), "not a rule name"),
                Arguments.of(
                        "reason of two lines", PayloadText.begin(1, 0, 1).rule(Effect.DENY, "r", "a\nb"), "control"),
                Arguments.of(
                        "long reason",
                        PayloadText.begin(1, 0, 1).rule(Effect.DENY, "r", "a".repeat(1_025)),
                        "1025 bytes"),
                Arguments.of(
                        "reason not UTF-8",
                        PayloadText.begin(1, 0, 1).bytes(0, 1, 'r', 1, 0, 0xff).entries(0),
                        "not UTF-8"),
                Arguments.of(
                        "rules out of order",
                        PayloadText.begin(1, 0, 2).rule(Effect.DENY, "b", "").rule(Effect.DENY, "a", ""),
                        "rules do not ascend"),
                Arguments.of(
                        "rule twice",
                        PayloadText.begin(1, 0, 2).rule(Effect.DENY, "a", "").rule(Effect.DENY, "a", "x"),
                        "rules do not ascend"),
                Arguments.of("unused rule", oneRule().entries(0), "no entry names"),
                Arguments.of("too many entries", oneRule().entries(1_000_001), "1000001 entries"),
                Arguments.of("entries beyond the int", oneRule().entries(0xffff_ffffL), "4294967295 entries"),
                Arguments.of("fewer entries", oneRule().entries(2).entry(0, "a", 1, EXACT_DENY), "ends at byte"),
                Arguments.of(
                        "more entries",
                        oneRule().entries(1).entry(0, "a", 1, EXACT_DENY).entry(0, "b", 1, EXACT_DENY),
                        "goes on after its last entry"),
                Arguments.of("keys out of order", two(0, "b", 0, "a"), "keys do not ascend"),
                Arguments.of("key twice", two(0, "a", 0, "a"), "keys do not ascend"),
                Arguments.of("shared too little", two(0, "ab", 0, "ac"), "keys do not ascend"),
                Arguments.of("shared too much", two(0, "a", 2, "b"), "shares 2 bytes"),
                Arguments.of("nothing added", two(0, "a", 1, ""), "adds 0"),
                Arguments.of("key begins empty", entry(".a"), "label of 0 bytes"),
                Arguments.of("key ends empty", entry("a."), "label of 0 bytes"),
                Arguments.of("key has an empty label", entry("a..b"), "label of 0 bytes"),
                Arguments.of("upper case", entry("A"), "byte 65 in a key"),
                Arguments.of("star", entry("com.*"), "byte 42 in a key"),
                Arguments.of("byte 255", entry("\u00ff"), "byte 255 in a key"),
                Arguments.of("label of 64", entry("a" + label), "label of 64 bytes"),
                Arguments.of("label grown to 64", two(0, label, 63, "a"), "label of 64 bytes"),
                Arguments.of("254 bytes", entry(String.join(".", label, label, label, "a".repeat(62))), "adds 254"),
                Arguments.of("address", entry("1.0.0.10"), "address"),
                Arguments.of(
                        "nothing below",
                        oneRule().entries(1).entry(0, String.join(".", label, label, label, "a".repeat(60)), 4, 0x40),
                        "has none below it"),
                Arguments.of("empty word", word(0), "mask 0"),
                Arguments.of("mask of five bits", word(16), "mask 16"),
                Arguments.of("zero byte in a word", word(1, 0), "does not exist"),
                Arguments.of("no flag", word(1, 0x01), "does not exist"),
                Arguments.of("both flags", word(1, 0xc0), "does not exist"),
                Arguments.of("no such rule", word(1, 0x43), "does not exist"),
                Arguments.of("deny by an allow rule", word(1, 0x41), "does not exist"),
                Arguments.of("allow by a deny rule", word(1, 0x80), "does not exist"),
                Arguments.of("decision by an audit rule", word(1, 0x42), "does not exist"),
                Arguments.of("record by a deny rule", word(2, 0x40), "does not exist"),
                Arguments.of("record with the allow flag", word(2, 0x81), "does not exist"));
    }

    private static PayloadText two(int firstShared, String first, int secondShared, String second) {
        return oneRule().entries(2).entry(firstShared, first, 1, EXACT_DENY).entry(secondShared, second, 1, EXACT_DENY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongForms")
    void shouldRefuseAndSayWhyWhenTheFormIsWrong(String what, PayloadText form, String why) {
        assertThatThrownBy(() -> CompiledPolicy.decode(form.payload()))
                .as(what)
                .isInstanceOf(CorruptPayloadException.class)
                .hasMessageContaining(why);
    }

    /** The forms above are wrong only where they say so: without that, they are read. */
    @Test
    void shouldReadWhenTheSameFormsAreRight() throws CorruptPayloadException {
        assertThat(CompiledPolicy.decode(entry("com.a-_9").payload()).entries()).isEqualTo(1);
        assertThat(CompiledPolicy.decode(two(0, "ab", 1, "c").payload()).entries())
                .isEqualTo(2);
        assertThat(CompiledPolicy.decode(word(0b1101, 0x81, 0x40, 0x42).payload())
                        .rules())
                .hasSize(3);
    }

    @Test
    void shouldRefuseWhenTheHeaderIsWrong() {
        byte[] wrongMagic = entry("a").payload();
        wrongMagic[0] = 'X';
        byte[] wrongDigest = entry("a").payload();
        wrongDigest[8]++;

        assertThatThrownBy(() -> CompiledPolicy.decode(wrongMagic)).hasMessageContaining("not a compiled policy");
        assertThatThrownBy(() -> CompiledPolicy.decode(wrongDigest)).hasMessageContaining("digest");
        assertThatThrownBy(() -> CompiledPolicy.decode("text".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("too few");
    }
}
