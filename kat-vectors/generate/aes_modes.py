"""CFB8 by the Python package cryptography (OpenSSL). By their standards in Python on its AES: CFB1, ciphertext stealing and XTS, of
which messages may end within a byte; XTS is compared with the package's answer for whole bytes."""

from aes import KEY_BITS, block_function
from common import Bytes, VectorSet, text
from cryptography.hazmat.decrepit.ciphers.modes import CFB8
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from tools import CRYPTOGRAPHY

ANSWERS = {
    "ACVP-AES-CFB1-": f"SP 800-38A in Python on AES of {CRYPTOGRAPHY}",
    "ACVP-AES-CBC-CS": f"SP 800-38A addendum in Python on CBC of {CRYPTOGRAPHY}",
    "ACVP-AES-XTS": f"IEEE 1619 in Python on AES of {CRYPTOGRAPHY}",
}

DIRECTIONS = "encrypt", "decrypt"


def names(direction):
    return ("pt", "ct") if direction == "encrypt" else ("ct", "pt")


def add(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def bit(data, i):
    return data[i // 8] >> (7 - i % 8) & 1


def pack(bits):
    """Bits as bytes, the first in the most significant place."""
    padded = bits + [0] * (-len(bits) % 8)
    return bytes(int("".join(map(str, padded[i : i + 8])), 2) for i in range(0, len(padded), 8))


def unpack(data, count):
    return [bit(data, i) for i in range(count)]


class Cfb1:
    """SP 800-38A section 6.3 with segments of one bit."""

    def __init__(self, key, iv, direction):
        self.block, self.register, self.encrypts = block_function(key), int.from_bytes(iv, "big"), direction == "encrypt"

    def step(self, value):
        result = value ^ self.block(self.register.to_bytes(16, "big"))[0] >> 7
        self.register = (self.register << 1 | (result if self.encrypts else value)) % 2**128
        return result


class Cfb8:
    def __init__(self, key, iv, direction):
        cipher = Cipher(algorithms.AES(key), CFB8(iv))
        self.update = (cipher.encryptor() if direction == "encrypt" else cipher.decryptor()).update

    def step(self, value):
        return self.update(bytes([value]))[0]


def short_segments(name, width, stream):
    """CFB1 and CFB8: values of `width` bits, one at a time."""
    source = Bytes(f"AES-{name}")
    made = VectorSet(f"ACVP-AES-{name}-1.0", f"ACVP-AES-{name}", "1.0")
    split = (lambda data, count: unpack(data, count)) if width == 1 else lambda data, count: list(data)
    join = pack if width == 1 else bytes
    for direction in DIRECTIONS:
        into, outof = names(direction)
        for bits in KEY_BITS:
            cases = []
            for length in [*range(1, 12), 16, 17, 40, 130]:
                key, iv, data = source.take(bits // 8), source.take(16), source.take(-(-length * width // 8))
                values = split(data, length)
                machine = stream(key, iv, direction)
                question = {"key": text(key), "iv": text(iv), into: text(join(values))}
                if width == 1:
                    question["payloadLen"] = length
                cases.append((question, {outof: text(join([machine.step(value) for value in values]))}))
            made.group(cases, direction=direction, keyLen=bits)
            key, iv = source.take(bits // 8), source.take(16)
            first = split(source.take(1), 1)[0]
            question = {"key": text(key), "iv": text(iv), into: text(join([first]))}
            if width == 1:
                question["payloadLen"] = 1
            results = []
            for _ in range(100):
                machine = stream(key, iv, direction)
                late, value, outputs = 128 // width, first, []
                before = split(iv, late)
                for j in range(1000):
                    outputs.append(machine.step(value))
                    value = before[j] if j < late else outputs[j - late]
                results.append({"key": text(key), "iv": text(iv), into: text(join([first])), outof: text(join(outputs[-1:]))})
                key = add(key, join(outputs[-(bits // width) :]))
                iv, first = join(outputs[-late:]), outputs[-late - 1]
            made.group([(question, {"resultsArray": results})], "MCT", direction=direction, keyLen=bits)
    made.write()


def stolen(variant, key, iv, bits, count):
    """SP 800-38A addendum, encryption: lists of bits."""
    blocks = [bits[i : i + 128] for i in range(0, count, 128)]
    d = len(blocks[-1])
    padded = b"".join(pack(block + [0] * (128 - len(block))) for block in blocks)
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    out = cipher.update(padded)
    out = [unpack(out[i : i + 16], 128) for i in range(0, len(out), 16)]
    if len(out) == 1:
        return out[0]
    short, whole = out[-2][:d], out[-1]
    swapped = variant == 3 or variant == 2 and d != 128
    last = whole + short if swapped else short + whole
    return sum(out[:-2], []) + last


def ciphertext_stealing():
    lengths = [128, 129, 135, 136, 137, 200, 255, 256, 257, 264, 300, 384, 385, 511, 512, 520, 1000, 4224, 4230]
    # RFC 3962 appendix B.
    check = stolen(3, b"chicken teriyaki", bytes(16), unpack(b"I would like the General Gau's ", 248), 248)
    assert pack(check).hex() == "fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5"
    for variant in 1, 2, 3:
        name = f"ACVP-AES-CBC-CS{variant}"
        source = Bytes(name)
        made = VectorSet(f"{name}-1.0", name, "1.0")
        for direction in DIRECTIONS:
            into, outof = names(direction)
            for bits in KEY_BITS:
                cases = []
                for count in lengths:
                    key, iv = source.take(bits // 8), source.take(16)
                    plaintext = unpack(source.take(-(-count // 8)), count)
                    texts = {"pt": text(pack(plaintext)), "ct": text(pack(stolen(variant, key, iv, plaintext, count)))}
                    question = {"key": text(key), "iv": text(iv), "payloadLen": count, into: texts[into]}
                    cases.append((question, {outof: texts[outof]}))
                made.group(cases, direction=direction, keyLen=bits)
        made.write()


def xts_unit(key, tweak, bits, count):
    """IEEE 1619 section 5.3, encryption: lists of bits."""
    half = len(key) // 2
    block = block_function(key[:half])
    mask = int.from_bytes(block_function(key[half:])(tweak.to_bytes(16, "little")), "little")
    masks = []
    for _ in range(-(-count // 128)):
        masks.append(mask.to_bytes(16, "little"))
        mask = mask << 1 ^ (2**128 | 0x87 if mask >> 127 else 0)

    def one(j, data):
        return unpack(add(block(add(pack(data), masks[j])), masks[j]), 128)

    out = [one(j, bits[128 * j : 128 * j + 128]) for j in range(count // 128)]
    if count % 128:
        short = bits[count // 128 * 128 :]
        out.append(out[-1][: len(short)])
        out[-2] = one(len(masks) - 1, short + out[-2][len(short) :])
    return sum(out, [])


def xts():
    made = {revision: VectorSet(f"ACVP-AES-XTS-{revision}", "ACVP-AES-XTS", revision) for revision in ("1.0", "2.0")}
    source = Bytes("AES-XTS")
    key, data = source.take(64), source.take(45)
    package = Cipher(algorithms.AES(key), modes.XTS((77).to_bytes(16, "little"))).encryptor().update(data)
    assert pack(xts_unit(key, 77, unpack(data, 360), 360)) == package
    bytes_lengths = [128, 136, 248, 256, 384, 400, 512, 1016, 1024, 4096, 4224, 4232, 8704, 20000]
    for revision in made:
        for direction in DIRECTIONS:
            into, outof = names(direction)
            for bits in 128, 256:
                for mode in "hex", "number":
                    for count in bytes_lengths + [129, 250, 255, 257, 4223, 4225, 4230]:
                        key = source.take(bits // 4)
                        tweak = int.from_bytes(source.take(16 if mode == "hex" else 1), "little")
                        if mode == "hex" and count == 512:
                            tweak = 2**128 - 1
                        plaintext = unpack(source.take(-(-count // 8)), count)
                        unit = count
                        if revision == "2.0" and count >= 1000:
                            unit = count // 2 - 70
                            assert count % unit >= 128
                        cipher = sum(
                            (
                                xts_unit(key, (tweak + i // unit) % 2**128, plaintext[i : i + unit], min(unit, count - i))
                                for i in range(0, count, unit)
                            ),
                            [],
                        )
                        texts = {"pt": text(pack(plaintext)), "ct": text(pack(cipher))}
                        question = {"key": text(key), into: texts[into]}
                        question |= {"tweakValue": text(tweak.to_bytes(16, "little"))} if mode == "hex" else {"sequenceNumber": tweak}
                        parameters = {"direction": direction, "keyLen": bits, "tweakMode": mode}
                        if revision == "1.0":
                            parameters["payloadLen"] = count
                        else:
                            question |= {"dataUnitLen": unit, "payloadLen": count}
                        made[revision].group([(question, {outof: texts[outof]})], **parameters)
    for vectors in made.values():
        vectors.write()


def generate():
    short_segments("CFB1", 1, Cfb1)
    short_segments("CFB8", 8, Cfb8)
    ciphertext_stealing()
    xts()
