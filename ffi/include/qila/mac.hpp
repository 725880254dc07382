// Message authentication. Verification throws qila::error with QILA_ERROR_TAG_MISMATCH if the tag is wrong.
#ifndef QILA_MAC_HPP
#define QILA_MAC_HPP

#include "base.hpp"
#include "hash.hpp"
#include "random.hpp"

namespace qila {

// Tags of one message, with a key that is used once.
inline output hmac(qila_hash_algorithm algorithm, view key, view data) {
    return detail::told(qila_hmac, algorithm, key, data);
}
inline bool hmac_verify(qila_hash_algorithm algorithm, view key, view data, view tag) {
    return detail::call(qila_hmac_verify, algorithm, key, data, tag);
}
inline output cmac(view key, view data, std::size_t len = QILA_CMAC_SIZE) {
    return detail::filled(len, qila_cmac, key, data);
}
inline output kmac(qila_xof_algorithm algorithm, view key, view data, std::size_t len, view customization = {}) {
    return detail::filled(len, qila_kmac, algorithm, key, customization, data);
}

class hmac_key : public handle<qila_hmac_key, qila_hmac_key_free> {
public:
    hmac_key(qila_hash_algorithm algorithm, view key) : handle(qila_hmac_key_new, algorithm, key) {}
    hmac_key(qila_hash_algorithm algorithm, rng &source) : handle(qila_hmac_key_generate, algorithm, source.get()) {}
    output authenticate(view data) const { return detail::told(qila_hmac_key_authenticate, get(), data); }
    bool verify(view data, view tag) const { return detail::call(qila_hmac_key_verify, get(), data, tag); }
};

class hmac_message
    : public message<hmac_message, qila_hmac_message, qila_hmac_message_free, qila_hmac_message_update> {
public:
    explicit hmac_message(const hmac_key &key) : message(qila_hmac_message_new, key.get()) {}
    hmac_message copy() const { return hmac_message(qila_hmac_message_copy, get()); }
    output final() { return detail::told(qila_hmac_message_final, get()); }
    bool verify(view tag) { return detail::call(qila_hmac_message_verify, get(), tag); }

private:
    using message::message;
};

class cmac_key : public handle<qila_cmac_key, qila_cmac_key_free> {
public:
    explicit cmac_key(const wrapped &from) : handle(qila_cmac_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_cmac_key_wrap, get(), kek, mode);
    }
    explicit cmac_key(view key) : handle(qila_cmac_key_new, key) {}
    cmac_key(unsigned bits, rng &source) : handle(qila_cmac_key_generate, bits, source.get()) {}
    output authenticate(view data, std::size_t len = QILA_CMAC_SIZE) const {
        return detail::filled(len, qila_cmac_key_authenticate, get(), data);
    }
    bool verify(view data, view tag) const { return detail::call(qila_cmac_key_verify, get(), data, tag); }
};

class cmac_message
    : public message<cmac_message, qila_cmac_message, qila_cmac_message_free, qila_cmac_message_update> {
public:
    explicit cmac_message(const cmac_key &key) : message(qila_cmac_message_new, key.get()) {}
    cmac_message copy() const { return cmac_message(qila_cmac_message_copy, get()); }
    output final(std::size_t len = QILA_CMAC_SIZE) { return detail::filled(len, qila_cmac_message_final, get()); }
    bool verify(view tag) { return detail::call(qila_cmac_message_verify, get(), tag); }

private:
    using message::message;
};

class kmac_key : public handle<qila_kmac_key, qila_kmac_key_free> {
public:
    kmac_key(qila_xof_algorithm algorithm, view key, view customization = {})
        : handle(qila_kmac_key_new, algorithm, key, customization) {}
    kmac_key(qila_xof_algorithm algorithm, rng &source) : handle(qila_kmac_key_generate, algorithm, source.get()) {}
    output authenticate(view data, std::size_t len) const {
        return detail::filled(len, qila_kmac_key_authenticate, get(), data);
    }
    bool verify(view data, view tag) const { return detail::call(qila_kmac_key_verify, get(), data, tag); }
};

class kmac_message
    : public message<kmac_message, qila_kmac_message, qila_kmac_message_free, qila_kmac_message_update> {
public:
    explicit kmac_message(const kmac_key &key) : message(qila_kmac_message_new, key.get()) {}
    kmac_message copy() const { return kmac_message(qila_kmac_message_copy, get()); }
    output final(std::size_t len) { return detail::filled(len, qila_kmac_message_final, get()); }
    bool verify(view tag) { return detail::call(qila_kmac_message_verify, get(), tag); }
    qila::xof xof() { return {qila_kmac_message_xof, get()}; }

private:
    using message::message;
};

class gmac_key : public handle<qila_gmac_key, qila_gmac_key_free> {
public:
    explicit gmac_key(const wrapped &from) : handle(qila_gmac_key_unwrap, from.kek, from.mode, from.data), tag_size_(QILA_GCM_TAG_SIZE) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_gmac_key_wrap, get(), kek, mode);
    }
    explicit gmac_key(view key, std::size_t tag_size = QILA_GCM_TAG_SIZE)
        : handle(qila_gmac_key_new, key, tag_size), tag_size_(tag_size) {}
    gmac_key(unsigned bits, rng &source)
        : handle(qila_gmac_key_generate, bits, source.get()), tag_size_(QILA_GCM_TAG_SIZE) {}
    // With tags of 4 or 8 bytes; see qila_gcm_key_new_with_short_tag().
    gmac_key(view key, std::size_t tag_size, std::uint64_t longest_packet)
        : handle(qila_gmac_key_new_with_short_tag, key, tag_size, longest_packet), tag_size_(tag_size) {}
    sealed authenticate(view data, rng &source) const {
        sealed s{{}, bytes(tag_size_)};
        s.approved = detail::call(qila_gmac_random_iv, get(), source.get(), data, buffer(s.iv), buffer(s.tag));
        return s;
    }
    // Under an IV of the caller, which must never come twice under a key. Not approved.
    output authenticate_caller_iv(view iv, view data) const {
        return detail::filled(tag_size_, qila_gmac_caller_iv, get(), iv, data);
    }
    bool verify(view iv, view data, view tag) const { return detail::call(qila_gmac_verify, get(), iv, data, tag); }

private:
    std::size_t tag_size_;
};

} // namespace qila

#endif // QILA_MAC_HPP
