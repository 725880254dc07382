/* Signatures with RSA. A part of example.c. */

/* Every padding of a fresh key: what one made, no other takes. */
static void paddings(qila_signing_key *pair, qila_verifying_key *key, qila_rng *rng) {
    static const uint8_t message[64] = {7};
    uint8_t made[256];
    const struct {
        uint32_t padding;
        size_t salt_len;
        qila_status status;
    } rows[] = {
        {QILA_PADDING_PKCS1, 0, QILA_OK},  {QILA_PADDING_PSS, 0, QILA_OK},  {QILA_PADDING_PSS, 20, QILA_OK},
        {QILA_PADDING_USUAL, 0, QILA_OK},  {3, 0, QILA_ERROR_PARAMETER},    {QILA_PADDING_PKCS1, 1, QILA_ERROR_PARAMETER},
        {QILA_PADDING_USUAL, 32, QILA_ERROR_PARAMETER}, {QILA_PADDING_PSS, 4096, QILA_ERROR_PARAMETER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        qila_sign_options how = QILA_SIGN_OPTIONS;
        size_t len = sizeof made;
        how.padding = rows[i].padding;
        how.salt_len = rows[i].salt_len;
        if (rows[i].status != QILA_OK) {
            CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == rows[i].status);
            continue;
        }
        DONE(qila_sign(pair, &how, message, sizeof message, made, &len, rng));
        CHECK(len == sizeof made);
        for (size_t j = 0; j < 4; j++) {
            how.padding = rows[j].padding;
            how.salt_len = rows[j].salt_len;
            if (i == j) DONE(qila_verify(key, &how, message, sizeof message, made, len));
            else CHECK(qila_verify(key, &how, message, sizeof message, made, len) == QILA_ERROR_SIGNATURE);
        }
    }
    qila_sign_options how = QILA_SIGN_OPTIONS;
    size_t len = sizeof made;
    how.hash = QILA_PRE_HASH_SHAKE128;
    DONE(qila_sign(pair, &how, message, sizeof message, made, &len, rng));
    DONE(qila_verify(key, &how, message, sizeof message, made, len));
    how.padding = QILA_PADDING_PKCS1;
    CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_PARAMETER);
    how = (qila_sign_options)QILA_SIGN_OPTIONS;
    how.hash = QILA_SHA1; /* for verification alone */
    CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_PARAMETER);
    CHECK(qila_verify(key, &how, message, sizeof message, made, sizeof made) == QILA_ERROR_SIGNATURE);
    how.hash = QILA_SHA256;
    how.digest = 1;
    CHECK(qila_sign(pair, &how, message, 32, made, &len, rng) == QILA_ERROR_PARAMETER);
}

/* A key through its bytes and its files. */
static void rsa(qila_rng *rng) {
    static uint8_t expanded[1300], file[2048];
    const uint8_t message[] = {'a', 'b', 'c'};
    uint8_t bytes[300], made[256];
    size_t expanded_len = sizeof expanded, bytes_len = sizeof bytes, len = 0;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL, *same = NULL;
    CHECK(qila_signing_key_generate_of_size(&pair, QILA_RSA, 2049, rng) == QILA_ERROR_KEY_LENGTH && pair == NULL);
    CHECK(qila_signing_key_generate_of_size(&pair, QILA_ED448, 2048, rng) == QILA_ERROR_PARAMETER && pair == NULL);
    DONE(qila_signing_key_generate_of_size(&pair, QILA_RSA, 2048, rng));
    DONE(qila_signing_key_public(&key, pair));
    DONE(qila_sign(pair, NULL, message, sizeof message, NULL, &len, rng));
    CHECK(len == sizeof made);
    paddings(pair, key, rng);

    DONE(qila_verifying_key_bytes(key, bytes, &bytes_len));
    DONE(qila_verifying_key_new(&same, QILA_RSA, bytes, bytes_len));
    CHECK(qila_signing_key_seed(pair, NULL, &len) == QILA_ERROR_PARAMETER);
    DONE(qila_signing_key_expanded(pair, expanded, &expanded_len));
    DONE(qila_signing_key_from_expanded(&again, QILA_RSA, expanded, expanded_len));
    len = sizeof made;
    DONE(qila_sign(again, NULL, message, sizeof message, made, &len, rng));
    DONE(qila_verify(same, NULL, message, sizeof message, made, len));
    qila_signing_key_free(again);
    expanded[expanded_len - 1] ^= 1;
    CHECK(qila_signing_key_from_expanded(&again, QILA_RSA, expanded, expanded_len) == QILA_ERROR_KEY && again == NULL);
    memset(expanded, 0, sizeof expanded);
    qila_verifying_key_free(same);

    len = sizeof file;
    DONE(qila_signing_key_write(pair, QILA_PEM, file, &len));
    DONE(qila_signing_key_read(&again, QILA_PEM, file, len, NULL, 0));
    len = sizeof file;
    DONE(qila_verifying_key_write(key, QILA_DER, file, &len));
    DONE(qila_verifying_key_read(&same, QILA_DER, file, len));
    len = sizeof made;
    DONE(qila_sign(again, NULL, message, sizeof message, made, &len, rng));
    DONE(qila_verify(same, NULL, message, sizeof message, made, len));
    memset(file, 0, sizeof file);
    qila_signing_key_free(again);
    qila_verifying_key_free(same);
    qila_verifying_key_free(key);
    qila_signing_key_free(pair);
}
