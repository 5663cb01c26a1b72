# SPDX-License-Identifier: Apache-2.0
"""The register of paths: ways to put a question to a DNS server. Each is a function of a Target and a name."""
import dataclasses
import errno
import select
import socket
import time

import message

PATIENCE = 1.5
INNOCENT = "innocent.example.com"
PATHS = {}


@dataclasses.dataclass(frozen=True)
class Target:
    """Where the server is and what a path may need to know of its surroundings."""
    address: str = "192.0.2.53"
    address6: str = "2001:db8:2::53"
    port: int = 53
    mark: int = 0
    device: str = "eth0"


class Refused(Exception):
    """The question was turned down in words: by an errno or by an answer that says no."""


def path(name):
    def register(function):
        PATHS[name] = function
        return function
    return register


def refusal(error):
    return Refused(errno.errorcode.get(error.errno, str(error)))


def hear(sock, wanted, size=65535):
    """Reads datagrams until one gives the wanted name an address. False: none did before patience was over."""
    end = time.monotonic() + PATIENCE
    refused = None
    while (left := end - time.monotonic()) > 0:
        if not select.select([sock], [], [], 0.05 if refused else left)[0]:
            if refused:
                raise Refused(refused)
            continue
        try:
            heard = sock.recv(size, socket.MSG_DONTWAIT)
        except BlockingIOError:
            sock.recvmsg(0, 512, socket.MSG_ERRQUEUE)  # no datagram, but the kernel's word that it let go of our pages
            continue
        except OSError as error:
            raise refusal(error) from error
        if wanted.lower() in message.resolved(heard):
            return True
        if message.is_refusal(heard):
            # Two questions may be under way: the other's answer may still come.
            refused = "NXDOMAIN"
    if refused:
        raise Refused(refused)
    return False


def hear_stream(sock, wanted):
    """Reads DNS over TCP until a message gives the wanted name an address."""
    end = time.monotonic() + PATIENCE
    stream = b""
    while (left := end - time.monotonic()) > 0:
        if not select.select([sock], [], [], left)[0]:
            return False
        try:
            more = sock.recv(4096)
        except OSError as error:
            raise refusal(error) from error
        if not more:
            raise Refused("closed")
        stream += more
        while len(stream) >= 2 and len(stream) >= 2 + (size := stream[0] << 8 | stream[1]):
            if wanted.lower() in message.resolved(stream[2:2 + size]):
                return True
            stream = stream[2 + size:]
    return False


def sent(sock, wanted, send):
    """Sends by the given function and hears the answer; an errno of the sending is a refusal."""
    with sock:
        try:
            send()
        except OSError as error:
            raise refusal(error) from error
        return hear(sock, wanted)


def udp(family=socket.AF_INET):
    return socket.socket(family, socket.SOCK_DGRAM)


def connected(target, family=socket.AF_INET, address=None, port=None):
    sock = udp(family)
    sock.connect((address or (target.address if family == socket.AF_INET else target.address6), port or target.port))
    return sock
