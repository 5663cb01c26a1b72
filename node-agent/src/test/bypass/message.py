# SPDX-License-Identifier: Apache-2.0
"""DNS messages as the clients write them and the lenient server reads them; some are wrong on purpose."""
import struct

A = 1
ADDRESS = bytes([192, 0, 2, 80])


def labels(name):
    """Wire form of a name given as text, without odd bytes; ends with the root."""
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".") if part) + b"\0"


def question(name):
    return labels(name) + struct.pack(">HH", A, 1)


def query(name, ident=0x4642):
    return header(ident, 1) + question(name)


def header(ident, questions):
    return struct.pack(">HHHHHH", ident, 0x0100, questions, 0, 0, 0)


def two_questions(first, second):
    """QDCOUNT 2: forbidden by custom, understood by a lenient server."""
    return header(0x4642, 2) + question(first) + question(second)


def pointed(name):
    """The name's root is a compression pointer to a zero byte of the header (QDCOUNT's high byte)."""
    return header(0x4642, 1) + labels(name)[:-1] + b"\xc0\x04" + struct.pack(">HH", A, 1)


def framed(message):
    """With the two length octets of DNS over TCP."""
    return struct.pack(">H", len(message)) + message


def read_name(message, at):
    """The name at this offset, in lower case, and the offset behind it. Follows pointers, as many resolvers do."""
    parts, behind, hops = [], None, 0
    while message[at]:
        if message[at] >= 0xC0:
            behind = behind or at + 2
            at = (message[at] & 0x3F) << 8 | message[at + 1]
            hops += 1
            if hops > 20:
                raise ValueError("pointers in a circle")
            continue
        parts.append(message[at + 1:at + 1 + message[at]].decode("latin-1").lower())
        at += 1 + message[at]
    return ".".join(parts), behind or at + 1


def resolved(message):
    """The names that an answer gives an address for."""
    if len(message) < 12 or not message[2] & 0x80:
        return set()
    names, at = set(), 12
    _, _, questions, answers, _, _ = struct.unpack(">HHHHHH", message[:12])
    for _ in range(questions):
        _, at = read_name(message, at)
        at += 4
    for _ in range(answers):
        name, at = read_name(message, at)
        kind, size = struct.unpack(">H6xH", message[at:at + 10])
        if kind == A and message[at + 10:at + 10 + size] == ADDRESS:
            names.add(name)
        at += 10 + size
    return names


def is_refusal(message):
    """No such name."""
    return len(message) >= 12 and message[2] & 0x80 and message[3] & 15 == 3


def answer(message):
    """What the most lenient server says: an address for each question that can be made out, whatever the header."""
    _, _, questions, _, _, _ = struct.unpack(">HHHHHH", message[:12])
    at, names = 12, []
    for _ in range(questions):
        name, at = read_name(message, at)
        at += 4
        names.append(name)
    out = struct.pack(">2sHHHHH", message[:2], 0x8180, len(names), len(names), 0, 0)
    out += b"".join(question(name) for name in names)
    for name in names:
        out += labels(name) + struct.pack(">HHIH", A, 1, 60, len(ADDRESS)) + ADDRESS
    return out
