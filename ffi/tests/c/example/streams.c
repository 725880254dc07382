/* Streams, openers that count, copies of messages, wiping. A part of example.c. */

/* Three parts there and back, and what is none of the stream. */
static void streams(qila_rng *rng) {
    static const uint8_t context[] = "a file";
    uint8_t bytes[QILA_STREAM_KEY_SIZE], header[QILA_STREAM_HEADER_SIZE], part[5], tags[3][QILA_STREAM_TAG_SIZE];
    uint8_t text[3][5] = {"first", "secon", "d"}, kept[5];
    uint64_t size = 0;
    qila_stream_key *key = NULL, *made = NULL;
    qila_stream_sealer *sealer = NULL;
    qila_stream_opener *opener = NULL;
    for (uint8_t i = 0; i < sizeof bytes; i++) bytes[i] = i;
    CHECK(qila_stream_key_new(&key, bytes, 31) == QILA_ERROR_KEY_LENGTH && key == NULL);
    DONE(qila_stream_key_new(&key, bytes, sizeof bytes));
    CHECK(qila_stream_sealer_new(&sealer, key, 0, context, 6, rng, header, sizeof header) == QILA_ERROR_PARAMETER);
    CHECK(qila_stream_sealer_new(&sealer, key, 5, context, 6, rng, header, 39) == QILA_ERROR_INPUT_LENGTH);
    DONE(qila_stream_sealer_new(&sealer, key, 5, context, 6, rng, header, sizeof header));
    CHECK(qila_stream_seal_part(sealer, text[0], 4, tags[0], 16) == QILA_ERROR_INPUT_LENGTH);
    CHECK(qila_stream_seal_part(sealer, text[0], 5, tags[0], 15) == QILA_ERROR_TAG_LENGTH);
    DONE(qila_stream_seal_part(sealer, text[0], 5, tags[0], 16));
    DONE(qila_stream_seal_part(sealer, text[1], 5, tags[1], 16));
    DONE(qila_stream_seal_last(sealer, text[2], 1, tags[2], 16));
    CHECK(qila_stream_seal_last(sealer, part, 0, tags[2], 16) == QILA_ERROR_KEY_EXHAUSTED);
    qila_stream_sealer_free(sealer);

    CHECK(qila_stream_opener_new(&opener, key, header, 39, context, 6) == QILA_ERROR_INPUT_LENGTH);
    DONE(qila_stream_opener_new(&opener, key, header, sizeof header, context, 6));
    qila_stream_key_free(key);
    DONE(qila_stream_opener_part_size(opener, &size));
    CHECK(size == 5);
    /* Out of its turn no part opens, and nothing of it is given. */
    memcpy(kept, text[1], 5);
    CHECK(qila_stream_open_part(opener, kept, 5, tags[1], 16) == QILA_ERROR_TAG_MISMATCH && is_zero(kept, 5));
    DONE(qila_stream_open_part(opener, text[0], 5, tags[0], 16));
    DONE(qila_stream_open_part(opener, text[1], 5, tags[1], 16));
    CHECK(memcmp(text[0], "first", 5) == 0 && memcmp(text[1], "secon", 5) == 0);
    kept[0] = text[2][0];
    CHECK(qila_stream_open_part(opener, kept, 1, tags[2], 16) == QILA_ERROR_INPUT_LENGTH);
    DONE(qila_stream_open_last(opener, text[2], 1, tags[2], 16));
    CHECK(text[2][0] == 'd');
    CHECK(qila_stream_open_last(opener, kept, 1, tags[2], 16) == QILA_ERROR_TAG_MISMATCH && kept[0] == 0);
    qila_stream_opener_free(opener);

    DONE(qila_stream_key_generate(&made, rng));
    DONE(qila_stream_sealer_new(&sealer, made, 5, NULL, 0, rng, header, sizeof header));
    qila_stream_key_free(made);
    qila_stream_sealer_free(sealer);
    header[3] = '2';
    DONE(qila_stream_key_new(&key, bytes, sizeof bytes));
    CHECK(qila_stream_opener_new(&opener, key, header, sizeof header, NULL, 0) == QILA_ERROR_PARAMETER && !opener);
    qila_stream_key_free(key);
}

/* What each sealer makes, the opener of the same name opens, in that order only. */
static void openers_that_count(void) {
    static const uint8_t zeros[16] = {0};
    uint8_t iv[QILA_GCM_IV_SIZE], tag[2][QILA_GCM_TAG_SIZE], data[2][16];
    qila_gcm_sealer *sealers[4];
    qila_gcm_opener *openers[4];
    DONE(qila_gcm_sealer_new_counter(&sealers[0], zeros, 16, (const uint8_t *)"host", 4));
    DONE(qila_gcm_sealer_new_tls12(&sealers[1], zeros, 16, (const uint8_t *)"salt"));
    DONE(qila_gcm_sealer_new_tls13(&sealers[2], zeros, 16, zeros));
    DONE(qila_gcm_sealer_new_ssh(&sealers[3], zeros, 16, zeros));
    DONE(qila_gcm_opener_new_counter(&openers[0], zeros, 16, (const uint8_t *)"host", 4));
    DONE(qila_gcm_opener_new_tls12(&openers[1], zeros, 16, (const uint8_t *)"salt"));
    DONE(qila_gcm_opener_new_tls13(&openers[2], zeros, 16, zeros));
    DONE(qila_gcm_opener_new_ssh(&openers[3], zeros, 16, zeros));
    for (int i = 0; i < 4; i++) {
        uint64_t number = 9;
        uint8_t early[16];
        memset(data, i + 1, sizeof data);
        for (int n = 0; n < 2; n++) DONE(qila_gcm_sealer_seal(sealers[i], NULL, 0, data[n], 16, iv, 12, tag[n], 16));
        memcpy(early, data[1], 16);
        CHECK(qila_gcm_opener_open(openers[i], NULL, 0, early, 16, tag[1], 16) == QILA_ERROR_TAG_MISMATCH);
        CHECK(is_zero(early, 16));
        memcpy(early, data[1], 16);
        DONE(qila_gcm_sealer_open(sealers[i], iv, 12, NULL, 0, early, 16, tag[1], 16));
        CHECK(early[0] == i + 1 && early[15] == i + 1);
        DONE(qila_gcm_opener_open(openers[i], NULL, 0, data[0], 16, tag[0], 16));
        DONE(qila_gcm_opener_next_number(openers[i], &number));
        CHECK(number == 1);
        DONE(qila_gcm_opener_open(openers[i], NULL, 0, data[1], 16, tag[1], 16));
        CHECK(data[0][0] == i + 1 && memcmp(data[0], data[1], 16) == 0);
        DONE(qila_gcm_opener_skip_to(openers[i], 5));
        CHECK(qila_gcm_opener_skip_to(openers[i], 4) == QILA_ERROR_PARAMETER);
        qila_gcm_sealer_free(sealers[i]);
        qila_gcm_opener_free(openers[i]);
    }
}

/* A copy goes on from the same place. */
static void copies_of_messages(void) {
    uint8_t key[32], tags[2][32];
    size_t len = 32;
    memset(key, 7, sizeof key);
    qila_hmac_key *hmac = NULL;
    qila_hmac_message *hmac_message[2] = {NULL, NULL};
    DONE(qila_hmac_key_new(&hmac, QILA_SHA256, key, 32));
    DONE(qila_hmac_message_new(&hmac_message[0], hmac));
    DONE(qila_hmac_message_update(hmac_message[0], key, 5));
    DONE(qila_hmac_message_copy(&hmac_message[1], hmac_message[0]));
    for (int i = 0; i < 2; i++) {
        DONE(qila_hmac_message_update(hmac_message[i], key, 9));
        DONE(qila_hmac_message_final(hmac_message[i], tags[i], &len));
        qila_hmac_message_free(hmac_message[i]);
    }
    CHECK(memcmp(tags[0], tags[1], 32) == 0);
    qila_hmac_key_free(hmac);

    qila_cmac_key *cmac = NULL;
    qila_cmac_message *cmac_message[2] = {NULL, NULL};
    DONE(qila_cmac_key_new(&cmac, key, 16));
    DONE(qila_cmac_message_new(&cmac_message[0], cmac));
    DONE(qila_cmac_message_update(cmac_message[0], key, 5));
    DONE(qila_cmac_message_copy(&cmac_message[1], cmac_message[0]));
    for (int i = 0; i < 2; i++) {
        DONE(qila_cmac_message_update(cmac_message[i], key, 9));
        DONE(qila_cmac_message_final(cmac_message[i], tags[i], 16));
        qila_cmac_message_free(cmac_message[i]);
    }
    CHECK(memcmp(tags[0], tags[1], 16) == 0);
    qila_cmac_key_free(cmac);

    qila_kmac_key *kmac = NULL;
    qila_kmac_message *kmac_message[2] = {NULL, NULL};
    DONE(qila_kmac_key_new(&kmac, QILA_SHAKE128, key, 32, NULL, 0));
    DONE(qila_kmac_message_new(&kmac_message[0], kmac));
    DONE(qila_kmac_message_update(kmac_message[0], key, 5));
    DONE(qila_kmac_message_copy(&kmac_message[1], kmac_message[0]));
    for (int i = 0; i < 2; i++) {
        DONE(qila_kmac_message_update(kmac_message[i], key, 9));
        DONE(qila_kmac_message_final(kmac_message[i], tags[i], 32));
        qila_kmac_message_free(kmac_message[i]);
    }
    CHECK(memcmp(tags[0], tags[1], 32) == 0);
    qila_kmac_key_free(kmac);

    DONE(qila_wipe(key, 31));
    CHECK(is_zero(key, 31) && key[31] == 7);
    CHECK(qila_wipe(NULL, 0) >= 0 && qila_wipe(NULL, 1) == QILA_ERROR_NULL);
}
