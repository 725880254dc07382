"""Key confirmation (SP 800-56A r3 section 5.9) in Python, on MACs of Python, OpenSSL, and Keccak in Python."""

from cmac import tag as cmac
from common import HASHES, Bytes, VectorSet, text
from derivations import hmac, kmac
from tools import CRYPTOGRAPHY, PYTHON

ANSWERS = {"KAS-KC": f"SP 800-56A r3 in Python on {PYTHON} and {CRYPTOGRAPHY}"}

# The most bytes of a tag, by ACVP's name of the MAC.
MACS = {"CMAC": 16, **{f"HMAC-{name}": size for name, (_, _, size) in HASHES.items()}, "KMAC-128": 64, "KMAC-256": 64}


def mac(name, key, message, size):
    kind, _, function = name.partition("-")
    if kind == "KMAC":
        return kmac(int(function), key, message, size, b"KC")
    return (cmac(key, message) if kind == "CMAC" else hmac(function, key, message))[:size]


def mac_data(direction, letter, provider, recipient):
    """Section 5.9.1.1: each party is its identifier and its ephemeral data."""
    message = f"KC_{2 if direction == 'bilateral' else 1}_{letter}".encode()
    return message + provider[0] + recipient[0] + provider[1] + recipient[1]


def fields(party):
    return {"partyId": text(party[0]), **({"ephemeralData": text(party[1])} if party[1] else {})}


def generate():
    source = Bytes("KAS-KC")
    made = VectorSet("KAS-KC-Sp800-56", "KAS-KC", "Sp800-56")
    for name, longest in MACS.items():
        for number, (role, direction, kc_role) in enumerate(
            (role, direction, kc_role)
            for role in ("initiator", "responder")
            for direction in ("unilateral", "bilateral")
            for kc_role in ("provider", "recipient")
        ):
            key_size = (16, 24, 32)[number % 3] if name == "CMAC" else (14, 32, 64)[number % 3]
            size = (8, longest, min(longest, 16 + number))[number % 3]
            cases = []
            for ours, theirs in (0, 32), (57, 0), (65, 97):
                key = source.take(key_size)
                iut, server = (source.take(5), source.take(ours)), (source.take(6), source.take(theirs))
                # The tag is the provider's: that of the module, or the one that it expects.
                provides = kc_role == "provider"
                letter = "U" if provides == (role == "initiator") else "V"
                data = mac_data(direction, letter, *((iut, server) if provides else (server, iut)))
                question = {"macDataIut": fields(iut), "macDataServer": fields(server), "macKey": text(key)}
                cases.append((question, {"tag": text(mac(name, key, data, size))}))
            settings = {"kasRole": role, "keyConfirmationDirection": direction, "keyConfirmationRole": kc_role}
            made.group(cases, **settings, keyAgreementMacType=name, keyLen=8 * key_size, macLen=8 * size)
    made.write()
