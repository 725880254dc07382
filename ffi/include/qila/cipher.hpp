// AES without authentication, in place: its modes, messages in parts, and data units of storage.
#ifndef QILA_CIPHER_HPP
#define QILA_CIPHER_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

class aes_key : public handle<qila_aes_key, qila_aes_key_free> {
public:
    explicit aes_key(const wrapped &from) : handle(qila_aes_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_aes_key_wrap, get(), kek, mode);
    }
    explicit aes_key(view key) : handle(qila_aes_key_new, key) {}
    aes_key(unsigned bits, rng &source) : handle(qila_aes_key_generate, bits, source.get()) {}

    bool ecb_encrypt(buffer data) const { return detail::call(qila_aes_ecb_encrypt, get(), data); }
    bool ecb_decrypt(buffer data) const { return detail::call(qila_aes_ecb_decrypt, get(), data); }
    bool cbc_encrypt(const block &iv, buffer data) const {
        return detail::call(qila_aes_cbc_encrypt, get(), &iv, data);
    }
    bool cbc_decrypt(const block &iv, buffer data) const {
        return detail::call(qila_aes_cbc_decrypt, get(), &iv, data);
    }
    output cbc_encrypt_padded(const block &iv, view data) const {
        return detail::told(qila_aes_cbc_encrypt_padded, get(), &iv, data);
    }
    output cbc_decrypt_padded(const block &iv, view data) const {
        return detail::told(qila_aes_cbc_decrypt_padded, get(), &iv, data);
    }
    // `variant` is 1, 2 or 3, for CBC-CS1, CBC-CS2 and CBC-CS3.
    bool cbc_cs_encrypt(unsigned variant, const block &iv, buffer data) const {
        return detail::call(qila_aes_cbc_cs_encrypt, get(), variant, &iv, data);
    }
    bool cbc_cs_decrypt(unsigned variant, const block &iv, buffer data) const {
        return detail::call(qila_aes_cbc_cs_decrypt, get(), variant, &iv, data);
    }
    // `segment_bits` is 1, 8 or 128, for CFB1, CFB8 and CFB128.
    bool cfb_encrypt(unsigned segment_bits, const block &iv, buffer data) const {
        return detail::call(qila_aes_cfb_encrypt, get(), segment_bits, &iv, data);
    }
    bool cfb_decrypt(unsigned segment_bits, const block &iv, buffer data) const {
        return detail::call(qila_aes_cfb_decrypt, get(), segment_bits, &iv, data);
    }
    bool ofb(const block &iv, buffer data) const { return detail::call(qila_aes_ofb, get(), &iv, data); }
    bool ctr(const block &counter, buffer data) const { return detail::call(qila_aes_ctr, get(), &counter, data); }
    bool ff1_encrypt(std::uint32_t radix, view tweak, std::vector<std::uint16_t> &numerals) const {
        return detail::call(qila_aes_ff1_encrypt, get(), radix, tweak, numerals.data(), numerals.size());
    }
    bool ff1_decrypt(std::uint32_t radix, view tweak, std::vector<std::uint16_t> &numerals) const {
        return detail::call(qila_aes_ff1_decrypt, get(), radix, tweak, numerals.data(), numerals.size());
    }
};

// CBC in parts of whole blocks, until final_padded() ends the message, or no more parts come.
template <typename T, void (*Free)(T *), auto New, auto Update, auto Final> class cbc : public handle<T, Free> {
public:
    cbc(const aes_key &key, const block &iv) : handle<T, Free>(New, key.get(), &iv) {}
    bool update(buffer data) { return detail::call(Update, this->get(), data); }
    output final_padded(view last) { return detail::told(Final, this->get(), last); }
};

using cbc_encryptor = cbc<qila_cbc_encryptor, qila_cbc_encryptor_free, qila_cbc_encryptor_new,
                          qila_cbc_encryptor_update, qila_cbc_encryptor_final_padded>;
using cbc_decryptor = cbc<qila_cbc_decryptor, qila_cbc_decryptor_free, qila_cbc_decryptor_new,
                          qila_cbc_decryptor_update, qila_cbc_decryptor_final_padded>;

// CTR or OFB in parts of any length.
template <typename T, void (*Free)(T *), auto New, auto Apply> class key_stream : public handle<T, Free> {
public:
    key_stream(const aes_key &key, const block &start) : handle<T, Free>(New, key.get(), &start) {}
    bool apply(buffer data) { return detail::call(Apply, this->get(), data); }
};

using ctr = key_stream<qila_ctr, qila_ctr_free, qila_ctr_new, qila_ctr_apply>;
using ofb = key_stream<qila_ofb, qila_ofb_free, qila_ofb_new, qila_ofb_apply>;

// CFB in parts of whole segments; the last one may have any length.
class cfb : public handle<qila_cfb, qila_cfb_free> {
public:
    static cfb encryptor(const aes_key &key, unsigned segment_bits, const block &iv) {
        return {qila_cfb_new_encrypt, key.get(), segment_bits, &iv};
    }
    static cfb decryptor(const aes_key &key, unsigned segment_bits, const block &iv) {
        return {qila_cfb_new_decrypt, key.get(), segment_bits, &iv};
    }
    bool apply(buffer data) { return detail::call(qila_cfb_apply, get(), data); }
    bool final(buffer last) { return detail::call(qila_cfb_final, get(), last); }

private:
    using handle::handle;
};

class xts_key : public handle<qila_xts_key, qila_xts_key_free> {
public:
    explicit xts_key(const wrapped &from) : handle(qila_xts_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_xts_key_wrap, get(), kek, mode);
    }
    explicit xts_key(view key) : handle(qila_xts_key_new, key) {}
    xts_key(unsigned bits, rng &source) : handle(qila_xts_key_generate, bits, source.get()) {}
    bool encrypt(const block &tweak, buffer data) const { return detail::call(qila_xts_encrypt, get(), &tweak, data); }
    bool decrypt(const block &tweak, buffer data) const { return detail::call(qila_xts_decrypt, get(), &tweak, data); }
    bool encrypt_units(std::uint64_t first, std::size_t unit_len, buffer data) const {
        return detail::call(qila_xts_encrypt_units, get(), first, unit_len, data);
    }
    bool decrypt_units(std::uint64_t first, std::size_t unit_len, buffer data) const {
        return detail::call(qila_xts_decrypt_units, get(), first, unit_len, data);
    }
};

} // namespace qila

#endif // QILA_CIPHER_HPP
