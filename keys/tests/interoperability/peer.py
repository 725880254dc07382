"""The other side of interoperability.rs: the keys of OpenSSL, through the package `cryptography`.

Reads a line for each case, in hexadecimal digits, and answers with one:
    sign ALGORITHM PUBLIC MESSAGE SIGNATURE   verifies; gives PUBLIC SIGNATURE of a new key
    agree ALGORITHM PUBLIC                    gives PUBLIC SECRET of a new key
"""

import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, x448, x25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NIST = {
    "P224": (ec.SECP224R1(), 28, hashes.SHA224()),
    "P256": (ec.SECP256R1(), 32, hashes.SHA256()),
    "P384": (ec.SECP384R1(), 48, hashes.SHA384()),
    "P521": (ec.SECP521R1(), 66, hashes.SHA512()),
}
OTHERS = {
    "Ed25519": (ed25519.Ed25519PublicKey, ed25519.Ed25519PrivateKey),
    "Ed448": (ed448.Ed448PublicKey, ed448.Ed448PrivateKey),
    "X25519": (x25519.X25519PublicKey, x25519.X25519PrivateKey),
    "X448": (x448.X448PublicKey, x448.X448PrivateKey),
}


def point(key):
    """A point without compression."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sign(algorithm, public, message, signature):
    """Verifies, and signs the same message with a new key."""
    if algorithm in OTHERS:
        public_type, private_type = OTHERS[algorithm]
        public_type.from_public_bytes(public).verify(signature, message)
        key = private_type.generate()
        return key.public_key().public_bytes_raw(), key.sign(message)
    curve, size, function = NIST[algorithm.removeprefix("ECDSA-")]
    how = ec.ECDSA(function)
    assert len(signature) == 2 * size
    r, s = (int.from_bytes(half, "big") for half in (signature[:size], signature[size:]))
    ec.EllipticCurvePublicKey.from_encoded_point(curve, public).verify(encode_dss_signature(r, s), message, how)
    key = ec.generate_private_key(curve)
    own = decode_dss_signature(key.sign(message, how))
    return point(key), b"".join(number.to_bytes(size, "big") for number in own)


def agree(algorithm, public):
    """Agrees with a new key."""
    if algorithm in OTHERS:
        public_type, private_type = OTHERS[algorithm]
        key = private_type.generate()
        return key.public_key().public_bytes_raw(), key.exchange(public_type.from_public_bytes(public))
    curve = NIST[algorithm.removeprefix("ECDH-")][0]
    key = ec.generate_private_key(curve)
    peer = ec.EllipticCurvePublicKey.from_encoded_point(curve, public)
    return point(key), key.exchange(ec.ECDH(), peer)


for line in sys.stdin:
    action, name, *parts = line.split()
    answer = {"sign": sign, "agree": agree}[action](name, *map(bytes.fromhex, parts))
    print(*(part.hex() for part in answer), flush=True)
