"""Hash functions and HMAC of messages that are no whole number of bytes, as strings of 0 and 1: whole bytes by hashlib, others by
Perl's Digest::SHA."""

import hashlib
import subprocess

from common import HASHES


def bits(data, length=None):
    """The first `length` bits of bytes, or all of them."""
    return "".join(f"{byte:08b}" for byte in data)[:length]


def whole(string):
    """A string of 0 and 1 as bytes; the last is filled up with zeros."""
    string += "0" * (-len(string) % 8)
    return int(string, 2).to_bytes(len(string) // 8, "big") if string else b""


def digest(name, message):
    """The hash value, by SHA-1 or SHA-2, of a string of 0 and 1."""
    if len(message) % 8 == 0:
        return hashlib.new(HASHES[name][0], whole(message)).digest()
    algorithm = {"SHA-1": "1", "SHA2-512/224": "512224", "SHA2-512/256": "512256"}.get(name, name[5:])
    code = f'my $s = Digest::SHA->new({algorithm}); $s->add_bits("{message}"); print $s->hexdigest'
    return bytes.fromhex(subprocess.run(["perl", "-MDigest::SHA", "-e", code], check=True, capture_output=True).stdout.decode())


def hmac(name, key, message):
    """FIPS 198-1. NIST's server fills a key up to whole bytes before all else; a message stays as long as it is."""
    block, key = HASHES[name][1], whole(key)
    if len(key) > block:
        key = hashlib.new(HASHES[name][0], key).digest()
    key = key.ljust(block, b"\0")
    inner = digest(name, bits(byte ^ 0x36 for byte in key) + message)
    return digest(name, bits(byte ^ 0x5C for byte in key) + bits(inner))
