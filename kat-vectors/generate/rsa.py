"""RSA by OpenSSL, through the package cryptography. OpenSSL makes each signature or refuses it; where it has no door (SHAKE, the bare
operation) the answer is computed with Python's integers and the encoding of RFC 8017."""

import hashlib

from common import HASHES as COMMON
from common import Bytes, VectorSet, text
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from rsa_numbers import numbers, octets, private_key
from tools import CRYPTOGRAPHY

ANSWERS = {
    "RSA-": f"{CRYPTOGRAPHY}; PSS with SHAKE and the primitives by Python's integers",
    "KAS-IFC-SSC-": f"Python's integers; keys checked by {CRYPTOGRAPHY}",
}

HASHES = {
    "SHA2-224": hashes.SHA224(),
    "SHA2-256": hashes.SHA256(),
    "SHA2-384": hashes.SHA384(),
    "SHA2-512": hashes.SHA512(),
    "SHA2-512/224": hashes.SHA512_224(),
    "SHA2-512/256": hashes.SHA512_256(),
    "SHA3-224": hashes.SHA3_224(),
    "SHA3-256": hashes.SHA3_256(),
    "SHA3-384": hashes.SHA3_384(),
    "SHA3-512": hashes.SHA3_512(),
}
SHAKES = {"SHAKE-128": ("shake_128", 32), "SHAKE-256": ("shake_256", 64)}
SIZES = [2048, 3072, 4096]


def shake(name, data, size=None):
    function, usual = SHAKES[name]
    return hashlib.new(function, data).digest(size or usual)


def pss_of_hash(name, message, salt, bits):
    """EMSA-PSS with a hash function and MGF1 with it."""
    function = COMMON[name][0]
    digest = lambda data: hashlib.new(function, data).digest()
    return pss(digest, lambda seed, size: mgf1(digest, seed, size), message, salt, bits)


def mgf1(digest, seed, size):
    blocks = range(-(-size // len(digest(b""))))
    return b"".join(digest(seed + i.to_bytes(4, "big")) for i in blocks)[:size]


def pss_of_shake(name, mask, message, salt, bits):
    """EMSA-PSS with SHAKE as hash function; the mask is SHAKE itself or MGF1 with it."""
    digest = lambda data: shake(name, data)
    if mask == "mgf1":
        return pss(digest, lambda seed, size: mgf1(digest, seed, size), message, salt, bits)
    return pss(digest, lambda seed, size: shake(mask.upper(), seed, size), message, salt, bits)


def pss(digest, mask, message, salt, bits):
    """EMSA-PSS (RFC 8017 section 9.1.1)."""
    length = (bits - 1 + 7) // 8
    value = digest(bytes(8) + digest(message) + salt)
    block = bytes(length - len(salt) - len(value) - 2) + b"\1" + salt
    block = bytearray(a ^ b for a, b in zip(block, mask(value, len(block))))
    block[0] &= 0xFF >> (8 * length - (bits - 1))
    return bytes(block) + value + b"\xbc"


def raised(key, data, bits):
    return octets(pow(int.from_bytes(data, "big"), key[2], key[0]), bits)


def spoiled(signature):
    """A signature as it was made, and others: a bit at each end, a byte less, a byte more."""
    yield signature, True
    yield bytes([signature[0] ^ 1]) + signature[1:], False
    yield signature[:-1] + bytes([signature[-1] ^ 1]), False
    yield signature[1:], False
    yield bytes(1) + signature, False


def verifications(source, public, sign, verify):
    message = source.take(100)
    signature = sign(message)
    for candidate, is_right in spoiled(signature):
        if verify is not None:
            try:
                verify(candidate, message)
                assert is_right
            except InvalidSignature:
                assert not is_right
        yield {"message": text(message), "signature": text(candidate)}, {"testPassed": is_right}
    yield {"message": text(message + b"!"), "signature": text(signature)}, {"testPassed": False}


def scheme(made, source, bits, label, sign_type, hash_name, salt, **more):
    """A group of a hash function of OpenSSL."""
    key, public = private_key(bits, label), numbers(bits, label)
    function = HASHES.get(hash_name) or hashes.SHA1()
    form = padding.PKCS1v15() if sign_type == "pkcs1v1.5" else padding.PSS(padding.MGF1(function), salt)
    sign = lambda message: key.sign(message, form, function)
    verify = lambda signature, message: key.public_key().verify(signature, message, form, function)
    cases = list(verifications(source, public, sign, verify))
    made.group(
        cases, "GDT", sigType=sign_type, modulo=bits, hashAlg=hash_name, saltLen=salt,
        n=text(octets(public[0], bits)), e="010001", **more,
    )


def verifying(source):
    made = VectorSet("RSA-SigVer-FIPS186-5", "RSA", "FIPS186-5", mode="sigVer")
    for i, name in enumerate(HASHES):
        bits = SIZES[i % 3]
        scheme(made, source, bits, f"Qila {bits}", "pkcs1v1.5", name, 0, maskFunction="none")
        for salt in 0, HASHES[name].digest_size:
            scheme(made, source, bits, f"Qila {bits}", "pss", name, salt, maskFunction="mgf1")
    for i, (name, mask, salt) in enumerate(
        (name, mask, salt) for name in SHAKES for mask in ("mgf1", name.lower()) for salt in (1, SHAKES[name][1])
    ):
        bits = SIZES[i % 3]
        key = numbers(bits, f"Qila {bits}")
        sign = lambda message: raised(key, pss_of_shake(name, mask, message, source.take(salt), bits), bits)
        cases = list(verifications(source, key, sign, None))
        made.group(
            cases, "GDT", sigType="pss", modulo=bits, hashAlg=name, saltLen=salt, n=text(octets(key[0], bits)), e="010001",
            maskFunction=mask,
        )
    made.write()
    legacy = VectorSet("RSA-SigVer-FIPS186-4", "RSA", "FIPS186-4", mode="sigVer")
    for bits in 1024, 1536, 2048:
        for name in "SHA-1", "SHA2-256":
            for sign_type, salt in ("pkcs1v1.5", 0), ("pss", 20):
                scheme(legacy, source, bits, f"Qila {bits}", sign_type, name, salt)
    legacy.write()


def signing(source):
    """The key stands beside each answer, as ACVP's own answers do not have it: so a run can sign again."""
    made = VectorSet("RSA-SigGen-FIPS186-5", "RSA", "FIPS186-5", mode="sigGen")
    for i, name in enumerate([*HASHES, *SHAKES]):
        bits = SIZES[i % 3]
        n, _, _, p, q, *_ = key = numbers(bits, f"Qila {bits}")
        own = {"n": text(octets(n, bits)), "e": "010001", "p": text(octets(p, bits // 2)), "q": text(octets(q, bits // 2))}
        message, private = source.take(100), private_key(bits, f"Qila {bits}")
        answers = []
        if name in HASHES:
            function = HASHES[name]
            form = padding.PSS(padding.MGF1(function), function.digest_size)
            answers.append(("pkcs1v1.5", "none", 0, private.sign(message, padding.PKCS1v15(), function)))
            salt = function.digest_size
            # OpenSSL takes a fresh salt, so the signature is made by integers and verified by OpenSSL.
            signature = raised(key, pss_of_hash(name, message, source.take(salt), bits), bits)
            private.public_key().verify(signature, message, form, function)
            answers.append(("pss", "mgf1", salt, signature))
        else:
            salt = SHAKES[name][1]
            encoded = pss_of_shake(name, name.lower(), message, source.take(salt), bits)
            answers.append(("pss", name.lower(), salt, raised(key, encoded, bits)))
        for sign_type, mask, salt, signature in answers:
            case = {"message": text(message)}, {**own, "signature": text(signature)}
            made.group([case], "GDT", sigType=sign_type, modulo=bits, hashAlg=name, saltLen=salt, maskFunction=mask)
    made.write()


def primitives(source):
    made = VectorSet("RSA-SignaturePrimitive-2.0", "RSA", "2.0", mode="signaturePrimitive")
    decrypting = VectorSet("RSA-DecryptionPrimitive-Sp800-56Br2", "RSA", "Sp800-56Br2", mode="decryptionPrimitive")
    for bits in SIZES:
        key = numbers(bits, f"Qila {bits}")
        n, e, d, p, q, dp, dq, inverse = (text(octets(x, bits if i in (0, 2) else bits // 2)) for i, x in enumerate(key))
        forms = {"standard": {"d": d}, "crt": {"dmp1": dp, "dmq1": dq, "iqmp": inverse}}
        inside = [int.from_bytes(source.take(bits // 8), "big") % key[0], 2, key[0] - 2]
        edges = [0, 1, key[0] - 1]
        outside = [key[0], key[0] + 1]
        for form, private in forms.items():
            def cases(values, is_answered, question, answer):
                for value in values:
                    data = octets(value, bits)
                    asked = {question: text(data), "p": p, "q": q, **private, "n": n, "e": "010001"}
                    right = {"testPassed": True, answer: text(raised(key, data, bits))}
                    yield asked, right if is_answered else {"testPassed": False}

            signed = [*cases(inside + edges, True, "message", "signature"), *cases(outside, False, "message", "signature")]
            made.group(signed, modulo=bits, keyMode=form)
            opened = [*cases(inside, True, "ct", "pt"), *cases(edges + outside, False, "ct", "pt")]
            decrypting.group(opened, modulo=bits, keyMode=form, pubExpMode="fixed")
    made.write()
    decrypting.write()


def key_generation(source):
    """Keys of OpenSSL's own checks: what is generated elsewhere is taken and gives the same numbers."""
    made = VectorSet("RSA-KeyGen-FIPS186-5", "RSA", "FIPS186-5", mode="keyGen")
    for bits in SIZES:
        for form in "standard", "crt":
            private_key(bits, f"Qila {bits}")
            n, e, d, p, q, dp, dq, inverse = numbers(bits, f"Qila {bits}")
            known = {"n": text(octets(n, bits)), "e": "010001", "p": text(octets(p, bits // 2)), "q": text(octets(q, bits // 2))}
            halves = {"dmp1": dp, "dmq1": dq, "iqmp": inverse}
            crt = {name: text(octets(value, bits // 2)) for name, value in halves.items()}
            cases = [({"deferred": True}, {**known, **({"d": text(octets(d, bits))} if form == "standard" else crt)})]
            made.group(
                cases, "GDT", infoGeneratedByServer=False, modulo=bits, keyFormat=form, primeTest="2pow100", randPQ="probable",
                pubExp="fixed", fixedPubExp="010001", pMod8=0, qMod8=0,
            )
    made.write()


FORMS = {"basic": ("D",), "prime-factor": ("D",), "crt": ("Dmp1", "Dmq1", "Iqmp")}


def own_key(bits, label, form):
    """The fields of the own key in a form (SP 800-56B r2 section 6.2), with the primes."""
    private_key(bits, label)
    n, e, d, p, q, dp, dq, inverse = numbers(bits, label)
    given = {"N": n, "E": e, "P": p, "Q": q, "D": d, "Dmp1": dp, "Dmq1": dq, "Iqmp": inverse}
    size = {"N": bits, "E": 24, "D": bits}
    names = ("N", "E", "P", "Q", *FORMS[form])
    return n, e, d, {f"iut{name}": text(octets(given[name], size.get(name, bits // 2))) for name in names}


def agreement(source):
    """KAS1 and KAS2 from both sides. The secrets that the answers chose stand there; what is wrong in a validation test is Z, or a
    ciphertext that is no number between 1 and n - 1."""
    made = VectorSet("KAS-IFC-SSC-Sp800-56Br2", "KAS-IFC-SSC", "Sp800-56Br2")
    plan = [(2048, "basic"), (2048, "prime-factor"), (3072, "crt")]
    for bits, form in plan:
        for scheme, role in ("KAS1", "initiator"), ("KAS1", "responder"), ("KAS2", "initiator"), ("KAS2", "responder"):
            n, e, d, own = own_key(bits, f"KAS-IFC own {bits}", form)
            server_n, server_e, *_ = numbers(bits, f"KAS-IFC server {bits}")
            ours, theirs = (int.from_bytes(source.take(bits // 8), "big") >> 2 for _ in range(2))
            sends = scheme == "KAS2" or role == "initiator"
            takes = scheme == "KAS2" or role == "responder"
            fields, answer, z = {}, {}, b""
            if sends:
                fields |= {"serverN": text(octets(server_n, bits)), "serverE": text(octets(server_e, 24))}
                answer |= {"iutC": text(octets(pow(ours, server_e, server_n), bits)), "iutZ": text(octets(ours, bits))}
            if takes:
                c = pow(theirs, e, n)
                assert pow(c, d, n) == theirs
                fields |= {**own, "serverC": text(octets(c, bits))}
            halves = [octets(ours, bits)] * sends + [octets(theirs, bits)] * takes
            z = b"".join(halves if role == "initiator" else halves[::-1])
            answer["z"] = text(z)
            shared = dict(scheme=scheme, kasRole=role, keyGenerationMethod=f"rsakpg1-{form}", modulo=bits, fixedPubExp="010001")
            made.group([(fields, answer)], **shared)
            whole = {**fields, **answer}
            rows = [(whole, True), ({**whole, "z": text(z[:-1] + bytes([z[-1] ^ 1]))}, False)]
            if takes:
                rows += [({**whole, "serverC": text(octets(c, bits))}, False) for c in (0, 1, n - 1, n)]
            if sends:
                rows.append(({**whole, "iutC": text(octets(pow(ours, server_e, server_n) ^ 1, bits))}, False))
            made.group([(row, {"testPassed": is_right}) for row, is_right in rows], "VAL", **shared)
    made.write()


def generate():
    source = Bytes("RSA")
    verifying(source)
    signing(source)
    primitives(source)
    key_generation(source)
    agreement(Bytes("KAS-IFC"))
