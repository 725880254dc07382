/* Signatures on NIST's curves. A part of example.c. */

/* Fresh keys on a curve: messages and hash values, a key taken again, and signatures that are not theirs. */
static void sign_on_prime_curve(qila_signature_algorithm algorithm, size_t size, uint32_t hash, size_t digest, qila_rng *rng) {
    static const uint8_t message[64] = {7};
    uint8_t bytes[133], scalar[66], made[132], fixed[132], der[139], zeros[133] = {4};
    size_t bytes_len = sizeof bytes, scalar_len = sizeof scalar, len = sizeof made, fixed_len = sizeof fixed;
    size_t der_len = sizeof der;
    qila_sign_options how = QILA_SIGN_OPTIONS, other = QILA_SIGN_OPTIONS;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL, *same = NULL;
    DONE(qila_signing_key_generate(&pair, algorithm, rng));
    DONE(qila_signing_key_public(&key, pair));
    DONE(qila_verifying_key_bytes(key, bytes, &bytes_len));
    DONE(qila_signing_key_expanded(pair, scalar, &scalar_len));
    CHECK(bytes_len == 1 + 2 * size && scalar_len == size);
    DONE(qila_verifying_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_signing_key_from_expanded(&again, algorithm, scalar, scalar_len));
    /* What is usual, and a hash value that was made elsewhere. */
    DONE(qila_sign(pair, NULL, message, sizeof message, made, &len, rng));
    CHECK(len == 2 * size);
    DONE(qila_verify(same, NULL, message, sizeof message, made, len));
    /* The same in DER, which begins with a sequence. */
    how.der = 1;
    DONE(qila_sign(pair, &how, message, sizeof message, der, &der_len, rng));
    CHECK(der[0] == 0x30);
    DONE(qila_verify(same, &how, message, sizeof message, der, der_len));
    CHECK(qila_verify(same, NULL, message, sizeof message, der, der_len) == QILA_ERROR_SIGNATURE);
    CHECK(qila_verify(same, &how, message, sizeof message, made, len) == QILA_ERROR_SIGNATURE);
    how.der = 2;
    CHECK(qila_verify(same, &how, message, sizeof message, der, der_len) == QILA_ERROR_PARAMETER);
    how.der = 0;
    how.hash = hash;
    how.digest = 1;
    how.deterministic = 1;
    DONE(qila_sign(pair, &how, message, digest, made, &len, rng));
    DONE(qila_sign(again, &how, message, digest, fixed, &fixed_len, rng));
    CHECK(memcmp(made, fixed, len) == 0);
    DONE(qila_verify(same, &how, message, digest, made, len));
    other.hash = hash;
    CHECK(qila_verify(same, &other, message, digest, made, len) == QILA_ERROR_SIGNATURE);
    CHECK(qila_verify(same, &how, message, digest, made, len - 1) == QILA_ERROR_SIGNATURE);
    CHECK(qila_sign(pair, &how, message, digest - 1, fixed, &fixed_len, rng) == QILA_ERROR_INPUT_LENGTH);
    made[len / 2] ^= 1;
    CHECK(qila_verify(same, &how, message, digest, made, len) == QILA_ERROR_SIGNATURE);
    other.hash = QILA_PURE;
    CHECK(qila_sign(pair, &other, message, sizeof message, made, &len, rng) == QILA_ERROR_PARAMETER);
    qila_signing_key_free(again);
    again = NULL;
    CHECK(qila_signing_key_from_expanded(&again, algorithm, zeros + 1, size) == QILA_ERROR_KEY);
    CHECK(qila_signing_key_from_expanded(&again, algorithm, scalar, size - 1) == QILA_ERROR_KEY_LENGTH && again == NULL);
    qila_verifying_key_free(same);
    same = NULL;
    CHECK(qila_verifying_key_new(&same, algorithm, zeros, bytes_len) == QILA_ERROR_KEY && same == NULL);
    qila_verifying_key_free(key);
    qila_signing_key_free(pair);
}

/* Every curve, and the signature of "sample" of RFC 6979 section A.2.5. */
static void ecdsa(qila_rng *rng) {
    sign_on_prime_curve(QILA_ECDSA_P224, 28, QILA_SHA224, 28, rng);
    sign_on_prime_curve(QILA_ECDSA_P256, 32, QILA_SHA256, 32, rng);
    sign_on_prime_curve(QILA_ECDSA_P384, 48, QILA_SHA384, 48, rng);
    sign_on_prime_curve(QILA_ECDSA_P521, 66, QILA_SHA512, 64, rng);
    static const uint8_t scalar[32] = {0xc9, 0xaf, 0xa9, 0xd8, 0x45, 0xba, 0x75, 0x16, 0x6b, 0x5c, 0x21,
                                       0x57, 0x67, 0xb1, 0xd6, 0x93, 0x4e, 0x50, 0xc3, 0xdb, 0x36, 0xe8,
                                       0x9b, 0x12, 0x7b, 0x8a, 0x62, 0x2b, 0x12, 0x0f, 0x67, 0x21};
    uint8_t made[64];
    size_t len = sizeof made;
    qila_sign_options fixed = QILA_SIGN_OPTIONS;
    fixed.deterministic = 1;
    qila_signing_key *pair = NULL;
    DONE(qila_signing_key_from_expanded(&pair, QILA_ECDSA_P256, scalar, sizeof scalar));
    DONE(qila_sign(pair, &fixed, (const uint8_t *)"sample", 6, made, &len, rng));
    EQUALS(made, "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                 "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    qila_signing_key_free(pair);
}
