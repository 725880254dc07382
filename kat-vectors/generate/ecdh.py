"""Diffie-Hellman on curves by the package cryptography (OpenSSL): the primitive, and the shared secrets of the schemes of SP 800-56A."""

import hashlib

from common import HASHES, VectorSet, Bytes, text
from cryptography.hazmat.primitives.asymmetric import ec
from ecdsa import CURVES, multiple, number, scalar
from tools import PACKAGE

ANSWERS = {"KAS-ECC-": PACKAGE}

# Which of the initiator's keys meets which of the responder's, in the order of their secrets (E ephemeral, S static).
SCHEMES = {
    "ephemeralUnified": ["EE"],
    "fullUnified": ["EE", "SS"],
    "onePassUnified": ["ES", "SS"],
    "onePassDh": ["ES"],
    "staticUnified": ["SS"],
}
KINDS = {"E": "ephemeral", "S": "static"}


def agreed(curve, d, other):
    own = ec.derive_private_key(d, CURVES[curve][0])
    return own.exchange(ec.ECDH(), ec.derive_private_key(other, CURVES[curve][0]).public_key())


def coordinates(curve, d, name):
    public, size = multiple(curve, d), CURVES[curve][2]
    return {f"{name}X": number(public.x, size), f"{name}Y": number(public.y, size)}


def short_secret(source, curve):
    """A pair of scalars whose secret begins with a zero."""
    while True:
        pair = scalar(source, curve), scalar(source, curve)
        # That of P-521 has seven bits of zeros always.
        if agreed(curve, *pair)[0 if curve != "P-521" else 1] == 0:
            return pair


def primitive(source):
    made = VectorSet("KAS-ECC-CDH-Component-Sp800-56Ar3", "KAS-ECC", "Sp800-56Ar3", mode="CDH-Component")
    for curve in CURVES:
        _, n, size = CURVES[curve]
        random = scalar(source, curve)
        pairs = [(1, random), (2, random), (n - 1, random), (n - 2, random), (random, 1), (random, n - 1), short_secret(source, curve)]
        pairs += [(scalar(source, curve), scalar(source, curve)) for _ in range(5)]
        cases = []
        for own, server in pairs:
            question = {**coordinates(curve, server, "publicServer"), "privateIut": number(own, size)}
            cases.append((question, {**coordinates(curve, own, "publicIut"), "z": text(agreed(curve, own, server))}))
        made.group(cases, curve=curve)
    made.write()


def keys(source, curve, kinds):
    return {kind: scalar(source, curve) for kind in sorted(set(kinds))}


def schemes(source):
    made = VectorSet("KAS-ECC-SSC-Sp800-56Ar3", "KAS-ECC-SSC", "Sp800-56Ar3")
    functions = ["none", "SHA2-224", "SHA2-512/256", "SHA3-384", "SHA2-512"]
    for curve in CURVES:
        _, n, size = CURVES[curve]
        for i, (scheme, pairs) in enumerate(SCHEMES.items()):
            for role in "initiator", "responder":
                ordered = pairs if role == "initiator" else [pair[::-1] for pair in pairs]
                group = {"domainParameterGenerationMode": curve, "scheme": scheme, "kasRole": role}
                function = functions[i] if role == "responder" else "none"
                if function != "none":
                    group["hashFunctionZ"] = function
                name = "z" if function == "none" else "hashZ"

                def case(spoil=None):
                    own, server = keys(source, curve, (pair[0] for pair in ordered)), keys(source, curve, (pair[1] for pair in ordered))
                    z = b"".join(agreed(curve, own[a], server[b]) for a, b in ordered)
                    value = z if function == "none" else hashlib.new(HASHES[function][0], z).digest()
                    question, public = {}, {}
                    for kind, d in server.items():
                        question |= coordinates(curve, d, f"{KINDS[kind]}PublicServer")
                    for kind, d in own.items():
                        public |= coordinates(curve, d, f"{KINDS[kind]}PublicIut")
                        question[f"{KINDS[kind]}PrivateIut"] = number(d, size)
                    if spoil is None:
                        return question, {**public, name: text(value)}
                    question |= public | {name: text(value)}
                    if spoil == "secret":
                        question[name] = text(value[:-1] + bytes([value[-1] ^ 1]))
                    if spoil == "server":
                        field = f"{KINDS[ordered[-1][1]]}PublicServerY"
                        question[field] = number(int(question[field], 16) ^ 2, size)
                    if spoil == "own":
                        field = f"{KINDS[ordered[0][0]]}PublicIutY"
                        question[field] = number(int(question[field], 16) ^ 2, size)
                    if spoil == "scalar":
                        field = f"{KINDS[ordered[-1][0]]}PrivateIut"
                        question[field] = number(int(question[field], 16) % (n - 1) + 1, size)
                    return question, {"testPassed": spoil == ""}

                made.group([case() for _ in range(2)], "AFT", **group)
                made.group([case(spoil) for spoil in ("", "secret", "server", "own", "scalar")], "VAL", **group)
    made.write()


def generate():
    source = Bytes("KAS-ECC")
    primitive(source)
    schemes(source)
