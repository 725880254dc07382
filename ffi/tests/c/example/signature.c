/* Signatures. A part of example.c. */

/* What is refused: lengths, contexts, numbers and sizes that this version does not know. */
static void not_theirs(qila_signing_key *pair, qila_verifying_key *key, size_t size, qila_rng *rng) {
    uint8_t message[64] = {0}, made[4627], context[256] = {0}, mu[QILA_MU_SIZE] = {0};
    size_t len = sizeof made;
    qila_sign_options how = QILA_SIGN_OPTIONS, of_mu = QILA_SIGN_OPTIONS;
    of_mu.hash = QILA_MU;
    of_mu.context = how.context = context;
    CHECK(qila_sign(pair, &of_mu, mu, sizeof mu - 1, made, &len, rng) == QILA_ERROR_INPUT_LENGTH);
    CHECK(qila_verify(key, &of_mu, mu, sizeof mu - 1, made, size) == QILA_ERROR_INPUT_LENGTH);
    of_mu.context_len = 1;
    CHECK(qila_verify(key, &of_mu, mu, sizeof mu, made, size) == QILA_ERROR_PARAMETER);
    CHECK(qila_verifying_key_mu(key, message, 1, context, 256, mu, sizeof mu) == QILA_ERROR_INPUT_TOO_LONG);
    CHECK(qila_verifying_key_mu(key, message, 1, context, 0, mu, sizeof mu - 1) == QILA_ERROR_PARAMETER);
    how.context_len = 256;
    CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_INPUT_TOO_LONG);
    how.context_len = 0;
    len = size - 1;
    CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_BUFFER_TOO_SMALL && len == size);
    const struct {
        uint32_t hash, deterministic, digest;
    } unknown[] = {
        {QILA_SHA1, 0, 0},   {QILA_USUAL + 1, 0, 0}, {QILA_PURE, 2, 0}, {QILA_PURE, 0, 2},
        {QILA_PURE, 0, 1},   {QILA_MU, 0, 1},        {QILA_USUAL, 0, 1}, /* a digest of what? */
        {QILA_SHA512, 0, 1}, /* ML-DSA has no door for one */
    };
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        how.hash = unknown[i].hash;
        how.deterministic = unknown[i].deterministic;
        how.digest = unknown[i].digest;
        CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_PARAMETER);
        CHECK(qila_verify(key, &how, message, sizeof message, made, len) == QILA_ERROR_PARAMETER);
    }
    how = (qila_sign_options)QILA_SIGN_OPTIONS;
    how.size--;
    CHECK(qila_sign(pair, &how, message, sizeof message, made, &len, rng) == QILA_ERROR_PARAMETER);
    CHECK(qila_verify(key, &how, message, sizeof message, made, len) == QILA_ERROR_PARAMETER);
}

/* Every door of a pair: what one signs, the other verifies, and nothing else. */
static void doors(qila_signing_key *pair, qila_verifying_key *key, size_t size, qila_rng *rng) {
    uint8_t message[64], one[4627], other[4627], context[256] = {0}, mu[QILA_MU_SIZE];
    for (uint8_t i = 0; i < sizeof message; i++) message[i] = i;
    const uint32_t hashes[] = {QILA_PURE,       QILA_SHA224,   QILA_SHA256,   QILA_SHA384,   QILA_SHA512,
                               QILA_SHA512_224, QILA_SHA512_256, QILA_SHA3_224, QILA_SHA3_256, QILA_SHA3_384,
                               QILA_SHA3_512,   QILA_PRE_HASH_SHAKE128, QILA_PRE_HASH_SHAKE256};
    qila_sign_options how = QILA_SIGN_OPTIONS, another = QILA_SIGN_OPTIONS;
    how.context = context;
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        size_t len = sizeof one, other_len = sizeof other;
        how.hash = hashes[i];
        another.hash = hashes[i] == QILA_PURE ? QILA_SHA256 : QILA_PURE;
        how.context_len = i == 0 ? 255 : i;
        DONE(qila_sign(pair, &how, message, sizeof message, one, &len, rng));
        DONE(qila_sign(pair, &how, message, sizeof message, other, &other_len, rng));
        CHECK(len == size && other_len == size && memcmp(one, other, size) != 0);
        DONE(qila_verify(key, &how, message, sizeof message, one, len));
        CHECK(qila_verify(key, &another, message, sizeof message, one, len) == QILA_ERROR_SIGNATURE);
        CHECK(qila_verify(key, &how, message, sizeof message - 1, one, len) == QILA_ERROR_SIGNATURE);
        CHECK(qila_verify(key, &how, message, sizeof message, one, len - 1) == QILA_ERROR_SIGNATURE);
        one[len / 2] ^= 1;
        CHECK(qila_verify(key, &how, message, sizeof message, one, len) == QILA_ERROR_SIGNATURE);
    }
    size_t len = sizeof one, other_len = sizeof other;
    how.deterministic = 1;
    how.hash = QILA_PURE;
    how.context_len = 3;
    DONE(qila_sign(pair, &how, message, sizeof message, one, &len, rng));
    DONE(qila_verifying_key_mu(key, message, sizeof message, context, 3, mu, sizeof mu));
    another.hash = QILA_USUAL; /* and that is the message itself */
    another.context = context;
    another.context_len = 3;
    another.deterministic = 1;
    DONE(qila_sign(pair, &another, message, sizeof message, other, &other_len, rng));
    CHECK(memcmp(one, other, size) == 0);
    another.hash = QILA_MU;
    another.context_len = 0;
    DONE(qila_sign(pair, &another, mu, sizeof mu, other, &other_len, rng));
    CHECK(memcmp(one, other, size) == 0);
    DONE(qila_verify(key, &another, mu, sizeof mu, other, other_len));
    not_theirs(pair, key, size, rng);
}

/* Fresh keys of a given algorithm, in each form: the constant is all that changes. */
static void sign_with(qila_signature_algorithm algorithm, size_t key_size, size_t signature_size, qila_rng *rng) {
    uint8_t bytes[2592], seed[32], expanded[4896], one[4627], other[4627];
    size_t bytes_len = sizeof bytes, seed_len = sizeof seed, expanded_len = sizeof expanded, len = 0;
    qila_sign_options fixed = QILA_SIGN_OPTIONS;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL, *same = NULL;
    fixed.deterministic = 1;
    DONE(qila_signing_key_generate(&pair, algorithm, rng));
    DONE(qila_signing_key_public(&key, pair));
    DONE(qila_verifying_key_bytes(key, bytes, &bytes_len));
    CHECK(bytes_len == key_size);
    DONE(qila_verifying_key_new(&same, algorithm, bytes, bytes_len));
    DONE(qila_sign(pair, NULL, bytes, bytes_len, NULL, &len, rng));
    CHECK(len == signature_size);
    doors(pair, same, signature_size, rng);
    DONE(qila_sign(pair, &fixed, bytes, 3, one, &len, rng));

    DONE(qila_signing_key_seed(pair, seed, &seed_len));
    DONE(qila_signing_key_expanded(pair, expanded, &expanded_len));
    for (int form = 0; form < 3; form++) {
        if (form == 0) DONE(qila_signing_key_from_seed(&again, algorithm, seed, seed_len));
        if (form == 1) DONE(qila_signing_key_from_expanded(&again, algorithm, expanded, expanded_len));
        if (form == 2) DONE(qila_signing_key_from_both(&again, algorithm, seed, seed_len, expanded, expanded_len));
        len = sizeof other;
        DONE(qila_sign(again, &fixed, bytes, 3, other, &len, rng));
        CHECK(memcmp(one, other, len) == 0);
        DONE(qila_verify(same, NULL, bytes, 3, other, len));
        CHECK((qila_signing_key_seed(again, NULL, &seed_len) == QILA_ERROR_PARAMETER) == (form == 1));
        qila_signing_key_free(again);
    }
    /* The last byte is one of t0, the first after the hash value one of s1. */
    expanded[expanded_len - 1] ^= 1;
    CHECK(qila_signing_key_from_both(&again, algorithm, seed, seed_len, expanded, expanded_len) == QILA_ERROR_KEY);
    CHECK(qila_signing_key_from_expanded(&again, algorithm, expanded, expanded_len) == QILA_ERROR_KEY);
    expanded[expanded_len - 1] ^= 1;
    expanded[128] ^= 0xff;
    CHECK(qila_signing_key_from_expanded(&again, algorithm, expanded, expanded_len) == QILA_ERROR_KEY);
    CHECK(qila_signing_key_from_expanded(&again, algorithm, expanded, expanded_len - 1) == QILA_ERROR_KEY_LENGTH);
    CHECK(again == NULL);
    qila_verifying_key_free(same);
    CHECK(qila_verifying_key_new(&same, algorithm, bytes, bytes_len - 1) == QILA_ERROR_KEY_LENGTH && same == NULL);
    qila_verifying_key_free(key);
    qila_signing_key_free(pair);
}

/* A pair of SLH-DSA: its expanded form, and signatures of a message and of its hash value. */
static void sign_without_a_state(qila_signature_algorithm algorithm, qila_rng *rng) {
    static uint8_t one[17088], other[17088];
    uint8_t message[] = {'a', 'b', 'c'}, expanded[64], bytes[32], digest[32];
    size_t expanded_len = sizeof expanded, bytes_len = sizeof bytes, len = sizeof one, other_len = sizeof other;
    qila_sign_options fixed = QILA_SIGN_OPTIONS, hashed = QILA_SIGN_OPTIONS;
    qila_signing_key *pair = NULL, *again = NULL;
    qila_verifying_key *key = NULL;
    fixed.deterministic = hashed.deterministic = 1;
    hashed.hash = QILA_SHA256;
    DONE(qila_signing_key_generate(&pair, algorithm, rng));
    DONE(qila_signing_key_expanded(pair, expanded, &expanded_len));
    DONE(qila_signing_key_from_expanded(&again, algorithm, expanded, expanded_len));
    DONE(qila_signing_key_public(&key, again));
    DONE(qila_verifying_key_bytes(key, bytes, &bytes_len));
    CHECK(expanded_len == sizeof expanded && memcmp(expanded + 32, bytes, sizeof bytes) == 0);
    DONE(qila_sign(pair, &fixed, message, sizeof message, one, &len, rng));
    DONE(qila_sign(again, &fixed, message, sizeof message, other, &other_len, rng));
    CHECK(len == sizeof one && other_len == len && memcmp(one, other, len) == 0);
    DONE(qila_verify(key, NULL, message, sizeof message, one, len));
    CHECK(qila_verify(key, &hashed, message, sizeof message, one, len) == QILA_ERROR_SIGNATURE);
    DONE(qila_sign(pair, &hashed, message, sizeof message, one, &len, rng));
    size_t digest_len = sizeof digest;
    DONE(qila_hash(QILA_SHA256, message, sizeof message, digest, &digest_len));
    hashed.digest = 1;
    DONE(qila_verify(key, &hashed, digest, sizeof digest, one, len));
    CHECK(qila_verify(key, &hashed, digest, sizeof digest - 1, one, len) == QILA_ERROR_INPUT_LENGTH);
    qila_signing_key_free(again);
    again = NULL;
    CHECK(qila_signing_key_from_seed(&again, algorithm, expanded, 48) == QILA_ERROR_PARAMETER && again == NULL);
    expanded[sizeof expanded - 1] ^= 1;
    CHECK(qila_signing_key_from_expanded(&again, algorithm, expanded, expanded_len) == QILA_ERROR_KEY && again == NULL);
    memset(one, 0, sizeof one);
    memset(other, 0, sizeof other);
    qila_verifying_key_free(key);
    qila_signing_key_free(pair);
}

/* The sets of SLH-DSA, of which the fastest sign here. */
static void hash_based(qila_rng *rng) {
    const struct {
        qila_signature_algorithm algorithm;
        size_t key_size, signature_size;
    } sets[] = {
        {QILA_SLH_DSA_SHA2_128S, 32, 7856},
        {QILA_SLH_DSA_SHA2_128F, 32, 17088},
        {QILA_SLH_DSA_SHA2_192S, 48, 16224},
        {QILA_SLH_DSA_SHA2_192F, 48, 35664},
        {QILA_SLH_DSA_SHA2_256S, 64, 29792},
        {QILA_SLH_DSA_SHA2_256F, 64, 49856},
        {QILA_SLH_DSA_SHAKE_128S, 32, 7856},
        {QILA_SLH_DSA_SHAKE_128F, 32, 17088},
        {QILA_SLH_DSA_SHAKE_192S, 48, 16224},
        {QILA_SLH_DSA_SHAKE_192F, 48, 35664},
        {QILA_SLH_DSA_SHAKE_256S, 64, 29792},
        {QILA_SLH_DSA_SHAKE_256F, 64, 49856},
    };
    const uint8_t bytes[65] = {0};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        qila_verifying_key *key = NULL;
        size_t size = sets[i].key_size;
        CHECK(qila_verifying_key_new(&key, sets[i].algorithm, bytes, size + 1) == QILA_ERROR_KEY_LENGTH && key == NULL);
        DONE(qila_verifying_key_new(&key, sets[i].algorithm, bytes, size));
        CHECK(qila_verify(key, NULL, bytes, 1, bytes, 1) == QILA_ERROR_SIGNATURE);
        qila_verifying_key_free(key);
        if (sets[i].signature_size == 17088) sign_without_a_state(sets[i].algorithm, rng);
    }
}

/* A signature of one byte, 7, with one tree: all its values count up from 0, and whatever they are, they lead to a root. This
 * one is by the Python package pyhsslms 2.0.0, as is that of tests/common/operations. */
static void only_verifies(qila_rng *rng) {
    static const uint8_t codes[] = {0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 4}, root[] = {
        0xec, 0x16, 0xdf, 0x86, 0x98, 0xe7, 0xae, 0x50, 0xe4, 0x5e, 0x8d, 0x11, 0xc8, 0x6f, 0x89, 0x17,
        0xfc, 0x57, 0xc1, 0x18, 0x71, 0xca, 0x57, 0xca, 0xc9, 0x58, 0xd2, 0xc3, 0x56, 0x37, 0xda, 0x30,
    };
    static uint8_t made[4 + 4 + 4 + 32 * 35 + 4 + 32 * 5];
    uint8_t bytes[60] = {0}, message[] = {7};
    const qila_signature_algorithm others[] = {QILA_XMSS, QILA_XMSSMT};
    qila_verifying_key *key = NULL;
    qila_signing_key *pair = NULL;
    qila_sign_options hashed = QILA_SIGN_OPTIONS;
    hashed.hash = QILA_SHA256;
    memcpy(bytes, codes, sizeof codes);
    memcpy(bytes + 28, root, sizeof root);
    for (uint8_t i = 0; i < 16; i++) bytes[sizeof codes + i] = i;
    made[7] = 3;
    memcpy(made + 8, codes + 8, 4);
    memcpy(made + 12 + 32 * 35, codes + 4, 4);
    for (size_t i = 0; i < 32 * 40; i++) made[12 + i + (i < 32 * 35 ? 0 : 4)] = (uint8_t)i;
    DONE(qila_verifying_key_new(&key, QILA_HSS, bytes, sizeof bytes));
    DONE(qila_verify(key, NULL, message, 1, made, sizeof made));
    CHECK(qila_verify(key, NULL, message, 0, made, sizeof made) == QILA_ERROR_SIGNATURE);
    CHECK(qila_verify(key, NULL, message, 1, made, sizeof made - 1) == QILA_ERROR_SIGNATURE);
    CHECK(qila_verify(key, &hashed, message, 1, made, sizeof made) == QILA_ERROR_PARAMETER);
    qila_verifying_key_free(key);
    key = NULL;
    bytes[3] = 9; /* levels */
    CHECK(qila_verifying_key_new(&key, QILA_HSS, bytes, sizeof bytes) == QILA_ERROR_KEY && key == NULL);
    CHECK(qila_signing_key_generate(&pair, QILA_HSS, rng) == QILA_ERROR_PARAMETER && pair == NULL);
    uint8_t seeded[68] = {0, 0, 0, 1};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        DONE(qila_verifying_key_new(&key, others[i], seeded, sizeof seeded));
        CHECK(qila_verify(key, NULL, message, 1, made, sizeof made) == QILA_ERROR_SIGNATURE);
        qila_verifying_key_free(key);
        key = NULL;
        CHECK(qila_verifying_key_new(&key, others[i], seeded, sizeof seeded - 1) == QILA_ERROR_KEY_LENGTH);
        CHECK(qila_signing_key_from_seed(&pair, others[i], seeded, 32) == QILA_ERROR_PARAMETER && pair == NULL);
    }
}

/* Every algorithm, and the beginning of a deterministic signature by dilithium-py 1.5.1. */
static void signature(qila_rng *rng) {
    sign_with(QILA_ML_DSA_44, 1312, 2420, rng);
    sign_with(QILA_ML_DSA_65, 1952, 3309, rng);
    sign_with(QILA_ML_DSA_87, 2592, 4627, rng);
    uint8_t seed[QILA_ML_DSA_SEED_SIZE], made[3309], first[32];
    size_t len = sizeof made;
    for (uint8_t i = 0; i < sizeof seed; i++) seed[i] = i;
    qila_sign_options fixed = QILA_SIGN_OPTIONS;
    fixed.deterministic = 1;
    qila_signing_key *pair = NULL;
    CHECK(qila_signing_key_from_seed(&pair, 9, seed, sizeof seed) == QILA_ERROR_PARAMETER && pair == NULL);
    CHECK(qila_signing_key_from_seed(&pair, QILA_ML_DSA_65, seed, 31) == QILA_ERROR_KEY_LENGTH);
    DONE(qila_signing_key_from_seed(&pair, QILA_ML_DSA_65, seed, sizeof seed));
    DONE(qila_sign(pair, &fixed, seed, sizeof seed, made, &len, rng));
    memcpy(first, made, sizeof first);
    EQUALS(first, "169522cbadbbce7e7711e2515eba561c4c8f6a9fd90d99be8d447615a0638492");
    qila_signing_key_free(pair);
    hash_based(rng);
    only_verifies(rng);
}
