/* Key derivation. A part of example.c. */

/* What all of them begin with. */
static const uint8_t secret[32] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
static const uint8_t *const label = (const uint8_t *)"label", *const context = (const uint8_t *)"context";

/* RFC 6070, RFC 3414, RFC 3711. */
static void passwords_and_packets(void) {
    uint8_t out[32];
    DONE(qila_pbkdf2(QILA_SHA1, 4096, (const uint8_t *)"passwordPASSWORDpassword", 24,
                     (const uint8_t *)"saltSALTsaltSALTsaltSALTsaltSALTsalt", 36, out, 25));
    EQUALS(out, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
    CHECK(qila_pbkdf2(QILA_SHA256, 0, secret, 32, secret, 32, out, 32) == QILA_ERROR_PARAMETER);
    const uint8_t engine[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
    DONE(qila_snmp_kdf((const uint8_t *)"maplesyrup", 10, engine, sizeof engine, out, QILA_SNMP_KEY_SIZE));
    EQUALS(out, "6695febc9288e36282235fc7151f128497b38f3f");
    CHECK(qila_snmp_kdf((const uint8_t *)"maplesyrup", 10, engine, sizeof engine, out, 19) == QILA_ERROR_INPUT_LENGTH);
    const uint8_t srtp_key[16] = {0xe1, 0xf9, 0x7a, 0x0d, 0x3e, 0x01, 0x8b, 0xe0,
                                  0xd6, 0x4f, 0xa3, 0x2c, 0x06, 0xde, 0x41, 0x39};
    const uint8_t srtp_salt[QILA_SRTP_SALT_SIZE] = {0x0e, 0xc6, 0x75, 0xad, 0x49, 0x8a, 0xfe,
                                                    0xeb, 0xb6, 0x96, 0x0b, 0x3a, 0xab, 0xe6};
    DONE(qila_srtp_kdf(0, 0, 0, srtp_key, 16, srtp_salt, sizeof srtp_salt, out, 16));
    EQUALS(out, "c61e7a93744f39ee10734afe3ff7a087");
    CHECK(qila_srtp_kdf(6, 0, 0, srtp_key, 16, srtp_salt, sizeof srtp_salt, out, 16) == QILA_ERROR_PARAMETER);
    DONE(qila_srtcp_kdf_short_index(3, 0x4003830b, 2, srtp_key, 16, srtp_salt, sizeof srtp_salt, out, 16));
    EQUALS(out, "4ba02aefadf29644cb1badefe722e5de");
    CHECK(qila_srtcp_kdf_short_index(2, 0, 0, srtp_key, 16, srtp_salt, sizeof srtp_salt, out, 14) == QILA_ERROR_PARAMETER);
}

/* Two forms of a derivation give the same. */
static void keys_of_keys(void) {
    uint8_t out[32], other[32];
    qila_kbkdf_key *kbkdf = NULL;
    const uint8_t fixed[17] = "label\0context\0\0\1";
    DONE(qila_kbkdf_key_new_hmac(&kbkdf, QILA_SHA256, secret, sizeof secret));
    DONE(qila_kbkdf_derive(kbkdf, label, 5, context, 7, out, sizeof out));
    DONE(qila_kbkdf_counter(kbkdf, QILA_KBKDF_BEFORE_FIXED, 32, fixed, 17, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
    DONE(qila_kbkdf_feedback(kbkdf, QILA_KBKDF_NO_COUNTER, 8, NULL, 0, fixed, 17, out, sizeof out));
    DONE(qila_kbkdf_double_pipeline(kbkdf, QILA_KBKDF_AFTER_FIXED, 16, fixed, 17, other, sizeof other));
    CHECK(qila_kbkdf_counter(kbkdf, QILA_KBKDF_NO_COUNTER, 8, fixed, 17, out, 1) == QILA_ERROR_PARAMETER);
    CHECK(qila_kbkdf_counter(kbkdf, QILA_KBKDF_BEFORE_FIXED, 12, fixed, 17, out, 1) == QILA_ERROR_PARAMETER);
    qila_kbkdf_key_free(kbkdf);
    DONE(qila_kbkdf_key_new_cmac(&kbkdf, secret, 16));
    qila_kbkdf_key_free(kbkdf);
    DONE(qila_kbkdf_key_extract_hmac(&kbkdf, QILA_SHA384, label, 5, secret, sizeof secret));
    qila_kbkdf_key_free(kbkdf);
    DONE(qila_kbkdf_key_extract_cmac(&kbkdf, secret, 16, secret, sizeof secret));
    qila_kbkdf_key_free(kbkdf);
    CHECK(qila_kbkdf_key_extract_cmac(&kbkdf, label, 5, secret, sizeof secret) == QILA_ERROR_KEY_LENGTH && kbkdf == NULL);
    DONE(qila_kmac_kdf(QILA_SHAKE128, secret, sizeof secret, label, 5, context, 7, out, sizeof out));
    DONE(qila_kmac(QILA_SHAKE128, secret, sizeof secret, label, 5, context, 7, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
}

/* Without a counter the one-step derivation is its function. */
static void one_step(void) {
    uint8_t out[32], other[32];
    DONE(qila_one_step_hash(QILA_SHA256, 0, secret, sizeof secret, NULL, 0, out, sizeof out));
    size_t len = sizeof other;
    DONE(qila_hash(QILA_SHA256, secret, sizeof secret, other, &len));
    CHECK(memcmp(out, other, sizeof out) == 0);
    DONE(qila_one_step_hmac(QILA_SHA256, 1, NULL, 0, secret, sizeof secret, context, 7, out, sizeof out));
    DONE(qila_one_step_kmac(QILA_SHAKE256, 1, NULL, 0, secret, sizeof secret, context, 7, out, sizeof out));
    DONE(qila_x963_kdf(QILA_SHA256, secret, sizeof secret, context, 7, out, sizeof out));
    DONE(qila_x942_kdf(QILA_SHA256, secret, sizeof secret, context, 7, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
    const uint8_t oid[2] = {0x2a, 3};
    DONE(qila_x942_kdf_der(QILA_SHA256, secret, sizeof secret, oid, 2, context, 7, NULL, 0, NULL, 0, NULL, 0, out, sizeof out));
}

/* The key block is what the pseudorandom function gives. */
static void tls(void) {
    uint8_t out[32], other[32], master[QILA_TLS12_MASTER_SECRET_SIZE];
    DONE(qila_tls12_extended_master_secret(QILA_SHA256, secret, sizeof secret, secret, sizeof secret, master, sizeof master));
    CHECK(qila_tls12_master_secret(QILA_SHA256, secret, sizeof secret, label, 5, context, 7, master, sizeof master)
          == QILA_NOT_APPROVED);
    DONE(qila_tls12_key_block(QILA_SHA256, master, sizeof master, label, 5, context, 7, out, sizeof out));
    DONE(qila_tls12_prf(QILA_SHA256, master, sizeof master, (const uint8_t *)"key expansion", 13,
                        (const uint8_t *)"contextlabel", 12, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
    qila_tls13_secret *early = NULL, *handshake = NULL, *traffic = NULL;
    /* Zeros in place of a pre-shared secret: no secret has entered the schedule yet. */
    CHECK(qila_tls13_early_secret(&early, QILA_SHA256, NULL, 0) == QILA_NOT_APPROVED);
    DONE(qila_tls13_next_secret(&handshake, early, secret, sizeof secret));
    DONE(qila_tls13_expand_label(handshake, (const uint8_t *)"c hs traffic", 12, secret, 32, out, sizeof out));
    DONE(qila_tls13_secret_new(&traffic, QILA_SHA256, out, sizeof out));
    DONE(qila_tls13_expand_label(traffic, (const uint8_t *)"iv", 2, NULL, 0, out, 12));
    qila_tls13_secret_free(early);
    qila_tls13_secret_free(handshake);
    qila_tls13_secret_free(traffic);
}

/* The exchange hash is as long as the hash value; nonces have 8 bytes and 16 at least. */
static void ssh_and_ike(void) {
    uint8_t out[32], four[4 * QILA_SHA256_SIZE];
    DONE(qila_ssh_kdf(QILA_SHA256, 'A', secret, sizeof secret, secret, 32, context, 7, out, 16));
    CHECK(qila_ssh_kdf(QILA_SHA256, 'G', secret, sizeof secret, label, 5, context, 7, out, 16) == QILA_ERROR_PARAMETER);
    DONE(qila_ikev1_kdf(QILA_SHA256, QILA_IKEV1_SIGNATURE, secret, secret + 8, secret, 16, secret + 16, 16, secret, sizeof secret, NULL, 0,
                        four, sizeof four));
    qila_ikev2_secret *seed = NULL, *sk_d = NULL, *next = NULL;
    DONE(qila_ikev2_skeyseed(&seed, QILA_SHA256, secret, 16, secret + 16, 16, secret, sizeof secret));
    DONE(qila_ikev2_derive(seed, secret, secret + 8, secret, 16, secret + 16, 16, out, sizeof out));
    DONE(qila_ikev2_secret_new(&sk_d, QILA_SHA256, out, sizeof out));
    DONE(qila_ikev2_rekey(&next, sk_d, secret, 16, secret + 16, 16, secret, sizeof secret));
    DONE(qila_ikev2_derive_child(sk_d, NULL, 0, secret, 16, secret + 16, 16, out, sizeof out));
    qila_ikev2_secret_free(seed);
    qila_ikev2_secret_free(sk_d);
    qila_ikev2_secret_free(next);
}

/* The tag of KMAC is KMAC of what both sides brought; it is no tag of the other side. */
static void key_confirmation(void) {
    uint8_t tag[16], other[16];
    qila_confirmation_key *kmac = NULL, *cmac = NULL, *hmac = NULL;
    DONE(qila_confirmation_key_new_kmac(&kmac, QILA_SHAKE128, secret, 32));
    DONE(qila_confirmation_key_new_cmac(&cmac, secret, 16));
    CHECK(qila_confirmation_key_new_hmac(&hmac, QILA_SHA256, secret, 13) == QILA_NOT_APPROVED);
    DONE(qila_confirmation_provide(kmac, QILA_CONFIRMATION_BILATERAL, QILA_PARTY_V, label, 5, NULL, 0, context, 7,
                                   secret, 3, label, 5, tag, sizeof tag));
    const uint8_t data[] = "KC_2_Vcontextlabel";
    uint8_t all[18 + 3 + 5];
    memcpy(all, data, 18);
    memcpy(all + 18, secret, 3);
    memcpy(all + 21, label, 5);
    DONE(qila_kmac(QILA_SHAKE128, secret, 32, (const uint8_t *)"KC", 2, all, sizeof all, other, sizeof other));
    CHECK(memcmp(tag, other, sizeof tag) == 0);
    DONE(qila_confirmation_verify(kmac, QILA_CONFIRMATION_BILATERAL, QILA_PARTY_V, label, 5, NULL, 0, context, 7,
                                  secret, 3, label, 5, tag, sizeof tag));
    CHECK(qila_confirmation_verify(kmac, QILA_CONFIRMATION_BILATERAL, QILA_PARTY_U, label, 5, NULL, 0, context, 7,
                                   secret, 3, label, 5, tag, sizeof tag) == QILA_ERROR_TAG_MISMATCH);
    CHECK(qila_confirmation_provide(cmac, QILA_CONFIRMATION_UNILATERAL, QILA_PARTY_U, NULL, 0, NULL, 0, NULL, 0,
                                    NULL, 0, NULL, 0, tag, 7) == QILA_ERROR_TAG_LENGTH);
    qila_confirmation_key_free(kmac);
    qila_confirmation_key_free(cmac);
    qila_confirmation_key_free(hmac);
}
