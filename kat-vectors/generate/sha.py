"""SHA-1, SHA-2 and SHA-3: whole bytes and Monte Carlo by hashlib (OpenSSL), parts of bytes by Perl's Digest::SHA, those of
SHA-3 by Keccak in Python."""

import hashlib

import bit_strings
import keccak
from common import HASHES, Bytes, VectorSet, text
from tools import PERL, PYTHON

ANSWERS = {
    "SHA": f"hashlib of {PYTHON}; parts of bytes: {PERL}",
    "SHA3-": f"hashlib of {PYTHON}; parts of bytes: FIPS 202 in Python",
}


def digest(name, message):
    return hashlib.new(HASHES[name][0], message).digest()


def of_bits(name, message, length):
    """The hash of the first `length` bits of a message."""
    if name.startswith("SHA3"):
        return keccak.sha3(HASHES[name][2], message, length)
    return bit_strings.digest(name, bit_strings.bits(message, length))


def monte_carlo(name, seed, alternate):
    """ACVP's Monte Carlo test; see draft-celi-acvp-sha and draft-celi-acvp-sha3, section 6.2."""
    length, results = len(seed), []
    for _ in range(100):
        a = b = c = seed
        for _ in range(1000):
            message = c if name.startswith("SHA3") else a + b + c
            if alternate:
                message = message[:length].ljust(length, b"\0")
            a, b, c = b, c, digest(name, message)
        seed = c
        results.append({"md": text(c)})
    return results


def generate():
    for name, (_, block, size) in HASHES.items():
        source = Bytes(f"{name} messages")
        revision = "2.0" if name.startswith("SHA3") else "1.0"
        made = VectorSet(f"{name.replace('/', '-')}-{revision}", name, revision)
        cases = []
        for length in [*range(2 * block + 2), 1000, 10000]:
            message = source.take(length)
            cases.append(({"msg": text(message), "len": 8 * length}, {"md": text(digest(name, message))}))
        for length in [1, 5, 7, 9, 8 * block - 66, 8 * block - 65, 8 * block - 63, 8 * block - 1, 8 * block + 3]:
            message = bytearray(source.take((length + 7) // 8))
            message[-1] &= 0xFF << (-length % 8) & 0xFF
            value = of_bits(name, bytes(message), length)
            cases.append(({"msg": text(bytes(message)), "len": length}, {"md": text(value)}))
        made.group(cases)
        for version in "standard", "alternate":
            seed = source.take(size if version == "standard" else 3 * size // 2)
            results = monte_carlo(name, seed, version == "alternate")
            question = {"msg": text(seed), "len": 8 * len(seed)}
            made.group([(question, {"resultsArray": results})], "MCT", mctVersion=version)
        # The long message is short enough for every test run: 8 MiB.
        content, length = source.take(8), 1 << 26
        message = content * (length // 64)
        question = {
            "largeMsg": {"content": text(content), "contentLength": 64, "fullLength": length, "expansionTechnique": "repeating"}
        }
        made.group([(question, {"md": text(digest(name, message))})], "LDT")
        made.write()
