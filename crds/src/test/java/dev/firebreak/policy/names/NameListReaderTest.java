// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameListReaderTest {
    private static NameListOutcome read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), 1_000);
    }

    private static NameListOutcome read(byte[] text, int maxNames) throws IOException {
        return NameListReader.read("names.txt", new ByteArrayInputStream(text), maxNames);
    }

    private static NameList list(String text) throws IOException {
        return ((NameListOutcome.Read) read(text)).list();
    }

    private static List<String> words(NameListOutcome outcome) {
        return outcome.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void shouldReadNamesCommentsAndHostsLinesWhenTheyAreMixed() throws IOException {
        // When
        var list = list("""
                # comment
                Frontend.Example.com.   # trailing
                  *.cdn.example.com

                0.0.0.0 ads.example.com\ttracker.example.com # both
                127.0.0.1 \t local.example.com
                ::1 six.example.com
                fe80::1%lo0 zone.example.com
                # é in a comment
                last.example.com""");

        // Then
        assertThat(list.patterns().stream().map(NamePattern::text))
                .containsExactly(
                        "frontend.example.com",
                        "*.cdn.example.com",
                        "ads.example.com",
                        "tracker.example.com",
                        "local.example.com",
                        "six.example.com",
                        "zone.example.com",
                        "last.example.com");
        assertThat(list.position(3).place()).isEqualTo("names.txt:5");
        assertThat(list.indexOf(NamePattern.of("*.cdn.example.com"))).hasValue(1);
        assertThat(list.indexOf(NamePattern.of("cdn.example.com"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'\n\n', 0", "'a\r\nb\r\n', 2", "'\uFEFFa\n', 1", "'   ', 0", "'# only', 0", "'a', 1", "'#', 0"
    })
    void shouldCountLinesThatHoldNamesWhenLineEndsVary(String text, int names) throws IOException {
        assertThat(list(text).size()).isEqualTo(names);
    }

    @Test
    void shouldTellEveryBrokenLineWhenThereAreSeveral() throws IOException {
        // When
        var outcome = read(
                "ok.example.com\n||ads.example.com^\na..b\nwww example com\n*\n0.0.0.0 fine.example.com b@d\n10.0.0.1\n");

        // Then
        assertThat(outcome).isInstanceOf(NameListOutcome.Refused.class);
        assertThat(words(outcome))
                .containsExactly(
                        "names.txt:2: error: \"||ads.example.com^\" holds \"|\": a name has letters, digits, \"-\", \"_\" and dots",
                        "names.txt:3: error: \"a..b\" has an empty label (two dots in a row)",
                        "names.txt:4: error: \"www example com\" is more than one word: a line holds one name, or begins with an"
                                + " address as in a hosts file",
                        "names.txt:5: error: a bare \"*\" would be every name: spell it defaultAction: Deny",
                        "names.txt:6: error: \"b@d\" holds \"@\": a name has letters, digits, \"-\", \"_\" and dots",
                        "names.txt:7: error: \"10.0.0.1\" is an address, not a name: Firebreak judges the names that are looked up");
    }

    @Test
    void shouldLeaveTheHostItselfOutWhenAHostsFileNamesIt() throws IOException {
        // When
        var outcome = read(
                "127.0.0.1 localhost\n255.255.255.255 broadcasthost\n::1 ip6-loopback x.example.com\n0.0.0.0 0.0.0.0\n");

        // Then
        assertThat(((NameListOutcome.Read) outcome).list().patterns()).containsExactly(NamePattern.of("x.example.com"));
        assertThat(words(outcome))
                .containsExactly(
                        "names.txt: warning: left out of hosts-file lines: names of the host itself, such as localhost (4)");
    }

    @Test
    void shouldSayNumberAndLimitWhenThereAreTooManyNames() throws IOException {
        assertThat(words(read("a\nb\nc\nd\ne\n".getBytes(StandardCharsets.US_ASCII), 3)))
                .containsExactly("names.txt: error: TooManyEntries: the list has 5 names, at most 3 are allowed");
        assertThat(read("a\nb\nc\n".getBytes(StandardCharsets.US_ASCII), 3)).isInstanceOf(NameListOutcome.Read.class);
    }

    @Test
    void shouldRefuseTheLineAndGoOnWhenItIsTooLong() throws IOException {
        // Given
        var text = new byte[1 << 20];
        Arrays.fill(text, (byte) 'a');
        text[10] = '\n';
        text[text.length - 4] = '\n';
        text[text.length - 3] = '!';

        // When, Then
        assertThat(words(read(text, 10)))
                .containsExactly(
                        "names.txt:2: error: the line is longer than 65536 bytes",
                        "names.txt:3: error: \"!aa\" holds \"!\": a name has letters, digits, \"-\", \"_\" and dots");
    }

    @Test
    void shouldTakeALineWhenItIsJustShortEnough() throws IOException {
        String line = "#".repeat(PolicyLimits.MAX_LINE_BYTES);

        assertThat(list(line + "\n" + line + "\nx\n").size()).isEqualTo(1);
        assertThat(read("#" + line + "\nx\n")).isInstanceOf(NameListOutcome.Refused.class);
    }

    @Test
    void shouldStopWhenTheStreamNeverEnds() throws IOException {
        // Given
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '#';
            }

            @Override
            public int read(byte[] target, int from, int length) {
                Arrays.fill(target, from, from + length, (byte) '#');
                return length;
            }
        };

        // When
        var outcome = NameListReader.read("zeros", endless, 10);

        // Then
        assertThat(words(outcome)).containsExactly("zeros: error: the list is larger than 67108864 bytes");
    }

    @Test
    void shouldReadTheSameWhenTheStreamComesInPieces() throws IOException {
        // Given
        byte[] text =
                "a.example.com\n*.b.example.com\r\n0.0.0.0 c d\n".repeat(50).getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut < 60; cut++) {
            var pieces = new SequenceInputStream(
                    new ByteArrayInputStream(text, 0, cut), new ByteArrayInputStream(text, cut, text.length - cut));

            // When
            var outcome = (NameListOutcome.Read) NameListReader.read("names.txt", pieces, 1_000);

            // Then
            assertThat(outcome.list().patterns())
                    .isEqualTo(list(new String(text, StandardCharsets.US_ASCII)).patterns());
        }
    }
}
