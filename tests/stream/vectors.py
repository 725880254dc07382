#!/usr/bin/env python3
"""Streams as docs/streams.md describes them, by the Python package cryptography (OpenSSL).

    tests/stream/vectors.py > tests/stream/vectors.json
    tests/stream/vectors.py open KEYFILE CONTEXT < STREAM > PLAINTEXT
"""

import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC, TAG, HEADER, LONGEST = b"QLS1", 16, 40, 1 << 20
MORE, LAST = b"\x00", b"\x01"


def subkey(key, header, context):
    """The AES key of a stream, and the fixed field of its IVs."""
    made = HKDF(hashes.SHA384(), 40, header[8:], header[:8] + context).derive(key)
    return AESGCM(made[:32]), made[32:]


def parts(data, size):
    """At least one; the last has at most `size` bytes."""
    return [data[i : i + size] for i in range(0, len(data), size)] or [b""]


def seal(key, salt, size, context, plaintext):
    header = MAGIC + size.to_bytes(4, "big") + salt
    gcm, name = subkey(key, header, context)
    pieces = parts(plaintext, size)
    out = header
    for number, piece in enumerate(pieces):
        mark = LAST if number + 1 == len(pieces) else MORE
        out += gcm.encrypt(name + number.to_bytes(4, "big"), piece, mark)
    return out


def unseal(key, context, stream):
    """Raises InvalidTag for whatever was not sealed so."""
    header = stream[:HEADER]
    size = int.from_bytes(header[4:8], "big")
    if len(header) < HEADER or header[:4] != MAGIC or not 1 <= size <= LONGEST:
        raise ValueError("no stream of this format")
    gcm, name = subkey(key, header, context)
    pieces = parts(stream[HEADER:], size + TAG)
    out = b""
    for number, piece in enumerate(pieces):
        mark = LAST if number + 1 == len(pieces) else MORE
        out += gcm.decrypt(name + number.to_bytes(4, "big"), piece, mark)
    return out


def case(number, size, length, context):
    take = lambda what, count: hashlib.shake_256(f"stream {number} {what}".encode()).digest(count)
    key, salt, plaintext = take("key", 32), take("salt", 32), take("plaintext", length)
    stream = seal(key, salt, size, context, plaintext)
    assert unseal(key, context, stream) == plaintext
    said = {"key": key, "salt": salt, "context": context, "plaintext": plaintext, "stream": stream}
    return {"partSize": size} | {name: value.hex() for name, value in said.items()}


CASES = [
    (1, 0, b""),
    (1, 1, b"one"),
    (1, 3, b"three parts"),
    (16, 15, b"less than a part"),
    (16, 16, b"one part"),
    (16, 17, b"a byte more"),
    (16, 48, b"whole parts"),
    (7, 100, bytes(range(256))),
    (1000, 4000, b"file.bin"),
    (1024, 4500, b"x" * 1000),
    (LONGEST, 5, b"shorter than a part"),
]

if sys.argv[1:2] == ["open"]:
    key, context = pathlib.Path(sys.argv[2]).read_bytes(), sys.argv[3].encode()
    sys.stdout.buffer.write(unseal(key, context, sys.stdin.buffer.read()))
else:
    print(json.dumps([case(number, *row) for number, row in enumerate(CASES)], indent=1))
