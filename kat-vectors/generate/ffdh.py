"""Diffie-Hellman in groups of safe primes by the package cryptography (OpenSSL), whose names give the groups."""

import functools
import subprocess

from common import Bytes, VectorSet, text
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dh
from tools import CRYPTOGRAPHY, OPENSSL

ANSWERS = {start: f"{CRYPTOGRAPHY}; groups: {OPENSSL}" for start in ("safePrimes-", "KAS-FFC-SSC-")}

SIZES = 2048, 3072, 4096, 6144, 8192
GROUPS = [f"ffdhe{size}" for size in SIZES] + [f"MODP-{size}" for size in SIZES]
# The schemes of SP 800-56A r3 section 6 and which keys of initiator and responder meet, in their order.
E, S = "ephemeral", "static"
SCHEMES = {
    "dhEphem": [(E, E)],
    "dhHybrid1": [(E, E), (S, S)],
    "dhHybridOneFlow": [(E, S), (S, S)],
    "dhOneFlow": [(E, S)],
    "dhStatic": [(S, S)],
}


@functools.cache
def parameters(group):
    name = group.replace("MODP-", "modp_")
    command = ["openssl", "genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", f"group:{name}"]
    pem = subprocess.run(command, check=True, capture_output=True).stdout
    numbers = serialization.load_pem_parameters(pem).parameter_numbers()
    assert numbers.g == 2 and numbers.p.bit_length() == int(group[-4:])
    return dh.DHParameterNumbers(numbers.p, 2, (numbers.p - 1) // 2)


def octets(group, number):
    return number.to_bytes(int(group[-4:]) // 8, "big")


def public(group, x):
    return pow(2, x, parameters(group).p)


def secret(group, x, y):
    """Z, by OpenSSL, which pads it."""
    numbers = parameters(group)
    own = dh.DHPrivateNumbers(x, dh.DHPublicNumbers(public(group, x), numbers)).private_key()
    z = own.exchange(dh.DHPublicNumbers(y, numbers).public_key())
    assert z == octets(group, pow(y, x, numbers.p))
    return z


def private(group, source):
    """As long as the standard asks for; in the smallest groups also as long as q."""
    return int.from_bytes(source.take({"2048": 32, "3072": 40}.get(group[-4:], 56)), "big") | 1


def key_generation(source):
    made = VectorSet("safePrimes-keyGen-1.0", "safePrimes", "1.0", mode="keyGen")
    for group in GROUPS:
        xs = [private(group, source) for _ in range(2 if group[-4:] < "6144" else 1)]
        if group[-4:] == "2048":
            # The ends of the range, with an x of as many bits as q.
            xs += [1, parameters(group).q - 1]
        cases = []
        for x in xs:
            size = (x.bit_length() + 7) // 8
            answer = {"x": text(x.to_bytes(size, "big")), "y": text(octets(group, public(group, x)))}
            cases.append(({"x": answer["x"]}, answer))
        made.group(cases, safePrimeGroup=group)
    made.write()


def key_validation(source):
    """Pairs; halves of two pairs; x of 0 and q; y of 0, 1, p - 1, p, and outside the group of order q."""
    made = VectorSet("safePrimes-keyVer-1.0", "safePrimes", "1.0", mode="keyVer")
    for group in GROUPS:
        p, q = parameters(group).p, parameters(group).q
        x = private(group, source)
        y = public(group, x)
        rows = [(x, y, True), (x + 1, y, False)]
        if group[-4:] in ("2048", "3072"):
            rows += [(0, 1, False), (q, 1, False), (x, 0, False), (x, 1, False), (x, p - 1, False), (x, p, False)]
            rows += [(x, p - y, False), (q - 1, public(group, q - 1), True), (x, y ^ 1, False)]
        cases = []
        for x, y, is_pair in rows:
            size = max(1, (x.bit_length() + 7) // 8)
            question = {"x": text(x.to_bytes(size, "big")), "y": text(octets(group, y))}
            cases.append((question, {"testPassed": is_pair}))
        made.group(cases, safePrimeGroup=group)
    made.write()


def agreement(source):
    """Every scheme from both sides. The private keys stand in the question; what is wrong in a validation test is Z, the
    other side's key, or the own public one."""
    made = VectorSet("KAS-FFC-SSC-Sp800-56Ar3", "KAS-FFC-SSC", "Sp800-56Ar3")
    plan = [("ffdhe2048", scheme) for scheme in SCHEMES] + [(group, "dhEphem") for group in GROUPS[1:]]
    for group, scheme in plan:
        for role in ("initiator", "responder") if group == "ffdhe2048" else ("initiator",):
            pairs = [pair if role == "initiator" else pair[::-1] for pair in SCHEMES[scheme]]
            ours = {kind: private(group, source) for kind in sorted({own for own, _ in pairs})}
            theirs = {kind: private(group, source) for kind in sorted({other for _, other in pairs})}
            z = b"".join(secret(group, ours[own], public(group, theirs[other])) for own, other in pairs)
            fields = {f"{kind}PublicServer": text(octets(group, public(group, x))) for kind, x in theirs.items()}
            fields |= {f"{kind}PrivateIut": text(x.to_bytes(56, "big").lstrip(b"\0")) for kind, x in ours.items()}
            own_public = {f"{kind}PublicIut": text(octets(group, public(group, x))) for kind, x in ours.items()}
            shared = dict(domainParameterGenerationMode=group, scheme=scheme, kasRole=role)
            made.group([(fields, {**own_public, "z": text(z)})], **shared)
            if group[-4:] != "2048":
                continue
            whole = {**fields, **own_public, "z": text(z)}
            p, name = parameters(group).p, next(iter(theirs)) + "PublicServer"
            rows = [(whole, True), ({**whole, "z": text(z[:-1] + bytes([z[-1] ^ 1]))}, False)]
            rows += [({**whole, name: text(octets(group, y))}, False) for y in (0, 1, p - 1)]
            for own in own_public:
                rows.append(({**whole, own: text(octets(group, 4))}, False))
            made.group([(row, {"testPassed": is_right}) for row, is_right in rows], "VAL", **shared)
    made.write()


def generate():
    source = Bytes("FFDH")
    key_generation(source)
    key_validation(source)
    agreement(source)
