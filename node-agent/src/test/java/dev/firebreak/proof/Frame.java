// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ethernet frames with a DNS question in them, as a host would send it. Checksums are zero: the judges read none. */
public final class Frame {
    /** Bytes of an Ethernet header. */
    public static final int LINK = 14;

    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_IPV6 = 0x86dd;
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int CLIENT_PORT = 40_000;
    private static final int DNS_PORT = 53;

    private Frame() {}

    /** What carries the question. */
    public enum Carrier {
        UDP_V4,
        UDP_V6,
        TCP_V4,
        TCP_V6;

        boolean isTcp() {
            return this == TCP_V4 || this == TCP_V6;
        }

        boolean isV6() {
            return this == UDP_V6 || this == TCP_V6;
        }
    }

    /** A query with one question. Labels are ISO 8859-1: a character is a byte. */
    public static byte[] query(List<String> labels, int type) {
        int size = 12
                + 1
                + labels.size()
                + labels.stream().mapToInt(String::length).sum()
                + 4;
        ByteBuffer message = ByteBuffer.allocate(size);
        message.putShort((short) 0x4642).putShort((short) 0x0100).putShort((short) 1);
        message.putShort((short) 0).putInt(0);
        for (String label : labels) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        message.put((byte) 0).putShort((short) type).putShort((short) 1);
        return message.array();
    }

    /** Puts a frame with this DNS message into the buffer; returns its size. */
    public static int put(ByteBuffer out, Carrier carrier, byte[] message) {
        int start = out.position();
        int payload = message.length + (carrier.isTcp() ? 2 : 0);
        int layer4 = (carrier.isTcp() ? 20 : 8) + payload;
        out.putLong(0x0200000000010200L).putInt(0x00000002);
        out.putShort((short) (carrier.isV6() ? ETH_P_IPV6 : ETH_P_IP));
        if (carrier.isV6()) {
            out.putInt(0x60000000).putShort((short) layer4);
            out.put((byte) (carrier.isTcp() ? TCP : UDP)).put((byte) 64);
            out.putLong(0x20010db800020000L)
                    .putLong(0x32)
                    .putLong(0x20010db800020000L)
                    .putLong(0x53);
        } else {
            out.putShort((short) 0x4500).putShort((short) (20 + layer4)).putInt(0);
            out.put((byte) 64).put((byte) (carrier.isTcp() ? TCP : UDP)).putShort((short) 0);
            out.putInt(0xc0000220).putInt(0xc0000235);
        }
        out.putShort((short) CLIENT_PORT).putShort((short) DNS_PORT);
        if (carrier.isTcp()) {
            out.putInt(1).putInt(1).putInt(0x5018ffff).putInt(0).putShort((short) message.length);
        } else {
            out.putShort((short) layer4).putShort((short) 0);
        }
        out.put(message);
        return out.position() - start;
    }
}
