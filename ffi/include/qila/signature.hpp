// Signatures. One that is not theirs throws qila::error with QILA_ERROR_SIGNATURE.
#ifndef QILA_SIGNATURE_HPP
#define QILA_SIGNATURE_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

// How to sign: what is usual, or the message itself, after a hash function, its digest, or mu; with a context; with
// randomness or without; how RSA pads; and whether a signature of ECDSA or DSA is in DER.
class sign_options {
public:
    sign_options(std::uint32_t hash = QILA_USUAL, view context = {}, bool deterministic = false, bool digest = false) {
        options.hash = hash;
        options.deterministic = deterministic ? 1 : 0;
        options.context = context.data;
        options.context_len = context.size;
        options.digest = digest ? 1 : 0;
    }
    sign_options pkcs1() const { return padded(QILA_PADDING_PKCS1, 0); }
    sign_options pss(std::size_t salt) const { return padded(QILA_PADDING_PSS, salt); }
    sign_options der() const {
        sign_options other = *this;
        other.options.der = 1;
        return other;
    }
    const qila_sign_options *get() const { return &options; }

private:
    sign_options padded(std::uint32_t padding, std::size_t salt) const {
        sign_options other = *this;
        other.options.padding = padding;
        other.options.salt_len = salt;
        return other;
    }
    qila_sign_options options = QILA_SIGN_OPTIONS;
};

class verifying_key : public handle<qila_verifying_key, qila_verifying_key_free> {
public:
    verifying_key(qila_signature_algorithm algorithm, view key) : handle(qila_verifying_key_new, algorithm, key) {}
    static verifying_key from_file(qila_encoding encoding, view file) {
        return {qila_verifying_key_read, encoding, file};
    }
    output to_file(qila_encoding encoding) const { return detail::told(qila_verifying_key_write, get(), encoding); }
    output bytes() const { return detail::told(qila_verifying_key_bytes, get()); }
    bool verify(view message, view signature, const sign_options &how = {}) const {
        return check(qila_verify(get(), how.get(), message.data, message.size, signature.data, signature.size));
    }
    std::array<std::uint8_t, QILA_MU_SIZE> mu(view message, view context = {}) const {
        std::array<std::uint8_t, QILA_MU_SIZE> made{};
        check(qila_verifying_key_mu(get(), message.data, message.size, context.data, context.size, made.data(),
                                    made.size()));
        return made;
    }

private:
    friend class signing_key;
    friend class stateful_key;
    using handle::handle;
};

class signing_key : public handle<qila_signing_key, qila_signing_key_free> {
public:
    signing_key(qila_signature_algorithm algorithm, rng &source)
        : handle(qila_signing_key_generate, algorithm, source.get()) {}
    static signing_key of_size(qila_signature_algorithm algorithm, std::size_t bits, rng &source) {
        return {qila_signing_key_generate_of_size, algorithm, bits, source.get()};
    }
    static signing_key from_seed(qila_signature_algorithm algorithm, view seed) {
        return {qila_signing_key_from_seed, algorithm, seed};
    }
    static signing_key from_expanded(qila_signature_algorithm algorithm, view expanded) {
        return {qila_signing_key_from_expanded, algorithm, expanded};
    }
    static signing_key from_both(qila_signature_algorithm algorithm, view seed, view expanded) {
        return {qila_signing_key_from_both, algorithm, seed, expanded};
    }
    static signing_key from_file(qila_encoding encoding, view file, view password = {}) {
        return {qila_signing_key_read, encoding, file, password};
    }
    output to_file(qila_encoding encoding) const { return detail::told(qila_signing_key_write, get(), encoding); }
    output to_encrypted_file(qila_encoding encoding, view password, rng &source, std::uint32_t iterations = 0) const {
        return detail::encrypted(qila_signing_key_write_encrypted, get(), encoding, password, iterations, source);
    }
    verifying_key public_key() const { return {qila_signing_key_public, get()}; }
    output seed() const { return detail::told(qila_signing_key_seed, get()); }
    output expanded() const { return detail::told(qila_signing_key_expanded, get()); }
    output sign(view message, rng &source, const sign_options &how = {}) const {
        output made;
        std::size_t len = 0;
        check(qila_sign(get(), how.get(), message.data, message.size, nullptr, &len, source.get()));
        made.resize(len);
        made.approved =
            check(qila_sign(get(), how.get(), message.data, message.size, made.data(), &len, source.get()));
        made.resize(len); // in DER it is often shorter
        return made;
    }

private:
    using handle::handle;
};

} // namespace qila

#endif // QILA_SIGNATURE_HPP
