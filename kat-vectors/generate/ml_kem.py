"""ML-KEM by kyber-py, which is FIPS 203 in Python; keys and shared secrets of the two larger sets are also those of the
package cryptography (OpenSSL)."""

from importlib.metadata import version

from common import Bytes, VectorSet, text
from cryptography.hazmat.primitives.asymmetric import mlkem
from kyber_py.ml_kem import ML_KEM_512, ML_KEM_768, ML_KEM_1024
from tools import CRYPTOGRAPHY

ANSWERS = {
    "ML-KEM-": f"Python package kyber-py {version('kyber-py')}; keys and decapsulation of the larger sets also: {CRYPTOGRAPHY}"
}

SETS = {"ML-KEM-512": ML_KEM_512, "ML-KEM-768": ML_KEM_768, "ML-KEM-1024": ML_KEM_1024}
OTHERS = {"ML-KEM-768": mlkem.MLKEM768PrivateKey, "ML-KEM-1024": mlkem.MLKEM1024PrivateKey}
# The rank of the module.
K = {"ML-KEM-512": 2, "ML-KEM-768": 3, "ML-KEM-1024": 4}
Q = 3329


def pair(name, seed):
    ek, dk = SETS[name].key_derive(seed)
    if name in OTHERS:
        assert OTHERS[name].from_seed_bytes(seed).public_key().public_bytes_raw() == ek
    return ek, dk


def decapsulated(name, seed, dk, c):
    secret = SETS[name].decaps(dk, c)
    if name in OTHERS:
        assert OTHERS[name].from_seed_bytes(seed).decapsulate(c) == secret
    return secret


def with_coefficient(key, place, value):
    """The key with another number of 12 bits at a place."""
    bits = int.from_bytes(key, "little")
    bits += (value - (bits >> 12 * place & 0xFFF)) << 12 * place
    return bits.to_bytes(len(key), "little")


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def key_generation(source):
    made = VectorSet("ML-KEM-keyGen-FIPS203", "ML-KEM", "FIPS203", mode="keyGen")
    for name in SETS:
        cases = []
        for _ in range(10):
            d, z = source.take(32), source.take(32)
            ek, dk = pair(name, d + z)
            cases.append(({"z": text(z), "d": text(d)}, {"ek": text(ek), "dk": text(dk)}))
        made.group(cases, parameterSet=name)
    made.write()


def encapsulations(source, name):
    for _ in range(10):
        ek, _ = pair(name, source.take(64))
        m = source.take(32)
        k, c = SETS[name]._encaps_internal(ek, m)
        yield {"ek": text(ek), "m": text(m)}, {"c": text(c), "k": text(k)}


def decapsulations(source, name, key_format):
    """Right ciphertexts, those with a bit flipped at the ends and in between, and random ones."""
    for i in range(10):
        seed = source.take(64)
        ek, dk = pair(name, seed)
        k, c = SETS[name]._encaps_internal(ek, source.take(32))
        if 3 <= i < 8:
            c = flipped(c, [0, 1, len(c) // 2, len(c) - 129, len(c) - 1][i - 3])
        elif i >= 8:
            c = source.take(len(c))
        answer = decapsulated(name, seed, dk, c)
        assert (answer == k) == (i < 3)
        key = {"z": text(seed[32:]), "d": text(seed[:32])} if key_format == "seed" else {"dk": text(dk)}
        yield {**key, "c": text(c)}, {"k": text(answer)}


def encapsulation_keys(source, name):
    """Keys with one coefficient at the ends of each polynomial that is q - 1, q or the largest number."""
    ek, _ = pair(name, source.take(64))
    yield {"ek": text(ek)}, {"testPassed": True}
    for place in [256 * i + j for i in range(K[name]) for j in (0, 255)]:
        for value in Q - 1, Q, 4095:
            yield {"ek": text(with_coefficient(ek, place, value))}, {"testPassed": value < Q}


def decapsulation_keys(source, name):
    """Keys whose hash value, or the key that it is the value of, has one bit flipped."""
    _, dk = pair(name, source.take(64))
    yield {"dk": text(dk)}, {"testPassed": True}
    first, last = len(dk) - 64 - (384 * K[name] + 32), len(dk) - 33
    for place in first, first + 1, last - 32, last - 31, last - 15, last:
        # A coefficient of the key that would be q or more is refused as well.
        yield {"dk": text(flipped(dk, place))}, {"testPassed": False}


def both_directions(source, revision, key_formats):
    made = VectorSet(f"ML-KEM-encapDecap-{revision}", "ML-KEM", revision, mode="encapDecap")
    for name in SETS:
        made.group(encapsulations(source, name), parameterSet=name, function="encapsulation")
    for name in SETS:
        for key_format in key_formats:
            said = {"keyFormat": key_format} if key_format else {}
            cases = decapsulations(source, name, key_format)
            made.group(cases, "VAL", parameterSet=name, function="decapsulation", **said)
    for name in SETS:
        said = {"keyFormat": "expanded"} if any(key_formats) else {}
        cases = decapsulation_keys(source, name)
        made.group(cases, "VAL", parameterSet=name, function="decapsulationKeyCheck", **said)
        cases = encapsulation_keys(source, name)
        made.group(cases, "VAL", parameterSet=name, function="encapsulationKeyCheck")
    made.write()


def generate():
    source = Bytes("ML-KEM")
    key_generation(source)
    both_directions(source, "FIPS203", [None])
    both_directions(source, "FIPS203-tr1", ["seed", "expanded"])
