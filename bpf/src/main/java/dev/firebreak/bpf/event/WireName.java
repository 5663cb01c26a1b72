// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

/** A name in wire form as text (RFC 1035, 5.1): dots and backslashes inside labels as \\. and \\\\, odd octets as \\DDD. */
final class WireName {
    private WireName() {}

    /** Returns the text without a trailing dot; empty for the root and for no name at all. */
    static String text(byte[] wire) {
        var text = new StringBuilder();
        int at = 0;
        while (at < wire.length && wire[at] != 0) {
            if (at > 0) {
                text.append('.');
            }
            int end = Math.min(at + 1 + wire[at], wire.length);
            for (int i = at + 1; i < end; i++) {
                append(text, wire[i] & 0xff);
            }
            at = end;
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int octet) {
        if (octet == '.' || octet == '\\') {
            text.append('\\').append((char) octet);
        } else if (octet > ' ' && octet < 0x7f) {
            text.append((char) octet);
        } else {
            text.append('\\');
            text.append((char) ('0' + octet / 100));
            text.append((char) ('0' + octet / 10 % 10));
            text.append((char) ('0' + octet % 10));
        }
    }
}
