// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A conversation of a runtime with a plugin, as text: one frame of the mux a line, in hexadecimal, {@code >} to the plugin
 * and {@code <} from it, {@code #} a remark.
 */
public record Recording(List<String> lines) {
    /** Reads one from the resources. */
    static Recording of(String name) {
        try (var in = Recording.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            return new Recording(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bytes of one direction. */
    byte[] bytes(char direction) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines.stream()
                .filter(line -> line.charAt(0) == direction)
                .forEach(line -> all.writeBytes(HexFormat.of().parseHex(line.substring(2))));
        return all.toByteArray();
    }

    /** Listens beside a runtime's socket, and writes down what passes through. */
    static final class Tap implements AutoCloseable {
        final Path socket;
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final ServerSocketChannel listener;

        Tap(Path runtime, Path socket) throws IOException {
            this.socket = socket;
            Files.deleteIfExists(socket);
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofPlatform().daemon().start(() -> {
                try (SocketChannel plugin = listener.accept();
                        SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(runtime))) {
                    Thread up = Thread.ofPlatform().daemon().start(() -> copy(plugin, peer, '<'));
                    copy(peer, plugin, '>');
                    up.join();
                } catch (IOException | InterruptedException e) {
                    lines.add("# ended: " + e);
                }
            });
        }

        private void copy(SocketChannel from, SocketChannel to, char direction) {
            try {
                ByteBuffer header = ByteBuffer.allocate(8);
                while (fill(from, header.clear())) {
                    ByteBuffer frame = ByteBuffer.allocate(8 + header.getInt(4));
                    frame.put(header.flip());
                    fill(from, frame);
                    lines.add(direction + " " + HexFormat.of().formatHex(frame.array()));
                    for (frame.flip(); frame.hasRemaining(); ) {
                        to.write(frame);
                    }
                }
                to.shutdownOutput();
            } catch (IOException e) {
                // The other direction ended the conversation.
            }
        }

        private static boolean fill(SocketChannel from, ByteBuffer into) throws IOException {
            while (into.hasRemaining()) {
                if (from.read(into) < 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            listener.close();
            Files.deleteIfExists(socket);
        }
    }
}
