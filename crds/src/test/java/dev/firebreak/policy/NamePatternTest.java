// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words for wrong names are held by the corpus; here, what right ones become. */
class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "Example.COM., example.com",
        "*.Example.com., *.example.com",
        "localhost, localhost",
        "_dmarc.EXAMPLE.com, _dmarc.example.com",
        "1.2.3.4.in-addr.arpa, 1.2.3.4.in-addr.arpa",
    })
    void shouldTakeItsOneFormWhenWrittenByAPerson(String written, String form) {
        assertThat(NamePattern.of(written).text()).isEqualTo(form);
        assertThat(NamePattern.of(form)).isEqualTo(NamePattern.of(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*",
                "*.",
                "a..b",
                ".a",
                "a.*",
                "*a.b",
                "*.*.a",
                "é.com",
                "a b",
                "10.0.0.1",
                "*.10.0.0.1"
            })
    void shouldRefuseWithTheComplaintWhenItIsNoPattern(String written) {
        assertThatThrownBy(() -> NamePattern.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(NameSyntax.patternComplaint(written).orElseThrow());
    }

    @Test
    void shouldKeepExactAndBelowApartWhenTheNameIsTheSame() {
        assertThat(NamePattern.of("example.com")).isEqualTo(new NamePattern.Exact(new DnsName("example.com")));
        assertThat(NamePattern.of("*.example.com")).isEqualTo(new NamePattern.Below(new DnsName("example.com")));
    }

    @Test
    void shouldRefuseWhenNothingBelowFitsInAName() {
        String label = "a".repeat(63);
        var name = new DnsName(label + "." + label + "." + label + "." + "a".repeat(60));

        assertThatThrownBy(() -> new NamePattern.Below(name)).hasMessageContaining("254 bytes long, at most 253");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example.com", "example.com.", "*.example.com"})
    void shouldRefuseANameWhenItIsNotInItsOneForm(String text) {
        assertThatThrownBy(() -> new DnsName(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
