// Key encapsulation. A key that is none throws qila::error with QILA_ERROR_KEY or QILA_ERROR_KEY_LENGTH.
#ifndef QILA_KEM_HPP
#define QILA_KEM_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

namespace detail {
// Room for the secret of a key's algorithm.
template <class Key> output room_for_secret(qila_status (*size_of)(const Key *, std::uint64_t *), const Key *key) {
    std::uint64_t size = 0;
    check(size_of(key, &size));
    output secret;
    secret.resize(static_cast<std::size_t>(size));
    return secret;
}
} // namespace detail

// A shared secret, and the ciphertext that carries it.
struct encapsulation {
    output ciphertext;
    output secret;
};

class encapsulation_key : public handle<qila_encapsulation_key, qila_encapsulation_key_free> {
public:
    encapsulation_key(qila_kem_algorithm algorithm, view key) : handle(qila_encapsulation_key_new, algorithm, key) {}
    static encapsulation_key from_file(qila_encoding encoding, view file) {
        return {qila_encapsulation_key_read, encoding, file};
    }
    output to_file(qila_encoding encoding) const {
        return detail::told(qila_encapsulation_key_write, get(), encoding);
    }
    output bytes() const { return detail::told(qila_encapsulation_key_bytes, get()); }
    encapsulation encapsulate(rng &source) const {
        encapsulation made;
        std::size_t len = 0;
        made.secret = detail::room_for_secret(qila_encapsulation_key_secret_size, get());
        check(qila_encapsulate(get(), nullptr, &len, made.secret.data(), made.secret.size(), source.get()));
        made.ciphertext.resize(len);
        made.ciphertext.approved = check(qila_encapsulate(get(), made.ciphertext.data(), &len, made.secret.data(),
                                                          made.secret.size(), source.get()));
        made.secret.approved = made.ciphertext.approved;
        return made;
    }

private:
    friend class decapsulation_key;
    using handle::handle;
};

class decapsulation_key : public handle<qila_decapsulation_key, qila_decapsulation_key_free> {
public:
    decapsulation_key(qila_kem_algorithm algorithm, rng &source)
        : handle(qila_decapsulation_key_generate, algorithm, source.get()) {}
    static decapsulation_key from_seed(qila_kem_algorithm algorithm, view seed) {
        return {qila_decapsulation_key_from_seed, algorithm, seed};
    }
    static decapsulation_key from_expanded(qila_kem_algorithm algorithm, view expanded) {
        return {qila_decapsulation_key_from_expanded, algorithm, expanded};
    }
    static decapsulation_key from_both(qila_kem_algorithm algorithm, view seed, view expanded) {
        return {qila_decapsulation_key_from_both, algorithm, seed, expanded};
    }
    static decapsulation_key from_file(qila_encoding encoding, view file, view password = {}) {
        return {qila_decapsulation_key_read, encoding, file, password};
    }
    output to_file(qila_encoding encoding) const {
        return detail::told(qila_decapsulation_key_write, get(), encoding);
    }
    output to_encrypted_file(qila_encoding encoding, view password, rng &source, std::uint32_t iterations = 0) const {
        return detail::encrypted(qila_decapsulation_key_write_encrypted, get(), encoding, password, iterations,
                                 source);
    }
    encapsulation_key public_key() const { return {qila_decapsulation_key_public, get()}; }
    output seed() const { return detail::told(qila_decapsulation_key_seed, get()); }
    output expanded() const { return detail::told(qila_decapsulation_key_expanded, get()); }
    output decapsulate(view ciphertext) const {
        output secret = detail::room_for_secret(qila_decapsulation_key_secret_size, get());
        secret.approved =
            check(qila_decapsulate(get(), ciphertext.data, ciphertext.size, secret.data(), secret.size()));
        return secret;
    }

private:
    using handle::handle;
};

} // namespace qila

#endif // QILA_KEM_HPP
