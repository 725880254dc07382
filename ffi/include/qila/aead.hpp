// Authenticated encryption in place. A wrong tag throws qila::error with QILA_ERROR_TAG_MISMATCH, and the data is zero.
#ifndef QILA_AEAD_HPP
#define QILA_AEAD_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

class gcm_key : public handle<qila_gcm_key, qila_gcm_key_free> {
public:
    explicit gcm_key(const wrapped &from) : handle(qila_gcm_key_unwrap, from.kek, from.mode, from.data), tag_size_(QILA_GCM_TAG_SIZE) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_gcm_key_wrap, get(), kek, mode);
    }
    explicit gcm_key(view key, std::size_t tag_size = QILA_GCM_TAG_SIZE)
        : handle(qila_gcm_key_new_with_tag, key, tag_size), tag_size_(tag_size) {}
    gcm_key(unsigned bits, rng &source)
        : handle(qila_gcm_key_generate, bits, source.get()), tag_size_(QILA_GCM_TAG_SIZE) {}
    // With tags of 4 or 8 bytes; see qila_gcm_key_new_with_short_tag().
    gcm_key(view key, std::size_t tag_size, std::uint64_t longest_packet)
        : handle(qila_gcm_key_new_with_short_tag, key, tag_size, longest_packet), tag_size_(tag_size) {}
    sealed seal(view aad, buffer data, rng &source) const {
        sealed s{{}, bytes(tag_size_)};
        s.approved = detail::call(qila_gcm_seal_random_iv, get(), source.get(), aad, data, buffer(s.iv), buffer(s.tag));
        return s;
    }
    // Under an IV of the caller, which must never come twice under a key; gives the tag. Not approved.
    output seal_caller_iv(view iv, view aad, buffer data) const {
        return detail::filled(tag_size_, qila_gcm_seal_caller_iv, get(), iv, aad, data);
    }
    bool open(view iv, view aad, buffer data, view tag) const {
        return detail::call(qila_gcm_open, get(), iv, aad, data, tag);
    }

private:
    std::size_t tag_size_;
};

class gcm_sealer : public handle<qila_gcm_sealer, qila_gcm_sealer_free> {
public:
    static gcm_sealer counter(view key, view fixed) { return {qila_gcm_sealer_new_counter, key, fixed}; }
    static gcm_sealer tls12(view key, const std::array<std::uint8_t, 4> &salt) {
        return {qila_gcm_sealer_new_tls12, key, &salt};
    }
    static gcm_sealer tls13(view key, const std::array<std::uint8_t, 12> &static_iv) {
        return {qila_gcm_sealer_new_tls13, key, &static_iv};
    }
    static gcm_sealer ssh(view key, const std::array<std::uint8_t, 12> &initial_iv) {
        return {qila_gcm_sealer_new_ssh, key, &initial_iv};
    }
    sealed seal(view aad, buffer data) {
        sealed s{{}, bytes(QILA_GCM_TAG_SIZE)};
        s.approved = detail::call(qila_gcm_sealer_seal, get(), aad, data, buffer(s.iv), buffer(s.tag));
        return s;
    }
    bool open(view iv, view aad, buffer data, view tag) const {
        return detail::call(qila_gcm_sealer_open, get(), iv, aad, data, tag);
    }
    std::uint64_t next_number() const {
        std::uint64_t number = 0;
        check(qila_gcm_sealer_next_number(get(), &number));
        return number;
    }
    bool skip_to(std::uint64_t number) { return check(qila_gcm_sealer_skip_to(get(), number)); }

private:
    using handle::handle;
};

// Opens what the gcm_sealer of the same name seals, in its order.
class gcm_opener : public handle<qila_gcm_opener, qila_gcm_opener_free> {
public:
    static gcm_opener counter(view key, view fixed) { return {qila_gcm_opener_new_counter, key, fixed}; }
    static gcm_opener tls12(view key, const std::array<std::uint8_t, 4> &salt) {
        return {qila_gcm_opener_new_tls12, key, &salt};
    }
    static gcm_opener tls13(view key, const std::array<std::uint8_t, 12> &static_iv) {
        return {qila_gcm_opener_new_tls13, key, &static_iv};
    }
    static gcm_opener ssh(view key, const std::array<std::uint8_t, 12> &initial_iv) {
        return {qila_gcm_opener_new_ssh, key, &initial_iv};
    }
    bool open(view aad, buffer data, view tag) { return detail::call(qila_gcm_opener_open, get(), aad, data, tag); }
    std::uint64_t next_number() const {
        std::uint64_t number = 0;
        check(qila_gcm_opener_next_number(get(), &number));
        return number;
    }
    bool skip_to(std::uint64_t number) { return check(qila_gcm_opener_skip_to(get(), number)); }

private:
    using handle::handle;
};

// A key that seals under nonces of the caller's.
template <typename T, void (*Free)(T *), auto Seal, auto Open> class nonce_key : public handle<T, Free> {
public:
    // Gives the tag.
    output seal(view nonce, view aad, buffer data) const {
        return detail::filled(tag_size_, Seal, this->get(), nonce, aad, data);
    }
    bool open(view nonce, view aad, buffer data, view tag) const {
        return detail::call(Open, this->get(), nonce, aad, data, tag);
    }

protected:
    template <typename... Arguments>
    explicit nonce_key(std::size_t tag_size, Arguments... arguments)
        : handle<T, Free>(arguments...), tag_size_(tag_size) {}

private:
    std::size_t tag_size_;
};

class ccm_key : public nonce_key<qila_ccm_key, qila_ccm_key_free, qila_ccm_seal, qila_ccm_open> {
public:
    explicit ccm_key(const wrapped &from) : nonce_key(16, qila_ccm_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_ccm_key_wrap, get(), kek, mode);
    }
    explicit ccm_key(view key, std::size_t tag_size = 16) : nonce_key(tag_size, qila_ccm_key_new, key, tag_size) {}
    ccm_key(unsigned bits, rng &source) : nonce_key(16, qila_ccm_key_generate, bits, source.get()) {}
};

class ascon_aead128_key : public nonce_key<qila_ascon_aead128_key, qila_ascon_aead128_key_free,
                                           qila_ascon_aead128_seal, qila_ascon_aead128_open> {
public:
    explicit ascon_aead128_key(const wrapped &from) : nonce_key(16, qila_ascon_aead128_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_ascon_aead128_key_wrap, get(), kek, mode);
    }
    explicit ascon_aead128_key(view key, std::size_t tag_size = 16)
        : nonce_key(tag_size, qila_ascon_aead128_key_new, key, tag_size) {}
    explicit ascon_aead128_key(rng &source) : nonce_key(16, qila_ascon_aead128_key_generate, source.get()) {}
};

class gcm_siv_key : public nonce_key<qila_gcm_siv_key, qila_gcm_siv_key_free, qila_gcm_siv_seal, qila_gcm_siv_open> {
public:
    explicit gcm_siv_key(const wrapped &from) : nonce_key(QILA_GCM_SIV_TAG_SIZE, qila_gcm_siv_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_gcm_siv_key_wrap, get(), kek, mode);
    }
    explicit gcm_siv_key(view key) : nonce_key(QILA_GCM_SIV_TAG_SIZE, qila_gcm_siv_key_new, key) {}
    gcm_siv_key(unsigned bits, rng &source)
        : nonce_key(QILA_GCM_SIV_TAG_SIZE, qila_gcm_siv_key_generate, bits, source.get()) {}
};

class chacha20_poly1305_key : public nonce_key<qila_chacha20_poly1305_key, qila_chacha20_poly1305_key_free,
                                               qila_chacha20_poly1305_seal, qila_chacha20_poly1305_open> {
public:
    explicit chacha20_poly1305_key(const wrapped &from) : nonce_key(QILA_CHACHA20_POLY1305_TAG_SIZE, qila_chacha20_poly1305_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_chacha20_poly1305_key_wrap, get(), kek, mode);
    }
    explicit chacha20_poly1305_key(view key)
        : nonce_key(QILA_CHACHA20_POLY1305_TAG_SIZE, qila_chacha20_poly1305_key_new, key) {}
    explicit chacha20_poly1305_key(rng &source)
        : nonce_key(QILA_CHACHA20_POLY1305_TAG_SIZE, qila_chacha20_poly1305_key_generate, source.get()) {}
};

} // namespace qila

#endif // QILA_AEAD_HPP
