# SPDX-License-Identifier: Apache-2.0
"""Paths by raw IP sockets (CAP_NET_RAW): headers, fragments and whole TCP streams of our own making."""
import itertools
import random
import socket
import struct

import message
import packets
from packets import ACK, SYN, Ear, Stream
from paths import INNOCENT, path, refusal

# Below the kernel's own. From these site.sh lets no reset out: the box's kernel knows nothing of our streams. Another
# process begins elsewhere, for the server still has the streams of the last.
PORTS = itertools.count(20000 + random.randrange(10000))
MORE = 0x2000


def sends(sock, address):
    def send(packet):
        try:
            sock.sendto(packet, (address, 0))
        except OSError as error:
            raise refusal(error) from error
    return send


def header_socket():
    return socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)


@path("raw-udp")
def raw_udp(target, name):
    """Our own IP header, too."""
    source, port = packets.source_towards(target.address), next(PORTS)
    datagram = packets.udp(source, target.address, port, target.port, message.query(name))
    with header_socket() as sock, Ear(target.device, port) as ear:
        sends(sock, target.address)(packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram))
        return ear.datagrams(name)


@path("raw-udp-kernel-header")
def raw_udp_kernel_header(target, name):
    source, port = packets.source_towards(target.address), next(PORTS)
    datagram = packets.udp(source, target.address, port, target.port, message.query(name))
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP) as sock, Ear(target.device, port) as ear:
        sends(sock, target.address)(datagram)
        return ear.datagrams(name)


@path("raw-udp6")
def raw_udp6(target, name):
    source, port = packets.source_towards(target.address6), next(PORTS)
    datagram = packets.udp(source, target.address6, port, target.port, message.query(name))
    with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_UDP) as sock, Ear(target.device, port) as ear:
        sends(sock, target.address6)(datagram)
        return ear.datagrams(name)


@path("raw-udp-fragments")
def raw_udp_fragments(target, name):
    """The first fragment has the ports and half a header, the second has the name."""
    source, port = packets.source_towards(target.address), next(PORTS)
    datagram = packets.udp(source, target.address, port, target.port, message.query(name))
    with header_socket() as sock, Ear(target.device, port) as ear:
        send = sends(sock, target.address)
        send(packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram[:16], 7, MORE))
        send(packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram[16:], 7, 2))
        return ear.datagrams(name)


@path("raw-udp-fragments-reversed")
def raw_udp_fragments_reversed(target, name):
    """The fragment with the name goes first, and it has no ports."""
    source, port = packets.source_towards(target.address), next(PORTS)
    datagram = packets.udp(source, target.address, port, target.port, message.query(name))
    with header_socket() as sock, Ear(target.device, port) as ear:
        send = sends(sock, target.address)
        send(packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram[8:], 8, 1))
        send(packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram[:8], 8, MORE))
        return ear.datagrams(name)


@path("raw-udp6-fragments")
def raw_udp6_fragments(target, name):
    source, port = packets.source_towards(target.address6), next(PORTS)
    datagram = packets.udp(source, target.address6, port, target.port, message.query(name))

    def fragment(offset, more, data):
        return struct.pack(">BBHI", socket.IPPROTO_UDP, 0, offset << 3 | more, 9) + data
    with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW) as sock, Ear(target.device, port) as ear:
        send = sends(sock, target.address6)
        for part in fragment(0, 1, datagram[:16]), fragment(2, 0, datagram[16:]):
            send(packets.ipv6(source, target.address6, 44, part))
        return ear.datagrams(name)


def stream(sock, ear, target, seq):
    source = packets.source_towards(target.address)
    send = sends(sock, target.address)
    return Stream(ear, lambda segment: send(packets.ipv4(source, target.address, socket.IPPROTO_TCP, segment)),
                  source, target.address, ear.port, target.port, seq)


@path("raw-tcp")
def raw_tcp(target, name):
    with header_socket() as sock, Ear(target.device, next(PORTS)) as ear:
        made = stream(sock, ear, target, 0x10000000)
        made.open()
        made.push(message.framed(message.query(name)))
        return made.hears(name)


@path("raw-tcp-two-streams")
def raw_tcp_two_streams(target, name):
    """One socket, two streams: what the second sends looks like a retransmission of the first."""
    with header_socket() as sock, Ear(target.device, next(PORTS)) as ear:
        stream(sock, ear, target, 0x40000000).send(
            packets.tcp(packets.source_towards(target.address), target.address, next(PORTS), target.port,
                        0x40000000, 0, SYN))
        made = stream(sock, ear, target, 0x20000000)
        made.open()
        made.push(message.framed(message.query(name)))
        return made.hears(name)


@path("raw-tcp-overwritten")
def raw_tcp_overwritten(target, name):
    """A harmless question is judged, but sent with a broken checksum; the retransmission is another one."""
    source = packets.source_towards(target.address)
    with header_socket() as sock, Ear(target.device, next(PORTS)) as ear:
        made = stream(sock, ear, target, 0x10000000)
        made.open()
        wanted = message.framed(message.query(name))
        innocent = message.framed(message.query(INNOCENT))
        harmless = packets.tcp(*made.ends, made.seq, made.ack, ACK, innocent + b"\0" * (len(wanted) - len(innocent)))
        broken = harmless[:16] + bytes([harmless[16] ^ 0xFF]) + harmless[17:]
        sends(sock, target.address)(packets.ipv4(source, target.address, socket.IPPROTO_TCP, broken))
        made.push(wanted)
        return made.hears(name)
