"""Keys of DSA that are always the same: primes behind the output of SHAKE256 for a label. The package cryptography (OpenSSL) verifies what
is signed with them."""

import functools
import hashlib

from cryptography.hazmat.primitives.asymmetric import dsa, utils
from rsa_numbers import is_prime, octets, prime

SIZES = [(1024, 160), (2048, 224), (2048, 256), (3072, 256)]


def number(bits, label):
    return int.from_bytes(hashlib.shake_256(label.encode()).digest(bits // 8), "big")


@functools.cache
def parameters(bits, label):
    """p, q, g."""
    q = prime(bits[1], label + " q")
    p = number(bits[0], label + " p") | 3 << (bits[0] - 2)
    p += 1 - p % (2 * q)
    while not is_prime(p):
        p += 2 * q
    assert p.bit_length() == bits[0] and q.bit_length() == bits[1]
    return p, q, pow(2, (p - 1) // q, p)


@functools.cache
def key(bits, label):
    """x and y."""
    p, q, g = parameters(bits, label)
    x = number(bits[1] + 64, label + " x") % (q - 1) + 1
    return x, pow(g, x, p)


def public_key(bits, label):
    _, y = key(bits, label)
    return dsa.DSAPublicNumbers(y, dsa.DSAParameterNumbers(*parameters(bits, label))).public_key()


def sign(bits, label, digest, algorithm, k_label):
    """r and s of a hash value; OpenSSL verifies them."""
    (p, q, g), (x, _) = parameters(bits, label), key(bits, label)
    k = number(bits[1] + 64, k_label) % (q - 1) + 1
    z = int.from_bytes(digest[: bits[1] // 8], "big")
    r = pow(g, k, p) % q
    s = pow(k, -1, q) * (z + x * r) % q
    public_key(bits, label).verify(utils.encode_dss_signature(r, s), digest, utils.Prehashed(algorithm))
    return octets(r, bits[1]), octets(s, bits[1])
