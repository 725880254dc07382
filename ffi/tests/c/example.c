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

/* The one reason why a sealed library may say "not approved" here. */
static const char *reason_allowed = "initialization vector";

/* Done, approved or not: a library that was never sealed has no approved service. */
static void done(qila_status status, int line) {
    if (status < 0) {
        fprintf(stderr, "line %d: %s\n", line, qila_strerror(status));
        exit(1);
    }
    CHECK(status == QILA_OK || strlen(qila_reason()) > 0);
    CHECK(status == QILA_OK || !qila_is_sealed() || strstr(qila_reason(), reason_allowed));
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

#include "example/hashes.c"
#include "example/ciphers.c"
#include "example/sealing.c"
#include "example/streams.c"
#include "example/derivations.c"
#include "example/agreement.c"
#include "example/encapsulation.c"
#include "example/signature.c"
#include "example/stateful.c"
#include "example/key_files.c"
#include "example/ecdsa.c"
#include "example/eddsa.c"
#include "example/rsa.c"
#include "example/encryption.c"
#include "example/dsa.c"
#include "example/ffdh.c"
#include "example/random.c"

/* What the callback was told: how much of each kind, and the last of them. */
static struct {
    int count[QILA_NOTICE_OTHER + 1];
    qila_notice last;
    char name[200], text[200];
    uint8_t busy;
} told;

static void take_notice(const qila_notice *notice, void *context) {
    uint8_t out[32];
    size_t len = sizeof out;
    CHECK(context == &told && !told.busy && notice->kind <= QILA_NOTICE_OTHER);
    told.busy = 1;
    told.count[notice->kind]++;
    told.last = *notice;
    snprintf(told.name, sizeof told.name, "%s", notice->name);
    snprintf(told.text, sizeof told.text, "%s", notice->text);
    /* It may call the module, and is not told what it causes: here another refusal, but no power-on. */
    if (notice->kind != QILA_NOTICE_STATE && qila_state() == QILA_STATE_OPERATIONAL)
        (qila_hmac)(QILA_SHA256, (const uint8_t *)"key", 3, NULL, 0, out, &len); /* no macro measures it */
    told.busy = 0;
}

static void notices(void) {
    uint8_t key[4] = {0};
    size_t len;
    DONE(qila_set_callback(take_notice, &told));
    CHECK(qila_set_policy(QILA_POLICY_APPROVED_ONLY) >= 0);
    CHECK(told.count[QILA_NOTICE_SETTING] == 1 && strcmp(told.name, "approved only") == 0);
    CHECK(told.last.severity == QILA_SEVERITY_CHANGE);
    CHECK(qila_hmac(QILA_SHA256, key, 4, key, 0, NULL, &len) == QILA_ERROR_REFUSED);
    CHECK(told.count[QILA_NOTICE_REFUSED] == 1 && told.last.severity == QILA_SEVERITY_WARNING);
    CHECK(strcmp(told.name, qila_reason()) == 0);
    CHECK(strcmp(told.name, qila_is_sealed() ? "the key is shorter than the policy asks" : "the module image was never sealed") == 0);
    CHECK(strstr(told.text, told.name) != NULL);
    CHECK(qila_set_policy(QILA_POLICY_REPORT) >= 0);
    DONE(qila_self_test_one("AES-GCM"));
    CHECK(told.count[QILA_NOTICE_TEST] == 1 && strcmp(told.name, "AES-GCM") == 0 && told.last.passed == 1);
    CHECK(told.last.severity == QILA_SEVERITY_ROUTINE);
    DONE(qila_restart());
    CHECK(told.count[QILA_NOTICE_STATE] == 3 && strcmp(told.name, "operational") == 0);
    CHECK(told.count[QILA_NOTICE_OTHER] == 1); /* the restart */
    DONE(qila_zeroize());
    CHECK(told.count[QILA_NOTICE_OTHER] == 2);
    DONE(qila_set_callback(NULL, NULL));
    DONE(qila_zeroize());
    CHECK(told.count[QILA_NOTICE_OTHER] == 2);
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
    cmac();
    authentication_and_derivation();
    encryption();
    end_of_parts();
    feedback();
    stealing_and_formats();
    storage(rng);
    wrapping();
    keys_that_leave();
    authenticated_encryption(rng);
    gmac(rng);
    short_tags(rng);
    streams(rng);
    openers_that_count();
    copies_of_messages();
    ccm();
    ascon();
    chacha20_poly1305();
    passwords_and_packets();
    keys_of_keys();
    one_step();
    key_confirmation();
    tls();
    ssh_and_ike();
    encapsulation(rng);
    signature(rng);
    sign_with_state(rng);
    key_files(rng);
    ecdsa(rng);
    rsa(rng);
    encryption_of_keys(rng);
    dsa(rng);
    ffdh(rng);
    eddsa(rng);
    agreement(rng);
    random_keys(rng);
    random_sealing_keys(rng);
    randomness(rng);
    administration();
    notices();
    qila_rng_free(rng);
    puts("every service works");
    return 0;
}
