# SPDX-License-Identifier: Apache-2.0
"""Asks a DNS server for one name and exits with what came back; `serve` answers every question with 192.0.2.1.

usage: ask.py udp|udp-connected|tcp|packet SERVER NAME
       ask.py serve ADDRESS
       ask.py unix PATH
"""
import select
import socket
import struct
import sys

RESOLVED, EPERM, SILENCE, RESET = 10, 11, 12, 13


def question(name):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return b"\x12\x34\x01\x00\x00\x01" + bytes(6) + labels + b"\x00\x00\x01\x00\x01"


def outcome(answer):
    if answer[:2] != b"\x12\x34" or not answer[2] & 0x80:
        return 1
    return answer[3] & 15 or RESOLVED


def family(server):
    return socket.AF_INET6 if ":" in server else socket.AF_INET


def udp(server, name, connected):
    s = socket.socket(family(server), socket.SOCK_DGRAM)
    s.settimeout(1)
    if connected:
        s.connect((server, 53))
        s.send(question(name))
    else:
        s.sendto(question(name), (server, 53))
    return outcome(s.recv(512))


def tcp(server, name):
    s = socket.socket(family(server), socket.SOCK_STREAM)
    s.settimeout(1)
    s.connect((server, 53))
    q = question(name)
    s.send(struct.pack("!H", len(q)) + q)
    answer = s.recv(514)
    return outcome(answer[2:]) if answer else RESET


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    return ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF


def packet(server, name):
    """Through the queue of eth0, past the cgroup's hook."""
    q = question(name)
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.settimeout(1)
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probe.connect((server, 9))
    own = probe.getsockname()[0]
    receiver.bind((own, 0))
    datagram = struct.pack("!4H", receiver.getsockname()[1], 53, 8 + len(q), 0) + q
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(datagram), 1, 0, 64, 17, 0)
    head += socket.inet_aton(own) + socket.inet_aton(server)
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sender.bind(("eth0", 0))
    sender.send(b"\xff" * 6 + sender.getsockname()[4] + b"\x08\x00" + head + datagram)
    return outcome(receiver.recv(512))


def serve(address):
    s = socket.socket(family(address), socket.SOCK_DGRAM)
    s.bind((address, 53))
    print("ready", flush=True)
    while True:
        # The end of the input is the end of who started us.
        if sys.stdin in select.select([s, sys.stdin], [], [])[0]:
            return 0
        q, who = s.recvfrom(512)
        end = 12
        while q[end]:
            end += 1 + q[end]
        head = q[:2] + b"\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00"
        s.sendto(head + q[12:end + 5] + b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x01", who)


def unix(path):
    socket.socket(socket.AF_UNIX).connect(path)
    return 0


def main(how, *arguments):
    try:
        if how in ("udp", "udp-connected"):
            return udp(*arguments, how == "udp-connected")
        return {"tcp": tcp, "packet": packet, "serve": serve, "unix": unix}[how](*arguments)
    except PermissionError:
        return EPERM
    except TimeoutError:
        return SILENCE
    except ConnectionError:
        return RESET


sys.exit(main(*sys.argv[1:]))
