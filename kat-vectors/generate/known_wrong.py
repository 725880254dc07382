#!/usr/bin/env python3
"""Finds the answers of NIST's sample sets of ParallelHash that SP 800-185 does not give.

    python3 kat-vectors/generate/known_wrong.py FOLDER

FOLDER holds ParallelHash-128-1.0 and ParallelHash-256-1.0, each with prompt.json and expected.json (or expectedResults.json).
NIST's server counts the blocks of a message by its whole bytes, so bits that would begin a block of their own are lost: its
answer is that for the message without them. This is shown for each answer that differs; one that differs otherwise is an error.
Prints lines for the table in lab/src/acvp/known_wrong.rs.
"""

import hashlib
import json
import pathlib
import sys

import keccak
from sp800_185 import output

NAMES = "msg", "len", "blockSize", "xof", "outLen", "customization", "customizationHex"


def digest(fields):
    """What names the question in the table: the values of its fields as JSON, one to a line."""
    lines = [json.dumps(fields[name], ensure_ascii=False) for name in NAMES if name in fields]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def answer(strength, fields, length):
    message, custom = bytes.fromhex(fields["msg"]), fields["customization"].encode()
    if fields["hexCustomization"]:
        custom = bytes.fromhex(fields["customizationHex"])
    bits = keccak.parallel_hash_bits(
        strength, message[: (length + 7) // 8], length, fields["blockSize"], fields["outLen"], fields["xof"], custom
    )
    return output(bits)


def main(folder):
    agree = 0
    for strength in 128, 256:
        files = pathlib.Path(folder, f"ParallelHash-{strength}-1.0")
        prompt = json.loads((files / "prompt.json").read_text("utf-8-sig"))
        expected = next(file for file in (files / "expected.json", files / "expectedResults.json") if file.exists())
        answers = {
            (group["tgId"], test["tcId"]): test
            for group in json.loads(expected.read_text("utf-8-sig"))["testGroups"]
            for test in group["tests"]
        }
        for group in prompt["testGroups"]:
            for test in group["tests"] if group["testType"] == "AFT" else []:
                fields = {**group, **test}
                given = answers[group["tgId"], test["tcId"]]["md"].upper()
                length = fields["len"]
                if given == answer(strength, fields, length):
                    agree += 1
                    continue
                assert length % 8 and length // 8 % fields["blockSize"] == 0, fields
                assert given == answer(strength, fields, length // 8 * 8), fields
                print(f'    ("ParallelHash-{strength}", {group["tgId"]}, {test["tcId"]}, "{digest(fields)}"),')
    print(f"{agree} others agree", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
