"""The key agreement schemes of SP 800-56A r3 section 6: secrets by the package cryptography (OpenSSL), derivations of SP 800-56C r2 and
key confirmation in Python."""

import ecdh
import ffdh
from common import Bytes, VectorSet, text
from derivations import hmac, one_step, prf, sp800_108
from ecdsa import CURVES, number, scalar
from key_confirmation import mac, mac_data
from tools import CRYPTOGRAPHY, OPENSSL, PYTHON

WORDS = f"SP 800-56A r3 and SP 800-56C r2 in Python on {PYTHON} and {CRYPTOGRAPHY}; groups: {OPENSSL}"
ANSWERS = {"KAS-ECC-Sp800": WORDS, "KAS-FFC-Sp800": WORDS}

PATTERNS = "uPartyInfo||vPartyInfo||l", "l||algorithmId||uPartyInfo||vPartyInfo", "label||literal[0102]||uPartyInfo||vPartyInfo||context"
DERIVATIONS = [
    {"kdfType": "oneStep", "auxFunction": "SHA2-256"},
    {"kdfType": "oneStep", "auxFunction": "HMAC-SHA3-384", "saltMethod": "random"},
    {"kdfType": "oneStep", "auxFunction": "KMAC-128", "saltMethod": "default"},
    {"kdfType": "oneStepNoCounter", "auxFunction": "SHA2-512"},
    {"kdfType": "hkdf", "hmacAlg": "SHA2-384", "saltMethod": "random"},
    {"kdfType": "twoStep", "kdfMode": "counter", "macMode": "HMAC-SHA2-512/256", "counterLocation": "before fixed data", "counterLen": 32},
    {"kdfType": "twoStep", "kdfMode": "feedback", "macMode": "HMAC-SHA2-224", "counterLocation": "after fixed data", "counterLen": 16},
    {"kdfType": "twoStep", "kdfMode": "double pipeline iteration", "macMode": "CMAC-AES128", "counterLocation": "before iterator", "counterLen": 8},
]
# No confirmation, or who shows whom the key, and by what: MAC, bytes of its key and of its tag.
CONFIRMATIONS = [
    None,
    ("unilateral", "provider", ("HMAC-SHA2-256", 32, 16)),
    ("unilateral", "recipient", ("KMAC-256", 32, 32)),
    ("bilateral", "provider", ("CMAC", 16, 8)),
    ("bilateral", "recipient", ("HMAC-SHA3-512", 16, 64)),
]


def hkdf_expand(name, prk, info, size):
    out, block, i = b"", b"", 1
    while len(out) < size:
        block = hmac(name, prk, block + info + bytes([i]))
        out, i = out + block, i + 1
    return out[:size]


def derive(configuration, parameter, z, info, size):
    salt = bytes.fromhex(parameter.get("salt", ""))
    kind = configuration["kdfType"]
    if kind.startswith("oneStep"):
        return one_step(configuration["auxFunction"], salt, z, info, size, kind == "oneStep")
    if kind == "hkdf":
        name = configuration["hmacAlg"]
        return hkdf_expand(name, hmac(name, salt, z), info, size)
    mode = configuration["macMode"]
    settings = configuration["counterLen"], configuration["counterLocation"]
    return sp800_108(configuration["kdfMode"], mode, prf(mode, salt, z), info, 8 * size, *settings, iv=bytes.fromhex(parameter.get("iv", "")))


def information(pattern, parameter, parties, size):
    parts = {"uPartyInfo": b"".join(parties[0]), "vPartyInfo": b"".join(parties[1]), "l": (8 * size).to_bytes(4, "big")}
    named = {"literal[0102]": b"\1\2", **parts}
    return b"".join(named[part] if part in named else bytes.fromhex(parameter[part]) for part in pattern.split("||"))


class Curves:
    """Keys on a curve are scalars."""

    def __init__(self, curve):
        self.curve, self.size = curve, CURVES[curve][2]

    def private(self, source):
        return scalar(source, self.curve)

    def text(self, d):
        return number(d, self.size)

    def fields(self, name, d):
        return ecdh.coordinates(self.curve, d, name)

    def secret(self, d, other):
        return ecdh.agreed(self.curve, d, other)

    def spoiled(self, name):
        """Of a public key: a field, and a value off the curve."""
        return f"{name}Y", number(1, self.size)


class Groups:
    """Keys in a group of a safe prime are exponents."""

    def __init__(self, group):
        self.group = group

    def private(self, source):
        return ffdh.private(self.group, source)

    def text(self, x):
        return text(x.to_bytes(56, "big").lstrip(b"\0"))

    def fields(self, name, x):
        return {name: text(ffdh.octets(self.group, ffdh.public(self.group, x)))}

    def secret(self, x, other):
        return ffdh.secret(self.group, x, ffdh.public(self.group, other))

    def spoiled(self, name):
        return name, text(ffdh.octets(self.group, ffdh.parameters(self.group).p - 1))


def case(source, keys, pairs, role, configuration, pattern, confirmation, size):
    """A question with the module's private keys in it, and the answer: public keys, derived keys and tag."""
    own = {kind: keys.private(source) for kind in sorted({a for a, _ in pairs})}
    server = {kind: keys.private(source) for kind in sorted({b for _, b in pairs})}
    z = b"".join(keys.secret(own[a], server[b]) for a, b in pairs)
    question, answer = {}, {}
    for kind, d in server.items():
        question |= keys.fields(f"{kind}PublicServer", d)
    for kind, d in own.items():
        question[f"{kind}PrivateIut"] = keys.text(d)
        answer |= keys.fields(f"{kind}PublicIut", d)
    # Nonces: of party U without ephemeral keys on either side; of party V to whom a key is shown, and who has no ephemeral one.
    ephemeral = {"Iut": "ephemeral" in own, "Server": "ephemeral" in server}
    u, v = ("Iut", "Server") if role == "initiator" else ("Server", "Iut")
    if not any(ephemeral.values()):
        (answer if u == "Iut" else question)[f"dkmNonce{u}"] = text(source.take(28))
    if confirmation and not ephemeral[v]:
        direction, kc_role, _ = confirmation
        if direction == "bilateral" or (kc_role == "recipient") == (v == "Iut"):
            (answer if v == "Iut" else question)[f"ephemeralNonce{v}"] = text(source.take(40))
    both = {**question, **answer}

    def data(side):
        fields = [f"ephemeralPublic{side}{end}" for end in ("", "X", "Y")] + [f"ephemeralNonce{side}", f"dkmNonce{side}"]
        return b"".join(bytes.fromhex(both[field]) for field in fields if field in both)

    sides = {"Iut": (bytes.fromhex("123456ABCD"), data("Iut")), "Server": (bytes.fromhex("434156536964"), data("Server"))}
    parameter = {"kdfType": configuration["kdfType"]}
    if configuration.get("saltMethod") == "random" or configuration["kdfType"] == "twoStep":
        parameter["salt"] = text(source.take(16 if "CMAC" in configuration.get("macMode", "") else 64))
    elif configuration.get("saltMethod") == "default":
        parameter["salt"] = text(bytes(164))
    if configuration.get("kdfMode") == "feedback":
        parameter["iv"] = text(source.take(28))
    for name in "algorithmId", "label", "context":
        if name in pattern:
            parameter[name] = text(source.take(16))
    question["kdfParameter"] = parameter
    dkm = derive(configuration, parameter, z, information(pattern, parameter, (sides[u], sides[v]), size), size)
    answer["dkm"] = text(dkm)
    if confirmation:
        direction, kc_role, (name, key_size, tag_size) = confirmation
        provider, recipient = ("Iut", "Server") if kc_role == "provider" else ("Server", "Iut")
        message = mac_data(direction, "U" if provider == u else "V", sides[provider], sides[recipient])
        answer["tag"] = text(mac(name, dkm[:key_size], message, tag_size))
    return question, answer


def groups(made, source, domain, keys, schemes, letters, every):
    """Each scheme from both sides, with another derivation and confirmation each time; with `every`, all of both."""
    for i, (scheme, pairs) in enumerate(schemes.items()):
        pairs = [(letters[a], letters[b]) for a, b in pairs]
        for j, role in enumerate(("initiator", "responder")):
            ordered = pairs if role == "initiator" else [pair[::-1] for pair in pairs]
            for k in range(len(DERIVATIONS) if every else 1):
                at = 2 * i + j + k
                configuration, pattern = DERIVATIONS[at % len(DERIVATIONS)], PATTERNS[at % len(PATTERNS)]
                confirmation = CONFIRMATIONS[at % len(CONFIRMATIONS)]
                if scheme in ("ephemeralUnified", "dhEphem"):
                    # SP 800-56A has no confirmation where no key is static.
                    confirmation = None
                size = 64 if configuration["kdfType"] == "oneStepNoCounter" else 80
                settings = {
                    "domainParameterGenerationMode": domain,
                    "scheme": scheme,
                    "kasRole": role,
                    "l": 8 * size,
                    "iutId": "123456ABCD",
                    "serverId": "434156536964",
                    "kdfConfiguration": {**configuration, "fixedInfoPattern": pattern, "fixedInfoEncoding": "concatenation"},
                }
                if confirmation:
                    direction, kc_role, (name, key_size, tag_size) = confirmation
                    settings |= {"keyConfirmationDirection": direction, "keyConfirmationRole": kc_role}
                    settings["macConfiguration"] = {"macType": name, "keyLen": 8 * key_size, "macLen": 8 * tag_size}

                def one():
                    return case(source, keys, ordered, role, configuration, pattern, confirmation, size)

                made.group([one()], "AFT", **settings)
                checks = []
                for spoil in ["", "dkm", "server"] + ["tag"] * bool(confirmation):
                    question, answer = one()
                    question |= answer
                    if spoil in ("dkm", "tag"):
                        value = bytearray.fromhex(question[spoil])
                        value[-1] ^= 1
                        question[spoil] = text(bytes(value))
                    if spoil == "server":
                        field, value = keys.spoiled(f"{ordered[-1][1]}PublicServer")
                        question[field] = value
                    checks.append((question, {"testPassed": spoil == ""}))
                made.group(checks, "VAL", **settings)


def generate():
    source = Bytes("KAS-ECC schemes")
    made = VectorSet("KAS-ECC-Sp800-56Ar3", "KAS-ECC", "Sp800-56Ar3")
    for curve in CURVES:
        groups(made, source, curve, Curves(curve), ecdh.SCHEMES, ecdh.KINDS, curve == "P-256")
    made.write()
    source = Bytes("KAS-FFC schemes")
    made = VectorSet("KAS-FFC-Sp800-56Ar3", "KAS-FFC", "Sp800-56Ar3")
    same = {"ephemeral": "ephemeral", "static": "static"}
    for group in "ffdhe2048", "ffdhe3072", "MODP-2048":
        groups(made, source, group, Groups(group), ffdh.SCHEMES, same, group == "ffdhe2048")
    made.write()
