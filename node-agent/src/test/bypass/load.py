#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""usage: load.py SECONDS FILE DENIED ALLOWED    looks both names up again and again, by UDP and TCP in turns

Appends a line each to FILE: "NAME resolved", or "NAME" and what it heard instead. The last line is "end".
"""
import sys
import time

import datagrams  # noqa: F401, registers its paths
import paths
import streams  # noqa: F401

seconds, file, denied, allowed = sys.argv[1:]
end = time.monotonic() + float(seconds)
target = paths.Target()
with open(file, "a", buffering=1) as log:
    print("begin", file=log)
    while time.monotonic() < end:
        for path in "udp-connected", "udp-unconnected", "tcp":
            for name in denied, allowed:
                try:
                    heard = "resolved" if paths.PATHS[path](target, name) else "silent"
                except (paths.Refused, OSError) as refused:
                    heard = f"refused {refused}"
                print(name, heard, path, file=log)
        time.sleep(0.002)
    print("end", file=log)
