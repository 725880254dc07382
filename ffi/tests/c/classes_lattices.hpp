// Key encapsulation and signatures. A part of classes.cpp.

// Both directions of every algorithm, and keys that are none.
void encapsulations(qila::rng &rng) {
    for (qila_kem_algorithm algorithm : {QILA_ML_KEM_512, QILA_ML_KEM_768, QILA_ML_KEM_1024}) {
        const qila::decapsulation_key pair(algorithm, rng);
        const output bytes_of_key = pair.public_key().bytes(), seed = pair.seed(), expanded = pair.expanded();
        qila::encapsulation made = qila::encapsulation_key(algorithm, bytes_of_key).encapsulate(rng);
        CHECK(pair.decapsulate(made.ciphertext) == made.secret);
        CHECK(qila::decapsulation_key::from_seed(algorithm, seed).decapsulate(made.ciphertext) == made.secret);
        CHECK(qila::decapsulation_key::from_both(algorithm, seed, expanded).expanded() == expanded);
        const qila::decapsulation_key again = qila::decapsulation_key::from_expanded(algorithm, expanded);
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { again.seed(); }));
        made.ciphertext[7] ^= 1;
        CHECK(again.decapsulate(made.ciphertext) == pair.decapsulate(made.ciphertext));
        CHECK(again.decapsulate(made.ciphertext) != made.secret);
        CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::encapsulation_key(algorithm, seed); }));
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::encapsulation_key(algorithm, bytes(bytes_of_key.size(), 0xff)); }));
        CHECK(refused(QILA_ERROR_INPUT_LENGTH, [&] { pair.decapsulate(seed); }));
    }
}

// The same with hybrids, which have no expanded form.
void hybrids(qila::rng &rng) {
    for (qila_kem_algorithm algorithm :
         {QILA_X25519MLKEM768, QILA_SECP256R1MLKEM768, QILA_SECP384R1MLKEM1024, QILA_X_WING}) {
        const qila::decapsulation_key pair(algorithm, rng);
        const qila::encapsulation made = qila::encapsulation_key(algorithm, pair.public_key().bytes()).encapsulate(rng);
        const qila::decapsulation_key again = qila::decapsulation_key::from_seed(algorithm, pair.seed());
        CHECK(again.decapsulate(made.ciphertext) == made.secret);
        CHECK(made.secret.approved == made.ciphertext.approved);
        CHECK(algorithm != QILA_X_WING || !made.secret.approved);
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { pair.expanded(); }));
    }
}

// The sets of SLH-DSA, of which the fastest sign here.
void hash_based_signatures(qila::rng &rng) {
    const bytes message = count(0, 64), context = count(7, 255);
    for (qila_signature_algorithm algorithm :
         {
          QILA_SLH_DSA_SHA2_128S, QILA_SLH_DSA_SHA2_128F, QILA_SLH_DSA_SHA2_192S, QILA_SLH_DSA_SHA2_192F,
          QILA_SLH_DSA_SHA2_256S, QILA_SLH_DSA_SHA2_256F, QILA_SLH_DSA_SHAKE_128S, QILA_SLH_DSA_SHAKE_128F,
          QILA_SLH_DSA_SHAKE_192S, QILA_SLH_DSA_SHAKE_192F, QILA_SLH_DSA_SHAKE_256S, QILA_SLH_DSA_SHAKE_256F}) {
        CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::verifying_key(algorithm, count(0, 33)); }));
        if (algorithm != QILA_SLH_DSA_SHA2_128F && algorithm != QILA_SLH_DSA_SHAKE_128F) continue;
        const qila::signing_key pair(algorithm, rng);
        const qila::verifying_key key(algorithm, pair.public_key().bytes());
        const qila::sign_options fixed(QILA_PURE, context, true), hashed(QILA_SHA512, context);
        output made = pair.sign(message, rng, fixed);
        CHECK(made.approved == key.verify(message, made, fixed));
        CHECK(qila::signing_key::from_expanded(algorithm, pair.expanded()).sign(message, rng, fixed) == made);
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, hashed); }));
        key.verify(message, pair.sign(message, rng, hashed), hashed);
        made[made.size() / 2] ^= 1;
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, fixed); }));
    }
}

// What only verifies: keys that are none, and signatures that are not theirs.
void verification_alone(qila::rng &rng) {
    bytes key(60, 0x50);
    const bytes codes = {0, 0, 0, 1, 0, 0, 0, 15, 0, 0, 0, 12};
    for (std::size_t i = 0; i < codes.size(); i++) key[i] = codes[i];
    CHECK(refused(QILA_ERROR_SIGNATURE, [&] { qila::verifying_key(QILA_HSS, key).verify(count(0, 9), count(0, 1296)); }));
    for (qila_signature_algorithm algorithm : {QILA_DSA, QILA_HSS, QILA_XMSS, QILA_XMSSMT}) {
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::verifying_key(algorithm, count(7, 60)); }));
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::signing_key(algorithm, rng); }));
    }
}

// A state is stored before a leaf signs.
void signatures_with_a_state(qila::rng &rng) {
    const bytes levels = {0, 0, 0, 10, 0, 0, 0, 6, 0, 0, 0, 10, 0, 0, 0, 6};
    qila::stateful_key pair(levels, rng);
    CHECK(refused(QILA_ERROR_KEY_EXHAUSTED, [&] { pair.sign(levels, rng); }));
    const output state = pair.reserve(2);
    CHECK(refused(QILA_ERROR_KEY, [&] { pair.confirm(levels); }));
    pair.confirm(state);
    const output made = pair.sign(levels, rng);
    CHECK(!made.approved && pair.reserved() == 1);
    pair.public_key().verify(levels, made);
    CHECK(qila::stateful_key::from_state(state).remaining() == 1022);
}

// Every door of every algorithm, and signatures that are not theirs.
void signatures(qila::rng &rng) {
    const bytes message = count(0, 64), context = count(7, 255);
    for (qila_signature_algorithm algorithm : {QILA_ML_DSA_44, QILA_ML_DSA_65, QILA_ML_DSA_87}) {
        const qila::signing_key pair(algorithm, rng);
        const output bytes_of_key = pair.public_key().bytes(), seed = pair.seed(), expanded = pair.expanded();
        const qila::verifying_key key(algorithm, bytes_of_key);
        const qila::sign_options fixed(QILA_PURE, context, true), hashed(QILA_SHA512, context);
        output made = pair.sign(message, rng, fixed);
        CHECK(made.approved == key.verify(message, made, fixed));
        CHECK(qila::signing_key::from_seed(algorithm, seed).sign(message, rng, fixed) == made);
        CHECK(qila::signing_key::from_expanded(algorithm, expanded).sign(message, rng, fixed) == made);
        CHECK(qila::signing_key::from_both(algorithm, seed, expanded).expanded() == expanded);
        CHECK(pair.sign(key.mu(message, context), rng, qila::sign_options(QILA_MU, {}, true)) == made);
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, hashed); }));
        key.verify(message, pair.sign(message, rng, hashed), hashed);
        const qila::sign_options digest(QILA_SHA512, {}, false, true);
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { pair.sign(message, rng, digest); }));
        key.verify(message, pair.sign(message, rng));
        made[made.size() / 2] ^= 1;
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, fixed); }));
        CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::verifying_key(algorithm, seed); }));
        CHECK(refused(QILA_ERROR_INPUT_TOO_LONG, [&] { key.mu(message, count(0, 256)); }));
    }
    hash_based_signatures(rng);
    verification_alone(rng);
    signatures_with_a_state(rng);
}

// Keys that come from files and go into them.
void key_files(qila::rng &rng) {
    const bytes password = count('a', 20), message = count(0, 64);
    for (qila_encoding encoding : {QILA_DER, QILA_PEM}) {
        const qila::signing_key pair(QILA_ML_DSA_44, rng);
        const qila::verifying_key key = qila::verifying_key::from_file(encoding, pair.public_key().to_file(encoding));
        const output file = pair.to_file(encoding), encrypted = pair.to_encrypted_file(encoding, password, rng, 1000);
        key.verify(message, qila::signing_key::from_file(encoding, file).sign(message, rng));
        key.verify(message, qila::signing_key::from_file(encoding, encrypted, password).sign(message, rng));
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::signing_key::from_file(encoding, encrypted, count('b', 20)); }));
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::decapsulation_key::from_file(encoding, file); }));

        const qila::decapsulation_key other(QILA_ML_KEM_512, rng);
        const output public_file = other.public_key().to_file(encoding);
        const qila::encapsulation made = qila::encapsulation_key::from_file(encoding, public_file).encapsulate(rng);
        const output sealed = other.to_encrypted_file(encoding, password, rng, 1000);
        const qila::decapsulation_key plain = qila::decapsulation_key::from_file(encoding, other.to_file(encoding));
        const qila::decapsulation_key opened = qila::decapsulation_key::from_file(encoding, sealed, password);
        CHECK(plain.decapsulate(made.ciphertext) == made.secret && opened.decapsulate(made.ciphertext) == made.secret);
    }
}
