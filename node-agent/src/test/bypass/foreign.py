#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""usage: foreign.py tcx|clsact DEVICE    puts a program at the device's egress that is not ours and passes every packet

In front of all others under tcx, or as the first filter of a clsact qdisc. It says TCX_PASS (TC_ACT_OK), which ends the
chain: no program behind it sees a packet. Prints "attached"; goes when its standard input ends.
"""
import ctypes
import os
import socket
import struct
import subprocess
import sys

SYS_BPF = {"x86_64": 321, "aarch64": 280}[os.uname().machine]
BPF_PROG_LOAD, BPF_OBJ_PIN, BPF_LINK_CREATE = 5, 6, 28
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
kind, device = sys.argv[1:]
if kind == "tcx":
    # The link goes with this process.
    link = bpf(BPF_LINK_CREATE, struct.pack("=IIIIIIQ", program, socket.if_nametoindex(device), BPF_TCX_EGRESS,
                                            BPF_F_BEFORE, 0, 0, 0))
else:
    pin = f"/sys/fs/bpf/firebreak-foreign-{os.getpid()}"
    path = ctypes.create_string_buffer(pin.encode())
    bpf(BPF_OBJ_PIN, struct.pack("=QII", ctypes.addressof(path), program, 0))
    subprocess.run(["tc", "qdisc", "add", "dev", device, "clsact"], stderr=subprocess.DEVNULL, check=False)
    subprocess.run(["tc", "filter", "add", "dev", device, "egress", "prio", "1", "bpf", "da", "object-pinned", pin],
                   check=True)
    os.unlink(pin)
print("attached", flush=True)
sys.stdin.read()
if kind == "clsact":
    subprocess.run(["tc", "qdisc", "del", "dev", device, "clsact"], check=True)
