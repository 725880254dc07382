// The module as a whole: status, self-tests, policy, restart, zeroization. They answer in the error state, too.
#ifndef QILA_ADMIN_HPP
#define QILA_ADMIN_HPP

#include "base.hpp"

namespace qila {

// Why the last call of this thread that was not approved, or was refused, was not approved.
inline std::string reason() { return qila_reason(); }

inline bool power_on() { return check(qila_power_on()); }
inline bool self_test() { return check(qila_self_test()); }
inline bool self_test(const std::string &name) { return check(qila_self_test_one(name.c_str())); }
inline bool restart() { return check(qila_restart()); }
inline bool after_restore() { return check(qila_after_restore()); }
inline bool zeroize() { return check(qila_zeroize()); }

// QILA_POLICY_REPORT or QILA_POLICY_APPROVED_ONLY.
inline bool set_policy(std::uint32_t policy) { return check(qila_set_policy(policy)); }
inline bool set_profile(const std::string &name) { return check(qila_set_profile(name.c_str())); }

// One of QILA_STATE_POWER_OFF to QILA_STATE_ERROR.
inline std::uint32_t state() { return qila_state(); }
inline bool is_sealed() { return qila_is_sealed() != 0; }
inline std::string version() { return qila_version(); }
inline std::string certificate() { return qila_certificate(); }
/// What failed first and led to the error state; empty where nothing failed.
inline std::string failure() { return qila_failure(); }

inline std::string status_text() {
    const output text = detail::told(qila_status_text);
    return std::string(text.begin(), text.end());
}

// Has `callback` told what happens, with `context`; nullptr: nobody. It must not throw.
inline bool set_callback(qila_callback callback, void *context = nullptr) {
    return check(qila_set_callback(callback, context));
}

// An entry of the log of self-tests.
struct log_entry {
    std::string name;
    bool passed = false;
    std::uint32_t microseconds = 0;
};

// The log, oldest first.
inline std::vector<log_entry> self_test_log() {
    std::vector<log_entry> log;
    qila_log_entry entry;
    while (qila_self_test_log(log.size(), &entry) >= 0)
        log.push_back({entry.name, entry.passed != 0, entry.microseconds});
    return log;
}

} // namespace qila

#endif // QILA_ADMIN_HPP
