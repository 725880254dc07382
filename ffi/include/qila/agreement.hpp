// Key agreement, and key confirmation. A key of another length throws qila::error with QILA_ERROR_KEY_LENGTH, what is no
// point of its curve with QILA_ERROR_KEY.
#ifndef QILA_AGREEMENT_HPP
#define QILA_AGREEMENT_HPP

#include "base.hpp"
#include "random.hpp"

namespace qila {

class public_agreement_key : public handle<qila_public_agreement_key, qila_public_agreement_key_free> {
public:
    public_agreement_key(qila_agreement_algorithm algorithm, view key)
        : handle(qila_public_agreement_key_new, algorithm, key) {}
    output bytes() const { return detail::told(qila_public_agreement_key_bytes, get()); }

private:
    friend class agreement_key;
    using handle::handle;
};

class agreement_key : public handle<qila_agreement_key, qila_agreement_key_free> {
public:
    agreement_key(qila_agreement_algorithm algorithm, rng &source)
        : handle(qila_agreement_key_generate, algorithm, source.get()) {}
    static agreement_key from_expanded(qila_agreement_algorithm algorithm, view expanded) {
        return {qila_agreement_key_from_expanded, algorithm, expanded};
    }
    public_agreement_key public_key() const { return {qila_agreement_key_public, get()}; }
    output expanded() const { return detail::told(qila_agreement_key_expanded, get()); }
    // The secret has as many bytes as a private key.
    output agree(const public_agreement_key &peer) const {
        output secret;
        secret.resize(expanded().size());
        secret.approved = check(qila_agree(get(), peer.get(), secret.data(), secret.size()));
        return secret;
    }

private:
    using handle::handle;
};

// What a party brings into the tags of a key confirmation.
struct contribution {
    view id, ephemeral;
};

// A key for the tags of one exchange between the initiator u and the responder v.
class confirmation_key : public handle<qila_confirmation_key, qila_confirmation_key_free> {
public:
    static confirmation_key hmac(qila_hash_algorithm algorithm, view key) {
        return {qila_confirmation_key_new_hmac, algorithm, key};
    }
    static confirmation_key cmac(view key) { return {qila_confirmation_key_new_cmac, key}; }
    static confirmation_key kmac(qila_xof_algorithm algorithm, view key) {
        return {qila_confirmation_key_new_kmac, algorithm, key};
    }
    output provide(qila_confirmation_direction direction, qila_party provider, const contribution &u,
                   const contribution &v, std::size_t len, view text = {}) const {
        return detail::filled(len, qila_confirmation_provide, get(), direction, provider, u.id, u.ephemeral, v.id,
                              v.ephemeral, text);
    }
    bool verify(qila_confirmation_direction direction, qila_party provider, const contribution &u,
                const contribution &v, view tag, view text = {}) const {
        return detail::call(qila_confirmation_verify, get(), direction, provider, u.id, u.ephemeral, v.id, v.ephemeral,
                            text, tag);
    }

private:
    using handle::handle;
};

} // namespace qila

#endif // QILA_AGREEMENT_HPP
