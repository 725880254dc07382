// What every class of the C++ interface rests on: errors, bytes, handles, and how a C function is called.
#ifndef QILA_BASE_HPP
#define QILA_BASE_HPP

#include "../qila.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace qila {

// A call was not done; status() says why, and what() also why the policy refuses it.
class error : public std::runtime_error {
public:
    explicit error(qila_status status) : std::runtime_error(words(status)), status_(status) {}
    qila_status status() const noexcept { return status_; }

private:
    static std::string words(qila_status status) {
        std::string text = qila_strerror(status);
        return status == QILA_ERROR_REFUSED ? text + ": " + qila_reason() : text;
    }

    qila_status status_;
};

// Throws. Without exceptions (-fno-exceptions) the function of QILA_ON_ERROR is called, if the program defines that
// name before it includes the header; it must not return. Without one, the error is printed and the program ends.
[[noreturn]] inline void fail(const error &what) {
#if defined(__cpp_exceptions)
    throw what;
#else
#if defined(QILA_ON_ERROR)
    QILA_ON_ERROR(what);
#else
    std::fprintf(stderr, "qila: %s\n", what.what());
#endif
    std::abort();
#endif
}

// Fails if the call was not done; otherwise says whether it was approved.
inline bool check(qila_status status) {
    if (status < 0) fail(error(status));
    return status == QILA_OK;
}

using bytes = std::vector<std::uint8_t>;

// An IV of CBC, CFB or OFB, a counter block, a tweak of XTS.
using block = std::array<std::uint8_t, QILA_AES_BLOCK_SIZE>;

// Bytes that the module made. They wipe themselves; a copy into other bytes does not.
struct output : bytes {
    using bytes::bytes;
    output() = default;
    output(const output &) = default;
    output(output &&) = default;
    output &operator=(const output &) = default;
    output &operator=(output &&) = default;
    ~output() { qila_wipe(data(), size()); }
    bool approved = false;
};

// What a message needs besides itself or its ciphertext to be verified or opened, where the module has made the IV.
struct sealed {
    std::array<std::uint8_t, QILA_GCM_IV_SIZE> iv{};
    bytes tag{};
    bool approved = false;
};

// Bytes that somebody else owns.
struct view {
    const std::uint8_t *data = nullptr;
    std::size_t size = 0;

    view() = default;
    view(const std::uint8_t *start, std::size_t len) : data(start), size(len) {}
    view(std::string_view text) : data(reinterpret_cast<const std::uint8_t *>(text.data())), size(text.size()) {}
    view(const std::string &text) : view(std::string_view(text)) {}
    view(const char *text) : view(std::string_view(text)) {}
    view(const bytes &all) : data(all.data()), size(all.size()) {}
    template <std::size_t N> view(const std::array<std::uint8_t, N> &all) : data(all.data()), size(N) {}
};

// Bytes that somebody else owns and that are changed in place.
struct buffer {
    std::uint8_t *data = nullptr;
    std::size_t size = 0;

    buffer(std::uint8_t *start, std::size_t len) : data(start), size(len) {}
    buffer(bytes &all) : data(all.data()), size(all.size()) {}
    template <std::size_t N> buffer(std::array<std::uint8_t, N> &all) : data(all.data()), size(N) {}
};

namespace detail {

// The arguments of C that an argument of C++ stands for: bytes are a pointer and a length.
inline auto flat(view argument) { return std::make_tuple(argument.data, argument.size); }
inline auto flat(buffer argument) { return std::make_tuple(argument.data, argument.size); }
template <std::size_t N> auto flat(const std::array<std::uint8_t, N> *argument) {
    return std::make_tuple(argument->data());
}
template <typename T> auto flat(T argument) { return std::make_tuple(argument); }

template <typename Function, typename... Arguments> bool call(Function function, Arguments... arguments) {
    return check(std::apply(function, std::tuple_cat(flat(arguments)...)));
}

// The output of a function that fills as many bytes as it is asked for.
template <typename Function, typename... Arguments>
output filled(std::size_t size, Function function, Arguments... arguments) {
    output out(size);
    out.approved = call(function, arguments..., buffer(out));
    return out;
}

// The output of a function that says how long it is.
template <typename Function, typename... Arguments> output told(Function function, Arguments... arguments) {
    std::size_t len = 0;
    call(function, arguments..., static_cast<std::uint8_t *>(nullptr), &len);
    // No bytes would be NULL, which only asks again.
    output out(len > 0 ? len : 1);
    out.approved = call(function, arguments..., out.data(), &len);
    out.resize(len);
    return out;
}

} // namespace detail

// A handle of the C interface. It can be moved; what is left then answers every call with QILA_ERROR_NULL.
template <typename T, void (*Free)(T *)> class handle {
public:
    T *get() const noexcept { return raw_.get(); }

protected:
    // `make` is a function such as qila_rng_new().
    template <typename... Parameters, typename... Arguments>
    handle(qila_status (*make)(Parameters...), Arguments... arguments) {
        T *raw = nullptr;
        detail::call(make, &raw, arguments...);
        raw_.reset(raw);
    }

private:
    struct deleter {
        void operator()(T *raw) const noexcept { Free(raw); }
    };
    std::unique_ptr<T, deleter> raw_;
};

// A key that was wrapped under another one, from which the object is made again. `mode` is QILA_KW or QILA_KWP.
struct wrapped {
    const qila_key_wrap_key *kek = nullptr;
    view data;
    qila_key_wrap_mode mode = QILA_KW;
};

// A message that comes in parts. `Self` is the class that is made of it.
template <typename Self, typename T, void (*Free)(T *), qila_status (*Update)(T *, const std::uint8_t *, std::size_t)>
class message : public handle<T, Free> {
public:
    Self &update(view data) {
        detail::call(Update, this->get(), data);
        return static_cast<Self &>(*this);
    }

protected:
    using handle<T, Free>::handle;
};

} // namespace qila

#endif // QILA_BASE_HPP
