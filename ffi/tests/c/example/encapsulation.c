/* Key encapsulation. A part of example.c. */

/* One exchange with a given algorithm: the constant is all that changes. */
static void exchange(qila_kem_algorithm algorithm, size_t key_size, size_t ciphertext_size, qila_rng *rng) {
    uint8_t ciphertext[1568], sent[QILA_SHARED_SECRET_SIZE], received[QILA_SHARED_SECRET_SIZE], bytes[1568], seed[64];
    uint8_t expanded[3168];
    size_t len = sizeof ciphertext, bytes_len = sizeof bytes, seed_len = sizeof seed, expanded_len = sizeof expanded;
    qila_decapsulation_key *pair = NULL, *again = NULL;
    qila_encapsulation_key *public_key = NULL, *same = NULL;
    DONE(qila_decapsulation_key_generate(&pair, algorithm, rng));
    DONE(qila_decapsulation_key_public(&public_key, pair));
    DONE(qila_encapsulation_key_bytes(public_key, bytes, &bytes_len));
    CHECK(bytes_len == key_size);
    DONE(qila_encapsulation_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_encapsulate(same, NULL, &len, sent, sizeof sent, rng));
    CHECK(len == ciphertext_size);
    len = sizeof ciphertext;
    CHECK(qila_encapsulate(same, ciphertext, &len, sent, sizeof sent - 1, rng) == QILA_ERROR_PARAMETER);
    DONE(qila_encapsulate(same, ciphertext, &len, sent, sizeof sent, rng));
    DONE(qila_decapsulate(pair, ciphertext, len, received, sizeof received));
    CHECK(len == ciphertext_size && memcmp(sent, received, sizeof sent) == 0);
    CHECK(qila_decapsulate(pair, ciphertext, len - 1, received, sizeof received) == QILA_ERROR_INPUT_LENGTH);
    ciphertext[len - 1] ^= 1;
    DONE(qila_decapsulate(pair, ciphertext, len, received, sizeof received));
    CHECK(memcmp(sent, received, sizeof sent) != 0);

    DONE(qila_decapsulation_key_seed(pair, seed, &seed_len));
    DONE(qila_decapsulation_key_expanded(pair, expanded, &expanded_len));
    for (int form = 0; form < 3; form++) {
        if (form == 0) DONE(qila_decapsulation_key_from_seed(&again, algorithm, seed, seed_len));
        if (form == 1) DONE(qila_decapsulation_key_from_expanded(&again, algorithm, expanded, expanded_len));
        if (form == 2) {
            DONE(qila_decapsulation_key_from_both(&again, algorithm, seed, seed_len, expanded, expanded_len));
        }
        len = ciphertext_size;
        DONE(qila_decapsulate(again, ciphertext, len, sent, sizeof sent));
        CHECK(memcmp(sent, received, sizeof sent) == 0);
        CHECK((qila_decapsulation_key_seed(again, NULL, &seed_len) == QILA_ERROR_PARAMETER) == (form == 1));
        qila_decapsulation_key_free(again);
    }
    expanded[expanded_len - 1] ^= 1;
    CHECK(qila_decapsulation_key_from_both(&again, algorithm, seed, seed_len, expanded, expanded_len) ==
          QILA_ERROR_KEY);
    bytes[0] = bytes[1] = 0xff;
    qila_encapsulation_key_free(same);
    CHECK(again == NULL && qila_encapsulation_key_new(&same, algorithm, bytes, bytes_len) == QILA_ERROR_KEY);
    qila_encapsulation_key_free(public_key);
    qila_decapsulation_key_free(pair);
}

/* The same with a hybrid, whose keys have no expanded form. X-Wing is done, and not approved. */
static void exchange_both(qila_kem_algorithm algorithm, size_t key_size, size_t seed_size, size_t ciphertext_size,
                          size_t secret_size, qila_rng *rng) {
    uint8_t ciphertext[1665], sent[80], received[80], bytes[1665], seed[112];
    size_t len = sizeof ciphertext, bytes_len = sizeof bytes, seed_len = sizeof seed;
    uint64_t sizes[2] = {0, 0};
    qila_decapsulation_key *pair = NULL, *again = NULL;
    qila_encapsulation_key *public_key = NULL, *same = NULL;
    DONE(qila_decapsulation_key_generate(&pair, algorithm, rng));
    DONE(qila_decapsulation_key_public(&public_key, pair));
    DONE(qila_encapsulation_key_bytes(public_key, bytes, &bytes_len));
    CHECK(bytes_len == key_size);
    DONE(qila_encapsulation_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_encapsulation_key_secret_size(same, &sizes[0]));
    DONE(qila_decapsulation_key_secret_size(pair, &sizes[1]));
    CHECK(sizes[0] == secret_size && sizes[1] == secret_size);
    const qila_status said = qila_encapsulate(same, ciphertext, &len, sent, secret_size, rng);
    CHECK(said >= 0 && len == ciphertext_size && (algorithm != QILA_X_WING || said == QILA_NOT_APPROVED));
    DONE(qila_decapsulation_key_seed(pair, seed, &seed_len));
    CHECK(seed_len == seed_size);
    CHECK(qila_decapsulation_key_expanded(pair, NULL, &seed_len) == QILA_ERROR_PARAMETER);
    CHECK(qila_decapsulation_key_from_seed(&again, algorithm, seed, seed_size - 1) == QILA_ERROR_KEY_LENGTH);
    DONE(qila_decapsulation_key_from_seed(&again, algorithm, seed, seed_size));
    DONE(qila_decapsulate(again, ciphertext, len, received, secret_size));
    CHECK(memcmp(sent, received, secret_size) == 0);
    CHECK(qila_decapsulate(pair, ciphertext, len, received, secret_size - 1) == QILA_ERROR_PARAMETER);
    CHECK(qila_decapsulate(pair, ciphertext, len - 1, received, secret_size) == QILA_ERROR_INPUT_LENGTH);
    /* A point that begins with 0 is none; u = 0 of X25519, at the end, has a small order. */
    memset(algorithm == QILA_X25519MLKEM768 || algorithm == QILA_X_WING ? ciphertext + len - 32 : ciphertext, 0, 32);
    CHECK(qila_decapsulate(pair, ciphertext, len, received, secret_size) == QILA_ERROR_KEY);
    qila_decapsulation_key_free(again);
    qila_encapsulation_key_free(same);
    qila_encapsulation_key_free(public_key);
    qila_decapsulation_key_free(pair);
}

/* Fresh keys with every algorithm, and the secret of a rejected ciphertext, by kyber-py 1.2.0. */
static void encapsulation(qila_rng *rng) {
    exchange(QILA_ML_KEM_512, 800, 768, rng);
    exchange(QILA_ML_KEM_768, 1184, 1088, rng);
    exchange(QILA_ML_KEM_1024, 1568, 1568, rng);
    exchange_both(QILA_X25519MLKEM768, 1216, 96, 1120, 64, rng);
    exchange_both(QILA_SECP256R1MLKEM768, 1249, 96, 1153, 64, rng);
    exchange_both(QILA_SECP384R1MLKEM1024, 1665, 112, 1665, 80, rng);
    const char *before = reason_allowed;
    reason_allowed = "algorithm is not approved";
    exchange_both(QILA_X_WING, 1216, 32, 1120, 32, rng);
    reason_allowed = before;
    uint8_t seed[QILA_ML_KEM_SEED_SIZE], zeros[1088] = {0}, secret[QILA_SHARED_SECRET_SIZE];
    for (uint8_t i = 0; i < sizeof seed; i++) seed[i] = i;
    qila_decapsulation_key *pair = NULL;
    CHECK(qila_decapsulation_key_from_seed(&pair, 9, seed, sizeof seed) == QILA_ERROR_PARAMETER && pair == NULL);
    CHECK(qila_decapsulation_key_from_seed(&pair, QILA_ML_KEM_768, seed, 63) == QILA_ERROR_KEY_LENGTH);
    DONE(qila_decapsulation_key_from_seed(&pair, QILA_ML_KEM_768, seed, sizeof seed));
    DONE(qila_decapsulate(pair, zeros, sizeof zeros, secret, sizeof secret));
    EQUALS(secret, "c8fbeddafdacef2ffeb8b354ea644f11b5c150f3e2c4a74ce38abba8f854ae16");
    qila_decapsulation_key_free(pair);
}
