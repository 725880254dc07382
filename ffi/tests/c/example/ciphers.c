/* AES without authentication, and key wrapping. A part of example.c. */

/* The key and the plaintext of SP 800-38A appendix F. */
static const uint8_t key_bytes[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                      0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
static const uint8_t plaintext[32] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e,
                                      0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d, 0x8a, 0x57, 0x1e, 0x03,
                                      0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf, 0x8e, 0x51};

/* SP 800-38A appendices F.1.1, F.2.1 and F.5.1. */
static void encryption(void) {
    uint8_t iv[16], counter[16], data[32], padded[48];
    for (int i = 0; i < 16; i++) iv[i] = (uint8_t)i, counter[i] = (uint8_t)(0xf0 + i);
    qila_aes_key *key = NULL;
    DONE(qila_aes_key_new(&key, key_bytes, sizeof key_bytes));

    memcpy(data, plaintext, 32);
    DONE(qila_aes_ecb_encrypt(key, data, 32));
    EQUALS(data, "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf");
    DONE(qila_aes_ecb_decrypt(key, data, 32));
    CHECK(memcmp(data, plaintext, 32) == 0);

    DONE(qila_aes_cbc_encrypt(key, iv, data, 32));
    EQUALS(data, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
    DONE(qila_aes_cbc_decrypt(key, iv, data, 32));
    CHECK(memcmp(data, plaintext, 32) == 0);
    size_t len = sizeof padded;
    DONE(qila_aes_cbc_encrypt_padded(key, iv, plaintext, 32, padded, &len));
    CHECK(len == 48);
    EQUALS(padded, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
    uint8_t back[48];
    DONE(qila_aes_cbc_decrypt_padded(key, iv, padded, 48, back, &len));
    CHECK(len == 32 && memcmp(back, plaintext, 32) == 0);

    DONE(qila_aes_ctr(key, counter, data, 32));
    EQUALS(data, "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff");
    qila_ctr *ctr = NULL;
    DONE(qila_ctr_new(&ctr, key, counter));
    DONE(qila_ctr_apply(ctr, data, 5));
    DONE(qila_ctr_apply(ctr, data + 5, 27));
    CHECK(memcmp(data, plaintext, 32) == 0);
    qila_ctr_free(ctr);

    qila_cbc_encryptor *encryptor = NULL;
    qila_cbc_decryptor *decryptor = NULL;
    DONE(qila_cbc_encryptor_new(&encryptor, key, iv));
    DONE(qila_cbc_decryptor_new(&decryptor, key, iv));
    qila_aes_key_free(key);
    DONE(qila_cbc_encryptor_update(encryptor, data, 16));
    DONE(qila_cbc_encryptor_update(encryptor, data + 16, 16));
    EQUALS(data, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
    DONE(qila_cbc_decryptor_update(decryptor, data, 16));
    DONE(qila_cbc_decryptor_update(decryptor, data + 16, 16));
    CHECK(memcmp(data, plaintext, 32) == 0);
    qila_cbc_encryptor_free(encryptor);
    qila_cbc_decryptor_free(decryptor);
}

/* The end of a message in parts is the end of the message in one. */
static void end_of_parts(void) {
    uint8_t iv[16], data[32], padded[48], end[32];
    size_t len = sizeof padded, end_len = sizeof end;
    for (int i = 0; i < 16; i++) iv[i] = (uint8_t)i;
    memcpy(data, plaintext, 32);
    qila_aes_key *key = NULL;
    qila_cbc_encryptor *encryptor = NULL;
    qila_cbc_decryptor *decryptor = NULL;
    DONE(qila_aes_key_new(&key, key_bytes, sizeof key_bytes));
    DONE(qila_aes_cbc_encrypt_padded(key, iv, plaintext, 29, padded, &len));
    DONE(qila_cbc_encryptor_new(&encryptor, key, iv));
    DONE(qila_cbc_decryptor_new(&decryptor, key, iv));
    qila_aes_key_free(key);
    DONE(qila_cbc_encryptor_update(encryptor, data, 16));
    DONE(qila_cbc_encryptor_final_padded(encryptor, data + 16, 13, NULL, &end_len));
    CHECK(end_len == 16 && memcmp(data, padded, 16) == 0);
    DONE(qila_cbc_encryptor_final_padded(encryptor, data + 16, 13, end, &end_len));
    CHECK(end_len == 16 && memcmp(end, padded + 16, 16) == 0);
    CHECK(qila_cbc_encryptor_final_padded(encryptor, data, 0, end, &end_len) == QILA_ERROR_PARAMETER);
    CHECK(qila_cbc_encryptor_update(encryptor, data, 16) == QILA_ERROR_PARAMETER);
    DONE(qila_cbc_decryptor_update(decryptor, data, 16));
    padded[31] ^= 1;
    CHECK(qila_cbc_decryptor_final_padded(decryptor, padded + 16, 16, end, &end_len) == QILA_ERROR_PADDING && end[0] == 0);
    padded[31] ^= 1;
    DONE(qila_cbc_decryptor_final_padded(decryptor, padded + 16, 16, end, &end_len));
    CHECK(end_len == 13 && memcmp(data, plaintext, 16) == 0 && memcmp(end, plaintext + 16, 13) == 0);
    CHECK(qila_cbc_decryptor_update(decryptor, data, 16) == QILA_ERROR_PARAMETER);
    qila_cbc_encryptor_free(encryptor);
    qila_cbc_decryptor_free(decryptor);
}

/* CFB and OFB. */
static void feedback(void) {
    uint8_t iv[16], data[32];
    for (int i = 0; i < 16; i++) iv[i] = (uint8_t)i;
    qila_aes_key *key = NULL;
    DONE(qila_aes_key_new(&key, key_bytes, sizeof key_bytes));
    memcpy(data, plaintext, 32);
    DONE(qila_aes_cfb_encrypt(key, 128, iv, data, 32));
    EQUALS(data, "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b");
    DONE(qila_aes_cfb_decrypt(key, 128, iv, data, 32));
    CHECK(memcmp(data, plaintext, 32) == 0);
    CHECK(qila_aes_cfb_encrypt(key, 64, iv, data, 32) == QILA_ERROR_PARAMETER);
    DONE(qila_aes_cfb_encrypt(key, 128, iv, data, 21));
    EQUALS(data, "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0");
    DONE(qila_aes_cfb_decrypt(key, 128, iv, data, 21));
    qila_cfb *cfb = NULL;
    DONE(qila_cfb_new_encrypt(&cfb, key, 128, iv));
    DONE(qila_cfb_apply(cfb, data, 16));
    CHECK(qila_cfb_apply(cfb, data + 16, 5) == QILA_ERROR_INPUT_LENGTH);
    DONE(qila_cfb_final(cfb, data + 16, 5));
    EQUALS(data, "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0");
    CHECK(qila_cfb_apply(cfb, data, 16) == QILA_ERROR_PARAMETER && qila_cfb_final(cfb, data, 5) == QILA_ERROR_PARAMETER);
    qila_cfb_free(cfb);
    DONE(qila_cfb_new_decrypt(&cfb, key, 128, iv));
    DONE(qila_cfb_final(cfb, data, 21));
    CHECK(memcmp(data, plaintext, 32) == 0);
    qila_cfb_free(cfb);
    DONE(qila_cfb_new_encrypt(&cfb, key, 8, iv));
    DONE(qila_cfb_apply(cfb, data, 5));
    DONE(qila_cfb_apply(cfb, data + 5, 11));
    qila_cfb_free(cfb);
    DONE(qila_cfb_new_decrypt(&cfb, key, 8, iv));
    CHECK(memcmp(data, "\x3b\x79\x42\x4c\x9c\x0d\xd4\x36\xba\xce\x9e\x0e\xd4\x58\x6a\x4f", 16) == 0);
    DONE(qila_cfb_apply(cfb, data, 16));
    CHECK(memcmp(data, plaintext, 32) == 0);
    qila_cfb_free(cfb);
    DONE(qila_aes_ofb(key, iv, data, 32));
    EQUALS(data, "3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825");
    qila_ofb *ofb = NULL;
    DONE(qila_ofb_new(&ofb, key, iv));
    DONE(qila_ofb_apply(ofb, data, 7));
    DONE(qila_ofb_apply(ofb, data + 7, 25));
    CHECK(memcmp(data, plaintext, 32) == 0);
    qila_ofb_free(ofb);
    qila_aes_key_free(key);
}

/* Ciphertext stealing (RFC 3962), and FF1. */
static void stealing_and_formats(void) {
    qila_aes_key *key = NULL;
    uint8_t message[] = "I would like the General Gau's ", zero[16] = {0};
    DONE(qila_aes_key_new(&key, (const uint8_t *)"chicken teriyaki", 16));
    DONE(qila_aes_cbc_cs_encrypt(key, 3, zero, message, 31));
    CHECK(memcmp(message, "\xfc\x00\x78\x3e\x0e\xfd\xb2\xc1", 8) == 0);
    CHECK(qila_aes_cbc_cs_decrypt(key, 4, zero, message, 31) == QILA_ERROR_PARAMETER);
    DONE(qila_aes_cbc_cs_decrypt(key, 3, zero, message, 31));
    CHECK(memcmp(message, "I would like the General Gau's ", 31) == 0);
    qila_aes_key_free(key);

    uint16_t digits[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    static const uint16_t encrypted[10] = {2, 4, 3, 3, 4, 7, 7, 4, 8, 4};
    DONE(qila_aes_key_new(&key, key_bytes, sizeof key_bytes));
    DONE(qila_aes_ff1_encrypt(key, 10, NULL, 0, digits, 10));
    CHECK(memcmp(digits, encrypted, sizeof digits) == 0);
    DONE(qila_aes_ff1_decrypt(key, 10, NULL, 0, digits, 10));
    CHECK(digits[0] == 0 && digits[9] == 9);
    CHECK(qila_aes_ff1_encrypt(key, 9, NULL, 0, digits, 10) == QILA_ERROR_PARAMETER);
    CHECK(qila_aes_ff1_encrypt(key, 10, NULL, 0, digits, 5) == QILA_ERROR_INPUT_LENGTH);
    CHECK(qila_aes_ff1_encrypt(key, 10, NULL, 0, NULL, 10) == QILA_ERROR_NULL);
    qila_aes_key_free(key);
}

/* XTS (IEEE 1619 appendix B). */
static void storage(qila_rng *rng) {
    uint8_t data[32];
    uint8_t halves[32], tweak[16] = {0x33, 0x33, 0x33, 0x33, 0x33};
    memset(halves, 0x11, sizeof halves);
    qila_xts_key *storage = NULL;
    CHECK(qila_xts_key_new(&storage, halves, 32) == QILA_ERROR_PARAMETER && storage == NULL);
    memset(halves + 16, 0x22, 16);
    DONE(qila_xts_key_new(&storage, halves, 32));
    memset(data, 0x44, 32);
    DONE(qila_xts_encrypt(storage, tweak, data, 32));
    EQUALS(data, "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0");
    DONE(qila_xts_decrypt_units(storage, 0x3333333333, 32, data, 32));
    EQUALS(data, "4444444444444444444444444444444444444444444444444444444444444444");
    DONE(qila_xts_encrypt_units(storage, 0x3333333333, 32, data, 32));
    DONE(qila_xts_decrypt(storage, tweak, data, 32));
    CHECK(qila_xts_encrypt(storage, tweak, data, 15) == QILA_ERROR_INPUT_LENGTH);
    qila_xts_key_free(storage);
    CHECK(qila_xts_key_generate(&storage, 192, rng) == QILA_ERROR_KEY_LENGTH);
    DONE(qila_xts_key_generate(&storage, 256, rng));
    qila_xts_key_free(storage);
}

/* RFC 3394 section 4.1, RFC 5649 section 6. */
/* A key of each kind goes out and comes back: the bytes that are wrapped are its own, and those of what came back. */
#define GOES_AND_COMES(type, wrap, unwrap, len, approved, ...)                                                         \
    for (qila_key_wrap_mode mode = QILA_KW; mode <= QILA_KWP; mode++) {                                                \
        uint8_t out[72], again[72], back[64];                                                                          \
        size_t out_len = 0, again_len = sizeof again, back_len = sizeof back;                                          \
        type *key = NULL, *returned = NULL;                                                                            \
        CHECK(type##_new(&key, __VA_ARGS__) >= 0);                                                                     \
        DONE(wrap(key, kek, mode, NULL, &out_len));                                                                    \
        CHECK(out_len == (len) + 8);                                                                                   \
        out_len--;                                                                                                     \
        CHECK(wrap(key, kek, mode, out, &out_len) == QILA_ERROR_BUFFER_TOO_SMALL);                                     \
        DONE(wrap(key, kek, mode, out, &out_len));                                                                     \
        DONE((mode == QILA_KW ? qila_key_unwrap : qila_key_unwrap_padded)(kek, out, out_len, back, &back_len));        \
        CHECK(back_len == (len) && memcmp(back, bytes, len) == 0);                                                     \
        CHECK(unwrap(&returned, kek, 3 - mode, out, out_len) == QILA_ERROR_TAG_MISMATCH);                              \
        CHECK(unwrap(&returned, kek, 3, out, out_len) == QILA_ERROR_PARAMETER && !returned);                           \
        qila_status status = unwrap(&returned, kek, mode, out, out_len);                                               \
        CHECK((approved) ? (done(status, __LINE__), 1) : status == QILA_NOT_APPROVED);                                 \
        DONE(wrap(returned, kek, mode, again, &again_len));                                                            \
        CHECK(again_len == out_len && memcmp(out, again, out_len) == 0);                                               \
        type##_free(key);                                                                                              \
        type##_free(returned);                                                                                         \
    }
static void keys_that_leave(void) {
    uint8_t bytes[64];
    qila_key_wrap_key *kek = NULL;
    for (uint8_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(7 * i + 1);
    DONE(qila_key_wrap_key_new(&kek, bytes + 8, 32));
    GOES_AND_COMES(qila_aes_key, qila_aes_key_wrap, qila_aes_key_unwrap, 24, 1, bytes, 24)
    GOES_AND_COMES(qila_xts_key, qila_xts_key_wrap, qila_xts_key_unwrap, 64, 1, bytes, 64)
    GOES_AND_COMES(qila_gcm_key, qila_gcm_key_wrap, qila_gcm_key_unwrap, 32, 1, bytes, 32)
    GOES_AND_COMES(qila_ccm_key, qila_ccm_key_wrap, qila_ccm_key_unwrap, 16, 1, bytes, 16, 16)
    GOES_AND_COMES(qila_gcm_siv_key, qila_gcm_siv_key_wrap, qila_gcm_siv_key_unwrap, 16, 0, bytes, 16)
    GOES_AND_COMES(qila_chacha20_poly1305_key, qila_chacha20_poly1305_key_wrap, qila_chacha20_poly1305_key_unwrap, 32, 0, bytes, 32)
    GOES_AND_COMES(qila_ascon_aead128_key, qila_ascon_aead128_key_wrap, qila_ascon_aead128_key_unwrap, 16, 1, bytes, 16, 16)
    GOES_AND_COMES(qila_cmac_key, qila_cmac_key_wrap, qila_cmac_key_unwrap, 24, 1, bytes, 24)
    GOES_AND_COMES(qila_gmac_key, qila_gmac_key_wrap, qila_gmac_key_unwrap, 32, 1, bytes, 32, 16)
    GOES_AND_COMES(qila_stream_key, qila_stream_key_wrap, qila_stream_key_unwrap, 32, 1, bytes, 32)
    GOES_AND_COMES(qila_key_wrap_key, qila_key_wrap_key_wrap, qila_key_wrap_key_unwrap, 16, 1, bytes, 16)
    qila_key_wrap_key_free(kek);
}

static void wrapping(void) {
    uint8_t key[24], plaintext[16], out[40];
    for (uint8_t i = 0; i < 16; i++) {
        key[i] = i;
        plaintext[i] = (uint8_t)(0x11 * i);
    }
    size_t len = sizeof out;
    qila_key_wrap_key *wrapping = NULL;
    DONE(qila_key_wrap_key_new(&wrapping, key, 16));
    DONE(qila_key_wrap(wrapping, plaintext, 16, NULL, &len));
    CHECK(len == 24);
    DONE(qila_key_wrap(wrapping, plaintext, 16, out, &len));
    EQUALS(out, "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
    len = sizeof key;
    DONE(qila_key_unwrap(wrapping, out, 24, key, &len));
    CHECK(len == 16 && memcmp(key, plaintext, 16) == 0);
    out[5] ^= 1;
    len = sizeof key;
    CHECK(qila_key_unwrap(wrapping, out, 24, key, &len) == QILA_ERROR_TAG_MISMATCH && key[0] == 0 && key[15] == 0);
    qila_key_wrap_key_free(wrapping);
    static const uint8_t key_192[24] = {0x58, 0x40, 0xdf, 0x6e, 0x29, 0xb0, 0x2a, 0xf1, 0xab, 0x49, 0x3b, 0x70,
                                        0x5b, 0xf1, 0x6e, 0xa1, 0xae, 0x83, 0x38, 0xf4, 0xdc, 0xc1, 0x76, 0xa8};
    static const uint8_t seven[7] = {0x46, 0x6f, 0x72, 0x50, 0x61, 0x73, 0x69};
    DONE(qila_key_wrap_key_new(&wrapping, key_192, 24));
    len = sizeof out;
    DONE(qila_key_wrap_padded(wrapping, seven, 7, out, &len));
    EQUALS(out, "afbeb0f07dfbf5419200f2ccb50bb24f");
    uint8_t back[8];
    size_t back_len = sizeof back;
    DONE(qila_key_unwrap_padded(wrapping, out, len, back, &back_len));
    CHECK(back_len == 7 && memcmp(back, seven, 7) == 0);
    qila_key_wrap_key_free(wrapping);
    DONE(qila_key_wrap_key_new_inverse(&wrapping, key_192, 24));
    back_len = sizeof back;
    CHECK(qila_key_unwrap_padded(wrapping, out, len, back, &back_len) == QILA_ERROR_TAG_MISMATCH);
    qila_key_wrap_key_free(wrapping);
}
