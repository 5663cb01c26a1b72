# SPDX-License-Identifier: Apache-2.0
"""Paths by UDP sockets."""
import ctypes
import socket
import struct

import message
from paths import INNOCENT, Target, connected, path, sent, udp

SOL_UDP, UDP_SEGMENT = 17, 103
SO_ZEROCOPY, MSG_ZEROCOPY, SO_MARK = 60, 0x4000000, 36
IPV6_HOPOPTS, IPV6_DSTOPTS = 54, 59


@path("udp-connected")
def udp_connected(target: Target, name):
    sock = connected(target)
    return sent(sock, name, lambda: sock.send(message.query(name)))


@path("udp-unconnected")
def udp_unconnected(target, name):
    sock = udp()
    return sent(sock, name, lambda: sock.sendto(message.query(name), (target.address, target.port)))


@path("udp6-connected")
def udp6_connected(target, name):
    sock = connected(target, socket.AF_INET6)
    return sent(sock, name, lambda: sock.send(message.query(name)))


@path("udp6-unconnected")
def udp6_unconnected(target, name):
    sock = udp(socket.AF_INET6)
    return sent(sock, name, lambda: sock.sendto(message.query(name), (target.address6, target.port)))


@path("udp-v4-mapped")
def udp_v4_mapped(target, name):
    sock = connected(target, socket.AF_INET6, "::ffff:" + target.address)
    return sent(sock, name, lambda: sock.send(message.query(name)))


@path("udp-v4-mapped-unconnected")
def udp_v4_mapped_unconnected(target, name):
    sock = udp(socket.AF_INET6)
    return sent(sock, name, lambda: sock.sendto(message.query(name), ("::ffff:" + target.address, target.port)))


@path("udp-peer-elsewhere")
def udp_peer_elsewhere(target, name):
    """Connected to a harmless port, sent to the server by address; a second socket of the same port hears the answer."""
    sender, receiver = udp(), udp()
    for sock in (receiver, sender):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("", receiver.getsockname()[1]))
    sender.connect((target.address, 9))
    with sender:
        return sent(receiver, name, lambda: sender.sendto(message.query(name), (target.address, target.port)))


@path("udp-reconnected")
def udp_reconnected(target, name):
    """First an innocent question, then the peer is taken away and the next is sent by address."""
    sock = connected(target)
    sock.send(message.query(INNOCENT))
    sock.recv(512)
    ctypes.CDLL(None).connect(sock.fileno(), struct.pack("=H14x", socket.AF_UNSPEC), 16)
    return sent(sock, name, lambda: sock.sendto(message.query(name), (target.address, target.port)))


@path("udp-mixed-case")
def udp_mixed_case(target, name):
    mixed = "".join(c.upper() if i % 2 else c for i, c in enumerate(name))
    sock = udp()
    return sent(sock, name, lambda: sock.sendto(message.query(mixed), (target.address, target.port)))


def below(name, label):
    """The longest name below this one made of such labels: 255 octets on the wire, or as near as they come."""
    while len(label) + 1 + len(name) <= 253:
        name = label + "." + name
    left = 253 - len(name) - 1
    return "x" * left + "." + name if left > 0 else name


@path("udp-long-labels")
def udp_long_labels(target, name):
    long = below(name, "l" * 63)
    sock = udp()
    return sent(sock, long, lambda: sock.sendto(message.query(long), (target.address, target.port)))


@path("udp-many-labels")
def udp_many_labels(target, name):
    long = below(name, "m")
    sock = udp()
    return sent(sock, long, lambda: sock.sendto(message.query(long), (target.address, target.port)))


@path("udp-ip-options")
def udp_ip_options(target, name):
    sock = udp()
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, b"\x01\x01\x01\x01" * 3)
    return sent(sock, name, lambda: sock.sendto(message.query(name), (target.address, target.port)))


def with_extension(target, name, kind):
    sock = udp(socket.AF_INET6)
    padding = b"\0\0\x01\x04\0\0\0\0"
    sock.setsockopt(socket.IPPROTO_IPV6, kind, padding)
    return sent(sock, name, lambda: sock.sendto(message.query(name), (target.address6, target.port)))


@path("udp6-hop-by-hop")
def udp6_hop_by_hop(target, name):
    return with_extension(target, name, IPV6_HOPOPTS)


@path("udp6-destination-options")
def udp6_destination_options(target, name):
    return with_extension(target, name, IPV6_DSTOPTS)


@path("udp-two-questions")
def udp_two_questions(target, name):
    sock = connected(target)
    return sent(sock, name, lambda: sock.send(message.two_questions(INNOCENT, name)))


@path("udp-pointer")
def udp_pointer(target, name):
    sock = connected(target)
    return sent(sock, name, lambda: sock.send(message.pointed(name)))


class MessageHeader(ctypes.Structure):
    _fields_ = [("name", ctypes.c_void_p), ("name_size", ctypes.c_uint32), ("vector", ctypes.c_void_p),
                ("vector_size", ctypes.c_size_t), ("control", ctypes.c_void_p), ("control_size", ctypes.c_size_t),
                ("flags", ctypes.c_int), ("sent", ctypes.c_uint64)]


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_char_p), ("size", ctypes.c_size_t)]


@path("udp-sendmmsg")
def udp_sendmmsg(target, name):
    """Two datagrams by one system call: the first is innocent."""
    sock = connected(target)
    queries = [message.query(INNOCENT, 1), message.query(name, 2)]
    vectors = (Vector * 2)(*[(q, len(q)) for q in queries])
    headers = (MessageHeader * 2)()
    for i in range(2):
        headers[i].vector = ctypes.addressof(vectors) + i * ctypes.sizeof(Vector)
        headers[i].vector_size = 1
    libc = ctypes.CDLL(None, use_errno=True)

    def send():
        if libc.sendmmsg(sock.fileno(), headers, 2, 0) < 0:
            raise OSError(ctypes.get_errno(), "sendmmsg")
    return sent(sock, name, send)


@path("udp-msg-more")
def udp_msg_more(target, name):
    sock = connected(target)
    whole = message.query(name)

    def send():
        for i in range(0, len(whole), 7):
            sock.send(whole[i:i + 7], socket.MSG_MORE if i + 7 < len(whole) else 0)
    return sent(sock, name, send)


@path("udp-zerocopy")
def udp_zerocopy(target, name):
    sock = connected(target)
    sock.setsockopt(socket.SOL_SOCKET, SO_ZEROCOPY, 1)
    return sent(sock, name, lambda: sock.send(message.query(name), MSG_ZEROCOPY))


@path("udp-gso")
def udp_gso(target, name):
    """Segmentation offload: one buffer, cut into an innocent question and the other."""
    sock = connected(target)
    first, second = message.query(INNOCENT, 1), message.query(name, 2)
    first += b"\0" * (len(second) - len(first))

    def send():
        sock.setsockopt(SOL_UDP, UDP_SEGMENT, len(first))
        sock.send(first + second)
    return sent(sock, name, send)


@path("udp-gso-single")
def udp_gso_single(target, name):
    """The option is set, but what is sent is one segment."""
    sock = connected(target)
    sock.setsockopt(SOL_UDP, UDP_SEGMENT, 512)
    return sent(sock, name, lambda: sock.send(message.query(name)))


@path("udp-forged-mark")
def udp_forged_mark(target, name):
    sock = connected(target)
    sock.setsockopt(socket.SOL_SOCKET, SO_MARK, struct.pack("=I", target.mark))
    return sent(sock, name, lambda: sock.send(message.query(name)))


OTHER_PORT = 5300


@path("udp-other-port")
def udp_other_port(target, name):
    sock = connected(target, port=OTHER_PORT)
    return sent(sock, name, lambda: sock.send(message.query(name)))


MOVED = "192.0.2.54"  # NAT moves port 53 of this address to another port of the server


@path("udp-moved-connected")
def udp_moved_connected(target, name):
    sock = connected(target, address=MOVED)
    return sent(sock, name, lambda: sock.send(message.query(name)))


@path("udp-moved-unconnected")
def udp_moved_unconnected(target, name):
    sock = udp()
    return sent(sock, name, lambda: sock.sendto(message.query(name), (MOVED, 53)))


@path("udp-moved-pointer")
def udp_moved_pointer(target, name):
    sock = connected(target, address=MOVED)
    return sent(sock, name, lambda: sock.send(message.pointed(name)))


@path("udp-moved-two-questions")
def udp_moved_two_questions(target, name):
    sock = udp()
    return sent(sock, name, lambda: sock.sendto(message.two_questions(INNOCENT, name), (MOVED, 53)))
