/* Signatures with a state. A part of example.c. */

/* A state is stored before a leaf signs; what comes from the store begins behind it. */
static void sign_with_state(qila_rng *rng) {
    /* A tree of height 5 with digits of 1 bit above one with digits of 2 bits, SHA-256/192. */
    static const uint8_t levels[] = {0, 0, 0, 10, 0, 0, 0, 5, 0, 0, 0, 10, 0, 0, 0, 6};
    static uint8_t made[4 + 4956 + 48 + 2580];
    uint8_t state[QILA_STATEFUL_MAX_STATE], bytes[60], message[] = {7};
    size_t state_len = sizeof state, len = sizeof made, bytes_len = sizeof bytes;
    uint64_t leaves = 0;
    qila_stateful_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL;
    CHECK(qila_stateful_key_generate(&pair, levels, sizeof levels - 1, rng) == QILA_ERROR_PARAMETER);
    CHECK(qila_stateful_key_generate(&pair, levels, 0, rng) == QILA_ERROR_PARAMETER && pair == NULL);
    CHECK(qila_stateful_key_generate(&pair, levels, sizeof levels, rng) == QILA_NOT_APPROVED);
    CHECK(qila_stateful_key_remaining(pair, &leaves) == QILA_NOT_APPROVED && leaves == 1024);
    CHECK(qila_stateful_sign(pair, message, 1, made, &len, rng) == QILA_ERROR_KEY_EXHAUSTED);
    CHECK(qila_stateful_key_reserve(pair, 0, state, &state_len) == QILA_ERROR_PARAMETER);
    CHECK(qila_stateful_key_reserve(pair, 1025, state, &state_len) == QILA_ERROR_KEY_EXHAUSTED);
    state_len = sizeof state;
    CHECK(qila_stateful_key_reserve(pair, 2, state, &state_len) == QILA_NOT_APPROVED && state_len == 128);
    CHECK(qila_stateful_key_confirm(pair, state, state_len - 1) == QILA_ERROR_KEY);
    CHECK(qila_stateful_key_confirm(pair, state, state_len) == QILA_NOT_APPROVED);
    CHECK(qila_stateful_key_reserved(pair, &leaves) == QILA_NOT_APPROVED && leaves == 2);
    len = sizeof made;
    CHECK(qila_stateful_sign(pair, message, 1, made, &len, rng) == QILA_NOT_APPROVED && len == sizeof made);
    CHECK(qila_stateful_key_public(&key, pair) == QILA_NOT_APPROVED || key != NULL);
    DONE(qila_verifying_key_bytes(key, bytes, &bytes_len));
    CHECK(bytes_len == 52 && bytes[3] == 2 && memcmp(bytes + 4, levels, 8) == 0);
    DONE(qila_verify(key, NULL, message, 1, made, len));
    CHECK(qila_verify(key, NULL, message, 0, made, len) == QILA_ERROR_SIGNATURE);
    CHECK(qila_stateful_key_from_state(&again, state, state_len) == QILA_NOT_APPROVED);
    CHECK(qila_stateful_key_remaining(again, &leaves) == QILA_NOT_APPROVED && leaves == 1022);
    CHECK(qila_stateful_key_reserved(again, &leaves) == QILA_NOT_APPROVED && leaves == 0);
    qila_stateful_key_free(again);
    state[state_len - 1] ^= 1;
    CHECK(qila_stateful_key_from_state(&again, state, state_len) == QILA_ERROR_KEY && again == NULL);
    CHECK(qila_stateful_key_from_state(&again, state, state_len - 1) == QILA_ERROR_KEY_LENGTH && again == NULL);
    qila_verifying_key_free(key);
    qila_stateful_key_free(pair);
    memset(state, 0, sizeof state);
    memset(made, 0, sizeof made);
}
