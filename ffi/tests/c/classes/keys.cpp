// Keys that go and come. A part of classes.cpp.

// The key that comes back is the one that went: wrapped again, it is the same.
template <typename Key> void goes_and_comes(const Key &key, const qila::key_wrap_key &kek) {
    for (qila_key_wrap_mode mode : {QILA_KW, QILA_KWP}) {
        const output out = key.wrap_under(kek.get(), mode);
        CHECK(Key(qila::wrapped{kek.get(), out, mode}).wrap_under(kek.get(), mode) == out);
        CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { Key(qila::wrapped{kek.get(), out, 3 - mode}); }));
    }
}

void keys_that_leave(qila::rng &rng) {
    const qila::key_wrap_key kek(256, rng);
    goes_and_comes(qila::aes_key(128, rng), kek);
    goes_and_comes(qila::xts_key(256, rng), kek);
    goes_and_comes(qila::gcm_key(256, rng), kek);
    goes_and_comes(qila::ccm_key(192, rng), kek);
    goes_and_comes(qila::gcm_siv_key(256, rng), kek);
    goes_and_comes(qila::chacha20_poly1305_key(rng), kek);
    goes_and_comes(qila::ascon_aead128_key(rng), kek);
    goes_and_comes(qila::cmac_key(128, rng), kek);
    goes_and_comes(qila::gmac_key(256, rng), kek);
    goes_and_comes(qila::key_wrap_key(192, rng), kek);
    goes_and_comes(qila::stream_key(rng), kek);
    CHECK(refused(QILA_ERROR_TAG_LENGTH, [&] { qila::gcm_key(bytes(16), 12).wrap_under(kek.get()); }));
}
