/* After a fork the child refuses what would repeat an IV, a key stream or a count, and the parent goes on. */
#define _POSIX_C_SOURCE 200809L
#include <qila.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                              \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

enum { SEQUENCE, RANDOM_IV, CALLER_IV, GMAC, CTR, OFB, CFB, CBC, REFUSING, OPEN = REFUSING, READ, DRBG, HANDLES };

static const uint8_t key[32] = {7}, iv[16] = {1};
static qila_gcm_sealer *sealer;
static qila_gcm_key *gcm, *sealed_outside;
static qila_gmac_key *gmac;
static qila_ctr *ctr;
static qila_ofb *ofb;
static qila_cfb *cfb, *cfb_reader;
static qila_cbc_encryptor *cbc;
static qila_drbg *drbg;
static qila_rng *rng;
static uint8_t message[16], message_tag[16];

/* What each handle says and gives. */
struct said {
    qila_status status[HANDLES];
    uint8_t data[HANDLES][16];
};

static void make(void) {
    qila_aes_key *aes;
    uint8_t message_iv[12] = {9};
    CHECK(qila_aes_key_new(&aes, key, 32) >= 0 && qila_rng_new(&rng) >= 0);
    CHECK(qila_gcm_sealer_new_counter(&sealer, key, 32, iv, 4) >= 0);
    CHECK(qila_gcm_key_new(&gcm, key, 32) >= 0 && qila_gcm_key_new(&sealed_outside, key, 32) >= 0);
    CHECK(qila_gmac_key_new(&gmac, key, 32, 16) >= 0);
    CHECK(qila_ctr_new(&ctr, aes, iv) >= 0 && qila_ofb_new(&ofb, aes, iv) >= 0);
    CHECK(qila_cfb_new_encrypt(&cfb, aes, 128, iv) >= 0 && qila_cfb_new_decrypt(&cfb_reader, aes, 128, iv) >= 0);
    CHECK(qila_cbc_encryptor_new(&cbc, aes, iv) >= 0);
    CHECK(qila_drbg_new(&drbg, QILA_CTR_DRBG_AES256, QILA_SHA256, NULL, 0, 0) >= 0);
    qila_aes_key_free(aes);
    CHECK(qila_gcm_seal_caller_iv(sealed_outside, message_iv, 12, NULL, 0, message, 16, message_tag, 16) >= 0);
}

static void use(struct said *said) {
    uint8_t new_iv[12], tag[16], message_iv[12] = {9};
    memset(said, 0, sizeof *said);
    said->status[SEQUENCE] = qila_gcm_sealer_seal(sealer, NULL, 0, said->data[SEQUENCE], 16, new_iv, 12, tag, 16);
    said->status[RANDOM_IV] = qila_gcm_seal_random_iv(gcm, rng, NULL, 0, said->data[RANDOM_IV], 16, new_iv, 12, tag, 16);
    said->status[CALLER_IV] = qila_gcm_seal_caller_iv(sealed_outside, iv, 12, NULL, 0, said->data[CALLER_IV], 16, tag, 16);
    said->status[GMAC] = qila_gmac_random_iv(gmac, rng, key, 32, new_iv, 12, said->data[GMAC], 16);
    said->status[CTR] = qila_ctr_apply(ctr, said->data[CTR], 16);
    said->status[OFB] = qila_ofb_apply(ofb, said->data[OFB], 16);
    said->status[CFB] = qila_cfb_apply(cfb, said->data[CFB], 16);
    said->status[CBC] = qila_cbc_encryptor_update(cbc, said->data[CBC], 16);
    memcpy(said->data[OPEN], message, 16);
    said->status[OPEN] = qila_gcm_open(gcm, message_iv, 12, NULL, 0, said->data[OPEN], 16, message_tag, 16);
    said->status[READ] = qila_cfb_apply(cfb_reader, said->data[READ], 16);
    said->status[DRBG] = qila_drbg_generate(drbg, NULL, 0, said->data[DRBG], 16);
}

int main(void) {
    static const uint8_t zeros[16];
    struct said before, parent, child;
    int ends[2], status, i;
    make();
    use(&before);
    CHECK(pipe(ends) == 0);
    switch (fork()) {
    case -1: CHECK(0); break;
    case 0: use(&child); _exit(write(ends[1], &child, sizeof child) != (ssize_t)sizeof child);
    default: break;
    }
    use(&parent);
    CHECK(read(ends[0], &child, sizeof child) == (ssize_t)sizeof child);
    CHECK(wait(&status) > 0 && status == 0);
    for (i = 0; i < HANDLES; i++) {
        CHECK(before.status[i] >= 0 && parent.status[i] >= 0);
        if (i < REFUSING) {
            CHECK(child.status[i] == QILA_ERROR_KEY_EXHAUSTED && memcmp(child.data[i], zeros, 16) == 0);
            CHECK(i == CALLER_IV || memcmp(before.data[i], parent.data[i], 16) != 0);
        } else {
            CHECK(child.status[i] >= 0 && (memcmp(child.data[i], parent.data[i], 16) == 0) == (i != DRBG));
        }
    }
    qila_gcm_sealer_free(sealer);
    qila_gcm_key_free(gcm);
    qila_gcm_key_free(sealed_outside);
    qila_gmac_key_free(gmac);
    qila_ctr_free(ctr);
    qila_ofb_free(ofb);
    qila_cfb_free(cfb);
    qila_cfb_free(cfb_reader);
    qila_cbc_encryptor_free(cbc);
    qila_drbg_free(drbg);
    qila_rng_free(rng);
    puts("no copy goes on");
    return 0;
}
