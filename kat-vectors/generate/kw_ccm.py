"""KW, KWP, CCM and GCM-SIV by the Python package cryptography (OpenSSL); the inverse form of key wrapping, which it lacks, by SP 800-38F
in Python on its AES."""

from aes import KEY_BITS, block_function
from common import Bytes, VectorSet, text
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCMSIV
from cryptography.hazmat.primitives.keywrap import aes_key_wrap, aes_key_wrap_with_padding
from tools import PACKAGE

ANSWERS = {
    "ACVP-AES-CCM": PACKAGE,
    "ACVP-AES-GCM-SIV": PACKAGE,
    "ACVP-AES-KW": f"{PACKAGE}; inverse form: SP 800-38F in Python on its AES",
}


def wrap(key, icv, plaintext, inverse):
    """SP 800-38F section 6.1, for the form that the package does not have."""
    encipher, a, t = block_function(key, "decrypt" if inverse else "encrypt"), icv, 0
    r = [plaintext[i : i + 8] for i in range(0, len(plaintext), 8)]
    if len(r) == 1:
        return encipher(a + r[0])
    for _ in range(6):
        for i in range(len(r)):
            t += 1
            block = encipher(a + r[i])
            a = (int.from_bytes(block[:8], "big") ^ t).to_bytes(8, "big")
            r[i] = block[8:]
    return a + b"".join(r)


def kw(key, plaintext, inverse):
    wrapped = wrap(key, b"\xa6" * 8, plaintext, inverse)
    assert inverse or wrapped == aes_key_wrap(key, plaintext)
    return wrapped


def kwp(key, plaintext, inverse):
    icv = bytes.fromhex("a65959a6") + len(plaintext).to_bytes(4, "big")
    wrapped = wrap(key, icv, plaintext + bytes(-len(plaintext) % 8), inverse)
    assert inverse or wrapped == aes_key_wrap_with_padding(key, plaintext)
    return wrapped


def key_wrap():
    lengths = {"KW": (16, 24, 32, 64, 72, 512), "KWP": (1, 7, 8, 9, 15, 16, 17, 32, 269, 512)}
    for name, function in ("KW", kw), ("KWP", kwp):
        source = Bytes(f"AES-{name}")
        made = VectorSet(f"ACVP-AES-{name}-1.0", f"ACVP-AES-{name}", "1.0")
        for bits in KEY_BITS:
            for form in "cipher", "inverse":
                for length in lengths[name]:
                    parameters = {"kwCipher": form, "keyLen": bits, "payloadLen": 8 * length}
                    key, plaintext = source.take(bits // 8), source.take(length)
                    wrapped = function(key, plaintext, form == "inverse")
                    question, answer = {"key": text(key), "pt": text(plaintext)}, {"ct": text(wrapped)}
                    made.group([(question, answer)], direction="encrypt", **parameters)
                    wrong = wrapped[:-1] + bytes([wrapped[-1] ^ 1])
                    cases = [
                        ({"key": text(key), "ct": text(wrapped)}, {"pt": text(plaintext)}),
                        ({"key": text(key), "ct": text(wrong)}, {"testPassed": False}),
                    ]
                    made.group(cases, direction="decrypt", **parameters)
        made.write()


def ccm():
    source = Bytes("AES-CCM")
    made = VectorSet("ACVP-AES-CCM-1.0", "ACVP-AES-CCM", "1.0")
    shapes = [(nonce, tag, 24, 32) for nonce in range(7, 14) for tag in range(4, 17, 2)]
    shapes += [(12, 16, aad, 16) for aad in (0, 1, 13, 14, 15, 16, 30, 31, 65279, 65280, 65536)]
    shapes += [(12, 8, 9, payload) for payload in (0, 1, 15, 16, 17, 31, 127, 128, 200, 1000)]
    for bits in KEY_BITS:
        for nonce_length, tag_length, aad_length, length in shapes:
            lengths = {"ivLen": 8 * nonce_length, "tagLen": 8 * tag_length}
            parameters = {"keyLen": bits, "payloadLen": 8 * length, "aadLen": 8 * aad_length, **lengths}
            if aad_length > 60000 and bits != 256:
                continue
            key, nonce = source.take(bits // 8), source.take(nonce_length)
            aad, plaintext = source.take(aad_length), source.take(length)
            sealed = AESCCM(key, tag_length).encrypt(nonce, plaintext, aad)
            question = {"key": text(key), "iv": text(nonce), "aad": text(aad)}
            case = question | {"pt": text(plaintext)}, {"ct": text(sealed)}
            made.group([case], direction="encrypt", **parameters)
            if aad_length > 60000:
                continue
            wrong = sealed[:-1] + bytes([sealed[-1] ^ 1])
            cases = [
                (question | {"ct": text(sealed)}, {"pt": text(plaintext)}),
                (question | {"ct": text(wrong)}, {"testPassed": False}),
            ]
            made.group(cases, direction="decrypt", **parameters)
    made.write()


def ccm_ecma():
    """The form of ECMA-368: the IV is the first block, B_0: flags, a nonce of 13 bytes, the length; the tag has 64 bits."""
    source = Bytes("AES-CCM-ECMA")
    made = VectorSet("ACVP-AES-CCM-ECMA-1.0", "ACVP-AES-CCM", "1.0", "ECMA")
    for length, aad_length in (0, 14), (1, 14), (32, 32), (100, 14), (300, 64):
        key, nonce, aad, plaintext = (source.take(n) for n in (16, 13, aad_length, length))
        sealed = AESCCM(key, 8).encrypt(nonce, plaintext, aad)
        question = {"key": text(key), "iv": text(b"\x59" + nonce + length.to_bytes(2, "big")), "aad": text(aad)}
        lengths = {"ivLen": 104, "tagLen": 64, "keyLen": 128, "payloadLen": 8 * length, "aadLen": 8 * aad_length}
        made.group([(question | {"pt": text(plaintext)}, {"ct": text(sealed)})], direction="encrypt", **lengths)
        wrong = sealed[:-1] + bytes([sealed[-1] ^ 1])
        cases = [
            (question | {"ct": text(sealed)}, {"pt": text(plaintext)}),
            (question | {"ct": text(wrong)}, {"testPassed": False}),
        ]
        made.group(cases, direction="decrypt", **lengths)
    made.write()


def gcm_siv():
    source = Bytes("AES-GCM-SIV")
    made = VectorSet("ACVP-AES-GCM-SIV-1.0", "ACVP-AES-GCM-SIV", "1.0")
    for bits in 128, 256:
        for length in [0, 1, 8, 15, 16, 17, 31, 32, 64, 127, 128, 1023, 1024, 1025, 2100]:
            for aad_length in 0, 1, 16, 33, 1030:
                if length + aad_length == 0:
                    continue
                key, nonce, aad, plaintext = (source.take(n) for n in (bits // 8, 12, aad_length, length))
                sealed = AESGCMSIV(key).encrypt(nonce, plaintext, aad)
                question = {"key": text(key), "iv": text(nonce), "aad": text(aad)}
                parameters = {"keyLen": bits, "payloadLen": 8 * length, "aadLen": 8 * aad_length}
                case = question | {"pt": text(plaintext)}, {"ct": text(sealed)}
                made.group([case], direction="encrypt", **parameters)
                wrong = sealed[:-16] + bytes([sealed[-16] ^ 1]) + sealed[-15:]
                cases = [
                    (question | {"ct": text(sealed)}, {"pt": text(plaintext)}),
                    (question | {"ct": text(wrong)}, {"testPassed": False}),
                ]
                made.group(cases, direction="decrypt", **parameters)
    made.write()


def generate():
    key_wrap()
    ccm()
    ccm_ecma()
    gcm_siv()
