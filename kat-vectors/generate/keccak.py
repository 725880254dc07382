"""Keccak-f[1600] and the sponge of FIPS 202 on strings of bits, for what hashlib cannot do: parts of bytes and the functions
of SP 800-185. Written for clarity, and compared with hashlib each time it is loaded."""

import hashlib

MASK = (1 << 64) - 1


def rotate(lane, by):
    return (lane << by | lane >> (64 - by)) & MASK if by else lane


def round_constants():
    register, constants = 1, []
    for _ in range(24):
        constant = 0
        for j in range(7):
            constant |= (register & 1) << ((1 << j) - 1)
            register = (register << 1 ^ (register >> 7) * 0x171) & 0xFF
        constants.append(constant)
    return constants


ROUND_CONSTANTS = round_constants()


def permute(lanes):
    """Keccak-f[1600]; lane (x, y) is lanes[x][y]."""
    for constant in ROUND_CONSTANTS:
        parity = [row[0] ^ row[1] ^ row[2] ^ row[3] ^ row[4] for row in lanes]
        effect = [parity[x - 1] ^ rotate(parity[(x + 1) % 5], 1) for x in range(5)]
        lanes = [[lane ^ effect[x] for lane in lanes[x]] for x in range(5)]
        moved = [[0] * 5 for _ in range(5)]
        moved[0][0] = lanes[0][0]
        x, y = 1, 0
        for t in range(24):
            moved[y][(2 * x + 3 * y) % 5] = rotate(lanes[x][y], (t + 1) * (t + 2) // 2 % 64)
            x, y = y, (2 * x + 3 * y) % 5
        lanes = [[moved[x][y] ^ ~moved[(x + 1) % 5][y] & MASK & moved[(x + 2) % 5][y] for y in range(5)] for x in range(5)]
        lanes[0][0] ^= constant
    return lanes


def sponge(rate, bits, length):
    """`length` bits of the sponge with a rate in bits, of a string of 0 and 1 whose suffix is already there."""
    padding = -(len(bits) + 2) % rate
    bits = bits + "1" + "0" * padding + "1"
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(bits), rate):
        block = bits[start : start + rate]
        for i in range(rate // 64):
            lanes[i % 5][i // 5] ^= int(block[64 * i : 64 * i + 64][::-1], 2)
        lanes = permute(lanes)
    out = ""
    while True:
        for i in range(rate // 64):
            out += f"{lanes[i % 5][i // 5]:064b}"[::-1]
        if len(out) >= length:
            return out[:length]
        lanes = permute(lanes)


def to_bits(message, length=None):
    """Bytes as a string of bits, the lowest of each first; of the last byte the uppermost, as ACVP writes them."""
    length = 8 * len(message) if length is None else length
    bits = "".join(f"{byte:08b}"[::-1] for byte in message)
    if length % 8:
        bits = bits[: length // 8 * 8] + f"{message[length // 8] >> (8 - length % 8):08b}"[::-1][: length % 8]
    return bits[:length]


def to_bytes(bits):
    """The other way, for an output; what is missing of the last byte is zero."""
    return bytes(int(bits[i : i + 8][::-1], 2) for i in range(0, len(bits), 8))


def sha3(size, message, length=None):
    return to_bytes(sponge(1600 - 16 * size, to_bits(message, length) + "01", 8 * size))


def shake_bits(strength, message, length, out_length):
    return sponge(1600 - 2 * strength, to_bits(message, length) + "1111", out_length)


def encode_left(number):
    size = max(1, (number.bit_length() + 7) // 8)
    return bytes([size]) + number.to_bytes(size, "big")


def encode_right(number):
    size = max(1, (number.bit_length() + 7) // 8)
    return number.to_bytes(size, "big") + bytes([size])


def encode_string(string, length=None):
    return encode_left(8 * len(string) if length is None else length) + string


def bytepad(string, rate):
    """`rate` in bytes."""
    head = encode_left(rate) + string
    return head + bytes(-len(head) % rate)


def cshake_of_bits(strength, bits, out_length, name, customization):
    if not name and not customization:
        return sponge(1600 - 2 * strength, bits + "1111", out_length)
    rate = 1600 - 2 * strength
    head = bytepad(encode_string(name) + encode_string(customization), rate // 8)
    return sponge(rate, to_bits(head) + bits + "00", out_length)


def cshake_bits(strength, message, length, out_length, name, customization):
    return cshake_of_bits(strength, to_bits(message, length), out_length, name, customization)


def kmac_bits(strength, key, key_length, message, length, out_length, xof, customization):
    """Of the key all bytes go in, and its length in bits, as in NIST's implementation."""
    bits = to_bits(bytepad(encode_string(key, key_length), 200 - strength // 4)) + to_bits(message, length)
    bits += to_bits(encode_right(0 if xof else out_length))
    return cshake_of_bits(strength, bits, out_length, b"KMAC", customization)


def tuple_hash_bits(strength, elements, out_length, xof, customization):
    message = b"".join(map(encode_string, elements)) + encode_right(0 if xof else out_length)
    return cshake_of_bits(strength, to_bits(message), out_length, b"TupleHash", customization)


def hash_of_block(strength, bits):
    """cSHAKE without strings, which is SHAKE; blocks of whole bytes by hashlib, which is faster."""
    if len(bits) % 8:
        return cshake_of_bits(strength, bits, 2 * strength, b"", b"")
    shake = hashlib.shake_128 if strength == 128 else hashlib.shake_256
    return to_bits(shake(to_bytes(bits)).digest(strength // 4))


def parallel_hash_bits(strength, message, length, block, out_length, xof, customization):
    """`block` in bytes."""
    bits = to_bits(message, length)
    blocks = [bits[start : start + 8 * block] for start in range(0, len(bits), 8 * block)]
    hashes = "".join(hash_of_block(strength, block) for block in blocks)
    end = encode_right(len(blocks)) + encode_right(0 if xof else out_length)
    bits = to_bits(encode_left(block)) + hashes + to_bits(end)
    return cshake_of_bits(strength, bits, out_length, b"ParallelHash", customization)


for _length in 0, 1, 71, 72, 135, 136, 137, 300:
    _message = bytes(i % 251 for i in range(_length))
    assert sha3(32, _message) == hashlib.sha3_256(_message).digest()
    assert sha3(64, _message) == hashlib.sha3_512(_message).digest()
    assert to_bytes(shake_bits(128, _message, None, 8 * 400)) == hashlib.shake_128(_message).digest(400)
# Samples that NIST gives for SP 800-185: cSHAKE 1, KMAC 2 and 4, KMACXOF 3, TupleHash 2, ParallelHash 1.
_key, _data = bytes(range(0x40, 0x60)), bytes([0, 1, 2, 3])
_sample = to_bytes(kmac_bits(128, _key, 256, _data, 32, 256, False, b"My Tagged Application"))
assert _sample.hex() == "3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5"
_sample = to_bytes(kmac_bits(256, _key, 256, _data, 32, 512, False, b"My Tagged Application"))
assert _sample[:16].hex() == "20c570c31346f703c9ac36c61c03cb64"
_sample = to_bytes(kmac_bits(128, _key, 256, bytes(range(200)), 1600, 256, True, b"My Tagged Application"))
assert _sample.hex() == "47026c7cd793084aa0283c253ef658490c0db61438b8326fe9bddf281b83ae0f"
_sample = to_bytes(tuple_hash_bits(128, [bytes([0, 1, 2]), bytes(range(0x10, 0x16))], 256, False, b"My Tuple App"))
assert _sample.hex() == "75cdb20ff4db1154e841d758e24160c54bae86eb8c13e7f5f40eb35588e96dfb"
_data = bytes([*range(8), *range(0x10, 0x18), *range(0x20, 0x28)])
_sample = to_bytes(parallel_hash_bits(128, _data, 192, 8, 256, False, b""))
assert _sample.hex() == "ba8dc1d1d979331d3f813603c67f72609ab5e44b94a0b8f9af46514454a2b4f5"
_sample = to_bytes(cshake_bits(128, bytes([0, 1, 2, 3]), 32, 256, b"", b"Email Signature"))
assert _sample.hex() == "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5"
