// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResolvConfTest {
    @Test
    void shouldReadEveryNameserverWhenTheFileHasOtherLinesToo() {
        // Given
        List<String> lines = List.of(
                "# nameserver 192.0.2.1",
                "search example.com",
                "nameserver 192.0.2.53 ",
                "  nameserver\t2001:db8::53",
                "options ndots:5");

        // When
        ResolvConf conf = ResolvConf.parse(lines);

        // Then
        assertThat(conf.nameservers())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.53", "2001:db8:0:0:0:0:0:53");
        assertThat(conf.unread()).isEmpty();
    }

    @Test
    void shouldAskNobodyWhenALineHoldsANameInsteadOfAnAddress() {
        // When
        ResolvConf conf = ResolvConf.parse(List.of("nameserver dns.example.com"));

        // Then
        assertThat(conf.unread()).containsExactly("nameserver dns.example.com");
    }

    @Test
    void shouldAskTheLoopbackWhenThereIsNoFile() {
        // When
        ResolvConf conf = ResolvConf.read(Path.of("/nonexistent/resolv.conf"));

        // Then
        assertThat(conf.nameservers()).extracting(InetAddress::getHostAddress).containsExactly("127.0.0.1");
    }
}
