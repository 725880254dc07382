"""EdDSA by the Python package pycryptodome; keys and the pure forms without a context are also those of the package
cryptography (OpenSSL)."""

from importlib.metadata import version

from common import Bytes, VectorSet, text
from Crypto.Hash import SHA512, SHAKE256
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from cryptography.hazmat.primitives.asymmetric import ed448, ed25519
from tools import CRYPTOGRAPHY

ANSWERS = {
    "EDDSA-": f"Python package pycryptodome {version('pycryptodome')}; keys and signatures without a context also: {CRYPTOGRAPHY}"
}

# A curve: its name in pycryptodome, the bytes of a key, the hash function of a message, OpenSSL's key, and L.
CURVES = {
    "ED-25519": ("Ed25519", 32, SHA512, ed25519.Ed25519PrivateKey, 2**252 + 27742317777372353535851937790883648493),
    "ED-448": (
        "Ed448",
        57,
        SHAKE256,
        ed448.Ed448PrivateKey,
        2**446 - 13818066809895115352007386748515426880336692474882178609894547503885,
    ),
}
# Lengths of messages and contexts around the blocks of the hash functions and the longest context.
LENGTHS = [(0, 0), (1, 255), (111, 1), (136, 17), (1000, 128)]


def pair(curve, seed):
    name, _, _, other, _ = CURVES[curve]
    key = ECC.construct(curve=name, seed=seed)
    public = eddsa_public(key)
    assert other.from_private_bytes(seed).public_key().public_bytes_raw() == public
    return key, public


def eddsa_public(key):
    return key.public_key().export_key(format="raw")


def signed(curve, key, seed, message, context, hashed):
    _, _, function, other, _ = CURVES[curve]
    signer = eddsa.new(key, "rfc8032", context=context or None)
    made = signer.sign(function.new(message) if hashed else message)
    if not hashed and not context:
        assert other.from_private_bytes(seed).sign(message) == made
    return made


def key_generation(source):
    made = VectorSet("EDDSA-KeyGen-1.0", "EDDSA", "1.0", mode="keyGen")
    for curve, (_, size, *_) in CURVES.items():
        seeds = [bytes(size), b"\xff" * size] + [source.take(size) for _ in range(8)]
        answers = [{"d": text(seed), "q": text(pair(curve, seed)[1])} for seed in seeds]
        made.group([({"d": answer["d"]}, answer) for answer in answers], curve=curve)
    made.write()


def signing(source):
    made = VectorSet("EDDSA-SigGen-1.0", "EDDSA", "1.0", mode="sigGen")
    for curve, (_, size, *_) in CURVES.items():
        for hashed in False, True:
            cases = []
            for message_length, context_length in LENGTHS:
                seed, message, context = source.take(size), source.take(message_length), source.take(context_length)
                key, _ = pair(curve, seed)
                question = {"d": text(seed), "message": text(message), "context": text(context)}
                made_now = signed(curve, key, seed, message, context, hashed)
                cases.append((question, {"signature": text(made_now)}))
            made.group(cases, curve=curve, preHash=hashed)
    made.write()


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def spoiled(curve, signature):
    """A signature as it was made, and others: in R, in S, S + L, too short and too long."""
    _, size, _, _, order = CURVES[curve]
    yield signature, True
    for place in 0, size - 2, size, 2 * size - 1:
        yield flipped(signature, place), False
    s = int.from_bytes(signature[size:], "little") + order
    yield signature[:size] + s.to_bytes(size, "little"), False
    yield signature[:-1], False
    yield signature + bytes(1), False
    yield bytes(2 * size), False


def verifying(source):
    made = VectorSet("EDDSA-SigVer-1.0", "EDDSA", "1.0", mode="sigVer")
    for curve, (_, size, *_) in CURVES.items():
        for hashed in False, True:
            cases = []
            seed = source.take(size)
            key, public = pair(curve, seed)
            _, other = pair(curve, source.take(size))
            for i, (message_length, context_length) in enumerate(LENGTHS):
                message, context = source.take(message_length), source.take(context_length)
                fields = {"message": text(message), "context": text(context)}
                signature = signed(curve, key, seed, message, context, hashed)
                for candidate, is_right in spoiled(curve, signature) if i == 1 else [(signature, True)]:
                    question = {**fields, "q": text(public), "signature": text(candidate)}
                    cases.append((question, {"testPassed": is_right}))
                cases.append(({**fields, "q": text(other), "signature": text(signature)}, {"testPassed": False}))
            made.group(cases, curve=curve, preHash=hashed)
    made.write()


def key_validation(source):
    """Keys, and encodings that are none: without a point, y of p and more, and points of small order (RFC 8032 sections
    5.1.3 and 5.2.3, SP 800-186 appendix D.1.3)."""
    made = VectorSet("EDDSA-KeyVer-1.0", "EDDSA", "1.0", mode="keyVer")
    for curve, (_, size, *_) in CURVES.items():
        p = 2**255 - 19 if curve == "ED-25519" else 2**448 - 2**224 - 1
        number = lambda y, sign=0: (y + (sign << (8 * size - 1))).to_bytes(size, "little")
        cases = [(pair(curve, source.take(size))[1], True) for _ in range(5)]
        cases += [(number(y, sign), False) for y in (0, 1, p - 1, p, p + 1) for sign in (0, 1)]
        cases += [(cases[0][0][:-1], False), (cases[0][0] + bytes(1), False), (b"\xff" * size, False)]
        if curve == "ED-448":
            cases.append((flipped(cases[0][0], 56), False))
        made.group([({"q": text(key)}, {"testPassed": is_key}) for key, is_key in cases], curve=curve)
    made.write()


def generate():
    source = Bytes("EdDSA")
    key_generation(source)
    key_validation(source)
    signing(source)
    verifying(source)
