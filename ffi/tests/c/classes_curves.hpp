// Signatures on curves, and agreement. A part of classes.cpp.

// Every door of both curves, and signatures that are not theirs.
void signatures_on_curves(qila::rng &rng) {
    const bytes message = count(0, 64), context = count(7, 255);
    for (qila_signature_algorithm algorithm : {QILA_ED25519, QILA_ED448}) {
        const std::uint32_t hash = algorithm == QILA_ED25519 ? std::uint32_t(QILA_SHA512) : QILA_PRE_HASH_SHAKE256;
        const qila::signing_key pair(algorithm, rng);
        const output bytes_of_key = pair.public_key().bytes(), seed = pair.seed();
        const qila::verifying_key key(algorithm, bytes_of_key);
        const qila::sign_options pure(QILA_PURE, context), hashed(hash, context), digest(hash, context, false, true);
        output made = pair.sign(message, rng, pure);
        CHECK(made.approved == key.verify(message, made, pure));
        CHECK(qila::signing_key::from_seed(algorithm, seed).sign(message, rng, pure) == made);
        CHECK(qila::signing_key::from_both(algorithm, seed, bytes_of_key).sign(message, rng, pure) == made);
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, hashed); }));
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made); }));
        key.verify(message, pair.sign(message, rng, hashed), hashed);
        key.verify(message, pair.sign(message, rng, digest), digest);
        key.verify(message, pair.sign(message, rng));
        made[made.size() / 2] ^= 1;
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, pure); }));
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { pair.expanded(); }));
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::verifying_key(algorithm, bytes(seed.size())); }));
    }
}

// Every prime curve: a message, a hash value, a key taken again, and signatures that are not theirs.
void signatures_on_prime_curves(qila::rng &rng) {
    const bytes message = count(0, 64);
    for (qila_signature_algorithm algorithm : {QILA_ECDSA_P224, QILA_ECDSA_P256, QILA_ECDSA_P384, QILA_ECDSA_P521}) {
        const qila::sign_options fixed(QILA_SHA512, {}, true), digest(QILA_SHA512, {}, false, true);
        const qila::signing_key pair(algorithm, rng);
        const qila::verifying_key key(algorithm, pair.public_key().bytes());
        output made = pair.sign(message, rng, fixed);
        key.verify(message, made, fixed);
        CHECK(qila::signing_key::from_expanded(algorithm, pair.expanded()).sign(message, rng, fixed) == made);
        key.verify(message, pair.sign(message, rng, digest), digest);
        key.verify(message, pair.sign(message, rng));
        key.verify(message, pair.sign(message, rng, fixed.der()), fixed.der());
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, fixed.der()); }));
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, digest); }));
        made[made.size() / 2] ^= 1;
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, fixed); }));
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { pair.seed(); }));
    }
}

// A key of RSA: each padding, its bytes and its file.
void signatures_of_rsa(qila::rng &rng) {
    const bytes message = count(0, 64);
    const qila::signing_key pair = qila::signing_key::of_size(QILA_RSA, 2048, rng);
    const qila::verifying_key key(QILA_RSA, pair.public_key().bytes());
    const qila::sign_options usual(QILA_SHA384), pkcs1 = usual.pkcs1(), pss = usual.pss(0);
    const qila::signing_key again = qila::signing_key::from_file(QILA_PEM, pair.to_file(QILA_PEM));
    for (const qila::sign_options *how : {&usual, &pkcs1, &pss}) {
        output made = pair.sign(message, rng, *how);
        key.verify(message, made, *how);
        for (const qila::sign_options *other : {&usual, &pkcs1, &pss})
            if (other != how) CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, *other); }));
        CHECK((again.sign(message, rng, *how) == made) == (how != &usual));
        made[made.size() / 2] ^= 1;
        CHECK(refused(QILA_ERROR_SIGNATURE, [&] { key.verify(message, made, *how); }));
    }
    CHECK(qila::signing_key::from_expanded(QILA_RSA, pair.expanded()).expanded() == pair.expanded());
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::signing_key::of_size(QILA_RSA, 1024, rng); }));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { pair.sign(message, rng, usual.pss(1000)); }));
}

// A key that is sent with RSA-OAEP, with a label and without.
void encryptions(qila::rng &rng) {
    const bytes message = count(0, 32), label = count(7, 20), password = count('a', 20);
    const qila::decryption_key pair = qila::decryption_key::of_size(QILA_RSA_OAEP, 2048, rng);
    const qila::encryption_key key(QILA_RSA_OAEP, pair.public_key().bytes());
    const qila::encrypt_options labelled(QILA_SHA512, label), mixed(QILA_SHA256, QILA_SHA384, label);
    for (const qila::encrypt_options *how : {&labelled, &mixed}) {
        const output made = key.encrypt(message, rng, *how);
        CHECK(pair.decrypt(made, rng, *how) == message);
        CHECK(refused(QILA_ERROR_PADDING, [&] { pair.decrypt(made, rng); }));
    }
    const output made = qila::encryption_key::from_file(QILA_PEM, key.to_file(QILA_PEM)).encrypt(message, rng);
    const output sealed = pair.to_encrypted_file(QILA_DER, password, rng, 1000);
    CHECK(qila::decryption_key::from_file(QILA_PEM, pair.to_file(QILA_PEM)).decrypt(made, rng) == message);
    CHECK(qila::decryption_key::from_file(QILA_DER, sealed, password).decrypt(made, rng) == message);
    CHECK(qila::decryption_key::from_expanded(QILA_RSA_OAEP, pair.expanded()).decrypt(made, rng) == message);
    CHECK(refused(QILA_ERROR_INPUT_TOO_LONG, [&] { key.encrypt(count(0, 191), rng); }));
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::decryption_key::of_size(QILA_RSA_OAEP, 2047, rng); }));
    CHECK(qila::decryption_key(QILA_RSA_OAEP, rng).public_key().bytes().size() > 384);
}

// Both sides in every group, and a number that is no key.
void agreements_in_groups(qila::rng &rng) {
    for (qila_agreement_algorithm algorithm :
         {QILA_FFDHE2048, QILA_FFDHE3072, QILA_FFDHE4096, QILA_FFDHE6144, QILA_FFDHE8192, QILA_MODP_2048,
          QILA_MODP_3072, QILA_MODP_4096, QILA_MODP_6144, QILA_MODP_8192}) {
        const qila::agreement_key ours(algorithm, rng), theirs(algorithm, rng);
        const output secret = ours.agree(theirs.public_key());
        CHECK(secret.size() == ours.expanded().size() && theirs.agree(ours.public_key()) == secret);
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::public_agreement_key(algorithm, bytes(secret.size())); }));
        CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::public_agreement_key(algorithm, bytes(31)); }));
    }
}

// Both sides of every algorithm, a key of small order, and what is no key.
void agreements(qila::rng &rng) {
    for (qila_agreement_algorithm algorithm : {QILA_X25519, QILA_X448}) {
        const qila::agreement_key ours(algorithm, rng), theirs(algorithm, rng);
        const output bytes_of_key = ours.public_key().bytes(), expanded = ours.expanded();
        const output secret = ours.agree(theirs.public_key());
        CHECK(!secret.approved && secret.size() == bytes_of_key.size());
        CHECK(theirs.agree(qila::public_agreement_key(algorithm, bytes_of_key)) == secret);
        CHECK(qila::agreement_key::from_expanded(algorithm, expanded).agree(theirs.public_key()) == secret);
        const qila::public_agreement_key small(algorithm, bytes(expanded.size()));
        CHECK(refused(QILA_ERROR_KEY, [&] { ours.agree(small); }));
        CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::public_agreement_key(algorithm, bytes(31)); }));
    }
    for (qila_agreement_algorithm algorithm : {QILA_ECDH_P224, QILA_ECDH_P256, QILA_ECDH_P384, QILA_ECDH_P521}) {
        const qila::agreement_key ours(algorithm, rng), theirs(algorithm, rng);
        const output bytes_of_key = ours.public_key().bytes(), expanded = ours.expanded();
        const output secret = ours.agree(theirs.public_key());
        CHECK(secret.size() == expanded.size() && 2 * secret.size() + 1 == bytes_of_key.size());
        CHECK(theirs.agree(qila::public_agreement_key(algorithm, bytes_of_key)) == secret);
        CHECK(qila::agreement_key::from_expanded(algorithm, expanded).agree(theirs.public_key()) == secret);
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::public_agreement_key(algorithm, bytes(bytes_of_key.size())); }));
        CHECK(refused(QILA_ERROR_KEY, [&] { qila::agreement_key::from_expanded(algorithm, bytes(expanded.size())); }));
    }
}

// The tag is the MAC of what both sides brought, and one of its own kind.
void key_confirmation(const bytes &key) {
    const qila::contribution u{"Alice", {}}, v{"Bob", "nonce"};
    const qila::confirmation_key by_hmac = qila::confirmation_key::hmac(QILA_SHA256, key);
    const output tag = by_hmac.provide(QILA_CONFIRMATION_UNILATERAL, QILA_PARTY_V, u, v, 16, "text");
    CHECK(tag.approved == by_hmac.verify(QILA_CONFIRMATION_UNILATERAL, QILA_PARTY_V, u, v, tag, "text"));
    output whole = qila::hmac(QILA_SHA256, key, "KC_1_VBobAlicenoncetext");
    whole.resize(16);
    CHECK(whole == tag);
    CHECK(refused(QILA_ERROR_TAG_MISMATCH,
                  [&] { by_hmac.verify(QILA_CONFIRMATION_BILATERAL, QILA_PARTY_V, u, v, tag, "text"); }));
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::confirmation_key::cmac(bytes(15)).get(); }));
    CHECK(qila::confirmation_key::kmac(QILA_SHAKE256, key).provide(QILA_CONFIRMATION_BILATERAL, QILA_PARTY_U, u, v, 64)
          != qila::confirmation_key::kmac(QILA_SHAKE256, key).provide(QILA_CONFIRMATION_BILATERAL, QILA_PARTY_U, v, u, 64));
}
