// Streams, openers that count, and copies of messages. A part of classes.cpp.

void streams(qila::rng &rng) {
    const qila::stream_key key(rng), other(bytes(32, 7));
    for (std::size_t len : {0u, 1u, 99u, 100u, 101u, 200u, 250u}) {
        const std::string text(len, 'q');
        std::istringstream from(text);
        std::stringstream to;
        CHECK(qila::seal_stream(key, "a file", rng, from, to, 100) == sealed_image);
        const std::string made = to.str();
        const std::size_t parts = len <= 100 ? 1 : (len + 99) / 100;
        CHECK(made.size() == QILA_STREAM_HEADER_SIZE + len + parts * QILA_STREAM_TAG_SIZE);
        std::ostringstream back;
        CHECK(qila::open_stream(key, "a file", to, back) == sealed_image && back.str() == text);
        const auto does_not_open = [&](const qila::stream_key &with, const char *context, const std::string &stream) {
            std::istringstream again(stream);
            std::ostringstream out;
            return refused(QILA_ERROR_TAG_MISMATCH, [&] { qila::open_stream(with, context, again, out); });
        };
        CHECK(does_not_open(key, "another", made) && does_not_open(other, "a file", made));
        CHECK(does_not_open(key, "a file", made + "x"));
        for (std::size_t cut = QILA_STREAM_HEADER_SIZE; cut < made.size(); cut++)
            CHECK(does_not_open(key, "a file", made.substr(0, cut)));
    }
    std::istringstream none("QLS1");
    std::ostringstream out;
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [&] { qila::open_stream(key, "", none, out); }));
    qila::stream_header header;
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::stream_sealer(key, 0, "", rng, header); }));
    qila::stream_sealer sealer(key, 3, "", rng, header);
    bytes part = count(0, 3);
    const output tag = sealer.seal_part(part);
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [&] { sealer.seal_part({part.data(), 2}); }));
    sealer.seal_last({part.data(), 0});
    CHECK(refused(QILA_ERROR_KEY_EXHAUSTED, [&] { sealer.seal_last({part.data(), 0}); }));
    qila::stream_opener opener(key, header, "");
    CHECK(opener.part_size() == 3 && opener.open_part(part, tag) == sealed_image && part == count(0, 3));
}

void openers_that_count() {
    const bytes key(16), text = count(1, 20);
    const std::array<std::uint8_t, 12> iv{1, 2, 3};
    qila::gcm_sealer sealers[] = {qila::gcm_sealer::counter(key, "host"), qila::gcm_sealer::tls12(key, {1, 2, 3, 4}),
                                  qila::gcm_sealer::tls13(key, iv), qila::gcm_sealer::ssh(key, iv)};
    qila::gcm_opener openers[] = {qila::gcm_opener::counter(key, "host"), qila::gcm_opener::tls12(key, {1, 2, 3, 4}),
                                  qila::gcm_opener::tls13(key, iv), qila::gcm_opener::ssh(key, iv)};
    for (int i = 0; i < 4; i++) {
        for (std::uint64_t number : {0u, 1u, 7u}) {
            sealers[i].skip_to(number);
            openers[i].skip_to(number);
            bytes data = text;
            const qila::sealed sealed = sealers[i].seal("aad", data);
            bytes again = data, third = data;
            CHECK(openers[i].open("aad", data, sealed.tag) == sealed_image && data == text);
            CHECK(openers[i].next_number() == number + 1);
            CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { openers[i].open("aad", again, sealed.tag); }));
            CHECK(openers[i].next_number() == number + 1);
            CHECK(sealers[i].open(sealed.iv, "aad", third, sealed.tag) == sealed_image && third == text);
        }
        CHECK(refused(QILA_ERROR_PARAMETER, [&] { openers[i].skip_to(7); }));
    }
}

// A copy goes on from the same place, and neither changes the other.
template <typename Message, typename Key> void copies(const Key &key, std::size_t len) {
    Message message(key);
    message.update("begun");
    Message copy = message.copy();
    const auto end = [&](Message &which) {
        if constexpr (std::is_same_v<Message, qila::hmac_message>) return which.final();
        else return which.final(len);
    };
    const output one = end(message.update(" and ended"));
    CHECK(end(copy.update(" and ended")) == one && end(copy.update("begun and ended")) == one);
}

void copies_of_messages() {
    copies<qila::hmac_message>(qila::hmac_key(QILA_SHA256, bytes(32, 7)), 32);
    copies<qila::cmac_message>(qila::cmac_key(bytes(16, 7)), 16);
    copies<qila::kmac_message>(qila::kmac_key(QILA_SHAKE128, bytes(32, 7)), 32);
    bytes secret = count(1, 40);
    CHECK(qila_wipe(secret.data(), 39) >= 0 && secret[38] == 0 && secret[39] == 40 && secret[0] == 0);
}
