// Encryption of keys. A ciphertext that is none throws qila::error with QILA_ERROR_PADDING.
#ifndef QILA_ENCRYPTION_HPP
#define QILA_ENCRYPTION_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

// How to encrypt: the hash functions of the label and of the masks, and the label.
class encrypt_options {
public:
    encrypt_options() = default;
    explicit encrypt_options(qila_hash_algorithm hash, view label = {}) : encrypt_options(hash, hash, label) {}
    encrypt_options(qila_hash_algorithm hash, qila_hash_algorithm mask, view label) {
        options.hash = hash;
        options.mask = mask;
        options.label = label.data;
        options.label_len = label.size;
    }
    const qila_encrypt_options *get() const { return &options; }

private:
    qila_encrypt_options options = QILA_ENCRYPT_OPTIONS;
};

class encryption_key : public handle<qila_encryption_key, qila_encryption_key_free> {
public:
    encryption_key(qila_encryption_algorithm algorithm, view key) : handle(qila_encryption_key_new, algorithm, key) {}
    static encryption_key from_file(qila_encoding encoding, view file) {
        return {qila_encryption_key_read, encoding, file};
    }
    output to_file(qila_encoding encoding) const { return detail::told(qila_encryption_key_write, get(), encoding); }
    output bytes() const { return detail::told(qila_encryption_key_bytes, get()); }
    output encrypt(view message, rng &source, const encrypt_options &how = {}) const {
        output made;
        std::size_t len = 0;
        check(qila_encrypt(get(), how.get(), message.data, message.size, nullptr, &len, source.get()));
        made.resize(len);
        made.approved =
            check(qila_encrypt(get(), how.get(), message.data, message.size, made.data(), &len, source.get()));
        return made;
    }

private:
    friend class decryption_key;
    using handle::handle;
};

class decryption_key : public handle<qila_decryption_key, qila_decryption_key_free> {
public:
    decryption_key(qila_encryption_algorithm algorithm, rng &source)
        : handle(qila_decryption_key_generate, algorithm, source.get()) {}
    static decryption_key of_size(qila_encryption_algorithm algorithm, std::size_t bits, rng &source) {
        return {qila_decryption_key_generate_of_size, algorithm, bits, source.get()};
    }
    static decryption_key from_expanded(qila_encryption_algorithm algorithm, view expanded) {
        return {qila_decryption_key_from_expanded, algorithm, expanded};
    }
    static decryption_key from_file(qila_encoding encoding, view file, view password = {}) {
        return {qila_decryption_key_read, encoding, file, password};
    }
    output to_file(qila_encoding encoding) const { return detail::told(qila_decryption_key_write, get(), encoding); }
    output to_encrypted_file(qila_encoding encoding, view password, rng &source, std::uint32_t iterations = 0) const {
        return detail::encrypted(qila_decryption_key_write_encrypted, get(), encoding, password, iterations, source);
    }
    encryption_key public_key() const { return {qila_decryption_key_public, get()}; }
    output expanded() const { return detail::told(qila_decryption_key_expanded, get()); }
    output decrypt(view ciphertext, rng &source, const encrypt_options &how = {}) const {
        output message;
        std::size_t len = 0;
        check(qila_decrypt(get(), how.get(), ciphertext.data, ciphertext.size, nullptr, &len, source.get()));
        message.resize(len);
        message.approved =
            check(qila_decrypt(get(), how.get(), ciphertext.data, ciphertext.size, message.data(), &len, source.get()));
        message.resize(len);
        return message;
    }

private:
    using handle::handle;
};

} // namespace qila

#endif // QILA_ENCRYPTION_HPP
