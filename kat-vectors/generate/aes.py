"""AES in ECB, CBC, CFB128, OFB, CTR, GCM and GMAC, by the Python package cryptography (OpenSSL)."""

from common import Bytes, VectorSet, text
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers.modes import CFB, OFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from tools import PACKAGE

ANSWERS = {
    "ACVP-AES-": PACKAGE,
    "ACVP-AES-G": f"{PACKAGE}; IVs below 64 bits: SP 800-38D in Python on its AES",
}

KEY_BITS = 128, 192, 256
# GCM: tags of every length, IVs hashed and not.
TAG_BITS = 32, 64, 96, 104, 112, 120, 128
IV_BITS = 8, 64, 96, 120, 128, 136, 1024


def stream(mode, key, iv, direction):
    """A function from data to data, for a message in parts."""
    kind = {"ECB": modes.ECB, "CBC": modes.CBC, "CFB128": CFB, "OFB": OFB, "CTR": modes.CTR}[mode]
    cipher = Cipher(algorithms.AES(key), kind() if mode == "ECB" else kind(iv))
    return (cipher.encryptor() if direction == "encrypt" else cipher.decryptor()).update


def monte_carlo(mode, key, iv, data, direction):
    """ACVP's Monte Carlo test of AES; see draft-celi-acvp-symmetric, section 6."""
    results = []
    for _ in range(100):
        step = stream(mode, key, iv, direction)
        first, following, previous, current = data, data, b"", b""
        for j in range(1000):
            out = step(following)
            following = out if mode == "ECB" else iv if j == 0 else current
            previous, current = current, out
        into, outof = ("pt", "ct") if direction == "encrypt" else ("ct", "pt")
        result = {"key": text(key), into: text(first), outof: text(current)}
        if mode != "ECB":
            result["iv"] = text(iv)
        results.append(result)
        last = (previous + current)[-len(key):]
        key = bytes(a ^ b for a, b in zip(key, last))
        if mode == "ECB":
            data = current
        else:
            iv, data = current, previous
    return results


def block_function(key, direction="encrypt"):
    """AES, or its inverse, on blocks."""
    return stream("ECB", key, None, direction)


def block_modes():
    blocks = [16 * count for count in [*range(1, 41), 100]]
    any_lengths = [*range(1, 35), 64, 255, 256, 257, 1000]
    for mode, lengths in ("ECB", blocks), ("CBC", blocks), ("CFB128", blocks), ("OFB", any_lengths):
        source = Bytes(f"AES-{mode}")
        made = VectorSet(f"ACVP-AES-{mode}-1.0", f"ACVP-AES-{mode}", "1.0")
        for direction in "encrypt", "decrypt":
            into, outof = ("pt", "ct") if direction == "encrypt" else ("ct", "pt")
            for bits in KEY_BITS:
                cases = []
                for length in lengths:
                    key, iv, data = source.take(bits // 8), source.take(16), source.take(length)
                    question = {"key": text(key), into: text(data)}
                    if mode != "ECB":
                        question["iv"] = text(iv)
                    cases.append((question, {outof: text(stream(mode, key, iv, direction)(data))}))
                made.group(cases, direction=direction, keyLen=bits)
                key, iv, data = source.take(bits // 8), source.take(16), source.take(16)
                question = {"key": text(key), into: text(data)}
                if mode != "ECB":
                    question["iv"] = text(iv)
                results = monte_carlo(mode, key, iv, data, direction)
                made.group([(question, {"resultsArray": results})], "MCT", direction=direction, keyLen=bits)
        made.write()


def counter_mode():
    source = Bytes("AES-CTR")
    made = VectorSet("ACVP-AES-CTR-1.0", "ACVP-AES-CTR", "1.0")
    for direction in "encrypt", "decrypt":
        into, outof = ("pt", "ct") if direction == "encrypt" else ("ct", "pt")
        for bits in KEY_BITS:
            cases = []
            for length in [*range(1, 35), 63, 64, 65, 255, 256, 257, 511, 512, 513, 1000]:
                # Counters that overflow their last 4, 8 and 16 bytes within the message.
                kept = (16, 12, 8, 0)[len(cases) % 4]
                iv = source.take(16)[:kept] + b"\xff" * (16 - kept)
                key, data = source.take(bits // 8), source.take(length)
                question = {"key": text(key), "iv": text(iv), into: text(data), "payloadLen": 8 * length}
                cases.append((question, {outof: text(stream("CTR", key, iv, direction)(data))}))
            for length in 1, 7, 9, 61, 127, 129, 1001:
                data = bytearray(source.take((length + 7) // 8))
                data[-1] &= 0xFF << (-length % 8) & 0xFF
                key, iv = source.take(bits // 8), source.take(16)
                out = bytearray(stream("CTR", key, iv, direction)(bytes(data)))
                out[-1] &= 0xFF << (-length % 8) & 0xFF
                question = {"key": text(key), "iv": text(iv), into: text(bytes(data)), "payloadLen": length}
                cases.append((question, {outof: text(bytes(out))}))
            made.group(cases, direction=direction, keyLen=bits)
    made.write()


def seal(key, iv, aad, plaintext):
    cipher = Cipher(algorithms.AES(key), modes.GCM(iv, min_tag_length=4)).encryptor()
    cipher.authenticate_additional_data(aad)
    return cipher.update(plaintext) + cipher.finalize(), cipher.tag


def opens(key, iv, aad, ciphertext, tag):
    cipher = Cipher(algorithms.AES(key), modes.GCM(iv, tag, min_tag_length=4)).decryptor()
    cipher.authenticate_additional_data(aad)
    try:
        return cipher.update(ciphertext) + cipher.finalize()
    except InvalidTag:
        return None


def gcm_case(source, is_gmac, direction, bits, iv_bits, tag_bits, length, aad_length, right):
    key, iv = source.take(bits // 8), source.take(iv_bits // 8)
    aad, plaintext = source.take(aad_length), source.take(length)
    if iv_bits < 64:
        # OpenSSL takes no IV below 8 bytes, so GCM is computed from its parts.
        ciphertext, tag = seal_by_hand(key, iv, aad, plaintext)
    else:
        ciphertext, tag = seal(key, iv, aad, plaintext)
    tag = tag[: tag_bits // 8]
    question = {"key": text(key), "iv": text(iv), "aad": text(aad)}
    if direction == "encrypt":
        answer = {"tag": text(tag)}
        if not is_gmac:
            question["pt"], answer["ct"] = text(plaintext), text(ciphertext)
        return question, answer
    if not right:
        tag = bytes([tag[0] ^ 0x80]) + tag[1:]
    if iv_bits >= 64:
        assert (opens(key, iv, aad, ciphertext, tag) == plaintext) == right
    question["tag"] = text(tag)
    if not is_gmac:
        question["ct"] = text(ciphertext)
    if not right:
        return question, {"testPassed": False}
    return question, {"testPassed": True} if is_gmac else {"pt": text(plaintext)}


def multiply(x, y):
    """The product in GF(2^128) of SP 800-38D section 6.3."""
    product = 0
    for i in range(128):
        if y >> (127 - i) & 1:
            product ^= x
        x = x >> 1 ^ (0xE1 << 120 if x & 1 else 0)
    return product


def ghash(h, data):
    y = 0
    for i in range(0, len(data), 16):
        y = multiply(y ^ int.from_bytes(data[i : i + 16], "big"), h)
    return y


def padded(data):
    return data + bytes(-len(data) % 16)


def seal_by_hand(key, iv, aad, plaintext):
    """SP 800-38D section 7.1 on OpenSSL's AES."""
    block = stream("ECB", key, None, "encrypt")
    h = int.from_bytes(block(bytes(16)), "big")
    j0 = ghash(h, padded(iv) + (8 * len(iv)).to_bytes(16, "big"))
    ciphertext = b""
    for i in range(0, len(plaintext), 16):
        counter = j0 >> 32 << 32 | (j0 + 1 + i // 16) & 0xFFFFFFFF
        mask = block(counter.to_bytes(16, "big"))
        ciphertext += bytes(a ^ b for a, b in zip(plaintext[i : i + 16], mask))
    lengths = (8 * len(aad)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    tag = ghash(h, padded(aad) + padded(ciphertext) + lengths) ^ int.from_bytes(block(j0.to_bytes(16, "big")), "big")
    return ciphertext, tag.to_bytes(16, "big")


def gcm(is_gmac):
    name = "ACVP-AES-GMAC" if is_gmac else "ACVP-AES-GCM"
    source = Bytes(name)
    made = VectorSet(f"{name}-1.0", name, "1.0")
    # Where OpenSSL goes as well, both give the same.
    check = source.take(16), source.take(60), source.take(40), source.take(100)
    assert seal_by_hand(*check) == seal(*check)
    for direction in "encrypt", "decrypt":
        for bits in KEY_BITS:
            for iv_bits in IV_BITS:
                lengths = [(0, 20)] if is_gmac else [(0, 0), (16, 0), (13, 20), (64, 1), (300, 33)]
                if iv_bits == 96:
                    more = [0, 1, 15, 16, 17, 65, 129, 255, 600]
                    if is_gmac:
                        lengths = [(0, aad) for aad in more]
                    else:
                        lengths += [(length, 13) for length in [1, 15, 17, 63, 65, 127, 128, 129, 256, 511, 512, 513, 1350, 4100]]
                        lengths += [(31, aad) for aad in more]
                for tag_bits in TAG_BITS if iv_bits == 96 else (128, 96):
                    few = lengths if tag_bits == 128 else lengths[:5]
                    for length, aad_length in few:
                        parameters = {
                            "direction": direction,
                            "keyLen": bits,
                            "ivLen": iv_bits,
                            "ivGen": "external",
                            "ivGenMode": "8.2.2",
                            "payloadLen": 8 * length,
                            "aadLen": 8 * aad_length,
                            "tagLen": tag_bits,
                        }
                        rights = [True] if direction == "encrypt" else [True, False]
                        arguments = source, is_gmac, direction, bits, iv_bits, tag_bits, length, aad_length
                        made.group([gcm_case(*arguments, right) for right in rights], **parameters)
    made.write()


def generate():
    block_modes()
    counter_mode()
    gcm(False)
    gcm(True)
