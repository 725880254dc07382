/* Finite-field Diffie-Hellman. A part of example.c. */

/* Two sides in a group: the constant is all that changes. */
static void agree_in_group(qila_agreement_algorithm algorithm, size_t size, qila_rng *rng) {
    static uint8_t bytes[1024], expanded[1024], sent[1024], received[1024], other[1024];
    size_t bytes_len = sizeof bytes, expanded_len = sizeof expanded;
    qila_agreement_key *ours = NULL, *theirs = NULL, *again = NULL;
    qila_public_agreement_key *public_key = NULL, *same = NULL, *their_key = NULL, *none = NULL;
    DONE(qila_agreement_key_generate(&ours, algorithm, rng));
    DONE(qila_agreement_key_generate(&theirs, algorithm, rng));
    DONE(qila_agreement_key_public(&public_key, ours));
    DONE(qila_agreement_key_public(&their_key, theirs));
    DONE(qila_public_agreement_key_bytes(public_key, bytes, &bytes_len));
    CHECK(bytes_len == size);
    DONE(qila_public_agreement_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_agree(ours, their_key, sent, size));
    DONE(qila_agree(theirs, same, received, size));
    CHECK(memcmp(sent, received, size) == 0);
    CHECK(qila_agree(ours, their_key, other, size - 1) == QILA_ERROR_PARAMETER && is_zero(other, size));
    if (size == 256) {
        DONE(qila_agreement_key_expanded(ours, expanded, &expanded_len));
        CHECK(expanded_len == size);
        DONE(qila_agreement_key_from_expanded(&again, algorithm, expanded, expanded_len));
        DONE(qila_agree(again, their_key, received, size));
        CHECK(memcmp(sent, received, size) == 0);
        qila_agreement_key_free(again);
        again = NULL;
        CHECK(qila_agreement_key_from_expanded(&again, algorithm, expanded, size - 1) == QILA_ERROR_KEY_LENGTH);
        memset(expanded, 0, sizeof expanded);
        CHECK(qila_agreement_key_from_expanded(&again, algorithm, expanded, size) == QILA_ERROR_KEY && again == NULL);
        memset(bytes, 0xff, size);
        CHECK(qila_public_agreement_key_new(&none, algorithm, bytes, size) == QILA_ERROR_KEY);
        memset(bytes, 0, size);
        CHECK(qila_public_agreement_key_new(&none, algorithm, bytes, size) == QILA_ERROR_KEY);
        bytes[size - 1] = 1;
        CHECK(qila_public_agreement_key_new(&none, algorithm, bytes, size) == QILA_ERROR_KEY && none == NULL);
    }
    memset(sent, 0, sizeof sent);
    memset(received, 0, sizeof received);
    qila_public_agreement_key_free(their_key);
    qila_public_agreement_key_free(same);
    qila_public_agreement_key_free(public_key);
    qila_agreement_key_free(theirs);
    qila_agreement_key_free(ours);
}

/* Every group. */
static void ffdh(qila_rng *rng) {
    agree_in_group(QILA_FFDHE2048, 256, rng);
    agree_in_group(QILA_FFDHE3072, 384, rng);
    agree_in_group(QILA_FFDHE4096, 512, rng);
    agree_in_group(QILA_FFDHE6144, 768, rng);
    agree_in_group(QILA_FFDHE8192, 1024, rng);
    agree_in_group(QILA_MODP_2048, 256, rng);
    agree_in_group(QILA_MODP_3072, 384, rng);
    agree_in_group(QILA_MODP_4096, 512, rng);
    agree_in_group(QILA_MODP_6144, 768, rng);
    agree_in_group(QILA_MODP_8192, 1024, rng);
}
