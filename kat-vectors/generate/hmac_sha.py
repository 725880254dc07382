"""HMAC with every hash function, by Python's hmac (OpenSSL)."""

import hmac

from common import HASHES, Bytes, VectorSet, text


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
