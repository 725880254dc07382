/* The C interface of the Qila cryptographic module. Printed from the tables of ffi/src.
 *
 * Conventions
 *   Status    Every function that does something returns a qila_status: QILA_OK (0), done by an
 *             approved service; QILA_NOT_APPROVED (1), done by a service that is not approved, and
 *             qila_reason() says why; negative, not done, and qila_strerror() says why. Test for
 *             failure by `status < 0`.
 *   Errors    Every function may return QILA_ERROR_STATE, QILA_ERROR_REFUSED, QILA_ERROR_NULL and
 *             QILA_ERROR_OVERLAP; one with `out_len` as a pointer QILA_ERROR_BUFFER_TOO_SMALL; one
 *             that makes a handle QILA_ERROR_NO_MEMORY; one that draws random bits
 *             QILA_ERROR_ENTROPY; one that takes the number of an algorithm or the like
 *             QILA_ERROR_PARAMETER. The others are named at the function.
 *   Output    An output of variable length is `uint8_t *out, size_t *out_len`: *out_len is the
 *             room when you call and the length afterwards. With out == NULL only the length is
 *             said. Outputs with `size_t out_len` are filled whole. When a call is not done, its
 *             outputs are unchanged or zero.
 *   Pointers  NULL is allowed where the length beside it is 0, as `out` when a length is asked
 *             for, and in every free function. Elsewhere it gives QILA_ERROR_NULL, also when only
 *             a length is asked for.
 *   Overlap   No output may overlap another argument: not the room of `out`, not `out_len`, not
 *             data that are worked on in place, nor the place of a handle. Otherwise the call
 *             gives QILA_ERROR_OVERLAP.
 *   Handles   qila_x_new() makes a handle and qila_x_free() wipes and frees it. After every
 *             failure the place of a new handle is NULL. A handle must not be freed while another
 *             thread uses it.
 *   Threads   How many threads may use a handle at a time is written at its type. Functions that
 *             take no handle may be called by any thread at any time.
 *   Messages  Where a handle is ready for the next message after a call, it is so when the call
 *             was done, and after QILA_ERROR_TAG_MISMATCH. After every other error it holds its
 *             message as before, and the call can come again.
 *   State     In the error state everything that works on data, keys or randomness returns
 *             QILA_ERROR_STATE, also what only takes data or says a length, unless an argument is
 *             refused first. Nothing is taken and nothing given.
 *   Fork      In the child of a fork generators are seeded anew. What would repeat an IV, a key
 *             stream or a count refuses there with QILA_ERROR_KEY_EXHAUSTED: GCM and GMAC handles
 *             made before the fork that seal, or that open with tags of 4 or 8 bytes; qila_ctr;
 *             qila_ofb; and qila_cfb and qila_cbc_encryptor that encrypt. All other handles work
 *             on both sides.
 *   Stack     A call needs at most 16 KiB of stack, or what its own comment says, also at the first
 *             use of an algorithm after power-on or qila_restart(), which runs its self-test.
 *             (Measured on x86-64 Linux.)
 *   Examples  In the examples below `status` is a qila_status; `key`, `data`, `iv` and other names
 *             that are not declared there are your own.
 */

#ifndef QILA_H
#define QILA_H

#include <stddef.h>
#include <stdint.h>

/* The version that this header belongs to; qila_version() says that of the library. */
#define QILA_VERSION_MAJOR 0
#define QILA_VERSION_MINOR 1
#define QILA_VERSION_PATCH 0
#define QILA_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/* -------------------------------------------------------------------------------------------------
 * Status
 *
 * What functions return, and its words.
 *
 *     if (status < 0) fprintf(stderr, "not done: %s\n", qila_strerror(status));
 *     if (status == QILA_NOT_APPROVED) fprintf(stderr, "not approved: %s\n", qila_reason());
 */

/* What every function returns that does something. */
typedef int32_t qila_status;

/* Done, by an approved service. */
#define QILA_OK 0
/* Done, by a service that is not approved; qila_reason() says why. */
#define QILA_NOT_APPROVED 1
/* A self-test, an integrity test or a health test has failed; nothing is done until
 * qila_restart(). */
#define QILA_ERROR_STATE (-1)
/* The policy refuses services that are not approved, and this one, with these parameters, is
 * not; qila_reason() says why. */
#define QILA_ERROR_REFUSED (-2)
/* The key is not of a length that the algorithm takes. */
#define QILA_ERROR_KEY_LENGTH (-3)
/* The nonce or IV is not of a length that the algorithm takes. */
#define QILA_ERROR_IV_LENGTH (-4)
/* The tag is not of the length that the key or the algorithm takes. */
#define QILA_ERROR_TAG_LENGTH (-5)
/* The input is not a whole number of blocks, or not of the length asked for. */
#define QILA_ERROR_INPUT_LENGTH (-6)
/* The input is longer than the standard allows. */
#define QILA_ERROR_INPUT_TOO_LONG (-7)
/* More output was asked for than the standard allows. */
#define QILA_ERROR_OUTPUT_TOO_LONG (-8)
/* The output buffer is too small; the length that is needed stands in its length. */
#define QILA_ERROR_BUFFER_TOO_SMALL (-9)
/* The padding of a decrypted message is wrong. */
#define QILA_ERROR_PADDING (-10)
/* The tag does not belong to the data. */
#define QILA_ERROR_TAG_MISMATCH (-11)
/* The key or its nonces are used up. */
#define QILA_ERROR_KEY_EXHAUSTED (-12)
/* A parameter is outside what the service takes. */
#define QILA_ERROR_PARAMETER (-13)
/* The generator does not have the strength asked for. */
#define QILA_ERROR_STRENGTH (-14)
/* The generator must be reseeded first. */
#define QILA_ERROR_RESEED (-15)
/* No entropy can be had at the moment. */
#define QILA_ERROR_ENTROPY (-16)
/* The module image was never sealed, and the operation needs that. */
#define QILA_ERROR_NOT_SEALED (-17)
/* No self-test of that name exists. */
#define QILA_ERROR_UNKNOWN_SELF_TEST (-18)
/* A pointer is NULL where it must not be. */
#define QILA_ERROR_NULL (-19)
/* An output overlaps another argument. */
#define QILA_ERROR_OVERLAP (-20)
/* There is no memory for a handle. */
#define QILA_ERROR_NO_MEMORY (-21)
/* The key is none that its algorithm can make. */
#define QILA_ERROR_KEY (-22)
/* The signature is not that of the message by the key's holder. */
#define QILA_ERROR_SIGNATURE (-23)
/* An error that this interface has no number for. */
#define QILA_ERROR_OTHER (-99)

/* What a status means, in a sentence. The text is good until the thread's next call of this
 * function. */
const char *qila_strerror(qila_status status);

/* Why the last call of this thread that returned QILA_NOT_APPROVED or QILA_ERROR_REFUSED was not
 * approved, in a sentence; empty if there was none. The text is good until the thread's next
 * call of this function. */
const char *qila_reason(void);

/* -------------------------------------------------------------------------------------------------
 * The module as a whole: status, self-tests, policy, restart, zeroization
 *
 * These functions answer in the error state, too.
 *
 *     status = qila_set_policy(QILA_POLICY_APPROVED_ONLY);
 *     if (qila_state() == QILA_STATE_ERROR) status = qila_restart();
 *     printf("%s, certificate: %s\n", qila_version(), qila_certificate());
 */

/* An entry of the log of self-tests. */
typedef struct qila_log_entry {
    /* What happened; the text is good until the thread's next call of qila_self_test_log(). */
    const char *name;
    /* 1 if it passed, else 0. */
    int32_t passed;
    /* How long it took. */
    uint32_t microseconds;
} qila_log_entry;

/* Services that are not approved are done, and return QILA_NOT_APPROVED. */
#define QILA_POLICY_REPORT 0
/* Services that are not approved are refused with QILA_ERROR_REFUSED. */
#define QILA_POLICY_APPROVED_ONLY 1
/* Loaded, nothing tested. */
#define QILA_STATE_POWER_OFF 0
/* The pre-operational tests are running. */
#define QILA_STATE_SELF_TEST 1
/* Services are given. */
#define QILA_STATE_OPERATIONAL 2
/* A test has failed. */
#define QILA_STATE_ERROR 3

/* Runs the pre-operational tests, which the shared library has done when it was loaded. */
qila_status qila_power_on(void);

/* Runs the integrity test and every algorithm self-test: the periodic self-test. Stack: 128 KiB. */
qila_status qila_self_test(void);

/* Runs the self-test of that name. Stack: 128 KiB.
 * Errors: QILA_ERROR_UNKNOWN_SELF_TEST. */
qila_status qila_self_test_one(const char *name);

/* A power cycle without a reboot, the only way out of the error state. */
qila_status qila_restart(void);

/* Zeroizes what the module itself holds and this call can reach: the root generator and the
 * calling thread's generator behind qila_random(). The generators of other threads give nothing
 * more from their present state. It is wiped at their next random byte, which seeds them anew,
 * or when their thread ends. Handles are wiped when freed. */
qila_status qila_zeroize(void);

/* Overwrites `len` bytes at `data` with zeros, which no compiler leaves out: for keys, secrets
 * and plaintexts of the caller. */
qila_status qila_wipe(uint8_t *data, size_t len);

/* To be called where the memory of this process may have come to life a second time: after a
 * virtual machine was cloned or resumed from a snapshot, which the module cannot see. Does what
 * qila_zeroize() does. Handles that were made before refuse what they refuse in the child of a
 * fork. */
qila_status qila_after_restore(void);

/* Chooses what becomes of services that are not approved: QILA_POLICY_REPORT or
 * QILA_POLICY_APPROVED_ONLY.
 * Errors: QILA_ERROR_PARAMETER, no such policy. */
qila_status qila_set_policy(uint32_t policy);

/* Chooses the rules by which services are approved: "baseline112", "strict128", "cnsa2" or
 * "pakistan".
 * Errors: QILA_ERROR_PARAMETER, no such rules. */
qila_status qila_set_profile(const char *name);

/* The state of the module: one of QILA_STATE_POWER_OFF to QILA_STATE_ERROR. */
uint32_t qila_state(void);

/* What failed first and led to the error state: "integrity", the name of a self-test, a health
 * test of the entropy source, "pairwise consistency" or "image not sealed"; empty where nothing
 * failed. The text is good until the thread's next call of this function. */
const char *qila_failure(void);

/* 1 if the image of the module was sealed, so that its integrity is tested; else 0. */
int32_t qila_is_sealed(void);

/* What the module says of itself, as text without a zero at its end. */
qila_status qila_status_text(uint8_t *out, size_t *out_len);

/* The name and version of the module. The text is good until the thread's next call of this
 * function. */
const char *qila_version(void);

/* The standing of the module with a validation programme. The text is good until the thread's
 * next call of this function. */
const char *qila_certificate(void);

/* The entry of that number, counted from the oldest that is kept, goes to `*entry`.
 * Errors: QILA_ERROR_PARAMETER, there are no more. */
qila_status qila_self_test_log(size_t number, qila_log_entry *entry);

/* -------------------------------------------------------------------------------------------------
 * Notices: what the module tells while it works
 *
 * Tests that pass or fail, changes of state, policy, profile and source, refusals, a lack of
 * entropy. For a log, an alarm or a counter.
 *
 *     if (notice->severity >= QILA_SEVERITY_WARNING) fprintf((FILE *)context, "qila: %s\n", notice->text);
 */

/* Something that has happened in the module. Its texts are good until the callback returns. */
typedef struct qila_notice {
    /* What it is: one of QILA_NOTICE_TEST to QILA_NOTICE_OTHER. */
    uint32_t kind;
    /* How much it matters: one of QILA_SEVERITY_ROUTINE to QILA_SEVERITY_FAILURE. */
    uint32_t severity;
    /* What it is about: the name of a test, state, policy, profile or source, the reason of a refusal. */
    const char *name;
    /* All of it in a sentence. */
    const char *text;
    /* Of a test: 1 if it passed, else 0. */
    int32_t passed;
    /* Of a test: how long it took. */
    uint32_t microseconds;
} qila_notice;

/* Takes a notice, in the thread whose call causes it, before that call returns. Several threads may
 * be in it at once. It may call the module: no lock is held, and what it causes itself is not told.
 * It must return, not jump out or throw. */
typedef void (*qila_callback)(const qila_notice *notice, void *context);

/* A test has passed or failed. */
#define QILA_NOTICE_TEST 0
/* The module has entered a state. */
#define QILA_NOTICE_STATE 1
/* The policy has refused a service. */
#define QILA_NOTICE_REFUSED 2
/* A setting has changed: policy, profile, source of entropy or what is asked of it. */
#define QILA_NOTICE_SETTING 3
/* No entropy can be had at the moment. */
#define QILA_NOTICE_NO_ENTROPY 4
/* Something else; its text says what. */
#define QILA_NOTICE_OTHER 5
/* As always: a test has passed. */
#define QILA_SEVERITY_ROUTINE 0
/* A change that somebody made. */
#define QILA_SEVERITY_CHANGE 1
/* A service was not done: refused, or without entropy. */
#define QILA_SEVERITY_WARNING 2
/* A test has failed. */
#define QILA_SEVERITY_FAILURE 3

/* Has `callback` told what happens from now on, with `context`; NULL: nobody. A thread that is
 * about to tell may still call the one that was set before, so that its context must stay. Each
 * call keeps a few bytes to the end of the process. What was before stands in
 * qila_self_test_log(). It needs the stack of the callback wherever a call may tell.
 * Errors: QILA_ERROR_NO_MEMORY. */
qila_status qila_set_callback(qila_callback callback, void *context);

/* -------------------------------------------------------------------------------------------------
 * Hash functions (FIPS 180-4, FIPS 202)
 *
 * Approved. SHA-1 is not for signatures.
 *
 *     uint8_t value[QILA_SHA256_SIZE];
 *     size_t value_len = sizeof value;
 *     status = qila_hash(QILA_SHA256, data, data_len, value, &value_len);
 */

/* A hash function. One of the constants below. */
typedef uint32_t qila_hash_algorithm;
#define QILA_SHA224 1
#define QILA_SHA256 2
#define QILA_SHA384 3
#define QILA_SHA512 4
#define QILA_SHA512_224 5
#define QILA_SHA512_256 6
#define QILA_SHA1 7
#define QILA_SHA3_224 8
#define QILA_SHA3_256 9
#define QILA_SHA3_384 10
#define QILA_SHA3_512 11

#define QILA_SHA224_SIZE 28
#define QILA_SHA256_SIZE 32
#define QILA_SHA384_SIZE 48
#define QILA_SHA512_SIZE 64
#define QILA_SHA512_224_SIZE 28
#define QILA_SHA512_256_SIZE 32
#define QILA_SHA1_SIZE 20
#define QILA_SHA3_224_SIZE 28
#define QILA_SHA3_256_SIZE 32
#define QILA_SHA3_384_SIZE 48
#define QILA_SHA3_512_SIZE 64
/* The bytes of the longest hash value. */
#define QILA_HASH_MAX_SIZE 64

/* A message on its way through a hash function. Threads: one at a time. Freed with
 * qila_hasher_free(). */
typedef struct qila_hasher qila_hasher;

/* Wipes and frees; NULL is fine. */
void qila_hasher_free(qila_hasher *handle);

/* The bytes of a value of `algorithm`; 0 if there is no such function. */
size_t qila_hash_size(qila_hash_algorithm algorithm);

/* The hash value of `len` bytes at `data`: qila_hash_size() bytes.
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_hash(qila_hash_algorithm algorithm, const uint8_t *data, size_t len, uint8_t *out,
    size_t *out_len);

/* The hash values of `count` messages of `len` bytes each. The messages stand one after the
 * other at `data`, and so do the values in `out`: `count` times qila_hash_size() bytes. Faster
 * than one by one.
 * Errors: QILA_ERROR_INPUT_LENGTH, `out_len` is another length. */
qila_status qila_hash_batch(qila_hash_algorithm algorithm, const uint8_t *data, size_t count,
    size_t len, uint8_t *out, size_t out_len);

/* Begins a message at `*hasher`. `*hasher` is freed with qila_hasher_free().
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_hasher_new(qila_hasher **hasher, qila_hash_algorithm algorithm);

/* Copies a message on its way to `*copy`. `*copy` is freed with qila_hasher_free(). */
qila_status qila_hasher_copy(qila_hasher **copy, const qila_hasher *hasher);

/* Appends `len` bytes at `data` to the message. */
qila_status qila_hasher_update(qila_hasher *hasher, const uint8_t *data, size_t len);

/* The hash value of the message: qila_hash_size() bytes. The handle is then ready for the next
 * message. */
qila_status qila_hasher_final(qila_hasher *hasher, uint8_t *out, size_t *out_len);

/* The hash value of the message and `bits` further bits, 0 to 7, the most significant of `last`.
 * The handle is then ready for the next message.
 * Errors: QILA_ERROR_PARAMETER, more than 7 bits. */
qila_status qila_hasher_final_bits(qila_hasher *hasher, uint8_t last, uint32_t bits, uint8_t *out,
    size_t *out_len);

/* -------------------------------------------------------------------------------------------------
 * Random bits (SP 800-90A, 90B, 90C)
 *
 * Approved. Every generator is seeded from the source of entropy that was chosen for the
 * process.
 *
 *     uint8_t bytes[32];
 *     qila_rng *mine = NULL;
 *     status = qila_rng_new(&mine);
 *     if (status >= 0) status = qila_rng_fill(mine, bytes, sizeof bytes);
 *     qila_rng_free(mine);
 */

/* A source of the integrator: fills `len` bytes with raw samples and returns 1, or 0 if it cannot at the moment. Any
 * thread may call it, one at a time. It must not call the module. */
typedef int32_t (*qila_entropy_function)(uint8_t *samples, size_t len);

/* A mechanism of SP 800-90A. One of the constants below. */
typedef uint32_t qila_drbg_mechanism;
/* CTR_DRBG with AES-128 and a derivation function; 128 bits of strength. */
#define QILA_CTR_DRBG_AES128 1
/* CTR_DRBG with AES-192 and a derivation function; 192 bits of strength. */
#define QILA_CTR_DRBG_AES192 2
/* CTR_DRBG with AES-256 and a derivation function; 256 bits of strength. */
#define QILA_CTR_DRBG_AES256 3
/* CTR_DRBG with AES-128, without derivation function. */
#define QILA_CTR_DRBG_AES128_NO_DF 4
/* CTR_DRBG with AES-192, without derivation function. */
#define QILA_CTR_DRBG_AES192_NO_DF 5
/* CTR_DRBG with AES-256, without derivation function. */
#define QILA_CTR_DRBG_AES256_NO_DF 6
/* HMAC_DRBG with the hash function that is given beside it. */
#define QILA_HMAC_DRBG 7
/* Hash_DRBG with the hash function that is given beside it. */
#define QILA_HASH_DRBG 8

/* A source of entropy. One of the constants below. */
typedef uint32_t qila_entropy_source;
/* The operating system. */
#define QILA_ENTROPY_OPERATING_SYSTEM 1
/* The processor's RDSEED instruction. */
#define QILA_ENTROPY_RDSEED 2
/* The timing of the processor. */
#define QILA_ENTROPY_JITTER 3
/* What qila_load_entropy() handed in. */
#define QILA_ENTROPY_LOADED 4

/* A generator of random bits, under the root generator of the process. Threads: one at a time.
 * Freed with qila_rng_free(). */
typedef struct qila_rng qila_rng;

/* Wipes and frees; NULL is fine. */
void qila_rng_free(qila_rng *handle);

/* A generator whose mechanism the caller chose. Threads: one at a time. Freed with
 * qila_drbg_free(). */
typedef struct qila_drbg qila_drbg;

/* Wipes and frees; NULL is fine. */
void qila_drbg_free(qila_drbg *handle);

/* Fills `len` bytes with random bits from a generator of the calling thread. Errors:
 * QILA_ERROR_ENTROPY. */
qila_status qila_random(uint8_t *out, size_t len);

/* Makes a generator at `*rng`. `*rng` is freed with qila_rng_free().
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_rng_new(qila_rng **rng);

/* Fills `len` bytes with random bits.
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_rng_fill(qila_rng *rng, uint8_t *out, size_t len);

/* Fills `len` bytes with random bits, with additional input of any length that goes into the
 * state first.
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_rng_fill_with(qila_rng *rng, const uint8_t *additional, size_t additional_len,
    uint8_t *out, size_t len);

/* Takes a fresh seed now.
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_rng_reseed(qila_rng *rng);

/* Makes a generator of a chosen mechanism at `*drbg`. `hash` is for HMAC_DRBG and Hash_DRBG,
 * otherwise ignored. With `prediction_resistance` other than 0 every request takes fresh
 * entropy. Stack: 20 KiB. `*drbg` is freed with qila_drbg_free().
 * Errors: QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_ENTROPY, QILA_ERROR_STRENGTH. */
qila_status qila_drbg_new(qila_drbg **drbg, qila_drbg_mechanism mechanism, qila_hash_algorithm hash,
    const uint8_t *personalization, size_t personalization_len, int32_t prediction_resistance);

/* Fills `len` bytes, 65536 at most, with additional input, which may be empty. Stack: 20 KiB.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG, QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_RESEED,
 * QILA_ERROR_ENTROPY. */
qila_status qila_drbg_generate(qila_drbg *drbg, const uint8_t *additional, size_t additional_len,
    uint8_t *out, size_t len);

/* Takes fresh entropy now, with additional input, which may be empty. Stack: 20 KiB.
 * Errors: QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_ENTROPY. */
qila_status qila_drbg_reseed(qila_drbg *drbg, const uint8_t *additional, size_t additional_len);

/* Chooses the source of entropy, in the error state, too. Every generator is seeded from it
 * before its next output.
 * Errors: QILA_ERROR_ENTROPY, it is not there. */
qila_status qila_set_entropy_source(qila_entropy_source source);

/* Takes a source of the integrator, whose samples have at least `eighths` eighths of a bit of
 * min-entropy for each byte: 1, 2, 4, 8, 16, 32, 48 or 64. Every generator is seeded from it,
 * after its start-up test, before its next output. If the call is not done, the source before it
 * stays. In the error state, too: a source that failed its health tests is replaced, and
 * qila_restart() leads out.
 * Errors: QILA_ERROR_PARAMETER, another number of eighths. */
qila_status qila_set_entropy_function(qila_entropy_function function, uint32_t eighths);

/* As qila_set_entropy_function(), for a source with a certificate of NIST's Entropy Source
 * Validation: `esv_certificate` is its number, 318 for E318, or 0 for none.
 * Errors: those of qila_set_entropy_function(). */
qila_status qila_set_entropy_function_with_certificate(qila_entropy_function function,
    uint32_t eighths, uint32_t esv_certificate);

/* Hands in entropy for QILA_ENTROPY_LOADED, before it is needed. The `len` bytes hold
 * `claimed_bits` of it, 576 at least, for which the caller answers. Each call makes one seed,
 * which is used once and wiped. Up to 8 wait. The child of a fork has none of them.
 * Errors: QILA_ERROR_INPUT_LENGTH, a smaller claim; QILA_ERROR_PARAMETER, more than the bytes
 * can hold, or the bytes of the call before; QILA_ERROR_INPUT_TOO_LONG, 8 wait. */
qila_status qila_load_entropy(const uint8_t *entropy, size_t len, size_t claimed_bits);

/* Chooses whether the source of entropy needs a certificate: other than 0 is yes. If it does and
 * has none, every generator and all that makes keys or IVs with one is refused with
 * QILA_ERROR_REFUSED, whatever the policy. */
qila_status qila_require_assessed_entropy(int32_t required);

/* The sentence that the certificate of a module with this source of entropy carries (IG 9.3.A);
 * empty with an assessed source. The text is good until the thread's next call of this function. */
const char *qila_entropy_caveat(void);

/* -------------------------------------------------------------------------------------------------
 * Extendable-output functions, TupleHash and ParallelHash (FIPS 202, SP 800-185)
 *
 * Approved. QILA_SHAKE128 chooses TupleHash128 and ParallelHash128, QILA_SHAKE256 those of 256
 * bits. The function name N of cSHAKE is NIST's (SP 800-185 section 3.4) and stays empty.
 *
 *     uint8_t output[100];
 *     status = qila_shake(QILA_SHAKE256, data, data_len, output, sizeof output);
 */

/* An extendable-output function. One of the constants below. */
typedef uint32_t qila_xof_algorithm;
/* SHAKE128. */
#define QILA_SHAKE128 1
/* SHAKE256. */
#define QILA_SHAKE256 2

/* A message on its way through SHAKE or cSHAKE, and then its output. Threads: one at a time.
 * Freed with qila_xof_free(). */
typedef struct qila_xof qila_xof;

/* Wipes and frees; NULL is fine. */
void qila_xof_free(qila_xof *handle);

/* A list on its way through TupleHash. Threads: one at a time. Freed with
 * qila_tuple_hash_free(). */
typedef struct qila_tuple_hash qila_tuple_hash;

/* Wipes and frees; NULL is fine. */
void qila_tuple_hash_free(qila_tuple_hash *handle);

/* A message on its way through ParallelHash. Threads: one at a time. Freed with
 * qila_parallel_hash_free(). */
typedef struct qila_parallel_hash qila_parallel_hash;

/* Wipes and frees; NULL is fine. */
void qila_parallel_hash_free(qila_parallel_hash *handle);

/* Writes `out_len` bytes of the output of SHAKE for `len` bytes at `data` to `out`.
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_shake(qila_xof_algorithm algorithm, const uint8_t *data, size_t len, uint8_t *out,
    size_t out_len);

/* Begins a message at `*xof`. With a customization string it is for cSHAKE: another string gives
 * another output. `customization_len` 0 is for SHAKE. `*xof` is freed with qila_xof_free().
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_xof_new(qila_xof **xof, qila_xof_algorithm algorithm, const uint8_t *customization,
    size_t customization_len);

/* Copies a message or output on its way to `*copy`. `*copy` is freed with qila_xof_free(). */
qila_status qila_xof_copy(qila_xof **copy, const qila_xof *xof);

/* Appends `len` bytes at `data` to the message.
 * Errors: QILA_ERROR_PARAMETER, after the first qila_xof_read(). */
qila_status qila_xof_update(qila_xof *xof, const uint8_t *data, size_t len);

/* Writes the next `out_len` bytes of the output to `out`. The first call ends the message. */
qila_status qila_xof_read(qila_xof *xof, uint8_t *out, size_t out_len);

/* Begins a list at `*list`. Another customization string gives another hash value;
 * `customization_len` 0 is for none. `*list` is freed with qila_tuple_hash_free().
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_tuple_hash_new(qila_tuple_hash **list, qila_xof_algorithm algorithm,
    const uint8_t *customization, size_t customization_len);

/* Appends an element of `len` bytes at `data`, which may be 0, to the list. Where elements end
 * matters. */
qila_status qila_tuple_hash_add(qila_tuple_hash *list, const uint8_t *data, size_t len);

/* Writes the hash value of the list, of which the length is a part, to `out`. The handle is then
 * ready for the next list. */
qila_status qila_tuple_hash_final(qila_tuple_hash *list, uint8_t *out, size_t out_len);

/* Makes an output of any length (TupleHashXOF) of the list at `*xof`, to be read with
 * qila_xof_read(). The handle is then ready for the next list. `*xof` is freed with
 * qila_xof_free(). */
qila_status qila_tuple_hash_xof(qila_tuple_hash *list, qila_xof **xof);

/* Begins a message at `*message`. The size of the blocks, in bytes and not 0, is a part of the
 * function. `*message` is freed with qila_parallel_hash_free().
 * Errors: QILA_ERROR_PARAMETER, blocks of 0 bytes. */
qila_status qila_parallel_hash_new(qila_parallel_hash **message, qila_xof_algorithm algorithm,
    size_t block_size, const uint8_t *customization, size_t customization_len);

/* Appends `len` bytes at `data` to the message. Parts of eight blocks or more are the fastest. */
qila_status qila_parallel_hash_update(qila_parallel_hash *message, const uint8_t *data, size_t len);

/* Writes the hash value of the message, of which the length is a part, to `out`. The handle is
 * then ready for the next message. */
qila_status qila_parallel_hash_final(qila_parallel_hash *message, uint8_t *out, size_t out_len);

/* Makes an output of any length (ParallelHashXOF) of the message at `*xof`, to be read with
 * qila_xof_read(). The handle is then ready for the next message. `*xof` is freed with
 * qila_xof_free(). */
qila_status qila_parallel_hash_xof(qila_parallel_hash *message, qila_xof **xof);

/* -------------------------------------------------------------------------------------------------
 * Ascon (SP 800-232): Ascon-Hash256, Ascon-XOF128, Ascon-CXOF128, Ascon-AEAD128
 *
 * Approved. Data are sealed and opened in place. A nonce must never come twice under a key.
 *
 *     uint8_t value[QILA_ASCON_HASH256_SIZE];
 *     status = qila_ascon_hash256(data, data_len, value, sizeof value);
 */

/* The bytes of an Ascon-Hash256 value. */
#define QILA_ASCON_HASH256_SIZE 32
/* The bytes of a nonce of Ascon-AEAD128. */
#define QILA_ASCON_AEAD128_NONCE_SIZE 16

/* A message on its way through Ascon-XOF128 or Ascon-CXOF128, and then its output. Threads: one
 * at a time. Freed with qila_ascon_xof_free(). */
typedef struct qila_ascon_xof qila_ascon_xof;

/* Wipes and frees; NULL is fine. */
void qila_ascon_xof_free(qila_ascon_xof *handle);

/* A key of Ascon-AEAD128. Threads: many at a time. Freed with qila_ascon_aead128_key_free(). */
typedef struct qila_ascon_aead128_key qila_ascon_aead128_key;

/* Wipes and frees; NULL is fine. */
void qila_ascon_aead128_key_free(qila_ascon_aead128_key *handle);

/* Writes the 32 bytes of Ascon-Hash256 of `len` bytes at `data` to `value`.
 * Errors: QILA_ERROR_PARAMETER, `value_len` is not 32. */
qila_status qila_ascon_hash256(const uint8_t *data, size_t len, uint8_t *value, size_t value_len);

/* Begins a message for Ascon-XOF128 at `*xof`. `*xof` is freed with qila_ascon_xof_free(). */
qila_status qila_ascon_xof_new(qila_ascon_xof **xof);

/* Begins a message for Ascon-CXOF128, with a customization string of at most 256 bytes, at
 * `*xof`. `*xof` is freed with qila_ascon_xof_free().
 * Errors: QILA_ERROR_INPUT_TOO_LONG, the string. */
qila_status qila_ascon_xof_new_customized(qila_ascon_xof **xof, const uint8_t *customization,
    size_t customization_len);

/* Appends `len` bytes at `data` to the message.
 * Errors: QILA_ERROR_PARAMETER, after the first qila_ascon_xof_read(). */
qila_status qila_ascon_xof_update(qila_ascon_xof *xof, const uint8_t *data, size_t len);

/* Writes the next `out_len` bytes of the output to `out`. The first call ends the message. */
qila_status qila_ascon_xof_read(qila_ascon_xof *xof, uint8_t *out, size_t out_len);

/* Makes a key of Ascon-AEAD128 with tags of `tag_len` bytes, 4 to 16, at `*key`. `len` is 16, or
 * 32: then the second half masks the nonces. `*key` is freed with qila_ascon_aead128_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_ascon_aead128_key_new(qila_ascon_aead128_key **key, const uint8_t *start,
    size_t len, size_t tag_len);

/* Makes a random key of Ascon-AEAD128 of 128 bits with tags of 16 bytes at `*key`. `*key` is
 * freed with qila_ascon_aead128_key_free(). */
qila_status qila_ascon_aead128_key_generate(qila_ascon_aead128_key **key, qila_rng *rng);

/* Seals `len` bytes at `data` under a nonce of 16 bytes, which must never come twice under a
 * key. `tag_len` is that of the key.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_ascon_aead128_seal(const qila_ascon_aead128_key *key, const uint8_t *nonce,
    size_t nonce_len, const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, uint8_t *tag,
    size_t tag_len);

/* Opens `len` bytes at `data`. If the tag does not belong to them, they are zero afterwards.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_ascon_aead128_open(const qila_ascon_aead128_key *key, const uint8_t *nonce,
    size_t nonce_len, const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * HMAC (FIPS 198-1)
 *
 * Approved, with keys of 112 bits or more.
 *
 *     uint8_t tag[QILA_SHA256_SIZE];
 *     size_t tag_len = sizeof tag;
 *     status = qila_hmac(QILA_SHA256, key, 32, data, data_len, tag, &tag_len);
 */

/* An HMAC key. Threads: many at a time. Freed with qila_hmac_key_free(). */
typedef struct qila_hmac_key qila_hmac_key;

/* Wipes and frees; NULL is fine. */
void qila_hmac_key_free(qila_hmac_key *handle);

/* A message on its way through HMAC. Threads: one at a time. Freed with
 * qila_hmac_message_free(). */
typedef struct qila_hmac_message qila_hmac_message;

/* Wipes and frees; NULL is fine. */
void qila_hmac_message_free(qila_hmac_message *handle);

/* The HMAC tag of `len` bytes at `data`: qila_hash_size() bytes.
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_hmac(qila_hash_algorithm algorithm, const uint8_t *key, size_t key_len,
    const uint8_t *data, size_t len, uint8_t *tag, size_t *tag_len);

/* Checks an HMAC tag, or its leftmost bytes, 4 at least, in constant time.
 * Errors: QILA_ERROR_TAG_MISMATCH; QILA_ERROR_TAG_LENGTH. */
qila_status qila_hmac_verify(qila_hash_algorithm algorithm, const uint8_t *key, size_t key_len,
    const uint8_t *data, size_t len, const uint8_t *tag, size_t tag_len);

/* Makes an HMAC key of any length at `*hmac`. Under 112 bits it is not approved. `*hmac` is
 * freed with qila_hmac_key_free().
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_hmac_key_new(qila_hmac_key **hmac, qila_hash_algorithm algorithm,
    const uint8_t *key, size_t key_len);

/* Makes a random HMAC key, as long as the hash value, at `*hmac`. `*hmac` is freed with
 * qila_hmac_key_free().
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_hmac_key_generate(qila_hmac_key **hmac, qila_hash_algorithm algorithm,
    qila_rng *rng);

/* The tag of `len` bytes at `data`. */
qila_status qila_hmac_key_authenticate(const qila_hmac_key *hmac, const uint8_t *data, size_t len,
    uint8_t *tag, size_t *tag_len);

/* Checks a tag, or its leftmost bytes, 4 at least, in constant time.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_hmac_key_verify(const qila_hmac_key *hmac, const uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* Begins a message at `*message`. The key may be freed before. `*message` is freed with
 * qila_hmac_message_free(). */
qila_status qila_hmac_message_new(qila_hmac_message **message, const qila_hmac_key *hmac);

/* Copies a message on its way to `*copy`. `*copy` is freed with qila_hmac_message_free(). */
qila_status qila_hmac_message_copy(qila_hmac_message **copy, const qila_hmac_message *message);

/* Appends `len` bytes at `data` to the message. */
qila_status qila_hmac_message_update(qila_hmac_message *message, const uint8_t *data, size_t len);

/* The tag of the message. The handle is then ready for the next message. */
qila_status qila_hmac_message_final(qila_hmac_message *message, uint8_t *tag, size_t *tag_len);

/* Checks the tag of the message, or its leftmost bytes, 4 at least. The handle is then ready for
 * the next message.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_hmac_message_verify(qila_hmac_message *message, const uint8_t *tag,
    size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * CMAC with AES (SP 800-38B)
 *
 * Approved. A tag may be shortened to its leftmost bytes, 4 at least.
 *
 *     uint8_t tag[QILA_CMAC_SIZE];
 *     status = qila_cmac(key, 32, data, data_len, tag, sizeof tag);
 */

/* The bytes of a full CMAC tag. */
#define QILA_CMAC_SIZE 16

/* A CMAC key. Threads: many at a time. Freed with qila_cmac_key_free(). */
typedef struct qila_cmac_key qila_cmac_key;

/* Wipes and frees; NULL is fine. */
void qila_cmac_key_free(qila_cmac_key *handle);

/* A message on its way through CMAC. Threads: one at a time. Freed with
 * qila_cmac_message_free(). */
typedef struct qila_cmac_message qila_cmac_message;

/* Wipes and frees; NULL is fine. */
void qila_cmac_message_free(qila_cmac_message *handle);

/* Writes the CMAC tag of `len` bytes at `data`, or its leftmost bytes, 4 at least, to `tag`. The
 * key has 16, 24 or 32 bytes.
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_cmac(const uint8_t *key, size_t key_len, const uint8_t *data, size_t len,
    uint8_t *tag, size_t tag_len);

/* Makes a CMAC key of 16, 24 or 32 bytes at `*cmac`. `*cmac` is freed with qila_cmac_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_cmac_key_new(qila_cmac_key **cmac, const uint8_t *key, size_t key_len);

/* Makes a random CMAC key of 128, 192 or 256 bits at `*cmac`. Errors: QILA_ERROR_KEY_LENGTH.
 * `*cmac` is freed with qila_cmac_key_free(). */
qila_status qila_cmac_key_generate(qila_cmac_key **cmac, uint32_t bits, qila_rng *rng);

/* Writes the tag of `len` bytes at `data`, or its leftmost bytes, 4 at least, to `tag`.
 * Errors: QILA_ERROR_TAG_LENGTH. */
qila_status qila_cmac_key_authenticate(const qila_cmac_key *cmac, const uint8_t *data, size_t len,
    uint8_t *tag, size_t tag_len);

/* Checks a tag, or its leftmost bytes, 4 at least, in constant time.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_cmac_key_verify(const qila_cmac_key *cmac, const uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* Begins a message at `*message`. The key may be freed before. `*message` is freed with
 * qila_cmac_message_free(). */
qila_status qila_cmac_message_new(qila_cmac_message **message, const qila_cmac_key *cmac);

/* Copies a message on its way to `*copy`. `*copy` is freed with qila_cmac_message_free(). */
qila_status qila_cmac_message_copy(qila_cmac_message **copy, const qila_cmac_message *message);

/* Appends `len` bytes at `data` to the message. */
qila_status qila_cmac_message_update(qila_cmac_message *message, const uint8_t *data, size_t len);

/* Writes the tag of the message, or its leftmost bytes, 4 at least, to `tag`. The handle is then
 * ready for the next message.
 * Errors: QILA_ERROR_TAG_LENGTH. */
qila_status qila_cmac_message_final(qila_cmac_message *message, uint8_t *tag, size_t tag_len);

/* Checks the tag of the message, or its leftmost bytes, 4 at least. The handle is then ready for
 * the next message.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_cmac_message_verify(qila_cmac_message *message, const uint8_t *tag,
    size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * KMAC (SP 800-185)
 *
 * Approved, with keys of 112 bits or more. QILA_SHAKE128 chooses KMAC128, QILA_SHAKE256 KMAC256.
 * The length of a tag is a part of it: a shorter tag is another tag.
 *
 *     uint8_t tag[32];
 *     status = qila_kmac(QILA_SHAKE256, key, 32, NULL, 0, data, data_len, tag, sizeof tag);
 */

/* A KMAC key. Threads: many at a time. Freed with qila_kmac_key_free(). */
typedef struct qila_kmac_key qila_kmac_key;

/* Wipes and frees; NULL is fine. */
void qila_kmac_key_free(qila_kmac_key *handle);

/* A message on its way through KMAC. Threads: one at a time. Freed with
 * qila_kmac_message_free(). */
typedef struct qila_kmac_message qila_kmac_message;

/* Wipes and frees; NULL is fine. */
void qila_kmac_message_free(qila_kmac_message *handle);

/* Writes the KMAC tag of `len` bytes at `data` to `tag`, 4 bytes at least. Errors:
 * QILA_ERROR_TAG_LENGTH. */
qila_status qila_kmac(qila_xof_algorithm algorithm, const uint8_t *key, size_t key_len,
    const uint8_t *customization, size_t customization_len, const uint8_t *data, size_t len,
    uint8_t *tag, size_t tag_len);

/* Makes a KMAC key of any length at `*kmac`. Under 112 bits it is not approved. Another
 * customization string gives other tags; `customization_len` 0 is for none. Errors:
 * QILA_ERROR_PARAMETER, no such function. `*kmac` is freed with qila_kmac_key_free(). */
qila_status qila_kmac_key_new(qila_kmac_key **kmac, qila_xof_algorithm algorithm,
    const uint8_t *key, size_t key_len, const uint8_t *customization, size_t customization_len);

/* Makes a random KMAC key without a customization string at `*kmac`: 128 bits for KMAC128 and
 * 256 for KMAC256. `*kmac` is freed with qila_kmac_key_free().
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_kmac_key_generate(qila_kmac_key **kmac, qila_xof_algorithm algorithm,
    qila_rng *rng);

/* Writes the tag of `len` bytes at `data`, 4 bytes at least, to `tag`. Errors:
 * QILA_ERROR_TAG_LENGTH. */
qila_status qila_kmac_key_authenticate(const qila_kmac_key *kmac, const uint8_t *data, size_t len,
    uint8_t *tag, size_t tag_len);

/* Checks a tag, 4 bytes at least, in constant time.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_kmac_key_verify(const qila_kmac_key *kmac, const uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* Begins a message at `*message`. The key may be freed before. `*message` is freed with
 * qila_kmac_message_free(). */
qila_status qila_kmac_message_new(qila_kmac_message **message, const qila_kmac_key *kmac);

/* Copies a message on its way to `*copy`. `*copy` is freed with qila_kmac_message_free(). */
qila_status qila_kmac_message_copy(qila_kmac_message **copy, const qila_kmac_message *message);

/* Appends `len` bytes at `data` to the message. */
qila_status qila_kmac_message_update(qila_kmac_message *message, const uint8_t *data, size_t len);

/* Writes the tag of the message, 4 bytes at least, to `tag`. The handle is then ready for the
 * next message.
 * Errors: QILA_ERROR_TAG_LENGTH. */
qila_status qila_kmac_message_final(qila_kmac_message *message, uint8_t *tag, size_t tag_len);

/* Checks the tag of the message, 4 bytes at least. The handle is then ready for the next
 * message.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_kmac_message_verify(qila_kmac_message *message, const uint8_t *tag,
    size_t tag_len);

/* Makes an output of any length (KMACXOF) of the message at `*xof`, to be read with
 * qila_xof_read(). The handle is then ready for the next message. `*xof` is freed with
 * qila_xof_free(). */
qila_status qila_kmac_message_xof(qila_kmac_message *message, qila_xof **xof);

/* -------------------------------------------------------------------------------------------------
 * GMAC (SP 800-38D)
 *
 * Approved, but for IVs of the caller.
 *
 *     uint8_t iv[QILA_GCM_IV_SIZE], tag[QILA_GCM_TAG_SIZE];
 *     qila_gmac_key *gmac = NULL;
 *     status = qila_gmac_key_new(&gmac, key, 32, sizeof tag);
 *     if (status >= 0) status = qila_gmac_random_iv(gmac, rng, data, data_len, iv, sizeof iv, tag, sizeof tag);
 *     qila_gmac_key_free(gmac);
 */

/* A GMAC key. Once it has made a tag under an IV of the caller, nothing that it does is
 * approved. Threads: many at a time. Freed with qila_gmac_key_free(). */
typedef struct qila_gmac_key qila_gmac_key;

/* Wipes and frees; NULL is fine. */
void qila_gmac_key_free(qila_gmac_key *handle);

/* Makes a GMAC key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 12 to 16, at `*gmac`.
 * `*gmac` is freed with qila_gmac_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_gmac_key_new(qila_gmac_key **gmac, const uint8_t *key, size_t key_len,
    size_t tag_len);

/* Makes a GMAC key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4 or 8, at `*gmac`, for
 * messages of `longest_packet` bytes at most. What qila_gcm_key_new_with_short_tag() says holds
 * here, too. `*gmac` is freed with qila_gmac_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH; QILA_ERROR_PARAMETER, packets that no
 * row allows. */
qila_status qila_gmac_key_new_with_short_tag(qila_gmac_key **gmac, const uint8_t *key,
    size_t key_len, size_t tag_len, uint64_t longest_packet);

/* Makes a random GMAC key of 128, 192 or 256 bits with tags of 16 bytes at `*gmac`. Stack: 20
 * KiB. `*gmac` is freed with qila_gmac_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gmac_key_generate(qila_gmac_key **gmac, uint32_t bits, qila_rng *rng);

/* The tag of `len` bytes at `data` under a random IV, whose 12 bytes go to `iv`. `tag_len` is
 * that of the key.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
 * QILA_ERROR_KEY_EXHAUSTED, the key has made as many tags as it may; those of qila_rng_fill(). */
qila_status qila_gmac_random_iv(const qila_gmac_key *gmac, qila_rng *rng, const uint8_t *data,
    size_t len, uint8_t *iv, size_t iv_len, uint8_t *tag, size_t tag_len);

/* The tag of `len` bytes at `data` under an IV of the caller, which must never come twice under
 * a key. Not approved, and neither is what the handle does afterwards.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
 * QILA_ERROR_KEY_EXHAUSTED, the key has made as many tags as it may. */
qila_status qila_gmac_caller_iv(const qila_gmac_key *gmac, const uint8_t *iv, size_t iv_len,
    const uint8_t *data, size_t len, uint8_t *tag, size_t tag_len);

/* Checks the tag of `len` bytes at `data`, in constant time.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
 * QILA_ERROR_INPUT_TOO_LONG; QILA_ERROR_KEY_EXHAUSTED, short tags have been tried as often as
 * they may. */
qila_status qila_gmac_verify(const qila_gmac_key *gmac, const uint8_t *iv, size_t iv_len,
    const uint8_t *data, size_t len, const uint8_t *tag, size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * AES-GCM (SP 800-38D)
 *
 * Approved, but for IVs of the caller. Data are worked on in place. Who makes the IV is a
 * function or a handle of its own: a random IV, an IV of the caller, or a sealer that counts,
 * for which there is an opener that counts as well.
 *
 *     uint8_t iv[QILA_GCM_IV_SIZE], tag[QILA_GCM_TAG_SIZE];
 *     qila_gcm_key *gcm = NULL;
 *     status = qila_gcm_key_new(&gcm, key, 32);
 *     if (status >= 0)
 *         status = qila_gcm_seal_random_iv(gcm, rng, aad, aad_len, data, data_len, iv, sizeof iv, tag, sizeof tag);
 *     if (status >= 0)
 *         status = qila_gcm_open(gcm, iv, sizeof iv, aad, aad_len, data, data_len, tag, sizeof tag);
 *     qila_gcm_key_free(gcm);
 */

/* The bytes of an IV that the module makes. */
#define QILA_GCM_IV_SIZE 12
/* The bytes of a full tag. */
#define QILA_GCM_TAG_SIZE 16

/* An AES-GCM key. Once it has sealed under an IV of the caller, nothing that it does is
 * approved. Threads: many at a time. Freed with qila_gcm_key_free(). */
typedef struct qila_gcm_key qila_gcm_key;

/* Wipes and frees; NULL is fine. */
void qila_gcm_key_free(qila_gcm_key *handle);

/* A key that seals with IVs in a sequence. Threads: one at a time. Freed with
 * qila_gcm_sealer_free(). */
typedef struct qila_gcm_sealer qila_gcm_sealer;

/* Wipes and frees; NULL is fine. */
void qila_gcm_sealer_free(qila_gcm_sealer *handle);

/* A key that opens with IVs in a sequence. Threads: one at a time. Freed with
 * qila_gcm_opener_free(). */
typedef struct qila_gcm_opener qila_gcm_opener;

/* Wipes and frees; NULL is fine. */
void qila_gcm_opener_free(qila_gcm_opener *handle);

/* Makes a key of 16, 24 or 32 bytes with tags of 16 bytes at `*key`. Errors:
 * QILA_ERROR_KEY_LENGTH. `*key` is freed with qila_gcm_key_free(). */
qila_status qila_gcm_key_new(qila_gcm_key **key, const uint8_t *start, size_t len);

/* Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 12 to 16, at `*key`. `*key` is
 * freed with qila_gcm_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_gcm_key_new_with_tag(qila_gcm_key **key, const uint8_t *start, size_t len,
    size_t tag_len);

/* Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4 or 8, at `*key`, for packets
 * of `longest_packet` bytes at most, ciphertext and additional data together: 1 KiB with 4
 * bytes, 32 MiB with 8. The row of SP 800-38D appendix C whose packets are just long enough
 * holds for sealing and opening, and says how often the key may open. A longer packet is
 * QILA_ERROR_INPUT_TOO_LONG, and costs no opening. `*key` is freed with qila_gcm_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH; QILA_ERROR_PARAMETER, packets that no
 * row allows. */
qila_status qila_gcm_key_new_with_short_tag(qila_gcm_key **key, const uint8_t *start, size_t len,
    size_t tag_len, uint64_t longest_packet);

/* Makes a random key of 128, 192 or 256 bits with tags of 16 bytes at `*key`. `*key` is freed
 * with qila_gcm_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_key_generate(qila_gcm_key **key, uint32_t bits, qila_rng *rng);

/* Seals `len` bytes at `data` under a random IV, whose 12 bytes go to `iv`. `tag_len` is that of
 * the key.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
 * QILA_ERROR_KEY_EXHAUSTED, the key has sealed as often as it may; those of qila_rng_fill(). */
qila_status qila_gcm_seal_random_iv(const qila_gcm_key *key, qila_rng *rng, const uint8_t *aad,
    size_t aad_len, uint8_t *data, size_t len, uint8_t *iv, size_t iv_len, uint8_t *tag,
    size_t tag_len);

/* Seals `len` bytes at `data` under an IV of the caller, which must never come twice under a
 * key. Not approved, and neither is what the handle does afterwards.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
 * QILA_ERROR_KEY_EXHAUSTED, the key has sealed as often as it may. */
qila_status qila_gcm_seal_caller_iv(const qila_gcm_key *key, const uint8_t *iv, size_t iv_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, uint8_t *tag, size_t tag_len);

/* Opens `len` bytes at `data`. If the tag does not belong to them, they are zero afterwards.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
 * QILA_ERROR_INPUT_TOO_LONG; QILA_ERROR_KEY_EXHAUSTED, short tags have been tried as often as
 * they may. */
qila_status qila_gcm_open(const qila_gcm_key *key, const uint8_t *iv, size_t iv_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, const uint8_t *tag,
    size_t tag_len);

/* Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`. Its IV is the 4 to 8 bytes at
 * `fixed`, the name of this sender, and then a count from zero. A key makes one sealer in its
 * life. `*handle` is freed with qila_gcm_sealer_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the fixed field. */
qila_status qila_gcm_sealer_new_counter(qila_gcm_sealer **handle, const uint8_t *key,
    size_t key_len, const uint8_t *fixed, size_t fixed_len);

/* Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`, for records of TLS 1.2 (RFC 5288).
 * Its IV is the 4 bytes at `salt` and the number of the record. A key makes one sealer in its
 * life. `*handle` is freed with qila_gcm_sealer_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_sealer_new_tls12(qila_gcm_sealer **handle, const uint8_t *key, size_t key_len,
    const uint8_t salt[4]);

/* Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`, for records of TLS 1.3 (RFC 8446).
 * Its IV is the 12 bytes at `static_iv`, exclusive-ored with the number of the record. A key
 * makes one sealer in its life. `*handle` is freed with qila_gcm_sealer_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_sealer_new_tls13(qila_gcm_sealer **handle, const uint8_t *key, size_t key_len,
    const uint8_t static_iv[12]);

/* Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`, for packets of SSH (RFC 5647). Its
 * IV is the 12 bytes at `initial_iv`, counted up. A key makes one sealer in its life. `*handle`
 * is freed with qila_gcm_sealer_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_sealer_new_ssh(qila_gcm_sealer **handle, const uint8_t *key, size_t key_len,
    const uint8_t initial_iv[12]);

/* Seals `len` bytes at `data` with the next IV, whose 12 bytes go to `iv`. `tag_len` is 16.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
 * QILA_ERROR_KEY_EXHAUSTED, the numbers are used up. */
qila_status qila_gcm_sealer_seal(qila_gcm_sealer *sealer, const uint8_t *aad, size_t aad_len,
    uint8_t *data, size_t len, uint8_t *iv, size_t iv_len, uint8_t *tag, size_t tag_len);

/* Opens `len` bytes at `data` under the key of the sealer, as qila_gcm_open(), with its errors. */
qila_status qila_gcm_sealer_open(const qila_gcm_sealer *sealer, const uint8_t *iv, size_t iv_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, const uint8_t *tag,
    size_t tag_len);

/* The number that the next message will have goes to `*number`. The first has 0. */
qila_status qila_gcm_sealer_next_number(const qila_gcm_sealer *sealer, uint64_t *number);

/* Leaves numbers out: the next message gets `number`.
 * Errors: QILA_ERROR_PARAMETER, less than the next number is now. */
qila_status qila_gcm_sealer_skip_to(qila_gcm_sealer *sealer, uint64_t number);

/* Makes an opener at `*handle` for what a sealer of qila_gcm_sealer_new_counter() seals.
 * `*handle` is freed with qila_gcm_opener_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the fixed field. */
qila_status qila_gcm_opener_new_counter(qila_gcm_opener **handle, const uint8_t *key,
    size_t key_len, const uint8_t *fixed, size_t fixed_len);

/* The same for records of TLS 1.2 whose explicit nonce is the number of the record. Those of a
 * peer that chooses its nonces otherwise go to qila_gcm_open(). `*handle` is freed with
 * qila_gcm_opener_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_opener_new_tls12(qila_gcm_opener **handle, const uint8_t *key, size_t key_len,
    const uint8_t salt[4]);

/* The same for records of TLS 1.3. `*handle` is freed with qila_gcm_opener_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_opener_new_tls13(qila_gcm_opener **handle, const uint8_t *key, size_t key_len,
    const uint8_t static_iv[12]);

/* The same for packets of SSH. `*handle` is freed with qila_gcm_opener_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_opener_new_ssh(qila_gcm_opener **handle, const uint8_t *key, size_t key_len,
    const uint8_t initial_iv[12]);

/* Opens `len` bytes at `data` with the next IV. A message that is refused is zero afterwards,
 * and takes no number: the one that belongs there can still come.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
 * QILA_ERROR_KEY_EXHAUSTED, the numbers are used up. */
qila_status qila_gcm_opener_open(qila_gcm_opener *opener, const uint8_t *aad, size_t aad_len,
    uint8_t *data, size_t len, const uint8_t *tag, size_t tag_len);

/* The number that the next message has goes to `*number`. The first has 0. */
qila_status qila_gcm_opener_next_number(const qila_gcm_opener *opener, uint64_t *number);

/* Leaves numbers out: the next message is that of `number`.
 * Errors: QILA_ERROR_PARAMETER, less than the next number is now. */
qila_status qila_gcm_opener_skip_to(qila_gcm_opener *opener, uint64_t number);

/* -------------------------------------------------------------------------------------------------
 * Files and streams: AES-256-GCM in parts, also of what is longer than memory
 *
 * Approved. A stream is its header, and then of each part the ciphertext and its tag.
 * `docs/streams.md` has the format. `context` says what the stream is, say the name of a file;
 * it is not in the stream, and whoever opens it must say the same.
 *
 *     uint8_t header[QILA_STREAM_HEADER_SIZE], tag[QILA_STREAM_TAG_SIZE], part[1000];
 *     size_t len = sizeof part, from = 0;
 *     FILE *to = tmpfile();
 *     qila_stream_key *stream = NULL;
 *     qila_stream_sealer *sealer = NULL;
 *     status = qila_stream_key_new(&stream, key, QILA_STREAM_KEY_SIZE);
 *     if (status >= 0)
 *         status = qila_stream_sealer_new(&sealer, stream, sizeof part, aad, aad_len, rng, header, sizeof header);
 *     fwrite(header, 1, sizeof header, to);
 *     while (status >= 0 && len == sizeof part) {
 *         if (len > data_len - from) len = data_len - from;
 *         memcpy(part, data + from, len);
 *         from += len;
 *         status = len == sizeof part ? qila_stream_seal_part(sealer, part, len, tag, sizeof tag)
 *                                     : qila_stream_seal_last(sealer, part, len, tag, sizeof tag);
 *         fwrite(part, 1, len, to);
 *         fwrite(tag, 1, sizeof tag, to);
 *     }
 *     qila_stream_sealer_free(sealer);
 *     qila_stream_key_free(stream);
 *     fclose(to);
 */

/* The bytes of a key. */
#define QILA_STREAM_KEY_SIZE 32
/* The bytes of the header before the parts. */
#define QILA_STREAM_HEADER_SIZE 40
/* The bytes of the tag behind each part. */
#define QILA_STREAM_TAG_SIZE 16
/* The most bytes that a part may have. */
#define QILA_STREAM_LONGEST_PART 1048576

/* A key for any number of streams. Threads: many at a time. Freed with qila_stream_key_free(). */
typedef struct qila_stream_key qila_stream_key;

/* Wipes and frees; NULL is fine. */
void qila_stream_key_free(qila_stream_key *handle);

/* Seals the parts of a stream in their order. Threads: one at a time. Freed with
 * qila_stream_sealer_free(). */
typedef struct qila_stream_sealer qila_stream_sealer;

/* Wipes and frees; NULL is fine. */
void qila_stream_sealer_free(qila_stream_sealer *handle);

/* Opens the parts of a stream in their order. Threads: one at a time. Freed with
 * qila_stream_opener_free(). */
typedef struct qila_stream_opener qila_stream_opener;

/* Wipes and frees; NULL is fine. */
void qila_stream_opener_free(qila_stream_opener *handle);

/* Makes a key of 32 bytes at `*key`. `*key` is freed with qila_stream_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_stream_key_new(qila_stream_key **key, const uint8_t *start, size_t len);

/* Makes a random key at `*key`. `*key` is freed with qila_stream_key_free(). */
qila_status qila_stream_key_generate(qila_stream_key **key, qila_rng *rng);

/* Begins a stream at `*sealer`, whose parts have `part_size` bytes, and writes the
 * QILA_STREAM_HEADER_SIZE bytes that stand before them to `header`. The key may be freed before.
 * Stack: 20 KiB. `*sealer` is freed with qila_stream_sealer_free().
 * Errors: QILA_ERROR_PARAMETER, no such size; QILA_ERROR_INPUT_LENGTH, the header; those of
 * qila_rng_fill(). */
qila_status qila_stream_sealer_new(qila_stream_sealer **sealer, const qila_stream_key *key,
    size_t part_size, const uint8_t *context, size_t context_len, qila_rng *rng, uint8_t *header,
    size_t header_len);

/* Seals a part in place, behind which another one follows. `len` is the size of a part,
 * `tag_len` QILA_STREAM_TAG_SIZE.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_TAG_LENGTH; QILA_ERROR_KEY_EXHAUSTED, the stream
 * has ended, or this is a copy that a fork made. */
qila_status qila_stream_seal_part(qila_stream_sealer *sealer, uint8_t *data, size_t len,
    uint8_t *tag, size_t tag_len);

/* Seals the last part in place, which may be shorter or empty. The stream ends with it.
 * Errors: as qila_stream_seal_part(). */
qila_status qila_stream_seal_last(qila_stream_sealer *sealer, uint8_t *data, size_t len,
    uint8_t *tag, size_t tag_len);

/* Begins to open a stream with that header and context at `*opener`. Whether they belong
 * together shows at the first part. The key may be freed before. Stack: 20 KiB. `*opener` is
 * freed with qila_stream_opener_free().
 * Errors: QILA_ERROR_INPUT_LENGTH, the header is longer or shorter; QILA_ERROR_PARAMETER, it is
 * none of this format. */
qila_status qila_stream_opener_new(qila_stream_opener **opener, const qila_stream_key *key,
    const uint8_t *header, size_t header_len, const uint8_t *context, size_t context_len);

/* The bytes of every part but the last, without its tag, go to `*size`: as many as the header
 * says, QILA_STREAM_LONGEST_PART at most. */
qila_status qila_stream_opener_part_size(const qila_stream_opener *opener, uint64_t *size);

/* Opens a part in place, behind which another one follows. If it is not the next one of the
 * stream, it is zero afterwards.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_stream_open_part(qila_stream_opener *opener, uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* Opens the last part in place. Only when this is done the stream is whole: nothing was cut off
 * at its end. The caller sees that nothing follows.
 * Errors: as qila_stream_open_part(). */
qila_status qila_stream_open_last(qila_stream_opener *opener, uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * AES-CCM (SP 800-38C)
 *
 * Approved. Data are worked on in place. A nonce must never come twice under a key.
 *
 *     uint8_t tag[16];
 *     qila_ccm_key *ccm = NULL;
 *     status = qila_ccm_key_new(&ccm, key, 32, sizeof tag);
 *     if (status >= 0) status = qila_ccm_seal(ccm, nonce, 12, aad, aad_len, data, data_len, tag, sizeof tag);
 *     qila_ccm_key_free(ccm);
 */

/* An AES-CCM key. Threads: many at a time. Freed with qila_ccm_key_free(). */
typedef struct qila_ccm_key qila_ccm_key;

/* Wipes and frees; NULL is fine. */
void qila_ccm_key_free(qila_ccm_key *handle);

/* Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4, 6, 8, 10, 12, 14 or 16, at
 * `*key`. `*key` is freed with qila_ccm_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_ccm_key_new(qila_ccm_key **key, const uint8_t *start, size_t len, size_t tag_len);

/* Makes a random key of 128, 192 or 256 bits with tags of 16 bytes at `*key`. `*key` is freed
 * with qila_ccm_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_ccm_key_generate(qila_ccm_key **key, uint32_t bits, qila_rng *rng);

/* Seals `len` bytes at `data` under a nonce of 7 to 13 bytes. `tag_len` is that of the key. The
 * nonce leaves `15 - nonce_len` bytes for the length of the data.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_ccm_seal(const qila_ccm_key *key, const uint8_t *nonce, size_t nonce_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, uint8_t *tag, size_t tag_len);

/* Opens `len` bytes at `data`. If the tag does not belong to them, they are zero afterwards.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
 * QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_ccm_open(const qila_ccm_key *key, const uint8_t *nonce, size_t nonce_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, const uint8_t *tag,
    size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * AES-GCM-SIV (RFC 8452)
 *
 * Not approved. Data are worked on in place. A nonce that comes twice shows only whether
 * messages are equal.
 *
 *     uint8_t tag[QILA_GCM_SIV_TAG_SIZE];
 *     qila_gcm_siv_key *siv = NULL;
 *     status = qila_gcm_siv_key_new(&siv, key, 32);
 *     if (status >= 0) status = qila_gcm_siv_seal(siv, nonce, 12, aad, aad_len, data, data_len, tag, sizeof tag);
 *     qila_gcm_siv_key_free(siv);
 */

/* The bytes of a tag. */
#define QILA_GCM_SIV_TAG_SIZE 16

/* A key of AES-GCM-SIV. Threads: many at a time. Freed with qila_gcm_siv_key_free(). */
typedef struct qila_gcm_siv_key qila_gcm_siv_key;

/* Wipes and frees; NULL is fine. */
void qila_gcm_siv_key_free(qila_gcm_siv_key *handle);

/* Makes a key of 16 or 32 bytes at `*key`. `*key` is freed with qila_gcm_siv_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_siv_key_new(qila_gcm_siv_key **key, const uint8_t *start, size_t len);

/* Makes a random key of 128 or 256 bits at `*key`. `*key` is freed with qila_gcm_siv_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_gcm_siv_key_generate(qila_gcm_siv_key **key, uint32_t bits, qila_rng *rng);

/* Seals `len` bytes at `data` under a nonce of 12 bytes, with a tag of 16.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_gcm_siv_seal(const qila_gcm_siv_key *key, const uint8_t *nonce, size_t nonce_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, uint8_t *tag, size_t tag_len);

/* Opens `len` bytes at `data`. If the tag does not belong to them, they are zero afterwards.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
 * QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_gcm_siv_open(const qila_gcm_siv_key *key, const uint8_t *nonce, size_t nonce_len,
    const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, const uint8_t *tag,
    size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * ChaCha20-Poly1305 (RFC 8439)
 *
 * Not approved. Data are worked on in place. A nonce must never come twice under a key.
 *
 *     uint8_t tag[QILA_CHACHA20_POLY1305_TAG_SIZE];
 *     qila_chacha20_poly1305_key *chacha = NULL;
 *     status = qila_chacha20_poly1305_key_new(&chacha, key, 32);
 *     if (status >= 0)
 *         status = qila_chacha20_poly1305_seal(chacha, nonce, 12, aad, aad_len, data, data_len, tag, sizeof tag);
 *     qila_chacha20_poly1305_key_free(chacha);
 */

/* The bytes of a tag. */
#define QILA_CHACHA20_POLY1305_TAG_SIZE 16

/* A key of ChaCha20-Poly1305. Threads: many at a time. Freed with
 * qila_chacha20_poly1305_key_free(). */
typedef struct qila_chacha20_poly1305_key qila_chacha20_poly1305_key;

/* Wipes and frees; NULL is fine. */
void qila_chacha20_poly1305_key_free(qila_chacha20_poly1305_key *handle);

/* Makes a key of 32 bytes at `*key`. `*key` is freed with qila_chacha20_poly1305_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_chacha20_poly1305_key_new(qila_chacha20_poly1305_key **key, const uint8_t *start,
    size_t len);

/* Makes a random key of 256 bits at `*key`. `*key` is freed with
 * qila_chacha20_poly1305_key_free(). */
qila_status qila_chacha20_poly1305_key_generate(qila_chacha20_poly1305_key **key, qila_rng *rng);

/* Seals `len` bytes at `data` under a nonce of 12 bytes, with a tag of 16.
 * Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_chacha20_poly1305_seal(const qila_chacha20_poly1305_key *key, const uint8_t *nonce,
    size_t nonce_len, const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len, uint8_t *tag,
    size_t tag_len);

/* Opens `len` bytes at `data`. If the tag does not belong to them, they are zero afterwards.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
 * QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_chacha20_poly1305_open(const qila_chacha20_poly1305_key *key, const uint8_t *nonce,
    size_t nonce_len, const uint8_t *aad, size_t aad_len, uint8_t *data, size_t len,
    const uint8_t *tag, size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * AES (FIPS 197): keys for all its modes, and ECB (SP 800-38A)
 *
 * Approved, but for encryption in ECB under some profiles. Data are worked on in place. ECB and
 * the modes below up to FF1 do not notice that somebody has changed the data: prefer
 * authenticated encryption.
 *
 *     qila_aes_key *aes = NULL;
 *     status = qila_aes_key_new(&aes, key, 32);
 *     if (status >= 0) status = qila_aes_ecb_decrypt(aes, data, 16);
 *     qila_aes_key_free(aes);
 */

/* The bytes of a block, an IV of CBC and a counter block. */
#define QILA_AES_BLOCK_SIZE 16

/* An AES key. Threads: many at a time. Freed with qila_aes_key_free(). */
typedef struct qila_aes_key qila_aes_key;

/* Wipes and frees; NULL is fine. */
void qila_aes_key_free(qila_aes_key *handle);

/* Makes a key of 16, 24 or 32 bytes at `*key`. `*key` is freed with qila_aes_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_aes_key_new(qila_aes_key **key, const uint8_t *start, size_t len);

/* Makes a random key of 128, 192 or 256 bits at `*key`. `*key` is freed with
 * qila_aes_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_aes_key_generate(qila_aes_key **key, uint32_t bits, qila_rng *rng);

/* Encrypts each of the whole blocks at `data` by itself.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks. */
qila_status qila_aes_ecb_encrypt(const qila_aes_key *key, uint8_t *data, size_t len);

/* Decrypts each of the whole blocks at `data` by itself.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks. */
qila_status qila_aes_ecb_decrypt(const qila_aes_key *key, uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * AES in CBC (SP 800-38A)
 *
 * Approved. Data are worked on in place unless the function says otherwise. An IV must be
 * unpredictable.
 *
 *     uint8_t padded[sizeof data + 16];
 *     size_t padded_len = sizeof padded;
 *     status = qila_aes_cbc_encrypt_padded(aes, iv, data, data_len, padded, &padded_len);
 */

/* A message on its way through CBC encryption. Threads: one at a time. Freed with
 * qila_cbc_encryptor_free(). */
typedef struct qila_cbc_encryptor qila_cbc_encryptor;

/* Wipes and frees; NULL is fine. */
void qila_cbc_encryptor_free(qila_cbc_encryptor *handle);

/* A message on its way through CBC decryption. Threads: one at a time. Freed with
 * qila_cbc_decryptor_free(). */
typedef struct qila_cbc_decryptor qila_cbc_decryptor;

/* Wipes and frees; NULL is fine. */
void qila_cbc_decryptor_free(qila_cbc_decryptor *handle);

/* Encrypts whole blocks at `data`.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks. */
qila_status qila_aes_cbc_encrypt(const qila_aes_key *key, const uint8_t iv[16], uint8_t *data,
    size_t len);

/* Decrypts whole blocks at `data`.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks. */
qila_status qila_aes_cbc_decrypt(const qila_aes_key *key, const uint8_t iv[16], uint8_t *data,
    size_t len);

/* Encrypts `len` bytes with the padding of PKCS #7. The output is the next multiple of 16 above
 * `len` long.
 * Errors: QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_aes_cbc_encrypt_padded(const qila_aes_key *key, const uint8_t iv[16],
    const uint8_t *plaintext, size_t len, uint8_t *out, size_t *out_len);

/* Decrypts whole blocks and takes the padding of PKCS #7 off; `out` needs room for `len` bytes.
 * Whether the padding was right must not become known to anybody who can change the ciphertext:
 * authenticate first.
 * Errors: QILA_ERROR_PADDING; QILA_ERROR_INPUT_LENGTH, not whole blocks, or none. */
qila_status qila_aes_cbc_decrypt_padded(const qila_aes_key *key, const uint8_t iv[16],
    const uint8_t *ciphertext, size_t len, uint8_t *out, size_t *out_len);

/* Begins a message that is encrypted in parts of whole blocks at `*message`. The key may be
 * freed before. `*message` is freed with qila_cbc_encryptor_free(). */
qila_status qila_cbc_encryptor_new(qila_cbc_encryptor **message, const qila_aes_key *key,
    const uint8_t iv[16]);

/* Encrypts the next part, in place.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks; QILA_ERROR_PARAMETER, after the end. */
qila_status qila_cbc_encryptor_update(qila_cbc_encryptor *message, uint8_t *data, size_t len);

/* Ends the message with its last part, of any length, and the padding of PKCS #7. The output is
 * the next multiple of 16 above `len` long. The handle is then at its end, and can only be
 * freed.
 * Errors: QILA_ERROR_INPUT_TOO_LONG; QILA_ERROR_PARAMETER, after the end. */
qila_status qila_cbc_encryptor_final_padded(qila_cbc_encryptor *message, const uint8_t *data,
    size_t len, uint8_t *out, size_t *out_len);

/* Begins a message that is decrypted in parts of whole blocks at `*message`. The key may be
 * freed before. `*message` is freed with qila_cbc_decryptor_free(). */
qila_status qila_cbc_decryptor_new(qila_cbc_decryptor **message, const qila_aes_key *key,
    const uint8_t iv[16]);

/* Decrypts the next part, in place.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks; QILA_ERROR_PARAMETER, after the end. */
qila_status qila_cbc_decryptor_update(qila_cbc_decryptor *message, uint8_t *data, size_t len);

/* Ends the message with its last part, whole blocks and one at least, and takes the padding of
 * PKCS #7 off; `out` needs room for `len` bytes. What qila_aes_cbc_decrypt_padded() says of the
 * padding holds here, too. The handle is then at its end, and can only be freed.
 * Errors: QILA_ERROR_PADDING; QILA_ERROR_INPUT_LENGTH, not whole blocks, or none;
 * QILA_ERROR_PARAMETER, after the end. */
qila_status qila_cbc_decryptor_final_padded(qila_cbc_decryptor *message, const uint8_t *data,
    size_t len, uint8_t *out, size_t *out_len);

/* -------------------------------------------------------------------------------------------------
 * AES in counter mode (SP 800-38A)
 *
 * Approved. Data are worked on in place. A counter block must never come twice under a key.
 *
 *     status = qila_aes_ctr(aes, counter, data, data_len);
 */

/* A message on its way through counter mode. Threads: one at a time. Freed with qila_ctr_free(). */
typedef struct qila_ctr qila_ctr;

/* Wipes and frees; NULL is fine. */
void qila_ctr_free(qila_ctr *handle);

/* Encrypts or decrypts `len` bytes at `data` in counter mode, from a counter block.
 * Errors: QILA_ERROR_INPUT_TOO_LONG, more blocks than there are counters. */
qila_status qila_aes_ctr(const qila_aes_key *key, const uint8_t counter[16], uint8_t *data,
    size_t len);

/* Begins a message in counter mode that comes in parts of any length, from a counter block, at
 * `*message`. The key may be freed before. `*message` is freed with qila_ctr_free(). */
qila_status qila_ctr_new(qila_ctr **message, const qila_aes_key *key, const uint8_t counter[16]);

/* Encrypts or decrypts the next part, in place.
 * Errors: QILA_ERROR_INPUT_TOO_LONG, more blocks than there are counters. */
qila_status qila_ctr_apply(qila_ctr *message, uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * AES-CBC with ciphertext stealing (SP 800-38A addendum)
 *
 * Approved. Data of 16 bytes or more, in place and without padding. `variant` is 1, 2 or 3, for
 * CS1, CS2 and CS3.
 *
 *     status = qila_aes_cbc_cs_encrypt(aes, 3, iv, data, data_len);
 */

/* Encrypts `len` bytes at `data`.
 * Errors: QILA_ERROR_INPUT_LENGTH, less than a block. */
qila_status qila_aes_cbc_cs_encrypt(const qila_aes_key *key, uint32_t variant, const uint8_t iv[16],
    uint8_t *data, size_t len);

/* Decrypts `len` bytes at `data`.
 * Errors: QILA_ERROR_INPUT_LENGTH, less than a block. */
qila_status qila_aes_cbc_cs_decrypt(const qila_aes_key *key, uint32_t variant, const uint8_t iv[16],
    uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * AES in CFB (SP 800-38A)
 *
 * Approved. Data are worked on in place. `segment_bits` is 1, 8 or 128, for CFB1, CFB8 and
 * CFB128.
 *
 *     status = qila_aes_cfb_encrypt(aes, 128, iv, data, data_len);
 */

/* A message on its way through CFB. Threads: one at a time. Freed with qila_cfb_free(). */
typedef struct qila_cfb qila_cfb;

/* Wipes and frees; NULL is fine. */
void qila_cfb_free(qila_cfb *handle);

/* Encrypts `len` bytes at `data`, of any length.
 * Errors: QILA_ERROR_PARAMETER, no such segment. */
qila_status qila_aes_cfb_encrypt(const qila_aes_key *key, uint32_t segment_bits,
    const uint8_t iv[16], uint8_t *data, size_t len);

/* Decrypts `len` bytes at `data`, of any length.
 * Errors: QILA_ERROR_PARAMETER, no such segment. */
qila_status qila_aes_cfb_decrypt(const qila_aes_key *key, uint32_t segment_bits,
    const uint8_t iv[16], uint8_t *data, size_t len);

/* Begins a message in CFB that is encrypted in parts at `*message`. The key may be freed before.
 * `*message` is freed with qila_cfb_free().
 * Errors: QILA_ERROR_PARAMETER, no such segment. */
qila_status qila_cfb_new_encrypt(qila_cfb **message, const qila_aes_key *key, uint32_t segment_bits,
    const uint8_t iv[16]);

/* Begins a message in CFB that is decrypted in parts at `*message`. The key may be freed before.
 * `*message` is freed with qila_cfb_free().
 * Errors: QILA_ERROR_PARAMETER, no such segment. */
qila_status qila_cfb_new_decrypt(qila_cfb **message, const qila_aes_key *key, uint32_t segment_bits,
    const uint8_t iv[16]);

/* Encrypts or decrypts the next part, of whole segments, in place.
 * Errors: QILA_ERROR_INPUT_LENGTH, not whole segments; QILA_ERROR_PARAMETER, after the end. */
qila_status qila_cfb_apply(qila_cfb *message, uint8_t *data, size_t len);

/* Encrypts or decrypts the last part, of any length, in place: of CFB128 also one that does not
 * end with a block. The handle is then at its end, and can only be freed. Errors:
 * QILA_ERROR_PARAMETER, after the end. */
qila_status qila_cfb_final(qila_cfb *message, uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * AES in OFB (SP 800-38A)
 *
 * Approved. Data are worked on in place. An IV must never come twice under a key.
 *
 *     status = qila_aes_ofb(aes, iv, data, data_len);
 */

/* A message on its way through OFB. Threads: one at a time. Freed with qila_ofb_free(). */
typedef struct qila_ofb qila_ofb;

/* Wipes and frees; NULL is fine. */
void qila_ofb_free(qila_ofb *handle);

/* Encrypts or decrypts `len` bytes at `data` in OFB. An IV must never come twice under a key. */
qila_status qila_aes_ofb(const qila_aes_key *key, const uint8_t iv[16], uint8_t *data, size_t len);

/* Begins a message in OFB that comes in parts of any length at `*message`. The key may be freed
 * before. `*message` is freed with qila_ofb_free(). */
qila_status qila_ofb_new(qila_ofb **message, const qila_aes_key *key, const uint8_t iv[16]);

/* Encrypts or decrypts the next part, of any length, in place. */
qila_status qila_ofb_apply(qila_ofb *message, uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * AES-XTS (SP 800-38E)
 *
 * Approved, for stored data. Data are worked on in place.
 *
 *     qila_xts_key *xts = NULL;
 *     status = qila_xts_key_new(&xts, key, 64);
 *     if (status >= 0) status = qila_xts_encrypt_units(xts, 0, 4096, data, data_len);
 *     qila_xts_key_free(xts);
 */

/* A key of AES-XTS. Threads: many at a time. Freed with qila_xts_key_free(). */
typedef struct qila_xts_key qila_xts_key;

/* Wipes and frees; NULL is fine. */
void qila_xts_key_free(qila_xts_key *handle);

/* Makes a key of 32 or 64 bytes at `*key`. `*key` is freed with qila_xts_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, the halves are the same. */
qila_status qila_xts_key_new(qila_xts_key **key, const uint8_t *start, size_t len);

/* Makes a random key for AES of 128 or 256 bits at `*key`. `*key` is freed with
 * qila_xts_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_xts_key_generate(qila_xts_key **key, uint32_t bits, qila_rng *rng);

/* Encrypts one data unit of 16 bytes to 16 MiB.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_xts_encrypt(const qila_xts_key *key, const uint8_t tweak[16], uint8_t *data,
    size_t len);

/* Encrypts successive data units of `unit_len` bytes, of which the first has the number `first`.
 * The last may be shorter, down to 16 bytes.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_PARAMETER. */
qila_status qila_xts_encrypt_units(const qila_xts_key *key, uint64_t first, size_t unit_len,
    uint8_t *data, size_t len);

/* Decrypts one data unit of 16 bytes to 16 MiB.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_xts_decrypt(const qila_xts_key *key, const uint8_t tweak[16], uint8_t *data,
    size_t len);

/* Decrypts successive data units of `unit_len` bytes, of which the first has the number `first`.
 * The last may be shorter, down to 16 bytes.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_PARAMETER. */
qila_status qila_xts_decrypt_units(const qila_xts_key *key, uint64_t first, size_t unit_len,
    uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * Format-preserving encryption: FF1 with AES (SP 800-38G)
 *
 * Approved. `len` numerals at `numerals`, each below `radix`, in place. `radix` is from 2 to
 * 65536, and there must be a million strings of that length or more.
 *
 *     uint16_t digits[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
 *     status = qila_aes_ff1_encrypt(aes, 10, NULL, 0, digits, 10);
 */

/* Encrypts under a tweak of any length.
 * Errors: QILA_ERROR_INPUT_LENGTH, too few numerals; QILA_ERROR_PARAMETER, a numeral or the
 * radix. */
qila_status qila_aes_ff1_encrypt(const qila_aes_key *key, uint32_t radix, const uint8_t *tweak,
    size_t tweak_len, uint16_t *numerals, size_t len);

/* Decrypts under a tweak of any length.
 * Errors: QILA_ERROR_INPUT_LENGTH, too few numerals; QILA_ERROR_PARAMETER, a numeral or the
 * radix. */
qila_status qila_aes_ff1_decrypt(const qila_aes_key *key, uint32_t radix, const uint8_t *tweak,
    size_t tweak_len, uint16_t *numerals, size_t len);

/* -------------------------------------------------------------------------------------------------
 * Key wrapping: KW and KWP with AES (SP 800-38F)
 *
 * Approved. A key that was made at random stays only if it is wrapped: each kind of key has its
 * functions below.
 *
 *     uint8_t wrapped[40];
 *     size_t wrapped_len = sizeof wrapped;
 *     qila_key_wrap_key *wrapping = NULL;
 *     status = qila_key_wrap_key_new(&wrapping, key, 32);
 *     if (status >= 0) status = qila_key_wrap(wrapping, data, 32, wrapped, &wrapped_len);
 *     qila_key_wrap_key_free(wrapping);
 */

/* How a key is wrapped. One of the constants below. */
typedef uint32_t qila_key_wrap_mode;
/* KW. */
#define QILA_KW 1
/* KWP. */
#define QILA_KWP 2

/* A key-encryption key. Threads: many at a time. Freed with qila_key_wrap_key_free(). */
typedef struct qila_key_wrap_key qila_key_wrap_key;

/* Wipes and frees; NULL is fine. */
void qila_key_wrap_key_free(qila_key_wrap_key *handle);

/* Makes a key-encryption key of 16, 24 or 32 bytes at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
 * `*key` is freed with qila_key_wrap_key_free(). */
qila_status qila_key_wrap_key_new(qila_key_wrap_key **key, const uint8_t *start, size_t len);

/* As qila_key_wrap_key_new(), for a key that wraps with the inverse of the cipher, which few
 * others do. `*key` is freed with qila_key_wrap_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_key_wrap_key_new_inverse(qila_key_wrap_key **key, const uint8_t *start,
    size_t len);

/* Makes a random key-encryption key of 128, 192 or 256 bits at `*key`. Errors:
 * QILA_ERROR_KEY_LENGTH. `*key` is freed with qila_key_wrap_key_free(). */
qila_status qila_key_wrap_key_generate(qila_key_wrap_key **key, uint32_t bits, qila_rng *rng);

/* KW: wraps whole semiblocks of 8 bytes, two at least; `out` needs 8 bytes more.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_key_wrap(const qila_key_wrap_key *key, const uint8_t *data, size_t len,
    uint8_t *out, size_t *out_len);

/* KW: unwraps; `out` needs 8 bytes less. A wrong value leaves zeros.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_key_unwrap(const qila_key_wrap_key *key, const uint8_t *data, size_t len,
    uint8_t *out, size_t *out_len);

/* KWP: wraps any bytes, one at least; `out` needs the next multiple of 8 and 8 bytes more.
 * Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_key_wrap_padded(const qila_key_wrap_key *key, const uint8_t *data, size_t len,
    uint8_t *out, size_t *out_len);

/* KWP: unwraps; `out` needs 8 bytes less. A wrong value leaves zeros.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_key_unwrap_padded(const qila_key_wrap_key *key, const uint8_t *data, size_t len,
    uint8_t *out, size_t *out_len);

/* Wraps an AES key under another one, by QILA_KW or QILA_KWP; `out` needs 8 bytes more than the
 * key has. What comes back has full tags and begins to count anew. Keys of HMAC and KMAC cannot
 * be wrapped, because their bytes are not kept. */
qila_status qila_aes_key_wrap(const qila_aes_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Makes at `*key` the key that was wrapped under another one, by QILA_KW or QILA_KWP. What kind
 * it was is not part of it. `*key` is freed with qila_aes_key_free().
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG,
 * QILA_ERROR_KEY_LENGTH. */
qila_status qila_aes_key_unwrap(qila_aes_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a key of XTS, as qila_aes_key_wrap(). */
qila_status qila_xts_key_wrap(const qila_xts_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a key of XTS, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_xts_key_free(). */
qila_status qila_xts_key_unwrap(qila_xts_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps an AES-GCM key with full tags, as qila_aes_key_wrap().
 * Errors: QILA_ERROR_TAG_LENGTH, its tags are shorter. */
qila_status qila_gcm_key_wrap(const qila_gcm_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps an AES-GCM key, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_gcm_key_free(). */
qila_status qila_gcm_key_unwrap(qila_gcm_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a key for streams, as qila_aes_key_wrap(). */
qila_status qila_stream_key_wrap(const qila_stream_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a key for streams, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_stream_key_free(). */
qila_status qila_stream_key_unwrap(qila_stream_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps an AES-CCM key with full tags, as qila_aes_key_wrap().
 * Errors: QILA_ERROR_TAG_LENGTH, its tags are shorter. */
qila_status qila_ccm_key_wrap(const qila_ccm_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps an AES-CCM key, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_ccm_key_free(). */
qila_status qila_ccm_key_unwrap(qila_ccm_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps an AES-GCM-SIV key, as qila_aes_key_wrap(). */
qila_status qila_gcm_siv_key_wrap(const qila_gcm_siv_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps an AES-GCM-SIV key, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_gcm_siv_key_free(). */
qila_status qila_gcm_siv_key_unwrap(qila_gcm_siv_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a key of ChaCha20-Poly1305, as qila_aes_key_wrap(). */
qila_status qila_chacha20_poly1305_key_wrap(const qila_chacha20_poly1305_key *key,
    const qila_key_wrap_key *kek, qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a key of ChaCha20-Poly1305, as qila_aes_key_unwrap(), with its errors. `*key` is freed
 * with qila_chacha20_poly1305_key_free(). */
qila_status qila_chacha20_poly1305_key_unwrap(qila_chacha20_poly1305_key **key,
    const qila_key_wrap_key *kek, qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a key of Ascon-AEAD128 with full tags, as qila_aes_key_wrap().
 * Errors: QILA_ERROR_TAG_LENGTH, its tags are shorter. */
qila_status qila_ascon_aead128_key_wrap(const qila_ascon_aead128_key *key,
    const qila_key_wrap_key *kek, qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a key of Ascon-AEAD128, as qila_aes_key_unwrap(), with its errors. `*key` is freed
 * with qila_ascon_aead128_key_free(). */
qila_status qila_ascon_aead128_key_unwrap(qila_ascon_aead128_key **key,
    const qila_key_wrap_key *kek, qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a CMAC key, as qila_aes_key_wrap(). */
qila_status qila_cmac_key_wrap(const qila_cmac_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a CMAC key, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_cmac_key_free(). */
qila_status qila_cmac_key_unwrap(qila_cmac_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a GMAC key with full tags, as qila_aes_key_wrap().
 * Errors: QILA_ERROR_TAG_LENGTH, its tags are shorter. */
qila_status qila_gmac_key_wrap(const qila_gmac_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a GMAC key, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_gmac_key_free(). */
qila_status qila_gmac_key_unwrap(qila_gmac_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* Wraps a key-encryption key, but no inverse one, as qila_aes_key_wrap().
 * Errors: QILA_ERROR_PARAMETER, it wraps with the inverse of the cipher. */
qila_status qila_key_wrap_key_wrap(const qila_key_wrap_key *key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, uint8_t *out, size_t *out_len);

/* Unwraps a key-encryption key, as qila_aes_key_unwrap(), with its errors. `*key` is freed with
 * qila_key_wrap_key_free(). */
qila_status qila_key_wrap_key_unwrap(qila_key_wrap_key **key, const qila_key_wrap_key *kek,
    qila_key_wrap_mode mode, const uint8_t *data, size_t len);

/* -------------------------------------------------------------------------------------------------
 * Key encapsulation: ML-KEM (FIPS 203), and hybrids of it with Diffie-Hellman
 *
 * Approved, but for QILA_X_WING. A key that exists has passed the checks of FIPS 203 sections
 * 7.2 and 7.3, and full validation of its point. The bytes of an encapsulation key, of a
 * decapsulation key in its expanded form, and of a ciphertext: 800, 1632 and 768 with
 * QILA_ML_KEM_512; 1184, 2400 and 1088 with QILA_ML_KEM_768; 1568, 3168 and 1568 with
 * QILA_ML_KEM_1024. A seed has 64, a shared secret 32.
 *
 * Hybrids have no expanded form. The bytes of an encapsulation key, of a seed, of a ciphertext,
 * and of a shared secret: 1216, 96, 1120 and 64 with QILA_X25519MLKEM768; 1249, 96, 1153 and 64
 * with QILA_SECP256R1MLKEM768; 1665, 112, 1665 and 80 with QILA_SECP384R1MLKEM1024; 1216, 32,
 * 1120 and 32 with QILA_X_WING.
 *
 *     uint8_t ciphertext[1088], sent[QILA_SHARED_SECRET_SIZE], received[QILA_SHARED_SECRET_SIZE];
 *     size_t ciphertext_len = sizeof ciphertext;
 *     qila_decapsulation_key *pair = NULL;
 *     qila_encapsulation_key *public_key = NULL;
 *     status = qila_decapsulation_key_generate(&pair, QILA_ML_KEM_768, rng);
 *     if (status >= 0) status = qila_decapsulation_key_public(&public_key, pair);
 *     if (status >= 0) {
 *         status = qila_encapsulate(public_key, ciphertext, &ciphertext_len, sent, sizeof sent, rng);
 *     }
 *     if (status >= 0) status = qila_decapsulate(pair, ciphertext, ciphertext_len, received, sizeof received);
 *     qila_encapsulation_key_free(public_key);
 *     qila_decapsulation_key_free(pair);
 */

/* An algorithm of key encapsulation. One of the constants below. */
typedef uint32_t qila_kem_algorithm;
#define QILA_ML_KEM_512 1
#define QILA_ML_KEM_768 2
#define QILA_ML_KEM_1024 3
#define QILA_X25519MLKEM768 16
#define QILA_SECP256R1MLKEM768 17
#define QILA_SECP384R1MLKEM1024 18
#define QILA_X_WING 19

/* The bytes of a shared secret of ML-KEM. */
#define QILA_SHARED_SECRET_SIZE 32
/* The bytes of a seed: d and z of FIPS 203, one after the other. */
#define QILA_ML_KEM_SEED_SIZE 64

/* A decapsulation key, the private half. Threads: many at a time. Freed with
 * qila_decapsulation_key_free(). */
typedef struct qila_decapsulation_key qila_decapsulation_key;

/* Wipes and frees; NULL is fine. */
void qila_decapsulation_key_free(qila_decapsulation_key *handle);

/* An encapsulation key, the public half. Threads: many at a time. Freed with
 * qila_encapsulation_key_free(). */
typedef struct qila_encapsulation_key qila_encapsulation_key;

/* Wipes and frees; NULL is fine. */
void qila_encapsulation_key_free(qila_encapsulation_key *handle);

/* Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 80 KiB.
 * `*key` is freed with qila_decapsulation_key_free().
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_decapsulation_key_generate(qila_decapsulation_key **key,
    qila_kem_algorithm algorithm, qila_rng *rng);

/* Makes the key pair of a seed at `*key`. Stack: 80 KiB. `*key` is freed with
 * qila_decapsulation_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_decapsulation_key_from_seed(qila_decapsulation_key **key,
    qila_kem_algorithm algorithm, const uint8_t *seed, size_t seed_len);

/* Takes the expanded form of a decapsulation key to `*key`, which then cannot give its seed.
 * Stack: 80 KiB. `*key` is freed with qila_decapsulation_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together. */
qila_status qila_decapsulation_key_from_expanded(qila_decapsulation_key **key,
    qila_kem_algorithm algorithm, const uint8_t *expanded, size_t expanded_len);

/* Takes both forms of a decapsulation key to `*key`. Stack: 80 KiB. `*key` is freed with
 * qila_decapsulation_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, the seed gives another key. */
qila_status qila_decapsulation_key_from_both(qila_decapsulation_key **key,
    qila_kem_algorithm algorithm, const uint8_t *seed, size_t seed_len, const uint8_t *expanded,
    size_t expanded_len);

/* Gives the seed of a decapsulation key.
 * Errors: QILA_ERROR_PARAMETER, the key came in its expanded form alone. */
qila_status qila_decapsulation_key_seed(const qila_decapsulation_key *key, uint8_t *seed,
    size_t *seed_len);

/* Gives the expanded form of a decapsulation key. */
qila_status qila_decapsulation_key_expanded(const qila_decapsulation_key *key, uint8_t *expanded,
    size_t *expanded_len);

/* Makes the public half of a decapsulation key at `*key`. Stack: 80 KiB. `*key` is freed with
 * qila_encapsulation_key_free(). */
qila_status qila_decapsulation_key_public(qila_encapsulation_key **key,
    const qila_decapsulation_key *pair);

/* Takes an encapsulation key to `*key`. Stack: 80 KiB. `*key` is freed with
 * qila_encapsulation_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, it is none that the algorithm makes. */
qila_status qila_encapsulation_key_new(qila_encapsulation_key **key, qila_kem_algorithm algorithm,
    const uint8_t *start, size_t len);

/* Gives the bytes of an encapsulation key. */
qila_status qila_encapsulation_key_bytes(const qila_encapsulation_key *key, uint8_t *out,
    size_t *out_len);

/* The bytes of a shared secret go to `*size`. */
qila_status qila_encapsulation_key_secret_size(const qila_encapsulation_key *key, uint64_t *size);

/* The same of a decapsulation key. */
qila_status qila_decapsulation_key_secret_size(const qila_decapsulation_key *key, uint64_t *size);

/* Makes a shared secret of exactly its size, and the ciphertext that carries it to the holder of
 * the decapsulation key. Stack: 80 KiB.
 * Errors: QILA_ERROR_ENTROPY; QILA_ERROR_PARAMETER, another length of the secret. */
qila_status qila_encapsulate(const qila_encapsulation_key *key, uint8_t *ciphertext,
    size_t *ciphertext_len, uint8_t *secret, size_t secret_len, qila_rng *rng);

/* Gives the shared secret of a ciphertext. One that no encapsulation makes gives another secret,
 * and no error. Stack: 80 KiB.
 * Errors: QILA_ERROR_INPUT_LENGTH; QILA_ERROR_KEY, the ephemeral key in that of a hybrid is
 * none; QILA_ERROR_PARAMETER, another length of the secret. */
qila_status qila_decapsulate(const qila_decapsulation_key *key, const uint8_t *ciphertext,
    size_t ciphertext_len, uint8_t *secret, size_t secret_len);

/* -------------------------------------------------------------------------------------------------
 * Encryption of keys: RSA-OAEP (RFC 8017)
 *
 * Approved, with hash functions that the profile allows. A key has 3072 bits, or as many as
 * qila_decryption_key_generate_of_size() is asked for: 2048, 3072, 4096, 6144 or 8192; its
 * ciphertexts have as many, in bytes, and messages at most two hash values and two bytes less.
 * The expanded form of a decryption key and the bytes of an encryption key are RSAPrivateKey and
 * RSAPublicKey (RFC 8017 appendix A.1).
 *
 *     uint8_t ciphertext[384], received[384];
 *     size_t ciphertext_len = sizeof ciphertext, received_len = sizeof received;
 *     qila_decryption_key *pair = NULL;
 *     qila_encryption_key *public_key = NULL;
 *     status = qila_decryption_key_generate(&pair, QILA_RSA_OAEP, rng);
 *     if (status >= 0) status = qila_decryption_key_public(&public_key, pair);
 *     if (status >= 0) status = qila_encrypt(public_key, NULL, key, 32, ciphertext, &ciphertext_len, rng);
 *     if (status >= 0) {
 *         status = qila_decrypt(pair, NULL, ciphertext, ciphertext_len, received, &received_len, rng);
 *     }
 *     qila_encryption_key_free(public_key);
 *     qila_decryption_key_free(pair);
 */

/* How to encrypt, and how something was encrypted. NULL stands for QILA_ENCRYPT_OPTIONS. */
typedef struct qila_encrypt_options {
    /* The bytes of this structure, so that it can grow. */
    size_t size;
    /* The hash functions of the label and of the masks (MGF1): of qila_hash_algorithm. */
    uint32_t hash;
    uint32_t mask;
    /* The label, which belongs to the ciphertext and is not in it. */
    const uint8_t *label;
    size_t label_len;
} qila_encrypt_options;

/* SHA-256 for both, without a label. */
#define QILA_ENCRYPT_OPTIONS {sizeof(qila_encrypt_options), QILA_SHA256, QILA_SHA256, NULL, 0}

/* An algorithm of encryption. One of the constants below. */
typedef uint32_t qila_encryption_algorithm;
#define QILA_RSA_OAEP 1

/* A decryption key, the private half. Threads: many at a time. Freed with
 * qila_decryption_key_free(). */
typedef struct qila_decryption_key qila_decryption_key;

/* Wipes and frees; NULL is fine. */
void qila_decryption_key_free(qila_decryption_key *handle);

/* An encryption key, the public half. Threads: many at a time. Freed with
 * qila_encryption_key_free(). */
typedef struct qila_encryption_key qila_encryption_key;

/* Wipes and frees; NULL is fine. */
void qila_encryption_key_free(qila_encryption_key *handle);

/* Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 216 KiB.
 * `*key` is freed with qila_decryption_key_free().
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_decryption_key_generate(qila_decryption_key **key,
    qila_encryption_algorithm algorithm, qila_rng *rng);

/* As qila_decryption_key_generate(), with so many bits. Stack: 216 KiB. `*key` is freed with
 * qila_decryption_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_ENTROPY. */
qila_status qila_decryption_key_generate_of_size(qila_decryption_key **key,
    qila_encryption_algorithm algorithm, size_t bits, qila_rng *rng);

/* Takes the expanded form of a decryption key to `*key`. Stack: 216 KiB. `*key` is freed with
 * qila_decryption_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together. */
qila_status qila_decryption_key_from_expanded(qila_decryption_key **key,
    qila_encryption_algorithm algorithm, const uint8_t *expanded, size_t expanded_len);

/* Gives the expanded form of a decryption key. Stack: 144 KiB. */
qila_status qila_decryption_key_expanded(const qila_decryption_key *key, uint8_t *expanded,
    size_t *expanded_len);

/* Makes the public half of a decryption key at `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_encryption_key_free(). */
qila_status qila_decryption_key_public(qila_encryption_key **key, const qila_decryption_key *pair);

/* Takes an encryption key to `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_encryption_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_KEY. */
qila_status qila_encryption_key_new(qila_encryption_key **key, qila_encryption_algorithm algorithm,
    const uint8_t *start, size_t len);

/* Gives the bytes of an encryption key. */
qila_status qila_encryption_key_bytes(const qila_encryption_key *key, uint8_t *out,
    size_t *out_len);

/* Encrypts a message. Stack: 144 KiB.
 * Errors: QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_ENTROPY. */
qila_status qila_encrypt(const qila_encryption_key *key, const qila_encrypt_options *how,
    const uint8_t *message, size_t message_len, uint8_t *ciphertext, size_t *ciphertext_len,
    qila_rng *rng);

/* Decrypts a message. `message` has room for the longest; behind the message it becomes zero.
 * `rng` only serves to hide the key. Stack: 144 KiB.
 * Errors: QILA_ERROR_PADDING, whatever is wrong with the ciphertext; QILA_ERROR_PARAMETER, the
 * key has no room for the hash function; QILA_ERROR_ENTROPY. */
qila_status qila_decrypt(const qila_decryption_key *key, const qila_encrypt_options *how,
    const uint8_t *ciphertext, size_t ciphertext_len, uint8_t *message, size_t *message_len,
    qila_rng *rng);

/* -------------------------------------------------------------------------------------------------
 * Signatures: ML-DSA (FIPS 204), EdDSA, ECDSA and RSA (FIPS 186-5)
 *
 * Approved, with hash functions that the profile allows. A signing key that exists is consistent
 * and has passed its pairwise consistency test. The bytes of a verifying key, of a signing key
 * in its expanded form, and of a signature: 1312, 2560 and 2420 with QILA_ML_DSA_44; 1952, 4032
 * and 3309 with QILA_ML_DSA_65; 2592, 4896 and 4627 with QILA_ML_DSA_87. A seed has 32.
 *
 * The bytes of a seed or a verifying key and of a signature: 32 and 64 with QILA_ED25519, 57 and
 * 114 with QILA_ED448. A key of these is its seed and has no expanded form; what comes with the
 * seed is the verifying key. With QILA_ED25519 a context makes Ed25519ctx of Ed25519;
 * QILA_SHA512 is Ed25519ph, and with QILA_ED448 QILA_PRE_HASH_SHAKE256 is Ed448ph.
 *
 * A key of QILA_RSA has 3072 bits, or as many as qila_signing_key_generate_of_size() is asked
 * for: 2048, 3072, 4096, 6144 or 8192. Its signature has as many, in bytes. Its expanded form
 * and the bytes of its verifying key are RSAPrivateKey and RSAPublicKey (RFC 8017 appendix A.1),
 * of at most 4784 and 1068 bytes. Signatures are verified from 1024 bits. What is usual is
 * QILA_SHA256, padded as PSS; SHAKE goes with PSS alone. A message is signed after a hash
 * function, and no hash value that was made elsewhere.
 *
 * QILA_DSA only verifies, after a hash function, which is usually QILA_SHA256, or the hash value
 * itself. The bytes of its verifying key are SubjectPublicKeyInfo, at most 1194; a signature is
 * r and s, and has 40, 56 or 64. Of a message it may be in DER.
 *
 * QILA_HSS, QILA_XMSS and QILA_XMSSMT only verify messages, without a context. The parameter set
 * stands in the verifying key, which has 52 or 60 bytes with QILA_HSS, and 52 or 68 with the
 * others. What makes a signing key of them is QILA_ERROR_PARAMETER.
 *
 *     uint8_t signature[3309];
 *     size_t signature_len = sizeof signature;
 *     qila_sign_options how = QILA_SIGN_OPTIONS;
 *     qila_signing_key *pair = NULL;
 *     qila_verifying_key *public_key = NULL;
 *     how.context = (const uint8_t *)"releases";
 *     how.context_len = 8;
 *     status = qila_signing_key_generate(&pair, QILA_ML_DSA_65, rng);
 *     if (status >= 0) status = qila_signing_key_public(&public_key, pair);
 *     if (status >= 0) status = qila_sign(pair, &how, data, sizeof data, signature, &signature_len, rng);
 *     if (status >= 0) status = qila_verify(public_key, &how, data, sizeof data, signature, signature_len);
 *     qila_verifying_key_free(public_key);
 *     qila_signing_key_free(pair);
 */

/* How to sign, and how a signature was made. NULL stands for QILA_SIGN_OPTIONS. */
typedef struct qila_sign_options {
    /* The bytes of this structure, so that it can grow. */
    size_t size;
    /* What is signed: QILA_USUAL, QILA_PURE, QILA_MU, or the hash function that the message goes
     * through first: one of qila_hash_algorithm, QILA_PRE_HASH_SHAKE128 or
     * QILA_PRE_HASH_SHAKE256. QILA_SHA1 serves verification with QILA_RSA and QILA_DSA alone. */
    uint32_t hash;
    /* 1 for a signature without randomness, which is always the same; else 0. */
    uint32_t deterministic;
    /* The context, at most 255 bytes; none with QILA_MU. */
    const uint8_t *context;
    size_t context_len;
    /* 1 if the message is its hash value already, which `hash` made elsewhere; else 0. */
    uint32_t digest;
    /* How RSA pads: QILA_PADDING_USUAL, QILA_PADDING_PKCS1, or QILA_PADDING_PSS with `salt_len`. */
    uint32_t padding;
    /* The bytes of the salt with QILA_PADDING_PSS, neither more nor less; else 0. */
    size_t salt_len;
    /* 1 for a signature of ECDSA or DSA in DER (RFC 3279), as certificates have it; 0 for r and s. */
    uint32_t der;
    uint32_t reserved; /* 0 */
} qila_sign_options;

/* What is usual for the algorithm, without a context. */
#define QILA_SIGN_OPTIONS {sizeof(qila_sign_options), QILA_USUAL, 0, NULL, 0, 0, QILA_PADDING_USUAL, 0, 0, 0}

/* An algorithm of signatures. One of the constants below. */
typedef uint32_t qila_signature_algorithm;
#define QILA_ML_DSA_44 1
#define QILA_ML_DSA_65 2
#define QILA_ML_DSA_87 3
#define QILA_SLH_DSA_SHA2_128S 32
#define QILA_SLH_DSA_SHA2_128F 33
#define QILA_SLH_DSA_SHA2_192S 34
#define QILA_SLH_DSA_SHA2_192F 35
#define QILA_SLH_DSA_SHA2_256S 36
#define QILA_SLH_DSA_SHA2_256F 37
#define QILA_SLH_DSA_SHAKE_128S 38
#define QILA_SLH_DSA_SHAKE_128F 39
#define QILA_SLH_DSA_SHAKE_192S 40
#define QILA_SLH_DSA_SHAKE_192F 41
#define QILA_SLH_DSA_SHAKE_256S 42
#define QILA_SLH_DSA_SHAKE_256F 43
#define QILA_ED25519 16
#define QILA_ED448 17
#define QILA_ECDSA_P224 4
#define QILA_ECDSA_P256 5
#define QILA_ECDSA_P384 6
#define QILA_ECDSA_P521 7
#define QILA_RSA 64
#define QILA_DSA 65
#define QILA_HSS 48
#define QILA_XMSS 49
#define QILA_XMSSMT 50

/* The message itself is signed. */
#define QILA_PURE 0
/* The message is mu, 64 bytes, which qila_verifying_key_mu() makes. */
#define QILA_MU 256
/* SHAKE128 with 32 bytes of output. */
#define QILA_PRE_HASH_SHAKE128 257
/* SHAKE256 with 64 bytes of output. */
#define QILA_PRE_HASH_SHAKE256 258
/* What is usual for the algorithm: QILA_PURE where that can be signed, else the hash function of
 * the key's strength. */
#define QILA_USUAL 259
/* What is usual for the algorithm: PSS with RSA, and a salt as long as the hash value. */
#define QILA_PADDING_USUAL 0
/* PKCS#1 v1.5. */
#define QILA_PADDING_PKCS1 1
/* PSS, with MGF1 of the same hash function, or SHAKE. */
#define QILA_PADDING_PSS 2
/* The bytes of mu. */
#define QILA_MU_SIZE 64
/* The bytes of a seed: xi of FIPS 204. */
#define QILA_ML_DSA_SEED_SIZE 32

/* A signing key, the private half. Threads: many at a time. Freed with qila_signing_key_free(). */
typedef struct qila_signing_key qila_signing_key;

/* Wipes and frees; NULL is fine. */
void qila_signing_key_free(qila_signing_key *handle);

/* A verifying key, the public half. Threads: many at a time. Freed with
 * qila_verifying_key_free(). */
typedef struct qila_verifying_key qila_verifying_key;

/* Wipes and frees; NULL is fine. */
void qila_verifying_key_free(qila_verifying_key *handle);

/* Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 216 KiB.
 * `*key` is freed with qila_signing_key_free().
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_signing_key_generate(qila_signing_key **key, qila_signature_algorithm algorithm,
    qila_rng *rng);

/* As qila_signing_key_generate(), with so many bits: for QILA_RSA. Stack: 216 KiB. `*key` is
 * freed with qila_signing_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, keys of the algorithm have one size;
 * QILA_ERROR_ENTROPY. */
qila_status qila_signing_key_generate_of_size(qila_signing_key **key,
    qila_signature_algorithm algorithm, size_t bits, qila_rng *rng);

/* Makes the key pair of a seed at `*key`. Stack: 72 KiB. `*key` is freed with
 * qila_signing_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_signing_key_from_seed(qila_signing_key **key, qila_signature_algorithm algorithm,
    const uint8_t *seed, size_t seed_len);

/* Takes the expanded form of a signing key to `*key`, which then cannot give its seed. Stack:
 * 216 KiB. `*key` is freed with qila_signing_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together. */
qila_status qila_signing_key_from_expanded(qila_signing_key **key,
    qila_signature_algorithm algorithm, const uint8_t *expanded, size_t expanded_len);

/* Takes both forms of a signing key to `*key`. Stack: 72 KiB. `*key` is freed with
 * qila_signing_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, the seed gives another key. */
qila_status qila_signing_key_from_both(qila_signing_key **key, qila_signature_algorithm algorithm,
    const uint8_t *seed, size_t seed_len, const uint8_t *expanded, size_t expanded_len);

/* Gives the seed of a signing key.
 * Errors: QILA_ERROR_PARAMETER, the key came in its expanded form alone. */
qila_status qila_signing_key_seed(const qila_signing_key *key, uint8_t *seed, size_t *seed_len);

/* Gives the expanded form of a signing key. Stack: 144 KiB. */
qila_status qila_signing_key_expanded(const qila_signing_key *key, uint8_t *expanded,
    size_t *expanded_len);

/* Makes the public half of a signing key at `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_verifying_key_free(). */
qila_status qila_signing_key_public(qila_verifying_key **key, const qila_signing_key *pair);

/* Takes a verifying key to `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_verifying_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_verifying_key_new(qila_verifying_key **key, qila_signature_algorithm algorithm,
    const uint8_t *start, size_t len);

/* Gives the bytes of a verifying key. */
qila_status qila_verifying_key_bytes(const qila_verifying_key *key, uint8_t *out, size_t *out_len);

/* Makes mu of a message with its context, QILA_MU_SIZE bytes: what stands for both where they
 * are signed elsewhere. Stack: 72 KiB.
 * Errors: QILA_ERROR_INPUT_TOO_LONG, the context; QILA_ERROR_PARAMETER, another length of mu. */
qila_status qila_verifying_key_mu(const qila_verifying_key *key, const uint8_t *message,
    size_t message_len, const uint8_t *context, size_t context_len, uint8_t *mu, size_t mu_len);

/* Signs a message. `rng` is not used for a deterministic signature. Stack: 144 KiB.
 * Errors: QILA_ERROR_ENTROPY; QILA_ERROR_PARAMETER, `how` asks for what the algorithm does not
 * have; QILA_ERROR_INPUT_TOO_LONG, the context; QILA_ERROR_INPUT_LENGTH, mu. */
qila_status qila_sign(const qila_signing_key *key, const qila_sign_options *how,
    const uint8_t *message, size_t message_len, uint8_t *signature, size_t *signature_len,
    qila_rng *rng);

/* Verifies the signature of a message. Stack: 144 KiB.
 * Errors: QILA_ERROR_SIGNATURE, it is not theirs; otherwise as qila_sign(). */
qila_status qila_verify(const qila_verifying_key *key, const qila_sign_options *how,
    const uint8_t *message, size_t message_len, const uint8_t *signature, size_t signature_len);

/* -------------------------------------------------------------------------------------------------
 * Signing with a state: HSS and LMS (RFC 8554)
 *
 * Not approved in software (SP 800-208). Each leaf of a key signs once, and two signatures with
 * one leaf give signatures of others away. So no leaf signs before a state is stored that does
 * not have it any more. qila_stateful_key_reserve() gives such a state, the caller stores it
 * where it lasts, reads it back, and shows it to qila_stateful_key_confirm(). Whoever goes back
 * to an old state of the store signs twice: a copy of a disk or of a machine must not sign. A
 * key refuses in the child of a fork. QILA_HSS verifies; LMS is HSS of one level.
 *
 *     static const uint8_t levels[16] = {0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 3};
 *     static uint8_t state[QILA_STATEFUL_MAX_STATE], signature[4756];
 *     size_t state_len = sizeof state, signature_len = sizeof signature;
 *     qila_stateful_key *signer = NULL;
 *     status = qila_stateful_key_generate(&signer, levels, sizeof levels, rng);
 *     if (status >= 0) status = qila_stateful_key_reserve(signer, 10, state, &state_len);
 *     if (status >= 0) status = qila_stateful_key_confirm(signer, state, state_len);
 *     if (status >= 0) status = qila_stateful_sign(signer, data, data_len, signature, &signature_len, rng);
 *     qila_stateful_key_free(signer);
 */

/* The most levels of a key. */
#define QILA_STATEFUL_MAX_LEVELS 8
/* The bytes of the longest state. */
#define QILA_STATEFUL_MAX_STATE 192

/* A signing key with a state, and about 45 KiB of nodes of its trees. Threads: one at a time.
 * Freed with qila_stateful_key_free(). */
typedef struct qila_stateful_key qila_stateful_key;

/* Wipes and frees; NULL is fine. */
void qila_stateful_key_free(qila_stateful_key *handle);

/* Makes a key at `*key`, which has passed its pairwise consistency test. `levels` has 8 bytes
 * for each level, that at the top first: the type codes of the tree and of its one-time keys, as
 * they stand in a verifying key (RFC 8554 section 5.3). All have the same hash function. Each
 * level takes as long as 2^h one-time keys. Stack: 216 KiB. `*key` is freed with
 * qila_stateful_key_free().
 * Errors: QILA_ERROR_PARAMETER, another number of levels, or codes that are not known or do not
 * belong together; QILA_ERROR_ENTROPY. */
qila_status qila_stateful_key_generate(qila_stateful_key **key, const uint8_t *levels,
    size_t levels_len, qila_rng *rng);

/* Takes the key of a stored state to `*key`. Leaves that it has used up never sign again. The
 * first signature makes its trees. Stack: 216 KiB. `*key` is freed with
 * qila_stateful_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, it is not, byte by byte, what was given. */
qila_status qila_stateful_key_from_state(qila_stateful_key **key, const uint8_t *stored,
    size_t stored_len);

/* Gives a state in which `leaves` more are used up, and its length. They sign after
 * qila_stateful_key_confirm(). The state holds the seed of the key. Stack: 72 KiB.
 * Errors: QILA_ERROR_KEY_EXHAUSTED, there are not so many; QILA_ERROR_PARAMETER, no leaf. */
qila_status qila_stateful_key_reserve(qila_stateful_key *key, uint64_t leaves, uint8_t *state,
    size_t *state_len);

/* Takes what was read back from the store as the proof that it holds the last state that was
 * given. Stack: 72 KiB.
 * Errors: QILA_ERROR_KEY, it is another one. */
qila_status qila_stateful_key_confirm(qila_stateful_key *key, const uint8_t *stored,
    size_t stored_len);

/* Signs a message with the next leaf, which is used up whatever happens after. Stack: 216 KiB.
 * Errors: QILA_ERROR_KEY_EXHAUSTED, no leaf is reserved and confirmed; QILA_ERROR_ENTROPY. */
qila_status qila_stateful_sign(qila_stateful_key *key, const uint8_t *message, size_t message_len,
    uint8_t *signature, size_t *signature_len, qila_rng *rng);

/* Says how many leaves no state that was given has used up. */
qila_status qila_stateful_key_remaining(const qila_stateful_key *key, uint64_t *leaves);

/* Says how many leaves sign without another qila_stateful_key_reserve(). */
qila_status qila_stateful_key_reserved(const qila_stateful_key *key, uint64_t *leaves);

/* Makes the public half at `*key`, a key of QILA_HSS. Stack: 168 KiB. `*key` is freed with
 * qila_verifying_key_free(). */
qila_status qila_stateful_key_public(qila_verifying_key **key, const qila_stateful_key *pair);

/* -------------------------------------------------------------------------------------------------
 * Key agreement: Diffie-Hellman (SP 800-56A r3), X25519 and X448 (RFC 7748)
 *
 * Approved on P-224 to P-521 and in the groups of safe primes, with the strength that the
 * profile asks for; public keys have passed full validation. X25519 and X448 are not approved.
 * The bytes of a private key and of a shared secret: 28 with QILA_ECDH_P224, 32 with
 * QILA_ECDH_P256, 48 with QILA_ECDH_P384, 66 with QILA_ECDH_P521, 32 with QILA_X25519, 56 with
 * QILA_X448; in a group as many as p has, 256 with QILA_FFDHE2048 and QILA_MODP_2048. A public
 * key has as many bytes; on P-224 to P-521 it is a point of 57, 65, 97 or 133 (04, x, y), and a
 * compressed one is taken as well. A program derives keys from the secret and does not use it as
 * one.
 *
 *     uint8_t point[65], secret[32];
 *     size_t point_len = sizeof point;
 *     qila_agreement_key *ours = NULL, *theirs = NULL;
 *     qila_public_agreement_key *sent = NULL, *received = NULL;
 *     status = qila_agreement_key_generate(&theirs, QILA_ECDH_P256, rng);
 *     if (status >= 0) status = qila_agreement_key_public(&sent, theirs);
 *     if (status >= 0) status = qila_public_agreement_key_bytes(sent, point, &point_len);
 *     if (status >= 0) status = qila_agreement_key_generate(&ours, QILA_ECDH_P256, rng);
 *     if (status >= 0) status = qila_public_agreement_key_new(&received, QILA_ECDH_P256, point, point_len);
 *     if (status >= 0) status = qila_agree(ours, received, secret, sizeof secret);
 *     qila_public_agreement_key_free(received);
 *     qila_public_agreement_key_free(sent);
 *     qila_agreement_key_free(theirs);
 *     qila_agreement_key_free(ours);
 */

/* An algorithm of key agreement. One of the constants below. */
typedef uint32_t qila_agreement_algorithm;
#define QILA_X25519 1
#define QILA_X448 2
#define QILA_ECDH_P224 3
#define QILA_ECDH_P256 4
#define QILA_ECDH_P384 5
#define QILA_ECDH_P521 6
#define QILA_FFDHE2048 32
#define QILA_FFDHE3072 33
#define QILA_FFDHE4096 34
#define QILA_FFDHE6144 35
#define QILA_FFDHE8192 36
#define QILA_MODP_2048 37
#define QILA_MODP_3072 38
#define QILA_MODP_4096 39
#define QILA_MODP_6144 40
#define QILA_MODP_8192 41

/* An agreement key, the private half. Threads: many at a time. Freed with
 * qila_agreement_key_free(). */
typedef struct qila_agreement_key qila_agreement_key;

/* Wipes and frees; NULL is fine. */
void qila_agreement_key_free(qila_agreement_key *handle);

/* An agreement key, the public half. Threads: many at a time. Freed with
 * qila_public_agreement_key_free(). */
typedef struct qila_public_agreement_key qila_public_agreement_key;

/* Wipes and frees; NULL is fine. */
void qila_public_agreement_key_free(qila_public_agreement_key *handle);

/* Makes a private key at `*key`, which has passed its pairwise consistency test unless it is one
 * of X25519 or X448. Stack: 168 KiB. `*key` is freed with qila_agreement_key_free().
 * Errors: QILA_ERROR_ENTROPY. */
qila_status qila_agreement_key_generate(qila_agreement_key **key,
    qila_agreement_algorithm algorithm, qila_rng *rng);

/* Takes the bytes of a private key to `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_agreement_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, a number that is zero or too large for its
 * curve or group. */
qila_status qila_agreement_key_from_expanded(qila_agreement_key **key,
    qila_agreement_algorithm algorithm, const uint8_t *expanded, size_t expanded_len);

/* Gives the bytes of a private key. Stack: 168 KiB. */
qila_status qila_agreement_key_expanded(const qila_agreement_key *key, uint8_t *expanded,
    size_t *expanded_len);

/* Makes the public half of a private key at `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_public_agreement_key_free(). */
qila_status qila_agreement_key_public(qila_public_agreement_key **key,
    const qila_agreement_key *pair);

/* Takes a public key to `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_public_agreement_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, no point of the curve or no member of the
 * group. */
qila_status qila_public_agreement_key_new(qila_public_agreement_key **key,
    qila_agreement_algorithm algorithm, const uint8_t *start, size_t len);

/* Gives the bytes of a public key. */
qila_status qila_public_agreement_key_bytes(const qila_public_agreement_key *key, uint8_t *out,
    size_t *out_len);

/* Gives the secret that is shared with the holder of `peer`. Stack: 168 KiB.
 * Errors: QILA_ERROR_KEY, there is none: with X25519 and X448 it would be zero;
 * QILA_ERROR_PARAMETER, a key of another algorithm, or another length of the secret. */
qila_status qila_agree(const qila_agreement_key *key, const qila_public_agreement_key *peer,
    uint8_t *secret, size_t secret_len);

/* -------------------------------------------------------------------------------------------------
 * Key confirmation (SP 800-56A r3 section 5.9, SP 800-56B r2 section 5.6)
 *
 * Approved, with keys of 112 bits or more. Both sides derive a key for it in front of the
 * others, and free it when both are done. Both give the same arguments: what the initiator (`u`)
 * and the responder (`v`) have as identifiers and as ephemeral data, a public key or a nonce or
 * both, and a text that the provider adds; each may be empty. A tag has 8 bytes at least.
 *
 *     uint8_t tag[16];
 *     qila_confirmation_key *confirmation = NULL;
 *     status = qila_confirmation_key_new_hmac(&confirmation, QILA_SHA256, key, 32);
 *     if (status >= 0)
 *         status = qila_confirmation_provide(confirmation, QILA_CONFIRMATION_UNILATERAL, QILA_PARTY_V,
 *                                            (const uint8_t *)"Alice", 5, NULL, 0, (const uint8_t *)"Bob", 3,
 *                                            nonce, sizeof nonce, NULL, 0, tag, sizeof tag);
 *     qila_confirmation_key_free(confirmation);
 */

/* A party of a key establishment. One of the constants below. */
typedef uint32_t qila_party;
/* The initiator. */
#define QILA_PARTY_U 0
/* The responder. */
#define QILA_PARTY_V 1

/* Who confirms. One of the constants below. */
typedef uint32_t qila_confirmation_direction;
/* One party. */
#define QILA_CONFIRMATION_UNILATERAL 1
/* Each to the other. */
#define QILA_CONFIRMATION_BILATERAL 2

/* A key for the tags of one exchange. Threads: many at a time. Freed with
 * qila_confirmation_key_free(). */
typedef struct qila_confirmation_key qila_confirmation_key;

/* Wipes and frees; NULL is fine. */
void qila_confirmation_key_free(qila_confirmation_key *handle);

/* Takes a key of 1 to 64 bytes for HMAC to `*key`. Under 112 bits it is not approved. `*key` is
 * freed with qila_confirmation_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_confirmation_key_new_hmac(qila_confirmation_key **key,
    qila_hash_algorithm algorithm, const uint8_t *secret, size_t secret_len);

/* Takes an AES key of 16, 24 or 32 bytes for CMAC to `*key`. Errors: QILA_ERROR_KEY_LENGTH.
 * `*key` is freed with qila_confirmation_key_free(). */
qila_status qila_confirmation_key_new_cmac(qila_confirmation_key **key, const uint8_t *secret,
    size_t secret_len);

/* Takes a key of 1 to 64 bytes for KMAC to `*key`. Under 112 bits it is not approved. `*key` is
 * freed with qila_confirmation_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, no such function. */
qila_status qila_confirmation_key_new_kmac(qila_confirmation_key **key,
    qila_xof_algorithm algorithm, const uint8_t *secret, size_t secret_len);

/* Fills `tag` with what `provider` sends.
 * Errors: QILA_ERROR_TAG_LENGTH. */
qila_status qila_confirmation_provide(const qila_confirmation_key *key,
    qila_confirmation_direction direction, qila_party provider, const uint8_t *u_id,
    size_t u_id_len, const uint8_t *u_ephemeral, size_t u_ephemeral_len, const uint8_t *v_id,
    size_t v_id_len, const uint8_t *v_ephemeral, size_t v_ephemeral_len, const uint8_t *text,
    size_t text_len, uint8_t *tag, size_t tag_len);

/* Checks in constant time the tag that `provider` sent.
 * Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH. */
qila_status qila_confirmation_verify(const qila_confirmation_key *key,
    qila_confirmation_direction direction, qila_party provider, const uint8_t *u_id,
    size_t u_id_len, const uint8_t *u_ephemeral, size_t u_ephemeral_len, const uint8_t *v_id,
    size_t v_id_len, const uint8_t *v_ephemeral, size_t v_ephemeral_len, const uint8_t *text,
    size_t text_len, const uint8_t *tag, size_t tag_len);

/* -------------------------------------------------------------------------------------------------
 * Files of keys
 *
 * Private keys are PKCS#8 (RFC 5208, RFC 5958), which is encrypted where a password stands (RFC
 * 8018: PBKDF2 and AES); public keys are SubjectPublicKeyInfo (RFC 5280). Keys of RSA are read
 * as PKCS#1 has them, too (RFC 8017 appendix A.1). What is read has one spelling. Protection by
 * a password is no approved service.
 *
 *     static char text[4096];
 *     size_t text_len = sizeof text, signature_len = 2420;
 *     uint8_t signature[2420];
 *     qila_signing_key *pair = NULL, *same = NULL;
 *     status = qila_signing_key_generate(&pair, QILA_ML_DSA_44, rng);
 *     if (status >= 0) status = qila_signing_key_write(pair, QILA_PEM, (uint8_t *)text, &text_len);
 *     if (status >= 0) status = qila_signing_key_read(&same, QILA_PEM, (uint8_t *)text, text_len, NULL, 0);
 *     if (status >= 0) status = qila_sign(same, NULL, data, sizeof data, signature, &signature_len, rng);
 *     qila_signing_key_free(same);
 *     qila_signing_key_free(pair);
 */

/* How a file holds a key. One of the constants below. */
typedef uint32_t qila_encoding;
/* The octets of ASN.1's distinguished rules. */
#define QILA_DER 1
/* Text around them: -----BEGIN PRIVATE KEY-----. */
#define QILA_PEM 2

/* Reads a signing key from a file to `*key`. `password` is NULL where the file is not encrypted.
 * Stack: 216 KiB. `*key` is freed with qila_signing_key_free().
 * Errors: QILA_ERROR_KEY, it is none, or the password is another; QILA_ERROR_PARAMETER, a key of
 * another capability, a password without encryption, or none with it. */
qila_status qila_signing_key_read(qila_signing_key **key, qila_encoding encoding,
    const uint8_t *file, size_t file_len, const uint8_t *password, size_t password_len);

/* Writes the file of a signing key as it is: whoever has it has the key. Stack: 144 KiB.
 * Errors: QILA_ERROR_BUFFER_TOO_SMALL. */
qila_status qila_signing_key_write(const qila_signing_key *key, qila_encoding encoding,
    uint8_t *file, size_t *file_len);

/* Writes the file of a signing key under a password: AES-256 in CBC mode, and PBKDF2 with
 * HMAC-SHA-256. `iterations` says how often; 0 stands for 600,000. The length of the file costs
 * as much as the file. Stack: 144 KiB.
 * Errors: QILA_ERROR_PARAMETER, no password; QILA_ERROR_BUFFER_TOO_SMALL, QILA_ERROR_ENTROPY. */
qila_status qila_signing_key_write_encrypted(const qila_signing_key *key, qila_encoding encoding,
    const uint8_t *password, size_t password_len, uint32_t iterations, uint8_t *file,
    size_t *file_len, qila_rng *rng);

/* Reads a verifying key from a file to `*key`. Stack: 168 KiB. `*key` is freed with
 * qila_verifying_key_free().
 * Errors: QILA_ERROR_KEY; QILA_ERROR_PARAMETER, a key of another capability. */
qila_status qila_verifying_key_read(qila_verifying_key **key, qila_encoding encoding,
    const uint8_t *file, size_t file_len);

/* Writes the file of a verifying key.
 * Errors: QILA_ERROR_BUFFER_TOO_SMALL. */
qila_status qila_verifying_key_write(const qila_verifying_key *key, qila_encoding encoding,
    uint8_t *file, size_t *file_len);

/* As qila_signing_key_read(), for a decryption key. Stack: 216 KiB. `*key` is freed with
 * qila_decryption_key_free().
 * Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER. */
qila_status qila_decryption_key_read(qila_decryption_key **key, qila_encoding encoding,
    const uint8_t *file, size_t file_len, const uint8_t *password, size_t password_len);

/* As qila_signing_key_write(), for a decryption key. Stack: 144 KiB.
 * Errors: QILA_ERROR_BUFFER_TOO_SMALL. */
qila_status qila_decryption_key_write(const qila_decryption_key *key, qila_encoding encoding,
    uint8_t *file, size_t *file_len);

/* As qila_signing_key_write_encrypted(), for a decryption key. Stack: 144 KiB.
 * Errors: QILA_ERROR_PARAMETER, QILA_ERROR_BUFFER_TOO_SMALL, QILA_ERROR_ENTROPY. */
qila_status qila_decryption_key_write_encrypted(const qila_decryption_key *key,
    qila_encoding encoding, const uint8_t *password, size_t password_len, uint32_t iterations,
    uint8_t *file, size_t *file_len, qila_rng *rng);

/* As qila_verifying_key_read(), for an encryption key. Stack: 168 KiB. `*key` is freed with
 * qila_encryption_key_free().
 * Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER. */
qila_status qila_encryption_key_read(qila_encryption_key **key, qila_encoding encoding,
    const uint8_t *file, size_t file_len);

/* Writes the file of an encryption key.
 * Errors: QILA_ERROR_BUFFER_TOO_SMALL. */
qila_status qila_encryption_key_write(const qila_encryption_key *key, qila_encoding encoding,
    uint8_t *file, size_t *file_len);

/* As qila_signing_key_read(), for a decapsulation key. Stack: 80 KiB. `*key` is freed with
 * qila_decapsulation_key_free().
 * Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER. */
qila_status qila_decapsulation_key_read(qila_decapsulation_key **key, qila_encoding encoding,
    const uint8_t *file, size_t file_len, const uint8_t *password, size_t password_len);

/* As qila_signing_key_write(), for a decapsulation key.
 * Errors: QILA_ERROR_BUFFER_TOO_SMALL. */
qila_status qila_decapsulation_key_write(const qila_decapsulation_key *key, qila_encoding encoding,
    uint8_t *file, size_t *file_len);

/* As qila_signing_key_write_encrypted(), for a decapsulation key.
 * Errors: QILA_ERROR_PARAMETER, QILA_ERROR_BUFFER_TOO_SMALL, QILA_ERROR_ENTROPY. */
qila_status qila_decapsulation_key_write_encrypted(const qila_decapsulation_key *key,
    qila_encoding encoding, const uint8_t *password, size_t password_len, uint32_t iterations,
    uint8_t *file, size_t *file_len, qila_rng *rng);

/* As qila_verifying_key_read(), for an encapsulation key. Stack: 80 KiB. `*key` is freed with
 * qila_encapsulation_key_free().
 * Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER. */
qila_status qila_encapsulation_key_read(qila_encapsulation_key **key, qila_encoding encoding,
    const uint8_t *file, size_t file_len);

/* As qila_verifying_key_write(), for an encapsulation key.
 * Errors: QILA_ERROR_BUFFER_TOO_SMALL. */
qila_status qila_encapsulation_key_write(const qila_encapsulation_key *key, qila_encoding encoding,
    uint8_t *file, size_t *file_len);

/* -------------------------------------------------------------------------------------------------
 * HKDF (SP 800-56C r2 two-step, RFC 5869)
 *
 * Approved, with secrets of 112 bits or more. An output has at most 255 hash values.
 *
 *     uint8_t derived[32];
 *     status = qila_hkdf(QILA_SHA256, salt, salt_len, key, 32, NULL, 0, derived, sizeof derived);
 */

/* A pseudorandom key, between extract and expand. Threads: many at a time. Freed with
 * qila_hkdf_key_free(). */
typedef struct qila_hkdf_key qila_hkdf_key;

/* Wipes and frees; NULL is fine. */
void qila_hkdf_key_free(qila_hkdf_key *handle);

/* Extract and expand in one: fills `out_len` bytes.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_hkdf(qila_hash_algorithm algorithm, const uint8_t *salt, size_t salt_len,
    const uint8_t *secret, size_t secret_len, const uint8_t *info, size_t info_len, uint8_t *out,
    size_t out_len);

/* Extracts a pseudorandom key into `*key`. `*key` is freed with qila_hkdf_key_free().
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_hkdf_extract(qila_hkdf_key **key, qila_hash_algorithm algorithm,
    const uint8_t *salt, size_t salt_len, const uint8_t *secret, size_t secret_len);

/* Takes a pseudorandom key from elsewhere into `*key`. `*key` is freed with
 * qila_hkdf_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, shorter than a hash value. */
qila_status qila_hkdf_from_prk(qila_hkdf_key **key, qila_hash_algorithm algorithm,
    const uint8_t *prk, size_t prk_len);

/* Fills `out_len` bytes.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_hkdf_expand(const qila_hkdf_key *key, const uint8_t *info, size_t info_len,
    uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * Key derivation from a key (SP 800-108), and the extraction of such a key (SP 800-56C)
 *
 * Approved, with keys of 112 bits or more. `counter_bits` is 8, 16, 24 or 32.
 *
 *     uint8_t derived[32];
 *     qila_kbkdf_key *kbkdf = NULL;
 *     status = qila_kbkdf_key_new_hmac(&kbkdf, QILA_SHA256, key, 32);
 *     if (status >= 0) status = qila_kbkdf_derive(kbkdf, data, data_len, NULL, 0, derived, sizeof derived);
 *     qila_kbkdf_key_free(kbkdf);
 */

/* Where the counter stands. One of the constants below. */
typedef uint32_t qila_kbkdf_location;
/* No counter: feedback and double-pipeline modes only. */
#define QILA_KBKDF_NO_COUNTER 0
/* Before the last output: feedback and double-pipeline modes only. */
#define QILA_KBKDF_BEFORE_ITERATOR 1
/* Before the fixed data. */
#define QILA_KBKDF_BEFORE_FIXED 2
/* After the fixed data. */
#define QILA_KBKDF_AFTER_FIXED 3

/* A key-derivation key with HMAC or CMAC. Threads: many at a time. Freed with
 * qila_kbkdf_key_free(). */
typedef struct qila_kbkdf_key qila_kbkdf_key;

/* Wipes and frees; NULL is fine. */
void qila_kbkdf_key_free(qila_kbkdf_key *handle);

/* Takes a key for HMAC at `*key`. Under 112 bits it is not approved. `*key` is freed with
 * qila_kbkdf_key_free().
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_kbkdf_key_new_hmac(qila_kbkdf_key **key, qila_hash_algorithm algorithm,
    const uint8_t *secret, size_t secret_len);

/* Takes an AES key of 16, 24 or 32 bytes for CMAC at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
 * `*key` is freed with qila_kbkdf_key_free(). */
qila_status qila_kbkdf_key_new_cmac(qila_kbkdf_key **key, const uint8_t *secret, size_t secret_len);

/* Extracts a key from a shared secret by HMAC under a salt at `*key`. `*key` is freed with
 * qila_kbkdf_key_free().
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_kbkdf_key_extract_hmac(qila_kbkdf_key **key, qila_hash_algorithm algorithm,
    const uint8_t *salt, size_t salt_len, const uint8_t *secret, size_t secret_len);

/* Extracts a key from a shared secret by CMAC under a salt of 16, 24 or 32 bytes at `*key`.
 * `*key` is freed with qila_kbkdf_key_free().
 * Errors: QILA_ERROR_KEY_LENGTH, the salt. */
qila_status qila_kbkdf_key_extract_cmac(qila_kbkdf_key **key, const uint8_t *salt, size_t salt_len,
    const uint8_t *secret, size_t secret_len);

/* Fills `out` in counter mode. The input is a counter of 32 bits, the label, a zero, the context
 * and the length of the output in 32 bits.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_kbkdf_derive(const qila_kbkdf_key *key, const uint8_t *label, size_t label_len,
    const uint8_t *context, size_t context_len, uint8_t *out, size_t out_len);

/* Fills `out` in counter mode with fixed data of the caller's form.
 * Errors: QILA_ERROR_PARAMETER, location or size of the counter; QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_kbkdf_counter(const qila_kbkdf_key *key, qila_kbkdf_location location,
    uint32_t counter_bits, const uint8_t *fixed, size_t fixed_len, uint8_t *out, size_t out_len);

/* Fills `out` in feedback mode from an initial value, which may be empty.
 * Errors: QILA_ERROR_PARAMETER, location or size of the counter; QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_kbkdf_feedback(const qila_kbkdf_key *key, qila_kbkdf_location location,
    uint32_t counter_bits, const uint8_t *iv, size_t iv_len, const uint8_t *fixed, size_t fixed_len,
    uint8_t *out, size_t out_len);

/* Fills `out` in double-pipeline mode.
 * Errors: QILA_ERROR_PARAMETER, location or size of the counter; QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_kbkdf_double_pipeline(const qila_kbkdf_key *key, qila_kbkdf_location location,
    uint32_t counter_bits, const uint8_t *fixed, size_t fixed_len, uint8_t *out, size_t out_len);

/* Fills `out` with KMAC of `context` under a key, with `label` as customization string (KDF
 * KMAC).
 * Errors: QILA_ERROR_PARAMETER, no such function. */
qila_status qila_kmac_kdf(qila_xof_algorithm algorithm, const uint8_t *key, size_t key_len,
    const uint8_t *label, size_t label_len, const uint8_t *context, size_t context_len,
    uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * Key derivation from a shared secret in one step (SP 800-56C)
 *
 * Approved, with secrets of 112 bits or more. `counted` other than 0 is with a counter; without
 * one the output has one hash value at most. A salt may be empty.
 *
 *     uint8_t derived[32];
 *     status = qila_one_step_hash(QILA_SHA256, 1, key, 32, NULL, 0, derived, sizeof derived);
 */

/* One-step derivation with a hash function.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_one_step_hash(qila_hash_algorithm algorithm, int32_t counted,
    const uint8_t *secret, size_t secret_len, const uint8_t *info, size_t info_len, uint8_t *out,
    size_t out_len);

/* One-step derivation with HMAC under a salt.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_one_step_hmac(qila_hash_algorithm algorithm, int32_t counted, const uint8_t *salt,
    size_t salt_len, const uint8_t *secret, size_t secret_len, const uint8_t *info, size_t info_len,
    uint8_t *out, size_t out_len);

/* One-step derivation with KMAC128 or KMAC256 under a salt. Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_one_step_kmac(qila_xof_algorithm algorithm, int32_t counted, const uint8_t *salt,
    size_t salt_len, const uint8_t *secret, size_t secret_len, const uint8_t *info, size_t info_len,
    uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivation of ANS X9.63 (SP 800-135)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     uint8_t derived[32];
 *     status = qila_x963_kdf(QILA_SHA256, key, 32, NULL, 0, derived, sizeof derived);
 */

/* The key derivation of ANS X9.63.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_x963_kdf(qila_hash_algorithm algorithm, const uint8_t *secret, size_t secret_len,
    const uint8_t *shared_info, size_t shared_info_len, uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivations of ANS X9.42 (SP 800-135)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     uint8_t derived[32];
 *     status = qila_x942_kdf(QILA_SHA256, key, 32, NULL, 0, derived, sizeof derived);
 */

/* The key derivation of ANS X9.42, with other information as it is. Errors:
 * QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_x942_kdf(qila_hash_algorithm algorithm, const uint8_t *secret, size_t secret_len,
    const uint8_t *other_info, size_t other_info_len, uint8_t *out, size_t out_len);

/* The key derivation of ANS X9.42, with other information in DER. `oid` is the content of an
 * object identifier without tag and length. Empty fields are left out.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG; QILA_ERROR_INPUT_TOO_LONG. */
qila_status qila_x942_kdf_der(qila_hash_algorithm algorithm, const uint8_t *secret,
    size_t secret_len, const uint8_t *oid, size_t oid_len, const uint8_t *party_u,
    size_t party_u_len, const uint8_t *party_v, size_t party_v_len, const uint8_t *supp_pub,
    size_t supp_pub_len, const uint8_t *supp_priv, size_t supp_priv_len, uint8_t *out,
    size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * Key derivation from a password: PBKDF2 (SP 800-132)
 *
 * Approved with a password of 14 bytes, a salt of 16 bytes, 1000 iterations and a key of 14
 * bytes, or more.
 *
 *     uint8_t derived[32];
 *     status = qila_pbkdf2(QILA_SHA256, 100000, password, password_len, salt, salt_len, derived, sizeof derived);
 */

/* PBKDF2 with HMAC.
 * Errors: QILA_ERROR_PARAMETER, no iterations; QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_pbkdf2(qila_hash_algorithm algorithm, uint32_t iterations, const uint8_t *password,
    size_t password_len, const uint8_t *salt, size_t salt_len, uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key localization of SNMP (SP 800-135, RFC 3414)
 *
 * Approved, with a password of 8 bytes or more.
 *
 *     uint8_t local[QILA_SNMP_KEY_SIZE];
 *     status = qila_snmp_kdf(password, password_len, data, 12, local, sizeof local);
 */

/* The bytes of a key of SNMP. */
#define QILA_SNMP_KEY_SIZE 20

/* The key of a user of SNMP version 3 with this password at an engine: QILA_SNMP_KEY_SIZE bytes.
 * Errors: QILA_ERROR_INPUT_LENGTH, `out_len`, or no password. */
qila_status qila_snmp_kdf(const uint8_t *password, size_t password_len, const uint8_t *engine_id,
    size_t engine_id_len, uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivation of TLS 1.2 (SP 800-135, RFC 7627)
 *
 * Approved, with secrets of 112 bits or more, but for a master secret that is not bound to its
 * handshake.
 *
 *     uint8_t master[QILA_TLS12_MASTER_SECRET_SIZE];
 *     status = qila_tls12_extended_master_secret(QILA_SHA256, key, 48, data, 32, master, sizeof master);
 */

/* The bytes of a master secret of TLS 1.2. */
#define QILA_TLS12_MASTER_SECRET_SIZE 48

/* The master secret of a premaster secret, bound to its handshake (RFC 7627):
 * QILA_TLS12_MASTER_SECRET_SIZE bytes.
 * Errors: QILA_ERROR_INPUT_LENGTH, `out_len`. */
qila_status qila_tls12_extended_master_secret(qila_hash_algorithm algorithm,
    const uint8_t *premaster, size_t premaster_len, const uint8_t *session_hash,
    size_t session_hash_len, uint8_t *out, size_t out_len);

/* The master secret without that extension: QILA_TLS12_MASTER_SECRET_SIZE bytes. Not approved.
 * Errors: QILA_ERROR_INPUT_LENGTH, `out_len`. */
qila_status qila_tls12_master_secret(qila_hash_algorithm algorithm, const uint8_t *premaster,
    size_t premaster_len, const uint8_t *client_random, size_t client_random_len,
    const uint8_t *server_random, size_t server_random_len, uint8_t *out, size_t out_len);

/* The key block of a master secret of TLS 1.2.
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_tls12_key_block(qila_hash_algorithm algorithm, const uint8_t *master,
    size_t master_len, const uint8_t *client_random, size_t client_random_len,
    const uint8_t *server_random, size_t server_random_len, uint8_t *out, size_t out_len);

/* The pseudorandom function of TLS 1.2, for what the protocol does besides.
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_tls12_prf(qila_hash_algorithm algorithm, const uint8_t *secret, size_t secret_len,
    const uint8_t *label, size_t label_len, const uint8_t *seed, size_t seed_len, uint8_t *out,
    size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key schedule of TLS 1.3 (RFC 8446)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     qila_tls13_secret *early = NULL, *handshake = NULL;
 *     status = qila_tls13_early_secret(&early, QILA_SHA256, NULL, 0);
 *     if (status >= 0) status = qila_tls13_next_secret(&handshake, early, key, 32);
 *     qila_tls13_secret_free(early);
 *     qila_tls13_secret_free(handshake);
 */

/* A secret of the key schedule of TLS 1.3. Threads: many at a time. Freed with
 * qila_tls13_secret_free(). */
typedef struct qila_tls13_secret qila_tls13_secret;

/* Wipes and frees; NULL is fine. */
void qila_tls13_secret_free(qila_tls13_secret *handle);

/* The Early Secret of TLS 1.3 at `*secret`. An empty pre-shared key stands for none. The
 * schedule is approved once a secret of 112 bits has entered it. Errors: QILA_ERROR_PARAMETER,
 * no such hash function. `*secret` is freed with qila_tls13_secret_free(). */
qila_status qila_tls13_early_secret(qila_tls13_secret **secret, qila_hash_algorithm algorithm,
    const uint8_t *psk, size_t psk_len);

/* Takes a secret of the schedule from elsewhere, as long as the hash value, at `*secret`.
 * `*secret` is freed with qila_tls13_secret_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_tls13_secret_new(qila_tls13_secret **secret, qila_hash_algorithm algorithm,
    const uint8_t *bytes_of_secret, size_t bytes_of_secret_len);

/* The secret of the next stage at `*next`, to be freed by itself: from a shared secret the
 * Handshake Secret, and from nothing the Master Secret. `*next` is freed with
 * qila_tls13_secret_free(). */
qila_status qila_tls13_next_secret(qila_tls13_secret **next, const qila_tls13_secret *secret,
    const uint8_t *shared_secret, size_t shared_secret_len);

/* HKDF-Expand-Label of a secret. Derive-Secret is that with the hash value of the messages as
 * context.
 * Errors: QILA_ERROR_INPUT_TOO_LONG, label or context; QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_tls13_expand_label(const qila_tls13_secret *secret, const uint8_t *label,
    size_t label_len, const uint8_t *context, size_t context_len, uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivation of SSH (SP 800-135, RFC 4253)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     uint8_t derived[16];
 *     status = qila_ssh_kdf(QILA_SHA256, 'C', key, 32, data, 32, data, 32, derived, sizeof derived);
 */

/* A key of SSH, by its letter, 'A' to 'F'. `shared_secret` is K as the key exchange encodes it.
 * Errors: QILA_ERROR_PARAMETER, no such letter or hash function. */
qila_status qila_ssh_kdf(qila_hash_algorithm algorithm, uint8_t letter,
    const uint8_t *shared_secret, size_t shared_secret_len, const uint8_t *exchange_hash,
    size_t exchange_hash_len, const uint8_t *session_id, size_t session_id_len, uint8_t *out,
    size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivation of IKE version 1 (SP 800-135, RFC 2409)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     uint8_t keys[4 * 32];
 *     status = qila_ikev1_kdf(QILA_SHA256, QILA_IKEV1_SIGNATURE, data, data + 8, nonce, 12, nonce, 12, key, 32, NULL, 0,
 *                             keys, sizeof keys);
 */

/* Authentication of IKE version 1. One of the constants below. */
typedef uint32_t qila_ikev1_authentication;
/* With signatures. */
#define QILA_IKEV1_SIGNATURE 0
/* With public key encryption. */
#define QILA_IKEV1_PUBLIC_KEY 1
/* With a pre-shared key. */
#define QILA_IKEV1_PRESHARED_KEY 2

/* SKEYID, SKEYID_d, SKEYID_a and SKEYID_e of IKE version 1, one after the other: four times the
 * hash value. `preshared_key` matters with QILA_IKEV1_PRESHARED_KEY only.
 * Errors: QILA_ERROR_PARAMETER, no such authentication or hash function;
 * QILA_ERROR_INPUT_LENGTH, `out_len`. */
qila_status qila_ikev1_kdf(qila_hash_algorithm algorithm, qila_ikev1_authentication authentication,
    const uint8_t initiator_cookie[8], const uint8_t responder_cookie[8],
    const uint8_t *initiator_nonce, size_t initiator_nonce_len, const uint8_t *responder_nonce,
    size_t responder_nonce_len, const uint8_t *shared_secret, size_t shared_secret_len,
    const uint8_t *preshared_key, size_t preshared_key_len, uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivation of IKE version 2 (SP 800-135, RFC 7296)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     uint8_t keys[7 * 32];
 *     qila_ikev2_secret *seed = NULL;
 *     status = qila_ikev2_skeyseed(&seed, QILA_SHA256, salt, salt_len, iv, 16, key, 32);
 *     if (status >= 0)
 *         status = qila_ikev2_derive(seed, data, data + 8, salt, salt_len, iv, 16, keys, sizeof keys);
 *     qila_ikev2_secret_free(seed);
 */

/* SKEYSEED of IKE version 2, or SK_d. Threads: many at a time. Freed with
 * qila_ikev2_secret_free(). */
typedef struct qila_ikev2_secret qila_ikev2_secret;

/* Wipes and frees; NULL is fine. */
void qila_ikev2_secret_free(qila_ikev2_secret *handle);

/* SKEYSEED of a first exchange of IKE version 2 at `*secret`. `*secret` is freed with
 * qila_ikev2_secret_free().
 * Errors: QILA_ERROR_PARAMETER, no such hash function. */
qila_status qila_ikev2_skeyseed(qila_ikev2_secret **secret, qila_hash_algorithm algorithm,
    const uint8_t *initiator_nonce, size_t initiator_nonce_len, const uint8_t *responder_nonce,
    size_t responder_nonce_len, const uint8_t *shared_secret, size_t shared_secret_len);

/* Takes SK_d, as long as the hash value, at `*secret`. `*secret` is freed with
 * qila_ikev2_secret_free().
 * Errors: QILA_ERROR_KEY_LENGTH. */
qila_status qila_ikev2_secret_new(qila_ikev2_secret **secret, qila_hash_algorithm algorithm,
    const uint8_t *sk_d, size_t sk_d_len);

/* Of SK_d: SKEYSEED of a new exchange at `*next`, to be freed by itself. `*next` is freed with
 * qila_ikev2_secret_free(). */
qila_status qila_ikev2_rekey(qila_ikev2_secret **next, const qila_ikev2_secret *sk_d,
    const uint8_t *initiator_nonce, size_t initiator_nonce_len, const uint8_t *responder_nonce,
    size_t responder_nonce_len, const uint8_t *shared_secret, size_t shared_secret_len);

/* Of SKEYSEED: the keys of the association, SK_d first.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG, more than 255 hash values. */
qila_status qila_ikev2_derive(const qila_ikev2_secret *secret, const uint8_t initiator_spi[8],
    const uint8_t responder_spi[8], const uint8_t *initiator_nonce, size_t initiator_nonce_len,
    const uint8_t *responder_nonce, size_t responder_nonce_len, uint8_t *out, size_t out_len);

/* Of SK_d: the keys of a child association. `shared_secret` is that of a new key agreement, or
 * empty.
 * Errors: QILA_ERROR_OUTPUT_TOO_LONG, more than 255 hash values. */
qila_status qila_ikev2_derive_child(const qila_ikev2_secret *sk_d, const uint8_t *shared_secret,
    size_t shared_secret_len, const uint8_t *initiator_nonce, size_t initiator_nonce_len,
    const uint8_t *responder_nonce, size_t responder_nonce_len, uint8_t *out, size_t out_len);

/* -------------------------------------------------------------------------------------------------
 * The key derivation of SRTP and SRTCP (SP 800-135, RFC 3711)
 *
 * Approved, with secrets of 112 bits or more.
 *
 *     uint8_t derived[16];
 *     status = qila_srtp_kdf(0, 0, 0, key, 16, salt, QILA_SRTP_SALT_SIZE, derived, sizeof derived);
 */

/* The bytes of a master salt of SRTP. */
#define QILA_SRTP_SALT_SIZE 14

/* A key of SRTP or SRTCP, by its label, 0 to 5. The master key has 16, 24 or 32 bytes, the
 * master salt QILA_SRTP_SALT_SIZE, the index at most 48 bits. The rate is 0 or a power of two up
 * to 2^24.
 * Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the salt; QILA_ERROR_PARAMETER, label,
 * index or rate; QILA_ERROR_OUTPUT_TOO_LONG. */
qila_status qila_srtp_kdf(uint8_t label, uint64_t index, uint32_t rate, const uint8_t *master_key,
    size_t master_key_len, const uint8_t *master_salt, size_t master_salt_len, uint8_t *out,
    size_t out_len);

/* As qila_srtp_kdf() for a key of SRTCP, label 3 to 5, whose index has the 32 bits that it has
 * in a packet, not 48: the label stands two bytes further on. RFC 3711 can be read so, and some
 * of NIST's tests do. What talks on networks takes qila_srtp_kdf(), unless both sides have
 * agreed on this.
 * Errors: those of qila_srtp_kdf(). */
qila_status qila_srtcp_kdf_short_index(uint8_t label, uint32_t index, uint32_t rate,
    const uint8_t *master_key, size_t master_key_len, const uint8_t *master_salt,
    size_t master_salt_len, uint8_t *out, size_t out_len);

#ifdef __cplusplus
}
#endif

#endif /* QILA_H */
