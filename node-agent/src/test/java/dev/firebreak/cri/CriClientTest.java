// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriClientTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoSocket() {
        Path socket = folder.resolve("none.sock");
        try (CriClient client = new CriClient(socket, Duration.ofSeconds(10))) {
            CriException failure = catchThrowableOfType(CriException.class, client::ready);

            assertThat(failure.away()).isTrue();
            assertThat(failure).hasMessageContaining(socket + ": ListPodSandbox: UNAVAILABLE");
        }
    }

    @Test
    void shouldGiveUpWhenTheRuntimeNeverAnswers() throws IOException {
        Path socket = folder.resolve("silent.sock");
        try (ServerSocketChannel silent = listen(socket);
                CriClient client = new CriClient(socket, Duration.ofMillis(200))) {
            CriException failure = catchThrowableOfType(CriException.class, client::ready);

            assertThat(silent.isOpen()).isTrue();
            assertThat(failure.away()).isTrue();
        }
    }

    @Test
    void shouldFailAtOnceWhenTheRuntimeAnswersGarbage() throws IOException {
        Path socket = folder.resolve("garbage.sock");
        try (ServerSocketChannel server = listen(socket);
                CriClient client = new CriClient(socket, Duration.ofSeconds(10))) {
            Thread.ofVirtual().start(() -> {
                try (SocketChannel connection = server.accept()) {
                    connection.write(
                            ByteBuffer.wrap("SSH-2.0-garbage\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII)));
                    ByteBuffer rest = ByteBuffer.allocate(1000);
                    while (connection.read(rest) >= 0) {
                        rest.clear(); // open until the client leaves
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            CriException failure = catchThrowableOfType(CriException.class, client::ready);

            assertThat(failure).hasMessageContaining(socket + ": ListPodSandbox: INTERNAL");
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return server;
    }
}
