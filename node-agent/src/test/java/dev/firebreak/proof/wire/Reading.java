// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import dev.firebreak.policy.verdict.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Section;

/**
 * An independent reading of a packet: the network layer by the few lines here, written from the RFCs and not from the
 * kernel's programs; the message by dnsjava, which follows compression pointers, as resolvers do.
 *
 * @param questions the names that it asks, or answers, with an address for; none where it is nothing of the kind
 */
record Reading(List<Question> questions) {
    private static final Reading NOTHING = new Reading(List.of());
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int DNS_PORT = 53;
    private static final int HEADER = 12;

    /** A UDP datagram, or a TCP segment that starts a stream, behind the network layer. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Payload(int sourcePort, int destinationPort, byte[] message) {}

    /** What a packet that leaves asks. */
    static Reading ofQuery(byte[] packet) {
        return payload(packet)
                .filter(payload -> payload.destinationPort() == DNS_PORT)
                .map(payload -> message(payload.message(), false))
                .orElse(NOTHING);
    }

    /** What a packet that comes in resolves; TCP not, for lock 2 knows by the socket what to drop there. */
    static Reading ofAnswer(byte[] packet) {
        return payload(packet)
                .filter(payload -> payload.sourcePort() == DNS_PORT)
                .map(payload -> message(payload.message(), true))
                .orElse(NOTHING);
    }

    private static Reading message(byte[] message, boolean answer) {
        if (message.length <= HEADER) {
            return NOTHING;
        }
        try {
            var header = new Header(message);
            var in = new DNSInput(message);
            in.jump(HEADER);
            if (header.getFlag(Flags.QR) != answer || header.getOpcode() != Opcode.QUERY) {
                return NOTHING;
            }
            // No such name; or no record, and not the one question that a client could take it for the answer to.
            boolean matches = header.getRcode() == 0 && header.getCount(Section.QUESTION) == 1;
            if (answer && !matches && header.getCount(Section.ANSWER) == 0) {
                return NOTHING;
            }
            var questions = new ArrayList<Question>();
            for (int i = 0; i < header.getCount(Section.QUESTION); i++) {
                questions.add(Question.ofWire(new Name(in).toWire()));
                in.readU16();
                in.readU16();
            }
            return new Reading(questions);
        } catch (IOException e) {
            return NOTHING; // not a message that a server could make sense of
        }
    }

    private static Optional<Payload> payload(byte[] packet) {
        if (packet.length < 20) {
            return Optional.empty();
        }
        return switch (octet(packet, 0) >> 4) {
            case 4 -> ofIpv4(packet);
            case 6 -> ofIpv6(packet);
            default -> Optional.empty();
        };
    }

    private static Optional<Payload> ofIpv4(byte[] packet) {
        boolean multicast = octet(packet, 16) >> 4 == 0xe;
        boolean fragment = (word(packet, 6) & 0x3fff) != 0;
        if (multicast || fragment || octet(packet, 0) % 16 < 5) {
            return Optional.empty();
        }
        return ofTransport(packet, octet(packet, 9), octet(packet, 0) % 16 * 4);
    }

    private static Optional<Payload> ofIpv6(byte[] packet) {
        if (packet.length < 40 || octet(packet, 24) == 0xff) {
            return Optional.empty();
        }
        int next = octet(packet, 6);
        int at = 40;
        while (next != UDP && next != TCP) {
            if (at + 8 > packet.length || (next == 44 && (word(packet, at + 2) & 0xfff9) != 0)) {
                return Optional.empty(); // a fragment is no datagram
            }
            int size = switch (next) {
                case 0, 43, 60, 135 -> 8 * (octet(packet, at + 1) + 1);
                case 44 -> 8;
                case 51 -> 4 * (octet(packet, at + 1) + 2);
                default -> 0;
            };
            if (size == 0) {
                return Optional.empty();
            }
            next = octet(packet, at);
            at += size;
        }
        return ofTransport(packet, next, at);
    }

    private static Optional<Payload> ofTransport(byte[] packet, int protocol, int at) {
        int header = 8;
        int prefix = 0;
        if (protocol == TCP) {
            if (at + 20 > packet.length) {
                return Optional.empty();
            }
            header = octet(packet, at + 12) / 16 * 4;
            prefix = 2;
        } else if (protocol != UDP) {
            return Optional.empty();
        }
        int from = at + header + prefix;
        if (from > packet.length || header < 8) {
            return Optional.empty();
        }
        return Optional.of(
                new Payload(word(packet, at), word(packet, at + 2), Arrays.copyOfRange(packet, from, packet.length)));
    }

    private static int octet(byte[] packet, int at) {
        return packet[at] & 0xff;
    }

    private static int word(byte[] packet, int at) {
        return octet(packet, at) << 8 | octet(packet, at + 1);
    }
}
