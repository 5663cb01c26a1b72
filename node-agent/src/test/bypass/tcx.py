#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""usage: tcx.py DEVICE    puts a program in front of all others at the device's tcx egress that passes every packet

It says TCX_PASS, which ends the chain: no program behind it sees a packet. Prints "attached"; goes when it ends.
"""
import ctypes
import os
import signal
import socket
import struct
import sys

SYS_BPF = {"x86_64": 321, "aarch64": 280}[os.uname().machine]
BPF_PROG_LOAD, BPF_LINK_CREATE = 5, 28
BPF_PROG_TYPE_SCHED_CLS, BPF_TCX_EGRESS, BPF_F_BEFORE = 3, 47, 1 << 3

libc = ctypes.CDLL(None, use_errno=True)


def bpf(command, attributes):
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    result = libc.syscall(SYS_BPF, command, buffer, len(attributes))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"bpf({command})")
    return result


# r0 = 0 (TCX_PASS); exit
code = ctypes.create_string_buffer(struct.pack("<BBhi", 0xB7, 0, 0, 0) + struct.pack("<BBhi", 0x95, 0, 0, 0))
licence = ctypes.create_string_buffer(b"GPL")
program = bpf(BPF_PROG_LOAD, struct.pack("=IIQQIIQII16s", BPF_PROG_TYPE_SCHED_CLS, 2, ctypes.addressof(code),
                                         ctypes.addressof(licence), 0, 0, 0, 0, 0, b"foreign"))
link = bpf(BPF_LINK_CREATE, struct.pack("=IIIIIIQ", program, socket.if_nametoindex(sys.argv[1]), BPF_TCX_EGRESS,
                                        BPF_F_BEFORE, 0, 0, 0))
print("attached", flush=True)
signal.pause()
