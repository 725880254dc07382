/* Uses each service of the module once and compares what is known. Exit status 0: all is as it should be. */
#include <qila.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                              \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* Done, approved or not: a library that was never sealed has no approved service. */
static void done(qila_status status, int line) {
    if (status < 0) {
        fprintf(stderr, "line %d: %s\n", line, qila_strerror(status));
        exit(1);
    }
    CHECK(status == QILA_OK || strlen(qila_reason()) > 0);
    CHECK(status == QILA_OK || !qila_is_sealed() || strstr(qila_reason(), "initialization vector"));
}
#define DONE(call) done((call), __LINE__)

static void equals(const uint8_t *bytes, const char *hex, int line) {
    for (size_t i = 0; i < strlen(hex) / 2; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1 || bytes[i] != byte) {
            fprintf(stderr, "line %d: byte %zu differs\n", line, i);
            exit(1);
        }
    }
}
static int is_zero(const uint8_t *bytes, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (bytes[i]) return 0;
    return 1;
}

#define EQUALS(bytes, hex) equals((bytes), (hex), __LINE__)

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
    /* SP 800-38B appendix D.1, examples 1 and 2. */
    static const uint8_t aes_key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                        0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    static const uint8_t block[16] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96,
                                      0xe9, 0x3d, 0x7e, 0x11, 0x73, 0x93, 0x17, 0x2a};
    qila_cmac_key *cmac = NULL;
    qila_cmac_message *parts = NULL;
    memset(out, 0, sizeof out);
    DONE(qila_cmac(aes_key, sizeof aes_key, NULL, 0, out, QILA_CMAC_SIZE));
    DONE(qila_cmac_key_new(&cmac, aes_key, sizeof aes_key));
    DONE(qila_cmac_key_verify(cmac, NULL, 0, out, 16));
    DONE(qila_cmac_message_new(&parts, cmac));
    DONE(qila_cmac_message_update(parts, block, 7));
    DONE(qila_cmac_message_update(parts, block + 7, 9));
    DONE(qila_cmac_message_final(parts, out + 16, 16));
    EQUALS(out, "bb1d6929e95937287fa37d129b756746070a16b46b4d4144f79bdd9dd04a287c");
    DONE(qila_cmac_key_authenticate(cmac, block, 16, out, 8));
    DONE(qila_cmac_message_update(parts, block, 16));
    DONE(qila_cmac_message_verify(parts, out, 8));
    CHECK(qila_cmac_key_verify(cmac, block, 15, out, 8) == QILA_ERROR_TAG_MISMATCH);
    qila_cmac_message_free(parts);
    qila_cmac_key_free(cmac);
    qila_tuple_hash_free(list);
    qila_parallel_hash_free(hash);
    qila_kmac_message_free(tagged);
    qila_kmac_key_free(kmac);
}

/* RFC 3394 section 4.1, RFC 5649 section 6, SP 800-38C appendix C.1. */
static void wrapping_and_ccm(void) {
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

    uint8_t ccm_key[16], nonce[7], aad[8], data[4] = {0x20, 0x21, 0x22, 0x23}, tag[4];
    for (uint8_t i = 0; i < 16; i++) {
        ccm_key[i] = 0x40 + i;
        if (i < 7) nonce[i] = 0x10 + i;
        if (i < 8) aad[i] = i;
    }
    qila_ccm_key *ccm = NULL;
    CHECK(qila_ccm_key_new(&ccm, ccm_key, 16, 5) == QILA_ERROR_TAG_LENGTH);
    DONE(qila_ccm_key_new(&ccm, ccm_key, 16, 4));
    DONE(qila_ccm_seal(ccm, nonce, 7, aad, 8, data, 4, tag, 4));
    EQUALS(data, "7162015b");
    EQUALS(tag, "4dac255d");
    DONE(qila_ccm_open(ccm, nonce, 7, aad, 8, data, 4, tag, 4));
    EQUALS(data, "20212223");
    CHECK(qila_ccm_open(ccm, nonce, 7, aad, 7, data, 4, tag, 4) == QILA_ERROR_TAG_MISMATCH);
    EQUALS(data, "00000000");
    CHECK(qila_ccm_seal(ccm, nonce, 6, aad, 8, data, 4, tag, 4) == QILA_ERROR_IV_LENGTH);
    qila_ccm_key_free(ccm);
}

/* CFB, OFB, ciphertext stealing (RFC 3962) and XTS (IEEE 1619 appendix B). */
static void feedback_stealing_and_storage(qila_rng *rng) {
    static const uint8_t key_bytes[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                          0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    static const uint8_t plaintext[32] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e,
                                          0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d, 0x8a, 0x57, 0x1e, 0x03,
                                          0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf, 0x8e, 0x51};
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

/* One of each derivation, with values from RFC 6070, RFC 3414, RFC 3711 and from others that must be the same. */
static void other_derivations(void) {
    static const uint8_t key[32] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    const uint8_t *label = (const uint8_t *)"label", *context = (const uint8_t *)"context";
    uint8_t out[32], other[32], master[QILA_TLS12_MASTER_SECRET_SIZE], four[4 * QILA_SHA256_SIZE];

    DONE(qila_pbkdf2(QILA_SHA1, 4096, (const uint8_t *)"passwordPASSWORDpassword", 24,
                     (const uint8_t *)"saltSALTsaltSALTsaltSALTsaltSALTsalt", 36, out, 25));
    EQUALS(out, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
    CHECK(qila_pbkdf2(QILA_SHA256, 0, key, 32, key, 32, out, 32) == QILA_ERROR_PARAMETER);
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

    qila_kbkdf_key *kbkdf = NULL;
    const uint8_t fixed[17] = "label\0context\0\0\1";
    DONE(qila_kbkdf_key_new_hmac(&kbkdf, QILA_SHA256, key, sizeof key));
    DONE(qila_kbkdf_derive(kbkdf, label, 5, context, 7, out, sizeof out));
    DONE(qila_kbkdf_counter(kbkdf, QILA_KBKDF_BEFORE_FIXED, 32, fixed, 17, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
    DONE(qila_kbkdf_feedback(kbkdf, QILA_KBKDF_NO_COUNTER, 8, NULL, 0, fixed, 17, out, sizeof out));
    DONE(qila_kbkdf_double_pipeline(kbkdf, QILA_KBKDF_AFTER_FIXED, 16, fixed, 17, other, sizeof other));
    CHECK(qila_kbkdf_counter(kbkdf, QILA_KBKDF_NO_COUNTER, 8, fixed, 17, out, 1) == QILA_ERROR_PARAMETER);
    CHECK(qila_kbkdf_counter(kbkdf, QILA_KBKDF_BEFORE_FIXED, 12, fixed, 17, out, 1) == QILA_ERROR_PARAMETER);
    qila_kbkdf_key_free(kbkdf);
    DONE(qila_kbkdf_key_new_cmac(&kbkdf, key, 16));
    qila_kbkdf_key_free(kbkdf);
    DONE(qila_kbkdf_key_extract_hmac(&kbkdf, QILA_SHA384, label, 5, key, sizeof key));
    qila_kbkdf_key_free(kbkdf);
    CHECK(qila_kbkdf_key_extract_cmac(&kbkdf, label, 5, key, sizeof key) == QILA_ERROR_KEY_LENGTH && kbkdf == NULL);
    DONE(qila_kmac_kdf(QILA_SHAKE128, key, sizeof key, label, 5, context, 7, out, sizeof out));
    DONE(qila_kmac(QILA_SHAKE128, key, sizeof key, label, 5, context, 7, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);

    /* Without a counter the one-step derivation is its function. */
    DONE(qila_one_step_hash(QILA_SHA256, 0, key, sizeof key, NULL, 0, out, sizeof out));
    size_t len = sizeof other;
    DONE(qila_hash(QILA_SHA256, key, sizeof key, other, &len));
    CHECK(memcmp(out, other, sizeof out) == 0);
    DONE(qila_one_step_hmac(QILA_SHA256, 1, NULL, 0, key, sizeof key, context, 7, out, sizeof out));
    DONE(qila_one_step_kmac(QILA_SHAKE256, 1, NULL, 0, key, sizeof key, context, 7, out, sizeof out));
    DONE(qila_x963_kdf(QILA_SHA256, key, sizeof key, context, 7, out, sizeof out));
    DONE(qila_x942_kdf(QILA_SHA256, key, sizeof key, context, 7, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
    const uint8_t oid[2] = {0x2a, 3};
    DONE(qila_x942_kdf_der(QILA_SHA256, key, sizeof key, oid, 2, context, 7, NULL, 0, NULL, 0, NULL, 0, out, sizeof out));

    DONE(qila_tls12_extended_master_secret(QILA_SHA256, key, sizeof key, key, sizeof key, master, sizeof master));
    CHECK(qila_tls12_master_secret(QILA_SHA256, key, sizeof key, label, 5, context, 7, master, sizeof master)
          == QILA_NOT_APPROVED);
    DONE(qila_tls12_key_block(QILA_SHA256, master, sizeof master, label, 5, context, 7, out, sizeof out));
    DONE(qila_tls12_prf(QILA_SHA256, master, sizeof master, (const uint8_t *)"key expansion", 13,
                        (const uint8_t *)"contextlabel", 12, other, sizeof other));
    CHECK(memcmp(out, other, sizeof out) == 0);
    qila_tls13_secret *early = NULL, *handshake = NULL, *traffic = NULL;
    /* Zeros in place of a pre-shared key: no secret has entered the schedule yet. */
    CHECK(qila_tls13_early_secret(&early, QILA_SHA256, NULL, 0) == QILA_NOT_APPROVED);
    DONE(qila_tls13_next_secret(&handshake, early, key, sizeof key));
    DONE(qila_tls13_expand_label(handshake, (const uint8_t *)"c hs traffic", 12, key, 32, out, sizeof out));
    DONE(qila_tls13_secret_new(&traffic, QILA_SHA256, out, sizeof out));
    DONE(qila_tls13_expand_label(traffic, (const uint8_t *)"iv", 2, NULL, 0, out, 12));
    qila_tls13_secret_free(early);
    qila_tls13_secret_free(handshake);
    qila_tls13_secret_free(traffic);

    /* The exchange hash is as long as the hash value; nonces have 8 bytes and 16 at least. */
    DONE(qila_ssh_kdf(QILA_SHA256, 'A', key, sizeof key, key, 32, context, 7, out, 16));
    CHECK(qila_ssh_kdf(QILA_SHA256, 'G', key, sizeof key, label, 5, context, 7, out, 16) == QILA_ERROR_PARAMETER);
    DONE(qila_ikev1_kdf(QILA_SHA256, QILA_IKEV1_SIGNATURE, key, key + 8, key, 16, key + 16, 16, key, sizeof key, NULL, 0,
                        four, sizeof four));
    qila_ikev2_secret *seed = NULL, *sk_d = NULL, *next = NULL;
    DONE(qila_ikev2_skeyseed(&seed, QILA_SHA256, key, 16, key + 16, 16, key, sizeof key));
    DONE(qila_ikev2_derive(seed, key, key + 8, key, 16, key + 16, 16, out, sizeof out));
    DONE(qila_ikev2_secret_new(&sk_d, QILA_SHA256, out, sizeof out));
    DONE(qila_ikev2_rekey(&next, sk_d, key, 16, key + 16, 16, key, sizeof key));
    DONE(qila_ikev2_derive_child(sk_d, NULL, 0, key, 16, key + 16, 16, out, sizeof out));
    qila_ikev2_secret_free(seed);
    qila_ikev2_secret_free(sk_d);
    qila_ikev2_secret_free(next);
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

/* SP 800-38A appendices F.1.1, F.2.1 and F.5.1. */
static void encryption(void) {
    static const uint8_t key_bytes[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                          0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    static const uint8_t plaintext[32] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e,
                                          0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d, 0x8a, 0x57, 0x1e, 0x03,
                                          0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf, 0x8e, 0x51};
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

    /* The end of a message in parts is the end of the message in one. */
    uint8_t end[32];
    size_t end_len = sizeof end;
    DONE(qila_aes_key_new(&key, key_bytes, sizeof key_bytes));
    len = sizeof padded;
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

    qila_gmac_key *gmac = NULL;
    DONE(qila_gmac_key_new(&gmac, zeros, 16, 12));
    DONE(qila_gmac_random_iv(gmac, rng, zeros, 16, iv, 12, tag, 12));
    DONE(qila_gmac_verify(gmac, iv, 12, zeros, 16, tag, 12));
    CHECK(qila_gmac_caller_iv(gmac, iv, 12, zeros, 16, data, 12) == QILA_NOT_APPROVED);
    CHECK(memcmp(data, tag, 12) == 0);
    CHECK(qila_gmac_verify(gmac, iv, 12, zeros, 15, tag, 12) == QILA_ERROR_TAG_MISMATCH);
    qila_gmac_key_free(gmac);

    /* Short tags: a packet is as long as was said, and no longer. */
    CHECK(qila_gcm_key_new_with_tag(&key, zeros, 16, 8) == QILA_ERROR_TAG_LENGTH && key == NULL);
    CHECK(qila_gcm_key_new_with_short_tag(&key, zeros, 16, 4, 1025) == QILA_ERROR_PARAMETER && key == NULL);
    CHECK(qila_gcm_key_new_with_short_tag(&key, zeros, 16, 4, 32) >= 0);
    CHECK(qila_gmac_key_new_with_short_tag(&gmac, zeros, 16, 4, 32) >= 0);
    uint8_t packet[33] = {0};
    CHECK(qila_gcm_seal_random_iv(key, rng, NULL, 0, packet, 32, iv, 12, tag, 4) >= 0);
    CHECK(qila_gcm_open(key, iv, 12, NULL, 0, packet, 32, tag, 4) >= 0 && is_zero(packet, 33));
    CHECK(qila_gcm_seal_random_iv(key, rng, NULL, 0, packet, 33, iv, 12, tag, 4) == QILA_ERROR_INPUT_TOO_LONG);
    CHECK(qila_gmac_random_iv(gmac, rng, packet, 32, iv, 12, tag, 4) >= 0);
    CHECK(qila_gmac_verify(gmac, iv, 12, packet, 32, tag, 4) >= 0);
    CHECK(qila_gmac_random_iv(gmac, rng, packet, 33, iv, 12, tag, 4) == QILA_ERROR_INPUT_TOO_LONG);
    qila_gmac_key_free(gmac);
    qila_gcm_key_free(key);
}

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
    qila_ccm_key *ccm[2];
    qila_ascon_aead128_key *ascon_key[2];
    qila_gcm_siv_key *siv[2];
    qila_chacha20_poly1305_key *chacha[2];
    qila_aes_key *aes[2];
    CHECK(qila_hmac_key_generate(&hmac[0], 99, rng) == QILA_ERROR_PARAMETER && hmac[0] == NULL);
    CHECK(qila_cmac_key_generate(&cmac[0], 127, rng) == QILA_ERROR_KEY_LENGTH && cmac[0] == NULL);
    CHECK(qila_kmac_key_generate(&kmac[0], 99, rng) == QILA_ERROR_PARAMETER && kmac[0] == NULL);
    CHECK(qila_gmac_key_generate(&gmac[0], 0, rng) == QILA_ERROR_KEY_LENGTH && gmac[0] == NULL);
    CHECK(qila_key_wrap_key_generate(&wrapping[0], 16, rng) == QILA_ERROR_KEY_LENGTH && wrapping[0] == NULL);
    CHECK(qila_ccm_key_generate(&ccm[0], 512, rng) == QILA_ERROR_KEY_LENGTH && ccm[0] == NULL);
    CHECK(qila_ascon_aead128_key_generate(&ascon_key[0], NULL) == QILA_ERROR_NULL && ascon_key[0] == NULL);
    CHECK(qila_gcm_siv_key_generate(&siv[0], 192, rng) == QILA_ERROR_KEY_LENGTH && siv[0] == NULL);
    CHECK(qila_chacha20_poly1305_key_generate(&chacha[0], NULL) == QILA_ERROR_NULL && chacha[0] == NULL);
    for (int i = 0; i < 2; i++) {
        DONE(qila_hmac_key_generate(&hmac[i], QILA_SHA512, rng));
        DONE(qila_cmac_key_generate(&cmac[i], 192, rng));
        DONE(qila_kmac_key_generate(&kmac[i], QILA_SHAKE256, rng));
        DONE(qila_gmac_key_generate(&gmac[i], 128, rng));
        DONE(qila_key_wrap_key_generate(&wrapping[i], 256, rng));
        DONE(qila_ccm_key_generate(&ccm[i], 128, rng));
        DONE(qila_ascon_aead128_key_generate(&ascon_key[i], rng));
        CHECK(qila_gcm_siv_key_generate(&siv[i], 256, rng) == QILA_NOT_APPROVED);
        CHECK(qila_chacha20_poly1305_key_generate(&chacha[i], rng) == QILA_NOT_APPROVED);
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
    OPENS_ITS_OWN(ccm, ccm, 12)
    OPENS_ITS_OWN(ascon_aead128, ascon_key, 16)
    OPENS_ITS_OWN(gcm_siv, siv, 12)
    OPENS_ITS_OWN(chacha20_poly1305, chacha, 12)
    for (int i = 0; i < 2; i++) {
        qila_hmac_key_free(hmac[i]);
        qila_cmac_key_free(cmac[i]);
        qila_kmac_key_free(kmac[i]);
        qila_gmac_key_free(gmac[i]);
        qila_key_wrap_key_free(wrapping[i]);
    }
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

static void administration(void) {
    char text[2000];
    size_t len = sizeof text;
    DONE(qila_power_on());
    CHECK(qila_state() == QILA_STATE_OPERATIONAL);
    DONE(qila_self_test());
    DONE(qila_self_test_one("AES-GCM"));
    DONE(qila_status_text((uint8_t *)text, &len));
    printf("%.*s\n%s, certificate: %s\n", (int)len, text, qila_version(), qila_certificate());
    CHECK(*qila_failure() == 0);
    CHECK(strlen(qila_strerror(QILA_OK)) > 0);
    qila_log_entry entry;
    size_t entries = 0;
    while (qila_self_test_log(entries, &entry) >= 0) {
        CHECK(entry.passed == 1 && strlen(entry.name) > 0);
        entries++;
    }
    CHECK(entries > 5);
    CHECK(qila_set_profile("strict128") >= 0 && qila_set_profile("baseline112") >= 0);

    uint8_t out[32];
    len = sizeof out;
    CHECK(qila_set_policy(QILA_POLICY_APPROVED_ONLY) >= 0);
    CHECK(qila_hmac(QILA_SHA256, out, 4, out, 0, NULL, &len) == QILA_ERROR_REFUSED);
    CHECK(qila_hash(QILA_SHA256, NULL, 0, out, &len) == (qila_is_sealed() ? QILA_OK : QILA_ERROR_REFUSED));
    CHECK(qila_set_policy(QILA_POLICY_REPORT) >= 0);
    DONE(qila_zeroize());
    DONE(qila_after_restore());
    DONE(qila_restart());
}

int main(void) {
    qila_rng *rng = NULL;
    CHECK(qila_state() == QILA_STATE_OPERATIONAL); /* powered on when it was loaded */
    DONE(qila_rng_new(&rng));
    hashing();
    extendable_output();
    lists_blocks_and_keys();
    other_derivations();
    wrapping_and_ccm();
    authentication_and_derivation();
    encryption();
    feedback_stealing_and_storage(rng);
    ascon();
    chacha20_poly1305();
    authenticated_encryption(rng);
    random_keys(rng);
    randomness(rng);
    administration();
    qila_rng_free(rng);
    puts("every service works");
    return 0;
}
