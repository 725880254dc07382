"""The schemes of SP 800-56B r2 sections 8 and 9 by Python's integers; derivations of SP 800-56C r2 and key confirmation in Python. The package
cryptography (OpenSSL) checks the keys, and decrypts OAEP with SHA-2."""

import hashlib

from common import HASHES as NAMES
from common import Bytes, VectorSet, text
from cryptography.hazmat.primitives.asymmetric import padding
from kas import CONFIRMATIONS, DERIVATIONS, PATTERNS, derive, information
from key_confirmation import mac, mac_data
from rsa import FORMS, HASHES, mgf1, own_key
from rsa_numbers import numbers, octets, private_key
from tools import CRYPTOGRAPHY, PYTHON

WORDS = f"SP 800-56B r2 and SP 800-56C r2 in Python on {PYTHON}; keys and OAEP: {CRYPTOGRAPHY}"
ANSWERS = {"KAS-IFC-Sp800": WORDS, "KTS-IFC-Sp800": WORDS}

IUT, SERVER = bytes.fromhex("51696C61"), bytes.fromhex("434156536964")
# Scheme, and which party confirms (section 8.2.3 and 8.3.3): V alone in KAS1.
SCHEMES = {
    "KAS1-basic": "",
    "KAS1-Party_V-confirmation": "V",
    "KAS2-basic": "",
    "KAS2-Party_V-confirmation": "V",
    "KAS2-Party_U-confirmation": "U",
    "KAS2-bilateral-confirmation": "UV",
}
# The hash functions with which OpenSSL decrypts what was encoded here.
OF_OPENSSL = ["SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512"]


def spoiled(value):
    return text(value[:-1] + bytes([value[-1] ^ 1]))


def agreement(source, bits, scheme, role, form, at, kc_role):
    """A question with everything in it, the fields of an answer, and the settings of the group."""
    n, e, d, own = own_key(bits, f"KAS-IFC own {bits}", form)
    server_n, server_e, *_ = numbers(bits, f"KAS-IFC server {bits}")
    ours, theirs = (int.from_bytes(source.take(bits // 8), "big") >> 2 for _ in range(2))
    sends, takes = scheme.startswith("KAS2") or role == "initiator", scheme.startswith("KAS2") or role == "responder"
    question, answer, chosen = {}, {}, {}
    if sends:
        question |= {"serverN": text(octets(server_n, bits)), "serverE": text(octets(server_e, 24))}
        answer["iutC"] = text(octets(pow(ours, server_e, server_n), bits))
        chosen["iutZ"] = text(octets(ours, bits))
    else:
        answer["iutNonce"] = text(source.take(32))
    if takes:
        c = pow(theirs, e, n)
        assert pow(c, d, n) == theirs
        question |= {**own, "serverC": text(octets(c, bits))}
    else:
        question["serverNonce"] = text(source.take(48))
    halves = [octets(ours, bits)] * sends + [octets(theirs, bits)] * takes
    z = b"".join(halves if role == "initiator" else halves[::-1])
    both = {**question, **answer}
    ephemeral = {side: bytes.fromhex(both.get(f"{side}C") or both[f"{side}Nonce"]) for side in ("iut", "server")}
    sides = {"iut": (IUT, ephemeral["iut"]), "server": (SERVER, ephemeral["server"])}
    u, v = ("iut", "server") if role == "initiator" else ("server", "iut")

    configuration, pattern = DERIVATIONS[at % len(DERIVATIONS)], PATTERNS[at % len(PATTERNS)]
    size = 64 if configuration["kdfType"] == "oneStepNoCounter" else 80
    parameter = {"kdfType": configuration["kdfType"]}
    if configuration.get("saltMethod") == "random" or configuration["kdfType"] == "twoStep":
        parameter["salt"] = text(source.take(16 if "CMAC" in configuration.get("macMode", "") else 64))
    elif configuration.get("saltMethod") == "default":
        parameter["salt"] = text(bytes(164))
    if configuration.get("kdfMode") == "feedback":
        parameter["iv"] = text(source.take(28))
    parameter |= {name: text(source.take(16)) for name in ("algorithmId", "label", "context") if name in pattern}
    question["kdfParameter"] = parameter
    dkm = derive(configuration, parameter, z, information(pattern, parameter, (sides[u], sides[v]), size), size)
    answer["dkm"] = text(dkm)
    settings = {
        "scheme": scheme, "kasRole": role, "keyGenerationMethod": f"rsakpg1-{form}", "modulo": bits, "fixedPubExp": "010001",
        "l": 8 * size, "iutId": text(IUT), "serverId": text(SERVER),
        "kdfConfiguration": {**configuration, "fixedInfoPattern": pattern, "fixedInfoEncoding": "concatenation"},
    }
    direction = {0: "none", 1: "unilateral", 2: "bilateral"}[len(SCHEMES[scheme])]
    settings |= {"keyConfirmationDirection": direction, "keyConfirmationRole": kc_role}
    if direction != "none":
        name, key_size, tag_size = CONFIRMATIONS[1 + at % (len(CONFIRMATIONS) - 1)][2]
        settings["macConfiguration"] = {"macType": name, "keyLen": 8 * key_size, "macLen": 8 * tag_size}
        provider, recipient = ("iut", "server") if kc_role == "provider" else ("server", "iut")
        message = mac_data(direction, "U" if provider == u else "V", sides[provider], sides[recipient])
        answer["tag"] = text(mac(name, dkm[:key_size], message, tag_size))
    return question, answer, chosen, settings


def agreements(source):
    made, at = VectorSet("KAS-IFC-Sp800-56Br2", "KAS-IFC", "Sp800-56Br2"), 0
    for scheme, confirming in SCHEMES.items():
        for role in "initiator", "responder":
            letter = "U" if role == "initiator" else "V"
            roles = ["provider"] * (letter in confirming) + ["recipient"] * bool(confirming.replace(letter, "")) or ["none"]
            for kc_role in roles:
                form, bits = list(FORMS)[at % 3], 3072 if at % 8 == 7 else 2048
                question, answer, chosen, settings = agreement(source, bits, scheme, role, form, at, kc_role)
                # The secret that the answer chose stands in the question, or nobody could repeat it.
                made.group([({**question, **chosen}, answer)], "AFT", **settings)
                whole = {**question, **answer, **chosen}
                rows = [(whole, True), ({**whole, "dkm": spoiled(bytes.fromhex(whole["dkm"]))}, False)]
                if "tag" in whole:
                    rows.append(({**whole, "tag": spoiled(bytes.fromhex(whole["tag"]))}, False))
                if "serverC" in whole:
                    n = int(whole["iutN"], 16)
                    rows += [({**whole, "serverC": text(octets(c, bits))}, False) for c in (1, n - 1)]
                if "iutC" in whole:
                    rows.append(({**whole, "iutC": spoiled(bytes.fromhex(whole["iutC"]))}, False))
                made.group([(row, {"testPassed": is_right}) for row, is_right in rows], "VAL", **settings)
                at += 1
    made.write()


def oaep(name, message, label, seed, size):
    """EME-OAEP (RFC 8017 section 7.1.1) with MGF1 and one hash function."""
    digest = lambda data: hashlib.new(NAMES[name][0], data).digest()
    add = lambda a, b: bytes(x ^ y for x, y in zip(a, b))
    block = digest(label) + bytes(size - len(message) - 2 * len(seed) - 2) + b"\1" + message
    block = add(block, mgf1(digest, seed, len(block)))
    return b"\0" + add(seed, mgf1(digest, block, len(seed))) + block


def transports(source):
    """Both sides of KTS-OAEP. The module's ciphertexts have a fresh seed: of the initiator's questions the key is known, with which the
    ciphertext of the answer is decrypted again."""
    made = VectorSet("KTS-IFC-Sp800-56Br2", "KTS-IFC", "Sp800-56Br2")
    pattern = "l||uPartyInfo||vPartyInfo||label"
    for at, name in enumerate(HASHES):
        for scheme in "KTS-OAEP-basic", "KTS-OAEP-Party_V-confirmation":
            for role in "responder", "initiator":
                bits, form = (3072 if at % 5 == 4 else 2048), list(FORMS)[at % 2]
                side = "iut" if role == "responder" else "server"
                n, e, d, own = own_key(bits, f"KTS-IFC {side} {bits}", form)
                size = (bits // 8 - 2 * NAMES[name][2] - 2) // 2
                keys, label = source.take(size), source.take(16)
                letters = (IUT, SERVER) if role == "initiator" else (SERVER, IUT)
                is_empty = (at + (role == "initiator")) % 3 == 0
                data = b"" if is_empty else information(pattern, {"label": text(label)}, [(id,) for id in letters], size)
                encoded = oaep(name, keys, data, source.take(NAMES[name][2]), bits // 8)
                c = octets(pow(int.from_bytes(encoded, "big"), e, n), bits)
                if name in OF_OPENSSL:
                    function = HASHES[name]
                    form_of_openssl = padding.OAEP(padding.MGF1(function), function, data or None)
                    assert private_key(bits, f"KTS-IFC {side} {bits}").decrypt(c, form_of_openssl) == keys
                settings = {
                    "scheme": scheme, "kasRole": role, "keyGenerationMethod": f"rsakpg1-{form}", "modulo": bits, "fixedPubExp": "010001",
                    "l": 8 * size, "iutId": text(IUT), "serverId": text(SERVER), "keyConfirmationDirection": "none",
                    "keyConfirmationRole": "none",
                    "ktsConfiguration": {
                        "hashAlg": name, "associatedDataPattern": "" if is_empty else pattern, "encoding": "none" if is_empty else "concatenation",
                    },
                }
                parameter = {} if is_empty else {"ktsParameter": {"label": text(label)}}
                answer = {"dkm": text(keys)}
                if role == "responder":
                    question = {**own, **parameter, "serverC": text(c)}
                else:
                    question = {"serverN": own["iutN"], "serverE": own["iutE"], **parameter}
                    question |= {"serverP": own["iutP"], "serverQ": own["iutQ"], "serverD": text(octets(d, bits))}
                    answer["iutC"] = text(c)
                if scheme != "KTS-OAEP-basic":
                    mac_name, key_size, tag_size = CONFIRMATIONS[1 + at % (len(CONFIRMATIONS) - 1)][2]
                    settings["macConfiguration"] = {"macType": mac_name, "keyLen": 8 * key_size, "macLen": 8 * tag_size}
                    settings |= {"keyConfirmationDirection": "unilateral"}
                    settings |= {"keyConfirmationRole": "provider" if role == "responder" else "recipient"}
                    # Party V has no ephemeral data.
                    message = mac_data("unilateral", "V", (letters[1], b""), (letters[0], c))
                    answer["tag"] = text(mac(mac_name, keys[:key_size], message, tag_size))
                made.group([(question, answer)], "AFT", **settings)
                if role == "responder":
                    whole = {**question, **answer}
                    rows = [(whole, True), ({**whole, "dkm": spoiled(keys)}, False), ({**whole, "serverC": spoiled(c)}, False)]
                    if "tag" in whole:
                        rows.append(({**whole, "tag": spoiled(bytes.fromhex(whole["tag"]))}, False))
                    made.group([(row, {"testPassed": is_right}) for row, is_right in rows], "VAL", **settings)
    made.write()


def generate():
    agreements(Bytes("KAS-IFC schemes"))
    transports(Bytes("KTS-IFC"))
