"""cSHAKE, TupleHash, ParallelHash and KMAC by Keccak in Python, which agrees with NIST's samples; KMAC of whole bytes also by
the command openssl."""

import subprocess

import keccak
from common import Bytes, VectorSet, text
from tools import OPENSSL

ANSWERS = {
    "cSHAKE-": "FIPS 202 and SP 800-185 in Python",
    "TupleHash-": "FIPS 202 and SP 800-185 in Python",
    "ParallelHash-": "FIPS 202 and SP 800-185 in Python",
    "KMAC-": f"FIPS 202 and SP 800-185 in Python; whole bytes: {OPENSSL}",
}


def take_bits(source, length):
    """`length` bits, in the last byte at the top."""
    message = bytearray(source.take((length + 7) // 8))
    if length % 8:
        message[-1] &= 0xFF << (-length % 8) & 0xFF
    return bytes(message)


def output(bits):
    """An output as ACVP writes it: other than those of SHAKE, the last bits stand at the top."""
    out = bytearray(keccak.to_bytes(bits))
    if len(bits) % 8:
        out[-1] = out[-1] << (8 - len(bits) % 8) & 0xFF
    return text(bytes(out))


def last_two_bytes(bits):
    """The last 16 bits of an output, as they stand in ACVP's form."""
    out = bytearray(keccak.to_bytes(bits))
    if len(bits) % 8:
        out[-1] = out[-1] << (8 - len(bits) % 8) & 0xFF
    number = int.from_bytes(out, "big") >> (-len(bits) % 8)
    return (number & 0xFFFF).to_bytes(2, "big")


def cshake(strength):
    source = Bytes(f"cSHAKE-{strength}")
    rate = 200 - strength // 4
    made = VectorSet(f"cSHAKE-{strength}-1.0", f"cSHAKE-{strength}", "1.0")
    cases = []
    for name in b"", b"KMAC", b"a name of twenty-four by":
        for custom in 0, 1, 15, rate, 2 * rate + 5:
            for length, out_length in (0, 256), (37, 61), (8 * rate, 8 * rate + 8), (1000, 2048):
                message = take_bits(source, length)
                string = source.take(custom)
                bits = keccak.cshake_bits(strength, message, length, out_length, name, string)
                question = {"msg": text(message), "len": length, "functionName": name.decode()}
                question |= {"customizationHex": text(string), "outLen": out_length}
                cases.append((question, {"md": output(bits), "outLen": out_length}))
    made.group(cases, hexCustomization=True)
    made.group([monte_carlo_of_cshake(strength, source.take(16))], "MCT", **OUTPUTS, hexCustomization=False)
    made.write()


OUTPUTS = {"minOutLen": 256, "maxOutLen": 1024, "outLenIncrement": 1}


def rounds(step):
    """As many rounds of 1000 steps as the samples of NIST's server have; a step gives an output and its length."""
    results = []
    for _ in range(3):
        for _ in range(1000):
            value, used = step()
        results.append({"md": text(value), "outLen": used})
    return {"resultsArray": results}


def letters(data):
    return bytes(ord("A") + byte % 26 for byte in data)


def monte_carlo_of_cshake(strength, seed):
    """ACVP's Monte Carlo test of cSHAKE; see draft-celi-acvp-xof, section 6.2."""
    value, length, string = seed, 1024, b""

    def step():
        nonlocal value, length, string
        message = value[:16].ljust(16, b"\0")
        bits, used = keccak.cshake_bits(strength, message, 128, length, b"", string), length
        end = last_two_bytes(bits)
        length = 256 + int.from_bytes(end, "big") % (1024 - 256 + 1)
        string = letters(message + end)
        value = bytes.fromhex(output(bits))
        return value, used

    return {"msg": text(seed), "len": 128, "functionName": "", "customization": ""}, rounds(step)


def tuple_hash(strength):
    source = Bytes(f"TupleHash-{strength}")
    rate = 200 - strength // 4
    made = VectorSet(f"TupleHash-{strength}-1.0", f"TupleHash-{strength}", "1.0")
    for xof in False, True:
        cases = []
        for sizes in [], [0], [1], [0, 0], [3, 6], [rate - 1, rate, 1], [40, 0, 300, 7], list(range(30)):
            for custom, out_length in (0, 2 * strength), (12, 32), (rate, 16 * rate + 8):
                elements, string = [source.take(size) for size in sizes], source.take(custom)
                bits = keccak.tuple_hash_bits(strength, elements, out_length, xof, string)
                question = {"tuple": [text(element) for element in elements], "len": [8 * size for size in sizes]}
                question |= {"customizationHex": text(string), "outLen": out_length}
                cases.append((question, {"md": output(bits), "outLen": out_length}))
        made.group(cases, xof=xof, hexCustomization=True)
        parameters = OUTPUTS | {"outLenIncrement": 8}
        made.group([monte_carlo_of_lists(strength, xof, source.take(60))], "MCT", **parameters, xof=xof, hexCustomization=False)
    made.write()


def monte_carlo_of_lists(strength, xof, seed):
    """ACVP's Monte Carlo test of TupleHash; see draft-celi-acvp-xof, section 6.2."""
    value, length, string = seed, 1024, b""

    def step():
        nonlocal value, length, string
        working = value[:36].ljust(36, b"\0")
        size = 36 // ((working[0] >> 5) % 4 + 1)
        elements = [working[start : start + size] for start in range(0, 36, size)]
        bits, used = keccak.tuple_hash_bits(strength, elements, length, xof, string), length
        end = last_two_bytes(bits)
        length = 256 + int.from_bytes(end, "big") % (1024 - 256 + 1) // 8 * 8
        string = letters(elements[0] + end)
        value = bytes.fromhex(output(bits))
        return value, used

    return {"tuple": [text(seed)], "len": [8 * len(seed)], "customization": ""}, rounds(step)


def parallel_hash(strength):
    source = Bytes(f"ParallelHash-{strength}")
    rate = 200 - strength // 4
    made = VectorSet(f"ParallelHash-{strength}-1.0", f"ParallelHash-{strength}", "1.0")
    for xof in False, True:
        cases = []
        for block, length in (1, 0), (1, 72), (8, 192), (8, 8 * 64), (8, 8 * 150), (9, 8 * 75 + 3), (64, 37), (rate, 8 * (10 * rate + 7)), (500, 4011), (1, 1), (1, 57), (6, 195), (8, 8 * 64 + 5):
            # In the last four, bits begin a block of their own, which NIST's server loses.
            for custom, out_length in (0, 2 * strength), (13, 61), (rate, 8 * rate + 8):
                message, string = take_bits(source, length), source.take(custom)
                bits = keccak.parallel_hash_bits(strength, message, length, block, out_length, xof, string)
                question = {"msg": text(message), "len": length, "blockSize": block}
                question |= {"customizationHex": text(string), "outLen": out_length}
                cases.append((question, {"md": output(bits), "outLen": out_length}))
        made.group(cases, xof=xof, hexCustomization=True)
        made.group([monte_carlo(strength, xof, source.take(16))], "MCT", **MONTE_CARLO, xof=xof)
    made.write()


MONTE_CARLO = {"minBlockSize": 1, "maxBlockSize": 16} | OUTPUTS


def monte_carlo(strength, xof, seed):
    """ACVP's Monte Carlo test of ParallelHash; see draft-celi-acvp-xof, section 6.2."""
    value, length, block, string = seed, 1024, 1, b""

    def step():
        nonlocal value, length, block, string
        message = value[:16].ljust(16, b"\0")
        bits, used = keccak.parallel_hash_bits(strength, message, 128, block, length, xof, string), length
        end = last_two_bytes(bits)
        length = 256 + int.from_bytes(end, "big") % (1024 - 256 + 1)
        block = 1 + end[1] % 16
        string = letters(message + end)
        value = bytes.fromhex(output(bits))
        return value, used

    return {"msg": text(seed), "len": 128}, rounds(step)


def openssl_kmac(strength, key, message, size, xof, string):
    options = ["hexkey:" + key.hex(), f"size:{size}", f"xof:{int(xof)}"] + (["custom:" + string.decode()] if string else [])
    command = ["openssl", "mac", *(word for option in options for word in ("-macopt", option)), f"KMAC-{strength}"]
    return bytes.fromhex(subprocess.run(command, input=message, capture_output=True, check=True).stdout.decode())


def kmac(strength):
    source = Bytes(f"KMAC-{strength}")
    rate = 200 - strength // 4
    made = VectorSet(f"KMAC-{strength}-1.0", f"KMAC-{strength}", "1.0")
    for xof in False, True:
        cases, checks = [], []
        for key_length in 128, 131, 256, 8 * (rate - 5), 8 * rate, 8 * rate + 8, 3000:
            for custom in b"", b"My Tagged Application":
                for length, out_length in (0, 32), (32, 2 * strength), (61, 77), (8 * rate, 8 * rate), (1001, 8 * rate + 8):
                    key, message = take_bits(source, key_length), take_bits(source, length)
                    bits = keccak.kmac_bits(strength, key, key_length, message, length, out_length, xof, custom)
                    if key_length % 8 == 0 and length % 8 == 0 and key_length >= 32:
                        expected = openssl_kmac(strength, key, message, out_length // 8, xof, custom)
                        assert keccak.to_bytes(bits) == expected
                    question = {"key": text(key), "keyLen": key_length, "msg": text(message), "msgLen": length}
                    question |= {"macLen": out_length, "customizationHex": text(custom)}
                    tag = output(bits)
                    cases.append((question, {"mac": tag}))
                    right = len(checks) % 2 == 0
                    given = tag if right else ("0" if tag[0] != "0" else "1") + tag[1:]
                    checks.append(({**question, "mac": given}, {"testPassed": right}))
        made.group(cases, xof=xof, hexCustomization=True)
        made.group(checks, "MVT", xof=xof, hexCustomization=True)
    made.write()


def generate():
    for strength in 128, 256:
        cshake(strength)
        tuple_hash(strength)
        parallel_hash(strength)
        kmac(strength)
