# SPDX-License-Identifier: Apache-2.0
"""Paths by AF_PACKET sockets (CAP_NET_RAW), which no filter of sockets sees: the answerer of a pod must judge these."""
import socket
import struct
import subprocess

import message
import packets
from packets import Ear, Stream
from paths import INNOCENT, path, refusal
from raw import PORTS

ETH_P_IP, ETH_P_VLAN, ETH_P_UNKNOWN = 0x0800, 0x8100, 0x88B5
SOL_PACKET, PACKET_VNET_HDR = 263, 15


def next_hop(address):
    words = subprocess.run(["ip", "route", "get", address], capture_output=True, check=True, text=True).stdout.split()
    return words[words.index("via") + 1] if "via" in words else address


def hardware_address(address):
    """The next hop's, asked for by a packet to a harmless port."""
    neighbour = next_hop(address)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _ in range(20):
            sock.settimeout(0.05)
            try:
                sock.connect((address, 9))
                sock.send(b"")
                sock.recv(1)
            except OSError:
                pass
            with open("/proc/net/arp") as table:
                for line in table:
                    words = line.split()
                    if words[0] == neighbour and words[2] != "0x0":
                        return bytes.fromhex(words[3].replace(":", ""))
    raise OSError(f"{neighbour} has no hardware address")


def ethernet(target, protocol, payload, tag=b""):
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as sock:
        sock.bind((target.device, 0))
        own = sock.getsockname()[4]
    return hardware_address(target.address) + own + tag + struct.pack(">H", protocol) + payload


def question(target, port, name):
    source = packets.source_towards(target.address)
    datagram = packets.udp(source, target.address, port, target.port, message.query(name))
    return packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram)


def put(target, frame, protocol, kind=socket.SOCK_RAW):
    with socket.socket(socket.AF_PACKET, kind, 0) as sock:
        destination = hardware_address(target.address) if kind == socket.SOCK_DGRAM else b""
        try:
            sock.sendto(frame, (target.device, protocol, 0, 0, destination))
        except OSError as error:
            raise refusal(error) from error


@path("packet-udp")
def packet_udp(target, name):
    port = next(PORTS)
    with Ear(target.device, port) as ear:
        put(target, ethernet(target, ETH_P_IP, question(target, port, name)), ETH_P_IP)
        return ear.datagrams(name)


@path("packet-udp-cooked")
def packet_udp_cooked(target, name):
    """The kernel writes the Ethernet header."""
    port = next(PORTS)
    with Ear(target.device, port) as ear:
        put(target, question(target, port, name), ETH_P_IP, socket.SOCK_DGRAM)
        return ear.datagrams(name)


@path("packet-udp-misnamed")
def packet_udp_misnamed(target, name):
    """The sender tells the kernel another protocol than the frame's header tells the receiver."""
    port = next(PORTS)
    with Ear(target.device, port) as ear:
        put(target, ethernet(target, ETH_P_IP, question(target, port, name)), ETH_P_UNKNOWN)
        return ear.datagrams(name)


@path("packet-udp-priority-tag")
def packet_udp_priority_tag(target, name):
    """A VLAN tag of VLAN 0 is no VLAN: the receiver takes it off (IEEE 802.1Q)."""
    port = next(PORTS)
    with Ear(target.device, port) as ear:
        tag = struct.pack(">HH", ETH_P_VLAN, 0)
        put(target, ethernet(target, ETH_P_IP, question(target, port, name), tag), ETH_P_VLAN)
        return ear.datagrams(name)


@path("packet-udp-gso")
def packet_udp_gso(target, name):
    """Segmentation offload as a virtual machine asks for it: two questions in one frame, their number not told."""
    source, port = packets.source_towards(target.address), next(PORTS)
    first, second = message.query(INNOCENT, 1), message.query(name, 2)
    first += b"\0" * (len(second) - len(first))
    payload = first + second
    size = 8 + len(payload)
    # The kernel finishes the checksum of each segment: it begins with the pseudo header's.
    begun = ~packets.checksum(packets.pseudo(source, target.address, socket.IPPROTO_UDP, size)) & 0xFFFF
    datagram = struct.pack(">HHHH", port, target.port, size, begun) + payload
    packet = packets.ipv4(source, target.address, socket.IPPROTO_UDP, datagram)
    # struct virtio_net_hdr: needs checksum, UDP_L4, header size, segment size, checksum's start and offset
    offload = struct.pack("=BBHHHH", 1, 5, 14 + 20 + 8, len(first), 14 + 20, 6)
    with Ear(target.device, port) as ear, socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as sock:
        sock.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
        try:
            sock.sendto(offload + ethernet(target, ETH_P_IP, packet), (target.device, ETH_P_IP))
        except OSError as error:
            raise refusal(error) from error
        return ear.datagrams(name)


def packet_stream(target, ear):
    source = packets.source_towards(target.address)

    def send(segment):
        packet = packets.ipv4(source, target.address, socket.IPPROTO_TCP, segment)
        put(target, ethernet(target, ETH_P_IP, packet), ETH_P_IP)
    return Stream(ear, send, source, target.address, ear.port, target.port, 0x10000000)


@path("packet-tcp")
def packet_tcp(target, name):
    with Ear(target.device, next(PORTS)) as ear:
        made = packet_stream(target, ear)
        made.open()
        made.push(message.framed(message.query(name)))
        return made.hears(name)


@path("packet-tcp-split")
def packet_tcp_split(target, name):
    with Ear(target.device, next(PORTS)) as ear:
        made = packet_stream(target, ear)
        made.open()
        whole = message.framed(message.query(name))
        for part in whole[:1], whole[1:9], whole[9:20], whole[20:]:
            made.push(part)
        return made.hears(name)
