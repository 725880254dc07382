// The classes of C++ in a program without exceptions and run-time types: what fails goes to the program's function.
#include <cstdio>
#include <cstdlib>

namespace qila {
class error;
}
static void failed(const qila::error &what);
#define QILA_ON_ERROR failed
#include <qila.hpp>

static void failed(const qila::error &what) {
    std::printf("failed as it should: %d\n", static_cast<int>(what.status()));
    std::exit(what.status() == QILA_ERROR_KEY_LENGTH ? 0 : 1);
}

int main() {
    const qila::bytes key(32, 7);
    const auto tag = qila::hmac(QILA_SHA256, key, "data");
    if (tag.size() != 32) return 1;
    qila::gcm_key too_short(qila::bytes(7));
    std::puts("a key of 7 bytes was taken");
    return 1;
}
