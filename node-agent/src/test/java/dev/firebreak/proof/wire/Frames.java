// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import dev.firebreak.proof.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What BPF_PROG_TEST_RUN wants around a packet. */
final class Frames {
    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_IPV6 = 0x86dd;
    private static final int TCP = 6;
    private static final int SYN = 2;

    /** Offsets and size of struct __sk_buff (include/uapi/linux/bpf.h, fixed for good). */
    private static final int GSO_SEGS = 164;

    private static final int GSO_SIZE = 176;
    private static final int CONTEXT = 192;

    private Frames() {}

    /** The packet behind an Ethernet header; its first nibble tells the protocol. */
    static byte[] around(byte[] packet) {
        ByteBuffer frame = ByteBuffer.allocate(Frame.LINK + packet.length);
        frame.putLong(0x0200000000010200L).putInt(0x00000002);
        frame.putShort((short) (packet[0] >> 4 == 6 ? ETH_P_IPV6 : ETH_P_IP)).put(packet);
        return frame.array();
    }

    /** The same of a TCP segment that begins its stream: a test run's socket is fresh, and has seen no SYN. */
    static byte[] beginning(byte[] packet) {
        byte[] frame = around(packet);
        int at = Frame.LINK + (packet[0] >> 4 == 6 ? transportV6(packet) : (packet[0] & 15) * 4);
        frame[at + 13] |= SYN;
        return frame;
    }

    private static int transportV6(byte[] packet) {
        int next = packet[6];
        int at = 40;
        while (next != TCP) {
            next = packet[at];
            at += 8 * ((packet[at + 1] & 0xff) + 1);
        }
        return at;
    }

    /** struct __sk_buff of a buffer with several segments. */
    static byte[] context(int segments, int segmentSize) {
        return ByteBuffer.allocate(CONTEXT)
                .order(ByteOrder.nativeOrder())
                .putInt(GSO_SEGS, segments)
                .putInt(GSO_SIZE, segmentSize)
                .array();
    }
}
