// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.bpf.event.AskingProcess.Ancestor;
import dev.firebreak.bpf.event.LookupEvent.Outcome;
import dev.firebreak.bpf.event.LookupEvent.Transport;
import dev.firebreak.bpf.event.LookupEvent.Verdict;
import dev.firebreak.bpf.jni.Abi;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** struct fb_event, from bytes. */
final class EventDecoder {
    private static final int IPPROTO_TCP = 6; // RFC 793

    private EventDecoder() {}

    static LookupEvent decode(ByteBuffer event) {
        byte[] name = bytes(event, Abi.Event.NAME, event.getInt(Abi.Event.NAME_SIZE));
        return new LookupEvent(
                event.getLong(Abi.Event.TIME_NS),
                event.getLong(Abi.Event.SCOPE),
                event.getLong(Abi.Event.GENERATION),
                new RepeatKey(event.getLong(Abi.Event.KEY), event.getLong(Abi.Event.KEY + Long.BYTES)),
                event.getLong(Abi.Event.COUNT),
                verdict(event.get(Abi.Event.VERDICT)),
                outcome(event.get(Abi.Event.OUTCOME)),
                event.get(Abi.Event.PROTOCOL) == IPPROTO_TCP ? Transport.TCP : Transport.UDP,
                WireName.text(name),
                RecordType.mnemonic(Short.toUnsignedInt(event.getShort(Abi.Event.QTYPE))),
                cause(event.get(Abi.Event.DECIDE_LIST), event.get(Abi.Event.DECIDE_RULE)),
                cause(event.get(Abi.Event.AUDIT_LIST), event.get(Abi.Event.AUDIT_RULE)),
                address(event, Abi.Event.LOCAL_ADDRESS),
                Short.toUnsignedInt(event.getShort(Abi.Event.LOCAL_PORT)),
                address(event, Abi.Event.REMOTE_ADDRESS),
                Short.toUnsignedInt(event.getShort(Abi.Event.REMOTE_PORT)),
                event.getInt(Abi.Event.IFINDEX),
                event.getInt(Abi.Event.NETNS),
                process(event));
    }

    private static Verdict verdict(int verdict) {
        return switch (verdict) {
            case Abi.FB_VERDICT_ALLOWED -> Verdict.ALLOWED;
            case Abi.FB_VERDICT_AUDITED -> Verdict.AUDITED;
            case Abi.FB_VERDICT_DENIED -> Verdict.DENIED;
            case Abi.FB_VERDICT_MALFORMED -> Verdict.MALFORMED;
            default -> throw new IllegalStateException("an event with verdict " + verdict);
        };
    }

    private static Outcome outcome(int outcome) {
        return switch (outcome) {
            case Abi.FB_OUTCOME_PASSED -> Outcome.PASSED;
            case Abi.FB_OUTCOME_ANSWERED -> Outcome.ANSWERED;
            case Abi.FB_OUTCOME_REFUSED -> Outcome.REFUSED;
            default -> throw new IllegalStateException("an event with outcome " + outcome);
        };
    }

    private static Cause cause(byte list, byte rule) {
        int at = Byte.toUnsignedInt(list);
        return switch (Byte.toUnsignedInt(rule)) {
            case Abi.FB_RULE_NONE -> new Cause.None();
            case Abi.FB_RULE_DEFAULT -> new Cause.DefaultAction(at);
            case Abi.FB_RULE_MISSING -> new Cause.MissingList(at);
            case Abi.FB_RULE_NO_SCOPE -> new Cause.NoScope();
            default -> new Cause.Rule(at, Byte.toUnsignedInt(rule));
        };
    }

    private static Optional<AskingProcess> process(ByteBuffer event) {
        int at = Abi.Event.PROCESS;
        if (event.getInt(at + Abi.Process.KNOWN) == 0) {
            return Optional.empty();
        }
        List<Ancestor> ancestors = new ArrayList<>();
        int parent = at + Abi.Process.ANCESTORS;
        for (int i = 0; i < event.getInt(at + Abi.Process.ANCESTORS_COUNT); i++) {
            ancestors.add(
                    new Ancestor(event.getInt(parent + Abi.Ancestor.PID), command(event, parent + Abi.Ancestor.COMM)));
            parent += Abi.Ancestor.SIZE;
        }
        int size = event.getInt(at + Abi.Process.ARGS_SIZE);
        byte[] arguments = bytes(event, at + Abi.Process.ARGS, size);
        return Optional.of(new AskingProcess(
                event.getInt(at + Abi.Process.PID),
                event.getInt(at + Abi.Process.TGID),
                Integer.toUnsignedLong(event.getInt(at + Abi.Process.UID)),
                event.getLong(at + Abi.Process.START_NS),
                command(event, at + Abi.Process.COMM),
                arguments(arguments),
                size == Abi.FB_ARGS_SIZE && arguments[size - 1] != 0,
                ancestors));
    }

    /** Splits at the NULs, as in /proc/PID/cmdline. */
    private static List<String> arguments(byte[] bytes) {
        List<String> arguments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                arguments.add(new String(bytes, start, i - start, UTF_8));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            arguments.add(new String(bytes, start, bytes.length - start, UTF_8));
        }
        return arguments;
    }

    private static String command(ByteBuffer event, int at) {
        int size = 0;
        while (size < Abi.FB_COMM_SIZE && event.get(at + size) != 0) {
            size++;
        }
        return new String(bytes(event, at, size), UTF_8);
    }

    private static InetAddress address(ByteBuffer event, int at) {
        int size = event.get(Abi.Event.IP_VERSION) == 4 ? 4 : 16;
        try {
            return InetAddress.getByAddress(bytes(event, at, size));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + size + " octets", e);
        }
    }

    private static byte[] bytes(ByteBuffer event, int at, int size) {
        byte[] bytes = new byte[size];
        event.get(at, bytes);
        return bytes;
    }
}
