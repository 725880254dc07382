"""Hybrids of ML-KEM and Diffie-Hellman, written from draft-ietf-tls-ecdhe-mlkem and draft-connolly-cfrg-xwing-kem over
kyber-py and the curves of the package cryptography (OpenSSL). The first case of X-Wing's draft is checked, too."""

import hashlib
from importlib.metadata import version

from common import Bytes, VectorSet, text
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from kyber_py.ml_kem import ML_KEM_768, ML_KEM_1024
from tools import CRYPTOGRAPHY

ANSWERS = {"HybridKEM-": f"Python package kyber-py {version('kyber-py')} for ML-KEM; for the curves: {CRYPTOGRAPHY}"}


class X25519:
    private, public = 32, 32

    @staticmethod
    def public_key(private):
        return x25519.X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    @staticmethod
    def agree(private, public):
        key = x25519.X25519PrivateKey.from_private_bytes(private)
        return key.exchange(x25519.X25519PublicKey.from_public_bytes(public))


class OnCurve:
    def __init__(self, curve, size):
        self.curve, self.private, self.public = curve, size, 1 + 2 * size

    def key(self, private):
        return ec.derive_private_key(int.from_bytes(private, "big"), self.curve)

    def public_key(self, private):
        return self.key(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def agree(self, private, public):
        peer = ec.EllipticCurvePublicKey.from_encoded_point(self.curve, public)
        return self.key(private).exchange(ec.ECDH(), peer)


P256, P384 = OnCurve(ec.SECP256R1(), 32), OnCurve(ec.SECP384R1(), 48)

# Whether the half of ML-KEM comes first, and both halves.
COMBINATIONS = {
    "X25519MLKEM768": (True, ML_KEM_768, X25519),
    "SecP256r1MLKEM768": (False, ML_KEM_768, P256),
    "SecP384r1MLKEM1024": (False, ML_KEM_1024, P384),
    "X-Wing": (True, ML_KEM_768, X25519),
}


def joined(name, lattice, group):
    return lattice + group if COMBINATIONS[name][0] else group + lattice


def split(name, whole, group):
    """The half of ML-KEM, and that of the group, which has so many bytes."""
    return (whole[:-group], whole[-group:]) if COMBINATIONS[name][0] else (whole[group:], whole[:group])


def seed_size(name):
    return 32 if name == "X-Wing" else 64 + COMBINATIONS[name][2].private


def private_halves(name, seed):
    _, lattice, group = COMBINATIONS[name]
    whole = hashlib.shake_256(seed).digest(96) if name == "X-Wing" else seed
    of_lattice, of_group = split(name, whole, group.private)
    ek, dk = lattice.key_derive(of_lattice)
    return ek, dk, of_group


def encapsulation_key(name, seed):
    ek, _, private = private_halves(name, seed)
    return joined(name, ek, COMBINATIONS[name][2].public_key(private))


def combined(name, of_lattice, of_group, ephemeral, public):
    if name == "X-Wing":
        return hashlib.sha3_256(of_lattice + of_group + ephemeral + public + rb"\.//^" + b"\\").digest()
    return joined(name, of_lattice, of_group)


def encapsulated(name, ek, m, ephemeral):
    """The ciphertext and the secret of randomness and an ephemeral private key."""
    _, lattice, group = COMBINATIONS[name]
    of_lattice, of_group = split(name, ek, group.public)
    k, c = lattice._encaps_internal(of_lattice, m)
    public = group.public_key(ephemeral)
    secret = combined(name, k, group.agree(ephemeral, of_group), public, of_group)
    return joined(name, c, public), secret


def decapsulated(name, seed, ciphertext):
    _, lattice, group = COMBINATIONS[name]
    _, dk, private = private_halves(name, seed)
    c, ephemeral = split(name, ciphertext, group.public)
    k = lattice.decaps(dk, c)
    return combined(name, k, group.agree(private, ephemeral), ephemeral, group.public_key(private))


def first_case_of_x_wing():
    """Seed and randomness of the draft's first case are the beginning of SHAKE128 of nothing; the answer is its own."""
    stream = hashlib.shake_128(b"").digest(96)
    ek = encapsulation_key("X-Wing", stream[:32])
    ciphertext, secret = encapsulated("X-Wing", ek, stream[32:64], stream[64:])
    assert secret.hex() == "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384"
    return stream[:32], ek, stream[32:64], stream[64:], ciphertext, secret


def self_test(name):
    """What the self-test hashes: the public keys, the ciphertext and the secret."""
    group = COMBINATIONS[name][2]
    # Of a candidate that the generator gives, one more is the scalar (FIPS 186-5 section A.2.2).
    ephemeral = bytes([1] * group.private)
    if group is not X25519:
        ephemeral = ephemeral[:-1] + bytes([2])
    ek = encapsulation_key(name, bytes(range(seed_size(name))))
    ciphertext, secret = encapsulated(name, ek, bytes(range(128, 160)), ephemeral)
    return hashlib.sha3_256(ek + ciphertext + secret).digest()


def key_generations(source, name):
    for _ in range(5):
        seed = source.take(seed_size(name))
        yield {"seed": text(seed)}, {"ek": text(encapsulation_key(name, seed))}


def encapsulations(source, name):
    if name == "X-Wing":
        _, ek, m, ephemeral, c, k = first_case_of_x_wing()
        yield {"ek": text(ek), "m": text(m), "ephemeral": text(ephemeral)}, {"c": text(c), "k": text(k)}
    for _ in range(5):
        ek = encapsulation_key(name, source.take(seed_size(name)))
        m, ephemeral = source.take(32), source.take(COMBINATIONS[name][2].private)
        c, k = encapsulated(name, ek, m, ephemeral)
        yield {"ek": text(ek), "m": text(m), "ephemeral": text(ephemeral)}, {"c": text(c), "k": text(k)}


def decapsulations(source, name):
    """Right ciphertexts, one whose half of ML-KEM has a bit flipped, and another whose point is none."""
    group = COMBINATIONS[name][2]
    for i in range(5):
        seed = source.take(seed_size(name))
        ek = encapsulation_key(name, seed)
        c, k = encapsulated(name, ek, source.take(32), source.take(group.private))
        if i == 3:
            of_lattice, of_group = split(name, c, group.public)
            c = joined(name, of_lattice[:-1] + bytes([of_lattice[-1] ^ 1]), of_group)
        if i < 4:
            assert (decapsulated(name, seed, c) == k) == (i < 3)
            yield {"seed": text(seed), "c": text(c)}, {"testPassed": True, "k": text(decapsulated(name, seed, c))}
        else:
            # u = 0 has a small order; a point 04 || 1 || 1 is on none of the curves.
            size = (group.public - 1) // 2
            none = bytes(32) if group is X25519 else b"\4" + (1).to_bytes(size, "big") * 2
            c = joined(name, split(name, c, group.public)[0], none)
            yield {"seed": text(seed), "c": text(c)}, {"testPassed": False}


def keys(source, name):
    """Public keys: right ones, and those in which one half is none."""
    group = COMBINATIONS[name][2]
    ek = encapsulation_key(name, source.take(seed_size(name)))
    yield {"ek": text(ek)}, {"testPassed": True}
    of_lattice, of_group = split(name, ek, group.public)
    yield {"ek": text(joined(name, b"\xff" * len(of_lattice), of_group))}, {"testPassed": False}
    if group is not X25519:
        yield {"ek": text(joined(name, of_lattice, of_group[:-1] + bytes([of_group[-1] ^ 1])))}, {"testPassed": False}
        yield {"ek": text(joined(name, of_lattice, b"\6" + of_group[1:]))}, {"testPassed": False}


def generate():
    source = Bytes("hybrid")
    made = VectorSet("HybridKEM-draft", "HybridKEM", "draft")
    for function, test_type, cases in (
        ("keyGen", "AFT", key_generations),
        ("encapsulation", "AFT", encapsulations),
        ("decapsulation", "VAL", decapsulations),
        ("encapsulationKeyCheck", "VAL", keys),
    ):
        for name in COMBINATIONS:
            made.group(cases(source, name), test_type, parameterSet=name, function=function)
    made.write()
