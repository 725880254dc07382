"""CMAC with AES by the Python package cryptography (OpenSSL)."""

from common import Bytes, VectorSet, text
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.cmac import CMAC
from tools import PACKAGE

ANSWERS = {"CMAC-": PACKAGE}


def tag(key, message):
    mac = CMAC(algorithms.AES(key))
    mac.update(message)
    return mac.finalize()


def generate():
    source = Bytes("CMAC-AES")
    made = VectorSet("CMAC-AES-1.0", "CMAC-AES", "1.0")
    for key_length in 16, 24, 32:
        for message_length in 0, 1, 15, 16, 17, 32, 33, 100, 1024:
            for tag_length in 4, 8, 13, 16:
                lengths = {"keyLen": 8 * key_length, "msgLen": 8 * message_length, "macLen": 8 * tag_length}
                key, message = source.take(key_length), source.take(message_length)
                right = tag(key, message)[:tag_length]
                question = {"key": text(key), "message": text(message)}
                made.group([(question, {"mac": text(right)})], direction="gen", **lengths)
                wrong = right[:-1] + bytes([right[-1] ^ 1])
                checks = [({**question, "mac": text(given)}, {"testPassed": given == right}) for given in (right, wrong)]
                made.group(checks, direction="ver", **lengths)
    made.write()
