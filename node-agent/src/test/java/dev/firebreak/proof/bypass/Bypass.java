// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import java.util.List;
import java.util.stream.Stream;

/**
 * A path around the filter, and its innocent twin: the same path where it is open to the innocent, else the nearest one
 * that is (what is malformed, or TCP of a raw socket, is denied whatever it asks for).
 *
 * @param path as {@code ask.py} knows it
 */
record Bypass(String path, String twin) {
    private static final List<String> OF_SOCKETS = List.of(
            "udp-connected",
            "udp-unconnected",
            "udp6-connected",
            "udp6-unconnected",
            "udp-v4-mapped",
            "udp-v4-mapped-unconnected",
            "udp-peer-elsewhere",
            "udp-reconnected",
            "udp-mixed-case",
            "udp-long-labels",
            "udp-many-labels",
            "udp-ip-options",
            "udp6-hop-by-hop",
            "udp6-destination-options",
            "udp-two-questions udp-connected",
            "udp-pointer udp-connected",
            "udp-sendmmsg",
            "udp-msg-more",
            "udp-zerocopy",
            "udp-gso udp-gso-single",
            "udp-gso-single",
            "udp-forged-mark",
            "udp-other-port",
            "udp-moved-connected",
            "udp-moved-unconnected",
            "udp-moved-pointer udp-moved-connected",
            "udp-moved-two-questions udp-moved-unconnected",
            "tcp",
            "tcp6",
            "tcp-v4-mapped",
            "tcp-split-in-length",
            "tcp-split-behind-length",
            "tcp-split-in-header",
            "tcp-split-in-name",
            "tcp-split-in-type",
            "tcp-byte-by-byte",
            "tcp-pipelined",
            "tcp-pipelined-split",
            "tcp-second",
            "tcp-two-questions tcp",
            "tcp-pointer tcp",
            "tcp-long-name",
            "tcp-urgent tcp",
            "tcp-fast-open",
            "tcp-fast-open-split",
            "tcp-multipath",
            "tcp-sendfile",
            "tcp-other-port",
            "tcp-moved",
            "tcp-moved-byte-by-byte",
            "raw-udp",
            "raw-udp-kernel-header",
            "raw-udp6",
            "raw-udp-fragments raw-udp",
            "raw-udp-fragments-reversed raw-udp",
            "raw-udp6-fragments raw-udp6",
            "raw-tcp tcp",
            "raw-tcp-two-streams tcp",
            "raw-tcp-overwritten tcp");

    /** Of AF_PACKET, which no hook of a control group sees: only a pod's answerer does. */
    private static final List<String> OF_FRAMES = List.of(
            "packet-udp",
            "packet-udp-cooked",
            "packet-udp-misnamed",
            "packet-udp-priority-tag",
            "packet-udp-gso packet-udp",
            "packet-tcp packet-udp",
            "packet-tcp-split packet-udp");

    /** Of sockets that were open before; see {@code older.py}. */
    private static final List<String> OF_OLDER_SOCKETS =
            List.of("older-udp", "older-udp-unconnected", "older-tcp", "older-tcp-byte-by-byte older-tcp");

    /** For devices other than the first: one of each kind. */
    private static final List<String> FEW = List.of(
            "udp-connected", "udp-unconnected", "udp-msg-more", "tcp", "tcp-byte-by-byte", "tcp-fast-open", "raw-udp");

    private static Stream<Bypass> parse(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" ", -1))
                .map(words -> new Bypass(words[0], words[words.length - 1]));
    }

    static List<Bypass> ofSockets() {
        return parse(OF_SOCKETS).toList();
    }

    static List<Bypass> ofFrames() {
        return parse(OF_FRAMES).toList();
    }

    static List<Bypass> ofOlderSockets() {
        return parse(OF_OLDER_SOCKETS).toList();
    }

    static List<Bypass> few() {
        return parse(FEW).toList();
    }

    @Override
    public String toString() {
        return path;
    }
}
