# SPDX-License-Identifier: Apache-2.0
"""usage: lookup.py NAME    Python's socket.getaddrinfo: the addresses, or the error, then "after N ms"."""
import socket
import sys
import time

began = time.perf_counter()
failed = None
found = []
try:
    found = socket.getaddrinfo(sys.argv[1], None, type=socket.SOCK_STREAM)
except socket.gaierror as e:
    failed = e
took = (time.perf_counter() - began) * 1000
for *_, address in found:
    print(address[0])
if failed:
    print(f"{type(failed).__name__}: {failed}")
print(f"after {took:.2f} ms")
sys.exit(failed is not None)
