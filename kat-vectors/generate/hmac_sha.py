"""HMAC with every hash function, by Python's hmac (OpenSSL)."""

import hmac

from common import HASHES, Bytes, VectorSet, text
from tools import PYTHON

ANSWERS = {"HMAC-": f"hmac of {PYTHON}"}


def generate():
    for name, (python, block, size) in HASHES.items():
        source = Bytes(f"HMAC {name}")
        made = VectorSet(f"HMAC-{name.replace('/', '-')}-1.0", f"HMAC-{name}", "1.0")
        for key_length in 1, 14, size, block - 1, block, block + 1, 3 * block:
            for tag_length in sorted({4, 10, size // 2, size}):
                for message_length in 0, 16, block - 9, block, 200:
                    key, message = source.take(key_length), source.take(message_length)
                    tag = hmac.new(key, message, python).digest()[:tag_length]
                    question = {"key": text(key), "msg": text(message)}
                    lengths = {"keyLen": 8 * key_length, "msgLen": 8 * message_length, "macLen": 8 * tag_length}
                    made.group([(question, {"mac": text(tag)})], **lengths)
        made.write()
        second_revision(name)


def second_revision(name):
    """The lengths belong to the case, not to its group."""
    python, block, size = HASHES[name]
    source = Bytes(f"HMAC {name} 2.0")
    made = VectorSet(f"HMAC-{name.replace('/', '-')}-2.0", f"HMAC-{name}", "2.0")
    cases = []
    for key_length, tag_length, message_length in (1, 4, 0), (14, size, 1), (size, 10, block - 1), (block, size, block), (block + 1, size, 1000):
        key, message = source.take(key_length), source.take(message_length)
        tag = hmac.new(key, message, python).digest()[:tag_length]
        lengths = {"keyLen": 8 * key_length, "msgLen": 8 * message_length, "macLen": 8 * tag_length}
        cases.append(({"key": text(key), "msg": text(message), **lengths}, {"mac": text(tag)}))
    made.group(cases)
    made.write()
