// The C++17 interface of the Qila cryptographic module: handles that free themselves, and errors as exceptions.
//
// It adds nothing to qila.h but ownership. What a class does, how it may be used by threads and what its arguments mean is
// said there, at the C function of the same name. Every call returns whether it was approved.
#ifndef QILA_HPP
#define QILA_HPP

#include "qila.h"

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace qila {

// A call was not done; status() says why.
class error : public std::runtime_error {
public:
    explicit error(qila_status status) : std::runtime_error(qila_strerror(status)), status_(status) {}
    qila_status status() const noexcept { return status_; }

private:
    qila_status status_;
};

// Throws if the call was not done; otherwise says whether it was approved.
inline bool check(qila_status status) {
    if (status < 0) throw error(status);
    return status == QILA_OK;
}

// Bytes that somebody else owns.
struct view {
    const std::uint8_t *data = nullptr;
    std::size_t size = 0;

    view() = default;
    view(const std::uint8_t *start, std::size_t len) : data(start), size(len) {}
    view(std::string_view text) : data(reinterpret_cast<const std::uint8_t *>(text.data())), size(text.size()) {}
    view(const char *text) : view(std::string_view(text)) {}
    view(const std::vector<std::uint8_t> &bytes) : data(bytes.data()), size(bytes.size()) {}
    template <std::size_t N> view(const std::array<std::uint8_t, N> &bytes) : data(bytes.data()), size(N) {}
};

using bytes = std::vector<std::uint8_t>;

// A handle of the C interface.
template <typename T, void (*Free)(T *)> class handle {
public:
    T *get() const noexcept { return raw_.get(); }

protected:
    template <typename New, typename... Arguments> explicit handle(New make, Arguments... arguments) {
        T *raw = nullptr;
        check(make(&raw, arguments...));
        raw_.reset(raw);
    }

private:
    struct deleter {
        void operator()(T *raw) const noexcept { Free(raw); }
    };
    std::unique_ptr<T, deleter> raw_;
};

inline bytes hash(qila_hash_algorithm algorithm, view data) {
    bytes out(qila_hash_size(algorithm));
    std::size_t len = out.size();
    check(qila_hash(algorithm, data.data, data.size, out.data(), &len));
    return out;
}

class hasher : public handle<qila_hasher, qila_hasher_free> {
public:
    explicit hasher(qila_hash_algorithm algorithm)
        : handle(qila_hasher_new, algorithm), size_(qila_hash_size(algorithm)) {}
    hasher &update(view data) {
        check(qila_hasher_update(get(), data.data, data.size));
        return *this;
    }
    bytes final() {
        bytes out(size_);
        std::size_t len = out.size();
        check(qila_hasher_final(get(), out.data(), &len));
        return out;
    }

private:
    std::size_t size_;
};

class hmac_key : public handle<qila_hmac_key, qila_hmac_key_free> {
public:
    hmac_key(qila_hash_algorithm algorithm, view key)
        : handle(qila_hmac_key_new, algorithm, key.data, key.size), size_(qila_hash_size(algorithm)) {}
    bytes authenticate(view data) const {
        bytes tag(size_);
        std::size_t len = tag.size();
        check(qila_hmac_key_authenticate(get(), data.data, data.size, tag.data(), &len));
        return tag;
    }
    // Throws qila::error with QILA_ERROR_TAG_MISMATCH if the tag is wrong.
    bool verify(view data, view tag) const {
        return check(qila_hmac_key_verify(get(), data.data, data.size, tag.data, tag.size));
    }

private:
    std::size_t size_;
};

inline bytes hkdf(qila_hash_algorithm algorithm, view salt, view secret, view info, std::size_t len) {
    bytes out(len);
    check(qila_hkdf(algorithm, salt.data, salt.size, secret.data, secret.size, info.data, info.size, out.data(), len));
    return out;
}

class rng : public handle<qila_rng, qila_rng_free> {
public:
    rng() : handle(qila_rng_new) {}
    bool fill(std::uint8_t *out, std::size_t len) { return check(qila_rng_fill(get(), out, len)); }
    bytes take(std::size_t len) {
        bytes out(len);
        fill(out.data(), len);
        return out;
    }
};

class aes_key : public handle<qila_aes_key, qila_aes_key_free> {
public:
    explicit aes_key(view key) : handle(qila_aes_key_new, key.data, key.size) {}
    aes_key(unsigned bits, rng &source) : handle(qila_aes_key_generate, bits, source.get()) {}
    bool ctr(const std::array<std::uint8_t, 16> &counter, bytes &data) const {
        return check(qila_aes_ctr(get(), counter.data(), data.data(), data.size()));
    }
    bool cbc_encrypt(const std::array<std::uint8_t, 16> &iv, bytes &data) const {
        return check(qila_aes_cbc_encrypt(get(), iv.data(), data.data(), data.size()));
    }
    bool cbc_decrypt(const std::array<std::uint8_t, 16> &iv, bytes &data) const {
        return check(qila_aes_cbc_decrypt(get(), iv.data(), data.data(), data.size()));
    }
};

// What a message needs besides its ciphertext to be opened.
struct sealed {
    std::array<std::uint8_t, QILA_GCM_IV_SIZE> iv{};
    std::array<std::uint8_t, QILA_GCM_TAG_SIZE> tag{};
    bool approved = false;
};

class gcm_key : public handle<qila_gcm_key, qila_gcm_key_free> {
public:
    explicit gcm_key(view key) : handle(qila_gcm_key_new, key.data, key.size) {}
    gcm_key(unsigned bits, rng &source) : handle(qila_gcm_key_generate, bits, source.get()) {}
    sealed seal(view aad, bytes &data, rng &source) const {
        sealed s;
        s.approved = check(qila_gcm_seal_random_iv(get(), source.get(), aad.data, aad.size, data.data(), data.size(),
                                                   s.iv.data(), s.iv.size(), s.tag.data(), s.tag.size()));
        return s;
    }
    // Throws qila::error with QILA_ERROR_TAG_MISMATCH, and leaves zeros, if the tag is wrong.
    bool open(view iv, view aad, bytes &data, view tag) const {
        return check(qila_gcm_open(get(), iv.data, iv.size, aad.data, aad.size, data.data(), data.size(), tag.data,
                                   tag.size));
    }
};

class gcm_sealer : public handle<qila_gcm_sealer, qila_gcm_sealer_free> {
public:
    static gcm_sealer counter(view key, view fixed) {
        return {qila_gcm_sealer_new_counter, key.data, key.size, fixed.data, fixed.size};
    }
    static gcm_sealer tls12(view key, const std::array<std::uint8_t, 4> &salt) {
        return {qila_gcm_sealer_new_tls12, key.data, key.size, salt.data()};
    }
    static gcm_sealer tls13(view key, const std::array<std::uint8_t, 12> &static_iv) {
        return {qila_gcm_sealer_new_tls13, key.data, key.size, static_iv.data()};
    }
    static gcm_sealer ssh(view key, const std::array<std::uint8_t, 12> &initial_iv) {
        return {qila_gcm_sealer_new_ssh, key.data, key.size, initial_iv.data()};
    }
    sealed seal(view aad, bytes &data) {
        sealed s;
        s.approved = check(qila_gcm_sealer_seal(get(), aad.data, aad.size, data.data(), data.size(), s.iv.data(),
                                                s.iv.size(), s.tag.data(), s.tag.size()));
        return s;
    }

private:
    template <typename... Arguments> gcm_sealer(Arguments... arguments) : handle(arguments...) {}
};

} // namespace qila

#endif // QILA_HPP
