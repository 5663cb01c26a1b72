#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""usage: tunnel.py NAMESPACE    joins this network namespace and that one by tun0, a device without Ethernet headers"""
import ctypes
import fcntl
import os
import select
import struct
import sys

TUNSETIFF, IFF_TUN, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 1, 0x1000, 0x40000000


def tun():
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", b"tun0", IFF_TUN | IFF_NO_PI))
    return device


here = tun()

namespace = os.open(sys.argv[1], os.O_RDONLY)
if ctypes.CDLL(None).setns(namespace, CLONE_NEWNET):
    sys.exit("setns failed")
there = tun()
other = {here: there, there: here}
while True:
    for device in select.select([here, there], [], [])[0]:
        packet = os.read(device, 65535)
        try:
            os.write(other[device], packet)
        except OSError:
            continue  # the other end is down yet
