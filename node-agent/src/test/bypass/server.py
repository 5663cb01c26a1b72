#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""usage: server.py PORT...    a DNS server that gives every name an address and forgives every fault

Stricter servers refuse some of what the bypasses send; what gets past this one's door would get past any. Listens on all
addresses of its network namespace, UDP and TCP, IPv4 and IPv6, TCP fast open too. Prints "listening" when it does.
"""
import socket
import struct
import sys
import threading

import message

TCP_FASTOPEN = 23


def serve_udp(sock):
    while True:
        datagram, sender = sock.recvfrom(65535)
        try:
            sock.sendto(message.answer(datagram), sender)
        except (ValueError, IndexError, OSError, struct.error):
            continue


def serve_connection(sock):
    with sock:
        stream = b""
        while True:
            while len(stream) >= 2 and len(stream) >= 2 + (size := stream[0] << 8 | stream[1]):
                try:
                    sock.sendall(message.framed(message.answer(stream[2:2 + size])))
                except (ValueError, IndexError, OSError, struct.error):
                    return
                stream = stream[2 + size:]
            try:
                more = sock.recv(4096)
            except OSError:
                return
            if not more:
                return
            stream += more


def serve_tcp(sock):
    while True:
        connection, _ = sock.accept()
        threading.Thread(target=serve_connection, args=(connection,), daemon=True).start()


def main():
    for port in map(int, sys.argv[1:]):
        # One dual-stack socket would answer IPv4 from another source address on a host with several.
        for family, any_address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            udp = socket.socket(family, socket.SOCK_DGRAM)
            tcp = socket.socket(family, socket.SOCK_STREAM)
            for sock in (udp, tcp):
                if family == socket.AF_INET6:
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                sock.bind((any_address, port))
            tcp.listen(64)
            tcp.setsockopt(socket.IPPROTO_TCP, TCP_FASTOPEN, 16)
            threading.Thread(target=serve_udp, args=(udp,), daemon=True).start()
            threading.Thread(target=serve_tcp, args=(tcp,), daemon=True).start()
    print("listening", flush=True)
    threading.Event().wait()


main()
