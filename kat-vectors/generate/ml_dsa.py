"""ML-DSA by dilithium-py, which is FIPS 204 in Python; keys and verification are also those of the package cryptography
(OpenSSL)."""

import hashlib
from importlib.metadata import version

from common import Bytes, VectorSet, text
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import mldsa
from dilithium_py.ml_dsa import ML_DSA_44, ML_DSA_65, ML_DSA_87
from tools import CRYPTOGRAPHY

ANSWERS = {
    "ML-DSA-": f"Python package dilithium-py {version('dilithium-py')}; keys and verification of the pure form also: {CRYPTOGRAPHY}"
}

SETS = {"ML-DSA-44": ML_DSA_44, "ML-DSA-65": ML_DSA_65, "ML-DSA-87": ML_DSA_87}
OTHERS = {
    "ML-DSA-44": (mldsa.MLDSA44PrivateKey, mldsa.MLDSA44PublicKey),
    "ML-DSA-65": (mldsa.MLDSA65PrivateKey, mldsa.MLDSA65PublicKey),
    "ML-DSA-87": (mldsa.MLDSA87PrivateKey, mldsa.MLDSA87PublicKey),
}
# The hash functions of HashML-DSA: hashlib's name, the last number of the object identifier, and the output of SHAKE.
HASHES = {
    "SHA2-224": ("sha224", 4, None),
    "SHA2-256": ("sha256", 1, None),
    "SHA2-384": ("sha384", 2, None),
    "SHA2-512": ("sha512", 3, None),
    "SHA2-512/224": ("sha512_224", 5, None),
    "SHA2-512/256": ("sha512_256", 6, None),
    "SHA3-224": ("sha3_224", 7, None),
    "SHA3-256": ("sha3_256", 8, None),
    "SHA3-384": ("sha3_384", 9, None),
    "SHA3-512": ("sha3_512", 10, None),
    "SHAKE-128": ("shake_128", 11, 32),
    "SHAKE-256": ("shake_256", 12, 64),
}
OID = bytes.fromhex("0609608648016503040200")[:-1]


def pair(name, seed):
    pk, sk = SETS[name].key_derive(seed)
    assert OTHERS[name][0].from_seed_bytes(seed).public_key().public_bytes_raw() == pk
    return pk, sk


def pure(message, context):
    return bytes([0, len(context)]) + context + message


def hashed(name, message, context):
    function, oid, size = HASHES[name]
    digest = hashlib.new(function, message)
    return bytes([1, len(context)]) + context + OID + bytes([oid]) + (digest.digest(size) if size else digest.digest())


def flipped(data, place, bit=1):
    return data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]


def key_generation(source):
    made = VectorSet("ML-DSA-keyGen-FIPS204", "ML-DSA", "FIPS204", mode="keyGen")
    for name in SETS:
        cases = []
        for _ in range(10):
            seed = source.take(32)
            pk, sk = pair(name, seed)
            cases.append(({"seed": text(seed)}, {"pk": text(pk), "sk": text(sk)}))
        made.group(cases, parameterSet=name)
    made.write()


# The forms of a message: how a group says it, and how many cases it has.
FORMS = [
    ({"signatureInterface": "external", "preHash": "pure"}, 4),
    ({"signatureInterface": "external", "preHash": "preHash"}, len(HASHES)),
    ({"signatureInterface": "internal", "externalMu": False}, 3),
    ({"signatureInterface": "internal", "externalMu": True}, 3),
]
# Lengths of messages and contexts around the blocks of Keccak and the longest context.
LENGTHS = [(1, 0), (136, 255), (200, 1), (1000, 17)]


def asked(source, form, i):
    """The fields of a case, and M' (or mu)."""
    length, context_length = LENGTHS[i % len(LENGTHS)]
    message, context = source.take(length), source.take(context_length)
    if form.get("externalMu"):
        mu = source.take(64)
        return {"mu": text(mu)}, mu
    if form["signatureInterface"] == "internal":
        return {"message": text(message)}, message
    fields = {"message": text(message), "context": text(context)}
    if form["preHash"] == "pure":
        return {**fields, "hashAlg": "none"}, pure(message, context)
    name = list(HASHES)[i % len(HASHES)]
    return {**fields, "hashAlg": name}, hashed(name, message, context)


def signed(name, sk, form, prepared, rnd):
    return SETS[name]._sign_internal(sk, prepared, rnd, external_mu=bool(form.get("externalMu")))


def signatures(source, name, form, count, deterministic, key_format):
    for i in range(count):
        seed = source.take(32)
        pk, sk = pair(name, seed)
        fields, prepared = asked(source, form, i)
        rnd = bytes(32) if deterministic else source.take(32)
        signature = signed(name, sk, form, prepared, rnd)
        if form.get("preHash") == "pure":
            context = bytes.fromhex(fields["context"])
            OTHERS[name][1].from_public_bytes(pk).verify(signature, bytes.fromhex(fields["message"]), context or None)
        key = {"seed": text(seed)} if key_format == "seed" else {"sk": text(sk)}
        random = {} if deterministic else {"rnd": text(rnd)}
        yield {**fields, **key, **random}, {"signature": text(signature)}


def signing(source, revision, key_formats):
    made = VectorSet(f"ML-DSA-sigGen-{revision}", "ML-DSA", revision, mode="sigGen")
    for name in SETS:
        for deterministic in True, False:
            for form, count in FORMS:
                for key_format in key_formats:
                    # What the revisions share is tried in the first one.
                    cases = signatures(source, name, form, count if key_format is None else 1, deterministic, key_format)
                    said = {"keyFormat": key_format} if key_format else {}
                    made.group(cases, parameterSet=name, deterministic=deterministic, **form, **said)
    made.write()


def spoiled(name, signature):
    """A signature as it was made, and others: in the challenge, in z, in the hint, too short and too long."""
    scheme = SETS[name]
    hint = len(signature) - scheme.omega - scheme.k
    yield signature, True
    for place in 0, scheme.c_tilde_bytes - 1, scheme.c_tilde_bytes, hint - 1, len(signature) - 1:
        yield flipped(signature, place), False
    # A hint may not have a byte behind its last place; the last end says how many places there are.
    if signature[-1] < scheme.omega:
        yield flipped(signature, hint + scheme.omega - 1), False
    yield signature[:-1], False
    yield signature + bytes(1), False
    yield bytes(len(signature)), False


def verifications(source, name, form, count):
    seed = source.take(32)
    pk, sk = pair(name, seed)
    other, _ = pair(name, source.take(32))
    for i in range(count):
        fields, prepared = asked(source, form, i)
        signature = signed(name, sk, form, prepared, bytes(32))
        spoils = list(spoiled(name, signature)) if i == 0 else [(signature, True)]
        for candidate, is_right in spoils:
            if form.get("preHash") == "pure":
                public = OTHERS[name][1].from_public_bytes(pk)
                context = bytes.fromhex(fields["context"])
                try:
                    public.verify(candidate, bytes.fromhex(fields["message"]), context or None)
                    assert is_right
                except InvalidSignature:
                    assert not is_right
            yield {**fields, "pk": text(pk), "signature": text(candidate)}, {"testPassed": is_right}
        yield {**fields, "pk": text(other), "signature": text(signature)}, {"testPassed": False}


def verifying(source):
    made = VectorSet("ML-DSA-sigVer-FIPS204", "ML-DSA", "FIPS204", mode="sigVer")
    for name in SETS:
        for form, count in FORMS:
            made.group(verifications(source, name, form, count), parameterSet=name, **form)
    made.write()


def generate():
    source = Bytes("ML-DSA")
    key_generation(source)
    signing(source, "FIPS204", [None])
    signing(source, "FIPS204-tr1", ["seed", "expanded"])
    verifying(source)
