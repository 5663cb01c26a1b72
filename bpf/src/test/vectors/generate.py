#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the wire vectors of this folder (*.vectors). usage: generate.py [--check]

The files are the contract (README.md); this program saves the typing. --check writes nothing and fails when a file is
not what would be written.
"""
import pathlib
import sys

from wire import *

HERE = pathlib.Path(__file__).resolve().parent
NAME = "frontend.example.com"
FILES = {}
_group = None


def group(file, title):
    global _group
    _group = FILES.setdefault(file, [f"# SPDX-License-Identifier: Apache-2.0\n# {title} Format: README.md. Written by generate.py.\n"])


def vector(name, about, expect, parts, *, hook="egress", asked=None, **keys):
    lines = [f"name: {name}", f"about: {about}", f"hook: {hook}", f"expect: {expect}"]
    if asked is not None:
        end = len(asked) - 4
        lines += [f"qname: {text(asked)}", f"qtype: {asked[end] << 8 | asked[end + 1]}",
                  f"qclass: {asked[end + 2] << 8 | asked[end + 3]}"]
    lines += [f"{k}: {v}" for k, v in keys.items()]
    for part in parts:
        for i in range(0, max(len(part.data), 1), 32):
            chunk = part.data[i:i + 32].hex(" ", -4)
            lines.append(f"packet: {chunk}" + (f"  # {part.words}" if i == 0 else ""))
    _group.append("\n".join(lines) + "\n")


def asks(name, about, parts, asked, **keys):
    """A question that the judge must see, with its name, type and class."""
    vector(name, about, "question", parts, asked=asked, **keys)


def query4(q, **header):
    return ip4(udp(dns(q, **header)))


def query6(q, extensions=(), **header):
    return ip6(udp(dns(q, **header), version=6), extensions=extensions)


def stream4(payload, **head):
    return ip4(tcp(payload, **head), proto=6)


def types():
    group("types", "Questions of every type of note, UDP.")
    for mnemonic, number in TYPES.items():
        q = question(NAME, number)
        asks(f"udp4-{mnemonic.lower()}", f"type {mnemonic}", query4(q), q)
    for mnemonic in ("A", "AAAA", "HTTPS"):
        q = question(NAME, TYPES[mnemonic])
        asks(f"udp6-{mnemonic.lower()}", f"type {mnemonic} over IPv6", query6(q), q)
    for about, qtype, qclass in (("type 0, reserved", 0, 1), ("type 65535, reserved", 65535, 1), ("class CH", 16, 3),
                                 ("class ANY", 1, 255), ("class 0, reserved", 1, 0),
                                 ("class IN with the mDNS unicast bit", 1, 0x8001)):
        q = question(NAME, qtype, qclass)
        asks(f"udp4-type-{qtype}-class-{qclass}", about, query4(q), q)


def names():
    group("names", "Names at the edges of RFC 1035, 2.3.4.")
    longest63 = [b"a" * 63] * 3
    cases = {
        "root": ("the root name", []),
        "one-label": ("a single label", "localhost"),
        "mixed-case": ("mixed case, as 0x20 resolvers send it", "fRonTEnd.eXAMPLE.CoM"),
        "upper-case": ("upper case", "FRONTEND.EXAMPLE.COM"),
        "underscore": ("underscores", "_dns._udp.example.com"),
        "a-label": ("an internationalised name", "xn--bcher-kva.example.com"),
        "digits": ("labels of digits", "10.0.0.1"),
        "reverse": ("an IPv4 reverse name", "53.2.0.192.in-addr.arpa"),
        "reverse6": ("an IPv6 reverse name, 34 labels", ".".join("1" + "0" * 31) + ".ip6.arpa"),
        "label-63": ("a label of 63 bytes", [b"x" * 63, b"example", b"com"]),
        "labels-63": ("four labels, three of 63 bytes", longest63 + [b"com"]),
        "name-253": ("253 characters of text: 255 octets on the wire, the longest name", longest63 + [b"b" * 61]),
        "name-252": ("252 characters", longest63 + [b"b" * 60]),
        "labels-127": ("127 labels of one byte: the most there can be", [b"a"] * 127),
        "labels-126": ("126 labels of one byte", [b"a"] * 126),
        "dot-in-label": ("a dot inside a label", [b"fron.tend", b"example", b"com"]),
        "backslash-in-label": ("a backslash inside a label", [b"fron\\tend", b"example", b"com"]),
        "nul-in-label": ("a zero byte inside a label", [b"fron\0tend", b"example", b"com"]),
        "space-in-label": ("a space inside a label", [b"front end", b"example", b"com"]),
        "high-bytes": ("bytes above 127", ["bücher".encode(), b"example", b"com"]),
        "bytes-around-letters": ("the bytes next to A-Z and a-z, which have no case", [b"@[`{", b"AZaz", b"com"]),
        "length-like-letters": ("labels whose bytes look like lengths", [b"\x03www", b"\x07example", b"com"]),
        "repeated-labels": ("the same label many times", ["com".encode()] * 20),
        "word-sizes": ("labels of 1 to 17 bytes: each way to fill 8-byte words", [b"w" * n for n in range(1, 18)]),
    }
    for key, (about, name) in cases.items():
        q = question(name)
        asks(f"udp4-name-{key}", about, query4(q), q)
    q = question(longest63 + [b"b" * 61])
    asks("udp6-name-253", "the longest name over IPv6", query6(q), q)
    asks("udp6-name-253-extension", "the longest name behind an extension header", query6(q, [(DEST, PAD14)]), q)
    asks("tcp4-name-253", "the longest name over TCP", stream4(framed(dns(q))), q)


def malformed():
    group("malformed", "Questions on a DNS port that no resolver sends: denied under Enforce.")
    tail = b"\0\1\0\1"

    def bad(name, about, q, **header):
        vector(f"udp4-{name}", about, "malformed", query4(q, **header))

    bad("pointer", "a compression pointer as the whole name", b"\xc0\x0c" + tail)
    bad("pointer-after-label", "a compression pointer after a label", b"\x08frontend\xc0\x0c" + tail)
    bad("pointer-last", "a pointer in place of the root label", labels(NAME)[:-1] + b"\xc0\x0c" + tail)
    bad("pointer-forward", "a pointer to bytes behind the question", b"\xc0\x12" + tail + labels(NAME))
    bad("pointer-into-header", "a pointer into the header", b"\xc0\x00" + tail)
    bad("label-64", "a label of 64 bytes: its length byte is of the extended kind (RFC 6891, 5)", b"\x40" + b"a" * 64 + b"\0" + tail)
    bad("label-type-binary", "an extended label, bit string (RFC 2673)", b"\x41\x04\xff\0" + tail)
    bad("label-type-80", "a length byte of the reserved kind 10", b"\x80" + b"a" * 8 + b"\0" + tail)
    bad("label-255", "a length byte of 255", b"\xff" + b"a" * 255 + b"\0" + tail)
    bad("name-256", "256 octets: one too many", labels([b"a" * 63] * 3 + [b"b" * 62]) + tail)
    bad("name-257", "257 octets, in labels of one byte", labels([b"a"] * 128) + tail)
    bad("name-400", "a name of 400 octets", labels([b"a" * 63] * 6 + [b"b" * 14]) + tail)
    bad("qdcount-2", "two questions", question("status.example.com") + question(NAME), counts=(2, 0, 0, 0))
    bad("qdcount-2-pointer", "two questions, the second by a pointer", question("status.example.com") + b"\xc0\x0c" + tail, counts=(2, 0, 0, 0))
    bad("qdcount-2-one-there", "two questions announced, one there", question(NAME), counts=(2, 0, 0, 0))
    bad("qdcount-256", "256 questions announced: the low byte alone says none", question(NAME), counts=(256, 0, 0, 0))
    bad("qdcount-257", "257 questions announced: the low byte alone says one", question(NAME), counts=(257, 0, 0, 0))
    bad("qdcount-65535", "65,535 questions announced", question(NAME), counts=(65535, 0, 0, 0))
    bad("no-question", "one question announced, none there", b"")
    bad("no-root", "the message ends before the root label", labels(NAME)[:-1])
    bad("no-type", "the message ends after the name", labels(NAME))
    bad("half-type", "the message ends inside the type", labels(NAME) + b"\0")
    bad("no-class", "the message ends after the type", labels(NAME) + b"\0\1")
    bad("half-class", "the message ends inside the class", labels(NAME) + b"\0\1\0")
    bad("label-past-end", "the last label claims more than there is", b"\x08frontend\x3fcom")
    vector("udp4-gso", "UDP GSO: two queries in one buffer, the second for another name", "malformed",
           query4(question(NAME), rest=data(dns(question("other-in.example.com")))), gso_segs=2, gso_size=38)
    vector("udp6-gso", "UDP GSO over IPv6", "malformed",
           query6(question(NAME), rest=data(dns(question("other-in.example.com")))), gso_segs=2, gso_size=38)
    vector("udp6-pointer", "a compression pointer over IPv6", "malformed", query6(b"\xc0\x0c" + tail))
    vector("tcp4-pointer", "a compression pointer over TCP", "malformed", stream4(framed(dns(b"\xc0\x0c" + tail))))
    vector("tcp4-qdcount-2", "two questions over TCP", "malformed",
           stream4(framed(dns(question("status.example.com") + question(NAME), counts=(2, 0, 0, 0)))))


def headers():
    group("headers", "The DNS header: what is a query, and what is not ours to judge.")
    q = question(NAME)

    def asked(name, about, **header):
        asks(f"udp4-{name}", about, query4(q, **header), q)

    def passes(name, about, **header):
        vector(f"udp4-{name}", about, "pass", query4(q, **header))

    asked("no-recursion", "RD clear", flags=0)
    asked("ad", "AD set (RFC 6840, 5.7)", flags=0x0120)
    asked("cd", "CD set", flags=0x0110)
    asked("z", "the reserved bit set", flags=0x0140)
    asked("aa", "AA set in a query", flags=0x0500)
    asked("ra", "RA set in a query", flags=0x0180)
    asked("tc", "TC set in a query", flags=0x0300)
    asked("rcode", "an RCODE in a query", flags=0x0103)
    asked("all-flags", "every bit but QR and the opcode", flags=0x07FF)
    asked("id-0", "identifier 0", ident=0)
    asked("id-ffff", "identifier 65535", ident=0xFFFF)
    asked("edns", "EDNS (RFC 6891)", counts=(1, 0, 0, 1), rest=OPT)
    asked("edns-do", "EDNS with DO", counts=(1, 0, 0, 1), rest=record(41, b"", owner=b"\0", rclass=4096, ttl=0x8000))
    asked("edns-cookie", "EDNS with a cookie (RFC 7873)", counts=(1, 0, 0, 1),
          rest=record(41, b"\0\x0a\0\x08" + bytes(range(8)), owner=b"\0", rclass=1232, ttl=0))
    asked("edns-subnet", "EDNS with a client subnet (RFC 7871)", counts=(1, 0, 0, 1),
          rest=record(41, b"\0\x08\0\x07\0\1\x18\0\xc0\0\2", owner=b"\0", rclass=1232, ttl=0))
    asked("edns-padding", "EDNS padded to 468 octets (RFC 8467)", counts=(1, 0, 0, 1),
          rest=record(41, b"\0\x0c" + (415).to_bytes(2, "big") + bytes(415), owner=b"\0", rclass=1232, ttl=0))
    asked("edns-1", "EDNS version 1", counts=(1, 0, 0, 1), rest=record(41, b"", owner=b"\0", rclass=1232, ttl=0x10000))
    asked("answers-in-query", "an answer record in a query", counts=(1, 1, 0, 0), rest=A_RECORD)
    asked("counts-lie", "ANCOUNT, NSCOUNT and ARCOUNT of 65535, nothing there", counts=(1, 65535, 65535, 65535))
    asked("trailing-bytes", "bytes behind the question that no section announces", rest=b"\xde\xad\xbe\xef" * 4)
    asked("soa-in-authority", "an SOA in the authority section, as IXFR has it", counts=(1, 0, 1, 0),
          rest=record(6, b"\0\0" + bytes(20)))
    for opcode, word in ((1, "IQUERY"), (2, "STATUS"), (3, "unassigned"), (4, "NOTIFY"), (5, "UPDATE"), (6, "DSO"), (15, "unassigned")):
        passes(f"opcode-{opcode}", f"opcode {opcode}, {word}", flags=opcode << 11)
    passes("response", "QR set: an answer, a server's", flags=0x8180)
    passes("response-nxdomain", "QR set, RCODE 3", flags=0x8183)
    vector("udp4-qdcount-0", "no question", "pass", query4(b"", counts=(0, 0, 0, 0)))
    vector("udp4-qdcount-0-edns", "no question, but EDNS (a cookie query, RFC 7873, 5.4)", "pass", query4(b"", counts=(0, 0, 0, 1), rest=OPT))
    vector("udp4-qdcount-0-question-there", "none announced, one there", "pass", query4(q, counts=(0, 0, 0, 0)))


def ipv4():
    group("ipv4", "IPv4 headers in front of a query.")
    q = question(NAME)
    query = udp(dns(q))

    def asked(name, about, parts):
        asks(f"udp4-{name}", about, parts, q)

    asked("option-nop", "four octets of options", ip4(query, options=b"\1\1\1\0"))
    asked("option-router-alert", "router alert (RFC 2113)", ip4(query, options=b"\x94\4\0\0"))
    asked("option-timestamp", "a timestamp of 12 octets", ip4(query, options=b"\x44\x0c\x05\0" + bytes(8)))
    asked("option-record-route", "record route, 40 octets: the longest header", ip4(query, options=b"\7\x27\4" + bytes(36) + b"\0"))
    for words in range(7, 15):
        asked(f"ihl-{words}", f"a header of {words * 4} octets", ip4(query, options=b"\1" * (words * 4 - 20)))
    asked("df", "do not fragment", ip4(query, frag=0x4000))
    asked("evil-bit", "the reserved flag", ip4(query, frag=0x8000))
    asked("ttl-1", "TTL 1", ip4(query, ttl=1))
    asked("no-checksum", "UDP checksum 0: not computed", ip4(udp(dns(q), sum_=0)))
    asked("bad-checksum", "a wrong UDP checksum: offload computes it later", ip4(udp(dns(q), sum_=0x1234)))
    asked("from-53", "from port 53 to port 53, as old resolvers ask", ip4(udp(dns(q), sport=53)))
    asked("from-0", "from port 0", ip4(udp(dns(q), sport=0)))
    asked("broadcast", "to the broadcast address", ip4(udp(dns(q), dst="255.255.255.255"), dst="255.255.255.255"))
    asked("loopback", "to 127.0.0.53", ip4(udp(dns(q), src="127.0.0.1", dst="127.0.0.53"), src="127.0.0.1", dst="127.0.0.53"))
    asked("padded", "padding behind the datagram", ip4(query, total=20 + len(data(query))) + [Part(bytes(18), "padding")])
    vector("udp4-fragment-first", "the first fragment, whole question inside", "malformed", ip4(query, frag=0x2000))
    vector("udp4-fragment-first-short", "the first fragment: UDP header only", "malformed", ip4([Part(data(query)[:8], "UDP")], frag=0x2000))
    vector("udp4-fragment-first-df", "the first fragment with DF and the reserved flag", "malformed", ip4(query, frag=0xE000))


def ipv6():
    group("ipv6", "IPv6 and its extension headers (RFC 8200, 4) in front of a query.")
    q = question(NAME)

    def asked(name, about, extensions):
        asks(f"udp6-{name}", about, query6(q, extensions), q)

    asked("hop-by-hop", "hop-by-hop options", [(HOP, PAD6)])
    asked("hop-by-hop-16", "hop-by-hop options of 16 octets", [(HOP, PAD14)])
    asked("destination", "destination options", [(DEST, PAD6)])
    asked("routing", "a routing header, no segments left", [(ROUTING, SEGMENTS0)])
    asked("atomic-fragment", "a fragment header that fragments nothing (RFC 6946)", [fragment(0, 0)])
    asked("all", "hop-by-hop, destination, routing, atomic fragment, destination",
          [(HOP, PAD6), (DEST, PAD14), (ROUTING, SEGMENTS0), fragment(0, 0), (DEST, PAD6)])
    asked("destination-4", "four destination headers", [(DEST, PAD6)] * 4)
    asked("hop-by-hop-264", "hop-by-hop options of 264 octets", [(HOP, b"\x20" + b"\x01\xfe" + bytes(254) + b"\x01\x04" + bytes(4))])
    asks("udp6-loopback", "to ::1", ip6(udp(dns(q), version=6, src="::1", dst="::1"), src="::1", dst="::1"), q)
    asks("udp6-v4-mapped", "to ::ffff:192.0.2.53 on the wire", ip6(udp(dns(q), version=6, dst="::ffff:192.0.2.53"), dst="::ffff:192.0.2.53"), q)
    asks("tcp6-extensions", "TCP behind extension headers", ip6(tcp(framed(dns(q))), next_=6, extensions=[(HOP, PAD6), (DEST, PAD6)]), q)
    for name, extensions in (("fragment-first", [fragment(0, 1)]), ("fragment-first-behind-hop", [(HOP, PAD6), fragment(0, 1)])):
        vector(f"udp6-{name}", "the first fragment", "malformed", query6(q, extensions))
    vector("udp6-no-next-header", "no next header (59): what follows is ignored", "pass", ip6(udp(dns(q), version=6), next_=59))
    vector("udp6-icmp-behind-extensions", "ICMPv6 behind extension headers", "pass",
           ip6([Part(b"\x80\0\0\0\0\1\0\1", "echo request")], next_=58, extensions=[(HOP, PAD6), (DEST, PAD6)]))
    vector("udp6-other-port-behind-extensions", "UDP to port 443 behind extension headers", "pass",
           ip6(udp(dns(q), version=6, dport=443), extensions=[(HOP, PAD6), (DEST, PAD6)]))


def others():
    group("others", "Traffic that is none of ours: it passes unseen.")
    q = question(NAME)

    def passes(name, about, parts):
        vector(name, about, "pass", parts)

    def mdns(port, dst4, dst6, word):
        passes(f"udp4-{word}", f"{word} to {dst4}:{port}", ip4(udp(dns(q), sport=port, dport=port, dst=dst4), dst=dst4))
        passes(f"udp6-{word}", f"{word} to {dst6}:{port}", ip6(udp(dns(q), sport=port, dport=port, version=6, dst=dst6), dst=dst6))

    mdns(5353, MDNS4, MDNS6, "mdns")
    mdns(5355, "224.0.0.252", "ff02::1:3", "llmnr")
    mdns(53, MDNS4, MDNS6, "multicast-53")
    passes("udp4-multicast-239", "a question to 239.255.255.250, port 53", ip4(udp(dns(q), dst="239.255.255.250"), dst="239.255.255.250"))
    for port, word in ((5353, "mDNS unicast"), (5300, "no DNS port"), (54, "one above"), (52, "one below"), (0, "port 0"),
                       (853, "DNS over TLS, QUIC"), (443, "QUIC"), (123, "NTP"), (13568, "53 in the other byte order"), (309, "53 + 256")):
        passes(f"udp4-to-{port}", f"the bytes of a query to port {port}: {word}", ip4(udp(dns(q), dport=port)))
    passes("udp6-to-5300", "the bytes of a query to port 5300 over IPv6", ip6(udp(dns(q), dport=5300, version=6)))
    passes("udp4-server-answer", "a DNS server's answer, from port 53", ip4(udp(dns(q, flags=0x8180, counts=(1, 1, 0, 0), rest=A_RECORD), sport=53, dport=CLIENT_PORT)))
    passes("tcp4-to-443", "TCP to port 443", stream4(framed(dns(q)), dport=443))
    passes("tcp4-to-5300-syn", "a SYN to port 5300", stream4([], dport=5300, flags=2))
    passes("tcp6-to-80", "TCP to port 80 over IPv6", ip6(tcp([Part(b"GET / HTTP/1.0\r\n\r\n", "HTTP")], dport=80), next_=6))
    passes("icmp4-echo", "an echo request whose body looks like a query", ip4([Part(b"\x08\0\0\0\0\1\0\1", "echo request")] + udp(dns(q)), proto=1))
    passes("icmp6-echo", "an ICMPv6 echo request", ip6([Part(b"\x80\0\0\0\0\1\0\1", "echo request")], next_=58))
    for number, word in ((2, "IGMP"), (4, "IPv4 in IPv4"), (41, "IPv6 in IPv4"), (47, "GRE"), (50, "ESP"), (132, "SCTP"), (136, "UDP-Lite"), (255, "raw")):
        passes(f"ip4-protocol-{number}", f"{word}: the bytes of a UDP query under another protocol", ip4(udp(dns(q)), proto=number))


def streams():
    group("streams", "DNS over TCP, one segment a vector (a stream of several is tried live).")
    q, other = question(NAME), question("status.example.com", 28)

    asks("tcp4-query", "a whole question in one segment", stream4(framed(dns(q))), q)
    asks("tcp6-query", "the same over IPv6", ip6(tcp(framed(dns(q))), next_=6), q)
    asks("tcp4-options", "40 octets of TCP options: the longest header", stream4(framed(dns(q)), options=b"\1" * 40), q)
    asks("tcp4-timestamps", "timestamps", stream4(framed(dns(q)), options=b"\1\1\x08\x0a" + bytes(8)), q)
    asks("tcp4-ip-options", "IPv4 options and TCP options", ip4(tcp(framed(dns(q)), options=b"\1" * 12), proto=6, options=b"\1\1\1\0"), q)
    asks("tcp4-fin", "the question and the end of the stream together", stream4(framed(dns(q)), flags=0x19), q)
    asks("tcp4-no-push", "without PSH", stream4(framed(dns(q)), flags=0x10), q)
    vector("tcp4-urgent", "with URG: a server that does not ask for urgent data in line reads one octet less", "malformed", stream4(framed(dns(q)), flags=0x38))
    asks("tcp4-edns", "with EDNS", stream4(framed(dns(q, counts=(1, 0, 0, 1), rest=OPT))), q)
    asks("tcp4-axfr", "a zone transfer", stream4(framed(dns(question(NAME, 252)))), question(NAME, 252))
    asks("tcp4-pipelined", "two questions, one after the other", stream4(framed(dns(q)) + framed(dns(other))), q, more=1)
    asks("tcp4-df", "do not fragment", ip4(tcp(framed(dns(q))), proto=6, frag=0x4000), q)
    whole = data(framed(dns(q)))
    for n in (1, 2, 3, 13, 14, 15, 30, len(whole) - 5, len(whole) - 1):
        vector(f"tcp4-first-{n:02d}", f"the first {n} of {len(whole)} octets", "unfinished", stream4([Part(whole[:n], "cut short")]))
    asks("tcp4-message-longer", "the question is whole, the message is not", stream4(framed(dns(q), length=400)), q)
    for name, about, flags in (("syn", "a SYN", 2), ("ack", "an empty ACK", 16), ("fin", "an empty FIN", 17), ("rst", "a reset", 4)):
        vector(f"tcp4-{name}", about, "pass", stream4([], flags=flags))
    vector("tcp6-syn", "a SYN over IPv6", "pass", ip6(tcp([], flags=2, options=b"\2\4\5\xa0"), next_=6))
    vector("tcp4-response", "a server's answer on a stream to port 53", "pass", stream4(framed(dns(q, flags=0x8180, counts=(1, 1, 0, 0), rest=A_RECORD))))
    vector("tcp4-update", "UPDATE over TCP", "pass", stream4(framed(dns(q, flags=0x2800))))
    vector("tcp4-fragment-first", "the first IPv4 fragment of a segment", "malformed", ip4(tcp(framed(dns(q))), proto=6, frag=0x2000))


def truncated():
    group("truncated", "Queries truncated at every byte.")
    q = question(NAME)
    whole = data(dns(q))
    for n in range(len(whole)):
        for version in (4, 6):
            cut = [Part(whole[:n], f"the first {n} of {len(whole)} octets")] if n else []
            packet = ip4(udp(cut)) if version == 4 else ip6(udp(cut, version=6))
            vector(f"udp{version}-first-{n:02d}", f"a DNS message of {n} octets, lengths in order", "malformed", packet)
    size4, size6 = 28 + len(whole), 48 + len(whole)
    vector("udp4-cut", "the packet is cut, the lengths in its headers are not", "malformed", query4(q), cut=f"28..{size4 - 1}")
    vector("udp6-cut", "the same over IPv6", "malformed", query6(q), cut=f"48..{size6 - 1}")
    vector("udp6-cut-extensions", "the same behind extension headers", "malformed", query6(q, [(HOP, PAD6), (DEST, PAD14)]), cut=f"72..{size6 + 23}")


def unreadable():
    group("unreadable", "Headers that end too soon or never: whether it is DNS cannot be told.")
    q = question(NAME)
    header6 = query6(q, [(HOP, PAD6), (DEST, PAD14)])

    def vector_(name, about, parts, **keys):
        vector(name, about, "unreadable", parts, **keys)

    vector_("udp4-cut-udp", "IPv4 packets that end inside the UDP header", query4(q), cut="20..27")
    vector_("udp4-cut-options", "IPv4 packets that end inside the options or the UDP header", ip4(udp(dns(q)), options=b"\1" * 12), cut="20..39")
    vector_("udp6-cut-udp", "IPv6 packets that end inside the UDP header", query6(q), cut="40..47")
    vector_("udp6-cut-headers", "IPv6 packets that end inside the extension headers or the UDP header", header6, cut="40..71")
    vector_("tcp4-cut-tcp", "IPv4 packets that end inside the TCP header", stream4(framed(dns(q))), cut="20..39")
    vector_("tcp6-cut-tcp", "IPv6 packets that end inside the TCP header", ip6(tcp(framed(dns(q))), next_=6), cut="40..59")
    vector_("ip4-ihl-4", "an IPv4 header of 16 octets", ip4(udp(dns(q)), ihl=4))
    vector_("ip4-ihl-0", "an IPv4 header of no octets", ip4(udp(dns(q)), ihl=0))
    vector_("udp4-ihl-past-end", "an IPv4 header of 60 octets in a packet of 50", ip4([Part(bytes(30), "zeroes")], ihl=15))
    vector_("tcp4-offset-past-end", "a TCP header of 60 octets in a segment of 24", stream4([Part(bytes(4), "zeroes")], offset=15))
    vector_("udp6-extensions-9", "nine extension headers: one more than the judge walks", query6(q, [(DEST, PAD6)] * 9))
    vector_("udp6-extension-past-end", "an extension header that claims more than there is", query6(q, [(DEST, b"\xff" + bytes(6))]))


def answers():
    group("answers", "What comes back: lock 2 drops what would resolve a denied question.")
    q = question(NAME)

    def answer(name, about, expect, parts, asked=q):
        vector(name, about, expect, parts, hook="ingress", asked=asked)

    def from4(flags=0x8180, counts=(1, 1, 0, 0), rest=A_RECORD, question_=q, **ports):
        ports = {"sport": 53, "dport": CLIENT_PORT, **ports}
        return ip4(udp(dns(question_, flags=flags, counts=counts, rest=rest), src=V4[1], dst=V4[0], **ports), src=V4[1], dst=V4[0])

    def from6(flags=0x8180, counts=(1, 1, 0, 0), rest=A_RECORD, extensions=()):
        parts = udp(dns(q, flags=flags, counts=counts, rest=rest), sport=53, dport=CLIENT_PORT, version=6, src=V6[1], dst=V6[0])
        return ip6(parts, src=V6[1], dst=V6[0], extensions=extensions)

    aaaa = record(28, bytes.fromhex("20010db8000000000000000000000080"))
    answer("in4-a", "an address", "resolves", from4())
    answer("in6-a", "an address, over IPv6", "resolves", from6())
    answer("in6-a-extensions", "an address, behind extension headers", "resolves", from6(extensions=[(HOP, PAD6), (DEST, PAD6)]))
    answer("in4-aaaa", "an IPv6 address", "resolves", from4(rest=aaaa, question_=question(NAME, 28)), question(NAME, 28))
    answer("in4-two", "two addresses", "resolves", from4(counts=(1, 2, 0, 0), rest=A_RECORD * 2))
    answer("in4-edns", "an address and EDNS", "resolves", from4(counts=(1, 1, 0, 1), rest=A_RECORD + OPT))
    answer("in4-mixed-case", "an address, the question in mixed case", "resolves", from4(question_=question("FrontEnd.example.COM")), question("FrontEnd.example.COM"))
    answer("in4-tc", "truncated: the resolver asks again over TCP", "resolves", from4(flags=0x8380, counts=(1, 0, 0, 0), rest=b""))
    answer("in4-nodata", "no error, no records", "resolves", from4(counts=(1, 0, 0, 0), rest=b""))
    answer("in4-nxdomain-cname", "NXDOMAIN, but a CNAME among the answers", "resolves", from4(flags=0x8183, rest=record(5, labels("gone.example.net"))))
    answer("in4-servfail-answers", "SERVFAIL with an answer", "resolves", from4(flags=0x8182))
    answer("in4-nxdomain", "NXDOMAIN", "harmless", from4(flags=0x8183, counts=(1, 0, 0, 0), rest=b""))
    answer("in6-nxdomain", "NXDOMAIN over IPv6", "harmless", from6(flags=0x8183, counts=(1, 0, 0, 0), rest=b""))
    answer("in4-nxdomain-edns", "NXDOMAIN with EDNS: our own answerer's", "harmless",
           from4(flags=0x8183, counts=(1, 0, 0, 1), rest=record(41, b"\0\x0f\0\2\0\x0f", owner=b"\0", rclass=1232, ttl=0)))
    answer("in4-servfail", "SERVFAIL", "harmless", from4(flags=0x8182, counts=(1, 0, 0, 0), rest=b""))
    answer("in4-refused", "REFUSED", "harmless", from4(flags=0x8185, counts=(1, 0, 0, 0), rest=b""))
    for name, about, parts in (
            ("in4-query", "a query to a server of ours", ip4(udp(dns(q), src=V4[1], dst=V4[0]), src=V4[1], dst=V4[0])),
            ("in4-other-port", "an answer from a port that is no DNS port", from4(sport=5300)),
            ("in4-notify", "NOTIFY's answer", from4(flags=0xA080, counts=(1, 0, 0, 0), rest=b"")),
            ("in4-icmp", "an echo reply", ip4([Part(b"\0\0\0\0\0\1\0\1", "echo reply")], proto=1, src=V4[1], dst=V4[0])),
            ("in4-tcp-443", "TCP from port 443", ip4(tcp([Part(b"HTTP/1.0 200\r\n\r\n", "HTTP")], sport=443, dport=CLIENT_PORT), proto=6, src=V4[1], dst=V4[0]))):
        vector(name, about, "pass", parts, hook="ingress")


def main():
    for fill in (types, names, malformed, headers, ipv4, ipv6, others, streams, truncated, unreadable, answers):
        fill()
    stale = []
    for name, parts in FILES.items():
        path, content = HERE / f"{name}.vectors", "\n".join(parts)
        if path.exists() and path.read_text() == content:
            continue
        stale.append(path.name)
        if "--check" not in sys.argv:
            path.write_text(content)
    if "--check" in sys.argv and stale:
        sys.exit("not what generate.py writes: " + ", ".join(stale) + "; run generate.py")
    print(f"{sum(len(p) - 1 for p in FILES.values())} vectors in {len(FILES)} files")


main()
