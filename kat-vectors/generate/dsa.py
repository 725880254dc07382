"""Signatures of DSA that are verified, by Python's integers and OpenSSL, through the package cryptography, which verifies each."""

import hashlib

from common import HASHES as COMMON
from common import ROOT, Bytes, VectorSet, text
from cryptography.hazmat.primitives import hashes
from dsa_numbers import SIZES, key, number, parameters, sign
from rsa_numbers import is_prime, octets
from tools import CRYPTOGRAPHY

ANSWERS = {"DSA-": f"Python's integers, verified by {CRYPTOGRAPHY}"}

HASHES = {
    "SHA-1": hashes.SHA1(),
    "SHA2-224": hashes.SHA224(),
    "SHA2-256": hashes.SHA256(),
    "SHA2-384": hashes.SHA384(),
    "SHA2-512": hashes.SHA512(),
    "SHA2-512/224": hashes.SHA512_224(),
    "SHA2-512/256": hashes.SHA512_256(),
}


def digest(name, message):
    return hashlib.new(COMMON[name][0], message).digest()


def generate():
    """Right signatures; another message, r, s and y; r and s of 0 and q, and s + q where there is room."""
    source = Bytes("DSA")
    made = VectorSet("DSA-SigVer-1.0", "DSA", "1.0", mode="sigVer")
    for bits in SIZES:
        for name, algorithm in HASHES.items():
            label = f"DSA {bits}"
            (p, q, g), (_, y) = parameters(bits, label), key(bits, label)
            message = source.take(33)
            r, s = sign(bits, label, digest(name, message), algorithm, f"{label} {name} k")
            right = {"y": text(octets(y, bits[0])), "message": text(message), "r": text(r), "s": text(s)}
            other = bytes([message[0] ^ 1]) + message[1:]
            wrong = [
                {"message": text(other)},
                {"r": text(r[:-1] + bytes([r[-1] ^ 1]))},
                {"s": text(s[:-1] + bytes([s[-1] ^ 1]))},
                {"r": text(bytes(len(r)))},
                {"s": text(bytes(len(s)))},
                {"r": text(octets(q, bits[1]))},
                {"s": text(octets(q, bits[1]))},
                {"y": text(octets(g * y % p, bits[0]))},
                {"y": text(octets(p - y, bits[0]))},
            ]
            cases = [(right, {"testPassed": True})]
            cases += [({**right, **change}, {"testPassed": False}) for change in (wrong if name == "SHA2-256" else wrong[:1])]
            p, q, g = octets(p, bits[0]), octets(q, bits[1]), octets(g, bits[0])
            made.group(cases, l=bits[0], n=bits[1], hashAlg=name, p=text(p), q=text(q), g=text(g))
    made.write()


def examples():
    """p, q, g, y of 1024 and 160 bits, and signatures of one byte, 7, after SHA-256 and SHA3-256, for the module's own tests."""
    bits, label = SIZES[0], "DSA example"
    (p, q, g), (_, y) = parameters(bits, label), key(bits, label)
    signatures = [
        sign(bits, label, digest(name, bytes([7])), algorithm, "DSA example k" + more)
        for name, algorithm, more in (("SHA2-256", hashes.SHA256(), ""), ("SHA3-256", hashes.SHA3_256(), " SHA3"))
    ]
    place = ROOT.parent / "tests" / "common" / "operations" / "dsa.bin"
    place.write_bytes(octets(p, 1024) + octets(q, 160) + octets(g, 1024) + octets(y, 1024) + b"".join(r + s for r, s in signatures))


def composite():
    """p that is the product of two primes, and g whose order is the q of the example: only a primality test refuses them."""
    _, q, _ = parameters(SIZES[0], "DSA example")
    primes = []
    for label in "DSA composite 1", "DSA composite 2":
        p = number(512, label) | 3 << 510
        p += 1 - p % (2 * q)
        while not is_prime(p):
            p += 2 * q
        primes.append(p)
    a, b = primes
    g = [pow(2, (p - 1) // q, p) for p in primes]
    whole = (g[0] * b * pow(b, -1, a) + g[1] * a * pow(a, -1, b)) % (a * b)
    assert (a * b - 1) % q == 0 and pow(whole, q, a * b) == 1 and (a * b).bit_length() == 1024
    return octets(a * b, 1024), octets(whole, 1024)
