/* Flips bits of the library this program is linked with, in memory, and looks whether a self-test sees what an output shows.
 *
 * flips SEED STRIDE START SIZE [START SIZE]...: of each range, an address of the file and a size, one bit of every STRIDE-th
 * byte. Each flip lives in a child of its own. It does harm if any service gives another output than before: another value,
 * or success where there was none. A service that refuses, a crash and an endless loop give nothing wrong. Harm that all
 * self-tests pass over is a finding: a line with the address and the service. The last line is the count of flips, of those
 * that did harm, and of findings.
 *
 * The library is not sealed, so no integrity test is in the way.
 */
#define _GNU_SOURCE /* dladdr */
#include <qila.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the calls gave, in their order. */
struct output {
    const char *call;
    int line;
    qila_status status;
    uint8_t bytes[1024];
};
static struct output outputs[2000], before[2000];
static size_t count;

static uint8_t zeros[1024], counting[1024], out[1024];
static size_t out_len;

static void note(const char *call, int line, qila_status status) {
    if (count == sizeof outputs / sizeof *outputs) abort();
    struct output *output = &outputs[count++];
    output->call = call;
    output->line = line;
    output->status = status;
    memcpy(output->bytes, out, sizeof out);
}
/* A call that writes to `out`. */
#define GIVES(call) (memset(out, 0, sizeof out), out_len = sizeof out, note(#call, __LINE__, (call)))
/* A call that changes `out`, where a message lies. */
#define CHANGES(call) (memcpy(out, counting, sizeof out), note(#call, __LINE__, (call)))
/* A call that changes what the call before left there. */
#define AND_BACK(call) note(#call, __LINE__, (call))
/* A call that makes a handle. */
#define MAKES(call) (memset(out, 0, sizeof out), note(#call, __LINE__, (call)))

static const uint8_t *const C = counting;
#define TEXT(text) (const uint8_t *)(text), sizeof(text) - 1
/* Lengths that reach every part of a kernel: many blocks, and not whole ones. */
enum { SHORT = 61, LONG = 16 * 37, UNEVEN = 16 * 41 + 7 };

#include "flips/calls.c"

static void others(void) {
    qila_xts_key *xts = NULL;
    qila_chacha20_poly1305_key *chacha = NULL;
    qila_ascon_xof *xof = NULL;
    qila_ascon_aead128_key *ascon = NULL;
    for (size_t size = 32; size <= 64; size *= 2) {
        MAKES(qila_xts_key_new(&xts, C, size));
        CHANGES(qila_xts_encrypt(xts, C, out, UNEVEN));
        CHANGES(qila_xts_decrypt(xts, C, out, UNEVEN));
        CHANGES(qila_xts_encrypt_units(xts, 7, 512, out, 1024));
        CHANGES(qila_xts_decrypt_units(xts, 7, 512, out, 1024));
        qila_xts_key_free(xts);
    }
    MAKES(qila_chacha20_poly1305_key_new(&chacha, C, 32));
    CHANGES(qila_chacha20_poly1305_seal(chacha, C, 12, C, 20, out, SHORT, TAG, 16));
    CHANGES(qila_chacha20_poly1305_seal(chacha, C, 12, C, 20, out, 999, TAG, 16));
    AND_BACK(qila_chacha20_poly1305_open(chacha, C, 12, C, 20, out, 999, TAG, 16));
    CHANGES(qila_chacha20_poly1305_open(chacha, C, 12, C, 20, out, SHORT, zeros, 16));
    qila_chacha20_poly1305_key_free(chacha);
    GIVES(qila_ascon_hash256(C, 100, out, 32));
    MAKES(qila_ascon_xof_new(&xof));
    MAKES(qila_ascon_xof_update(xof, C, 100));
    GIVES(qila_ascon_xof_read(xof, out, 100));
    qila_ascon_xof_free(xof);
    MAKES(qila_ascon_xof_new_customized(&xof, TEXT("customization")));
    MAKES(qila_ascon_xof_update(xof, C, 100));
    GIVES(qila_ascon_xof_read(xof, out, 100));
    qila_ascon_xof_free(xof);
    for (size_t tag = 8; tag <= 16; tag += 8) {
        MAKES(qila_ascon_aead128_key_new(&ascon, C, 16, tag));
        CHANGES(qila_ascon_aead128_seal(ascon, C, 16, C, 20, out, UNEVEN, TAG, tag));
        AND_BACK(qila_ascon_aead128_open(ascon, C, 16, C, 20, out, UNEVEN, TAG, tag));
        CHANGES(qila_ascon_aead128_open(ascon, C, 16, C, 20, out, SHORT, zeros, tag));
        qila_ascon_aead128_key_free(ascon);
    }
    GIVES(qila_snmp_kdf(TEXT("a password"), TEXT("engine identifier"), out, 20));
}

/* Not random, but the health tests see no fault in it, and it says the same in every process. */
static uint32_t sample;
static int32_t samples(uint8_t *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        sample = sample * 1664525 + 1013904223;
        bytes[i] = (uint8_t)(sample >> 24);
    }
    return 1;
}

static void generators(void) {
    sample = 1;
    MAKES(qila_set_entropy_function(samples, 32));
    for (qila_drbg_mechanism mechanism = QILA_CTR_DRBG_AES128; mechanism <= QILA_HASH_DRBG; mechanism++)
        for (qila_hash_algorithm hash = QILA_SHA224; hash <= QILA_SHA3_512; hash++) {
            qila_drbg *drbg = NULL;
            uint32_t asked = sample;
            size_t first = count;
            if (mechanism <= QILA_CTR_DRBG_AES256_NO_DF && hash != QILA_SHA224) continue;
            MAKES(qila_drbg_new(&drbg, mechanism, hash, TEXT("name"), hash % 2));
            GIVES(qila_drbg_generate(drbg, NULL, 0, out, 32));
            GIVES(qila_drbg_generate(drbg, TEXT("more"), out, 300));
            MAKES(qila_drbg_reseed(drbg, TEXT("additional")));
            GIVES(qila_drbg_generate(drbg, NULL, 0, out, 16));
            qila_drbg_free(drbg);
            /* If another source was asked the answers are random, as they should be. */
            if (asked == sample) memcpy(&outputs[first], &before[first], (count - first) * sizeof *outputs);
        }
}

static void use_all(void) {
    count = 0;
    for (qila_hash_algorithm a = QILA_SHA224; a <= QILA_SHA3_512; a++) {
        hashes(a);
        derivations(a);
        protocols(a);
    }
    sponges(QILA_SHAKE128);
    sponges(QILA_SHAKE256);
    for (size_t size = 16; size <= 32; size += 8) {
        ciphers(size);
        codes(size);
        sealed_by_gcm(size);
        sealed(size);
        if (size != 24) keys_that_leave(size);
    }
    encapsulation(QILA_ML_KEM_512, 768);
    encapsulation(QILA_ML_KEM_768, 1088);
    encapsulation(QILA_ML_KEM_1024, 1568);
    for (qila_signature_algorithm a = QILA_ML_DSA_44; a <= QILA_ML_DSA_87; a++) signatures(a);
    signatures_on(QILA_ED25519, 32, QILA_SHA512);
    signatures_on(QILA_ED448, 57, QILA_PRE_HASH_SHAKE256);
    agreement(QILA_X25519, 32);
    agreement(QILA_X448, 56);
    others();
    generators();
}

/* The first output that is wrong, or none. */
static const struct output *harmed(void) {
    for (size_t i = 0; i < count; i++)
        if (outputs[i].status >= 0 &&
            (before[i].status < 0 || memcmp(outputs[i].bytes, before[i].bytes, sizeof out) != 0))
            return &outputs[i];
    return NULL;
}

enum { NO_HARM, SEEN, FINDING };

/* In a child: flips, and looks. */
static int look(uint8_t *byte, uint8_t bit) {
    long page = sysconf(_SC_PAGESIZE);
    void *start = (void *)((uintptr_t)byte & ~(uintptr_t)(page - 1));
    if (mprotect(start, (size_t)page, PROT_READ | PROT_WRITE | PROT_EXEC)) abort();
    *byte ^= bit;
    alarm(10);
    use_all();
    const struct output *output = harmed();
    if (!output) return NO_HARM;
    if (qila_restart() < 0 || qila_self_test() < 0) return SEEN;
    printf("%s (line %d)", output->call, output->line);
    fflush(stdout);
    return FINDING;
}

int main(int argc, char **argv) {
    Dl_info library;
    if (argc < 5 || argc % 2 == 0 || !dladdr((void *)(uintptr_t)&qila_hash, &library)) return 1;
    for (size_t i = 0; i < sizeof counting; i++) counting[i] = (uint8_t)(i * 7 + 1);
    unsigned long seed = strtoul(argv[1], NULL, 0), stride = strtoul(argv[2], NULL, 0);
    unsigned long flips = 0, harm = 0, findings = 0;
    use_all();
    memcpy(before, outputs, sizeof outputs);
    use_all();
    if (qila_self_test() < 0) return 1;
    for (size_t i = 0; i < count; i++)
        if (memcmp(&before[i], &outputs[i], sizeof *outputs) != 0) {
            printf("%s (line %d) does not give the same twice\n", outputs[i].call, outputs[i].line);
            return 1;
        }
    for (int range = 3; range < argc; range += 2) {
        uint8_t *start = (uint8_t *)library.dli_fbase + strtoul(argv[range], NULL, 0);
        unsigned long size = strtoul(argv[range + 1], NULL, 0);
        for (unsigned long i = seed % stride; i < size; i += stride, flips++) {
            uint8_t bit = (uint8_t)(1 << (i * 5 + i / stride + seed) % 8);
            fflush(stdout);
            pid_t child = fork();
            if (child == 0) {
                if (!freopen("/dev/null", "w", stderr)) abort(); /* a service may crash */
                _exit(look(start + i, bit));
            }
            int status;
            if (child < 0 || waitpid(child, &status, 0) != child) return 1;
            int result = WIFEXITED(status) ? WEXITSTATUS(status) : SEEN;
            harm += result != NO_HARM;
            findings += result == FINDING;
            if (result == FINDING)
                printf(" 0x%lx bit 0x%x\n", (unsigned long)(start + i - (uint8_t *)library.dli_fbase), bit);
        }
    }
    printf("%lu flips, %lu did harm, %lu findings\n", flips, harm, findings);
    return 0;
}
