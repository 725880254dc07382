"""Key derivations by `derivations`: Python on hashlib, hmac and the package cryptography, written from the standards."""

import hashlib

import derivations as kdf
from bit_strings import bits, whole
from common import HASHES, Bytes, VectorSet, text
from tools import CRYPTOGRAPHY, PERL, PYTHON

ANSWERS = {
    "KDA-": f"SP 800-56C in Python on {PYTHON}; one-step also: {CRYPTOGRAPHY}",
    "KDF-": f"SP 800-108 in Python on {PYTHON}; counter mode also: {CRYPTOGRAPHY}",
    "PBKDF-": f"hashlib of {PYTHON}",
    "TLS-": f"RFC 5246 and RFC 8446 in Python on {PYTHON}",
    "kdf-components-": f"SP 800-135 in Python on {PYTHON} and {CRYPTOGRAPHY}",
    "kdf-components-ike": f"SP 800-135 in Python on {PYTHON}; parts of bytes: {PERL}",
    "kdf-components-IKE": f"SP 800-135 in Python on {PYTHON}; parts of bytes: {PERL}",
}

COUNTER_BITS = 8, 16, 24, 32
MACS = ["CMAC-AES128", "CMAC-AES192", "CMAC-AES256", *(f"HMAC-{name}" for name in HASHES)]
PLACES = {
    "counter": ["before fixed data", "after fixed data", "middle fixed data"],
    "feedback": ["none", "before iterator", "before fixed data", "after fixed data"],
    "double pipeline iteration": ["none", "before iterator", "before fixed data", "after fixed data"],
}
# What TLS, SSH and IKE are approved with.
PROTOCOL_HASHES = ["SHA-1", "SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512"]


def key_based():
    source = Bytes("KDF")
    made = VectorSet("KDF-1.0", "KDF", "1.0")
    count = 0
    for mode, places in PLACES.items():
        for mac in MACS:
            key_length = int(mac[-3:]) // 8 if mac.startswith("CMAC") else 40
            for place in places:
                count += 1
                bits, length = COUNTER_BITS[count % 4], (64, 129, 512, 1001)[count % 3]
                parameters = {"keyOutLength": length, "kdfMode": mode, "macMode": mac, "counterLocation": place}
                if place != "none":
                    parameters["counterLength"] = bits
                if mode == "feedback":
                    parameters["zeroLengthIv"] = count % 2 == 0
                cases = []
                for number in range(2):
                    key, fixed = source.take(key_length), source.take(16 + count % 60)
                    iv = source.take(16) if mode == "feedback" and count % 2 else b""
                    break_at = (5, 64, 99, 128)[(count + number) % 4]
                    out = kdf.sp800_108(mode, mac, key, fixed, length, bits, place, iv, break_at)
                    question = {"keyIn": text(key)} | ({"iv": text(iv)} if mode == "feedback" else {})
                    answer = {"fixedData": text(fixed), "keyOut": text(out)}
                    if place == "middle fixed data":
                        answer["breakLocation"] = break_at
                    cases.append((question, answer))
                made.group(cases, **parameters)
    made.write()


def kmac():
    source = Bytes("KDF-KMAC")
    made = VectorSet("KDF-KMAC-Sp800-108r1", "KDF", "Sp800-108r1", "KMAC")
    for strength in 128, 256:
        cases = []
        for key_length, label_length, context_length, length in (14, 1, 1, 14), (32, 20, 40, 64), (200, 300, 200, 500):
            key, label, context = source.take(key_length), source.take(label_length), source.take(context_length)
            question = {"keyDerivationKey": text(key), "context": text(context), "label": text(label)}
            out = kdf.kmac(strength, key, context, length, label)
            cases.append((question | {"derivedKeyLength": 8 * length}, {"derivedKey": text(out)}))
        made.group(cases, macMode=f"KMAC-{strength}")
    made.write()


def parties(source, length):
    """Fixed information of the usual pattern."""
    info, question = b"", {}
    for name in "fixedInfoPartyU", "fixedInfoPartyV":
        party = {"partyId": source.take(16), "ephemeralData": source.take(24)}
        info += b"".join(party.values())
        question[name] = {key: text(value) for key, value in party.items()}
    return info + (8 * length).to_bytes(4, "big"), question


def validated(made, source, configuration, lengths, derive):
    """A group that asks for keys, and one that asks whether they are right."""
    for test_type in "AFT", "VAL":
        cases = []
        for right, (secret_length, length) in zip((True, False, True, False), lengths):
            info, question = parties(source, length)
            secret = source.take(secret_length)
            out, parameter = derive(secret, info, length)
            parameter |= {"kdfType": configuration["kdfType"], "l": 8 * length, "z": text(secret)}
            question["kdfParameter"] = parameter
            if test_type == "AFT":
                cases.append((question, {"dkm": text(out)}))
            else:
                given = out if right else out[:-1] + bytes([out[-1] ^ 1])
                cases.append((question | {"dkm": text(given)}, {"testPassed": right}))
        made.group(cases, test_type, kdfConfiguration=configuration)


def one_step():
    functions = [*HASHES, *(f"HMAC-{name}" for name in HASHES), "KMAC-128", "KMAC-256"]
    for with_counter in True, False:
        kind = "oneStep" if with_counter else "oneStepNoCounter"
        mode = "OneStep" if with_counter else "OneStepNoCounter"
        source = Bytes(kind)
        made = VectorSet(f"KDA-{mode}-Sp800-56Cr2", "KDA", "Sp800-56Cr2", mode)
        for function in functions:
            block = {"KMAC-128": 164, "KMAC-256": 132}.get(function) or HASHES[function.removeprefix("HMAC-")][1]
            salts = [None] if function in HASHES else [bytes(block), source.take(block)]
            for salt in salts:
                configuration = {"kdfType": kind, "fixedInfoPattern": "uPartyInfo||vPartyInfo||l"}
                configuration |= {"fixedInfoEncoding": "concatenation", "auxFunction": function}
                size = 64 if function.startswith("KMAC") else HASHES[function.removeprefix("HMAC-")][2]
                lengths = (28, 14), (66, size), (100, 2 * size + 3 if with_counter else size - 1), (32, 16)

                def derive(secret, info, length):
                    out = kdf.one_step(function, salt, secret, info, length, with_counter)
                    return out, {} if salt is None else {"salt": text(salt)}

                validated(made, source, configuration, lengths, derive)
        made.write()


def two_step():
    source = Bytes("twoStep")
    made = VectorSet("KDA-TwoStep-Sp800-56Cr2", "KDA", "Sp800-56Cr2", "TwoStep")
    count = 0
    for mac in ["CMAC-AES128", "CMAC-AES192", "CMAC-AES256", *(f"HMAC-{name}" for name in HASHES)]:
        for mode in "counter", "feedback", "double pipeline iteration":
            count += 1
            place = PLACES[mode][count % (2 if mode == "counter" else 4)]
            bits = COUNTER_BITS[count % 4]
            salt = source.take(int(mac[-3:]) // 8 if mac.startswith("CMAC") else HASHES[mac[5:]][1])
            expansion = "CMAC-AES128" if mac.startswith("CMAC") else mac
            configuration = {"kdfType": "twoStep", "fixedInfoPattern": "uPartyInfo||vPartyInfo||l"}
            configuration |= {"fixedInfoEncoding": "concatenation", "macMode": mac, "kdfMode": mode}
            configuration |= {"counterLocation": place, "counterLen": bits}

            def derive(secret, info, length):
                iv = source.take(20) if mode == "feedback" else b""
                key = kdf.prf(mac, salt, secret)
                out = kdf.sp800_108(mode, expansion, key, info, 8 * length, bits, place, iv)
                return out, {"salt": text(salt)} | ({"iv": text(iv)} if iv else {})

            validated(made, source, configuration, ((28, 14), (66, 100), (100, 33), (32, 16)), derive)
    made.write()


def password_based():
    source = Bytes("PBKDF")
    made = VectorSet("PBKDF-1.0", "PBKDF", "1.0")
    for name, (python, block, size) in HASHES.items():
        cases = []
        for length, iterations, characters in (14, 1, 8), (size, 2, 14), (size + 1, 1000, block), (3 * size, 3, block + 1):
            password = text(source.take(characters))[:characters]
            salt = source.take(16 + length % 7)
            key = hashlib.pbkdf2_hmac(python, password.encode(), salt, iterations, length)
            question = {"password": password, "salt": text(salt), "iterationCount": iterations, "keyLen": 8 * length}
            cases.append((question, {"derivedKey": text(key)}))
        made.group(cases, hmacAlg=name)
    made.write()


def tls():
    source = Bytes("TLS")
    made = VectorSet("TLS-v1.2-KDF-RFC7627", "TLS-v1.2", "RFC7627", "KDF")
    legacy = VectorSet("kdf-components-tls-1.0", "kdf-components", "1.0", "tls")
    for name in "SHA2-256", "SHA2-384", "SHA2-512":
        for length in 64, 104, 136:
            for bound in True, False:
                cases = []
                for _ in range(2):
                    premaster, session = source.take(48), source.take(HASHES[name][2])
                    client, server = source.take(32), source.take(32)
                    question = {"preMasterSecret": text(premaster), "clientRandom": text(client), "serverRandom": text(server)}
                    if bound:
                        question["sessionHash"] = text(session)
                        master = kdf.tls12_prf(name, premaster, b"extended master secret", session, 48)
                    else:
                        question |= {"clientHelloRandom": text(client), "serverHelloRandom": text(server)}
                        master = kdf.tls12_prf(name, premaster, b"master secret", client + server, 48)
                    block = kdf.tls12_prf(name, master, b"key expansion", server + client, length)
                    cases.append((question, {"masterSecret": text(master), "keyBlock": text(block)}))
                parameters = {"hashAlg": name, "keyBlockLength": 8 * length}
                if bound:
                    made.group(cases, **parameters)
                else:
                    legacy.group(cases, tlsVersion="v1.2", **parameters)
    made.write()
    legacy.write()
    made = VectorSet("TLS-v1.3-KDF-RFC8446", "TLS-v1.3", "RFC8446", "KDF")
    for name in "SHA2-256", "SHA2-384":
        for mode in "DHE", "PSK", "PSK-DHE":
            cases = []
            for size in 14, 32, 200:
                psk = source.take(size) if "PSK" in mode else b""
                dhe = source.take(size) if "DHE" in mode else b""
                messages = [source.take(size + i) for i in range(4)]
                names = "helloClientRandom", "helloServerRandom", "finishedServerRandom", "finishedClientRandom"
                question = {key: text(value) for key, value in zip(names, messages)}
                question |= ({"psk": text(psk)} if psk else {}) | ({"dhe": text(dhe)} if dhe else {})
                secrets = kdf.tls13(name, psk, dhe, *messages)
                cases.append((question, {key: text(value) for key, value in secrets.items()}))
            made.group(cases, hmacAlg=name, runningMode=mode)
    made.write()


def ssh():
    source = Bytes("SSH")
    made = VectorSet("kdf-components-ssh-1.0", "kdf-components", "1.0", "ssh")
    for name in PROTOCOL_HASHES:
        size = HASHES[name][2]
        for cipher, iv, key in ("TDES", 8, 24), ("AES-128", 16, 16), ("AES-192", 16, 24), ("AES-256", 16, 32):
            cases = []
            for length in 129, 257:
                k = length.to_bytes(4, "big") + b"\0" + source.take(length - 1)
                h, session = source.take(size), source.take(size)
                answer = {}
                for letter, kind, out in (b"A", "initialIv", iv), (b"C", "encryptionKey", key), (b"E", "integrityKey", size):
                    answer[f"{kind}Client"] = text(kdf.ssh(name, k, h, letter, session, out))
                    answer[f"{kind}Server"] = text(kdf.ssh(name, k, h, bytes([letter[0] + 1]), session, out))
                cases.append(({"k": text(k), "h": text(h), "sessionId": text(session)}, answer))
            made.group(cases, cipher=cipher, hashAlg=name)
    made.write()


def string(source, length):
    """A string of `length` bits."""
    return bits(source.take((length + 7) // 8), length)


def ike():
    source = Bytes("IKE")
    made = VectorSet("kdf-components-IKEv1-1.0", "kdf-components", "1.0", "IKEv1")
    for name in PROTOCOL_HASHES:
        block = 8 * HASHES[name][1]
        for method in "dsa", "pke", "psk":
            # Whole bytes, then lengths that are not: a key just below, at and beyond a block.
            lengths = (64, 64, 224, 160), (block // 2, block // 2, 2048, 160), (block, 8, 1024, 160), (2048, 2048, 8192, 160)
            lengths += (65, 71, 225, 9), (block - 100, 99, 2801, block - 1), (block - 100, 101, 1001, block + 1), (1214, 2047, 3, 8191)
            for ni, nr, dh, psk in lengths:
                if method != "psk":
                    psk = 0
                parameters = {"nInitLength": ni, "nRespLength": nr, "dhLength": dh} | ({"preSharedKeyLength": psk} if psk else {})
                ni, nr, gxy, psk = (string(source, length) for length in (ni, nr, dh, psk))
                cookies = string(source, 64), string(source, 64)
                names = "sKeyId", "sKeyIdD", "sKeyIdA", "sKeyIdE"
                answer = dict(zip(names, map(text, kdf.ikev1(name, method, psk, ni, nr, *cookies, gxy))))
                question = {"nInit": ni, "nResp": nr, "ckyInit": cookies[0], "ckyResp": cookies[1], "gxy": gxy}
                question |= {"preSharedKey": psk} if psk else {}
                question = {name: text(whole(value)) for name, value in question.items()}
                made.group([(question, answer)], authenticationMethod=method, hashAlg=name, **parameters)
    made.write()
    made = VectorSet("kdf-components-ikev2-1.0", "kdf-components", "1.0", "ikev2")
    for name in PROTOCOL_HASHES:
        block = 8 * HASHES[name][1]
        lengths = (64, 64, 224, 1024, 1024), (block, block, 2048, 1056, 2664), (2048, 128, 1024, 8000, 1600)
        # Each length alone is no whole number of bytes, and all are: the key just below, at and beyond a block.
        lengths += (65, 64, 224, 1024, 768), (64, 67, 224, 1024, 768), (64, 64, 2801, 1024, 768)
        lengths += (64, 64, 224, 1025, 768), (64, 64, 224, 1024, 767), (block - 100, 99, 461, 1537, 1538), (block - 100, 101, 999, 2646, 513)
        for ni, nr, dh, length, child in lengths:
            parameters = {"nInitLength": ni, "nRespLength": nr, "dhLength": dh}
            parameters |= {"derivedKeyingMaterialLength": length, "derivedKeyingMaterialChildLength": child}
            ni, nr, gir, new = (string(source, length) for length in (ni, nr, dh, dh))
            spis = string(source, 64), string(source, 64)
            names = "sKeySeed", "derivedKeyingMaterial", "derivedKeyingMaterialChild", "derivedKeyingMaterialDh", "sKeySeedReKey"
            answer = dict(zip(names, map(text, kdf.ikev2(name, ni, nr, gir, new, *spis, length, child))))
            question = {"nInit": ni, "nResp": nr, "spiInit": spis[0], "spiResp": spis[1], "gir": gir, "girNew": new}
            question = {name: text(whole(value)) for name, value in question.items()}
            made.group([(question, answer)], hashAlg=name, **parameters)
    made.write()


def srtp():
    source = Bytes("SRTP")
    made = VectorSet("kdf-components-srtp-1.0", "kdf-components", "1.0", "srtp")
    settings = [(size, exponent) for size in (16, 24, 32) for exponent in (None, 0, 1, 7, 24)]
    # An index of SRTCP with 48 bits, then with 32: ACVP writes as many as it means.
    for width, (size, exponent) in [(width, setting) for width in (6, 4) for setting in settings]:
        rate = 0 if exponent is None else 1 << exponent
        cases = []
        for _ in range(2):
            key, salt, index, srtcp = source.take(size), source.take(14), source.take(6), source.take(width)
            question = {"masterKey": text(key), "masterSalt": text(salt), "index": text(index), "srtcpIndex": text(srtcp)}
            answer = {}
            for prefix, first, position in ("srtp", 0, index), ("srtcp", 3, srtcp):
                packet, bits_of_index = int.from_bytes(position, "big"), 8 * len(position)
                for number, (name, length) in enumerate((("Ke", size), ("Ka", 20), ("Ks", 14))):
                    key_of_session = kdf.srtp(key, salt, first + number, packet, rate, length, bits_of_index)
                    answer[prefix + name] = text(key_of_session)
            cases.append((question, answer))
        made.group(cases, aesKeyLength=8 * size, kdr="" if exponent is None else f"{rate:08X}")
    made.write()


def snmp():
    source = Bytes("SNMP")
    made = VectorSet("kdf-components-snmp-1.0", "kdf-components", "1.0", "snmp")
    for engine in "000000000000000000000002", "80001F8880E9630000D61FF449":
        cases = []
        for length in 8, 10, 64, 1000:
            password = "maplesyrup" if length == 10 else text(source.take(length))[:length]
            cases.append(({"password": password}, {"sharedKey": text(kdf.snmp(password.encode(), bytes.fromhex(engine)))}))
        made.group(cases, engineId=engine)
    made.write()


def ansi():
    source = Bytes("X9")
    made = VectorSet("kdf-components-ansix9.63-1.0", "kdf-components", "1.0", "ansix9.63")
    for name in HASHES:
        if name == "SHA-1":
            continue
        for z, info, length in (28, 0, 16), (66, 128, 128), (32, 9, HASHES[name][2]):
            secret, shared = source.take(z), source.take(info)
            out = kdf.counted(name, secret, shared, length)
            question = {"z": text(secret), "sharedInfo": text(shared)}
            made.group([(question, {"keyData": text(out)})], hashAlg=name, keyDataLength=8 * length)
    made.write()
    made = VectorSet("kdf-components-ansix9.42-1.0", "kdf-components", "1.0", "ansix9.42")
    # The identifiers of key wrapping with Triple DES, AES-128 and AES-256.
    oids = "060B2A864886F70D0109100306", "0609608648016503040105", "060960864801650304012D"
    for name in HASHES:
        for zz, length, sizes in (14, 16, (0, 0, 0, 0)), (128, 128, (64, 0, 1, 300)), (256, 100, (127, 128, 255, 256)):
            secret, other = source.take(zz), source.take(sum(sizes) // 4)
            out = kdf.counted(name, secret, other, length)
            question = {"zz": text(secret), "keyLen": 8 * length, "otherInfo": text(other)}
            made.group([(question, {"derivedKey": text(out)})], hashAlg=name, kdfType="concatenation")
            fields = [source.take(size) for size in sizes]
            oid = oids[length % 3]
            names = "partyUInfo", "partyVInfo", "suppPubInfo", "suppPrivInfo"
            question = {"zz": text(secret), "keyLen": 8 * length} | dict(zip(names, map(text, fields)))
            out = kdf.x942_der(name, secret, bytes.fromhex(oid), fields, length)
            made.group([(question, {"derivedKey": text(out)})], hashAlg=name, kdfType="DER", oid=oid)
    made.write()


def generate():
    for part in key_based, kmac, one_step, two_step, password_based, tls, ssh, ike, srtp, snmp, ansi:
        part()
