/* The calls of flips.c, by what they are for: each leaves in `out` all that it gives. */

static void hashes(qila_hash_algorithm a) {
    qila_hasher *hasher = NULL;
    qila_hmac_key *key = NULL;
    qila_hmac_message *message = NULL;
    GIVES(qila_hash(a, C, SHORT, out, &out_len));
    GIVES(qila_hash(a, C, UNEVEN, out, &out_len));
    GIVES(qila_hash_batch(a, C, 16, 37, out, 16 * qila_hash_size(a)));
    GIVES(qila_hash_batch(a, C, 5, 200, out, 5 * qila_hash_size(a)));
    MAKES(qila_hasher_new(&hasher, a));
    MAKES(qila_hasher_update(hasher, C, 300));
    GIVES(qila_hasher_final_bits(hasher, 0xa8, 5, out, &out_len));
    GIVES(qila_hasher_final(hasher, out, &out_len));
    qila_hasher_free(hasher);
    GIVES(qila_hmac(a, C, 20, C, SHORT, out, &out_len));
    GIVES(qila_hmac(a, C, 300, C, UNEVEN, out, &out_len));
    GIVES(qila_hmac_verify(a, C, 20, C, 20, zeros, 20));
    MAKES(qila_hmac_key_new(&key, a, C, 32));
    GIVES(qila_hmac_key_authenticate(key, C, LONG, out, &out_len));
    GIVES(qila_hmac_key_verify(key, C, SHORT, zeros, 20));
    MAKES(qila_hmac_message_new(&message, key));
    MAKES(qila_hmac_message_update(message, C, 200));
    GIVES(qila_hmac_message_final(message, out, &out_len));
    GIVES(qila_hmac_message_verify(message, zeros, 20));
    qila_hmac_message_free(message);
    qila_hmac_key_free(key);
}

static void derivations(qila_hash_algorithm a) {
    qila_hkdf_key *hkdf = NULL;
    qila_kbkdf_key *kbkdf = NULL;
    size_t size = qila_hash_size(a);
    GIVES(qila_hkdf(a, TEXT("salt"), C, 32, TEXT("info"), out, 150));
    MAKES(qila_hkdf_extract(&hkdf, a, TEXT("salt"), C, 32));
    GIVES(qila_hkdf_expand(hkdf, TEXT("info"), out, 70));
    qila_hkdf_key_free(hkdf);
    MAKES(qila_hkdf_from_prk(&hkdf, a, C, size));
    GIVES(qila_hkdf_expand(hkdf, TEXT("info"), out, 70));
    qila_hkdf_key_free(hkdf);
    MAKES(qila_kbkdf_key_new_hmac(&kbkdf, a, C, 32));
    GIVES(qila_kbkdf_derive(kbkdf, TEXT("label"), TEXT("context"), out, 100));
    GIVES(qila_kbkdf_counter(kbkdf, QILA_KBKDF_BEFORE_FIXED, 8, TEXT("fixed"), out, 100));
    GIVES(qila_kbkdf_feedback(kbkdf, QILA_KBKDF_AFTER_FIXED, 16, TEXT("iv"), TEXT("fixed"), out, 100));
    GIVES(qila_kbkdf_feedback(kbkdf, QILA_KBKDF_NO_COUNTER, 32, TEXT("iv"), TEXT("fixed"), out, 100));
    GIVES(qila_kbkdf_double_pipeline(kbkdf, QILA_KBKDF_BEFORE_ITERATOR, 24, TEXT("fixed"), out, 100));
    qila_kbkdf_key_free(kbkdf);
    MAKES(qila_kbkdf_key_extract_hmac(&kbkdf, a, TEXT("salt"), C, 32));
    GIVES(qila_kbkdf_derive(kbkdf, TEXT("label"), TEXT("context"), out, 100));
    qila_kbkdf_key_free(kbkdf);
    for (int counted = 0; counted < 2; counted++) {
        GIVES(qila_one_step_hash(a, counted, C, 32, TEXT("info"), out, counted ? 100 : size));
        GIVES(qila_one_step_hmac(a, counted, TEXT("salt"), C, 32, TEXT("info"), out, counted ? 100 : size));
        GIVES(qila_one_step_hmac(a, counted, NULL, 0, C, 32, TEXT("info"), out, counted ? 100 : size));
    }
    GIVES(qila_x963_kdf(a, C, 32, TEXT("info"), out, 100));
    GIVES(qila_x942_kdf(a, C, 32, TEXT("info"), out, 100));
    GIVES(qila_x942_kdf_der(a, C, 32, TEXT("\x60\x86\x48\x01\x65\x03\x04\x01\x05"), TEXT("u"), TEXT("v"), TEXT("pub"),
                            TEXT("priv"), out, 100));
    GIVES(qila_pbkdf2(a, 5, C, 20, C, 16, out, 100));
}

static void protocols(qila_hash_algorithm a) {
    qila_tls13_secret *tls = NULL, *next = NULL;
    qila_ikev2_secret *ike = NULL, *rekeyed = NULL;
    size_t size = qila_hash_size(a);
    GIVES(qila_tls12_extended_master_secret(a, C, 48, C, size, out, 48));
    GIVES(qila_tls12_master_secret(a, C, 48, C, 32, C + 32, 32, out, 48));
    GIVES(qila_tls12_key_block(a, C, 48, C, 32, C + 32, 32, out, 150));
    GIVES(qila_tls12_prf(a, C, 48, TEXT("client finished"), C, 32, out, 12));
    MAKES(qila_tls13_early_secret(&tls, a, C, 32));
    GIVES(qila_tls13_expand_label(tls, TEXT("c hs traffic"), C, size, out, size));
    MAKES(qila_tls13_next_secret(&next, tls, C, 32));
    GIVES(qila_tls13_expand_label(next, TEXT("key"), NULL, 0, out, 16));
    qila_tls13_secret_free(tls);
    qila_tls13_secret_free(next);
    MAKES(qila_tls13_secret_new(&tls, a, C, size));
    GIVES(qila_tls13_expand_label(tls, TEXT("iv"), NULL, 0, out, 12));
    qila_tls13_secret_free(tls);
    for (uint8_t letter = 'A'; letter <= 'F'; letter++)
        GIVES(qila_ssh_kdf(a, letter, C, 33, C, size, C, size, out, 100));
    for (qila_ikev1_authentication way = 0; way < 3; way++)
        GIVES(qila_ikev1_kdf(a, way, C, C + 8, C, 16, C + 16, 16, C, 64, way == 2 ? C : NULL, way == 2 ? 20 : 0, out,
                             4 * size));
    MAKES(qila_ikev2_skeyseed(&ike, a, C, 16, C + 16, 16, C, 64));
    GIVES(qila_ikev2_derive(ike, C, C + 8, C, 16, C + 16, 16, out, 150));
    qila_ikev2_secret_free(ike);
    MAKES(qila_ikev2_secret_new(&ike, a, C, size));
    GIVES(qila_ikev2_derive_child(ike, C, 32, C, 16, C + 16, 16, out, 150));
    MAKES(qila_ikev2_rekey(&rekeyed, ike, C, 16, C + 16, 16, C, 64));
    GIVES(qila_ikev2_derive(rekeyed, C, C + 8, C, 16, C + 16, 16, out, 150));
    qila_ikev2_secret_free(ike);
    qila_ikev2_secret_free(rekeyed);
}

static void sponges(qila_xof_algorithm a) {
    GIVES(qila_shake(a, C, UNEVEN, out, 400));
    for (size_t len = 0; len <= 14; len += 7) {
        qila_xof *xof = NULL;
        qila_tuple_hash *list = NULL;
        qila_parallel_hash *blocks = NULL;
        qila_kmac_key *key = NULL;
        qila_kmac_message *message = NULL;
        MAKES(qila_xof_new(&xof, a, C, len));
        MAKES(qila_xof_update(xof, C, UNEVEN));
        GIVES(qila_xof_read(xof, out, 400));
        qila_xof_free(xof);
        MAKES(qila_tuple_hash_new(&list, a, C, len));
        for (int twice = 0; twice < 2; twice++) {
            MAKES(qila_tuple_hash_add(list, C, 200));
            MAKES(qila_tuple_hash_add(list, C, 3));
            if (twice) {
                MAKES(qila_tuple_hash_xof(list, &xof));
                GIVES(qila_xof_read(xof, out, 200));
                qila_xof_free(xof);
            } else {
                GIVES(qila_tuple_hash_final(list, out, 200));
            }
        }
        qila_tuple_hash_free(list);
        MAKES(qila_parallel_hash_new(&blocks, a, 24, C, len));
        for (int twice = 0; twice < 2; twice++) {
            MAKES(qila_parallel_hash_update(blocks, C, twice ? 300 : 50));
            if (twice) {
                MAKES(qila_parallel_hash_xof(blocks, &xof));
                GIVES(qila_xof_read(xof, out, 200));
                qila_xof_free(xof);
            } else {
                GIVES(qila_parallel_hash_final(blocks, out, 200));
            }
        }
        qila_parallel_hash_free(blocks);
        GIVES(qila_kmac(a, C, 32, C, len, C, UNEVEN, out, 200));
        GIVES(qila_kmac_kdf(a, C, 32, C, len, C, 20, out, 200));
        GIVES(qila_one_step_kmac(a, 1, C, 2 * len, C, 32, TEXT("info"), out, 200));
        GIVES(qila_one_step_kmac(a, 0, NULL, 0, C, 32, TEXT("info"), out, 32));
        MAKES(qila_kmac_key_new(&key, a, C, 32, C, len));
        GIVES(qila_kmac_key_authenticate(key, C, 20, out, 64));
        GIVES(qila_kmac_key_verify(key, C, 20, zeros, 64));
        MAKES(qila_kmac_message_new(&message, key));
        MAKES(qila_kmac_message_update(message, C, 20));
        GIVES(qila_kmac_message_final(message, out, 64));
        GIVES(qila_kmac_message_verify(message, zeros, 64));
        MAKES(qila_kmac_message_xof(message, &xof));
        GIVES(qila_xof_read(xof, out, 200));
        qila_xof_free(xof);
        qila_kmac_message_free(message);
        qila_kmac_key_free(key);
    }
}

static void ciphers(size_t size) {
    qila_aes_key *key = NULL;
    qila_cbc_encryptor *encryptor = NULL;
    qila_cbc_decryptor *decryptor = NULL;
    qila_ctr *ctr = NULL;
    qila_ofb *ofb = NULL;
    qila_cfb *cfb = NULL;
    uint16_t numerals[40];
    MAKES(qila_aes_key_new(&key, C, size));
    CHANGES(qila_aes_ecb_encrypt(key, out, LONG));
    CHANGES(qila_aes_ecb_decrypt(key, out, LONG));
    CHANGES(qila_aes_cbc_encrypt(key, C, out, LONG));
    CHANGES(qila_aes_cbc_decrypt(key, C, out, LONG));
    CHANGES(qila_aes_ctr(key, C, out, UNEVEN));
    GIVES(qila_aes_cbc_encrypt_padded(key, C, C, SHORT, out, &out_len));
    GIVES(qila_aes_cbc_decrypt_padded(key, C, C, LONG, out, &out_len));
    MAKES(qila_cbc_encryptor_new(&encryptor, key, C));
    CHANGES(qila_cbc_encryptor_update(encryptor, out, LONG));
    GIVES(qila_cbc_encryptor_final_padded(encryptor, C, SHORT, out, &out_len));
    qila_cbc_encryptor_free(encryptor);
    MAKES(qila_cbc_decryptor_new(&decryptor, key, C));
    CHANGES(qila_cbc_decryptor_update(decryptor, out, LONG));
    GIVES(qila_cbc_decryptor_final_padded(decryptor, C, 32, out, &out_len));
    qila_cbc_decryptor_free(decryptor);
    MAKES(qila_ctr_new(&ctr, key, C));
    CHANGES(qila_ctr_apply(ctr, out, UNEVEN));
    qila_ctr_free(ctr);
    for (uint32_t variant = 1; variant <= 3; variant++) {
        CHANGES(qila_aes_cbc_cs_encrypt(key, variant, C, out, UNEVEN));
        CHANGES(qila_aes_cbc_cs_decrypt(key, variant, C, out, UNEVEN));
    }
    for (uint32_t bits = 1; bits <= 128; bits = bits == 1 ? 8 : 16 * bits) {
        CHANGES(qila_aes_cfb_encrypt(key, bits, C, out, LONG));
        CHANGES(qila_aes_cfb_decrypt(key, bits, C, out, LONG));
        MAKES(qila_cfb_new_encrypt(&cfb, key, bits, C));
        CHANGES(qila_cfb_apply(cfb, out, LONG));
        CHANGES(qila_cfb_final(cfb, out, SHORT));
        qila_cfb_free(cfb);
        MAKES(qila_cfb_new_decrypt(&cfb, key, bits, C));
        CHANGES(qila_cfb_apply(cfb, out, LONG));
        qila_cfb_free(cfb);
    }
    CHANGES(qila_aes_ofb(key, C, out, UNEVEN));
    MAKES(qila_ofb_new(&ofb, key, C));
    CHANGES(qila_ofb_apply(ofb, out, UNEVEN));
    qila_ofb_free(ofb);
    for (int decrypt = 0; decrypt < 2; decrypt++)
        for (uint32_t radix = 10; radix <= 256; radix += 246) {
            for (int i = 0; i < 40; i++) numerals[i] = (uint16_t)(i % 10);
            qila_status status = (decrypt ? qila_aes_ff1_decrypt : qila_aes_ff1_encrypt)(key, radix, C, 7, numerals, 40);
            memset(out, 0, sizeof out);
            memcpy(out, numerals, sizeof numerals);
            note("qila_aes_ff1", __LINE__, status);
        }
    qila_aes_key_free(key);
}

static void codes(size_t size) {
    qila_cmac_key *cmac = NULL;
    qila_cmac_message *tagged = NULL;
    qila_kbkdf_key *kbkdf = NULL;
    GIVES(qila_cmac(C, size, C, SHORT, out, 16));
    GIVES(qila_cmac(C, size, C, LONG, out, 16));
    MAKES(qila_cmac_key_new(&cmac, C, size));
    GIVES(qila_cmac_key_authenticate(cmac, C, 0, out, 16));
    GIVES(qila_cmac_key_verify(cmac, C, 20, zeros, 16));
    MAKES(qila_cmac_message_new(&tagged, cmac));
    MAKES(qila_cmac_message_update(tagged, C, UNEVEN));
    GIVES(qila_cmac_message_final(tagged, out, 16));
    GIVES(qila_cmac_message_verify(tagged, zeros, 16));
    qila_cmac_message_free(tagged);
    qila_cmac_key_free(cmac);
    MAKES(qila_kbkdf_key_new_cmac(&kbkdf, C, size));
    GIVES(qila_kbkdf_counter(kbkdf, QILA_KBKDF_BEFORE_FIXED, 32, TEXT("fixed"), out, 100));
    qila_kbkdf_key_free(kbkdf);
    MAKES(qila_kbkdf_key_extract_cmac(&kbkdf, C, size, C, 40));
    GIVES(qila_kbkdf_derive(kbkdf, TEXT("label"), TEXT("context"), out, 100));
    qila_kbkdf_key_free(kbkdf);
}

/* The tag follows the data in `out`. */
#define TAG (out + 1000)

static void sealed_by_gcm(size_t size) {
    qila_gcm_key *gcm = NULL;
    qila_gcm_sealer *sealer = NULL;
    qila_gmac_key *gmac = NULL;
    MAKES(qila_gcm_key_new(&gcm, C, size));
    for (size_t iv = 12; iv <= 16; iv += 4) {
        CHANGES(qila_gcm_seal_caller_iv(gcm, C, iv, C, 20, out, SHORT, TAG, 16));
        CHANGES(qila_gcm_seal_caller_iv(gcm, C, iv, C, 300, out, UNEVEN, TAG, 16));
        AND_BACK(qila_gcm_open(gcm, C, iv, C, 300, out, UNEVEN, TAG, 16));
        CHANGES(qila_gcm_open(gcm, C, iv, C, 20, out, SHORT, zeros, 16));
    }
    qila_gcm_key_free(gcm);
    MAKES(qila_gcm_key_new_with_tag(&gcm, C, size, 13));
    CHANGES(qila_gcm_seal_caller_iv(gcm, C, 12, C, 20, out, SHORT, TAG, 13));
    qila_gcm_key_free(gcm);
    MAKES(qila_gcm_key_new_with_short_tag(&gcm, C, size, 8, 1024));
    CHANGES(qila_gcm_seal_caller_iv(gcm, C, 12, C, 20, out, SHORT, TAG, 8));
    qila_gcm_key_free(gcm);
    MAKES(qila_gmac_key_new_with_short_tag(&gmac, C, size, 4, 512));
    GIVES(qila_gmac_caller_iv(gmac, C, 12, C, SHORT, out, 4));
    qila_gmac_key_free(gmac);
    MAKES(qila_gcm_sealer_new_counter(&sealer, C, size, C, 4));
    CHANGES(qila_gcm_sealer_seal(sealer, C, 20, out, LONG, out + 900, 12, TAG, 16));
    qila_gcm_sealer_free(sealer);
    MAKES(qila_gcm_sealer_new_tls12(&sealer, C, size, C));
    CHANGES(qila_gcm_sealer_seal(sealer, C, 13, out, LONG, out + 900, 12, TAG, 16));
    qila_gcm_sealer_free(sealer);
    MAKES(qila_gcm_sealer_new_tls13(&sealer, C, size, C));
    CHANGES(qila_gcm_sealer_seal(sealer, C, 5, out, LONG, out + 900, 12, TAG, 16));
    qila_gcm_sealer_free(sealer);
    MAKES(qila_gcm_sealer_new_ssh(&sealer, C, size, C));
    CHANGES(qila_gcm_sealer_seal(sealer, C, 4, out, LONG, out + 900, 12, TAG, 16));
    qila_gcm_sealer_free(sealer);
    MAKES(qila_gmac_key_new(&gmac, C, size, 16));
    GIVES(qila_gmac_caller_iv(gmac, C, 12, C, UNEVEN, out, 16));
    GIVES(qila_gmac_caller_iv(gmac, C, 40, C, SHORT, out, 16));
    GIVES(qila_gmac_verify(gmac, C, 12, C, 20, zeros, 16));
    qila_gmac_key_free(gmac);
}

static void sealed(size_t size) {
    qila_ccm_key *ccm = NULL;
    qila_gcm_siv_key *siv = NULL;
    qila_key_wrap_key *wrap = NULL;
    for (size_t tag = 4; tag <= 16; tag += 2) {
        MAKES(qila_ccm_key_new(&ccm, C, size, tag));
        CHANGES(qila_ccm_seal(ccm, C, tag == 8 ? 7 : 13, C, 20, out, UNEVEN, TAG, tag));
        AND_BACK(qila_ccm_open(ccm, C, tag == 8 ? 7 : 13, C, 20, out, UNEVEN, TAG, tag));
        CHANGES(qila_ccm_open(ccm, C, 13, C, 20, out, SHORT, zeros, tag));
        qila_ccm_key_free(ccm);
    }
    MAKES(qila_gcm_siv_key_new(&siv, C, size));
    CHANGES(qila_gcm_siv_seal(siv, C, 12, C, 20, out, UNEVEN, TAG, 16));
    AND_BACK(qila_gcm_siv_open(siv, C, 12, C, 20, out, UNEVEN, TAG, 16));
    CHANGES(qila_gcm_siv_open(siv, C, 12, C, 20, out, SHORT, zeros, 16));
    qila_gcm_siv_key_free(siv);
    for (int inverse = 0; inverse < 2; inverse++) {
        MAKES((inverse ? qila_key_wrap_key_new_inverse : qila_key_wrap_key_new)(&wrap, C, size));
        GIVES(qila_key_wrap(wrap, C, 40, out, &out_len));
        GIVES(qila_key_wrap_padded(wrap, C, 5, out, &out_len));
        GIVES(qila_key_wrap_padded(wrap, C, SHORT, out, &out_len));
        GIVES(qila_key_unwrap(wrap, C, 48, out, &out_len));
        GIVES(qila_key_unwrap_padded(wrap, C, 48, out, &out_len));
        uint8_t wrapped[2][80];
        size_t len = sizeof *wrapped;
        MAKES(qila_key_wrap(wrap, C, 40, wrapped[0], &len));
        GIVES(qila_key_unwrap(wrap, wrapped[0], len, out, &out_len));
        len = sizeof *wrapped;
        MAKES(qila_key_wrap_padded(wrap, C, SHORT, wrapped[1], &len));
        GIVES(qila_key_unwrap_padded(wrap, wrapped[1], len, out, &out_len));
        qila_key_wrap_key_free(wrap);
    }
    for (uint8_t label = 0; label < 8; label++) {
        GIVES(qila_srtp_kdf(label, 0x123456789abcULL, 1 << 8, C, size, C, 14, out, 60));
        GIVES(qila_srtcp_kdf_short_index(label, 0x12345678, 1 << 8, C, size, C, 14, out, 60));
    }
}

static void encapsulation(qila_kem_algorithm a, size_t ciphertext_size) {
    static const uint8_t rejected[1568];
    uint8_t seed[64], expanded[3168], bytes[1568];
    size_t seed_len = sizeof seed, expanded_len = sizeof expanded, bytes_len = sizeof bytes;
    qila_decapsulation_key *pair = NULL, *again = NULL;
    qila_encapsulation_key *public_key = NULL, *same = NULL;
    qila_rng *rng = NULL;
    uint8_t sent[1568], secrets[2][32];
    size_t sent_len = sizeof sent;
    MAKES(qila_decapsulation_key_from_seed(&pair, a, C, 64));
    MAKES(qila_decapsulation_key_seed(pair, seed, &seed_len));
    MAKES(qila_decapsulation_key_expanded(pair, expanded, &expanded_len));
    GIVES(qila_hash(QILA_SHA256, expanded, expanded_len, out, &out_len));
    MAKES(qila_decapsulation_key_public(&public_key, pair));
    MAKES(qila_encapsulation_key_bytes(public_key, bytes, &bytes_len));
    GIVES(qila_hash(QILA_SHA256, bytes, bytes_len, out, &out_len));
    MAKES(qila_encapsulation_key_new(&same, a, bytes, bytes_len));
    /* The secret is random; that both sides have the same one is not. */
    MAKES(qila_rng_new(&rng));
    MAKES(qila_encapsulate(same, sent, &sent_len, secrets[0], 32, rng));
    MAKES(qila_decapsulate(pair, sent, sent_len, secrets[1], 32));
    GIVES(memcmp(secrets[0], secrets[1], 32) != 0);
    qila_rng_free(rng);
    GIVES(qila_decapsulate(pair, rejected, ciphertext_size, out, 32));
    MAKES(qila_decapsulation_key_from_expanded(&again, a, expanded, expanded_len));
    GIVES(qila_decapsulate(again, rejected, ciphertext_size, out, 32));
    qila_decapsulation_key_free(again);
    again = NULL;
    MAKES(qila_decapsulation_key_from_both(&again, a, seed, seed_len, expanded, expanded_len));
    qila_decapsulation_key_free(again);
    qila_encapsulation_key_free(same);
    qila_encapsulation_key_free(public_key);
    qila_decapsulation_key_free(pair);
}

static void signatures(qila_signature_algorithm a) {
    static uint8_t signature[4627], expanded[4896], bytes[2592];
    const uint32_t hashes[] = {QILA_PURE, QILA_SHA256, QILA_SHA3_512, QILA_PRE_HASH_SHAKE256, QILA_MU};
    uint8_t seed[QILA_ML_DSA_SEED_SIZE], mu[QILA_MU_SIZE];
    size_t seed_len = sizeof seed, expanded_len = sizeof expanded, bytes_len = sizeof bytes;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *public_key = NULL, *same = NULL;
    qila_rng *rng = NULL;
    qila_sign_options how = QILA_SIGN_OPTIONS;
    how.deterministic = 1;
    MAKES(qila_rng_new(&rng));
    MAKES(qila_signing_key_from_seed(&pair, a, C, sizeof seed));
    MAKES(qila_signing_key_seed(pair, seed, &seed_len));
    MAKES(qila_signing_key_expanded(pair, expanded, &expanded_len));
    GIVES(qila_hash(QILA_SHA256, expanded, expanded_len, out, &out_len));
    MAKES(qila_signing_key_public(&public_key, pair));
    MAKES(qila_verifying_key_bytes(public_key, bytes, &bytes_len));
    GIVES(qila_hash(QILA_SHA256, bytes, bytes_len, out, &out_len));
    MAKES(qila_verifying_key_new(&same, a, bytes, bytes_len));
    MAKES(qila_verifying_key_mu(same, C, SHORT, NULL, 0, mu, sizeof mu));
    GIVES(qila_hash(QILA_SHA256, mu, sizeof mu, out, &out_len));
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        size_t signature_len = sizeof signature, len = hashes[i] == QILA_MU ? sizeof mu : SHORT;
        const uint8_t *message = hashes[i] == QILA_MU ? mu : C;
        how.hash = hashes[i];
        MAKES(qila_sign(pair, &how, message, len, signature, &signature_len, rng));
        GIVES(qila_hash(QILA_SHA256, signature, signature_len, out, &out_len));
        GIVES(qila_verify(same, &how, message, len, signature, signature_len));
        signature[signature_len / 2] ^= 1;
        GIVES(qila_verify(same, &how, message, len, signature, signature_len));
    }
    MAKES(qila_signing_key_from_expanded(&again, a, expanded, expanded_len));
    qila_signing_key_free(again);
    again = NULL;
    MAKES(qila_signing_key_from_both(&again, a, seed, seed_len, expanded, expanded_len));
    qila_signing_key_free(again);
    qila_verifying_key_free(same);
    qila_verifying_key_free(public_key);
    qila_signing_key_free(pair);
    qila_rng_free(rng);
}

static void signatures_on(qila_signature_algorithm a, size_t size, uint32_t prehash) {
    const uint32_t hashes[] = {QILA_PURE, prehash};
    uint8_t made[114], seed[57], bytes[57];
    size_t seed_len = sizeof seed, bytes_len = sizeof bytes;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *public_key = NULL, *same = NULL;
    qila_rng *rng = NULL;
    qila_sign_options how = QILA_SIGN_OPTIONS;
    MAKES(qila_rng_new(&rng));
    MAKES(qila_signing_key_from_seed(&pair, a, C, size));
    MAKES(qila_signing_key_seed(pair, seed, &seed_len));
    MAKES(qila_signing_key_public(&public_key, pair));
    MAKES(qila_verifying_key_bytes(public_key, bytes, &bytes_len));
    GIVES(qila_hash(QILA_SHA256, bytes, bytes_len, out, &out_len));
    MAKES(qila_verifying_key_new(&same, a, bytes, bytes_len));
    MAKES(qila_signing_key_from_both(&again, a, seed, seed_len, bytes, bytes_len));
    for (size_t i = 0; i < 4; i++) {
        size_t len = sizeof made;
        how.hash = hashes[i / 2];
        how.context = C;
        how.context_len = i % 2 ? 9 : 0;
        MAKES(qila_sign(again, &how, C, SHORT, made, &len, rng));
        GIVES(qila_hash(QILA_SHA256, made, len, out, &out_len));
        GIVES(qila_verify(same, &how, C, SHORT, made, len));
        made[len / 2] ^= 1;
        GIVES(qila_verify(same, &how, C, SHORT, made, len));
    }
    qila_verifying_key_free(same);
    qila_verifying_key_free(public_key);
    qila_signing_key_free(again);
    qila_signing_key_free(pair);
    qila_rng_free(rng);
}

static void agreement(qila_agreement_algorithm a, size_t size) {
    uint8_t bytes[56];
    size_t bytes_len = sizeof bytes;
    qila_agreement_key *ours = NULL;
    qila_public_agreement_key *public_key = NULL, *theirs = NULL;
    MAKES(qila_agreement_key_from_expanded(&ours, a, C, size));
    MAKES(qila_agreement_key_public(&public_key, ours));
    MAKES(qila_public_agreement_key_bytes(public_key, bytes, &bytes_len));
    GIVES(qila_hash(QILA_SHA256, bytes, bytes_len, out, &out_len));
    MAKES(qila_public_agreement_key_new(&theirs, a, C + 9, size));
    GIVES(qila_agree(ours, theirs, out, size));
    qila_public_agreement_key_free(theirs);
    qila_public_agreement_key_free(public_key);
    qila_agreement_key_free(ours);
}

/* A key goes out wrapped, comes back, and goes out again. */
#define LEAVES(type, wrap, unwrap, ...)                                                                                \
    do {                                                                                                               \
        type *key = NULL, *returned = NULL;                                                                            \
        uint8_t wrapped[80];                                                                                           \
        size_t len = sizeof wrapped;                                                                                   \
        MAKES(type##_new(&key, C, __VA_ARGS__));                                                                       \
        MAKES(wrap(key, kek, QILA_KWP, wrapped, &len));                                                                \
        MAKES(unwrap(&returned, kek, QILA_KWP, wrapped, len));                                                         \
        GIVES(wrap(returned, kek, QILA_KW, out, &out_len));                                                            \
        type##_free(key);                                                                                              \
        type##_free(returned);                                                                                         \
    } while (0)

static void keys_that_leave(size_t size) {
    qila_key_wrap_key *kek = NULL;
    MAKES(qila_key_wrap_key_new(&kek, C + 9, size));
    LEAVES(qila_aes_key, qila_aes_key_wrap, qila_aes_key_unwrap, size);
    LEAVES(qila_xts_key, qila_xts_key_wrap, qila_xts_key_unwrap, 64);
    LEAVES(qila_gcm_key, qila_gcm_key_wrap, qila_gcm_key_unwrap, size);
    LEAVES(qila_ccm_key, qila_ccm_key_wrap, qila_ccm_key_unwrap, size, 16);
    LEAVES(qila_gcm_siv_key, qila_gcm_siv_key_wrap, qila_gcm_siv_key_unwrap, size);
    LEAVES(qila_chacha20_poly1305_key, qila_chacha20_poly1305_key_wrap, qila_chacha20_poly1305_key_unwrap, 32);
    LEAVES(qila_ascon_aead128_key, qila_ascon_aead128_key_wrap, qila_ascon_aead128_key_unwrap, 16, 16);
    LEAVES(qila_cmac_key, qila_cmac_key_wrap, qila_cmac_key_unwrap, size);
    LEAVES(qila_gmac_key, qila_gmac_key_wrap, qila_gmac_key_unwrap, size, 16);
    LEAVES(qila_key_wrap_key, qila_key_wrap_key_wrap, qila_key_wrap_key_unwrap, size);
    qila_key_wrap_key_free(kek);
}
