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

/* Fresh keys with every algorithm, and the secret of a rejected ciphertext, by kyber-py 1.2.0. */
static void encapsulation(qila_rng *rng) {
    exchange(QILA_ML_KEM_512, 800, 768, rng);
    exchange(QILA_ML_KEM_768, 1184, 1088, rng);
    exchange(QILA_ML_KEM_1024, 1568, 1568, rng);
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
