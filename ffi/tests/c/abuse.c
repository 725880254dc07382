/* Calls with bad arguments: each gives its error and leaves its outputs alone. Run under AddressSanitizer, with buffers of
 * just the size that the interface asks for, so that a byte too many is caught. */
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

static uint8_t *filled(size_t len, int value) {
    uint8_t *bytes = malloc(len ? len : 1);
    CHECK(bytes);
    memset(bytes, value, len);
    return bytes;
}

static int is_all(const uint8_t *bytes, size_t len, int value) {
    for (size_t i = 0; i < len; i++)
        if (bytes[i] != value) return 0;
    return 1;
}

static void null_pointers(void) {
    size_t len = 32;
    uint8_t *out = filled(32, 0xa5);
    CHECK(qila_hash(QILA_SHA256, NULL, 1, out, &len) == QILA_ERROR_NULL);
    CHECK(qila_hash(QILA_SHA256, out, 1, out, NULL) == QILA_ERROR_NULL);
    CHECK(qila_hasher_new(NULL, QILA_SHA256) == QILA_ERROR_NULL);
    CHECK(qila_hasher_update(NULL, out, 1) == QILA_ERROR_NULL);
    CHECK(qila_hasher_final(NULL, out, &len) == QILA_ERROR_NULL);
    CHECK(qila_aes_ecb_encrypt(NULL, out, 16) == QILA_ERROR_NULL);
    CHECK(qila_gcm_open(NULL, out, 12, NULL, 0, NULL, 0, out, 16) == QILA_ERROR_NULL);
    CHECK(qila_cbc_encryptor_final_padded(NULL, out, 16, NULL, &len) == QILA_ERROR_NULL);
    CHECK(qila_cbc_decryptor_final_padded(NULL, out, 16, NULL, &len) == QILA_ERROR_NULL);
    CHECK(qila_cfb_final(NULL, out, 16) == QILA_ERROR_NULL);
    CHECK(qila_rng_fill(NULL, out, 32) == QILA_ERROR_NULL);
    CHECK(qila_random(NULL, 32) == QILA_ERROR_NULL);
    CHECK(qila_set_entropy_function(NULL, 8) == QILA_ERROR_NULL);
    CHECK(qila_self_test_one(NULL) == QILA_ERROR_NULL);
    CHECK(qila_self_test_log(0, NULL) == QILA_ERROR_NULL);
    qila_aes_key *key = (qila_aes_key *)out;
    CHECK(qila_aes_key_new(&key, NULL, 16) == QILA_ERROR_NULL && key == NULL);
    CHECK(is_all(out, 32, 0xa5));
    uint8_t bytes[16] = {0};
    qila_aes_key *aes = NULL;
    CHECK(qila_aes_key_new(&aes, bytes, 16) >= 0);
    CHECK(qila_aes_ff1_encrypt(aes, 10, NULL, 0, NULL, 8) == QILA_ERROR_NULL);
    CHECK(qila_aes_ff1_decrypt(aes, 10, NULL, 0, NULL, 8) == QILA_ERROR_NULL);
    qila_aes_key_free(aes);
    /* Where only a length is asked for, an input is looked at as ever. */
    CHECK(qila_hash(QILA_SHA256, NULL, 1, NULL, &len) == QILA_ERROR_NULL);
    CHECK(qila_hmac(QILA_SHA256, NULL, 16, bytes, 1, NULL, &len) == QILA_ERROR_NULL);
    CHECK(qila_hmac(QILA_SHA256, bytes, 16, NULL, 1, NULL, &len) == QILA_ERROR_NULL && len == 32);
    /* The place of an output is NULL after every failure. */
    qila_xof *xofs[3] = {(qila_xof *)bytes, (qila_xof *)bytes, (qila_xof *)bytes};
    CHECK(qila_kmac_message_xof(NULL, &xofs[0]) == QILA_ERROR_NULL && !xofs[0]);
    CHECK(qila_tuple_hash_xof(NULL, &xofs[1]) == QILA_ERROR_NULL && !xofs[1]);
    CHECK(qila_parallel_hash_xof(NULL, &xofs[2]) == QILA_ERROR_NULL && !xofs[2]);
    free(out);
    qila_hasher_free(NULL);
    qila_hmac_key_free(NULL);
    qila_hmac_message_free(NULL);
    qila_gmac_key_free(NULL);
    qila_hkdf_key_free(NULL);
    qila_aes_key_free(NULL);
    qila_cbc_encryptor_free(NULL);
    qila_cbc_decryptor_free(NULL);
    qila_ctr_free(NULL);
    qila_gcm_key_free(NULL);
    qila_gcm_sealer_free(NULL);
    qila_rng_free(NULL);
    qila_drbg_free(NULL);
}

/* Outputs of every length up to what is needed. */
static void short_buffers(void) {
    for (size_t room = 0; room <= 33; room++) {
        uint8_t *out = filled(room, 0xa5);
        size_t len = room;
        qila_status status = qila_hash(QILA_SHA256, (const uint8_t *)"abc", 3, out, &len);
        CHECK((status == QILA_ERROR_BUFFER_TOO_SMALL) == (room < 32));
        CHECK(len == 32 && (room >= 32 || is_all(out, room, 0xa5)));
        len = room;
        status = qila_hmac(QILA_SHA256, (const uint8_t *)"abc", 3, NULL, 0, out, &len);
        CHECK((status == QILA_ERROR_BUFFER_TOO_SMALL) == (room < 32) && len == 32);
        free(out);
    }
    qila_aes_key *key = NULL;
    uint8_t *bytes = filled(16, 1);
    CHECK(qila_aes_key_new(&key, bytes, 16) >= 0);
    for (size_t text = 0; text < 40; text++) {
        uint8_t *plaintext = filled(text, 9);
        size_t padded = text / 16 * 16 + 16, len = padded - 1;
        uint8_t *out = filled(padded, 0xa5);
        CHECK(qila_aes_cbc_encrypt_padded(key, bytes, plaintext, text, out, &len) == QILA_ERROR_BUFFER_TOO_SMALL);
        CHECK(len == padded && is_all(out, padded, 0xa5));
        CHECK(qila_aes_cbc_encrypt_padded(key, bytes, plaintext, text, out, &len) >= 0);
        CHECK(len == padded);
        uint8_t *back = filled(padded, 0xa5);
        CHECK(qila_aes_cbc_decrypt_padded(key, bytes, out, padded, back, &len) >= 0);
        CHECK(len == text && memcmp(back, plaintext, text) == 0 && is_all(back + text, padded - text, 0));
        qila_cbc_encryptor *encryptor = NULL;
        qila_cbc_decryptor *decryptor = NULL;
        CHECK(qila_cbc_encryptor_new(&encryptor, key, bytes) >= 0 && qila_cbc_decryptor_new(&decryptor, key, bytes) >= 0);
        memset(back, 0xa5, padded);
        len = padded - 1;
        CHECK(qila_cbc_encryptor_final_padded(encryptor, plaintext, text, back, &len) == QILA_ERROR_BUFFER_TOO_SMALL);
        CHECK(len == padded && is_all(back, padded, 0xa5));
        CHECK(qila_cbc_encryptor_final_padded(encryptor, plaintext, text, back, &len) >= 0);
        CHECK(len == padded && memcmp(back, out, padded) == 0);
        len = padded - 1;
        CHECK(qila_cbc_decryptor_final_padded(decryptor, out, padded, back, &len) == QILA_ERROR_BUFFER_TOO_SMALL);
        CHECK(len == padded && memcmp(back, out, padded) == 0);
        CHECK(qila_cbc_decryptor_final_padded(decryptor, out, padded, back, &len) >= 0);
        CHECK(len == text && memcmp(back, plaintext, text) == 0 && is_all(back + text, padded - text, 0));
        qila_cbc_encryptor_free(encryptor);
        qila_cbc_decryptor_free(decryptor);
        free(back);
        free(out);
        free(plaintext);
    }
    free(bytes);
    qila_aes_key_free(key);
}

static void wrong_parameters(void) {
    uint8_t bytes[64] = {0};
    size_t len = sizeof bytes;
    CHECK(qila_hash(0, bytes, 1, bytes + 8, &len) == QILA_ERROR_PARAMETER);
    CHECK(qila_hash(99, bytes, 1, bytes + 8, &len) == QILA_ERROR_PARAMETER && qila_hash_size(99) == 0);
    for (size_t key_len = 0; key_len <= 64; key_len++) {
        qila_aes_key *aes = NULL;
        qila_gcm_key *gcm = NULL;
        int right = key_len == 16 || key_len == 24 || key_len == 32;
        CHECK(qila_aes_key_new(&aes, bytes, key_len) == (right ? (qila_is_sealed() ? QILA_OK : QILA_NOT_APPROVED) : QILA_ERROR_KEY_LENGTH));
        CHECK(qila_gcm_key_new(&gcm, bytes, key_len) == (right ? (qila_is_sealed() ? QILA_OK : QILA_NOT_APPROVED) : QILA_ERROR_KEY_LENGTH));
        CHECK((aes != NULL) == right && (gcm != NULL) == right);
        if (right) {
            CHECK(qila_aes_ecb_encrypt(aes, bytes, 15) == QILA_ERROR_INPUT_LENGTH);
            CHECK(qila_gcm_open(gcm, bytes, 0, NULL, 0, bytes + 16, 16, bytes + 32, 16) == QILA_ERROR_IV_LENGTH);
            CHECK(qila_gcm_open(gcm, bytes, 12, NULL, 0, bytes + 16, 16, bytes + 32, 12) == QILA_ERROR_TAG_LENGTH);
            CHECK(qila_gcm_seal_caller_iv(gcm, bytes, 12, NULL, 0, bytes + 16, 16, bytes + 32, 17) ==
                  QILA_ERROR_TAG_LENGTH);
        }
        qila_aes_key_free(aes);
        qila_gcm_key_free(gcm);
    }
    qila_gcm_key *key = NULL;
    qila_gcm_sealer *sealer = NULL;
    qila_drbg *drbg = NULL;
    CHECK(qila_gcm_key_new_with_tag(&key, bytes, 16, 11) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_gcm_sealer_new_counter(&sealer, bytes, 16, bytes, 3) == QILA_ERROR_IV_LENGTH && !sealer);
    CHECK(qila_drbg_new(&drbg, 99, 0, NULL, 0, 0) == QILA_ERROR_PARAMETER && !drbg);
    CHECK(qila_drbg_new(&drbg, QILA_HMAC_DRBG, 0, NULL, 0, 0) == QILA_ERROR_PARAMETER && !drbg);
    CHECK(qila_set_policy(7) == QILA_ERROR_PARAMETER);
    CHECK(qila_set_profile("none") == QILA_ERROR_PARAMETER);
    CHECK(qila_set_entropy_source(7) == QILA_ERROR_PARAMETER);
    CHECK(qila_self_test_one("none") == QILA_ERROR_UNKNOWN_SELF_TEST);
    CHECK(strlen(qila_strerror(QILA_ERROR_OVERLAP)) > 0 && strlen(qila_strerror(-1000)) > 0);
    char unknown[160] = {0};
    strncpy(unknown, qila_strerror(-1000), sizeof unknown - 1);
    CHECK(strcmp(qila_strerror(QILA_ERROR_OTHER), unknown) != 0);
    /* Every number but 0 means yes. */
    uint8_t one[48], other[48];
    CHECK(qila_one_step_hash(QILA_SHA256, 1, bytes, 32, NULL, 0, one, sizeof one) >= 0);
    CHECK(qila_one_step_hash(QILA_SHA256, 256, bytes, 32, NULL, 0, other, sizeof other) >= 0);
    CHECK(memcmp(one, other, sizeof one) == 0);
    uint8_t *out = filled(255 * 32 + 1, 0xa5);
    CHECK(qila_hkdf(QILA_SHA256, NULL, 0, bytes, 32, NULL, 0, out, 255 * 32 + 1) == QILA_ERROR_OUTPUT_TOO_LONG);
    CHECK(is_all(out, 255 * 32 + 1, 0xa5));
    free(out);
}

static void overlaps(void) {
    uint8_t bytes[64];
    memset(bytes, 0xa5, sizeof bytes);
    size_t len = 32;
    CHECK(qila_hash(QILA_SHA256, bytes, 16, bytes + 15, &len) == QILA_ERROR_OVERLAP);
    CHECK(qila_hkdf(QILA_SHA256, bytes, 4, bytes + 8, 4, NULL, 0, bytes, 64) == QILA_ERROR_OVERLAP);
    qila_gcm_key *key = NULL;
    CHECK(qila_gcm_key_new(&key, bytes, 16) >= 0);
    CHECK(qila_gcm_seal_caller_iv(key, bytes, 12, bytes + 40, 4, bytes + 20, 24, bytes + 48, 16) == QILA_ERROR_OVERLAP);
    CHECK(qila_gcm_seal_caller_iv(key, bytes, 12, NULL, 0, bytes + 20, 24, bytes + 40, 16) == QILA_ERROR_OVERLAP);
    CHECK(qila_gcm_open(key, bytes, 12, NULL, 0, bytes + 8, 24, bytes + 48, 16) == QILA_ERROR_OVERLAP);
    qila_aes_key *aes = NULL;
    qila_cbc_encryptor *encryptor = NULL;
    qila_cbc_decryptor *decryptor = NULL;
    CHECK(qila_aes_key_new(&aes, bytes, 16) >= 0);
    CHECK(qila_cbc_encryptor_new(&encryptor, aes, bytes) >= 0 && qila_cbc_decryptor_new(&decryptor, aes, bytes) >= 0);
    CHECK(qila_cbc_encryptor_final_padded(encryptor, bytes, 15, bytes + 14, &len) == QILA_ERROR_OVERLAP);
    CHECK(qila_cbc_decryptor_final_padded(decryptor, bytes, 16, bytes, &len) == QILA_ERROR_OVERLAP);
    qila_cbc_encryptor_free(encryptor);
    qila_cbc_decryptor_free(decryptor);
    /* A fixed IV over the data, and an output over its own length. */
    CHECK(qila_aes_cbc_encrypt(aes, bytes + 1, bytes, 16) == QILA_ERROR_OVERLAP);
    CHECK(qila_aes_ctr(aes, bytes, bytes + 15, 32) == QILA_ERROR_OVERLAP);
    union {
        qila_ctr *handle;
        uint8_t counter[16];
    } place = {0};
    CHECK(qila_ctr_new(&place.handle, aes, place.counter) == QILA_ERROR_OVERLAP && !place.handle);
    qila_aes_key_free(aes);
    CHECK(is_all(bytes, sizeof bytes, 0xa5));
    union {
        size_t len;
        uint8_t bytes[64];
    } both;
    both.len = 32;
    CHECK(qila_hash(QILA_SHA256, bytes, 16, both.bytes, &both.len) == QILA_ERROR_OVERLAP && both.len == 32);
    CHECK(qila_hash(QILA_SHA256, both.bytes, 8, NULL, &both.len) == QILA_ERROR_OVERLAP && both.len == 32);
    /* Beside each other is apart. */
    struct {
        uint8_t bytes[32];
        size_t len;
    } beside = {{0}, 32};
    CHECK(qila_hash(QILA_SHA256, bytes, 16, beside.bytes, &beside.len) >= 0);
    qila_gcm_key_free(key);
}

static const uint8_t KEY[16] = {1, 2, 3};
static const uint8_t *const TEXT = (const uint8_t *)"message";
#define TEXT_LEN 7

/* One handle of each kind that takes a message in parts. */
static struct {
    qila_hasher *hasher;
    qila_hmac_message *hmac;
    qila_cmac_message *cmac;
    qila_kmac_message *kmac;
    qila_xof *xof;
    qila_tuple_hash *tuple;
    qila_parallel_hash *parallel;
    qila_ascon_xof *ascon;
} with;

static void begin(void) {
    qila_hmac_key *hmac = NULL;
    qila_cmac_key *cmac = NULL;
    qila_kmac_key *kmac = NULL;
    CHECK(qila_hasher_new(&with.hasher, QILA_SHA256) >= 0);
    CHECK(qila_hmac_key_new(&hmac, QILA_SHA256, KEY, 16) >= 0 && qila_hmac_message_new(&with.hmac, hmac) >= 0);
    CHECK(qila_cmac_key_new(&cmac, KEY, 16) >= 0 && qila_cmac_message_new(&with.cmac, cmac) >= 0);
    CHECK(qila_kmac_key_new(&kmac, QILA_SHAKE128, KEY, 16, NULL, 0) >= 0);
    CHECK(qila_kmac_message_new(&with.kmac, kmac) >= 0);
    CHECK(qila_xof_new(&with.xof, QILA_SHAKE128, NULL, 0) >= 0);
    CHECK(qila_tuple_hash_new(&with.tuple, QILA_SHAKE128, NULL, 0) >= 0);
    CHECK(qila_parallel_hash_new(&with.parallel, QILA_SHAKE128, 8, NULL, 0) >= 0);
    CHECK(qila_ascon_xof_new(&with.ascon) >= 0);
    qila_hmac_key_free(hmac);
    qila_cmac_key_free(cmac);
    qila_kmac_key_free(kmac);
}

/* Gives the message to each, which takes it or refuses. */
static void update(qila_status expected) {
    qila_status said[8] = {
        qila_hasher_update(with.hasher, TEXT, TEXT_LEN),       qila_hmac_message_update(with.hmac, TEXT, TEXT_LEN),
        qila_cmac_message_update(with.cmac, TEXT, TEXT_LEN),   qila_kmac_message_update(with.kmac, TEXT, TEXT_LEN),
        qila_xof_update(with.xof, TEXT, TEXT_LEN),             qila_tuple_hash_add(with.tuple, TEXT, TEXT_LEN),
        qila_parallel_hash_update(with.parallel, TEXT, TEXT_LEN), qila_ascon_xof_update(with.ascon, TEXT, TEXT_LEN),
    };
    for (int i = 0; i < 8; i++) CHECK(expected < 0 ? said[i] == expected : said[i] >= 0);
}

/* Ends each, or is refused each time. */
static void finish(uint8_t out[8][32], qila_status expected) {
    size_t hash_len = 32, hmac_len = 32;
    qila_status said[8] = {
        qila_hasher_final(with.hasher, out[0], &hash_len), qila_hmac_message_final(with.hmac, out[1], &hmac_len),
        qila_cmac_message_final(with.cmac, out[2], 16),    qila_kmac_message_final(with.kmac, out[3], 32),
        qila_xof_read(with.xof, out[4], 32),               qila_tuple_hash_final(with.tuple, out[5], 32),
        qila_parallel_hash_final(with.parallel, out[6], 32), qila_ascon_xof_read(with.ascon, out[7], 32),
    };
    for (int i = 0; i < 8; i++) {
        CHECK(expected < 0 ? said[i] == expected : said[i] >= 0);
        CHECK(is_all(out[i], 32, 0) == (expected < 0));
    }
}

static void end(void) {
    qila_hasher_free(with.hasher);
    qila_hmac_message_free(with.hmac);
    qila_cmac_message_free(with.cmac);
    qila_kmac_message_free(with.kmac);
    qila_xof_free(with.xof);
    qila_tuple_hash_free(with.tuple);
    qila_parallel_hash_free(with.parallel);
    qila_ascon_xof_free(with.ascon);
}

/* An end that is refused leaves the message, and the next try gives its value, not that of the empty message. */
static void refused_ends(void) {
    uint8_t expected[8][32] = {{0}}, empty[8][32] = {{0}}, out[8][32] = {{0}}, tag[33] = {0};
    begin();
    update(QILA_OK);
    finish(expected, QILA_OK);
    end();
    begin();
    finish(empty, QILA_OK);
    end();
    for (int i = 0; i < 8; i++) CHECK(memcmp(expected[i], empty[i], 32) != 0);
    begin();
    update(QILA_OK);
    /* Refused for their arguments. */
    qila_xof *none = (qila_xof *)tag;
    CHECK(qila_cmac_message_final(with.cmac, tag, 3) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_cmac_message_final(with.cmac, tag, 17) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_cmac_message_verify(with.cmac, tag, 3) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_hmac_message_verify(with.hmac, tag, 33) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_kmac_message_final(with.kmac, tag, 3) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_kmac_message_verify(with.kmac, tag, 3) == QILA_ERROR_TAG_LENGTH);
    CHECK(qila_kmac_message_xof(with.kmac, NULL) == QILA_ERROR_NULL);
    CHECK(qila_tuple_hash_xof(with.tuple, NULL) == QILA_ERROR_NULL);
    CHECK(qila_parallel_hash_xof(with.parallel, NULL) == QILA_ERROR_NULL);
    CHECK(qila_hasher_final_bits(with.hasher, 0, 8, tag, &(size_t){32}) == QILA_ERROR_PARAMETER);
    /* Refused by the policy. */
    CHECK(qila_set_profile("cnsa2") >= 0 && qila_set_policy(QILA_POLICY_APPROVED_ONLY) >= 0);
    finish(out, QILA_ERROR_REFUSED);
    CHECK(qila_hmac_message_verify(with.hmac, tag, 32) == QILA_ERROR_REFUSED);
    CHECK(qila_cmac_message_verify(with.cmac, tag, 16) == QILA_ERROR_REFUSED);
    CHECK(qila_kmac_message_verify(with.kmac, tag, 32) == QILA_ERROR_REFUSED);
    CHECK(qila_kmac_message_xof(with.kmac, &none) == QILA_ERROR_REFUSED && !none);
    CHECK(qila_tuple_hash_xof(with.tuple, &none) == QILA_ERROR_REFUSED);
    CHECK(qila_parallel_hash_xof(with.parallel, &none) == QILA_ERROR_REFUSED);
    CHECK(qila_set_profile("baseline112") >= 0 && qila_set_policy(QILA_POLICY_REPORT) >= 0);
    finish(out, QILA_OK);
    CHECK(memcmp(out, expected, sizeof out) == 0);
    end();
    /* A wrong tag is an answer, and ends the message. */
    begin();
    update(QILA_OK);
    CHECK(qila_hmac_message_verify(with.hmac, tag, 32) == QILA_ERROR_TAG_MISMATCH);
    CHECK(qila_cmac_message_verify(with.cmac, tag, 16) == QILA_ERROR_TAG_MISMATCH);
    CHECK(qila_kmac_message_verify(with.kmac, tag, 32) == QILA_ERROR_TAG_MISMATCH);
    memset(out, 0, sizeof out);
    finish(out, QILA_OK);
    CHECK(memcmp(out[1], empty[1], 3 * 32) == 0);
    end();
}

/* What only takes data is refused as everything else, where the policy refuses it, and takes nothing. */
static void refused_parts(void) {
    const qila_status refused = QILA_ERROR_REFUSED;
    uint8_t expected[8][32] = {{0}}, out[8][32] = {{0}}, bytes[16] = {0}, zeros[16] = {0};
    qila_aes_key *key = NULL;
    qila_cbc_encryptor *encryptor = NULL;
    qila_cbc_decryptor *decryptor = NULL;
    qila_ctr *ctr = NULL;
    qila_cfb *cfb = NULL;
    qila_ofb *ofb = NULL;
    begin();
    update(QILA_OK);
    finish(expected, QILA_OK);
    end();
    begin();
    update(QILA_OK);
    CHECK(qila_aes_key_new(&key, KEY, 16) >= 0 && qila_ctr_new(&ctr, key, KEY) >= 0 && qila_ofb_new(&ofb, key, KEY) >= 0);
    CHECK(qila_cbc_encryptor_new(&encryptor, key, KEY) >= 0 && qila_cbc_decryptor_new(&decryptor, key, KEY) >= 0);
    CHECK(qila_cfb_new_encrypt(&cfb, key, 128, KEY) >= 0);
    CHECK(qila_set_profile("cnsa2") >= 0 && qila_set_policy(QILA_POLICY_APPROVED_ONLY) >= 0);
    update(refused);
    CHECK(qila_cbc_encryptor_update(encryptor, bytes, 16) == refused);
    CHECK(qila_cbc_decryptor_update(decryptor, bytes, 16) == refused);
    CHECK(qila_ctr_apply(ctr, bytes, 16) == refused && qila_cfb_apply(cfb, bytes, 16) == refused);
    CHECK(qila_ofb_apply(ofb, bytes, 16) == refused && is_all(bytes, 16, 0));
    CHECK(qila_set_profile("baseline112") >= 0 && qila_set_policy(QILA_POLICY_REPORT) >= 0);
    finish(out, QILA_OK);
    CHECK(memcmp(out, expected, sizeof out) == 0);
    end();
    /* The key stream begins where it would have begun. */
    CHECK(qila_ctr_apply(ctr, bytes, 16) >= 0 && qila_aes_ctr(key, KEY, zeros, 16) >= 0);
    CHECK(memcmp(bytes, zeros, 16) == 0);
    qila_cbc_encryptor_free(encryptor);
    qila_cbc_decryptor_free(decryptor);
    qila_ctr_free(ctr);
    qila_cfb_free(cfb);
    qila_ofb_free(ofb);
    qila_aes_key_free(key);
}

static size_t taken;
static uint32_t noise = 1;

static int noisy(uint8_t *samples, size_t len) {
    taken += len;
    for (size_t i = 0; i < len; i++) {
        noise = noise * 1664525 + 1013904223;
        samples[i] = (uint8_t)(noise >> 24);
    }
    return 1;
}

static int as_noisy(uint8_t *samples, size_t len) { return noisy(samples, len); }

static int stuck(uint8_t *samples, size_t len) {
    memset(samples, 7, len);
    return 1;
}

/* Every source that is chosen has its start-up test of 1024 samples, also where the claim is that of the one before. */
static void sources_are_tested(void) {
    uint8_t out[16];
    qila_entropy_function sources[] = {noisy, as_noisy, as_noisy};
    for (int i = 0; i < 3; i++) {
        CHECK(qila_set_entropy_function(sources[i], 32) >= 0);
        taken = 0;
        CHECK(qila_random(out, sizeof out) >= 0 && taken > 1024);
    }
}

static int failures;

static void count_failures(const qila_notice *notice, void *context) {
    uint8_t byte;
    *(int *)context += notice->severity == QILA_SEVERITY_FAILURE;
    /* The lock of the generators is open when a health test has failed. */
    if (notice->severity == QILA_SEVERITY_FAILURE) {
        CHECK(qila_random(&byte, 1) == QILA_ERROR_STATE && qila_zeroize() >= 0);
    }
}

/* In the error state nothing is taken, given or said, and what was begun goes on after the restart as if nothing had been tried. */
static void error_state(void) {
    uint8_t expected[8][32] = {{0}}, out[8][32] = {{0}}, bytes[32] = {0};
    size_t len = 7;
    uint64_t number = 7;
    qila_hasher *copy = (qila_hasher *)bytes;
    qila_aes_key *key = NULL;
    qila_gcm_sealer *sealer = NULL;
    begin();
    update(QILA_OK);
    finish(expected, QILA_OK);
    end();
    begin();
    update(QILA_OK);
    CHECK(qila_aes_key_new(&key, KEY, 16) >= 0);
    CHECK(qila_gcm_sealer_new_tls13(&sealer, KEY, 16, bytes) >= 0);
    CHECK(qila_set_entropy_function(stuck, 32) >= 0);
    CHECK(qila_set_callback(count_failures, &failures) >= 0);
    CHECK(qila_random(bytes, 16) == QILA_ERROR_STATE && is_all(bytes, 32, 0));
    CHECK(failures == 2); /* the health test, and the state */
    CHECK(qila_set_callback(NULL, NULL) >= 0);
    CHECK(qila_state() == QILA_STATE_ERROR);
    update(QILA_ERROR_STATE);
    finish(out, QILA_ERROR_STATE);
    CHECK(qila_hasher_copy(&copy, with.hasher) == QILA_ERROR_STATE && !copy);
    CHECK(qila_hash(QILA_SHA256, TEXT, TEXT_LEN, NULL, &len) == QILA_ERROR_STATE);
    CHECK(qila_hasher_final(with.hasher, NULL, &len) == QILA_ERROR_STATE);
    CHECK(qila_hmac_message_final(with.hmac, NULL, &len) == QILA_ERROR_STATE);
    CHECK(qila_aes_cbc_encrypt_padded(key, bytes, TEXT, TEXT_LEN, NULL, &len) == QILA_ERROR_STATE);
    CHECK(qila_gcm_sealer_next_number(sealer, &number) == QILA_ERROR_STATE);
    CHECK(len == 7 && number == 7);
    /* What the module says of itself it says now most of all. */
    CHECK(qila_status_text(NULL, &len) >= 0 && len > 7);
    CHECK(strcmp(qila_failure(), "entropy health, repetition count") == 0);
    /* The broken source is still in use after a restart. It can be replaced where it led to, and only then a restart helps. */
    CHECK(qila_restart() >= 0 && !*qila_failure() && qila_random(bytes, 16) == QILA_ERROR_STATE);
    CHECK(qila_set_entropy_function(noisy, 32) >= 0 && qila_random(bytes, 16) == QILA_ERROR_STATE);
    CHECK(qila_restart() >= 0 && qila_random(bytes, 16) >= 0);
    /* So can every call that the crypto officer needs. */
    CHECK(qila_set_entropy_function(stuck, 32) >= 0 && qila_random(bytes, 16) == QILA_ERROR_STATE);
    CHECK(qila_set_policy(QILA_POLICY_REPORT) >= 0 && qila_set_profile("baseline112") >= 0 && qila_zeroize() >= 0);
    CHECK(qila_strerror(QILA_ERROR_STATE) != NULL && qila_state() == QILA_STATE_ERROR);
    CHECK(qila_set_entropy_source(QILA_ENTROPY_OPERATING_SYSTEM) >= 0 && qila_restart() >= 0);
    CHECK(qila_random(bytes, 16) >= 0 && qila_gcm_sealer_next_number(sealer, &number) >= 0 && number == 0);
    finish(out, QILA_OK);
    CHECK(memcmp(out, expected, sizeof out) == 0);
    end();
    qila_aes_key_free(key);
    qila_gcm_sealer_free(sealer);
}

int main(void) {
    null_pointers();
    short_buffers();
    wrong_parameters();
    overlaps();
    refused_ends();
    refused_parts();
    sources_are_tested();
    error_state();
    puts("every mistake is answered");
    return 0;
}
