"""SLH-DSA by the Python package slh-dsa, which is FIPS 205 in Python. The forms of a message are those of ml_dsa.py."""

from importlib.metadata import version

import slhdsa.lowlevel.slhdsa as scheme
from common import Bytes, VectorSet, text
from ml_dsa import HASHES, hashed, pure
from slhdsa.lowlevel import parameters
from slhdsa.lowlevel.addresses import Address
from slhdsa.lowlevel.xmss import XMSS

ANSWERS = {"SLH-DSA-": f"Python package slh-dsa {version('slh-dsa')}"}

# The names of ACVP, and the parameter sets of the package.
SETS = {
    f"SLH-DSA-{family}-{size}": getattr(parameters, f"{family.lower()}_{size}")
    for family in ("SHA2", "SHAKE")
    for size in ("128s", "128f", "192s", "192f", "256s", "256f")
}


def key(name, seeds):
    """A key of SK.seed, SK.prf and PK.seed: these and PK.root."""
    par = SETS[name]
    parts = [seeds[i * par.n : (i + 1) * par.n] for i in range(3)]
    root = XMSS(par).node(parts[0], 0, par.h_m, parts[2], Address(par.d - 1, 0))
    return (*parts, bytes(root))


def sign(name, sk, prepared, opt_rand=None):
    """A signature of M', deterministic without randomness."""
    scheme.token_bytes = lambda n: opt_rand
    signature = scheme.sign(prepared, sk, SETS[name], opt_rand is not None)
    assert scheme.verify(prepared, signature, sk[2:], SETS[name])
    return signature


def key_generation(source):
    made = VectorSet("SLH-DSA-keyGen-FIPS205", "SLH-DSA", "FIPS205", mode="keyGen")
    for name, par in SETS.items():
        cases = []
        for _ in range(2):
            seeds = source.take(3 * par.n)
            sk = key(name, seeds)
            asked = {field: text(part) for field, part in zip(("skSeed", "skPrf", "pkSeed"), sk)}
            cases.append((asked, {"sk": text(b"".join(sk)), "pk": text(b"".join(sk[2:]))}))
        made.group(cases, parameterSet=name)
    made.write()


def asked(source, interface, pre_hash, i):
    """The fields of a case, and M'. Lengths are around the blocks of the hash functions."""
    message, context = source.take((1, 55, 64, 128, 136, 1000)[i % 6]), source.take((0, 255, 17)[i % 3])
    if interface == "internal":
        return {"message": text(message)}, message
    fields = {"message": text(message), "context": text(context)}
    if pre_hash == "pure":
        return {**fields, "hashAlg": "none"}, pure(message, context)
    function = list(HASHES)[i % len(HASHES)]
    return {**fields, "hashAlg": function}, hashed(function, message, context)


def form(interface, pre_hash):
    return {"signatureInterface": interface, **({"preHash": pre_hash} if pre_hash else {})}


# Of each set: a signature of each form, one of them hedged. Of the shortest ones, with every hash function.
FORMS = (("external", "pure", True), ("external", "preHash", False), ("internal", None, True))


def signing(source):
    made = VectorSet("SLH-DSA-sigGen-FIPS205", "SLH-DSA", "FIPS205", mode="sigGen")
    for i, (name, par) in enumerate(SETS.items()):
        for j, (interface, pre_hash, deterministic) in enumerate(FORMS):
            every = name == "SLH-DSA-SHA2-128s" and pre_hash == "preHash"
            cases = []
            for k in range(len(HASHES) if every else 1):
                fields, prepared = asked(source, interface, pre_hash, i + j + k)
                sk = key(name, source.take(3 * par.n))
                opt_rand = None if deterministic else source.take(par.n)
                random = {} if deterministic else {"additionalRandomness": text(opt_rand)}
                signature = sign(name, sk, prepared, opt_rand)
                cases.append(({**fields, "sk": text(b"".join(sk)), **random}, {"signature": text(signature)}))
            made.group(cases, parameterSet=name, deterministic=deterministic, **form(interface, pre_hash))
    made.write(compressed=True)


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def damaged(par, signature):
    """A signature with a bit of each part changed, and of other lengths."""
    forest = par.n * (1 + par.k * (1 + par.a))
    yield "R", flipped(signature, 0)
    yield "a secret of the forest", flipped(signature, par.n)
    yield "a path of the forest", flipped(signature, forest - 1)
    yield "a chain of the lowest tree", flipped(signature, forest)
    yield "the last byte", flipped(signature, len(signature) - 1)
    yield "a byte too short", signature[:-1]
    yield "a byte too long", signature + b"\0"
    yield "nothing", b""


def verification(source):
    made = VectorSet("SLH-DSA-sigVer-FIPS205", "SLH-DSA", "FIPS205", mode="sigVer")
    for i, (name, par) in enumerate(SETS.items()):
        sk = key(name, source.take(3 * par.n))
        fields, prepared = asked(source, "external", "pure", i)
        signature = sign(name, sk, prepared, source.take(par.n))
        wrong = list(damaged(par, signature))
        # All of the shortest one of each family; one of the others.
        wrong = wrong if name.endswith("128s") else wrong[i % 5 :][:1]
        cases = []
        for reason, candidate in [("valid", signature), *wrong]:
            assert scheme.verify(prepared, candidate, sk[2:], par) == (reason == "valid"), (name, reason)
            asks = {**fields, "pk": text(b"".join(sk[2:])), "signature": text(candidate)}
            cases.append((asks, {"testPassed": reason == "valid"}))
        made.group(cases, parameterSet=name, **form("external", "pure"))
    made.write(compressed=True)


def generate():
    source = Bytes("SLH-DSA")
    key_generation(source)
    signing(source)
    verification(source)


if __name__ == "__main__":
    generate()
