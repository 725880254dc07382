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
    CHECK(qila_rng_fill(NULL, out, 32) == QILA_ERROR_NULL);
    CHECK(qila_random(NULL, 32) == QILA_ERROR_NULL);
    CHECK(qila_set_entropy_function(NULL, 8) == QILA_ERROR_NULL);
    CHECK(qila_self_test_one(NULL) == QILA_ERROR_NULL);
    CHECK(qila_self_test_log(0, NULL) == QILA_ERROR_NULL);
    qila_aes_key *key = (qila_aes_key *)out;
    CHECK(qila_aes_key_new(&key, NULL, 16) == QILA_ERROR_NULL && key == NULL);
    CHECK(is_all(out, 32, 0xa5));
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
    CHECK(is_all(bytes, sizeof bytes, 0xa5));
    qila_gcm_key_free(key);
}

int main(void) {
    null_pointers();
    short_buffers();
    wrong_parameters();
    overlaps();
    puts("every mistake is answered");
    return 0;
}
