"""ChaCha20-Poly1305 by the Python package cryptography (OpenSSL). ACVP does not have it, so the set has the form of Wycheproof."""

import json

from common import ROOT, Bytes, text
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from tools import PACKAGE

ANSWERS = {"ChaCha20-": PACKAGE}


def generate():
    source = Bytes("ChaCha20-Poly1305")
    tests = []
    # Around the blocks of 64 bytes, and the groups of 4, 8 and 16 of them that kernels take at once.
    lengths = [0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049, 5000]
    for length in lengths:
        for aad_length in 0, 1, 16, 33, 300:
            key, nonce, aad, message = (source.take(size) for size in (32, 12, aad_length, length))
            sealed = ChaCha20Poly1305(key).encrypt(nonce, message, aad)
            question = {"key": text(key), "iv": text(nonce), "aad": text(aad), "msg": text(message)}
            spoiled = sealed[:-16] + bytes([sealed[-16] ^ 1]) + sealed[-15:]
            answers = [(sealed, "valid", ""), (spoiled, "invalid", "a bit of the tag is changed")]
            if length:
                answers.append((bytes([sealed[0] ^ 0x80]) + sealed[1:], "invalid", "a bit of the ciphertext is changed"))
            for given, result, comment in answers:
                case = {"tcId": len(tests) + 1, "comment": comment, **question}
                tests.append(case | {"ct": text(given[:-16]), "tag": text(given[-16:]), "result": result})
    folder = ROOT / "ChaCha20-Poly1305"
    folder.mkdir(parents=True, exist_ok=True)
    head = {"algorithm": "CHACHA20-POLY1305", "numberOfTests": len(tests)}
    group = {"type": "AeadTest", "keySize": 256, "ivSize": 96, "tagSize": 128}
    lines = ",\n".join(json.dumps(test) for test in tests)
    begin = json.dumps(head)[:-1] + ', "testGroups": [\n' + json.dumps(group)[:-1] + ', "tests": [\n'
    (folder / "chacha20_poly1305_test.json").write_text(begin + lines + "\n]}\n]}\n")
    print(f"{folder.name}: 1 groups, {len(tests)} cases")
