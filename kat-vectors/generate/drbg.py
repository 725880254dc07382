"""Generators of SP 800-90A by OpenSSL's EVP_RAND, seeded through its TEST-RAND.

The functions are those of libcrypto 3, called directly, because no package for Python has them.
"""

import ctypes

from common import HASHES, Bytes, VectorSet, text

lib = ctypes.CDLL("libcrypto.so.3")
lib.OpenSSL_version.restype = ctypes.c_char_p
EVP_RAND = f"EVP_RAND of {lib.OpenSSL_version(0).decode()}"
ANSWERS = {"ctrDRBG-": EVP_RAND, "hashDRBG-": EVP_RAND, "hmacDRBG-": EVP_RAND}
lib.EVP_RAND_fetch.restype = ctypes.c_void_p
lib.EVP_RAND_fetch.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
lib.EVP_RAND_CTX_new.restype = ctypes.c_void_p
lib.EVP_RAND_CTX_new.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
lib.EVP_RAND_CTX_free.argtypes = [ctypes.c_void_p]
lib.EVP_RAND_CTX_set_params.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
lib.EVP_RAND_instantiate.argtypes = [
    ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p
]
lib.EVP_RAND_generate.argtypes = [
    ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t
]
lib.EVP_RAND_reseed.argtypes = [
    ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t
]


class Param(ctypes.Structure):
    """OSSL_PARAM."""

    _fields_ = [
        ("key", ctypes.c_char_p),
        ("data_type", ctypes.c_uint),
        ("data", ctypes.c_void_p),
        ("data_size", ctypes.c_size_t),
        ("return_size", ctypes.c_size_t),
    ]


def parameters(**values):
    """An array of OSSL_PARAM of integers, names and bytes; the buffers live as long as the array."""
    array = (Param * (len(values) + 1))()
    array.buffers = []
    for place, (key, value) in zip(array, values.items()):
        if isinstance(value, int):
            buffer, kind, size = ctypes.c_uint(value), 2, 4  # OSSL_PARAM_UNSIGNED_INTEGER
        elif isinstance(value, str):
            buffer, kind, size = ctypes.create_string_buffer(value.encode()), 4, len(value)  # OSSL_PARAM_UTF8_STRING
        else:
            buffer, kind, size = ctypes.create_string_buffer(value, len(value)), 5, len(value)  # ..._OCTET_STRING
        array.buffers.append(buffer)
        place.key, place.data_type = key.encode(), kind
        place.data, place.data_size, place.return_size = ctypes.addressof(buffer), size, ctypes.c_size_t(-1).value
    return array


def must(done):
    if done != 1:
        raise RuntimeError("OpenSSL refused")


class Generator:
    """A generator with a parent that gives what the test tells it."""

    def __init__(self, mechanism, strength, **settings):
        self.strength = strength
        self.parent = lib.EVP_RAND_CTX_new(lib.EVP_RAND_fetch(None, b"TEST-RAND", None), None)
        must(lib.EVP_RAND_CTX_set_params(self.parent, parameters(strength=strength)))
        self.context = lib.EVP_RAND_CTX_new(lib.EVP_RAND_fetch(None, mechanism, None), self.parent)
        must(lib.EVP_RAND_CTX_set_params(self.context, parameters(**settings)))

    def entropy(self, entropy, nonce=None):
        values = {"test_entropy": entropy}
        if nonce:
            values["test_nonce"] = nonce
        must(lib.EVP_RAND_CTX_set_params(self.parent, parameters(**values)))

    def instantiate(self, entropy, nonce, personalization):
        self.entropy(entropy, nonce)
        must(lib.EVP_RAND_instantiate(self.parent, self.strength, 0, None, 0, None))
        must(lib.EVP_RAND_instantiate(self.context, self.strength, 0, personalization, len(personalization), None))

    def reseed(self, entropy, additional):
        self.entropy(entropy)
        must(lib.EVP_RAND_reseed(self.context, 0, None, 0, additional, len(additional)))

    def generate(self, length, additional, entropy=None):
        if entropy:
            self.entropy(entropy)
        out = ctypes.create_string_buffer(length)
        must(lib.EVP_RAND_generate(self.context, out, length, self.strength, 1 if entropy else 0, additional, len(additional)))
        return out.raw

    def close(self):
        lib.EVP_RAND_CTX_free(self.context)
        lib.EVP_RAND_CTX_free(self.parent)


def case(source, make, lengths, resists, reseeds):
    """Instantiate, reseed if asked for, and generate twice; the second output is the answer."""
    entropy_length, nonce_length, personalization_length, additional_length, out_length = lengths
    entropy, nonce = source.take(entropy_length), source.take(nonce_length)
    personalization = source.take(personalization_length)
    generator = make()
    generator.instantiate(entropy, nonce, personalization)
    others = []
    if reseeds and not resists:
        other = source.take(additional_length), source.take(entropy_length)
        generator.reseed(other[1], other[0])
        others.append({"intendedUse": "reSeed", "additionalInput": text(other[0]), "entropyInput": text(other[1])})
    for _ in range(2):
        additional = source.take(additional_length)
        fresh = source.take(entropy_length) if resists else b""
        out = generator.generate(out_length, additional, fresh)
        others.append({"intendedUse": "generate", "additionalInput": text(additional), "entropyInput": text(fresh)})
    generator.close()
    question = {
        "entropyInput": text(entropy),
        "nonce": text(nonce),
        "persoString": text(personalization),
        "otherInput": others,
    }
    return question, {"returnedBits": text(out)}


def groups(made, source, mode, derivation, make, entropy_length, nonce_length, further, out_length):
    for resists, reseeds in (False, False), (False, True), (True, True):
        for personalization_length in (0, further):
            for additional_length in (0, further):
                lengths = entropy_length, nonce_length, personalization_length, additional_length, out_length
                cases = [case(source, make, lengths, resists, reseeds) for _ in range(2)]
                made.group(
                    cases,
                    derFunc=derivation,
                    reSeed=reseeds,
                    predResistance=resists,
                    entropyInputLen=8 * entropy_length,
                    nonceLen=8 * nonce_length,
                    persoStringLen=8 * personalization_length,
                    additionalInputLen=8 * additional_length,
                    returnedBitsLen=8 * out_length,
                    mode=mode,
                )


def counter():
    source = Bytes("ctrDRBG")
    made = VectorSet("ctrDRBG-1.0", "ctrDRBG", "1.0")
    for bits in 128, 192, 256:
        for derivation in True, False:
            settings = {"cipher": f"AES-{bits}-CTR", "use_derivation_function": int(derivation)}
            make = lambda: Generator(b"CTR-DRBG", bits, **settings)
            seed = bits // 8 + 16
            entropy_length, nonce_length = (bits // 8, bits // 16) if derivation else (seed, 0)
            for out_length in 64, 200:
                groups(made, source, f"AES-{bits}", derivation, make, entropy_length, nonce_length, seed, out_length)
    made.write()


def hashed(folder, mechanism, **settings):
    source = Bytes(folder)
    made = VectorSet(f"{folder}-1.0", folder, "1.0")
    for name, (_, _, size) in HASHES.items():
        strength = max(strength for strength in (128, 192, 256) if strength <= 8 * size)
        # OpenSSL knows the truncated ones as SHA2-512/224 and SHA2-512/256, as ACVP does.
        make = lambda: Generator(mechanism, strength, digest=name, **settings)
        groups(made, source, name, False, make, strength // 8, strength // 16, 37, 3 * size + 5)
    made.write()


def generate():
    counter()
    hashed("hashDRBG", b"HASH-DRBG")
    hashed("hmacDRBG", b"HMAC-DRBG", mac="HMAC")
