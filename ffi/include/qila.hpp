// The C++17 interface of the Qila cryptographic module: handles that free themselves, and errors as exceptions.
//
// It adds nothing to qila.h but ownership. What a class does, how it may be used by threads and what its arguments mean
// is said there, at the C function of the same name. Every call says whether it was approved: it returns that, or an
// output that holds it. Each file of qila/ can be included alone.
#ifndef QILA_HPP
#define QILA_HPP

#include "qila/admin.hpp"
#include "qila/aead.hpp"
#include "qila/agreement.hpp"
#include "qila/base.hpp"
#include "qila/cipher.hpp"
#include "qila/encryption.hpp"
#include "qila/hash.hpp"
#include "qila/kdf.hpp"
#include "qila/kem.hpp"
#include "qila/key_wrap.hpp"
#include "qila/mac.hpp"
#include "qila/random.hpp"
#include "qila/signature.hpp"
#include "qila/stateful.hpp"
#include "qila/stream.hpp"

#endif // QILA_HPP
