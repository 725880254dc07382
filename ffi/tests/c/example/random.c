/* Random bits and random keys. A part of example.c. */

/* Two random keys of each kind, of which one does not take what the other has made. */
static void random_keys(qila_rng *rng) {
    const uint8_t message[16] = {0}, nonce[16] = {0};
    uint8_t tag[64], data[16], wrapped[24];
    size_t len = sizeof tag;
    qila_hmac_key *hmac[2];
    qila_cmac_key *cmac[2];
    qila_kmac_key *kmac[2];
    qila_gmac_key *gmac[2];
    qila_key_wrap_key *wrapping[2];
    qila_aes_key *aes[2];
    CHECK(qila_hmac_key_generate(&hmac[0], 99, rng) == QILA_ERROR_PARAMETER && hmac[0] == NULL);
    CHECK(qila_cmac_key_generate(&cmac[0], 127, rng) == QILA_ERROR_KEY_LENGTH && cmac[0] == NULL);
    CHECK(qila_kmac_key_generate(&kmac[0], 99, rng) == QILA_ERROR_PARAMETER && kmac[0] == NULL);
    CHECK(qila_gmac_key_generate(&gmac[0], 0, rng) == QILA_ERROR_KEY_LENGTH && gmac[0] == NULL);
    CHECK(qila_key_wrap_key_generate(&wrapping[0], 16, rng) == QILA_ERROR_KEY_LENGTH && wrapping[0] == NULL);
    for (int i = 0; i < 2; i++) {
        DONE(qila_hmac_key_generate(&hmac[i], QILA_SHA512, rng));
        DONE(qila_cmac_key_generate(&cmac[i], 192, rng));
        DONE(qila_kmac_key_generate(&kmac[i], QILA_SHAKE256, rng));
        DONE(qila_gmac_key_generate(&gmac[i], 128, rng));
        DONE(qila_key_wrap_key_generate(&wrapping[i], 256, rng));
    }
    for (int i = 0; i < 2; i++) {
        DONE(qila_aes_key_generate(&aes[i], 192, rng));
        memset(tag + 16 * i, 0, 16);
        CHECK(qila_aes_ecb_encrypt(aes[i], tag + 16 * i, 16) >= 0);
        qila_aes_key_free(aes[i]);
    }
    CHECK(memcmp(tag, tag + 16, 16) != 0);
    DONE(qila_hmac_key_authenticate(hmac[0], message, 16, tag, &len));
    DONE(qila_hmac_key_verify(hmac[0], message, 16, tag, len));
    CHECK(len == 64 && qila_hmac_key_verify(hmac[1], message, 16, tag, len) == QILA_ERROR_TAG_MISMATCH);
    DONE(qila_cmac_key_authenticate(cmac[0], message, 16, tag, 16));
    DONE(qila_cmac_key_verify(cmac[0], message, 16, tag, 16));
    CHECK(qila_cmac_key_verify(cmac[1], message, 16, tag, 16) == QILA_ERROR_TAG_MISMATCH);
    DONE(qila_kmac_key_authenticate(kmac[0], message, 16, tag, 32));
    DONE(qila_kmac_key_verify(kmac[0], message, 16, tag, 32));
    CHECK(qila_kmac_key_verify(kmac[1], message, 16, tag, 32) == QILA_ERROR_TAG_MISMATCH);
    CHECK(qila_gmac_caller_iv(gmac[0], nonce, 12, message, 16, tag, 16) == QILA_NOT_APPROVED);
    CHECK(qila_gmac_verify(gmac[0], nonce, 12, message, 16, tag, 16) == QILA_NOT_APPROVED);
    CHECK(qila_gmac_verify(gmac[1], nonce, 12, message, 16, tag, 16) == QILA_ERROR_TAG_MISMATCH);
    len = sizeof wrapped;
    DONE(qila_key_wrap(wrapping[0], message, 16, wrapped, &len));
    len = sizeof data;
    DONE(qila_key_unwrap(wrapping[0], wrapped, 24, data, &len));
    CHECK(len == 16 && memcmp(data, message, 16) == 0);
    CHECK(qila_key_unwrap(wrapping[1], wrapped, 24, data, &len) == QILA_ERROR_TAG_MISMATCH);
    for (int i = 0; i < 2; i++) {
        qila_hmac_key_free(hmac[i]);
        qila_cmac_key_free(cmac[i]);
        qila_kmac_key_free(kmac[i]);
        qila_gmac_key_free(gmac[i]);
        qila_key_wrap_key_free(wrapping[i]);
    }
}

/* What one key has sealed, the other does not open, and itself does. Both leave zeros: the message has no other bytes. */
#define OPENS_ITS_OWN(family, keys, nonce_len)                                                                         \
    for (int i = 1; i >= 0; i--) {                                                                                     \
        memcpy(data, message, 16);                                                                                     \
        CHECK(qila_##family##_seal(keys[0], nonce, nonce_len, NULL, 0, data, 16, tag, 16) >= 0);                       \
        CHECK(memcmp(data, message, 16) != 0);                                                                         \
        qila_status status = qila_##family##_open(keys[i], nonce, nonce_len, NULL, 0, data, 16, tag, 16);              \
        CHECK(i == 0 ? status >= 0 : status == QILA_ERROR_TAG_MISMATCH);                                               \
        CHECK(memcmp(data, message, 16) == 0);                                                                         \
        qila_##family##_key_free(keys[i]);                                                                             \
    }
static void random_sealing_keys(qila_rng *rng) {
    const uint8_t message[16] = {0}, nonce[16] = {0};
    uint8_t tag[16], data[16];
    qila_ccm_key *ccm[2];
    qila_ascon_aead128_key *ascon_key[2];
    qila_gcm_siv_key *siv[2];
    qila_chacha20_poly1305_key *chacha[2];
    CHECK(qila_ccm_key_generate(&ccm[0], 512, rng) == QILA_ERROR_KEY_LENGTH && ccm[0] == NULL);
    CHECK(qila_ascon_aead128_key_generate(&ascon_key[0], NULL) == QILA_ERROR_NULL && ascon_key[0] == NULL);
    CHECK(qila_gcm_siv_key_generate(&siv[0], 192, rng) == QILA_ERROR_KEY_LENGTH && siv[0] == NULL);
    CHECK(qila_chacha20_poly1305_key_generate(&chacha[0], NULL) == QILA_ERROR_NULL && chacha[0] == NULL);
    for (int i = 0; i < 2; i++) {
        DONE(qila_ccm_key_generate(&ccm[i], 128, rng));
        DONE(qila_ascon_aead128_key_generate(&ascon_key[i], rng));
        CHECK(qila_gcm_siv_key_generate(&siv[i], 256, rng) == QILA_NOT_APPROVED);
        CHECK(qila_chacha20_poly1305_key_generate(&chacha[i], rng) == QILA_NOT_APPROVED);
    }
    OPENS_ITS_OWN(ccm, ccm, 12)
    OPENS_ITS_OWN(ascon_aead128, ascon_key, 16)
    OPENS_ITS_OWN(gcm_siv, siv, 12)
    OPENS_ITS_OWN(chacha20_poly1305, chacha, 12)
}

static int give_samples(uint8_t *samples, size_t len) {
    static uint32_t state = 1; /* not random; but the health tests see no fault in it */
    for (size_t i = 0; i < len; i++) {
        state = state * 1664525 + 1013904223;
        samples[i] = (uint8_t)(state >> 24);
    }
    return 1;
}

static void randomness(qila_rng *rng) {
    uint8_t a[32] = {0}, b[32] = {0}, zeros[32] = {0};
    DONE(qila_rng_fill(rng, a, 32));
    DONE(qila_rng_fill_with(rng, (const uint8_t *)"more", 4, b, 32));
    CHECK(memcmp(a, b, 32) != 0 && memcmp(a, zeros, 32) != 0);
    DONE(qila_rng_reseed(rng));
    DONE(qila_random(b, 32));
    CHECK(memcmp(a, b, 32) != 0);
    for (uint32_t mechanism = QILA_CTR_DRBG_AES128; mechanism <= QILA_HASH_DRBG; mechanism++) {
        qila_drbg *drbg = NULL;
        DONE(qila_drbg_new(&drbg, mechanism, QILA_SHA512, (const uint8_t *)"name", 4, mechanism % 2));
        DONE(qila_drbg_generate(drbg, NULL, 0, a, 32));
        DONE(qila_drbg_generate(drbg, (const uint8_t *)"more", 4, b, 32));
        CHECK(memcmp(a, b, 32) != 0);
        DONE(qila_drbg_reseed(drbg, NULL, 0));
        qila_drbg_free(drbg);
    }
    DONE(qila_set_entropy_function(give_samples, 32));
    DONE(qila_rng_fill(rng, a, 32));
    CHECK(strlen(qila_entropy_caveat()) > 0);
    DONE(qila_require_assessed_entropy(1));
    CHECK(qila_rng_fill(rng, a, 32) == QILA_ERROR_REFUSED);
    DONE(qila_set_entropy_function_with_certificate(give_samples, 32, 318));
    CHECK(strlen(qila_entropy_caveat()) == 0);
    DONE(qila_rng_fill(rng, a, 32));
    DONE(qila_require_assessed_entropy(0));
    /* Entropy that is handed in; these bytes are not random, but the health tests see no fault in them. */
    uint8_t entropy[2][160];
    give_samples(entropy[0], sizeof entropy);
    DONE(qila_set_entropy_source(QILA_ENTROPY_LOADED));
    CHECK(qila_load_entropy(entropy[0], 160, 575) == QILA_ERROR_INPUT_LENGTH);
    CHECK(qila_load_entropy(entropy[0], 160, 1281) == QILA_ERROR_PARAMETER);
    DONE(qila_load_entropy(entropy[0], 160, 640));
    DONE(qila_load_entropy(entropy[1], 160, 640));
    DONE(qila_rng_fill(rng, a, 32));
    DONE(qila_set_entropy_source(QILA_ENTROPY_OPERATING_SYSTEM));
}
