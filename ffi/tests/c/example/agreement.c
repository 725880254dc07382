/* Key agreement. A part of example.c. */

#define OUTSIDE(call) CHECK((call) == QILA_NOT_APPROVED)

/* Two sides with a given algorithm: the constant is all that changes. */
static void agree_with(qila_agreement_algorithm algorithm, size_t size, qila_rng *rng) {
    uint8_t bytes[56], expanded[56], sent[56], received[56], zeros[56] = {0};
    size_t bytes_len = sizeof bytes, expanded_len = sizeof expanded;
    qila_agreement_key *ours = NULL, *theirs = NULL, *again = NULL;
    qila_public_agreement_key *public_key = NULL, *same = NULL, *their_key = NULL, *small = NULL;
    OUTSIDE(qila_agreement_key_generate(&ours, algorithm, rng));
    OUTSIDE(qila_agreement_key_generate(&theirs, algorithm, rng));
    OUTSIDE(qila_agreement_key_public(&public_key, ours));
    OUTSIDE(qila_agreement_key_public(&their_key, theirs));
    OUTSIDE(qila_public_agreement_key_bytes(public_key, bytes, &bytes_len));
    CHECK(bytes_len == size);
    OUTSIDE(qila_public_agreement_key_new(&same, algorithm, bytes, bytes_len));
    OUTSIDE(qila_agreement_key_expanded(ours, expanded, &expanded_len));
    OUTSIDE(qila_agreement_key_from_expanded(&again, algorithm, expanded, expanded_len));
    OUTSIDE(qila_agree(again, their_key, sent, size));
    OUTSIDE(qila_agree(theirs, same, received, size));
    CHECK(expanded_len == size && memcmp(sent, received, size) == 0);
    CHECK(qila_agree(ours, their_key, sent, size - 1) == QILA_ERROR_PARAMETER);
    OUTSIDE(qila_public_agreement_key_new(&small, algorithm, zeros, size));
    CHECK(qila_agree(ours, small, sent, size) == QILA_ERROR_KEY);
    qila_agreement_key_free(again);
    again = NULL;
    CHECK(qila_agreement_key_from_expanded(&again, algorithm, expanded, size - 1) == QILA_ERROR_KEY_LENGTH);
    qila_public_agreement_key_free(small);
    small = NULL;
    CHECK(qila_public_agreement_key_new(&small, algorithm, zeros, size - 1) == QILA_ERROR_KEY_LENGTH);
    CHECK(again == NULL && small == NULL);
    qila_public_agreement_key_free(their_key);
    qila_public_agreement_key_free(same);
    qila_public_agreement_key_free(public_key);
    qila_agreement_key_free(theirs);
    qila_agreement_key_free(ours);
}

/* The same on a curve of NIST's, and points that are none. */
static void agree_on_prime_curve(qila_agreement_algorithm algorithm, size_t size, qila_rng *rng) {
    uint8_t bytes[133], scalar[66], sent[66], received[66], zeros[133] = {4};
    size_t bytes_len = sizeof bytes, scalar_len = sizeof scalar;
    qila_agreement_key *ours = NULL, *theirs = NULL, *again = NULL;
    qila_public_agreement_key *public_key = NULL, *same = NULL, *their_key = NULL, *small = NULL;
    DONE(qila_agreement_key_generate(&ours, algorithm, rng));
    DONE(qila_agreement_key_generate(&theirs, algorithm, rng));
    DONE(qila_agreement_key_public(&public_key, ours));
    DONE(qila_agreement_key_public(&their_key, theirs));
    DONE(qila_public_agreement_key_bytes(public_key, bytes, &bytes_len));
    DONE(qila_agreement_key_expanded(ours, scalar, &scalar_len));
    CHECK(bytes_len == 1 + 2 * size && scalar_len == size);
    DONE(qila_public_agreement_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_agreement_key_from_expanded(&again, algorithm, scalar, scalar_len));
    DONE(qila_agree(again, their_key, sent, size));
    DONE(qila_agree(theirs, same, received, size));
    CHECK(memcmp(sent, received, size) == 0);
    CHECK(qila_agree(ours, their_key, sent, size - 1) == QILA_ERROR_PARAMETER);
    qila_public_agreement_key_free(same);
    same = NULL;
    bytes[0] = 2 + (bytes[bytes_len - 1] & 1);
    DONE(qila_public_agreement_key_new(&same, algorithm, bytes, 1 + size));
    DONE(qila_agree(theirs, same, received, size));
    CHECK(memcmp(sent, received, size) == 0);
    CHECK(qila_public_agreement_key_new(&small, algorithm, zeros, bytes_len) == QILA_ERROR_KEY);
    CHECK(qila_public_agreement_key_new(&small, algorithm, zeros, bytes_len - 1) == QILA_ERROR_KEY_LENGTH);
    qila_agreement_key_free(again);
    again = NULL;
    CHECK(qila_agreement_key_from_expanded(&again, algorithm, zeros + 1, size) == QILA_ERROR_KEY);
    CHECK(again == NULL && small == NULL);
    qila_public_agreement_key_free(same);
    qila_public_agreement_key_free(their_key);
    qila_public_agreement_key_free(public_key);
    qila_agreement_key_free(theirs);
    qila_agreement_key_free(ours);
}

/* Fresh keys with every algorithm, and a key of another one. */
static void agreement(qila_rng *rng) {
    agree_with(QILA_X25519, 32, rng);
    agree_with(QILA_X448, 56, rng);
    agree_on_prime_curve(QILA_ECDH_P224, 28, rng);
    agree_on_prime_curve(QILA_ECDH_P256, 32, rng);
    agree_on_prime_curve(QILA_ECDH_P384, 48, rng);
    agree_on_prime_curve(QILA_ECDH_P521, 66, rng);
    uint8_t nines[56], secret[32];
    qila_agreement_key *pair = NULL;
    qila_public_agreement_key *peer = NULL;
    memset(nines, 9, sizeof nines);
    OUTSIDE(qila_agreement_key_from_expanded(&pair, QILA_X25519, nines, 32));
    OUTSIDE(qila_public_agreement_key_new(&peer, QILA_X448, nines, 56));
    CHECK(qila_agree(pair, peer, secret, sizeof secret) == QILA_ERROR_PARAMETER);
    qila_public_agreement_key_free(peer);
    qila_agreement_key_free(pair);
}
