"""Hash values of the tables of multiples that the module's curves work with. The points are those of the packages cryptography (OpenSSL)
and pycryptodome; how the module keeps them is written here."""

import hashlib

from Crypto.PublicKey import ECC
from cryptography.hazmat.primitives.asymmetric import ec
from ecdsa import CURVES as NIST
from eddsa import CURVES as EDWARDS

# The prime, the bits of the order and of a window, and the windows from one table to the next: `src/algorithms/ec/p*.rs`.
COMBS = {
    "P-224": (2**224 - 2**96 + 1, 224, 5, 2),
    "P-256": (2**256 - 2**224 + 2**192 + 2**96 - 1, 256, 6, 2),
    "P-384": (2**384 - 2**128 - 2**96 + 2**32 - 1, 384, 5, 2),
    "P-521": (2**521 - 1, 521, 5, 4),
}
P_25519, P_448 = 2**255 - 19, 2**448 - 2**224 - 1
D_25519 = -121665 * pow(121666, -1, P_25519)
# The prime, the windows of the table, and the digits from one to the next: `src/algorithms/edwards/ed*.rs`.
WINDOWS = {"ED-25519": (P_25519, 32, 2), "ED-448": (P_448, 38, 3)}


def kept(numbers, p):
    """As limbs of 64 bits, the least significant first."""
    return b"".join((number % p).to_bytes(-(-p.bit_length() // 64) * 8, "little") for number in numbers)


def comb(name):
    """The odd multiples of each table, in Montgomery's form."""
    curve, order, _ = NIST[name]
    p, bits, width, passes = COMBS[name]
    r = 2 ** (-(-p.bit_length() // 64) * 64)
    for table in range(-(-(-(-bits // width)) // passes)):
        for odd in range(1, 2**width, 2):
            scalar = odd * 2 ** (width * passes * table) % order
            point = ec.derive_private_key(scalar, curve).public_key().public_numbers()
            yield kept((point.x * r, point.y * r), p)


def addend(name, point):
    x, y = int(point.x), int(point.y)
    if name == "ED-25519":
        return kept((y + x, y - x, 2 * D_25519 * x * y), P_25519)
    return kept((x, y, -39081 * x * y), P_448)


def edwards(name):
    """1 to 8 times the point of each window, then the odd multiples of the base point up to 63."""
    _, windows, stride = WINDOWS[name]
    order, base = EDWARDS[name][4], ECC.generate(curve=EDWARDS[name][0])
    generator = ECC.EccPoint(base._curve.Gx, base._curve.Gy, curve=EDWARDS[name][0])
    for window in range(windows):
        for multiple in range(1, 9):
            yield addend(name, generator * (multiple * 16 ** (stride * window) % order))
    for odd in range(1, 64, 2):
        yield addend(name, generator * odd)


def values():
    for name in COMBS:
        yield f"tables {name}", hashlib.sha256(b"".join(comb(name))).digest()
    for name in WINDOWS:
        yield f"tables {name}", hashlib.sha256(b"".join(edwards(name))).digest()
