/* Signatures on Edwards curves. A part of example.c. */

/* Every door of a key: what it signs it verifies, and nothing else. */
static void doors_of_curve(qila_signing_key *pair, qila_verifying_key *key, uint32_t hash, size_t size, qila_rng *rng) {
    static const uint8_t message[64] = {7}, context[256] = {9};
    uint8_t made[114];
    for (int door = 0; door < 5; door++) {
        size_t len = sizeof made;
        qila_sign_options how = QILA_SIGN_OPTIONS, other = QILA_SIGN_OPTIONS;
        how.hash = door < 2 ? QILA_PURE : hash;
        how.digest = door == 4;
        how.context = context;
        how.context_len = door % 2 ? 255 : 0;
        other.hash = door < 2 ? hash : QILA_PURE;
        DONE(qila_sign(pair, &how, message, sizeof message, made, &len, rng));
        CHECK(len == size);
        DONE(qila_verify(key, &how, message, sizeof message, made, len));
        CHECK(qila_verify(key, &other, message, sizeof message, made, len) == QILA_ERROR_SIGNATURE);
        CHECK(qila_verify(key, &how, message, sizeof message, made, len - 1) == QILA_ERROR_SIGNATURE);
        made[len / 2] ^= 1;
        CHECK(qila_verify(key, &how, message, sizeof message, made, len) == QILA_ERROR_SIGNATURE);
        if (door == 4) CHECK(qila_sign(pair, &how, message, 63, made, &len, rng) == QILA_ERROR_INPUT_LENGTH);
        how.context_len = 256;
        CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_INPUT_TOO_LONG);
        how.context_len = 0;
        how.hash = QILA_SHA256;
        CHECK(qila_sign(pair, &how, message, 32, made, &len, rng) == QILA_ERROR_PARAMETER);
    }
}

static void sign_on(qila_signature_algorithm algorithm, size_t size, uint32_t hash, qila_rng *rng) {
    uint8_t bytes[57], seed[57], zeros[57] = {0};
    size_t bytes_len = sizeof bytes, seed_len = sizeof seed;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL, *same = NULL;
    DONE(qila_signing_key_generate(&pair, algorithm, rng));
    DONE(qila_signing_key_public(&key, pair));
    DONE(qila_verifying_key_bytes(key, bytes, &bytes_len));
    DONE(qila_signing_key_seed(pair, seed, &seed_len));
    CHECK(bytes_len == size && seed_len == size);
    DONE(qila_verifying_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_signing_key_from_both(&again, algorithm, seed, seed_len, bytes, bytes_len));
    doors_of_curve(again, same, hash, 2 * size, rng);
    qila_signing_key_free(again);
    again = NULL;
    DONE(qila_signing_key_from_seed(&again, algorithm, seed, seed_len));
    doors_of_curve(again, same, hash, 2 * size, rng);
    qila_signing_key_free(again);
    again = NULL;
    CHECK(qila_signing_key_expanded(pair, NULL, &seed_len) == QILA_ERROR_PARAMETER);
    bytes[0] ^= 1;
    CHECK(qila_signing_key_from_both(&again, algorithm, seed, size, bytes, bytes_len) == QILA_ERROR_KEY);
    CHECK(qila_signing_key_from_seed(&again, algorithm, seed, size - 1) == QILA_ERROR_KEY_LENGTH && again == NULL);
    qila_verifying_key_free(same);
    /* Points of order 4. */
    CHECK(qila_verifying_key_new(&same, algorithm, zeros, size) == QILA_ERROR_KEY);
    CHECK(qila_verifying_key_new(&same, algorithm, zeros, size - 1) == QILA_ERROR_KEY_LENGTH && same == NULL);
    qila_verifying_key_free(key);
    qila_signing_key_free(pair);
}

/* Fresh keys on both curves, and test 2 of RFC 8032 section 7.1. */
static void eddsa(qila_rng *rng) {
    sign_on(QILA_ED25519, 32, QILA_SHA512, rng);
    sign_on(QILA_ED448, 57, QILA_PRE_HASH_SHAKE256, rng);
    static const uint8_t seed[32] = {0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3,
                                     0x46, 0xec, 0x11, 0x4e, 0x0f, 0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab,
                                     0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb};
    uint8_t made[64], message = 0x72;
    size_t len = sizeof made;
    qila_signing_key *pair = NULL;
    DONE(qila_signing_key_from_seed(&pair, QILA_ED25519, seed, sizeof seed));
    DONE(qila_sign(pair, NULL, &message, 1, made, &len, rng));
    EQUALS(made, "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                 "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    qila_signing_key_free(pair);
}
