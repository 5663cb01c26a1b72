# SPDX-License-Identifier: Apache-2.0
"""Paths by sockets that were open before the filter was there, or before their process was in it."""
import sys

import message
from paths import connected, path, sent, udp
from streams import by_bytes, opened, pieces


def wait_for_filter():
    print("opened", flush=True)
    sys.stdin.readline()


@path("older-udp")
def older_udp(target, name):
    sock = connected(target)
    wait_for_filter()
    return sent(sock, name, lambda: sock.send(message.query(name)))


@path("older-udp-unconnected")
def older_udp_unconnected(target, name):
    sock = udp()
    sock.bind(("", 0))
    wait_for_filter()
    return sent(sock, name, lambda: sock.sendto(message.query(name), (target.address, target.port)))


@path("older-tcp")
def older_tcp(target, name):
    sock = opened(target)
    wait_for_filter()
    return pieces(sock, name, [message.framed(message.query(name))])


@path("older-tcp-byte-by-byte")
def older_tcp_byte_by_byte(target, name):
    sock = opened(target)
    wait_for_filter()
    return pieces(sock, name, by_bytes(message.framed(message.query(name))))
