// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireNameTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\"",
                "00, \"\"",
                "03777777036f726700, www.org",
                "0346526f03634f6d00, FRo.cOm",
                "03612e6203636f6d00, a\\.b.com",
                "03615c6203636f6d00, a\\\\b.com",
                "0300207f01ff00, \\000\\032\\127.\\255",
            })
    void shouldWriteNamesAsMasterFilesDo(String hex, String text) {
        assertThat(WireName.text(HexFormat.of().parseHex(hex))).isEqualTo(text);
    }
}
