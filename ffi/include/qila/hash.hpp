// Hash functions and extendable-output functions.
#ifndef QILA_HASH_HPP
#define QILA_HASH_HPP

#include "base.hpp"

namespace qila {

inline output hash(qila_hash_algorithm algorithm, view data) { return detail::told(qila_hash, algorithm, data); }

// The hash values, one after the other, of `count` messages of the same length that stand one after the other.
inline output hash_batch(qila_hash_algorithm algorithm, view messages, std::size_t count) {
    if (count == 0 || messages.size % count != 0) fail(error(QILA_ERROR_INPUT_LENGTH));
    const std::size_t size = messages.size / count;
    return detail::filled(count * qila_hash_size(algorithm), qila_hash_batch, algorithm, messages.data, count, size);
}

class hasher : public message<hasher, qila_hasher, qila_hasher_free, qila_hasher_update> {
public:
    explicit hasher(qila_hash_algorithm algorithm) : message(qila_hasher_new, algorithm) {}
    hasher copy() const { return hasher(qila_hasher_copy, get()); }
    output final() { return detail::told(qila_hasher_final, get()); }
    output final_bits(std::uint8_t last, std::uint32_t bits) {
        return detail::told(qila_hasher_final_bits, get(), last, bits);
    }

private:
    using message::message;
};

inline output shake(qila_xof_algorithm algorithm, view data, std::size_t len) {
    return detail::filled(len, qila_shake, algorithm, data);
}

// SHAKE, or cSHAKE with a customization string.
class xof : public message<xof, qila_xof, qila_xof_free, qila_xof_update> {
public:
    explicit xof(qila_xof_algorithm algorithm, view customization = {})
        : message(qila_xof_new, algorithm, customization) {}
    // The output of a message that `end` ends, as qila_kmac_message_xof() does.
    template <typename Message>
    xof(qila_status (*end)(Message *, qila_xof **), Message *ended) : message(turned<Message>, end, ended) {}
    xof copy() const { return xof(qila_xof_copy, get()); }
    output read(std::size_t len) { return detail::filled(len, qila_xof_read, get()); }

private:
    using message::message;
    template <typename Message>
    static qila_status turned(qila_xof **place, qila_status (*end)(Message *, qila_xof **), Message *ended) {
        return end(ended, place);
    }
};

class tuple_hash : public handle<qila_tuple_hash, qila_tuple_hash_free> {
public:
    explicit tuple_hash(qila_xof_algorithm algorithm, view customization = {})
        : handle(qila_tuple_hash_new, algorithm, customization) {}
    tuple_hash &add(view element) {
        detail::call(qila_tuple_hash_add, get(), element);
        return *this;
    }
    output final(std::size_t len) { return detail::filled(len, qila_tuple_hash_final, get()); }
    qila::xof xof() { return {qila_tuple_hash_xof, get()}; }
};

class parallel_hash
    : public message<parallel_hash, qila_parallel_hash, qila_parallel_hash_free, qila_parallel_hash_update> {
public:
    explicit parallel_hash(qila_xof_algorithm algorithm, std::size_t block_size, view customization = {})
        : message(qila_parallel_hash_new, algorithm, block_size, customization) {}
    output final(std::size_t len) { return detail::filled(len, qila_parallel_hash_final, get()); }
    qila::xof xof() { return {qila_parallel_hash_xof, get()}; }
};

inline output ascon_hash256(view data) { return detail::filled(QILA_ASCON_HASH256_SIZE, qila_ascon_hash256, data); }

// Ascon-XOF128, or Ascon-CXOF128 with a customization string, even an empty one.
class ascon_xof : public message<ascon_xof, qila_ascon_xof, qila_ascon_xof_free, qila_ascon_xof_update> {
public:
    ascon_xof() : message(qila_ascon_xof_new) {}
    explicit ascon_xof(view customization) : message(qila_ascon_xof_new_customized, customization) {}
    output read(std::size_t len) { return detail::filled(len, qila_ascon_xof_read, get()); }
};

} // namespace qila

#endif // QILA_HASH_HPP
