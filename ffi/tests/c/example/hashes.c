/* Hash functions and codes. A part of example.c. */

/* FIPS 180-4, examples of the NIST site. */
static void hashing(void) {
    uint8_t out[QILA_HASH_MAX_SIZE];
    size_t len = sizeof out;
    DONE(qila_hash(QILA_SHA256, (const uint8_t *)"abc", 3, out, &len));
    CHECK(len == QILA_SHA256_SIZE && len == qila_hash_size(QILA_SHA256));
    EQUALS(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    uint8_t values[2][QILA_SHA256_SIZE];
    DONE(qila_hash_batch(QILA_SHA256, (const uint8_t *)"abcabc", 2, 3, values[0], sizeof values));
    CHECK(memcmp(values[0], out, QILA_SHA256_SIZE) == 0 && memcmp(values[1], out, QILA_SHA256_SIZE) == 0);
    CHECK(qila_hash_batch(QILA_SHA256, (const uint8_t *)"abcabc", 2, 3, values[0], 63) == QILA_ERROR_INPUT_LENGTH);

    qila_hasher *hasher = NULL, *copy = NULL;
    DONE(qila_hasher_new(&hasher, QILA_SHA384));
    DONE(qila_hasher_update(hasher, (const uint8_t *)"ab", 2));
    DONE(qila_hasher_copy(&copy, hasher));
    DONE(qila_hasher_update(copy, (const uint8_t *)"c", 1));
    DONE(qila_hasher_final(copy, NULL, &len));
    CHECK(len == QILA_SHA384_SIZE);
    DONE(qila_hasher_final(copy, out, &len));
    EQUALS(out, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                "8086072ba1e7cc2358baeca134c825a7");
    /* Five bits, of NIST's examples for SHA3-256. */
    qila_hasher_free(copy);
    DONE(qila_hasher_new(&copy, QILA_SHA3_256));
    len = sizeof out;
    DONE(qila_hasher_final_bits(copy, 0xc8, 5, out, &len));
    CHECK(len == QILA_SHA3_256_SIZE);
    qila_hasher_free(copy);
    qila_hasher_free(hasher);
}

/* The examples for FIPS 202 and SP 800-185 that NIST gives. */
static void extendable_output(void) {
    const uint8_t message[4] = {0, 1, 2, 3};
    uint8_t out[32];
    DONE(qila_shake(QILA_SHAKE128, NULL, 0, out, sizeof out));
    EQUALS(out, "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
    CHECK(qila_shake(7, NULL, 0, out, sizeof out) == QILA_ERROR_PARAMETER);

    qila_xof *xof = NULL, *copy = NULL;
    DONE(qila_xof_new(&xof, QILA_SHAKE128, (const uint8_t *)"Email Signature", 15));
    DONE(qila_xof_update(xof, message, 2));
    DONE(qila_xof_copy(&copy, xof));
    for (int both = 0; both < 2; both++) {
        qila_xof *each = both ? copy : xof;
        DONE(qila_xof_update(each, message + 2, 2));
        memset(out, 0, sizeof out);
        DONE(qila_xof_read(each, out, 5));
        CHECK(qila_xof_update(each, message, 1) == QILA_ERROR_PARAMETER);
        DONE(qila_xof_read(each, out + 5, 27));
        EQUALS(out, "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5");
        qila_xof_free(each);
    }
    qila_xof_free(NULL);
}

/* NIST's samples for SP 800-185: TupleHash 2, ParallelHash 1, KMAC 2 and KMACXOF 2, each twice from one handle. */
static void lists_blocks_and_keys(void) {
    const uint8_t element[6] = {0x10, 0x11, 0x12, 0x13, 0x14, 0x15}, message[4] = {0, 1, 2, 3};
    uint8_t out[32], key[32], blocks[24];
    for (uint8_t i = 0; i < 32; i++) {
        key[i] = 0x40 + i;
        if (i < 24) blocks[i] = (uint8_t)(i / 8 * 16 + i % 8);
    }
    qila_tuple_hash *list = NULL;
    qila_parallel_hash *hash = NULL;
    qila_kmac_key *kmac = NULL;
    qila_kmac_message *tagged = NULL;
    qila_xof *xof = NULL;
    DONE(qila_tuple_hash_new(&list, QILA_SHAKE128, (const uint8_t *)"My Tuple App", 12));
    CHECK(qila_parallel_hash_new(&hash, QILA_SHAKE128, 0, NULL, 0) == QILA_ERROR_PARAMETER);
    DONE(qila_parallel_hash_new(&hash, QILA_SHAKE128, 8, NULL, 0));
    DONE(qila_kmac_key_new(&kmac, QILA_SHAKE128, key, sizeof key, (const uint8_t *)"My Tagged Application", 21));
    DONE(qila_kmac_message_new(&tagged, kmac));
    for (int twice = 0; twice < 2; twice++) {
        DONE(qila_tuple_hash_add(list, message, 3));
        DONE(qila_tuple_hash_add(list, element, sizeof element));
        DONE(qila_tuple_hash_final(list, out, sizeof out));
        EQUALS(out, "75cdb20ff4db1154e841d758e24160c54bae86eb8c13e7f5f40eb35588e96dfb");
        DONE(qila_parallel_hash_update(hash, blocks, 10));
        DONE(qila_parallel_hash_update(hash, blocks + 10, 14));
        DONE(qila_parallel_hash_final(hash, out, sizeof out));
        EQUALS(out, "ba8dc1d1d979331d3f813603c67f72609ab5e44b94a0b8f9af46514454a2b4f5");
        DONE(qila_kmac_message_update(tagged, message, sizeof message));
        DONE(qila_kmac_message_final(tagged, out, sizeof out));
        EQUALS(out, "3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5");
        DONE(qila_kmac_message_update(tagged, message, sizeof message));
        DONE(qila_kmac_message_verify(tagged, out, sizeof out));
        DONE(qila_kmac_key_verify(kmac, message, sizeof message, out, sizeof out));
        out[31] ^= 1;
        CHECK(qila_kmac_key_verify(kmac, message, sizeof message, out, sizeof out) == QILA_ERROR_TAG_MISMATCH);
        CHECK(qila_kmac_key_authenticate(kmac, message, sizeof message, out, 3) == QILA_ERROR_TAG_LENGTH);
    }
    DONE(qila_kmac_message_update(tagged, message, sizeof message));
    DONE(qila_kmac_message_xof(tagged, &xof));
    DONE(qila_xof_read(xof, out, sizeof out));
    EQUALS(out, "31a44527b4ed9f5c6101d11de6d26f0620aa5c341def41299657fe9df1a3b16c");
    qila_xof_free(xof);
    DONE(qila_tuple_hash_add(list, message, 3));
    DONE(qila_tuple_hash_add(list, element, sizeof element));
    DONE(qila_tuple_hash_xof(list, &xof));
    DONE(qila_xof_read(xof, out, sizeof out));
    EQUALS(out, "3fc8ad69453128292859a18b6c67d7ad85f01b32815e22ce839c49ec374e9b9a");
    qila_xof_free(xof);
    DONE(qila_parallel_hash_update(hash, blocks, sizeof blocks));
    DONE(qila_parallel_hash_xof(hash, &xof));
    DONE(qila_xof_read(xof, out, sizeof out));
    EQUALS(out, "fe47d661e49ffe5b7d999922c062356750caf552985b8e8ce6667f2727c3c8d3");
    qila_xof_free(xof);
    DONE(qila_kmac(QILA_SHAKE128, key, sizeof key, NULL, 0, message, sizeof message, out, sizeof out));
    EQUALS(out, "e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e");
    qila_tuple_hash_free(list);
    qila_parallel_hash_free(hash);
    qila_kmac_message_free(tagged);
    qila_kmac_key_free(kmac);
}

/* SP 800-38B appendix D.1, examples 1 and 2. */
static void cmac(void) {
    uint8_t out[32] = {0};
    static const uint8_t aes_key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                        0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    static const uint8_t block[16] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96,
                                      0xe9, 0x3d, 0x7e, 0x11, 0x73, 0x93, 0x17, 0x2a};
    qila_cmac_key *key = NULL;
    qila_cmac_message *parts = NULL;
    DONE(qila_cmac(aes_key, sizeof aes_key, NULL, 0, out, QILA_CMAC_SIZE));
    DONE(qila_cmac_key_new(&key, aes_key, sizeof aes_key));
    DONE(qila_cmac_key_verify(key, NULL, 0, out, 16));
    DONE(qila_cmac_message_new(&parts, key));
    DONE(qila_cmac_message_update(parts, block, 7));
    DONE(qila_cmac_message_update(parts, block + 7, 9));
    DONE(qila_cmac_message_final(parts, out + 16, 16));
    EQUALS(out, "bb1d6929e95937287fa37d129b756746070a16b46b4d4144f79bdd9dd04a287c");
    DONE(qila_cmac_key_authenticate(key, block, 16, out, 8));
    DONE(qila_cmac_message_update(parts, block, 16));
    DONE(qila_cmac_message_verify(parts, out, 8));
    CHECK(qila_cmac_key_verify(key, block, 15, out, 8) == QILA_ERROR_TAG_MISMATCH);
    qila_cmac_message_free(parts);
    qila_cmac_key_free(key);
}

/* RFC 4231 section 4.3, RFC 5869 appendix A.1. */
static void authentication_and_derivation(void) {
    const uint8_t *data = (const uint8_t *)"what do ya want for nothing?";
    const char *expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    uint8_t tag[QILA_HASH_MAX_SIZE];
    size_t len = sizeof tag;
    qila_status status = qila_hmac(QILA_SHA256, (const uint8_t *)"Jefe", 4, data, 28, tag, &len);
    CHECK(status == QILA_NOT_APPROVED); /* a key of 32 bits */
    EQUALS(tag, expected);
    CHECK(qila_hmac_verify(QILA_SHA256, (const uint8_t *)"Jefe", 4, data, 28, tag, 16) >= 0);
    tag[3] ^= 1;
    CHECK(qila_hmac_verify(QILA_SHA256, (const uint8_t *)"Jefe", 4, data, 28, tag, len) == QILA_ERROR_TAG_MISMATCH);

    qila_hmac_key *key = NULL;
    qila_hmac_message *message = NULL;
    CHECK(qila_hmac_key_new(&key, QILA_SHA256, (const uint8_t *)"Jefe", 4) == QILA_NOT_APPROVED);
    CHECK(qila_hmac_key_authenticate(key, data, 28, tag, &len) >= 0);
    EQUALS(tag, expected);
    CHECK(qila_hmac_key_verify(key, data, 28, tag, len) >= 0);
    CHECK(qila_hmac_message_new(&message, key) >= 0);
    qila_hmac_key_free(key);
    for (int twice = 0; twice < 2; twice++) {
        CHECK(qila_hmac_message_update(message, data, 10) >= 0);
        CHECK(qila_hmac_message_update(message, data + 10, 18) >= 0);
        CHECK(qila_hmac_message_final(message, tag, &len) >= 0);
        EQUALS(tag, expected);
    }
    CHECK(qila_hmac_message_update(message, data, 28) >= 0);
    CHECK(qila_hmac_message_verify(message, tag, len) >= 0);
    qila_hmac_message_free(message);

    uint8_t secret[22], salt[13], info[10], okm[42];
    memset(secret, 0x0b, sizeof secret);
    for (size_t i = 0; i < sizeof salt; i++) salt[i] = (uint8_t)i;
    for (size_t i = 0; i < sizeof info; i++) info[i] = (uint8_t)(0xf0 + i);
    const char *expected_okm = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    DONE(qila_hkdf(QILA_SHA256, salt, sizeof salt, secret, sizeof secret, info, sizeof info, okm, sizeof okm));
    EQUALS(okm, expected_okm);
    qila_hkdf_key *prk = NULL;
    DONE(qila_hkdf_extract(&prk, QILA_SHA256, salt, sizeof salt, secret, sizeof secret));
    memset(okm, 0, sizeof okm);
    DONE(qila_hkdf_expand(prk, info, sizeof info, okm, sizeof okm));
    EQUALS(okm, expected_okm);
    qila_hkdf_key_free(prk);
    /* The pseudorandom key of the same test case. */
    static const uint8_t prk_bytes[32] = {0x07, 0x77, 0x09, 0x36, 0x2c, 0x2e, 0x32, 0xdf, 0x0d, 0xdc, 0x3f,
                                          0x0d, 0xc4, 0x7b, 0xba, 0x63, 0x90, 0xb6, 0xc7, 0x3b, 0xb5, 0x0f,
                                          0x9c, 0x31, 0x22, 0xec, 0x84, 0x4a, 0xd7, 0xc2, 0xb3, 0xe5};
    DONE(qila_hkdf_from_prk(&prk, QILA_SHA256, prk_bytes, sizeof prk_bytes));
    memset(okm, 0, sizeof okm);
    DONE(qila_hkdf_expand(prk, info, sizeof info, okm, sizeof okm));
    EQUALS(okm, expected_okm);
    qila_hkdf_key_free(prk);
}
