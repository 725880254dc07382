/* Authenticated encryption. A part of example.c. */

/* Test case 2 of the specification of GCM, and a round trip with each way to make an IV. */
static void authenticated_encryption(qila_rng *rng) {
    static const uint8_t zeros[16] = {0};
    uint8_t iv[QILA_GCM_IV_SIZE] = {0}, tag[QILA_GCM_TAG_SIZE], data[16] = {0};
    qila_gcm_key *key = NULL;
    DONE(qila_gcm_key_new(&key, zeros, 16));
    CHECK(qila_gcm_seal_caller_iv(key, iv, 12, NULL, 0, data, 16, tag, 16) == QILA_NOT_APPROVED);
    EQUALS(data, "0388dace60b6a392f328c2b971b2fe78");
    EQUALS(tag, "ab6e47d42cec13bdf53a67b21257bddf");
    /* The key has served a service that is not approved: nothing done with it is approved any more. */
    CHECK(qila_gcm_open(key, iv, 12, NULL, 0, data, 16, tag, 16) == QILA_NOT_APPROVED);
    CHECK(memcmp(data, zeros, 16) == 0);
    qila_gcm_key_free(key);

    memset(data, 7, 16);
    DONE(qila_gcm_key_generate(&key, 256, rng));
    DONE(qila_gcm_seal_random_iv(key, rng, zeros, 16, data, 16, iv, sizeof iv, tag, sizeof tag));
    DONE(qila_gcm_open(key, iv, 12, zeros, 16, data, 16, tag, 16));
    CHECK(data[0] == 7 && data[15] == 7);
    tag[0] ^= 1;
    CHECK(qila_gcm_open(key, iv, 12, zeros, 16, data, 16, tag, 16) == QILA_ERROR_TAG_MISMATCH);
    CHECK(memcmp(data, zeros, 16) == 0);
    qila_gcm_key_free(key);

    qila_gcm_sealer *sealers[4];
    DONE(qila_gcm_sealer_new_counter(&sealers[0], zeros, 16, (const uint8_t *)"host", 4));
    DONE(qila_gcm_sealer_new_tls12(&sealers[1], zeros, 16, (const uint8_t *)"salt"));
    DONE(qila_gcm_sealer_new_tls13(&sealers[2], zeros, 16, zeros));
    DONE(qila_gcm_sealer_new_ssh(&sealers[3], zeros, 16, zeros));
    DONE(qila_gcm_key_new(&key, zeros, 16));
    for (int i = 0; i < 4; i++) {
        uint64_t number = 9;
        memset(data, 0, sizeof data);
        DONE(qila_gcm_sealer_next_number(sealers[i], &number));
        CHECK(number == 0);
        DONE(qila_gcm_sealer_seal(sealers[i], NULL, 0, data, 16, iv, 12, tag, 16));
        if (i >= 2) EQUALS(data, "0388dace60b6a392f328c2b971b2fe78");
        DONE(qila_gcm_open(key, iv, 12, NULL, 0, data, 16, tag, 16));
        CHECK(memcmp(data, zeros, 16) == 0);
        DONE(qila_gcm_sealer_skip_to(sealers[i], 5));
        DONE(qila_gcm_sealer_seal(sealers[i], NULL, 0, data, 16, iv, 12, tag, 16));
        CHECK(iv[11] == 5);
        CHECK(qila_gcm_sealer_skip_to(sealers[i], 5) == QILA_ERROR_PARAMETER);
        qila_gcm_sealer_free(sealers[i]);
    }
    qila_gcm_key_free(key);
}

/* GMAC with each way to make an IV. */
static void gmac(qila_rng *rng) {
    static const uint8_t zeros[16] = {0};
    uint8_t iv[QILA_GCM_IV_SIZE] = {0}, tag[QILA_GCM_TAG_SIZE], data[16] = {0};
    qila_gmac_key *code = NULL;
    DONE(qila_gmac_key_new(&code, zeros, 16, 12));
    DONE(qila_gmac_random_iv(code, rng, zeros, 16, iv, 12, tag, 12));
    DONE(qila_gmac_verify(code, iv, 12, zeros, 16, tag, 12));
    CHECK(qila_gmac_caller_iv(code, iv, 12, zeros, 16, data, 12) == QILA_NOT_APPROVED);
    CHECK(memcmp(data, tag, 12) == 0);
    CHECK(qila_gmac_verify(code, iv, 12, zeros, 15, tag, 12) == QILA_ERROR_TAG_MISMATCH);
    qila_gmac_key_free(code);
}

/* Short tags: a packet is as long as was said, and no longer. */
static void short_tags(qila_rng *rng) {
    static const uint8_t zeros[16] = {0};
    uint8_t iv[QILA_GCM_IV_SIZE] = {0}, tag[QILA_GCM_TAG_SIZE];
    qila_gcm_key *key = NULL;
    qila_gmac_key *code = NULL;
    CHECK(qila_gcm_key_new_with_tag(&key, zeros, 16, 8) == QILA_ERROR_TAG_LENGTH && key == NULL);
    uint8_t sealed[16] = {0};
    CHECK(qila_gcm_key_new_with_tag(&key, zeros, 16, 12) >= 0);
    CHECK(qila_gcm_seal_random_iv(key, rng, NULL, 0, sealed, 16, iv, 12, tag, 12) >= 0);
    CHECK(qila_gcm_open(key, iv, 12, NULL, 0, sealed, 16, tag, 12) >= 0 && is_zero(sealed, 16));
    qila_gcm_key_free(key);
    CHECK(qila_gcm_key_new_with_short_tag(&key, zeros, 16, 4, 1025) == QILA_ERROR_PARAMETER && key == NULL);
    CHECK(qila_gcm_key_new_with_short_tag(&key, zeros, 16, 4, 32) >= 0);
    CHECK(qila_gmac_key_new_with_short_tag(&code, zeros, 16, 4, 32) >= 0);
    uint8_t packet[33] = {0};
    CHECK(qila_gcm_seal_random_iv(key, rng, NULL, 0, packet, 32, iv, 12, tag, 4) >= 0);
    CHECK(qila_gcm_open(key, iv, 12, NULL, 0, packet, 32, tag, 4) >= 0 && is_zero(packet, 33));
    CHECK(qila_gcm_seal_random_iv(key, rng, NULL, 0, packet, 33, iv, 12, tag, 4) == QILA_ERROR_INPUT_TOO_LONG);
    CHECK(qila_gmac_random_iv(code, rng, packet, 32, iv, 12, tag, 4) >= 0);
    CHECK(qila_gmac_verify(code, iv, 12, packet, 32, tag, 4) >= 0);
    CHECK(qila_gmac_random_iv(code, rng, packet, 33, iv, 12, tag, 4) == QILA_ERROR_INPUT_TOO_LONG);
    qila_gmac_key_free(code);
    qila_gcm_key_free(key);
}

/* SP 800-38C appendix C.1. */
static void ccm(void) {
    uint8_t ccm_key[16], nonce[7], aad[8], data[4] = {0x20, 0x21, 0x22, 0x23}, tag[4];
    for (uint8_t i = 0; i < 16; i++) {
        ccm_key[i] = 0x40 + i;
        if (i < 7) nonce[i] = 0x10 + i;
        if (i < 8) aad[i] = i;
    }
    qila_ccm_key *key = NULL;
    CHECK(qila_ccm_key_new(&key, ccm_key, 16, 5) == QILA_ERROR_TAG_LENGTH);
    DONE(qila_ccm_key_new(&key, ccm_key, 16, 4));
    DONE(qila_ccm_seal(key, nonce, 7, aad, 8, data, 4, tag, 4));
    EQUALS(data, "7162015b");
    EQUALS(tag, "4dac255d");
    DONE(qila_ccm_open(key, nonce, 7, aad, 8, data, 4, tag, 4));
    EQUALS(data, "20212223");
    CHECK(qila_ccm_open(key, nonce, 7, aad, 7, data, 4, tag, 4) == QILA_ERROR_TAG_MISMATCH);
    EQUALS(data, "00000000");
    CHECK(qila_ccm_seal(key, nonce, 6, aad, 8, data, 4, tag, 4) == QILA_ERROR_IV_LENGTH);
    qila_ccm_key_free(key);
}

/* The known answers of the Ascon team. */
static void ascon(void) {
    uint8_t count[17], nonce[QILA_ASCON_AEAD128_NONCE_SIZE], out[64], data[1] = {0x20}, tag[16];
    for (uint8_t i = 0; i < 16; i++) count[i] = i, nonce[i] = 0x10 + i;
    DONE(qila_ascon_hash256(count, 10, out, QILA_ASCON_HASH256_SIZE));
    EQUALS(out, "894f5c5bc78a0a97abc0d63123d09a335fb0d92430adf9d11fd2643854179968");
    CHECK(qila_ascon_hash256(count, 10, out, 31) == QILA_ERROR_PARAMETER);
    qila_ascon_xof *xof = NULL;
    DONE(qila_ascon_xof_new(&xof));
    DONE(qila_ascon_xof_update(xof, count, 3));
    DONE(qila_ascon_xof_update(xof, count + 3, 4));
    DONE(qila_ascon_xof_read(xof, out, 7));
    DONE(qila_ascon_xof_read(xof, out + 7, 25));
    EQUALS(out, "7ae562db37212a9acd2673ecfd5b4f1c5cb2e6f64ebf00aa7f6ef8dc82c448d5");
    CHECK(qila_ascon_xof_update(xof, count, 1) == QILA_ERROR_PARAMETER);
    qila_ascon_xof_free(xof);
    DONE(qila_ascon_xof_new_customized(&xof, nonce, 3));
    DONE(qila_ascon_xof_read(xof, out, 32));
    EQUALS(out, "6a53a6dbf1bec15a79ce1214ff76a4d6bb16f60cfa56bf2c218aec5e16037211");
    qila_ascon_xof_free(xof);

    qila_ascon_aead128_key *key = NULL;
    CHECK(qila_ascon_aead128_key_new(&key, count, 16, 3) == QILA_ERROR_TAG_LENGTH && key == NULL);
    CHECK(qila_ascon_aead128_key_new(&key, count, 15, 16) == QILA_ERROR_KEY_LENGTH);
    DONE(qila_ascon_aead128_key_new(&key, count, 16, 16));
    DONE(qila_ascon_aead128_seal(key, nonce, 16, (const uint8_t *)"0", 1, data, 0, tag, 16));
    EQUALS(tag, "cccb674fe18a09a285d6ab11b35675c0");
    DONE(qila_ascon_aead128_seal(key, nonce, 16, NULL, 0, data, 1, tag, 16));
    DONE(qila_ascon_aead128_open(key, nonce, 16, NULL, 0, data, 1, tag, 16));
    CHECK(data[0] == 0x20);
    tag[3] ^= 4;
    CHECK(qila_ascon_aead128_open(key, nonce, 16, NULL, 0, data, 1, tag, 16) == QILA_ERROR_TAG_MISMATCH && data[0] == 0);
    qila_ascon_aead128_key_free(key);
}

/* RFC 8439 section 2.8.2: the start of the ciphertext, and the tag. */
static void chacha20_poly1305(void) {
    uint8_t key_bytes[32], tag[QILA_CHACHA20_POLY1305_TAG_SIZE], data[] = "Ladies and Gentlemen of the class of '99: If I could "
                                                                          "offer you only one tip for the future, sunscreen would be it.";
    static const uint8_t nonce[12] = {7, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47};
    static const uint8_t aad[12] = {0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7};
    for (uint8_t i = 0; i < 32; i++) key_bytes[i] = 0x80 + i;
    size_t len = sizeof data - 1;
    qila_chacha20_poly1305_key *key = NULL;
    CHECK(qila_chacha20_poly1305_key_new(&key, key_bytes, 31) == QILA_ERROR_KEY_LENGTH && key == NULL);
    CHECK(qila_chacha20_poly1305_key_new(&key, key_bytes, 32) == QILA_NOT_APPROVED);
    CHECK(qila_chacha20_poly1305_seal(key, nonce, 12, aad, 12, data, len, tag, 16) == QILA_NOT_APPROVED);
    CHECK(memcmp(data, "\xd3\x1a\x8d\x34\x64\x8e\x60\xdb\x7b\x86\xaf\xbc\x53\xef\x7e\xc2", 16) == 0);
    EQUALS(tag, "1ae10b594f09e26a7e902ecbd0600691");
    CHECK(qila_chacha20_poly1305_open(key, nonce, 12, aad, 12, data, len, tag, 16) == QILA_NOT_APPROVED);
    CHECK(memcmp(data, "Ladies and", 10) == 0);
    CHECK(qila_chacha20_poly1305_open(key, nonce, 12, aad, 11, data, len, tag, 16) == QILA_ERROR_TAG_MISMATCH && data[0] == 0);
    CHECK(qila_chacha20_poly1305_seal(key, nonce, 12, aad, 12, data, len, tag, 15) == QILA_ERROR_TAG_LENGTH);
    qila_chacha20_poly1305_key_free(key);

    /* RFC 8452 appendix C.1: 8 bytes under the nonce 3. */
    uint8_t siv_key[16] = {1}, siv_nonce[12] = {3}, one[8] = {1};
    qila_gcm_siv_key *siv = NULL;
    CHECK(qila_gcm_siv_key_new(&siv, key_bytes, 24) == QILA_ERROR_KEY_LENGTH && siv == NULL);
    CHECK(qila_gcm_siv_key_new(&siv, siv_key, 16) == QILA_NOT_APPROVED);
    CHECK(qila_gcm_siv_seal(siv, siv_nonce, 12, NULL, 0, one, 8, tag, 16) == QILA_NOT_APPROVED);
    EQUALS(one, "b5d839330ac7b786");
    EQUALS(tag, "578782fff6013b815b287c22493a364c");
    CHECK(qila_gcm_siv_open(siv, siv_nonce, 12, NULL, 0, one, 8, tag, 16) == QILA_NOT_APPROVED && one[0] == 1);
    CHECK(qila_gcm_siv_open(siv, siv_nonce, 11, NULL, 0, one, 8, tag, 16) == QILA_ERROR_IV_LENGTH);
    qila_gcm_siv_key_free(siv);
}
