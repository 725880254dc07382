// The classes of qila.hpp: a round trip with each, and an error that is thrown.
#include <qila.hpp>

#include <cstdio>
#include <cstdlib>

#define CHECK(condition) \
    if (!(condition)) { std::fprintf(stderr, "line %d: %s does not hold\n", __LINE__, #condition); std::exit(1); }

int main() {
    qila::rng rng;
    CHECK(qila::hasher(QILA_SHA256).update("ab").update("c").final() == qila::hash(QILA_SHA256, "abc"));
    qila::hmac_key mac(QILA_SHA256, "a key of at least 112 bits");
    qila::bytes tag = mac.authenticate("data");
    mac.verify("data", tag);
    CHECK(qila::hkdf(QILA_SHA256, "salt", "secret", "info", 42).size() == 42);

    qila::aes_key aes(128, rng);
    std::array<std::uint8_t, 16> iv{};
    qila::bytes data(32, 7), original = data;
    aes.ctr(iv, data);
    aes.ctr(iv, data);
    aes.cbc_encrypt(iv, data);
    CHECK(data != original);
    aes.cbc_decrypt(iv, data);
    CHECK(data == original);

    qila::gcm_key gcm(256, rng);
    qila::sealed sealed = gcm.seal("aad", data, rng);
    CHECK(data != original);
    gcm.open(sealed.iv, "aad", data, sealed.tag);
    CHECK(data == original);
    CHECK(sealed.approved == (qila_is_sealed() == 1));

    qila::bytes key = rng.take(32);
    qila::gcm_sealer sealer = qila::gcm_sealer::tls13(key, {1, 2, 3});
    sealed = sealer.seal("aad", data);
    sealed.tag[0] ^= 1;
    try {
        qila::gcm_key(key).open(sealed.iv, "aad", data, sealed.tag);
        CHECK(!"a wrong tag is refused");
    } catch (const qila::error &error) {
        CHECK(error.status() == QILA_ERROR_TAG_MISMATCH);
        CHECK(data == qila::bytes(32, 0));
    }
    std::puts("every class works");
}
