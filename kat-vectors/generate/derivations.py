"""Key derivations from the standards, in Python on hashlib and hmac; those that the package cryptography has are compared with
it each time this is loaded."""

import hashlib
import hmac as python_hmac

import bit_strings
import keccak
from bit_strings import bits
from cmac import tag as cmac
from common import HASHES
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash, ConcatKDFHMAC
from cryptography.hazmat.primitives.kdf.kbkdf import KBKDFCMAC, KBKDFHMAC, CounterLocation, Mode
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from hkdf import CLASSES


def digest(name, message):
    return hashlib.new(HASHES[name][0], message).digest()


def hmac(name, key, message):
    return python_hmac.new(key, message, HASHES[name][0]).digest()


def kmac(strength, key, message, size, customization):
    bits = keccak.kmac_bits(strength, key, 8 * len(key), message, 8 * len(message), 8 * size, False, customization)
    return keccak.to_bytes(bits)


def prf(mode, key, message):
    """By ACVP's name of the MAC."""
    return cmac(key, message) if mode.startswith("CMAC") else hmac(mode[5:], key, message)


def sp800_108(kdf_mode, mac_mode, key, fixed, length, counter_bits, location, iv=b"", break_at=0):
    """`length` bits, SP 800-108 r1 sections 4.1 to 4.3."""
    out, i = b"", 1
    iterator = {"counter": b"", "feedback": iv, "double pipeline iteration": fixed}[kdf_mode]
    while 8 * len(out) < length:
        if kdf_mode == "double pipeline iteration":
            iterator = prf(mac_mode, key, iterator)
        counter = i.to_bytes(counter_bits // 8, "big") if location != "none" else b""
        if location == "middle fixed data":
            bits = "".join(f"{byte:08b}" for byte in fixed)
            bits = bits[:break_at] + "".join(f"{byte:08b}" for byte in counter) + bits[break_at:]
            message = int(bits, 2).to_bytes(len(bits) // 8, "big")
        else:
            message = {
                "before iterator": counter + iterator + fixed,
                "before fixed data": iterator + counter + fixed,
                "after fixed data": iterator + fixed + counter,
                "none": iterator + fixed,
            }[location]
        k = prf(mac_mode, key, message)
        if kdf_mode == "feedback":
            iterator = k
        elif kdf_mode == "counter":
            iterator = b""
        out += k
        i += 1
    out = bytearray(out[: (length + 7) // 8])
    if length % 8:
        out[-1] &= 0xFF << (8 - length % 8) & 0xFF
    return bytes(out)


def counted(name, before, after, size):
    """Hash values of before || counter || after."""
    out, i = b"", 1
    while len(out) < size:
        out += digest(name, before + i.to_bytes(4, "big") + after)
        i += 1
    return out[:size]


def one_step(auxiliary, salt, secret, info, size, with_counter=True):
    """SP 800-56C r2 section 4.1, by ACVP's name of the auxiliary function."""
    first = (1).to_bytes(4, "big") if with_counter else b""
    if auxiliary.startswith("KMAC"):
        return kmac(int(auxiliary[-3:]), salt, first + secret + info, size, b"KDF")
    compute = (lambda m: hmac(auxiliary[5:], salt, m)) if auxiliary.startswith("HMAC") else (lambda m: digest(auxiliary, m))
    if not with_counter:
        return compute(secret + info)[:size]
    out, i = b"", 1
    while len(out) < size:
        out += compute(i.to_bytes(4, "big") + secret + info)
        i += 1
    return out[:size]


def tls12_prf(name, secret, label, seed, size):
    """RFC 5246 section 5."""
    seed = label + seed
    a, out = hmac(name, secret, seed), b""
    while len(out) < size:
        out += hmac(name, secret, a + seed)
        a = hmac(name, secret, a)
    return out[:size]


def expand_label(name, secret, label, context, size):
    """RFC 8446 section 7.1."""
    label = b"tls13 " + label
    info = size.to_bytes(2, "big") + bytes([len(label)]) + label + bytes([len(context)]) + context
    out, t, i = b"", b"", 1
    while len(out) < size:
        t = hmac(name, secret, t + info + bytes([i]))
        out += t
        i += 1
    return out[:size]


def tls13(name, psk, dhe, client_hello, server_hello, server_finished, client_finished):
    size = HASHES[name][2]
    zeros = bytes(size)

    def derive(secret, label, *messages):
        return expand_label(name, secret, label, digest(name, b"".join(messages)), size)

    early = hmac(name, b"", psk or zeros)
    handshake = hmac(name, derive(early, b"derived"), dhe or zeros)
    master = hmac(name, derive(handshake, b"derived"), zeros)
    hello = client_hello, server_hello
    server = *hello, server_finished
    return {
        "clientEarlyTrafficSecret": derive(early, b"c e traffic", client_hello),
        "earlyExporterMasterSecret": derive(early, b"e exp master", client_hello),
        "clientHandshakeTrafficSecret": derive(handshake, b"c hs traffic", *hello),
        "serverHandshakeTrafficSecret": derive(handshake, b"s hs traffic", *hello),
        "clientApplicationTrafficSecret": derive(master, b"c ap traffic", *server),
        "serverApplicationTrafficSecret": derive(master, b"s ap traffic", *server),
        "exporterMasterSecret": derive(master, b"exp master", *server),
        "resumptionMasterSecret": derive(master, b"res master", *server, client_finished),
    }


def ssh(name, k, h, letter, session, size):
    """RFC 4253 section 7.2."""
    out = digest(name, k + h + letter + session)
    while len(out) < size:
        out += digest(name, k + h + out)
    return out[:size]


def ikev1(name, method, psk, ni, nr, cky_i, cky_r, gxy):
    """RFC 2409 section 5. Everything that comes in is a string of 0 and 1, as NIST has lengths that are no whole bytes."""
    if method == "psk":
        skeyid = bit_strings.hmac(name, psk, ni + nr)
    elif method == "pke":
        skeyid = bit_strings.hmac(name, bits(bit_strings.digest(name, ni + nr)), cky_i + cky_r)
    else:
        skeyid = bit_strings.hmac(name, ni + nr, gxy)
    key, rest = bits(skeyid), gxy + cky_i + cky_r
    d = bit_strings.hmac(name, key, rest + "00000000")
    a = bit_strings.hmac(name, key, bits(d) + rest + "00000001")
    e = bit_strings.hmac(name, key, bits(a) + rest + "00000010")
    return skeyid, d, a, e


def prf_plus(name, key, seed, length):
    """RFC 7296 section 2.13 on strings of 0 and 1."""
    out, t, i = "", "", 1
    while len(out) < length:
        t = bits(bit_strings.hmac(name, key, t + seed + f"{i:08b}"))
        out += t
        i += 1
    return out[:length]


def ikev2(name, ni, nr, gir, gir_new, spi_i, spi_r, length, child_length):
    """RFC 7296 sections 2.14, 2.17 and 2.18 on strings of 0 and 1; of what is no whole number of bytes the last has zeros."""
    seed = bit_strings.hmac(name, ni + nr, gir)
    dkm = prf_plus(name, bits(seed), ni + nr + spi_i + spi_r, length)
    sk_d = dkm[: 8 * HASHES[name][2]]
    child = prf_plus(name, sk_d, ni + nr, child_length)
    child_dh = prf_plus(name, sk_d, gir_new + ni + nr, child_length)
    return seed, *map(bit_strings.whole, (dkm, child, child_dh)), bit_strings.hmac(name, sk_d, gir_new + ni + nr)


def srtp(key, salt, label, index, rate, size, bits=48):
    """RFC 3711 section 4.3, with an index of 48 bits beside the label, or of 32."""
    r = index // rate if rate else 0
    x = int.from_bytes(salt, "big") ^ (label << bits | r)
    encryptor = Cipher(algorithms.AES(key), modes.CTR((x << 16).to_bytes(16, "big"))).encryptor()
    return encryptor.update(bytes(size))


def snmp(password, engine_id):
    """RFC 3414 appendix A.2.2."""
    size = 1 << 20
    ku = digest("SHA-1", (password * (size // len(password) + 1))[:size])
    return digest("SHA-1", ku + engine_id + ku)


def der(tag, content):
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + content


def x942_der(name, zz, oid, fields, size):
    """OtherInfo as ACVP has it: the tags of the fields stand before the strings themselves; empty ones are left out."""
    out, i = b"", 1
    while len(out) < size:
        info = der(0x30, oid + der(0x04, i.to_bytes(4, "big")))
        info += b"".join(der(0xA0 | number, field) for number, field in enumerate(fields) if field)
        out += digest(name, zz + der(0x30, info))
        i += 1
    return out[:size]


def _compare():
    key, info = bytes(range(16)), b"other information"
    for location, ours in (CounterLocation.BeforeFixed, "before fixed data"), (CounterLocation.AfterFixed, "after fixed data"):
        for size in 1, 2, 3, 4:
            arguments = Mode.CounterMode, 60, size, None, location, None, None, info
            theirs = KBKDFHMAC(hashes.SHA256(), *arguments).derive(key)
            assert theirs == sp800_108("counter", "HMAC-SHA2-256", key, info, 480, 8 * size, ours)
            theirs = KBKDFCMAC(algorithms.AES, *arguments).derive(key)
            assert theirs == sp800_108("counter", "CMAC-AES128", key, info, 480, 8 * size, ours)
    for name in HASHES:
        theirs = ConcatKDFHash(CLASSES[name](), 150, info).derive(key)
        assert theirs == one_step(name, b"", key, info, 150)
        if not name.startswith("SHA3"):
            theirs = ConcatKDFHMAC(CLASSES[name](), 150, b"salt", info).derive(key)
            assert theirs == one_step(f"HMAC-{name}", b"salt", key, info, 150)
        assert X963KDF(CLASSES[name](), 150, info).derive(key) == counted(name, key, info, 150)
    # RFC 3711 appendix B.3, RFC 3414 appendix A.3.2, RFC 8448 section 3.
    master = bytes.fromhex("E1F97A0D3E018BE0D64FA32C06DE4139")
    salt = bytes.fromhex("0EC675AD498AFEEBB6960B3AABE6")
    assert srtp(master, salt, 0, 0, 0, 16).hex() == "c61e7a93744f39ee10734afe3ff7a087"
    assert srtp(master, salt, 2, 0, 0, 14).hex() == "30cbbc08863d8c85d49db34a9ae1"
    assert srtp(master, salt, 1, 0, 0, 20).hex() == "cebe321f6ff7716b6fd4ab49af256a156d38baa4"
    engine = bytes.fromhex("000000000000000000000002")
    assert snmp(b"maplesyrup", engine).hex() == "6695febc9288e36282235fc7151f128497b38f3f"
    early = hmac("SHA2-256", b"", bytes(32))
    derived = expand_label("SHA2-256", early, b"derived", digest("SHA2-256", b""), 32)
    assert derived.hex() == "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"


_compare()
