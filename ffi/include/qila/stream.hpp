// Files and streams. What does not open throws qila::error with QILA_ERROR_TAG_MISMATCH.
#ifndef QILA_STREAM_HPP
#define QILA_STREAM_HPP

#include "base.hpp"
#include "random.hpp"

#include <istream>
#include <ostream>

namespace qila {

class stream_key : public handle<qila_stream_key, qila_stream_key_free> {
public:
    explicit stream_key(const wrapped &from) : handle(qila_stream_key_unwrap, from.kek, from.mode, from.data) {}
    output wrap_under(const qila_key_wrap_key *kek, qila_key_wrap_mode mode = QILA_KW) const {
        return detail::told(qila_stream_key_wrap, get(), kek, mode);
    }
    explicit stream_key(view key) : handle(qila_stream_key_new, key) {}
    explicit stream_key(rng &source) : handle(qila_stream_key_generate, source.get()) {}
};

using stream_header = std::array<std::uint8_t, QILA_STREAM_HEADER_SIZE>;

class stream_sealer : public handle<qila_stream_sealer, qila_stream_sealer_free> {
public:
    // The header, which stands before the parts, goes to `header`.
    stream_sealer(const stream_key &key, std::size_t part_size, view context, rng &source, stream_header &header)
        : handle(qila_stream_sealer_new, key.get(), part_size, context, source.get(), buffer(header)) {}
    // The tag of a part.
    output seal_part(buffer data) { return detail::filled(QILA_STREAM_TAG_SIZE, qila_stream_seal_part, get(), data); }
    output seal_last(buffer data) { return detail::filled(QILA_STREAM_TAG_SIZE, qila_stream_seal_last, get(), data); }
};

class stream_opener : public handle<qila_stream_opener, qila_stream_opener_free> {
public:
    stream_opener(const stream_key &key, view header, view context)
        : handle(qila_stream_opener_new, key.get(), header, context) {}
    std::size_t part_size() const {
        std::uint64_t size = 0;
        check(qila_stream_opener_part_size(get(), &size));
        return static_cast<std::size_t>(size);
    }
    bool open_part(buffer data, view tag) { return detail::call(qila_stream_open_part, get(), data, tag); }
    bool open_last(buffer data, view tag) { return detail::call(qila_stream_open_last, get(), data, tag); }
};

namespace detail {

// Fills `part` from `from` as far as there is something.
inline std::size_t read(std::istream &from, std::uint8_t *part, std::size_t len) {
    from.read(reinterpret_cast<char *>(part), static_cast<std::streamsize>(len));
    return static_cast<std::size_t>(from.gcount());
}
inline void write(std::ostream &to, view data) {
    to.write(reinterpret_cast<const char *>(data.data), static_cast<std::streamsize>(data.size));
}

} // namespace detail

// Seals all that `from` gives, and says whether that was approved. Whether reading and writing went well, the streams
// themselves say.
inline bool seal_stream(const stream_key &key, view context, rng &source, std::istream &from, std::ostream &to,
                        std::size_t part_size = 65536) {
    stream_header header;
    stream_sealer sealer(key, part_size, context, source, header);
    detail::write(to, header);
    output part(part_size), tag;
    for (bool is_last = false; !is_last;) {
        const std::size_t len = detail::read(from, part.data(), part.size());
        is_last = len < part_size || from.peek() == std::istream::traits_type::eof();
        const buffer data(part.data(), len);
        tag = is_last ? sealer.seal_last(data) : sealer.seal_part(data);
        detail::write(to, {part.data(), len});
        detail::write(to, tag);
    }
    return tag.approved;
}

// Opens what seal_stream() made, and says whether that was approved. Of a part nothing is written before its tag was
// found right; what was written of a stream that then throws is a true beginning, and no more.
inline bool open_stream(const stream_key &key, view context, std::istream &from, std::ostream &to) {
    stream_header header;
    const std::size_t len = detail::read(from, header.data(), header.size());
    stream_opener opener(key, {header.data(), len}, context);
    output part(opener.part_size() + QILA_STREAM_TAG_SIZE);
    for (;;) {
        const std::size_t size = detail::read(from, part.data(), part.size());
        const bool is_last = size < part.size() || from.peek() == std::istream::traits_type::eof();
        if (size < QILA_STREAM_TAG_SIZE) fail(error(QILA_ERROR_TAG_MISMATCH));
        const std::size_t end = size - QILA_STREAM_TAG_SIZE;
        const buffer data(part.data(), end);
        const view tag(part.data() + end, QILA_STREAM_TAG_SIZE);
        const bool approved = is_last ? opener.open_last(data, tag) : opener.open_part(data, tag);
        detail::write(to, {part.data(), end});
        if (is_last) return approved;
    }
}

} // namespace qila

#endif // QILA_STREAM_HPP
