/* Encryption of keys: RSA-OAEP. A part of example.c. */

static const uint8_t key_to_send[32] = {7}, oaep_label[] = {'s', 'e', 's', 's', 'i', 'o', 'n'};

/* What is decrypted with the options that it was encrypted with, and with no others. */
static void encrypt_and_decrypt(qila_decryption_key *pair, qila_encryption_key *key, qila_rng *rng) {
    uint8_t ciphertext[256], message[256];
    size_t len = 0, message_len = 0;
    qila_encrypt_options how = QILA_ENCRYPT_OPTIONS, other = QILA_ENCRYPT_OPTIONS;
    how.hash = QILA_SHA384;
    how.label = oaep_label;
    how.label_len = sizeof oaep_label;
    DONE(qila_encrypt(key, &how, key_to_send, sizeof key_to_send, NULL, &len, rng));
    CHECK(len == sizeof ciphertext);
    DONE(qila_encrypt(key, &how, key_to_send, sizeof key_to_send, ciphertext, &len, rng));
    DONE(qila_decrypt(pair, &how, ciphertext, len, NULL, &message_len, rng));
    CHECK(message_len == 256 - 2 * 48 - 2);
    DONE(qila_decrypt(pair, &how, ciphertext, len, message, &message_len, rng));
    CHECK(message_len == sizeof key_to_send && memcmp(message, key_to_send, message_len) == 0);

    /* Another label, hash function or mask, and another ciphertext: one error, and nothing is written. */
    memset(message, 0, sizeof message);
    for (int i = 0; i < 4; i++) {
        other = how;
        if (i == 0) other.label_len--;
        if (i == 1) other.hash = QILA_SHA256;
        if (i == 2) other.mask = QILA_SHA512;
        if (i == 3) ciphertext[0] ^= 1;
        message_len = sizeof message;
        CHECK(qila_decrypt(pair, &other, ciphertext, len, message, &message_len, rng) == QILA_ERROR_PADDING);
        CHECK(is_zero(message, sizeof message) && message_len == sizeof message);
    }
    other.size--;
    CHECK(qila_encrypt(key, &other, key_to_send, 1, ciphertext, &len, rng) == QILA_ERROR_PARAMETER);
    CHECK(qila_encrypt(key, NULL, message, 191, ciphertext, &len, rng) == QILA_ERROR_INPUT_TOO_LONG);
    how = (qila_encrypt_options)QILA_ENCRYPT_OPTIONS;
    how.hash = 99;
    CHECK(qila_encrypt(key, &how, key_to_send, 1, ciphertext, &len, rng) == QILA_ERROR_PARAMETER);
}

/* A key through its bytes and its files. */
static void decryption_key_comes_back(qila_decryption_key *pair, qila_encryption_key *key, qila_rng *rng) {
    static uint8_t expanded[1300], file[2048];
    const uint8_t password[] = "correct horse battery";
    uint8_t ciphertext[256], message[256];
    size_t expanded_len = sizeof expanded, len = sizeof ciphertext, message_len = 0;
    qila_decryption_key *again = NULL;
    qila_encryption_key *same = NULL;
    DONE(qila_encrypt(key, NULL, key_to_send, sizeof key_to_send, ciphertext, &len, rng));
    DONE(qila_decryption_key_expanded(pair, expanded, &expanded_len));
    for (int form = 0; form < 3; form++) {
        size_t file_len = sizeof file;
        if (form == 0) DONE(qila_decryption_key_from_expanded(&again, QILA_RSA_OAEP, expanded, expanded_len));
        if (form == 1) {
            DONE(qila_decryption_key_write(pair, QILA_PEM, file, &file_len));
            DONE(qila_decryption_key_read(&again, QILA_PEM, file, file_len, NULL, 0));
        }
        if (form == 2) {
            DONE(qila_decryption_key_write_encrypted(pair, QILA_DER, password, 21, 1000, file, &file_len, rng));
            DONE(qila_decryption_key_read(&again, QILA_DER, file, file_len, password, 21));
        }
        message_len = sizeof message;
        DONE(qila_decrypt(again, NULL, ciphertext, len, message, &message_len, rng));
        CHECK(message_len == sizeof key_to_send && memcmp(message, key_to_send, message_len) == 0);
        qila_decryption_key_free(again);
        again = NULL;
    }
    expanded[expanded_len - 1] ^= 1;
    CHECK(qila_decryption_key_from_expanded(&again, QILA_RSA_OAEP, expanded, expanded_len) == QILA_ERROR_KEY && again == NULL);
    memset(expanded, 0, sizeof expanded);
    len = sizeof file;
    DONE(qila_encryption_key_write(key, QILA_DER, file, &len));
    DONE(qila_encryption_key_read(&same, QILA_DER, file, len));
    memset(file, 0, sizeof file);
    memset(message, 0, sizeof message);
    qila_encryption_key_free(same);
}

static void encryption_of_keys(qila_rng *rng) {
    uint8_t bytes[300];
    size_t bytes_len = sizeof bytes, len = 0;
    qila_decryption_key *pair = NULL;
    qila_encryption_key *key = NULL, *same = NULL;
    CHECK(qila_decryption_key_generate_of_size(&pair, QILA_RSA_OAEP, 1024, rng) == QILA_ERROR_KEY_LENGTH && pair == NULL);
    DONE(qila_decryption_key_generate_of_size(&pair, QILA_RSA_OAEP, 2048, rng));
    DONE(qila_decryption_key_public(&key, pair));
    DONE(qila_encryption_key_bytes(key, bytes, &bytes_len));
    DONE(qila_encryption_key_new(&same, QILA_RSA_OAEP, bytes, bytes_len));
    encrypt_and_decrypt(pair, same, rng);
    decryption_key_comes_back(pair, key, rng);
    qila_encryption_key_free(same);
    qila_encryption_key_free(key);
    qila_decryption_key_free(pair);

    /* The size that nobody asked for. */
    DONE(qila_decryption_key_generate(&pair, QILA_RSA_OAEP, rng));
    DONE(qila_decryption_key_public(&key, pair));
    DONE(qila_encrypt(key, NULL, key_to_send, sizeof key_to_send, NULL, &len, rng));
    CHECK(len == 384);
    qila_encryption_key_free(key);
    qila_decryption_key_free(pair);
}
