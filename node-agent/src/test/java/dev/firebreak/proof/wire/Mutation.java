// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Packets that were good once, and some that never were. */
final class Mutation {
    private static final int LARGEST = 700;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    /** Bytes that mean something somewhere: lengths, pointers, flags, protocols, ports. */
    private static final byte[] TELLING = {
        0,
        1,
        2,
        3,
        4,
        6,
        12,
        17,
        41,
        44,
        51,
        53,
        58,
        59,
        60,
        63,
        64,
        127,
        (byte) 0x80,
        (byte) 0xc0,
        (byte) 0xff,
        0x45,
        0x4f,
        0x60
    };

    private final RandomGenerator random;
    private final List<byte[]> corpus;

    Mutation(RandomGenerator random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /** The next packet: at least an IP header, which a test run insists on, at most some hundred bytes. */
    byte[] next() {
        byte[] packet = any();
        return Arrays.copyOf(packet, Math.max(packet.length, packet[0] >> 4 == 6 ? IPV6_HEADER : IPV4_HEADER));
    }

    private byte[] any() {
        if (random.nextInt(50) == 0) {
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] packet = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            packet = mutated(packet);
        }
        return packet;
    }

    private byte[] mutated(byte[] packet) {
        int at = random.nextInt(packet.length);
        return switch (random.nextInt(8)) {
            case 0 -> {
                packet[at] ^= (byte) (1 << random.nextInt(8));
                yield packet;
            }
            case 1, 2 -> {
                packet[at] = TELLING[random.nextInt(TELLING.length)];
                yield packet;
            }
            case 3 -> {
                packet[at] = (byte) random.nextInt(256);
                yield packet;
            }
            case 4 -> Arrays.copyOf(packet, 1 + at);
            case 5 -> spliced(packet, at, new byte[1 + random.nextInt(16)], 0);
            case 6 -> spliced(packet, at, new byte[0], 1 + random.nextInt(8));
            default -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length);
                byte[] part = Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + random.nextInt(60)));
                yield spliced(packet, at, part, random.nextInt(2) * part.length);
            }
        };
    }

    /** With these bytes put in at a place, and so many of its own left out there. */
    private byte[] spliced(byte[] packet, int at, byte[] part, int without) {
        int rest = Math.min(packet.length, at + without);
        byte[] result = new byte[Math.max(1, Math.min(LARGEST, at + part.length + packet.length - rest))];
        System.arraycopy(packet, 0, result, 0, Math.min(at, result.length));
        copy(part, 0, result, at);
        copy(packet, rest, result, at + part.length);
        return result;
    }

    private static void copy(byte[] from, int offset, byte[] to, int at) {
        int size = Math.min(from.length - offset, to.length - at);
        if (size > 0) {
            System.arraycopy(from, offset, to, at, size);
        }
    }
}
