// Signatures with a state: HSS, of which LMS is the one with one level. Not approved in software.
#ifndef QILA_STATEFUL_HPP
#define QILA_STATEFUL_HPP

#include "base.hpp"
#include "random.hpp"
#include "signature.hpp"

namespace qila {

// A key whose leaves sign once. No leaf signs before what reserve() gave was stored, and confirm() has seen what was read back.
class stateful_key : public handle<qila_stateful_key, qila_stateful_key_free> {
public:
    // The type codes of each level, eight bytes of it, that at the top first.
    stateful_key(view levels, rng &source) : handle(qila_stateful_key_generate, levels, source.get()) {}
    static stateful_key from_state(view stored) { return {qila_stateful_key_from_state, stored}; }
    output reserve(std::uint64_t leaves) {
        output state;
        std::size_t len = QILA_STATEFUL_MAX_STATE;
        state.resize(len);
        state.approved = check(qila_stateful_key_reserve(get(), leaves, state.data(), &len));
        state.resize(len);
        return state;
    }
    void confirm(view stored) { check(qila_stateful_key_confirm(get(), stored.data, stored.size)); }
    output sign(view message, rng &source) {
        output made;
        std::size_t len = 0;
        check(qila_stateful_sign(get(), message.data, message.size, nullptr, &len, source.get()));
        made.resize(len);
        made.approved = check(qila_stateful_sign(get(), message.data, message.size, made.data(), &len, source.get()));
        return made;
    }
    std::uint64_t remaining() const { return number(qila_stateful_key_remaining); }
    std::uint64_t reserved() const { return number(qila_stateful_key_reserved); }
    verifying_key public_key() const { return {qila_stateful_key_public, get()}; }

private:
    using handle::handle;
    std::uint64_t number(qila_status (*ask)(const qila_stateful_key *, std::uint64_t *)) const {
        std::uint64_t leaves = 0;
        check(ask(get(), &leaves));
        return leaves;
    }
};

} // namespace qila

#endif // QILA_STATEFUL_HPP
