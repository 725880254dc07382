"""LMS and HSS by the Python package pyhsslms, checked with the package pq-verify. A tall tree would take years to make: here a path is chosen,
and the root follows from a leaf and the path. So each root belongs to one signature."""

from importlib.metadata import version

from common import ROOT, Bytes, VectorSet, text
from pq_verify.hbs import hss_verify, lms_verify
from pyhsslms import pyhsslms as scheme

PACKAGES = f"Python package pyhsslms {version('pyhsslms')}, checked with pq-verify {version('pq-verify')}"
ANSWERS = {"LMS-": PACKAGES, "HSS-": PACKAGES}

# The type codes in the order of ACVP's names.
FUNCTIONS = ("SHA256", 32), ("SHA256", 24), ("SHAKE", 32), ("SHAKE", 24)
TREES = {
    f"LMS_{function}_M{n}_H{h}": (5 + 5 * i + j).to_bytes(4, "big")
    for i, (function, n) in enumerate(FUNCTIONS)
    for j, h in enumerate((5, 10, 15, 20, 25))
}
ONE_TIME = {
    f"LMOTS_{function}_N{n}_W{w}": (1 + 4 * i + j).to_bytes(4, "big")
    for i, (function, n) in enumerate(FUNCTIONS)
    for j, w in enumerate((1, 2, 4, 8))
}


def function(name):
    """SHA256 and 32 of LMS_SHA256_M32_H5."""
    _, family, size, _ = name.split("_")
    return family, size[1:]


def root(tree, identifier, q, leaf, path):
    """The root above a one-time key (RFC 8554 algorithm 6a)."""
    function, n, _ = scheme.lms_params[tree]
    node = q + 2 ** len(path)
    value = scheme.H(function, identifier + scheme.u32(node) + scheme.D_LEAF + leaf, n)
    for sibling in path:
        pair = sibling + value if node % 2 else value + sibling
        node //= 2
        value = scheme.H(function, identifier + scheme.u32(node) + scheme.D_INTR + pair, n)
    return value


class Tree:
    """A tree of which one leaf can sign."""

    def __init__(self, source, tree, one_time, q=None):
        _, n, height = scheme.lms_params[TREES[tree]]
        self.codes = TREES[tree], ONE_TIME[one_time]
        self.identifier, self.c = source.take(16), source.take(n)
        self.q = int.from_bytes(source.take(4), "big") % 2**height if q is None else q
        self.key = scheme.LmotsPrivateKey(self.identifier, scheme.u32(self.q), source.take(n), self.codes[1])
        self.path = [source.take(n) for _ in range(height)]
        top = root(self.codes[0], self.identifier, self.q, self.key.publicKey().K, self.path)
        self.public = b"".join(self.codes) + self.identifier + top

    def sign(self, message):
        scheme.randBytes = lambda n: self.c
        one_time = self.key.sign(message)
        self.key._signatures_remaining = 1
        return scheme.u32(self.q) + one_time + self.codes[0] + b"".join(self.path)


def is_right(key, public, message, signature):
    """What both packages say. The first one raises for what it cannot read."""
    other = lms_verify if key is scheme.LmsPublicKey else hss_verify
    try:
        verdict = key.deserialize(public).verify(message, signature)
    except (ValueError, TypeError, IndexError):
        verdict = False
    assert verdict == bool(other(public, message, signature))
    return verdict


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def damaged(tree, message, signature):
    """A signature with a bit of each part changed, and of other lengths."""
    n = len(tree.c)
    path = len(signature) - n * len(tree.path)
    yield "another leaf", flipped(signature, 3)
    yield "another one-time type", flipped(signature, 7)
    yield "C", flipped(signature, 8)
    yield "the first chain", flipped(signature, 8 + n)
    yield "the last chain", flipped(signature, path - 5)
    yield "another type of tree", flipped(signature, path - 1)
    yield "the first node of the path", flipped(signature, path)
    yield "the last byte", flipped(signature, len(signature) - 1)
    yield "a byte too short", signature[:-1]
    yield "a byte too long", signature + b"\0"
    yield "nothing", b""


def of_trees(source):
    made = VectorSet("LMS-sigVer-SP800-208", "LMS", "SP800-208", mode="sigVer")
    for i, tree in enumerate(TREES):
        for j, one_time in enumerate(name for name in ONE_TIME if function(name) == function(tree)):
            own = Tree(source, tree, one_time)
            message = source.take((1, 32, 55, 64, 136, 1000)[(i + j) % 6])
            signature = own.sign(message)
            wrong = list(damaged(own, message, signature))
            # All of the shortest tree, where digits have 4 bits; one of the others.
            wrong = wrong if tree.endswith("H5") and one_time.endswith("W4") else wrong[(4 * i + j) % len(wrong) :][:1]
            cases = []
            for reason, candidate in [("valid", signature), *wrong]:
                assert is_right(scheme.LmsPublicKey, own.public, message, candidate) == (reason == "valid"), reason
                asked = {"messageLength": 8 * len(message), "message": text(message), "signature": text(candidate)}
                cases.append((asked, {"testPassed": reason == "valid"}))
            made.group(cases, lmsMode=tree, lmOtsMode=one_time, publicKey=text(own.public))
    # A root that belongs to a leaf behind the last one, which is no signature.
    for tree, one_time in ("LMS_SHA256_M32_H5", "LMOTS_SHA256_N32_W8"), ("LMS_SHAKE_M24_H5", "LMOTS_SHAKE_N24_W8"):
        own, message = Tree(source, tree, one_time, q=2**5 + 3), b"a leaf that is none"
        assert not is_right(scheme.LmsPublicKey, own.public, message, own.sign(message))
        asked = {"messageLength": 8 * len(message), "message": text(message), "signature": text(own.sign(message))}
        made.group([(asked, {"testPassed": False})], lmsMode=tree, lmOtsMode=one_time, publicKey=text(own.public))
    made.write(compressed=True)


def hierarchy(source, family, levels):
    """Trees of several kinds, each of which signs the key of the next one."""
    of = lambda names: [name for name in names if function(name) == family]
    trees, one_time = of(TREES), of(ONE_TIME)
    return [Tree(source, trees[(levels + i) % 5], one_time[3 - (i + levels) % 2]) for i in range(levels)]


def sign(trees, message):
    parts = [above.sign(below.public) + below.public for above, below in zip(trees, trees[1:])]
    return scheme.u32(len(trees) - 1) + b"".join(parts) + trees[-1].sign(message)


def of_hierarchies(source):
    made = VectorSet("HSS-sigVer-SP800-208", "HSS", "SP800-208", mode="sigVer")
    for family, n in FUNCTIONS:
        for levels in range(1, 9):
            trees, message = hierarchy(source, (family, str(n)), levels), source.take(40)
            public, signature = scheme.u32(levels) + trees[0].public, sign(trees, message)
            candidates = {"valid": signature}
            # Of the lowest, so that those of all others are right.
            candidates["the last byte"] = flipped(signature, len(signature) - 1)
            if levels == 3:
                candidates["another number of levels"] = flipped(signature, 3)
                candidates["a key of another tree"] = flipped(signature, signature.index(trees[1].public) + 12)
                candidates["the tree above"] = flipped(signature, 40)
                candidates["too short"], candidates["too long"] = signature[:-1], signature + b"\0"
                candidates["no levels"] = signature[:3]
            cases = []
            if levels == 2:
                # SP 800-208 section 4 wants one hash function in all trees. Neither package looks.
                other = hierarchy(source, ("SHAKE" if family == "SHA256" else "SHA256", str(n)), 2)
                mixed = sign([trees[0], other[1]], message)
                assert is_right(scheme.HssPublicKey, public, message, mixed)
                cases.append(({"message": text(message), "signature": text(mixed)}, {"testPassed": False}))
            for reason, candidate in candidates.items():
                if reason == "too long":
                    # pyhsslms does not look behind the signature, but pq-verify does.
                    assert not hss_verify(public, message, candidate)
                else:
                    assert is_right(scheme.HssPublicKey, public, message, candidate) == (reason == "valid"), reason
                asked = {"message": text(message), "signature": text(candidate)}
                cases.append((asked, {"testPassed": reason == "valid"}))
            made.group(cases, publicKey=text(public))
    made.write(compressed=True)


def counting_root(tree, one_time):
    """The root of a signature of one byte, 7, by the fourth leaf, all values of which count up from 0, as does the identifier."""
    function, n, p, _, _ = scheme.lmots_params[ONE_TIME[one_time]]
    _, _, height = scheme.lms_params[TREES[tree]]
    values = bytes(i % 256 for i in range(n * (1 + p + height)))
    values = [values[i : i + n] for i in range(0, len(values), n)]
    identifier, path = bytes(range(16)), values[1 + p :]
    one = scheme.LmotsSignature(values[0], values[1 : 1 + p], ONE_TIME[one_time])
    top = root(TREES[tree], identifier, 3, one.buildPublic(identifier, scheme.u32(3), b"\7"), path)
    signature = scheme.u32(3) + one.serialize() + TREES[tree] + b"".join(path)
    assert is_right(scheme.LmsPublicKey, TREES[tree] + ONE_TIME[one_time] + identifier + top, b"\7", signature)
    return top


def of_keys(source):
    """Keys of the shortest trees, of their seeds, and signatures by them."""
    keys = VectorSet("LMS-keyGen-1.0", "LMS", "1.0", mode="keyGen")
    made = VectorSet("LMS-sigGen-SP800-208", "LMS", "SP800-208", mode="sigGen")
    for tree in (name for name in TREES if name.endswith("_H5")):
        for one_time in (name for name in ONE_TIME if function(name) == function(tree)):
            _, n, _ = scheme.lms_params[TREES[tree]]
            seed, identifier, c, message = source.take(n), source.take(16), source.take(n), source.take(70)
            key = scheme.LmsPrivateKey(TREES[tree], ONE_TIME[one_time], seed, identifier)
            public = key.publicKey().serialize()
            of_key = {"seed": text(seed), "i": text(identifier)}
            keys.group([(of_key, {"publicKey": text(public)})], lmsMode=tree, lmOtsMode=one_time)
            cases = []
            # The longest chains take long on an emulated processor.
            for q in (13,) if one_time.endswith("W8") else (0, 13, 31):
                key.q, scheme.randBytes = q, lambda _: c
                signature = key.sign(message)
                assert is_right(scheme.LmsPublicKey, public, message, signature)
                asked = {**of_key, "q": q, "c": text(c), "messageLength": 8 * len(message), "message": text(message)}
                cases.append((asked, {"signature": text(signature)}))
            made.group(cases, lmsMode=tree, lmOtsMode=one_time)
    keys.write()
    made.write(compressed=True)


def examples(source):
    """A key of two levels and its signature of one byte, 7, for `tests/common/operations`."""
    kinds = ("LMS_SHAKE_M24_H5", "LMOTS_SHAKE_N24_W8"), ("LMS_SHAKE_M24_H10", "LMOTS_SHAKE_N24_W4")
    trees = [Tree(source, *kind) for kind in kinds]
    place = ROOT.parent / "tests" / "common" / "operations" / "hss.bin"
    place.write_bytes(scheme.u32(2) + trees[0].public + sign(trees, b"\7"))


def generate():
    source = Bytes("LMS")
    of_trees(source)
    of_hierarchies(source)
    examples(source)
    of_keys(source)


if __name__ == "__main__":
    generate()
