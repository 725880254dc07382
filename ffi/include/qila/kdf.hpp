// Key derivation.
#ifndef QILA_KDF_HPP
#define QILA_KDF_HPP

#include "base.hpp"

namespace qila {

inline output hkdf(qila_hash_algorithm algorithm, view salt, view secret, view info, std::size_t len) {
    return detail::filled(len, qila_hkdf, algorithm, salt, secret, info);
}

class hkdf_key : public handle<qila_hkdf_key, qila_hkdf_key_free> {
public:
    static hkdf_key extract(qila_hash_algorithm algorithm, view salt, view secret) {
        return {qila_hkdf_extract, algorithm, salt, secret};
    }
    static hkdf_key from_prk(qila_hash_algorithm algorithm, view prk) { return {qila_hkdf_from_prk, algorithm, prk}; }
    output expand(view info, std::size_t len) const { return detail::filled(len, qila_hkdf_expand, get(), info); }

private:
    using handle::handle;
};

class kbkdf_key : public handle<qila_kbkdf_key, qila_kbkdf_key_free> {
public:
    static kbkdf_key hmac(qila_hash_algorithm algorithm, view secret) {
        return {qila_kbkdf_key_new_hmac, algorithm, secret};
    }
    static kbkdf_key cmac(view secret) { return {qila_kbkdf_key_new_cmac, secret}; }
    static kbkdf_key extract_hmac(qila_hash_algorithm algorithm, view salt, view secret) {
        return {qila_kbkdf_key_extract_hmac, algorithm, salt, secret};
    }
    static kbkdf_key extract_cmac(view salt, view secret) { return {qila_kbkdf_key_extract_cmac, salt, secret}; }
    output derive(view label, view context, std::size_t len) const {
        return detail::filled(len, qila_kbkdf_derive, get(), label, context);
    }
    output counter(qila_kbkdf_location location, unsigned counter_bits, view fixed, std::size_t len) const {
        return detail::filled(len, qila_kbkdf_counter, get(), location, counter_bits, fixed);
    }
    output feedback(qila_kbkdf_location location, unsigned counter_bits, view iv, view fixed, std::size_t len) const {
        return detail::filled(len, qila_kbkdf_feedback, get(), location, counter_bits, iv, fixed);
    }
    output double_pipeline(qila_kbkdf_location location, unsigned counter_bits, view fixed, std::size_t len) const {
        return detail::filled(len, qila_kbkdf_double_pipeline, get(), location, counter_bits, fixed);
    }

private:
    using handle::handle;
};

inline output kmac_kdf(qila_xof_algorithm algorithm, view key, view label, view context, std::size_t len) {
    return detail::filled(len, qila_kmac_kdf, algorithm, key, label, context);
}

inline output one_step_hash(qila_hash_algorithm algorithm, bool counted, view secret, view info, std::size_t len) {
    return detail::filled(len, qila_one_step_hash, algorithm, counted, secret, info);
}

inline output one_step_hmac(qila_hash_algorithm algorithm, bool counted, view salt, view secret, view info,
                            std::size_t len) {
    return detail::filled(len, qila_one_step_hmac, algorithm, counted, salt, secret, info);
}

inline output one_step_kmac(qila_xof_algorithm algorithm, bool counted, view salt, view secret, view info,
                            std::size_t len) {
    return detail::filled(len, qila_one_step_kmac, algorithm, counted, salt, secret, info);
}

inline output x963_kdf(qila_hash_algorithm algorithm, view secret, view shared_info, std::size_t len) {
    return detail::filled(len, qila_x963_kdf, algorithm, secret, shared_info);
}

inline output x942_kdf(qila_hash_algorithm algorithm, view secret, view other_info, std::size_t len) {
    return detail::filled(len, qila_x942_kdf, algorithm, secret, other_info);
}

// Other information in DER; what is empty is left out.
struct x942_other_info {
    view oid, party_u, party_v, supp_pub, supp_priv;
};

inline output x942_kdf_der(qila_hash_algorithm algorithm, view secret, const x942_other_info &info, std::size_t len) {
    return detail::filled(len, qila_x942_kdf_der, algorithm, secret, info.oid, info.party_u, info.party_v,
                          info.supp_pub, info.supp_priv);
}

inline output pbkdf2(qila_hash_algorithm algorithm, std::uint32_t iterations, view password, view salt,
                     std::size_t len) {
    return detail::filled(len, qila_pbkdf2, algorithm, iterations, password, salt);
}

inline output snmp_kdf(view password, view engine_id) {
    return detail::filled(QILA_SNMP_KEY_SIZE, qila_snmp_kdf, password, engine_id);
}

inline output tls12_extended_master_secret(qila_hash_algorithm algorithm, view premaster, view session_hash) {
    return detail::filled(QILA_TLS12_MASTER_SECRET_SIZE, qila_tls12_extended_master_secret, algorithm, premaster,
                          session_hash);
}

inline output tls12_master_secret(qila_hash_algorithm algorithm, view premaster, view client_random,
                                  view server_random) {
    return detail::filled(QILA_TLS12_MASTER_SECRET_SIZE, qila_tls12_master_secret, algorithm, premaster, client_random,
                          server_random);
}

inline output tls12_key_block(qila_hash_algorithm algorithm, view master, view client_random, view server_random,
                              std::size_t len) {
    return detail::filled(len, qila_tls12_key_block, algorithm, master, client_random, server_random);
}

inline output tls12_prf(qila_hash_algorithm algorithm, view secret, view label, view seed, std::size_t len) {
    return detail::filled(len, qila_tls12_prf, algorithm, secret, label, seed);
}

class tls13_secret : public handle<qila_tls13_secret, qila_tls13_secret_free> {
public:
    tls13_secret(qila_hash_algorithm algorithm, view secret) : handle(qila_tls13_secret_new, algorithm, secret) {}
    static tls13_secret early(qila_hash_algorithm algorithm, view psk = {}) {
        return {qila_tls13_early_secret, algorithm, psk};
    }
    tls13_secret next(view shared_secret) const { return {qila_tls13_next_secret, get(), shared_secret}; }
    output expand_label(view label, view context, std::size_t len) const {
        return detail::filled(len, qila_tls13_expand_label, get(), label, context);
    }

private:
    using handle::handle;
};

inline output ssh_kdf(qila_hash_algorithm algorithm, char letter, view shared_secret, view exchange_hash,
                      view session_id, std::size_t len) {
    return detail::filled(len, qila_ssh_kdf, algorithm, static_cast<std::uint8_t>(letter), shared_secret, exchange_hash,
                          session_id);
}

inline output srtp_kdf(std::uint8_t label, std::uint64_t index, std::uint32_t rate, view master_key, view master_salt,
                       std::size_t len) {
    return detail::filled(len, qila_srtp_kdf, label, index, rate, master_key, master_salt);
}

// With the index of SRTCP in 32 bits; see qila_srtcp_kdf_short_index().
inline output srtcp_kdf_short_index(std::uint8_t label, std::uint32_t index, std::uint32_t rate, view master_key,
                                    view master_salt, std::size_t len) {
    return detail::filled(len, qila_srtcp_kdf_short_index, label, index, rate, master_key, master_salt);
}

// A cookie of IKE version 1, an SPI of version 2.
using ike_spi = std::array<std::uint8_t, 8>;

// SKEYID, SKEYID_d, SKEYID_a and SKEYID_e, one after the other.
inline output ikev1_kdf(qila_hash_algorithm algorithm, qila_ikev1_authentication authentication,
                        const ike_spi &initiator_cookie, const ike_spi &responder_cookie, view initiator_nonce,
                        view responder_nonce, view shared_secret, view preshared_key = {}) {
    return detail::filled(4 * qila_hash_size(algorithm), qila_ikev1_kdf, algorithm, authentication, &initiator_cookie,
                          &responder_cookie, initiator_nonce, responder_nonce, shared_secret, preshared_key);
}

class ikev2_secret : public handle<qila_ikev2_secret, qila_ikev2_secret_free> {
public:
    // Takes SK_d.
    ikev2_secret(qila_hash_algorithm algorithm, view sk_d) : handle(qila_ikev2_secret_new, algorithm, sk_d) {}
    static ikev2_secret skeyseed(qila_hash_algorithm algorithm, view initiator_nonce, view responder_nonce,
                                 view shared_secret) {
        return {qila_ikev2_skeyseed, algorithm, initiator_nonce, responder_nonce, shared_secret};
    }
    ikev2_secret rekey(view initiator_nonce, view responder_nonce, view shared_secret) const {
        return {qila_ikev2_rekey, get(), initiator_nonce, responder_nonce, shared_secret};
    }
    output derive(const ike_spi &initiator_spi, const ike_spi &responder_spi, view initiator_nonce,
                  view responder_nonce, std::size_t len) const {
        return detail::filled(len, qila_ikev2_derive, get(), &initiator_spi, &responder_spi, initiator_nonce,
                              responder_nonce);
    }
    output derive_child(view initiator_nonce, view responder_nonce, std::size_t len, view shared_secret = {}) const {
        return detail::filled(len, qila_ikev2_derive_child, get(), shared_secret, initiator_nonce, responder_nonce);
    }

private:
    using handle::handle;
};

} // namespace qila

#endif // QILA_KDF_HPP
