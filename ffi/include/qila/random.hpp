// Random bits.
#ifndef QILA_RANDOM_HPP
#define QILA_RANDOM_HPP

#include "base.hpp"

namespace qila {

// From a generator of the calling thread.
inline output random(std::size_t len) { return detail::filled(len, qila_random); }

// Where every generator is seeded from.
inline bool set_entropy_source(qila_entropy_source source) { return check(qila_set_entropy_source(source)); }
inline bool set_entropy_function(qila_entropy_function function, std::uint32_t eighths) {
    return check(qila_set_entropy_function(function, eighths));
}

inline bool set_entropy_function(qila_entropy_function function, std::uint32_t eighths, std::uint32_t esv_certificate) {
    return check(qila_set_entropy_function_with_certificate(function, eighths, esv_certificate));
}
inline bool load_entropy(view entropy, std::size_t claimed_bits) {
    return detail::call(qila_load_entropy, entropy, claimed_bits);
}
inline bool require_assessed_entropy(bool required) { return check(qila_require_assessed_entropy(required)); }
inline std::string entropy_caveat() { return qila_entropy_caveat(); }

class rng : public handle<qila_rng, qila_rng_free> {
public:
    rng() : handle(qila_rng_new) {}
    bool fill(std::uint8_t *out, std::size_t len) { return check(qila_rng_fill(get(), out, len)); }
    output take(std::size_t len) { return detail::filled(len, qila_rng_fill, get()); }
    output take(std::size_t len, view additional) { return detail::filled(len, qila_rng_fill_with, get(), additional); }
    bool reseed() { return check(qila_rng_reseed(get())); }
};

class drbg : public handle<qila_drbg, qila_drbg_free> {
public:
    // `hash` is for HMAC_DRBG and Hash_DRBG.
    explicit drbg(qila_drbg_mechanism mechanism, qila_hash_algorithm hash = QILA_SHA256, view personalization = {},
                  bool prediction_resistance = false)
        : handle(qila_drbg_new, mechanism, hash, personalization, prediction_resistance) {}
    output generate(std::size_t len, view additional = {}) {
        return detail::filled(len, qila_drbg_generate, get(), additional);
    }
    bool reseed(view additional = {}) { return detail::call(qila_drbg_reseed, get(), additional); }
};

namespace detail {

// The file of a key under a password: what a first call says of its length, a second one fills.
template <typename Function, typename Key>
output encrypted(Function function, const Key *key, qila_encoding encoding, view password, std::uint32_t iterations,
                 rng &source) {
    std::size_t len = 0;
    call(function, key, encoding, password, std::uint32_t{1000}, static_cast<std::uint8_t *>(nullptr), &len, source.get());
    // Another number of iterations takes three bytes more, which is a line of text at most.
    output out(len += 16);
    out.approved = call(function, key, encoding, password, iterations, out.data(), &len, source.get());
    out.resize(len);
    return out;
}

} // namespace detail

} // namespace qila

#endif // QILA_RANDOM_HPP
