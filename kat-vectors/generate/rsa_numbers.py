"""Keys of RSA that are always the same: primes behind the output of SHAKE256 for a label. The package cryptography (OpenSSL)
checks them, signs and decrypts with them."""

import functools
import hashlib
import math

from cryptography.hazmat.primitives.asymmetric import rsa

E = 65537


def is_prime(number):
    """Miller and Rabin's test with fixed bases; OpenSSL tests the primes again when it loads them."""
    if any(number % small == 0 for small in range(3, 2000, 2)):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in range(2, 22):
        power = pow(base, odd, number)
        for _ in range(twos):
            if power in (1, number - 1):
                break
            power = power * power % number
        if power != number - 1 and pow(base, odd, number) != 1:
            return False
    return True


def prime(bits, label, e=E):
    """The first prime behind a number with the two upper bits set, of which e and the prime less one have no divisor."""
    number = int.from_bytes(hashlib.shake_256(label.encode()).digest(bits // 8), "big")
    number |= 3 << (bits - 2) | 1
    while not (is_prime(number) and math.gcd(number - 1, e) == 1):
        number += 2
    return number


@functools.cache
def numbers(bits, label, e=E):
    """n, e, d, p, q, dP, dQ, qInv."""
    p, q = prime(bits // 2, label + " p", e), prime(bits // 2, label + " q", e)
    d = pow(e, -1, math.lcm(p - 1, q - 1))
    return p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)


@functools.cache
def private_key(bits, label, e=E):
    n, e, d, p, q, dp, dq, inverse = numbers(bits, label, e)
    key = rsa.RSAPrivateNumbers(p, q, d, dp, dq, inverse, rsa.RSAPublicNumbers(e, n)).private_key()
    assert key.public_key().key_size == bits
    return key


def octets(number, bits):
    return number.to_bytes((bits + 7) // 8, "big")
