"""XMSS and XMSS^MT by the functions of the Python package pq-verify, which verifies what is made here. A tall tree would take years to make:
here paths are chosen, and a root follows from a leaf and its path. So each key signs with one leaf of each tree."""

from importlib.metadata import version

from common import ROOT, Bytes, VectorSet, text
from pq_verify import hbs

PACKAGE = f"Python package pq-verify {version('pq-verify')}"
ANSWERS = {"XMSS-": PACKAGE, "XMSSMT-": PACKAGE}

# Those of SP 800-208: SHA-512 and SHAKE128 are only in RFC 8391.
SETS = {par.name: (kind, number, par) for (kind, number), par in hbs.XMSS_SETS.items() if par.n <= 32 and par.family != "SHAKE"}


def address(kind, layer, tree, key):
    made = hbs.ADRS()
    made.set_layer(layer)
    made.set_tree(tree)
    made.set_type(kind)
    made.set_ots(key)
    return made


class Tree:
    """A tree of which one leaf can sign."""

    def __init__(self, source, par, seed, layer, tree, leaf):
        self.par, self.seed, self.place = par, seed, (layer, tree, leaf)
        self.secret = [source.take(par.n) for _ in range(par.len)]
        self.path = source.take(par.n * par.h // par.d)
        # Any signature leads to the root.
        value = bytes(par.n)
        self.root = hbs._root_from_sig(par, leaf, self.one_time(value), self.path, value, seed, address(0, layer, tree, 0), par.h // par.d)

    def one_time(self, value):
        """A one-time signature of a value."""
        chains = []
        for i, digit in enumerate(hbs._msg_digits(self.par, value)):
            place = address(0, *self.place)
            place.set_chain(i)
            chains.append(hbs._chain(self.par, self.secret[i], 0, digit, self.seed, place))
        return b"".join(chains)

    def sign(self, value):
        return self.one_time(value) + self.path


class Key:
    def __init__(self, source, name):
        self.kind, number, self.par = SETS[name]
        par, height = self.par, self.par.h // self.par.d
        self.index = int.from_bytes(source.take(8), "big") % 2**par.h
        self.r, seed = source.take(par.n), source.take(par.n)
        self.trees = []
        for layer in range(par.d):
            rest = self.index >> (height * layer)
            self.trees.append(Tree(source, par, seed, layer, rest >> height, rest % 2**height))
        self.public = number.to_bytes(4, "big") + self.trees[-1].root + seed

    def sign(self, message):
        par = self.par
        value = par.H_msg(self.r + self.trees[-1].root + self.index.to_bytes(par.n, "big"), message)
        signature = self.index.to_bytes(par.idx_bytes, "big") + self.r
        for tree in self.trees:
            signature += tree.sign(value)
            value = tree.root
        return signature

    def is_right(self, message, signature):
        return hbs.xmss_verify(self.public, message, signature, self.kind == "XMSSMT")


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def damaged(par, signature):
    """A signature with a bit of each part changed, and of other lengths."""
    chains = par.idx_bytes + par.n
    path = len(signature) - par.n * par.h // par.d
    yield "another leaf", flipped(signature, par.idx_bytes - 1)
    yield "the randomness", flipped(signature, par.idx_bytes)
    yield "the first chain", flipped(signature, chains)
    yield "the last chain", flipped(signature, path - 1)
    yield "the first node of the path", flipped(signature, path)
    yield "the last byte", flipped(signature, len(signature) - 1)
    if par.d == 1 or par.h % 8:
        yield "a leaf that is none", bytes([signature[0] | 0x80]) + signature[1:]
    yield "a byte too short", signature[:-1]
    yield "a byte too long", signature + b"\0"
    yield "nothing", b""


def verification(source, kind):
    made = VectorSet(f"{kind}-sigVer-SP800-208", kind, "SP800-208", mode="sigVer")
    for i, (name, (own, _, par)) in enumerate(SETS.items()):
        if own != kind:
            continue
        key, message = Key(source, name), source.take((1, 32, 55, 64, 136, 1000)[i % 6])
        signature = key.sign(message)
        wrong = list(damaged(par, signature))
        # All of the shortest; one of the others.
        wrong = wrong if par.h == 10 or par.d == 2 and par.h == 20 else wrong[i % len(wrong) :][:1]
        cases = []
        for reason, candidate in [("valid", signature), *wrong]:
            assert key.is_right(message, candidate) == (reason == "valid"), (name, reason)
            cases.append(({"message": text(message), "signature": text(candidate)}, {"testPassed": reason == "valid"}))
        made.group(cases, parameterSet=name, publicKey=text(key.public))
    made.write(compressed=True)


def counting_root(name):
    """The root that a signature of one byte, 7, by leaf 0x102 leads to. All values count up from 0, and so do root and seed of the key."""
    _, _, par = SETS[name]
    key, values = bytes(range(2 * par.n)), bytes(i % 256 for i in range(par.n * (1 + par.len + par.h)))
    root, seed = key[: par.n], key[par.n :]
    value = par.H_msg(values[: par.n] + root + (0x102).to_bytes(par.n, "big"), b"\7")
    chains, path = values[par.n : par.n * (1 + par.len)], values[par.n * (1 + par.len) :]
    return hbs._root_from_sig(par, 0x102, chains, path, value, seed, hbs.ADRS(), par.h)


def examples(source):
    """A key of each scheme and its signature of one byte, 7, for `tests/common/operations`."""
    keys = [Key(source, name) for name in ("XMSS-SHA2_10_192", "XMSSMT-SHAKE256_20/2_192")]
    place = ROOT.parent / "tests" / "common" / "operations" / "xmss.bin"
    place.write_bytes(b"".join(key.public + key.sign(b"\7") for key in keys))


def generate():
    source = Bytes("XMSS")
    verification(source, "XMSS")
    verification(source, "XMSSMT")
    examples(source)


if __name__ == "__main__":
    generate()
