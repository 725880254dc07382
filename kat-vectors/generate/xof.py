"""SHAKE by hashlib (OpenSSL), and by Keccak in Python where a length is not whole bytes."""

import hashlib

import keccak
from common import Bytes, VectorSet, text
from tools import PYTHON

ANSWERS = {"SHAKE-": f"hashlib of {PYTHON}; parts of bytes: FIPS 202 in Python"}


def shake(strength, message, out_size):
    return hashlib.new(f"shake_{strength}", message).digest(out_size)


def case(source, strength, length, out_length):
    message = bytearray(source.take((length + 7) // 8))
    if length % 8:
        message[-1] &= 0xFF << (-length % 8) & 0xFF
    out = keccak.to_bytes(keccak.shake_bits(strength, bytes(message), length, out_length))
    if length % 8 == 0 and out_length % 8 == 0:
        assert out == shake(strength, bytes(message), out_length // 8)
    question = {"msg": text(bytes(message)), "len": length, "outLen": out_length}
    return question, {"md": text(out), "outLen": out_length}


def monte_carlo(strength, seed, least, most):
    """ACVP's Monte Carlo test of SHAKE; see draft-celi-acvp-sha3, section 6.2.2."""
    value, size, results = seed, most // 8, []
    for _ in range(100):
        for _ in range(1000):
            value, used = shake(strength, value[:16].ljust(16, b"\0"), size), size
            size = least // 8 + int.from_bytes(value[-2:], "big") % (most // 8 - least // 8 + 1)
        results.append({"md": text(value), "outLen": 8 * used})
    return results


def generate_shake(strength):
    source = Bytes(f"SHAKE-{strength}")
    rate = 200 - strength // 4
    made = VectorSet(f"SHAKE-{strength}-1.0", f"SHAKE-{strength}", "1.0")
    lengths = [8 * size for size in [*range(5), rate - 2, rate - 1, rate, rate + 1, 2 * rate - 1, 2 * rate, 1000]]
    lengths += [1, 2, 3, 4, 5, 6, 7, 9, *range(8 * rate - 9, 8 * rate + 2), 3001]
    made.group([case(source, strength, length, strength) for length in lengths])
    outputs = [16, 17, 23, 8 * rate - 1, 8 * rate, 8 * rate + 1, 16 * rate, 16 * rate + 8, 10000]
    made.group([case(source, strength, strength, length) for length in outputs], "VOT")
    seed = source.take(16)
    question = {"msg": text(seed), "len": 128}
    results = {"outLen": 0, "resultsArray": monte_carlo(strength, seed, 128, 4096)}
    made.group([(question, results)], "MCT", mctVersion="standard", minOutLen=128, maxOutLen=4096)
    made.write()


def generate():
    for strength in 128, 256:
        generate_shake(strength)
