// Key wrapping. A wrong value throws qila::error with QILA_ERROR_TAG_MISMATCH.
#ifndef QILA_KEY_WRAP_HPP
#define QILA_KEY_WRAP_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

class key_wrap_key : public handle<qila_key_wrap_key, qila_key_wrap_key_free> {
public:
    explicit key_wrap_key(const wrapped &from) : handle(qila_key_wrap_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_key_wrap_key_wrap, get(), kek, mode);
    }
    explicit key_wrap_key(view key) : handle(qila_key_wrap_key_new, key) {}
    key_wrap_key(unsigned bits, rng &source) : handle(qila_key_wrap_key_generate, bits, source.get()) {}
    // Wraps with the inverse of the cipher, which few others do.
    static key_wrap_key inverse(view key) { return {qila_key_wrap_key_new_inverse, key}; }
    output wrap(view data) const { return detail::told(qila_key_wrap, get(), data); }
    output unwrap(view data) const { return detail::told(qila_key_unwrap, get(), data); }
    output wrap_padded(view data) const { return detail::told(qila_key_wrap_padded, get(), data); }
    output unwrap_padded(view data) const { return detail::told(qila_key_unwrap_padded, get(), data); }

private:
    using handle::handle;
};

} // namespace qila

#endif // QILA_KEY_WRAP_HPP
