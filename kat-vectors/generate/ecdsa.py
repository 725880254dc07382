"""ECDSA by the package cryptography (OpenSSL): key pairs, deterministic signatures, and the verification of every signature. Those
with a given per-message secret are computed here, by FIPS 186-5 section 6.4.1, from the points that the package computes."""

import hashlib

from common import Bytes, VectorSet, text
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from tools import PACKAGE

ANSWERS = {
    "ECDSA-": f"{PACKAGE}; signatures with a given per-message secret: FIPS 186-5 section 6.4.1 on its points, verified by it",
    "DetECDSA-": PACKAGE,
}

# The curve, its order, and the bytes of a scalar.
CURVES = {
    "P-224": (ec.SECP224R1(), 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFF16A2E0B8F03E13DD29455C5C2A3D, 28),
    "P-256": (ec.SECP256R1(), 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551, 32),
    "P-384": (
        ec.SECP384R1(),
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        48,
    ),
    "P-521": (ec.SECP521R1(), 2**521 - 2**260 + 0xA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409, 66),
}
# hashlib's name, the package's, and the output of SHAKE.
HASHES = {
    "SHA2-224": ("sha224", hashes.SHA224(), None),
    "SHA2-256": ("sha256", hashes.SHA256(), None),
    "SHA2-384": ("sha384", hashes.SHA384(), None),
    "SHA2-512": ("sha512", hashes.SHA512(), None),
    "SHA2-512/224": ("sha512_224", hashes.SHA512_224(), None),
    "SHA2-512/256": ("sha512_256", hashes.SHA512_256(), None),
    "SHA3-224": ("sha3_224", hashes.SHA3_224(), None),
    "SHA3-256": ("sha3_256", hashes.SHA3_256(), None),
    "SHA3-384": ("sha3_384", hashes.SHA3_384(), None),
    "SHA3-512": ("sha3_512", hashes.SHA3_512(), None),
    "SHAKE-128": ("shake_128", hashes.SHA256(), 32),
    "SHAKE-256": ("shake_256", hashes.SHA512(), 64),
}


def digest(name, message):
    function, _, size = HASHES[name]
    made = hashlib.new(function, message)
    return made.digest(size) if size else made.digest()


def number(value, size):
    return text(value.to_bytes(size, "big"))


def scalar(source, curve):
    """A number from 1 to n - 1."""
    _, n, size = CURVES[curve]
    return int.from_bytes(source.take(size + 8), "big") % (n - 1) + 1


def multiple(curve, k):
    return ec.derive_private_key(k, CURVES[curve][0]).public_key().public_numbers()


def point(curve, public):
    size = CURVES[curve][2]
    return {"qx": number(public.x, size), "qy": number(public.y, size)}


def signed(curve, d, k, value):
    """r and s (section 6.4.1)."""
    _, n, size = CURVES[curve]
    e = int.from_bytes(value[:size], "big")
    r = multiple(curve, k).x % n
    return r, pow(k, -1, n) * (e + r * d) % n


def verifies(curve, public, hash_name, message, r, s):
    # SHAKE goes by a function with as long a value.
    value, algorithm = digest(hash_name, message), utils.Prehashed(HASHES[hash_name][1])
    try:
        key = ec.EllipticCurvePublicNumbers(*public, CURVES[curve][0]).public_key()
        key.verify(utils.encode_dss_signature(r, s), value, ec.ECDSA(algorithm))
        return True
    except (InvalidSignature, ValueError):
        return False


def key_generation(source):
    made = VectorSet("ECDSA-keyGen-FIPS186-5", "ECDSA", "FIPS186-5", mode="keyGen")
    for curve in CURVES:
        _, n, size = CURVES[curve]
        scalars = [1, 2, n - 1] + [scalar(source, curve) for _ in range(7)]
        cases = [({}, {"d": number(d, size), **point(curve, multiple(curve, d))}) for d in scalars]
        made.group(cases, curve=curve, secretGenerationMode="testing candidates")
    made.write()


def spoiled_points(curve, public):
    """A point, its negative, and none: on another place, with coordinates that are not below the prime, at the origin."""
    bits = CURVES[curve][0].key_size
    x, y = public.x, public.y
    yield x, y
    yield x, y ^ 1
    yield y, x
    yield 0, 0
    yield 2**bits - 1, y
    yield x, 2**bits - 1


def is_point(curve, x, y):
    try:
        ec.EllipticCurvePublicNumbers(x, y, CURVES[curve][0]).public_key()
        return True
    except ValueError:
        return False


def key_validation(source):
    made = VectorSet("ECDSA-keyVer-FIPS186-5", "ECDSA", "FIPS186-5", mode="keyVer")
    for curve in CURVES:
        size, cases = CURVES[curve][2], []
        for x, y in spoiled_points(curve, multiple(curve, scalar(source, curve))):
            cases.append(({"qx": number(x, size), "qy": number(y, size)}, {"testPassed": is_point(curve, x, y)}))
        made.group(cases, curve=curve)
    made.write()


def secrets(source, curve):
    """Per-message secrets: the smallest and largest, short ones, those with a short inverse, and one of full length."""
    _, n, size = CURVES[curve]
    short = int.from_bytes(source.take(size - 9), "big")
    return [1, n - 1, short, pow(short, -1, n), scalar(source, curve)]


def signing(source):
    made = VectorSet("ECDSA-sigGen-FIPS186-5", "ECDSA", "FIPS186-5", mode="sigGen")
    for curve in CURVES:
        size = CURVES[curve][2]
        for i, hash_name in enumerate(HASHES):
            d, cases = scalar(source, curve), []
            chosen = secrets(source, curve)
            for k in (chosen[i % len(chosen)], chosen[-1]):
                message = source.take(1 + 40 * i)
                r, s = signed(curve, d, k, digest(hash_name, message))
                public = multiple(curve, d)
                assert verifies(curve, (public.x, public.y), hash_name, message, r, s)
                question = {"message": text(message), "k": number(k, size)}
                cases.append((question, {"r": number(r, size), "s": number(s, size)}))
            made.group(cases, curve=curve, hashAlg=hash_name, componentTest=False, d=number(d, size))
    made.write()


def deterministic(source):
    made = VectorSet("DetECDSA-sigGen-FIPS186-5", "DetECDSA", "FIPS186-5", mode="sigGen")
    for curve in CURVES:
        size = CURVES[curve][2]
        for hash_name in (name for name in HASHES if not name.startswith("SHAKE")):
            d, cases = scalar(source, curve), []
            key = ec.derive_private_key(d, CURVES[curve][0])
            for length in (0, 99):
                message = source.take(length)
                algorithm = ec.ECDSA(HASHES[hash_name][1], deterministic_signing=True)
                r, s = utils.decode_dss_signature(key.sign(message, algorithm))
                cases.append(({"message": text(message)}, {"r": number(r, size), "s": number(s, size)}))
            made.group(cases, curve=curve, hashAlg=hash_name, componentTest=False, d=number(d, size))
    made.write()


def spoiled(curve, public, r, s):
    """A signature as it was made, and others: r, s and the key changed, numbers of zero, of n, and beyond it."""
    n = CURVES[curve][1]
    q = (public.x, public.y)
    yield q, r, s
    # The negative of s serves as well.
    yield q, r, n - s
    yield q, r ^ 1, s
    yield q, r, s ^ 1
    yield (public.x, public.y ^ 1), r, s
    for bad in (0, n, n + 1):
        yield q, bad, s
        yield q, r, bad


def verifying(source):
    made = VectorSet("ECDSA-sigVer-FIPS186-5", "ECDSA", "FIPS186-5", mode="sigVer")
    for curve in CURVES:
        size = CURVES[curve][2]
        for i, hash_name in enumerate(HASHES):
            d, cases = scalar(source, curve), []
            public = multiple(curve, d)
            message = source.take(1 + 40 * i)
            made_so = signed(curve, d, scalar(source, curve), digest(hash_name, message))
            candidates = list(spoiled(curve, public, *made_so))
            for q, r, s in candidates if i % 4 == 1 else candidates[:3]:
                answer = {"testPassed": verifies(curve, q, hash_name, message, r, s)}
                question = {"message": text(message), "qx": number(q[0], size), "qy": number(q[1], size)}
                cases.append(({**question, "r": number(r, size), "s": number(s, size)}, answer))
            made.group(cases, curve=curve, hashAlg=hash_name, componentTest=False)
    made.write()


def generate():
    source = Bytes("ECDSA")
    key_generation(source)
    key_validation(source)
    signing(source)
    deterministic(source)
    verifying(source)
