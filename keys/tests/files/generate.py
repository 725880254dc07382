#!/usr/bin/env python3
"""Key files for tests/files.rs. usage: generate.py, in this folder.

Seeds as private keys, public keys and encrypted files are written by the package cryptography 48 (OpenSSL 4.0); the
expanded form and both forms together (RFC 9881 and RFC 9935, section 6) from keys that dilithium-py and kyber-py
expand; files of SLH-DSA by slh-dsa. The primes of RSA are those of kat-vectors. The keys come from fixed seeds; an encrypted file has a new salt each time.
"""
import base64
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import dsa, ed448, ed25519, mldsa, mlkem
from dilithium_py.ml_dsa import ML_DSA_44, ML_DSA_65, ML_DSA_87
from kyber_py.ml_kem import ML_KEM_512, ML_KEM_768, ML_KEM_1024
from slhdsa import KeyPair, lowlevel

sys.path.append(str(Path(__file__).parents[3] / "kat-vectors/generate"))
from rsa_numbers import private_key

PASSWORD = b"correct horse battery"
D_SEED, K_SEED = bytes(range(32)), bytes(range(64))
ROWS = [
    ("ml-dsa-44", "608648016503040311", D_SEED, ML_DSA_44, mldsa.MLDSA44PrivateKey),
    ("ml-dsa-65", "608648016503040312", D_SEED, ML_DSA_65, mldsa.MLDSA65PrivateKey),
    ("ml-dsa-87", "608648016503040313", D_SEED, ML_DSA_87, mldsa.MLDSA87PrivateKey),
    ("ml-kem-512", "608648016503040401", K_SEED, ML_KEM_512, None),
    ("ml-kem-768", "608648016503040402", K_SEED, ML_KEM_768, mlkem.MLKEM768PrivateKey),
    ("ml-kem-1024", "608648016503040403", K_SEED, ML_KEM_1024, mlkem.MLKEM1024PrivateKey),
]


def tlv(tag, value):
    n = len(value)
    length = bytes([n]) if n < 128 else bytes([0x81, n]) if n < 256 else b"\x82" + n.to_bytes(2, "big")
    return bytes([tag]) + length + value


def pkcs8(oid, octets):
    algorithm = tlv(0x30, tlv(6, bytes.fromhex(oid)))
    return tlv(0x30, tlv(2, b"\0") + algorithm + tlv(4, octets))


for name, oid, seed, standard, other in ROWS:
    public, expanded = standard.key_derive(seed)
    Path(f"{name}.seed.der").write_bytes(pkcs8(oid, tlv(0x80, seed)))
    Path(f"{name}.expanded.der").write_bytes(pkcs8(oid, tlv(4, expanded)))
    Path(f"{name}.both.der").write_bytes(pkcs8(oid, tlv(0x30, tlv(4, seed) + tlv(4, expanded))))
    spki = tlv(0x30, tlv(0x30, tlv(6, bytes.fromhex(oid))) + tlv(3, b"\0" + public))
    Path(f"{name}.public.der").write_bytes(spki)
    if other is None:
        continue
    key = other.from_seed_bytes(seed)
    private = lambda encoding, encryption: key.private_bytes(encoding, s.PrivateFormat.PKCS8, encryption)
    assert key.public_key().public_bytes(s.Encoding.DER, s.PublicFormat.SubjectPublicKeyInfo) == spki, name
    assert private(s.Encoding.DER, s.NoEncryption()) == pkcs8(oid, tlv(0x80, seed)), name
    Path(f"{name}.pem").write_bytes(private(s.Encoding.PEM, s.NoEncryption()))
    Path(f"{name}.encrypted.pem").write_bytes(private(s.Encoding.PEM, s.BestAvailableEncryption(PASSWORD)))
    Path(f"{name}.public.pem").write_bytes(
        key.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo))


def der(write):
    """What a function writes as PEM."""
    place = Path("slh-dsa.pem")
    write(str(place))
    octets = base64.b64decode("".join(place.read_text().splitlines()[1:-1]))
    place.unlink()
    return octets


for family in "sha2", "shake":
    for size in "128s", "128f", "192s", "192f", "256s", "256f":
        par = getattr(lowlevel.parameters, f"{family}_{size}")
        lowlevel.slhdsa.token_bytes = lambda n: bytes(range(n))
        pair = KeyPair.gen(par)
        Path(f"slh-dsa-{family}-{size}.expanded.der").write_bytes(der(pair.sec.to_pkcs))
        Path(f"slh-dsa-{family}-{size}.public.der").write_bytes(der(pair.pub.to_pkcs))

# A seed is an octet string here (RFC 8410).
for name, oid, key in (
    ("ed25519", "2b6570", ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))),
    ("ed448", "2b6571", ed448.Ed448PrivateKey.from_private_bytes(bytes(range(57)))),
):
    private = lambda encoding, encryption: key.private_bytes(encoding, s.PrivateFormat.PKCS8, encryption)
    public = lambda encoding: key.public_key().public_bytes(encoding, s.PublicFormat.SubjectPublicKeyInfo)
    assert private(s.Encoding.DER, s.NoEncryption()) == pkcs8(oid, tlv(4, key.private_bytes_raw())), name
    Path(f"{name}.seed.der").write_bytes(private(s.Encoding.DER, s.NoEncryption()))
    Path(f"{name}.pem").write_bytes(private(s.Encoding.PEM, s.NoEncryption()))
    Path(f"{name}.encrypted.pem").write_bytes(private(s.Encoding.PEM, s.BestAvailableEncryption(PASSWORD)))
    Path(f"{name}.public.der").write_bytes(public(s.Encoding.DER))
    Path(f"{name}.public.pem").write_bytes(public(s.Encoding.PEM))

# PKCS#8 and SubjectPublicKeyInfo, and what PKCS#1 has of its own.
for bits in 2048, 3072:
    key, name = private_key(bits, f"key file {bits}"), f"rsa-{bits}"
    formats, plain = s.PrivateFormat, s.NoEncryption()
    Path(f"{name}.expanded.der").write_bytes(key.private_bytes(s.Encoding.DER, formats.PKCS8, plain))
    Path(f"{name}.pem").write_bytes(key.private_bytes(s.Encoding.PEM, formats.PKCS8, plain))
    Path(f"{name}.encrypted.pem").write_bytes(
        key.private_bytes(s.Encoding.PEM, formats.PKCS8, s.BestAvailableEncryption(PASSWORD)))
    Path(f"{name}.pkcs1.der").write_bytes(key.private_bytes(s.Encoding.DER, formats.TraditionalOpenSSL, plain))
    Path(f"{name}.pkcs1.pem").write_bytes(key.private_bytes(s.Encoding.PEM, formats.TraditionalOpenSSL, plain))
    for encoding, end in (s.Encoding.DER, "der"), (s.Encoding.PEM, "pem"):
        public = key.public_key().public_bytes
        Path(f"{name}.public.{end}").write_bytes(public(encoding, s.PublicFormat.SubjectPublicKeyInfo))
        Path(f"{name}.public-pkcs1.{end}").write_bytes(public(encoding, s.PublicFormat.PKCS1))

# What only verifies (RFC 9802), with the keys of the module's own tests.
examples = Path(__file__).resolve().parents[3] / "tests" / "common" / "operations"
xmss = (examples / "xmss.bin").read_bytes()
for name, oid, key in (
    ("hss", "2a864886f70d0109100311", (examples / "hss.bin").read_bytes()[:52]),
    ("xmss", "2b06010505070622", xmss[:52]),
    ("xmssmt", "2b06010505070623", xmss[52 + 4 + 24 * (1 + 51 + 10) :][:52]),
):
    Path(f"{name}.public.der").write_bytes(tlv(0x30, tlv(0x30, tlv(6, bytes.fromhex(oid))) + tlv(3, b"\0" + key)))

# The domain parameters stand beside the algorithm.
example = (examples / "dsa.bin").read_bytes()
p, q, g, y = (int.from_bytes(example[a:b], "big") for a, b in ((0, 128), (128, 148), (148, 276), (276, 404)))
public = dsa.DSAPublicNumbers(y, dsa.DSAParameterNumbers(p, q, g)).public_key()
Path("dsa.public.der").write_bytes(public.public_bytes(s.Encoding.DER, s.PublicFormat.SubjectPublicKeyInfo))

# New keys each time.
for group in "ffdhe2048", "modp_3072":
    private, public = f"dh/{group}.private.der", f"dh/{group}.public.der"
    subprocess.run(["openssl", "genpkey", "-algorithm", "DH", "-pkeyopt", f"group:{group}", "-outform", "DER", "-out", private], check=True)
    subprocess.run(["openssl", "pkey", "-inform", "DER", "-in", private, "-pubout", "-outform", "DER", "-out", public], check=True)
