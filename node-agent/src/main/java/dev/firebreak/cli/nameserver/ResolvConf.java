// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.nameserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The nameservers of a resolv.conf(5).
 *
 * @param nameservers in the order asked; 127.0.0.1 where the file names none, as libc does
 * @param unread lines that name no address
 */
public record ResolvConf(List<InetAddress> nameservers, List<String> unread) {
    /** Where libc looks. */
    public static final Path FILE = Path.of("/etc/resolv.conf");

    public ResolvConf {
        nameservers = List.copyOf(nameservers);
        unread = List.copyOf(unread);
    }

    /** Reads a file; one that is not there or unreadable names none. */
    public static ResolvConf read(Path file) {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return parse(List.of());
        }
    }

    static ResolvConf parse(List<String> lines) {
        List<InetAddress> nameservers = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("[ \t]+", -1);
            if (words.length > 1 && words[0].equals("nameserver")) {
                try {
                    nameservers.add(literal(words[1]));
                } catch (UnknownHostException e) {
                    unread.add(line.strip());
                }
            }
        }
        return new ResolvConf(nameservers.isEmpty() ? List.of(loopback()) : nameservers, unread);
    }

    /** Never asks a resolver: only text that cannot be a name reaches the library. */
    private static InetAddress literal(String text) throws UnknownHostException {
        boolean address = text.indexOf(':') >= 0 || text.chars().allMatch(c -> c == '.' || Character.digit(c, 10) >= 0);
        if (!address) {
            throw new UnknownHostException(text);
        }
        return InetAddress.getByName(text);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
