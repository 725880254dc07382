"""Keccak-f[1600] and the sponge of FIPS 202 on strings of bits, for what hashlib cannot do: parts of bytes and cSHAKE
(SP 800-185). Written for clarity, and compared with hashlib each time it is loaded."""

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


def cshake_bits(strength, message, length, out_length, name, customization):
    if not name and not customization:
        return shake_bits(strength, message, length, out_length)
    rate = 1600 - 2 * strength
    head = encode_left(rate // 8)
    for string in name, customization:
        head += encode_left(8 * len(string)) + string
    head += bytes(-len(head) % (rate // 8))
    return sponge(rate, to_bits(head) + to_bits(message, length) + "00", out_length)


for _length in 0, 1, 71, 72, 135, 136, 137, 300:
    _message = bytes(i % 251 for i in range(_length))
    assert sha3(32, _message) == hashlib.sha3_256(_message).digest()
    assert sha3(64, _message) == hashlib.sha3_512(_message).digest()
    assert to_bytes(shake_bits(128, _message, None, 8 * 400)) == hashlib.shake_128(_message).digest(400)
# Sample 1 of cSHAKE128 that NIST gives for SP 800-185.
_sample = to_bytes(cshake_bits(128, bytes([0, 1, 2, 3]), 32, 256, b"", b"Email Signature"))
assert _sample.hex() == "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5"
