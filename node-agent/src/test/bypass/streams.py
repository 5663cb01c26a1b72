# SPDX-License-Identifier: Apache-2.0
"""Paths by TCP sockets."""
import os
import socket
import tempfile
import time

import message
from datagrams import MOVED, OTHER_PORT
from paths import INNOCENT, PATIENCE, hear_stream, path, refusal

IPPROTO_MPTCP = 262


def opened(target, family=socket.AF_INET, address=None, port=None, protocol=0):
    sock = socket.socket(family, socket.SOCK_STREAM, protocol)
    sock.settimeout(PATIENCE)
    try:
        sock.connect((address or (target.address if family == socket.AF_INET else target.address6),
                      port or target.port))
    except OSError as error:
        raise refusal(error) from error
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def pieces(sock, wanted, parts):
    """Sends each part as a segment of its own."""
    with sock:
        try:
            for part in parts:
                sock.sendall(part)
                time.sleep(0.005)
        except OSError as error:
            raise refusal(error) from error
        return hear_stream(sock, wanted)


@path("tcp")
def tcp(target, name):
    return pieces(opened(target), name, [message.framed(message.query(name))])


@path("tcp6")
def tcp6(target, name):
    return pieces(opened(target, socket.AF_INET6), name, [message.framed(message.query(name))])


@path("tcp-v4-mapped")
def tcp_v4_mapped(target, name):
    sock = opened(target, socket.AF_INET6, "::ffff:" + target.address)
    return pieces(sock, name, [message.framed(message.query(name))])


def cut(name, *at):
    whole = message.framed(message.query(name))
    edges = [0, *at, len(whole)]
    return [whole[a:b] for a, b in zip(edges, edges[1:])]


@path("tcp-split-in-length")
def tcp_split_in_length(target, name):
    return pieces(opened(target), name, cut(name, 1))


@path("tcp-split-behind-length")
def tcp_split_behind_length(target, name):
    return pieces(opened(target), name, cut(name, 2))


@path("tcp-split-in-header")
def tcp_split_in_header(target, name):
    return pieces(opened(target), name, cut(name, 7))


@path("tcp-split-in-name")
def tcp_split_in_name(target, name):
    return pieces(opened(target), name, cut(name, 2 + 12 + 5))


@path("tcp-split-in-type")
def tcp_split_in_type(target, name):
    return pieces(opened(target), name, cut(name, 2 + 12 + len(message.labels(name)) + 1))


def by_bytes(data):
    return [data[i:i + 1] for i in range(len(data))]


@path("tcp-byte-by-byte")
def tcp_byte_by_byte(target, name):
    return pieces(opened(target), name, by_bytes(message.framed(message.query(name))))


@path("tcp-pipelined")
def tcp_pipelined(target, name):
    both = message.framed(message.query(INNOCENT, 1)) + message.framed(message.query(name, 2))
    return pieces(opened(target), name, [both])


@path("tcp-pipelined-split")
def tcp_pipelined_split(target, name):
    """The cut lies in the second question's name."""
    both = message.framed(message.query(INNOCENT, 1)) + message.framed(message.query(name, 2))
    return pieces(opened(target), name, [both[:-12], both[-12:]])


@path("tcp-second")
def tcp_second(target, name):
    """A second question on a stream whose first was answered."""
    sock = opened(target)
    sock.sendall(message.framed(message.query(INNOCENT)))
    if not hear_stream(sock, INNOCENT):
        raise OSError("the innocent question was not answered")
    return pieces(sock, name, [message.framed(message.query(name))])


@path("tcp-two-questions")
def tcp_two_questions(target, name):
    return pieces(opened(target), name, [message.framed(message.two_questions(INNOCENT, name))])


@path("tcp-pointer")
def tcp_pointer(target, name):
    return pieces(opened(target), name, [message.framed(message.pointed(name))])


@path("tcp-long-name")
def tcp_long_name(target, name):
    from datagrams import below
    long = below(name, "l" * 63)
    return pieces(opened(target), long, [message.framed(message.query(long))])


@path("tcp-urgent")
def tcp_urgent(target, name):
    """An urgent octet in front: the server takes it out of the stream, so that ours begins one octet later."""
    sock = opened(target)
    with sock:
        # With the octet 1 in front the length reads 256, and the first header an answer's.
        urgent = message.framed(message.query(name, ident=0x4680))
        try:
            sock.send(b"\x01", socket.MSG_OOB)
            time.sleep(0.02)
            sock.sendall(urgent)
        except OSError as error:
            raise refusal(error) from error
        return hear_stream(sock, name)


@path("tcp-fast-open")
def tcp_fast_open(target, name):
    """The question rides on the SYN."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.settimeout(PATIENCE)
    with sock:
        try:
            sock.sendto(message.framed(message.query(name)), socket.MSG_FASTOPEN, (target.address, target.port))
        except OSError as error:
            raise refusal(error) from error
        return hear_stream(sock, name)


@path("tcp-fast-open-split")
def tcp_fast_open_split(target, name):
    whole = message.framed(message.query(name))
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.settimeout(PATIENCE)
    with sock:
        try:
            sock.sendto(whole[:9], socket.MSG_FASTOPEN, (target.address, target.port))
            sock.sendall(whole[9:])
        except OSError as error:
            raise refusal(error) from error
        return hear_stream(sock, name)


@path("tcp-multipath")
def tcp_multipath(target, name):
    return pieces(opened(target, protocol=IPPROTO_MPTCP), name, [message.framed(message.query(name))])


@path("tcp-sendfile")
def tcp_sendfile(target, name):
    """The question lies in pages of a file, not in the segment's linear part."""
    sock = opened(target)
    with sock, tempfile.TemporaryFile() as file:
        file.write(message.framed(message.query(name)))
        file.flush()
        try:
            os.sendfile(sock.fileno(), file.fileno(), 0, 4096)
        except OSError as error:
            raise refusal(error) from error
        return hear_stream(sock, name)


@path("tcp-other-port")
def tcp_other_port(target, name):
    return pieces(opened(target, port=OTHER_PORT), name, [message.framed(message.query(name))])


@path("tcp-moved")
def tcp_moved(target, name):
    return pieces(opened(target, address=MOVED), name, [message.framed(message.query(name))])


@path("tcp-moved-byte-by-byte")
def tcp_moved_byte_by_byte(target, name):
    return pieces(opened(target, address=MOVED), name, by_bytes(message.framed(message.query(name))))
