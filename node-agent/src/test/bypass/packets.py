# SPDX-License-Identifier: Apache-2.0
"""IP, UDP and TCP by hand, and an ear on a device that no filter of sockets stands in front of."""
import ipaddress
import select
import socket
import struct
import time

import message
from paths import PATIENCE, Refused

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
ETH_P_ALL, OUTGOING = 3, 4


def packed(address):
    return ipaddress.ip_address(address).packed


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def pseudo(source, destination, protocol, size):
    return packed(source) + packed(destination) + struct.pack(">II", size, protocol)


def udp(source, destination, sport, dport, payload):
    size = 8 + len(payload)
    bare = struct.pack(">HHHH", sport, dport, size, 0) + payload
    total = checksum(pseudo(source, destination, socket.IPPROTO_UDP, size) + bare)
    return bare[:6] + struct.pack(">H", total or 0xFFFF) + payload


def tcp(source, destination, sport, dport, seq, ack, flags, payload=b""):
    bare = struct.pack(">HHIIBBHHH", sport, dport, seq, ack, 0x50, flags, 0xFFFF, 0, 0) + payload
    total = checksum(pseudo(source, destination, socket.IPPROTO_TCP, len(bare)) + bare)
    return bare[:16] + struct.pack(">H", total) + bare[18:]


def ipv4(source, destination, protocol, payload, ident=0x4642, fragment=0):
    head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident, fragment, 64, protocol, 0,
                       packed(source), packed(destination))
    return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + payload


def ipv6(source, destination, protocol, payload):
    return struct.pack(">IHBB", 6 << 28, len(payload), protocol, 64) + packed(source) + packed(destination) + payload


def source_towards(address):
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect((address, 9))
        return sock.getsockname()[0]


class Ear:
    """Hears what comes in by a device for one local port, before any socket gets it."""

    def __init__(self, device, port):
        self.port = port
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
        self.sock.bind((device, ETH_P_ALL))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()

    def packets(self, patience=PATIENCE):
        """Yields (protocol, segment from the UDP or TCP header on) until patience is over."""
        end = time.monotonic() + patience
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.sock], [], [], left)[0]:
                return
            packet, (_, _, kind, _, _) = self.sock.recvfrom(65535)
            if kind == OUTGOING:
                continue
            if packet[0] >> 4 == 4:
                protocol, segment = packet[9], packet[(packet[0] & 15) * 4:struct.unpack(">H", packet[2:4])[0]]
            else:
                protocol, segment = packet[6], packet[40:]
            if len(segment) >= 8 and struct.unpack(">H", segment[2:4])[0] == self.port:
                yield protocol, segment

    def datagrams(self, wanted):
        """True when an answer with the wanted name's address comes."""
        refused = None
        for protocol, segment in self.packets():
            if protocol != socket.IPPROTO_UDP:
                continue
            if wanted in message.resolved(segment[8:]):
                return True
            if message.is_refusal(segment[8:]):
                refused = "NXDOMAIN"
        if refused:
            raise Refused(refused)
        return False


class Stream:
    """TCP in user space: just enough to open a stream and to push bytes into it, lost on an ideal wire only."""

    def __init__(self, ear, send, source, destination, sport, dport, seq):
        self.ear, self.send = ear, send
        self.ends = source, destination, sport, dport
        self.seq, self.ack, self.heard = seq, 0, b""

    def segment(self, flags, payload=b""):
        self.send(tcp(*self.ends, self.seq, self.ack, flags, payload))
        self.seq = (self.seq + len(payload) + bool(flags & SYN)) & 0xFFFFFFFF

    def open(self):
        self.segment(SYN)
        if not self.await_flag(SYN):
            raise Refused("no SYN came back")
        self.segment(ACK)

    def push(self, data):
        self.segment(PSH | ACK, data)

    def await_flag(self, wanted):
        for flags in self.receive():
            if flags & wanted:
                return True
        return False

    def receive(self):
        for protocol, segment in self.ear.packets():
            if protocol != socket.IPPROTO_TCP:
                continue
            seq, ack, offset, flags = struct.unpack(">IIBB", segment[4:14])
            if flags & RST:
                raise Refused("ECONNRESET")
            payload = segment[(offset >> 4) * 4:]
            if flags & SYN:
                self.ack = (seq + 1) & 0xFFFFFFFF
            elif seq == self.ack and payload:
                self.heard += payload
                self.ack = (self.ack + len(payload)) & 0xFFFFFFFF
                self.segment(ACK)
            yield flags

    def hears(self, wanted):
        for _ in self.receive():
            stream = self.heard
            while len(stream) >= 2 and len(stream) >= 2 + (size := stream[0] << 8 | stream[1]):
                if wanted in message.resolved(stream[2:2 + size]):
                    return True
                stream = stream[2 + size:]
        return False
