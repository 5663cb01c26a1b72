// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.bpf.Asker;
import dev.firebreak.bpf.RootTest;
import dev.firebreak.bpf.Site;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@RootTest
@ExtendWith(Site.Each.class)
class UnixRefusalKernelIT {
    @Test
    void shouldRefuseTheSocketAndNoOtherWhenItIsNamed(Site site, @TempDir Path folder) throws Exception {
        assumeTrue(UnixRefusal.isSupported(), "Linux 6.7 or newer");
        Path named = folder.resolve("named");
        Path other = folder.resolve("other");
        try (var daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var innocent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Given
            daemon.bind(UnixDomainSocketAddress.of(named));
            innocent.bind(UnixDomainSocketAddress.of(other));
            var asker = new Asker(site.cgroup(), Optional.empty());
            String script =
                    Path.of("src/test/resources/ask.py").toAbsolutePath().toString();
            Path pin = site.pins().resolve("unix");
            // When
            try (var refusal = UnixRefusal.load(List.of(named))) {
                refusal.attach(site.cgroup(), pin);
            }
            // Then
            assertThat(asker.exitCode(List.of("python3", script, "unix", named.toString())))
                    .isEqualTo(Asker.EPERM);
            assertThat(asker.exitCode(List.of("python3", script, "unix", other.toString())))
                    .isZero();
            Files.delete(pin);
            assertThat(asker.exitCode(List.of("python3", script, "unix", named.toString())))
                    .isZero();
        }
    }
}
