"""HKDF by the Python package cryptography (OpenSSL)."""

from common import HASHES, Bytes, VectorSet, text
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from tools import PACKAGE

ANSWERS = {"KDA-HKDF": PACKAGE}

CLASSES = {
    "SHA-1": hashes.SHA1,
    "SHA2-224": hashes.SHA224,
    "SHA2-256": hashes.SHA256,
    "SHA2-384": hashes.SHA384,
    "SHA2-512": hashes.SHA512,
    "SHA2-512/224": hashes.SHA512_224,
    "SHA2-512/256": hashes.SHA512_256,
    "SHA3-224": hashes.SHA3_224,
    "SHA3-256": hashes.SHA3_256,
    "SHA3-384": hashes.SHA3_384,
    "SHA3-512": hashes.SHA3_512,
}


def case(source, name, salt_method, secret_length, length, with_ephemeral):
    block = HASHES[name][1]
    salt = bytes(block) if salt_method == "default" else source.take(block)
    secret = source.take(secret_length)
    info, parties = b"", []
    for _ in range(2):
        party = {"partyId": source.take(16)}
        if with_ephemeral:
            party["ephemeralData"] = source.take(secret_length)
        info += b"".join(party.values())
        parties.append({key: text(value) for key, value in party.items()})
    info += (8 * length).to_bytes(4, "big")
    derived = HKDF(CLASSES[name](), length, salt, info).derive(secret)
    parameter = {"kdfType": "hkdf", "l": 8 * length, "salt": text(salt), "z": text(secret)}
    question = {"fixedInfoPartyU": parties[0], "fixedInfoPartyV": parties[1], "kdfParameter": parameter}
    return question, derived


def generate():
    made = VectorSet("KDA-HKDF-Sp800-56Cr1", "KDA", "Sp800-56Cr1", "HKDF")
    for name, (_, block, size) in HASHES.items():
        source = Bytes(f"HKDF {name}")
        for salt_method in "default", "random":
            for secret_length, length in (28, 20), (32, size), (66, 2 * size + 1), (128, 256):
                configuration = {
                    "kdfType": "hkdf",
                    "saltMethod": salt_method,
                    "saltLen": 8 * block,
                    "fixedInfoPattern": "uPartyInfo||vPartyInfo||l",
                    "fixedInfoEncoding": "concatenation",
                    "hmacAlg": name,
                    "l": 8 * length,
                }
                parameters = {"kdfConfiguration": configuration, "zLength": 8 * secret_length}
                cases = [case(source, name, salt_method, secret_length, length, flag) for flag in (False, True)]
                made.group([(question, {"dkm": text(derived)}) for question, derived in cases], **parameters)
                checks = []
                for right in True, False:
                    question, derived = case(source, name, salt_method, secret_length, length, right)
                    given = derived if right else bytes([derived[0] ^ 1]) + derived[1:]
                    checks.append(({**question, "dkm": text(given)}, {"testPassed": right}))
                made.group(checks, "VAL", **parameters)
    made.write()
    second_revision()


def second_revision():
    """Hybrid schemes, whose second secret `t` stands behind the first (SP 800-56C r2 section 2) or, where the pattern names it, in the
    fixed information instead; and several keys from one extraction."""
    made = VectorSet("KDA-HKDF-Sp800-56Cr2", "KDA", "Sp800-56Cr2", "HKDF")
    for name, (_, block, size) in HASHES.items():
        source = Bytes(f"HKDF {name} r2")
        common = {"kdfType": "hkdf", "saltMethod": "random", "saltLen": 8 * block, "fixedInfoEncoding": "concatenation", "hmacAlg": name}
        for pattern in "uPartyInfo||vPartyInfo||l", "uPartyInfo||vPartyInfo||t||l":
            cases = []
            for secret_length, auxiliary, length in (28, 14, 16), (66, 32, 3 * size):
                salt, z, t, u, v = (source.take(size) for size in (block, secret_length, auxiliary, 16, 16))
                is_named = "||t||" in pattern
                info = u + v + (t if is_named else b"") + (8 * length).to_bytes(4, "big")
                key = HKDF(CLASSES[name](), length, salt, info).derive(z if is_named else z + t)
                parameter = {"kdfType": "hkdf", "l": 8 * length, "salt": text(salt), "z": text(z), "t": text(t)}
                question = {"fixedInfoPartyU": {"partyId": text(u)}, "fixedInfoPartyV": {"partyId": text(v)}, "kdfParameter": parameter}
                cases.append((question, {"dkm": text(key)}))
            made.group(cases, kdfConfiguration=common | {"fixedInfoPattern": pattern})
        cases, checks = [], []
        for auxiliary in 0, 20:
            salt, z, t = source.take(block), source.take(40), source.take(auxiliary)
            prk = HKDF.extract(CLASSES[name](), salt, z + t)
            iterations = [(source.take(20), length) for length in (16, size, 2 * size + 3)]
            keys = [HKDFExpand(CLASSES[name](), length, info).derive(prk) for info, length in iterations]
            parameter = {"kdfType": "hkdf", "hmacAlg": name, "salt": text(salt), "z": text(z), "t": text(t)}
            parameter["iterationParameters"] = [{"l": 8 * length, "fixedInfo": text(info)} for info, length in iterations]
            question = {"kdfMultiExpansionParameter": parameter}
            cases.append((question, {"dkms": [text(key) for key in keys]}))
            given = keys if auxiliary else [*keys[:-1], keys[-1][:-1] + bytes([keys[-1][-1] ^ 1])]
            checks.append((question | {"dkms": [text(key) for key in given]}, {"testPassed": auxiliary != 0}))
        made.group(cases, kdfMultiExpansionConfiguration=common)
        made.group(checks, "VAL", kdfMultiExpansionConfiguration=common)
    made.write()
