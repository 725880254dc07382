"""The answers that the self-tests of the module know (`src/module/cast/`) and no standard prints: `python3 self_tests.py` writes each with
its name there. By hashlib, hmac, OpenSSL through the package cryptography, and the standards written in Python beside this."""

import hashlib
import hmac as python_hmac

import ascon
import curve_tables
import derivations
import dsa_numbers
import hybrid
import keccak
import key_confirmation
import kw_ccm
import lms
import ml_dsa
import ml_kem
import rsa_numbers
import slh_dsa
import xmss
from aes import KEY_BITS, block_function
from cmac import tag as cmac
from common import HASHES
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, AESGCMSIV
from drbg import Generator


def counting(length, start=0, step=1):
    return bytes((start + step * i) % 256 for i in range(length))


KEY = counting(32, 0x40)
MESSAGE = b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"


def hash_functions():
    for name, (function, _, _) in HASHES.items():
        message = MESSAGE * 2 if name.startswith("SHA3") else MESSAGE
        yield f"hash {name}", hashlib.new(function, message).digest()
        data = counting(219)
        values = b"".join(hashlib.new(function, data[i : i + 200]).digest() for i in range(20))
        yield f"hash batch {name}", hashlib.new(function, values).digest()
        if name in ("SHA-1", "SHA2-256", "SHA2-512", "SHA3-256"):
            yield f"hash {name} of 1000 bytes", hashlib.new(function, counting(1000)).digest()
        yield f"hmac {name}", python_hmac.new(b"Jefe", b"what do ya want for nothing?", function).digest()
    for strength in 128, 256:
        shake = hashlib.new(f"shake_{strength}", MESSAGE * 2)
        yield f"hash SHAKE{strength}, the last 32 of 200 bytes", shake.digest(200)[168:]
        bits = keccak.cshake_bits(strength, MESSAGE * 2, 16 * len(MESSAGE), 1600, b"", b"Email Signature")
        yield f"hash cSHAKE{strength}, the last 32 of 200 bytes", keccak.to_bytes(bits)[168:]


def sp800_185():
    for strength in 128, 256:
        size = strength // 4
        for customized in False, True:
            name = "customized" if customized else "alone"
            string = b"My Tagged Application" if customized else b""
            yield f"kmac {strength} {name}", derivations.kmac(strength, KEY, bytes(range(4)), size, string)
            string = b"My Tuple App" if customized else b""
            elements = [bytes(range(3)), bytes(range(0x10, 0x16))]
            bits = keccak.tuple_hash_bits(strength, elements, 8 * size, False, string)
            yield f"tuple_hash {strength} {name}", keccak.to_bytes(bits)
            string = b"Parallel Data" if customized else b""
            bits = keccak.parallel_hash_bits(strength, counting(85), 8 * 85, 8, 8 * size, False, string)
            yield f"parallel_hash {strength} {name}", keccak.to_bytes(bits)


def ciphers():
    blocks = 36
    first = bytes.fromhex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
    for bits in KEY_BITS:
        key = counting(bits // 8)
        counters = [(int.from_bytes(first, "big") + i).to_bytes(16, "big") for i in range(blocks)]
        stream = [block_function(key)(counter) for counter in counters]
        total = bytes(16)
        for block in stream:
            total = bytes(a ^ b for a, b in zip(total, block))
        yield f"aes {bits}: sum of the key stream", total
        encryptor = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
        yield f"aes {bits}: last block of CBC", encryptor.update(b"".join(counters))[-16:]
        iv, aad = counting(12), counting(20)
        long = counting(16 * blocks - 5, 1, 7)
        yield f"gcm {bits}: tag of the long message", AESGCM(key).encrypt(iv, long, aad)[-16:]
        yield f"gcm {bits}: tag of the short message", AESGCM(key).encrypt(iv, long[:60], aad)[-16:]
        yield f"gcm {bits}: tag without a message", AESGCM(key).encrypt(counting(16), b"", long)[-16:]
        for tag, nonce in (4, 7), (16, 13), (12, 10):
            sealed = AESCCM(key, tag).encrypt(counting(nonce), long[:72], aad)
            yield f"ccm {bits}, tag of {tag}, nonce of {nonce}: end", sealed[-tag - 16 :]
        if bits != 192:
            sealed = AESGCMSIV(key).encrypt(counting(12), counting(700), counting(13))
            yield f"gcm_siv {bits}: end and tag", sealed[-32:]
        yield f"cmac {bits}, one block", cmac(key, counting(16))
        yield f"cmac {bits}, two blocks and a half", cmac(key, counting(40))
        for inverse in False, True:
            form = "inverse" if inverse else "cipher"
            yield f"kw {bits} {form}", kw_ccm.kw(key, counting(32), inverse)
            yield f"kw padded {bits} {form}", kw_ccm.kwp(key, counting(27), inverse)
        for index, width in (0x123456789ABC, 48), (0x12345678, 32):
            out = derivations.srtp(key, counting(14), 1, index, 1 << 8, 20, width)
            yield f"srtp {bits}, index of {width} bits", out
    encryptor = Cipher(algorithms.AES(counting(32)), modes.XTS((0x123456789A).to_bytes(16, "little"))).encryptor()
    yield "xts 128: the last 25 bytes", encryptor.update(counting(16 * 34 + 9))[-25:]


def whole(message):
    """A message whose last byte is whole, as `ascon` takes it."""
    return ascon.number(message, 8 * len(message)), 8 * len(message)


def others():
    yield "ascon hash", ascon.hash256(whole(counting(33)))
    yield "ascon xof", ascon.xof128(whole(counting(33)), 8 * 40)
    yield "ascon cxof", ascon.cxof128(whole(counting(33)), whole(counting(17, 0x40)), 8 * 40)
    for strength, salt in (128, bytes(164)), (256, bytes(132)):
        out = derivations.one_step(f"KMAC-{strength}", salt, b"shared secret Z!", b"fixed information", 40)
        yield f"one_step KMAC{strength} without a salt", out
    data = key_confirmation.mac_data("bilateral", "V", (b"Bob", b"a nonce."), (b"Alice", b""))
    for name in "HMAC-SHA2-256", "CMAC", "KMAC-128", "KMAC-256":
        yield f"key_confirmation {name}", key_confirmation.mac(name, b"a MAC key, 16 b.", data, 16)
    for label in b"key expansion", b"extended master secret", b"master secret":
        out = derivations.tls12_prf("SHA2-256", KEY, label, b"server randomclient random", 40)
        yield f"tls12 {label.decode()}", out


def generators():
    for bits in KEY_BITS:
        for df in True, False:
            generator = Generator(b"CTR-DRBG", bits, cipher=f"AES-{bits}-CTR", use_derivation_function=int(df))
            size = bits // 8 if df else bits // 8 + 16
            generator.instantiate(counting(size), counting(bits // 16, 0x80) if df else b"", counting(size, 0x40))
            generator.reseed(counting(size, 0x20), counting(size, 0x60))
            generator.generate(64, counting(size, 0x30))
            name = "with" if df else "without"
            yield f"drbg CTR {bits} {name} derivation function", generator.generate(32, counting(size, 0x70))
            generator.close()


def signatures():
    # One byte, of which the first candidates are rejected.
    for (name, scheme), message in zip(ml_dsa.SETS.items(), (6, 5, 6)):
        pk, sk = scheme.key_derive(counting(32))
        signature = scheme.sign(sk, bytes([message]), deterministic=True)
        yield f"ml_dsa {name}", hashlib.sha3_256(sk + pk + signature).digest()
    for name in "SLH-DSA-SHA2-128f", "SLH-DSA-SHA2-192f", "SLH-DSA-SHAKE-128f":
        sk = slh_dsa.key(name, counting(3 * slh_dsa.SETS[name].n))
        yield f"slh_dsa {name}: root", sk[3]
        function = "sha256" if "SHA2" in name else "sha3_256"
        yield f"slh_dsa {name}: signature", hashlib.new(function, slh_dsa.sign(name, sk, bytes([0, 0, 7]))).digest()
    for tree, one_time in ("LMS_SHA256_M32_H5", "LMOTS_SHA256_N32_W4"), ("LMS_SHAKE_M32_H5", "LMOTS_SHAKE_N32_W4"):
        yield f"lms {tree}: root", lms.counting_root(tree, one_time)
    for name in "XMSS-SHA2_10_256", "XMSS-SHAKE256_10_256":
        yield f"xmss {name}: root", xmss.counting_root(name)


def dsa():
    bits, label = (2048, 256), "Qila self-test"
    p, q, g = dsa_numbers.parameters(bits, label)
    for name, number in ("p", p), ("q", q), ("g", g), ("y", dsa_numbers.key(bits, label)[1]):
        yield f"dsa {name}", dsa_numbers.octets(number, number.bit_length())
    yield "dsa signature", b"".join(dsa_numbers.sign(bits, label, counting(32), hashes.SHA256(), "Qila self-test k"))


def rsa():
    _, _, _, p, q, *_ = rsa_numbers.numbers(2048, "Qila self-test")
    yield "rsa p", rsa_numbers.octets(p, 1024)
    yield "rsa q", rsa_numbers.octets(q, 1024)
    key = rsa_numbers.private_key(2048, "Qila self-test")
    signature = key.sign(counting(32), padding.PKCS1v15(), hashes.SHA256())
    yield "rsa PKCS#1 v1.5 with SHA-256", hashlib.sha256(signature).digest()


def key_encapsulation():
    seed, m = counting(64), counting(32, 64)
    for name, scheme in ml_kem.SETS.items():
        _, dk = scheme.key_derive(seed)
        k, c = scheme._encaps_internal(scheme.key_derive(seed)[0], m)
        assert scheme.decaps(dk, c) == k
        rejected = scheme.decaps(dk, ml_kem.flipped(c, 0))
        yield f"ml_kem {name}", hashlib.sha3_256(dk + c + k + rejected).digest()
    for name in hybrid.COMBINATIONS:
        yield f"hybrid {name}", hybrid.self_test(name)


if __name__ == "__main__":
    for part in hash_functions, sp800_185, ciphers, others, generators, key_encapsulation, signatures, dsa, rsa, curve_tables.values:
        for name, value in part():
            print(f"{name}: {value.hex()}")
