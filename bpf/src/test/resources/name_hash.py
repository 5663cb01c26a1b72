# SPDX-License-Identifier: Apache-2.0
"""The name hash of firebreak_abi.h, written a third time, apart from the kernel's and Java's: prints name-hash.txt."""
import hashlib

MASK = (1 << 64) - 1


def rotate(x, bits):
    return (x << bits | x >> (64 - bits)) & MASK


def sip_round(v):
    v[0] = (v[0] + v[1]) & MASK
    v[1] = rotate(v[1], 13) ^ v[0]
    v[0] = rotate(v[0], 32)
    v[2] = (v[2] + v[3]) & MASK
    v[3] = rotate(v[3], 16) ^ v[2]
    v[0] = (v[0] + v[3]) & MASK
    v[3] = rotate(v[3], 21) ^ v[0]
    v[2] = (v[2] + v[1]) & MASK
    v[1] = rotate(v[1], 17) ^ v[2]
    v[2] = rotate(v[2], 32)


def name_hash(seed, name):
    magic = b"somepseudorandomlygeneratedbytes"
    v = [int.from_bytes(magic[i * 8:i * 8 + 8], "big") ^ seed[i & 1] for i in range(4)]
    for label in reversed(name.lower().encode("latin-1").split(b".")):
        whole = len(label) // 8 * 8
        words = [label[i:i + 8] for i in range(0, whole, 8)]
        words.append(label[whole:].ljust(7, b"\0") + bytes([len(label)]))
        for word in words:
            m = int.from_bytes(word, "little")
            v[3] ^= m
            sip_round(v)
            v[0] ^= m
    sign = (v[0] ^ v[1] ^ v[2] ^ v[3]) * 0x9E3779B97F4A7C15 & MASK
    v[2] ^= 0xFF
    for _ in range(3):
        sip_round(v)
    return sign, v[0] ^ v[1], v[2] ^ v[3]


print("# digest name sign h0 h1, printed by name_hash.py")
for text in ("a", "b"):
    digest = hashlib.sha256(text.encode()).digest()
    seed = [int.from_bytes(digest[i:i + 8], "little") for i in (16, 24)]
    for name in ("com", "example.com", "Frontend.EXAMPLE.com", "a.b", "ab", "abcdefg.x", "abcdefgh.x", "abcdefghi.x",
                 "x" * 63 + ".example", ".".join(["a"] * 127), "_dmarc.example.com", "\xe9t\xe9.example"):
        print(digest.hex(), name.encode("latin-1").hex(), *("%016x" % part for part in name_hash(seed, name)))
