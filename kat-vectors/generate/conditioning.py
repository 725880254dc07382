"""Conditioning components of SP 800-90B, written from SP 800-90A on OpenSSL's AES and hashlib."""

import hashlib

from aes import stream
from common import HASHES, Bytes, VectorSet, text
from tools import CRYPTOGRAPHY, PYTHON

ANSWERS = {"Conditioning": f"SP 800-90A section 10.3 in Python, on AES of {CRYPTOGRAPHY} and hashlib of {PYTHON}"}

KEY_BITS = 128, 192, 256


def cbc_mac(key, data):
    return stream("CBC", key, bytes(16), "encrypt")(data)[-16:]


def block_cipher_df(key_length, data, length):
    """SP 800-90A revision 1, section 10.3.2."""
    s = len(data).to_bytes(4, "big") + length.to_bytes(4, "big") + data + b"\x80"
    s += bytes(-len(s) % 16)
    key = bytes(range(key_length))
    temp, i = b"", 0
    while len(temp) < key_length + 16:
        temp += cbc_mac(key, i.to_bytes(4, "big") + bytes(12) + s)
        i += 1
    key, x = temp[:key_length], temp[key_length : key_length + 16]
    block, out = stream("ECB", key, None, "encrypt"), b""
    while len(out) < length:
        x = block(x)
        out += x
    return out[:length]


def hash_df(name, data, length):
    """SP 800-90A revision 1, section 10.3.1."""
    out, counter = b"", 1
    while len(out) < length:
        out += hashlib.new(HASHES[name][0], bytes([counter]) + (8 * length).to_bytes(4, "big") + data).digest()
        counter += 1
    return out[:length]


def generate():
    source = Bytes("conditioning AES-CBC-MAC")
    made = VectorSet(
        "ConditioningComponent-AES-CBC-MAC-Sp800-90B", "ConditioningComponent", "SP800-90B", "AES-CBC-MAC"
    )
    for bits in KEY_BITS:
        cases = []
        for blocks in 1, 2, 3, 16, 64:
            key, data = source.take(bits // 8), source.take(16 * blocks)
            cases.append(({"key": text(key), "pt": text(data), "ptLen": 128 * blocks}, {"ct": text(cbc_mac(key, data))}))
        made.group(cases, keyLen=bits)
    made.write()

    source = Bytes("conditioning BlockCipher_DF")
    made = VectorSet(
        "ConditioningComponent-BlockCipher_DF-Sp800-90B", "ConditioningComponent", "SP800-90B", "BlockCipher_DF"
    )
    for bits in KEY_BITS:
        for length in 16, 32, 48, 64:
            cases = []
            for input_length in 1, 16, 55, 100, 300:
                data = source.take(input_length)
                question = {"inputString": text(data), "inputLen": 8 * input_length}
                cases.append((question, {"requestedBits": text(block_cipher_df(bits // 8, data, length))}))
            made.group(cases, keyLen=bits, outputLen=8 * length)
    made.write()

    source = Bytes("conditioning Hash_DF")
    made = VectorSet("ConditioningComponent-Hash_DF-Sp800-90B", "ConditioningComponent", "SP800-90B", "Hash_DF")
    for name, (_, _, size) in HASHES.items():
        cases = []
        for length in 1, 32, 55, 100, 300:
            data = source.take(length)
            question = {"payload": text(data), "payloadLen": 8 * length}
            cases.append((question, {"requestedBits": text(hash_df(name, data, size))}))
        made.group(cases, hashAlg=name)
    made.write()
