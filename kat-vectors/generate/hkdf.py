"""HKDF by the Python package cryptography (OpenSSL)."""

from common import HASHES, Bytes, VectorSet, text
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

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
