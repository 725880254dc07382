/* The examples of qila.h, which is printed with them: what stands between the braces of a function is the example of the part that its
 * comment names. The buffers are the caller's. */
#include <qila.h>

#include <stdio.h>
#include <string.h>

static uint8_t key[64], iv[16], counter[16], nonce[16], aad[13], salt[16], data[4096];
static size_t aad_len = sizeof aad, salt_len = sizeof salt, data_len = sizeof data, password_len = 16;
static const uint8_t *password = (const uint8_t *)"correct horse 16";
static qila_aes_key *aes;
static qila_rng *rng;

/* Status */
static qila_status status(void) {
    qila_status status = QILA_OK;
    if (status < 0) fprintf(stderr, "not done: %s\n", qila_strerror(status));
    if (status == QILA_NOT_APPROVED) fprintf(stderr, "not approved: %s\n", qila_reason());
    return status;
}

/* The module as a whole: status, self-tests, policy, restart, zeroization */
static qila_status admin(void) {
    qila_status status = QILA_OK;
    status = qila_set_policy(QILA_POLICY_APPROVED_ONLY);
    if (qila_state() == QILA_STATE_ERROR) status = qila_restart();
    printf("%s, certificate: %s\n", qila_version(), qila_certificate());
    return status;
}

/* Notices: what the module tells while it works */
static void report(const qila_notice *notice, void *context) {
    if (notice->severity >= QILA_SEVERITY_WARNING) fprintf((FILE *)context, "qila: %s\n", notice->text);
}
static qila_status notices(void) {
    qila_status status = QILA_OK;
    status = qila_set_callback(report, stderr);
    if (status >= 0) status = qila_self_test();
    return status;
}

/* Hash functions (FIPS 180-4, FIPS 202) */
static qila_status hash(void) {
    qila_status status = QILA_OK;
    uint8_t value[QILA_SHA256_SIZE];
    size_t value_len = sizeof value;
    status = qila_hash(QILA_SHA256, data, data_len, value, &value_len);
    return status;
}

/* Random bits (SP 800-90A, 90B, 90C) */
static qila_status random(void) {
    qila_status status = QILA_OK;
    uint8_t bytes[32];
    qila_rng *mine = NULL;
    status = qila_rng_new(&mine);
    if (status >= 0) status = qila_rng_fill(mine, bytes, sizeof bytes);
    qila_rng_free(mine);
    return status;
}

/* Extendable-output functions, TupleHash and ParallelHash (FIPS 202, SP 800-185) */
static qila_status xof(void) {
    qila_status status = QILA_OK;
    uint8_t output[100];
    status = qila_shake(QILA_SHAKE256, data, data_len, output, sizeof output);
    return status;
}

/* Ascon (SP 800-232): Ascon-Hash256, Ascon-XOF128, Ascon-CXOF128, Ascon-AEAD128 */
static qila_status ascon(void) {
    qila_status status = QILA_OK;
    uint8_t value[QILA_ASCON_HASH256_SIZE];
    status = qila_ascon_hash256(data, data_len, value, sizeof value);
    return status;
}

/* HMAC (FIPS 198-1) */
static qila_status mac_hmac(void) {
    qila_status status = QILA_OK;
    uint8_t tag[QILA_SHA256_SIZE];
    size_t tag_len = sizeof tag;
    status = qila_hmac(QILA_SHA256, key, 32, data, data_len, tag, &tag_len);
    return status;
}

/* CMAC with AES (SP 800-38B) */
static qila_status mac_cmac(void) {
    qila_status status = QILA_OK;
    uint8_t tag[QILA_CMAC_SIZE];
    status = qila_cmac(key, 32, data, data_len, tag, sizeof tag);
    return status;
}

/* KMAC (SP 800-185) */
static qila_status mac_kmac(void) {
    qila_status status = QILA_OK;
    uint8_t tag[32];
    status = qila_kmac(QILA_SHAKE256, key, 32, NULL, 0, data, data_len, tag, sizeof tag);
    return status;
}

/* GMAC (SP 800-38D) */
static qila_status mac_gmac(void) {
    qila_status status = QILA_OK;
    uint8_t iv[QILA_GCM_IV_SIZE], tag[QILA_GCM_TAG_SIZE];
    qila_gmac_key *gmac = NULL;
    status = qila_gmac_key_new(&gmac, key, 32, sizeof tag);
    if (status >= 0) status = qila_gmac_random_iv(gmac, rng, data, data_len, iv, sizeof iv, tag, sizeof tag);
    qila_gmac_key_free(gmac);
    return status;
}

/* AES-GCM (SP 800-38D) */
static qila_status aead_gcm(void) {
    qila_status status = QILA_OK;
    uint8_t iv[QILA_GCM_IV_SIZE], tag[QILA_GCM_TAG_SIZE];
    qila_gcm_key *gcm = NULL;
    status = qila_gcm_key_new(&gcm, key, 32);
    if (status >= 0)
        status = qila_gcm_seal_random_iv(gcm, rng, aad, aad_len, data, data_len, iv, sizeof iv, tag, sizeof tag);
    if (status >= 0)
        status = qila_gcm_open(gcm, iv, sizeof iv, aad, aad_len, data, data_len, tag, sizeof tag);
    qila_gcm_key_free(gcm);
    return status;
}

/* Files and streams: AES-256-GCM in parts, also of what is longer than memory */
static qila_status aead_stream(void) {
    qila_status status = QILA_OK;
    uint8_t header[QILA_STREAM_HEADER_SIZE], tag[QILA_STREAM_TAG_SIZE], part[1000];
    size_t len = sizeof part, from = 0;
    FILE *to = tmpfile();
    qila_stream_key *stream = NULL;
    qila_stream_sealer *sealer = NULL;
    status = qila_stream_key_new(&stream, key, QILA_STREAM_KEY_SIZE);
    if (status >= 0)
        status = qila_stream_sealer_new(&sealer, stream, sizeof part, aad, aad_len, rng, header, sizeof header);
    fwrite(header, 1, sizeof header, to);
    while (status >= 0 && len == sizeof part) {
        if (len > data_len - from) len = data_len - from;
        memcpy(part, data + from, len);
        from += len;
        status = len == sizeof part ? qila_stream_seal_part(sealer, part, len, tag, sizeof tag)
                                    : qila_stream_seal_last(sealer, part, len, tag, sizeof tag);
        fwrite(part, 1, len, to);
        fwrite(tag, 1, sizeof tag, to);
    }
    qila_stream_sealer_free(sealer);
    qila_stream_key_free(stream);
    fclose(to);
    return status;
}

/* AES-CCM (SP 800-38C) */
static qila_status aead_ccm(void) {
    qila_status status = QILA_OK;
    uint8_t tag[16];
    qila_ccm_key *ccm = NULL;
    status = qila_ccm_key_new(&ccm, key, 32, sizeof tag);
    if (status >= 0) status = qila_ccm_seal(ccm, nonce, 12, aad, aad_len, data, data_len, tag, sizeof tag);
    qila_ccm_key_free(ccm);
    return status;
}

/* AES-GCM-SIV (RFC 8452) */
static qila_status aead_gcm_siv(void) {
    qila_status status = QILA_OK;
    uint8_t tag[QILA_GCM_SIV_TAG_SIZE];
    qila_gcm_siv_key *siv = NULL;
    status = qila_gcm_siv_key_new(&siv, key, 32);
    if (status >= 0) status = qila_gcm_siv_seal(siv, nonce, 12, aad, aad_len, data, data_len, tag, sizeof tag);
    qila_gcm_siv_key_free(siv);
    return status;
}

/* ChaCha20-Poly1305 (RFC 8439) */
static qila_status aead_chacha20_poly1305(void) {
    qila_status status = QILA_OK;
    uint8_t tag[QILA_CHACHA20_POLY1305_TAG_SIZE];
    qila_chacha20_poly1305_key *chacha = NULL;
    status = qila_chacha20_poly1305_key_new(&chacha, key, 32);
    if (status >= 0)
        status = qila_chacha20_poly1305_seal(chacha, nonce, 12, aad, aad_len, data, data_len, tag, sizeof tag);
    qila_chacha20_poly1305_key_free(chacha);
    return status;
}

/* AES (FIPS 197): keys for all its modes, and ECB (SP 800-38A) */
static qila_status cipher_aes(void) {
    qila_status status = QILA_OK;
    qila_aes_key *aes = NULL;
    status = qila_aes_key_new(&aes, key, 32);
    if (status >= 0) status = qila_aes_ecb_decrypt(aes, data, 16);
    qila_aes_key_free(aes);
    return status;
}

/* AES in CBC (SP 800-38A) */
static qila_status cipher_cbc(void) {
    qila_status status = QILA_OK;
    uint8_t padded[sizeof data + 16];
    size_t padded_len = sizeof padded;
    status = qila_aes_cbc_encrypt_padded(aes, iv, data, data_len, padded, &padded_len);
    return status;
}

/* AES in counter mode (SP 800-38A) */
static qila_status cipher_ctr(void) {
    qila_status status = QILA_OK;
    status = qila_aes_ctr(aes, counter, data, data_len);
    return status;
}

/* AES-CBC with ciphertext stealing (SP 800-38A addendum) */
static qila_status cipher_cts(void) {
    qila_status status = QILA_OK;
    status = qila_aes_cbc_cs_encrypt(aes, 3, iv, data, data_len);
    return status;
}

/* AES in CFB (SP 800-38A) */
static qila_status cipher_cfb(void) {
    qila_status status = QILA_OK;
    status = qila_aes_cfb_encrypt(aes, 128, iv, data, data_len);
    return status;
}

/* AES in OFB (SP 800-38A) */
static qila_status cipher_ofb(void) {
    qila_status status = QILA_OK;
    status = qila_aes_ofb(aes, iv, data, data_len);
    return status;
}

/* AES-XTS (SP 800-38E) */
static qila_status cipher_xts(void) {
    qila_status status = QILA_OK;
    qila_xts_key *xts = NULL;
    status = qila_xts_key_new(&xts, key, 64);
    if (status >= 0) status = qila_xts_encrypt_units(xts, 0, 4096, data, data_len);
    qila_xts_key_free(xts);
    return status;
}

/* Format-preserving encryption: FF1 with AES (SP 800-38G) */
static qila_status cipher_ff1(void) {
    qila_status status = QILA_OK;
    uint16_t digits[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    status = qila_aes_ff1_encrypt(aes, 10, NULL, 0, digits, 10);
    return status;
}

/* Key wrapping: KW and KWP with AES (SP 800-38F) */
static qila_status key_wrap(void) {
    qila_status status = QILA_OK;
    uint8_t wrapped[40];
    size_t wrapped_len = sizeof wrapped;
    qila_key_wrap_key *wrapping = NULL;
    status = qila_key_wrap_key_new(&wrapping, key, 32);
    if (status >= 0) status = qila_key_wrap(wrapping, data, 32, wrapped, &wrapped_len);
    qila_key_wrap_key_free(wrapping);
    return status;
}

/* Key encapsulation: ML-KEM (FIPS 203), and hybrids of it with Diffie-Hellman */
static qila_status ml_kem(void) {
    qila_status status = QILA_OK;
    uint8_t ciphertext[1088], sent[QILA_SHARED_SECRET_SIZE], received[QILA_SHARED_SECRET_SIZE];
    size_t ciphertext_len = sizeof ciphertext;
    qila_decapsulation_key *pair = NULL;
    qila_encapsulation_key *public_key = NULL;
    status = qila_decapsulation_key_generate(&pair, QILA_ML_KEM_768, rng);
    if (status >= 0) status = qila_decapsulation_key_public(&public_key, pair);
    if (status >= 0) {
        status = qila_encapsulate(public_key, ciphertext, &ciphertext_len, sent, sizeof sent, rng);
    }
    if (status >= 0) status = qila_decapsulate(pair, ciphertext, ciphertext_len, received, sizeof received);
    qila_encapsulation_key_free(public_key);
    qila_decapsulation_key_free(pair);
    return status;
}

/* Encryption of keys: RSA-OAEP (RFC 8017) */
static qila_status encryption(void) {
    qila_status status = QILA_OK;
    uint8_t ciphertext[384], received[384];
    size_t ciphertext_len = sizeof ciphertext, received_len = sizeof received;
    qila_decryption_key *pair = NULL;
    qila_encryption_key *public_key = NULL;
    status = qila_decryption_key_generate(&pair, QILA_RSA_OAEP, rng);
    if (status >= 0) status = qila_decryption_key_public(&public_key, pair);
    if (status >= 0) status = qila_encrypt(public_key, NULL, key, 32, ciphertext, &ciphertext_len, rng);
    if (status >= 0) {
        status = qila_decrypt(pair, NULL, ciphertext, ciphertext_len, received, &received_len, rng);
    }
    qila_encryption_key_free(public_key);
    qila_decryption_key_free(pair);
    return status;
}

/* Signatures: ML-DSA (FIPS 204), EdDSA, ECDSA and RSA (FIPS 186-5) */
static qila_status ml_dsa(void) {
    qila_status status = QILA_OK;
    uint8_t signature[3309];
    size_t signature_len = sizeof signature;
    qila_sign_options how = QILA_SIGN_OPTIONS;
    qila_signing_key *pair = NULL;
    qila_verifying_key *public_key = NULL;
    how.context = (const uint8_t *)"releases";
    how.context_len = 8;
    status = qila_signing_key_generate(&pair, QILA_ML_DSA_65, rng);
    if (status >= 0) status = qila_signing_key_public(&public_key, pair);
    if (status >= 0) status = qila_sign(pair, &how, data, sizeof data, signature, &signature_len, rng);
    if (status >= 0) status = qila_verify(public_key, &how, data, sizeof data, signature, signature_len);
    qila_verifying_key_free(public_key);
    qila_signing_key_free(pair);
    return status;
}

/* Signing with a state: HSS and LMS (RFC 8554) */
static qila_status stateful(void) {
    qila_status status = QILA_OK;
    static const uint8_t levels[16] = {0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 3};
    static uint8_t state[QILA_STATEFUL_MAX_STATE], signature[4756];
    size_t state_len = sizeof state, signature_len = sizeof signature;
    qila_stateful_key *signer = NULL;
    status = qila_stateful_key_generate(&signer, levels, sizeof levels, rng);
    if (status >= 0) status = qila_stateful_key_reserve(signer, 10, state, &state_len);
    if (status >= 0) status = qila_stateful_key_confirm(signer, state, state_len);
    if (status >= 0) status = qila_stateful_sign(signer, data, data_len, signature, &signature_len, rng);
    qila_stateful_key_free(signer);
    return status;
}

/* Key agreement: Diffie-Hellman (SP 800-56A r3), X25519 and X448 (RFC 7748) */
static qila_status agreement(void) {
    qila_status status = QILA_OK;
    uint8_t point[65], secret[32];
    size_t point_len = sizeof point;
    qila_agreement_key *ours = NULL, *theirs = NULL;
    qila_public_agreement_key *sent = NULL, *received = NULL;
    status = qila_agreement_key_generate(&theirs, QILA_ECDH_P256, rng);
    if (status >= 0) status = qila_agreement_key_public(&sent, theirs);
    if (status >= 0) status = qila_public_agreement_key_bytes(sent, point, &point_len);
    if (status >= 0) status = qila_agreement_key_generate(&ours, QILA_ECDH_P256, rng);
    if (status >= 0) status = qila_public_agreement_key_new(&received, QILA_ECDH_P256, point, point_len);
    if (status >= 0) status = qila_agree(ours, received, secret, sizeof secret);
    qila_public_agreement_key_free(received);
    qila_public_agreement_key_free(sent);
    qila_agreement_key_free(theirs);
    qila_agreement_key_free(ours);
    return status;
}

/* Files of keys */
static qila_status key_files(void) {
    qila_status status = QILA_OK;
    static char text[4096];
    size_t text_len = sizeof text, signature_len = 2420;
    uint8_t signature[2420];
    qila_signing_key *pair = NULL, *same = NULL;
    status = qila_signing_key_generate(&pair, QILA_ML_DSA_44, rng);
    if (status >= 0) status = qila_signing_key_write(pair, QILA_PEM, (uint8_t *)text, &text_len);
    if (status >= 0) status = qila_signing_key_read(&same, QILA_PEM, (uint8_t *)text, text_len, NULL, 0);
    if (status >= 0) status = qila_sign(same, NULL, data, sizeof data, signature, &signature_len, rng);
    qila_signing_key_free(same);
    qila_signing_key_free(pair);
    return status;
}

/* HKDF (SP 800-56C r2 two-step, RFC 5869) */
static qila_status kdf_hkdf(void) {
    qila_status status = QILA_OK;
    uint8_t derived[32];
    status = qila_hkdf(QILA_SHA256, salt, salt_len, key, 32, NULL, 0, derived, sizeof derived);
    return status;
}

/* Key derivation from a key (SP 800-108), and the extraction of such a key (SP 800-56C) */
static qila_status kdf_kbkdf(void) {
    qila_status status = QILA_OK;
    uint8_t derived[32];
    qila_kbkdf_key *kbkdf = NULL;
    status = qila_kbkdf_key_new_hmac(&kbkdf, QILA_SHA256, key, 32);
    if (status >= 0) status = qila_kbkdf_derive(kbkdf, data, data_len, NULL, 0, derived, sizeof derived);
    qila_kbkdf_key_free(kbkdf);
    return status;
}

/* Key confirmation (SP 800-56A r3 section 5.9, SP 800-56B r2 section 5.6) */
static qila_status key_confirmation(void) {
    qila_status status = QILA_OK;
    uint8_t tag[16];
    qila_confirmation_key *confirmation = NULL;
    status = qila_confirmation_key_new_hmac(&confirmation, QILA_SHA256, key, 32);
    if (status >= 0)
        status = qila_confirmation_provide(confirmation, QILA_CONFIRMATION_UNILATERAL, QILA_PARTY_V,
                                           (const uint8_t *)"Alice", 5, NULL, 0, (const uint8_t *)"Bob", 3,
                                           nonce, sizeof nonce, NULL, 0, tag, sizeof tag);
    qila_confirmation_key_free(confirmation);
    return status;
}

/* Key derivation from a shared secret in one step (SP 800-56C) */
static qila_status kdf_one_step(void) {
    qila_status status = QILA_OK;
    uint8_t derived[32];
    status = qila_one_step_hash(QILA_SHA256, 1, key, 32, NULL, 0, derived, sizeof derived);
    return status;
}

/* The key derivation of ANS X9.63 (SP 800-135) */
static qila_status kdf_x963(void) {
    qila_status status = QILA_OK;
    uint8_t derived[32];
    status = qila_x963_kdf(QILA_SHA256, key, 32, NULL, 0, derived, sizeof derived);
    return status;
}

/* The key derivations of ANS X9.42 (SP 800-135) */
static qila_status kdf_x942(void) {
    qila_status status = QILA_OK;
    uint8_t derived[32];
    status = qila_x942_kdf(QILA_SHA256, key, 32, NULL, 0, derived, sizeof derived);
    return status;
}

/* Key derivation from a password: PBKDF2 (SP 800-132) */
static qila_status kdf_pbkdf2(void) {
    qila_status status = QILA_OK;
    uint8_t derived[32];
    status = qila_pbkdf2(QILA_SHA256, 100000, password, password_len, salt, salt_len, derived, sizeof derived);
    return status;
}

/* The key localization of SNMP (SP 800-135, RFC 3414) */
static qila_status kdf_snmp(void) {
    qila_status status = QILA_OK;
    uint8_t local[QILA_SNMP_KEY_SIZE];
    status = qila_snmp_kdf(password, password_len, data, 12, local, sizeof local);
    return status;
}

/* The key derivation of TLS 1.2 (SP 800-135, RFC 7627) */
static qila_status kdf_tls12(void) {
    qila_status status = QILA_OK;
    uint8_t master[QILA_TLS12_MASTER_SECRET_SIZE];
    status = qila_tls12_extended_master_secret(QILA_SHA256, key, 48, data, 32, master, sizeof master);
    return status;
}

/* The key schedule of TLS 1.3 (RFC 8446) */
static qila_status kdf_tls13(void) {
    qila_status status = QILA_OK;
    qila_tls13_secret *early = NULL, *handshake = NULL;
    status = qila_tls13_early_secret(&early, QILA_SHA256, NULL, 0);
    if (status >= 0) status = qila_tls13_next_secret(&handshake, early, key, 32);
    qila_tls13_secret_free(early);
    qila_tls13_secret_free(handshake);
    return status;
}

/* The key derivation of SSH (SP 800-135, RFC 4253) */
static qila_status kdf_ssh(void) {
    qila_status status = QILA_OK;
    uint8_t derived[16];
    status = qila_ssh_kdf(QILA_SHA256, 'C', key, 32, data, 32, data, 32, derived, sizeof derived);
    return status;
}

/* The key derivation of IKE version 1 (SP 800-135, RFC 2409) */
static qila_status kdf_ikev1(void) {
    qila_status status = QILA_OK;
    uint8_t keys[4 * 32];
    status = qila_ikev1_kdf(QILA_SHA256, QILA_IKEV1_SIGNATURE, data, data + 8, nonce, 12, nonce, 12, key, 32, NULL, 0,
                            keys, sizeof keys);
    return status;
}

/* The key derivation of IKE version 2 (SP 800-135, RFC 7296) */
static qila_status kdf_ikev2(void) {
    qila_status status = QILA_OK;
    uint8_t keys[7 * 32];
    qila_ikev2_secret *seed = NULL;
    status = qila_ikev2_skeyseed(&seed, QILA_SHA256, salt, salt_len, iv, 16, key, 32);
    if (status >= 0)
        status = qila_ikev2_derive(seed, data, data + 8, salt, salt_len, iv, 16, keys, sizeof keys);
    qila_ikev2_secret_free(seed);
    return status;
}

/* The key derivation of SRTP and SRTCP (SP 800-135, RFC 3711) */
static qila_status kdf_srtp(void) {
    qila_status status = QILA_OK;
    uint8_t derived[16];
    status = qila_srtp_kdf(0, 0, 0, key, 16, salt, QILA_SRTP_SALT_SIZE, derived, sizeof derived);
    return status;
}

static const struct {
    const char *name;
    qila_status (*run)(void);
} EXAMPLES[] = {
    {"status", status},
    {"admin", admin},
    {"notices", notices},
    {"hash", hash},
    {"random", random},
    {"xof", xof},
    {"ascon", ascon},
    {"mac_hmac", mac_hmac},
    {"mac_cmac", mac_cmac},
    {"mac_kmac", mac_kmac},
    {"mac_gmac", mac_gmac},
    {"aead_gcm", aead_gcm},
    {"aead_stream", aead_stream},
    {"aead_ccm", aead_ccm},
    {"aead_gcm_siv", aead_gcm_siv},
    {"aead_chacha20_poly1305", aead_chacha20_poly1305},
    {"cipher_aes", cipher_aes},
    {"cipher_cbc", cipher_cbc},
    {"cipher_ctr", cipher_ctr},
    {"cipher_cts", cipher_cts},
    {"cipher_cfb", cipher_cfb},
    {"cipher_ofb", cipher_ofb},
    {"cipher_xts", cipher_xts},
    {"cipher_ff1", cipher_ff1},
    {"key_wrap", key_wrap},
    {"ml_kem", ml_kem},
    {"ml_dsa", ml_dsa},
    {"encryption", encryption},
    {"stateful", stateful},
    {"agreement", agreement},
    {"key_confirmation", key_confirmation},
    {"key_files", key_files},
    {"kdf_hkdf", kdf_hkdf},
    {"kdf_kbkdf", kdf_kbkdf},
    {"kdf_one_step", kdf_one_step},
    {"kdf_x963", kdf_x963},
    {"kdf_x942", kdf_x942},
    {"kdf_pbkdf2", kdf_pbkdf2},
    {"kdf_snmp", kdf_snmp},
    {"kdf_tls12", kdf_tls12},
    {"kdf_tls13", kdf_tls13},
    {"kdf_ssh", kdf_ssh},
    {"kdf_ikev1", kdf_ikev1},
    {"kdf_ikev2", kdf_ikev2},
    {"kdf_srtp", kdf_srtp},
};

int main(void) {
    size_t i;
    for (i = 0; i < sizeof key; i++) key[i] = (uint8_t)i;
    if (qila_rng_new(&rng) < 0 || qila_aes_key_new(&aes, key, 32) < 0) return 1;
    for (i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
        qila_status status = EXAMPLES[i].run();
        qila_set_policy(QILA_POLICY_REPORT);
        if (status < 0) {
            fprintf(stderr, "%s: %s\n", EXAMPLES[i].name, qila_strerror(status));
            return 1;
        }
    }
    qila_aes_key_free(aes);
    qila_rng_free(rng);
    puts("every example works");
    return 0;
}
