/* Files of keys. A part of example.c. */

/* A signing key through its files, in both encodings, plain and under a password. */
static void file_of_signing_key(qila_encoding encoding, qila_rng *rng) {
    static uint8_t file[8192];
    const uint8_t password[] = "correct horse battery", another[] = "another password, long";
    uint8_t one[2420], other[2420];
    size_t len = 0, one_len = sizeof one, other_len = sizeof other;
    qila_sign_options fixed = QILA_SIGN_OPTIONS;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL, *same = NULL;
    fixed.deterministic = 1;
    DONE(qila_signing_key_generate(&pair, QILA_ML_DSA_44, rng));
    DONE(qila_sign(pair, &fixed, password, 3, one, &one_len, rng));

    DONE(qila_signing_key_write(pair, encoding, NULL, &len));
    CHECK(len > 0 && len < sizeof file);
    len--;
    CHECK(qila_signing_key_write(pair, encoding, file, &len) == QILA_ERROR_BUFFER_TOO_SMALL);
    DONE(qila_signing_key_write(pair, encoding, file, &len));
    CHECK(encoding != QILA_PEM || memcmp(file, "-----BEGIN PRIVATE KEY-----\n", 28) == 0);
    DONE(qila_signing_key_read(&again, encoding, file, len, NULL, 0));
    DONE(qila_sign(again, &fixed, password, 3, other, &other_len, rng));
    CHECK(one_len == other_len && memcmp(one, other, one_len) == 0);
    qila_signing_key_free(again);
    CHECK(qila_signing_key_read(&again, encoding, file, len, password, 21) == QILA_ERROR_PARAMETER && again == NULL);
    CHECK(qila_signing_key_read(&again, encoding, file, len - 2, NULL, 0) == QILA_ERROR_KEY);
    CHECK(qila_signing_key_read(&again, 3, file, len, NULL, 0) == QILA_ERROR_PARAMETER);

    len = sizeof file;
    CHECK(qila_signing_key_write_encrypted(pair, encoding, NULL, 0, 1000, file, &len, rng) == QILA_ERROR_PARAMETER);
    DONE(qila_signing_key_write_encrypted(pair, encoding, password, 21, 1000, file, &len, rng));
    DONE(qila_signing_key_read(&again, encoding, file, len, password, 21));
    qila_signing_key_free(again);
    CHECK(qila_signing_key_read(&again, encoding, file, len, another, 22) == QILA_ERROR_KEY && again == NULL);
    CHECK(qila_signing_key_read(&again, encoding, file, len, NULL, 0) == QILA_ERROR_PARAMETER);

    DONE(qila_signing_key_public(&key, pair));
    len = sizeof file;
    DONE(qila_verifying_key_write(key, encoding, file, &len));
    DONE(qila_verifying_key_read(&same, encoding, file, len));
    DONE(qila_verify(same, &fixed, password, 3, one, one_len));
    CHECK(qila_signing_key_read(&again, encoding, file, len, NULL, 0) < 0);
    qila_verifying_key_free(same);
    qila_verifying_key_free(key);
    qila_signing_key_free(pair);
}

/* The same for key encapsulation. */
static void file_of_decapsulation_key(qila_encoding encoding, qila_rng *rng) {
    static uint8_t file[8192];
    const uint8_t password[] = "correct horse battery";
    uint8_t ciphertext[768], one[QILA_SHARED_SECRET_SIZE], other[QILA_SHARED_SECRET_SIZE];
    size_t len = sizeof file, ciphertext_len = sizeof ciphertext;
    qila_decapsulation_key *pair = NULL, *again = NULL;
    qila_encapsulation_key *key = NULL, *same = NULL;
    qila_signing_key *foreign = NULL;
    DONE(qila_decapsulation_key_generate(&pair, QILA_ML_KEM_512, rng));
    DONE(qila_decapsulation_key_public(&key, pair));
    DONE(qila_encapsulation_key_write(key, encoding, file, &len));
    DONE(qila_encapsulation_key_read(&same, encoding, file, len));
    DONE(qila_encapsulate(same, ciphertext, &ciphertext_len, one, sizeof one, rng));
    len = sizeof file;
    DONE(qila_decapsulation_key_write(pair, encoding, file, &len));
    CHECK(qila_signing_key_read(&foreign, encoding, file, len, NULL, 0) == QILA_ERROR_PARAMETER && foreign == NULL);
    DONE(qila_decapsulation_key_read(&again, encoding, file, len, NULL, 0));
    DONE(qila_decapsulate(again, ciphertext, ciphertext_len, other, sizeof other));
    CHECK(memcmp(one, other, sizeof one) == 0);
    qila_decapsulation_key_free(again);
    len = sizeof file;
    DONE(qila_decapsulation_key_write_encrypted(pair, encoding, password, 21, 1000, file, &len, rng));
    DONE(qila_decapsulation_key_read(&again, encoding, file, len, password, 21));
    DONE(qila_decapsulate(again, ciphertext, ciphertext_len, other, sizeof other));
    CHECK(memcmp(one, other, sizeof one) == 0);
    qila_decapsulation_key_free(again);
    qila_encapsulation_key_free(same);
    qila_encapsulation_key_free(key);
    qila_decapsulation_key_free(pair);
}

static void key_files(qila_rng *rng) {
    file_of_signing_key(QILA_DER, rng);
    file_of_signing_key(QILA_PEM, rng);
    file_of_decapsulation_key(QILA_DER, rng);
    file_of_decapsulation_key(QILA_PEM, rng);
}
