"""What the generators share: reproducible bytes, and the form of an ACVP set."""

import gzip
import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent

# The hash functions of the module: ACVP's name, hashlib's name, block and output in bytes.
HASHES = {
    "SHA-1": ("sha1", 64, 20),
    "SHA2-224": ("sha224", 64, 28),
    "SHA2-256": ("sha256", 64, 32),
    "SHA2-384": ("sha384", 128, 48),
    "SHA2-512": ("sha512", 128, 64),
    "SHA2-512/224": ("sha512_224", 128, 28),
    "SHA2-512/256": ("sha512_256", 128, 32),
    "SHA3-224": ("sha3_224", 144, 28),
    "SHA3-256": ("sha3_256", 136, 32),
    "SHA3-384": ("sha3_384", 104, 48),
    "SHA3-512": ("sha3_512", 72, 64),
}


class Bytes:
    """Bytes that look random and are the same each time: SHAKE256 of a name and a count."""

    def __init__(self, name):
        self.name = name
        self.count = 0

    def take(self, length):
        self.count += 1
        return hashlib.shake_256(f"{self.name} {self.count}".encode()).digest(length)


def text(value):
    """Bytes as ACVP writes them."""
    return value.hex().upper()


class VectorSet:
    """A set in the making: groups of cases, each with its question and its answer."""

    def __init__(self, folder, algorithm, revision, mode=None):
        self.folder = ROOT / folder
        self.head = {"vsId": 0, "algorithm": algorithm}
        if mode is not None:
            self.head["mode"] = mode
        self.head["revision"] = revision
        self.head["isSample"] = True
        self.prompt, self.expected = [], []
        self.cases = 0

    def group(self, cases, test_type="AFT", **parameters):
        """Adds a group: `cases` are pairs of question and answer."""
        number = len(self.prompt) + 1
        questions, answers = [], []
        for question, answer in cases:
            self.cases += 1
            questions.append({"tcId": self.cases, **question})
            answers.append({"tcId": self.cases, **answer})
        self.prompt.append({"tgId": number, "testType": test_type, **parameters, "tests": questions})
        self.expected.append({"tgId": number, "tests": answers})

    def write(self, compressed=False):
        """Writes both files, one case to a line, plain or with gzip."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, groups in ("prompt.json", self.prompt), ("expected.json", self.expected):
            lines = [json.dumps(self.head)[:-1] + ', "testGroups": [']
            for i, group in enumerate(groups):
                head = {key: value for key, value in group.items() if key != "tests"}
                lines.append(json.dumps(head)[:-1] + ', "tests": [')
                tests = [json.dumps(test) for test in group["tests"]]
                lines.append(",\n".join(tests))
                lines.append("]}" + ("," if i + 1 < len(groups) else ""))
            lines.append("]}")
            content = "\n".join(lines) + "\n"
            if compressed:
                (self.folder / f"{name}.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
            else:
                (self.folder / name).write_text(content)
        print(f"{self.folder.name}: {len(self.prompt)} groups, {self.cases} cases")
