"""Ascon by SP 800-232 in Python. Strings are integers of so many bits, of which the lowest comes first. The known answers of the Ascon
team, of which some stand below, are compared on each run."""

from common import Bytes, VectorSet, text

ANSWERS = {"Ascon-": "SP 800-232 in Python, which gives the known answers of the Ascon team"}

MASK = 2**64 - 1
CONSTANTS = 0x3C, 0x2D, 0x1E, 0x0F, 0xF0, 0xE1, 0xD2, 0xC3, 0xB4, 0xA5, 0x96, 0x87, 0x78, 0x69, 0x5A, 0x4B
ROTATIONS = (19, 28), (61, 39), (1, 6), (10, 17), (7, 41)


def permute(state, rounds):
    """Section 3."""
    for constant in CONSTANTS[-rounds:]:
        state[2] ^= constant
        state[0] ^= state[4]
        state[4] ^= state[3]
        state[2] ^= state[1]
        terms = [~state[i] & state[(i + 1) % 5] for i in range(5)]
        state = [state[i] ^ terms[(i + 1) % 5] for i in range(5)]
        state[1] ^= state[0]
        state[0] ^= state[4]
        state[3] ^= state[2]
        state[2] ^= MASK
        rotate = lambda word, n: (word >> n | word << 64 - n) & MASK
        state = [word ^ rotate(word, a) ^ rotate(word, b) for word, (a, b) in zip(state, ROTATIONS)]
    return state


def number(data, bits):
    return int.from_bytes(data, "little") & (1 << bits) - 1


def string(value, bits):
    return (value & (1 << bits) - 1).to_bytes(-(-bits // 8), "little")


def blocks(value, bits, rate):
    """Padded, cut in blocks."""
    value |= 1 << bits
    return [value >> i & (1 << rate) - 1 for i in range(0, bits + 1, rate)]


def sponge(iv, strings, out_bits, raw=None):
    """Section 5: every string is padded by itself."""
    state = permute([iv, 0, 0, 0, 0], 12)
    todo = [] if raw is None else [raw]
    for value, bits in strings:
        todo += blocks(value, bits, 64)
    for block in todo:
        state[0] ^= block
        state = permute(state, 12)
    out = 0
    for i in range(0, out_bits, 64):
        out |= state[0] << i
        state = permute(state, 12)
    return string(out, out_bits)


def hash256(message):
    return sponge(0x0000080100CC0002, [message], 256)


def xof128(message, out_bits):
    return sponge(0x0000080000CC0003, [message], out_bits)


def cxof128(message, customization, out_bits):
    return sponge(0x0000080000CC0004, [customization, message], out_bits, customization[1])


def aead128(key, nonce, associated, plaintext):
    """Section 4: ciphertext and full tag."""
    key = [number(key[:8], 64), number(key[8:], 64)]
    state = permute([0x00001000808C0001, *key, number(nonce[:8], 64), number(nonce[8:], 64)], 12)
    state[3:] = state[3] ^ key[0], state[4] ^ key[1]

    def add(block):
        state[0] ^= block & MASK
        state[1] ^= block >> 64

    if associated[1]:
        for block in blocks(*associated, 128):
            add(block)
            state[:] = permute(state, 8)
    state[4] ^= 1 << 63
    out = 0
    todo = blocks(*plaintext, 128)
    for i, block in enumerate(todo):
        add(block)
        out |= (state[0] | state[1] << 64) << 128 * i
        if i + 1 < len(todo):
            state[:] = permute(state, 8)
    state[2:4] = state[2] ^ key[0], state[3] ^ key[1]
    state = permute(state, 12)
    tag = (state[3] ^ key[0]).to_bytes(8, "little") + (state[4] ^ key[1]).to_bytes(8, "little")
    return string(out, plaintext[1]), tag


def known_answers():
    count = lambda length, first=0: (number(bytes(range(first, first + length)), 8 * length), 8 * length)
    assert hash256(count(10)).hex() == "894f5c5bc78a0a97abc0d63123d09a335fb0d92430adf9d11fd2643854179968"
    assert xof128(count(7), 512).hex().startswith("7ae562db37212a9acd2673ecfd5b4f1c5cb2e6f64ebf00aa7f6ef8dc82c448d5")
    assert cxof128((0, 0), count(3, 0x10), 512).hex().startswith("6a53a6dbf1bec15a79ce1214ff76a4d6bb16f60cfa56bf2c218aec5e16037211")
    sealed = aead128(bytes(range(16)), bytes(range(16, 32)), count(1, 0x30), (0, 0))
    assert sealed[1].hex() == "cccb674fe18a09a285d6ab11b35675c0"


# Around the blocks, whole bytes and not.
LENGTHS = [*range(0, 20), 31, 32, 40, 56, 63, 64, 65, 72, 120, 127, 128, 129, 136, 191, 192, 250, 256, 257, 512, 1000, 4099]


def hashes():
    out_lengths = [1, 7, 8, 63, 64, 65, 128, 250, 256, 257, 512, 1000]
    for mode in "Hash256", "XOF128", "CXOF128":
        source = Bytes(f"Ascon-{mode}")
        made = VectorSet(f"Ascon-{mode}-SP800-232", "Ascon", "SP800-232", mode)
        cases = []
        for i, bits in enumerate(LENGTHS):
            message = number(source.take(-(-bits // 8)), bits), bits
            question = {"msg": text(string(*message)), "len": bits}
            out_bits = out_lengths[i % len(out_lengths)]
            if mode == "Hash256":
                value = hash256(message)
            elif mode == "XOF128":
                question["outLen"] = out_bits
                value = xof128(message, out_bits)
            else:
                cs_bits = (0, 1, 8, 63, 64, 65, 120, 128, 999, 2047, 2048)[i % 11]
                customization = number(source.take(-(-cs_bits // 8)), cs_bits), cs_bits
                question |= {"outLen": out_bits, "cs": text(string(*customization)), "csLen": cs_bits}
                value = cxof128(message, customization, out_bits)
            cases.append((question, {"md": text(value)}))
        made.group(cases)
        made.write()


def aead():
    source = Bytes("Ascon-AEAD128")
    made = VectorSet("Ascon-AEAD128-SP800-232", "Ascon", "SP800-232", "AEAD128")
    for direction in "encrypt", "decrypt":
        for masks in True, False:
            cases = []
            for i, bits in enumerate(LENGTHS):
                ad_bits = LENGTHS[(7 * i + 3) % len(LENGTHS)] if i % 5 else 0
                tag_bits = 128 if i % 2 else 32 + 5 * i % 97
                key, second, nonce = source.take(16), source.take(16), source.take(16)
                associated = number(source.take(-(-ad_bits // 8)), ad_bits), ad_bits
                plaintext = number(source.take(-(-bits // 8)), bits), bits
                masked = bytes(a ^ b for a, b in zip(nonce, second)) if masks else nonce
                ciphertext, tag = aead128(key, masked, associated, plaintext)
                tag = string(number(tag, tag_bits), tag_bits)
                question = {"key": text(key), "nonce": text(nonce), "ad": text(string(*associated))}
                question |= {"payloadLen": bits, "adLen": ad_bits, "tagLen": tag_bits}
                if masks:
                    question["secondKey"] = text(second)
                answer = {"ct": text(ciphertext), "tag": text(tag)}
                if direction == "encrypt":
                    cases.append((question | {"pt": text(string(*plaintext))}, answer))
                else:
                    cases.append((question | answer, {"testPassed": True, "pt": text(string(*plaintext))}))
                    wrong = bytes([tag[0] ^ 1 << i % 8]) + tag[1:]
                    cases.append((question | answer | {"tag": text(wrong)}, {"testPassed": False}))
            made.group(cases, direction=direction, supportsNonceMasking=masks)
    made.write()


def generate():
    known_answers()
    hashes()
    aead()
