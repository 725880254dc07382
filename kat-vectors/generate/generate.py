#!/usr/bin/env python3
"""Makes every set of this folder anew, and the MANIFEST: which implementation gave the answers, and the digest of each file.

    python3 kat-vectors/generate/generate.py

The same tools give the same bytes. Needs Python 3.9 or later with the packages cryptography and kyber-py, Perl, the
command openssl 3, and libcrypto.so.3.
"""

import hashlib
import json
import platform
import ssl
import subprocess
from importlib import metadata

import aes
import aes_modes
import ascon
import chacha20_poly1305
import cmac
import conditioning
import drbg
import ff1
import hkdf
import hmac_sha
import kdf
import kw_ccm
import ml_kem
import sha
import sp800_185
import xof
from common import ROOT
from cryptography.hazmat.backends.openssl.backend import backend
import cryptography


def tools():
    perl = subprocess.run(
        ["perl", "-MDigest::SHA", "-e", "print $Digest::SHA::VERSION"], check=True, capture_output=True
    ).stdout.decode()
    hashlib_tool = f"Python {platform.python_version()}, {ssl.OPENSSL_VERSION}"
    openssl = subprocess.run(["openssl", "version"], check=True, capture_output=True, text=True).stdout.split(" (")[0]
    package = f"cryptography {cryptography.__version__}, {backend.openssl_version_text()}"
    return {
        "Ascon-": "SP 800-232 in Python, which gives the known answers of the Ascon team",
        "SHA3-": f"hashlib of {hashlib_tool}; parts of bytes: FIPS 202 in Python",
        "SHAKE-": f"hashlib of {hashlib_tool}; parts of bytes: FIPS 202 in Python",
        "cSHAKE-": "FIPS 202 and SP 800-185 in Python",
        "TupleHash-": "FIPS 202 and SP 800-185 in Python",
        "ParallelHash-": "FIPS 202 and SP 800-185 in Python",
        "KMAC-": f"FIPS 202 and SP 800-185 in Python; whole bytes: {openssl}",
        "SHA": f"hashlib of {hashlib_tool}; parts of bytes: Perl Digest::SHA {perl}",
        "ChaCha20-": f"Python package {package}",
        "HMAC-": f"hmac of {hashlib_tool}",
        "CMAC-": f"Python package {package}",
        "KDA-HKDF": f"Python package {package}",
        "KDA-": f"SP 800-56C in Python on {hashlib_tool}; one-step also: {package}",
        "KDF-": f"SP 800-108 in Python on {hashlib_tool}; counter mode also: {package}",
        "PBKDF-": f"hashlib of {hashlib_tool}",
        "TLS-": f"RFC 5246 and RFC 8446 in Python on {hashlib_tool}",
        "kdf-components-ike": f"SP 800-135 in Python on {hashlib_tool}; parts of bytes: Perl Digest::SHA {perl}",
        "kdf-components-IKE": f"SP 800-135 in Python on {hashlib_tool}; parts of bytes: Perl Digest::SHA {perl}",
        "kdf-components-": f"SP 800-135 in Python on {hashlib_tool} and {package}",
        "ACVP-AES-GCM-SIV": f"Python package {package}",
        "ACVP-AES-G": f"Python package {package}; IVs below 64 bits: SP 800-38D in Python on its AES",
        "ACVP-AES-KW": f"Python package {package}; inverse form: SP 800-38F in Python on its AES",
        "ACVP-AES-CFB1-": f"SP 800-38A in Python on AES of {package}",
        "ACVP-AES-CBC-CS": f"SP 800-38A addendum in Python on CBC of {package}",
        "ACVP-AES-FF1": f"SP 800-38G in Python on AES of {package}",
        "ACVP-AES-XTS": f"IEEE 1619 in Python on AES of {package}",
        "ACVP-AES-": f"Python package {package}",
        "ML-KEM-": f"Python package kyber-py {metadata.version('kyber-py')}; keys and decapsulation of the larger sets also: {package}",
        "Conditioning": f"SP 800-90A section 10.3 in Python, on AES of {package} and hashlib of {hashlib_tool}",
        "": f"EVP_RAND of {drbg.lib.OpenSSL_version(0).decode()}",
    }


def manifest():
    sets = []
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir() and path.name != "generate"):
        tool = next(tool for start, tool in tools().items() if folder.name.startswith(start))
        files = {
            f"{folder.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())
        }
        sets.append({"set": folder.name, "answers": tool, "files": files})
    head = {"command": "python3 kat-vectors/generate/generate.py", "digest": "SHA-256", "sets": sets}
    (ROOT / "MANIFEST.json").write_text(json.dumps(head, indent=1) + "\n")


if __name__ == "__main__":
    parts = sha, xof, ascon, sp800_185, hmac_sha, cmac, hkdf, kdf, aes, aes_modes, ff1, kw_ccm, chacha20_poly1305, drbg, conditioning, ml_kem
    for part in parts:
        part.generate()
    manifest()
