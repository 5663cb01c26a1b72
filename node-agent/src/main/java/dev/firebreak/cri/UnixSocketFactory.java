// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cri;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Connects to one unix socket, whatever address it is asked for: the channel's address is only a name. */
final class UnixSocketFactory extends SocketFactory {
    private final Path path;

    UnixSocketFactory(Path path) {
        this.path = path;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return new UnixSocket(path);
    }
}
