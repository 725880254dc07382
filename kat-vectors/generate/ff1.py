"""FF1 by SP 800-38G in Python, on AES of the package cryptography; the samples of NIST are compared on each run."""

from aes import KEY_BITS, block_function
from aes_modes import DIRECTIONS, names
from common import Bytes, VectorSet, text
from tools import CRYPTOGRAPHY

ANSWERS = {"ACVP-AES-FF1": f"SP 800-38G in Python on AES of {CRYPTOGRAPHY}"}


def number(numerals, radix):
    value = 0
    for numeral in numerals:
        value = value * radix + numeral
    return value


def numerals_of(value, radix, count):
    out = []
    for _ in range(count):
        value, numeral = divmod(value, radix)
        out.append(numeral)
    return out[::-1]


def encrypt(key, radix, tweak, numerals):
    """Algorithm 7."""
    block = block_function(key)
    n = len(numerals)
    u, v = n // 2, n - n // 2
    a, b_half = numerals[:u], numerals[u:]
    b = -(-(radix**v - 1).bit_length() // 8)
    d = 4 * -(-b // 4) + 4
    p = bytes([1, 2, 1]) + radix.to_bytes(3, "big") + bytes([10, u % 256]) + n.to_bytes(4, "big") + len(tweak).to_bytes(4, "big")
    for i in range(10):
        q = tweak + bytes((-len(tweak) - b - 1) % 16) + bytes([i]) + number(b_half, radix).to_bytes(b, "big")
        r = bytes(16)
        for j in range(0, len(p + q), 16):
            r = block(bytes(x ^ y for x, y in zip(r, (p + q)[j : j + 16])))
        s = r
        for j in range(1, -(-d // 16)):
            s += block((int.from_bytes(r, "big") ^ j).to_bytes(16, "big"))
        m = u if i % 2 == 0 else v
        c = (number(a, radix) + int.from_bytes(s[:d], "big")) % radix**m
        a, b_half = b_half, numerals_of(c, radix, m)
    return a + b_half


def generate():
    key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
    digits = list(range(10))
    assert encrypt(key, 10, b"", digits) == [2, 4, 3, 3, 4, 7, 7, 4, 8, 4]
    assert encrypt(key, 10, bytes.fromhex("39383736353433323130"), digits) == [6, 1, 2, 4, 2, 0, 0, 7, 7, 3]
    source = Bytes("AES-FF1")
    made = VectorSet("ACVP-AES-FF1-1.0", "ACVP-AES-FF1", "1.0")
    # Alphabets of every size: characters from U+4E00 on where ASCII has too few.
    ascii_letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/"
    for radix, lengths in (
        (2, (20, 21, 64, 300)),
        (3, (13, 100)),
        (10, (6, 7, 9, 16, 19, 56, 57, 200)),
        (26, (5, 40)),
        (36, (4, 19, 77)),
        (64, (4, 33)),
        (255, (3, 30)),
        (256, (3, 31)),
        (257, (3, 32)),
        (4096, (2, 3, 60)),
    ):
        alphabet = ascii_letters[:radix] if radix <= 64 else "".join(chr(0x4E00 + i) for i in range(radix))
        for direction in DIRECTIONS:
            into, outof = names(direction)
            for bits in KEY_BITS:
                cases = []
                for i, length in enumerate(lengths):
                    key, tweak = source.take(bits // 8), source.take((0, 16, 7, 33)[i % 4])
                    drawn = source.take(4 * length)
                    plain = [int.from_bytes(drawn[4 * j : 4 * j + 4], "big") % radix for j in range(length)]
                    strings = {
                        "pt": "".join(alphabet[x] for x in plain),
                        "ct": "".join(alphabet[x] for x in encrypt(key, radix, tweak, plain)),
                    }
                    question = {"key": text(key), "tweak": text(tweak), "tweakLen": 8 * len(tweak), into: strings[into]}
                    cases.append((question, {outof: strings[outof]}))
                made.group(cases, direction=direction, keyLen=bits, alphabet=alphabet, radix=radix)
    made.write()
