# SPDX-License-Identifier: Apache-2.0
"""Packets from the network layer up, built by hand: the bytes are meant to be wrong where a vector says so."""
import ipaddress
import struct

V4 = ("192.0.2.7", "192.0.2.53")
V6 = ("2001:db8::7", "2001:db8::53")
MDNS4, MDNS6 = "224.0.0.251", "ff02::fb"
DNS_PORT, CLIENT_PORT = 53, 40007

TYPES = {
    "A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "NULL": 10, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28, "LOC": 29, "SRV": 33,
    "NAPTR": 35, "DNAME": 39, "DS": 43, "SSHFP": 44, "RRSIG": 46, "NSEC": 47, "DNSKEY": 48, "TLSA": 52, "CDS": 59,
    "SVCB": 64, "HTTPS": 65, "SPF": 99, "TKEY": 249, "IXFR": 251, "AXFR": 252, "ANY": 255, "URI": 256, "CAA": 257,
}


class Part:
    """Bytes of one layer and the words that stand beside them in the file."""

    def __init__(self, data, words):
        self.data, self.words = bytes(data), words


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def addresses(version, src=None, dst=None):
    pair = V4 if version == 4 else V6
    return [ipaddress.ip_address(a).packed for a in (src or pair[0], dst or pair[1])]


def labels(name):
    """Wire form of a name given as text ("a.b") or as a list of labels (bytes); ends with the root."""
    parts = [p.encode() for p in name.split(".") if p] if isinstance(name, str) else name
    return b"".join(bytes([len(p)]) + p for p in parts) + b"\0"


def text(wire):
    """RFC 1035 text of an uncompressed wire name: \\DDD for odd bytes, \\. for a dot inside a label; "." is the root."""
    out, i = [], 0
    while wire[i]:
        label = wire[i + 1:i + 1 + wire[i]]
        out.append("".join(
            "\\" + chr(b) if chr(b) in ".\\" else chr(b) if 0x21 <= b <= 0x7E else f"\\{b:03d}" for b in label))
        i += 1 + wire[i]
    return ".".join(out) or "."


def dns(question=b"", *, ident=0x4642, flags=0x0100, counts=(1, 0, 0, 0), rest=b""):
    """A DNS message: header, question as given, other sections as given."""
    parts = [Part(struct.pack(">HHHHHH", ident, flags, *counts), "DNS header")]
    if question:
        parts.append(Part(question, "question"))
    if rest:
        parts.append(Part(rest, "other sections"))
    return parts


def question(name="frontend.example.com", qtype=1, qclass=1):
    return labels(name) + struct.pack(">HH", qtype, qclass)


def record(rtype, rdata, *, owner=b"\xc0\x0c", ttl=60, rclass=1):
    return owner + struct.pack(">HHIH", rtype, rclass, ttl, len(rdata)) + rdata


A_RECORD = record(1, bytes([192, 0, 2, 80]))
OPT = record(41, b"", owner=b"\0", rclass=1232, ttl=0)


def data(parts):
    return b"".join(p.data for p in parts)


def udp(payload, *, sport=CLIENT_PORT, dport=DNS_PORT, length=None, version=4, src=None, dst=None, sum_=None):
    body = data(payload)
    size = 8 + len(body) if length is None else length
    head = struct.pack(">HHHH", sport, dport, size & 0xFFFF, 0)
    if sum_ is None:
        s, d = addresses(version, src, dst)
        sum_ = checksum(s + d + struct.pack(">HH", 17, 8 + len(body)) + head + body) or 0xFFFF
    return [Part(head[:6] + struct.pack(">H", sum_), f"UDP {sport} -> {dport}")] + payload


def tcp(payload, *, sport=CLIENT_PORT, dport=DNS_PORT, flags=0x18, options=b"", offset=None, seq=0x10000001):
    words = (20 + len(options)) // 4 if offset is None else offset
    names = "".join(n + " " for b, n in ((2, "SYN"), (16, "ACK"), (8, "PSH"), (1, "FIN"), (4, "RST")) if flags & b)
    head = struct.pack(">HHIIBBHHH", sport, dport, seq, 0x20000001, words << 4, flags, 64240, 0, 0) + options
    return [Part(head, f"TCP {sport} -> {dport} {names}".strip())] + payload


def framed(parts, *, length=None):
    """A DNS message on a TCP stream, its length in front (RFC 1035, 4.2.2)."""
    size = len(data(parts)) if length is None else length
    return [Part(struct.pack(">H", size), "length")] + parts


def ip4(payload, *, proto=17, options=b"", frag=0, total=None, ihl=None, src=None, dst=None, ttl=64):
    s, d = addresses(4, src, dst)
    words = (20 + len(options)) // 4 if ihl is None else ihl
    size = 20 + len(options) + len(data(payload)) if total is None else total
    head = struct.pack(">BBHHHBBH", 0x40 | words, 0, size, 0x1234, frag, ttl, proto, 0) + s + d + options
    head = head[:10] + struct.pack(">H", checksum(head)) + head[12:]
    return [Part(head, "IPv4")] + payload


def ip6(payload, *, next_=17, extensions=(), length=None, src=None, dst=None):
    """extensions: (header number, body without its next-header byte)."""
    s, d = addresses(6, src, dst)
    chain = [n for n, _ in extensions] + [next_]
    headers = [Part(bytes([chain[i + 1]]) + body, f"extension header {n}") for i, (n, body) in enumerate(extensions)]
    size = len(data(headers)) + len(data(payload)) if length is None else length
    head = struct.pack(">IHBB", 0x60000000, size, chain[0], 64) + s + d
    return [Part(head, "IPv6")] + headers + payload


HOP, ROUTING, FRAGMENT, DEST = 0, 43, 44, 60
PAD6 = b"\0" + b"\x01\x04\0\0\0\0"          # length 0, PadN of 6 octets: 8 octets with the next-header byte
PAD14 = b"\x01" + b"\x01\x0c" + bytes(12)    # 16 octets
SEGMENTS0 = b"\0\x04\0" + bytes(4)           # routing header without segments left


def fragment(offset, more, ident=0x46420001):
    return FRAGMENT, b"\0" + struct.pack(">HI", offset << 3 | more, ident)
