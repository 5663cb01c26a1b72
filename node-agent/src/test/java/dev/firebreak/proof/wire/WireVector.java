// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One wire vector of {@code bpf/src/test/vectors} (its README says what the words mean).
 *
 * @param packet from the IPv4 or IPv6 header on
 * @param question the name asked for, as written there; empty where there is none
 * @param segments gso_segs of the socket buffer
 * @param segmentSize its gso_size
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are run, never compared
record WireVector(
        String name, boolean ingress, Expect expect, byte[] packet, String question, int segments, int segmentSize) {
    /** What shall become of it. */
    enum Expect {
        QUESTION,
        MALFORMED,
        UNREADABLE,
        UNFINISHED,
        PASS,
        RESOLVES,
        HARMLESS
    }

    /** All vectors; one that is cut at many places is as many vectors. */
    static List<WireVector> readAll(Path folder) throws IOException {
        var all = new ArrayList<WireVector>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".vectors"))
                    .sorted()
                    .toList()) {
                for (String block : (Files.readString(file) + "\n").split("\n\\s*\n", -1)) {
                    read(block, all);
                }
            }
        }
        return all;
    }

    private static void read(String block, List<WireVector> into) {
        Map<String, String> keys = new HashMap<>();
        block.lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*$", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    String[] parts = line.split(": ", 2);
                    keys.merge(parts[0], parts[1], (a, b) -> parts[0].equals("packet") ? a + b : b);
                });
        if (keys.isEmpty()) {
            return;
        }
        byte[] packet = HexFormat.of().parseHex(value(keys, "packet", "").replace(" ", ""));
        String[] cut = value(keys, "cut", packet.length + ".." + packet.length).split("\\.\\.", -1);
        for (int size = Integer.parseInt(cut[0]); size <= Integer.parseInt(cut[1]); size++) {
            into.add(new WireVector(
                    value(keys, "name", "?") + (keys.containsKey("cut") ? ", " + size + " octets" : ""),
                    value(keys, "hook", "").equals("ingress"),
                    Expect.valueOf(value(keys, "expect", "").toUpperCase(Locale.ROOT)),
                    Arrays.copyOf(packet, size),
                    value(keys, "qname", ""),
                    Integer.parseInt(value(keys, "gso_segs", "0")),
                    Integer.parseInt(value(keys, "gso_size", "0"))));
        }
    }

    private static String value(Map<String, String> keys, String key, String otherwise) {
        return keys.getOrDefault(key, otherwise);
    }

    boolean isTcp() {
        return packet[0] >> 4 == 4 ? packet[9] == 6 : name.startsWith("tcp6");
    }

    @Override
    public String toString() {
        return name;
    }
}
