// The classes of qila.hpp: a known answer or a round trip with each, and a mistake that is thrown.
#include <qila.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <utility>

#define CHECK(condition) \
    if (!(condition)) { std::fprintf(stderr, "line %d: %s does not hold\n", __LINE__, #condition); std::exit(1); }

namespace {

using qila::bytes;
using qila::output;

bytes hex(std::string_view digits) {
    bytes out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out.push_back(static_cast<std::uint8_t>(std::stoul(std::string(digits.substr(i, 2)), nullptr, 16)));
    return out;
}

// Bytes that count up from `first`.
bytes count(std::uint8_t first, std::size_t len) {
    bytes out(len);
    for (std::uint8_t &byte : out) byte = first++;
    return out;
}

template <std::size_t N> std::array<std::uint8_t, N> array(const bytes &from) {
    std::array<std::uint8_t, N> out{};
    for (std::size_t i = 0; i < N; i++) out[i] = from[i];
    return out;
}

// Whether a call is refused with that status.
template <typename Call> bool refused(qila_status expected, Call call) {
    try {
        call();
        return false;
    } catch (const qila::error &error) {
        return error.status() == expected && std::string_view(error.what()).rfind(qila_strerror(expected), 0) == 0;
    }
}

const bool sealed_image = qila_is_sealed() == 1;

// The examples of the NIST site, and those for SP 800-185.
void hashes() {
    const bytes abc = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    output value = qila::hash(QILA_SHA256, "abc");
    CHECK(value == abc && value.approved == sealed_image);
    qila::hasher hasher(QILA_SHA256);
    hasher.update("ab");
    qila::hasher copy = hasher.copy(), moved = std::move(hasher);
    CHECK(moved.update("c").final() == abc && copy.update("c").final() == abc);
    CHECK(moved.update("abc").final_bits(0, 0) == abc);
    CHECK(refused(QILA_ERROR_NULL, [&] { hasher.update("ab"); }));
    CHECK(refused(QILA_ERROR_PARAMETER, [] { qila::hasher unknown(99); }));
    CHECK(refused(QILA_ERROR_PARAMETER, [] { qila::hash(99, "abc"); }));
    output values = qila::hash_batch(QILA_SHA256, "abcabc", 2);
    CHECK(bytes(values.begin(), values.begin() + 32) == abc && bytes(values.begin() + 32, values.end()) == abc);
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [] { qila::hash_batch(QILA_SHA256, "abcabc", 4); }));
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [] { qila::hash_batch(QILA_SHA256, "abcabc", 0); }));

    CHECK(qila::shake(QILA_SHAKE128, "", 8) == hex("7f9c2ba4e88f827d"));
    qila::xof xof(QILA_SHAKE128, "Email Signature");
    qila::xof other = xof.update(count(0, 3)).copy();
    CHECK(xof.update(count(3, 1)).read(4) == hex("c1c36925") && xof.read(4) == hex("b6409a04"));
    CHECK(other.update(count(3, 1)).read(4) == hex("c1c36925"));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { xof.update("late"); }));

    qila::tuple_hash list(QILA_SHAKE128, "My Tuple App");
    const bytes listed = hex("75cdb20ff4db1154e841d758e24160c54bae86eb8c13e7f5f40eb35588e96dfb");
    CHECK(list.add(count(0, 3)).add(count(0x10, 6)).final(32) == listed);
    CHECK(list.add(count(0, 3)).add(count(0x10, 6)).xof().read(4) == hex("3fc8ad69"));
    CHECK(refused(QILA_ERROR_PARAMETER, [] { qila::tuple_hash unknown(7); }));

    bytes blocks = count(0, 8);
    for (std::uint8_t first : {0x10, 0x20})
        for (std::uint8_t byte : count(first, 8)) blocks.push_back(byte);
    qila::parallel_hash parallel(QILA_SHAKE128, 8);
    CHECK(parallel.update(blocks).final(8) == qila::parallel_hash(QILA_SHAKE128, 8).update(blocks).final(8));
    CHECK(parallel.update(blocks).final(32) == hex("ba8dc1d1d979331d3f813603c67f72609ab5e44b94a0b8f9af46514454a2b4f5"));
    CHECK(parallel.update(blocks).xof().read(4) == hex("fe47d661"));
    CHECK(refused(QILA_ERROR_PARAMETER, [] { qila::parallel_hash none(QILA_SHAKE128, 0); }));

    CHECK(qila::ascon_hash256(count(0, 10)) == hex("894f5c5bc78a0a97abc0d63123d09a335fb0d92430adf9d11fd2643854179968"));
    qila::ascon_xof ascon;
    CHECK(ascon.update(count(0, 7)).read(8) == hex("7ae562db37212a9a"));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { ascon.update("late"); }));
    CHECK(qila::ascon_xof(count(0x10, 3)).read(8) == hex("6a53a6dbf1bec15a"));
}

// RFC 4231 section 4.3, SP 800-38B appendix D.1, and the examples for SP 800-185.
void macs(qila::rng &rng) {
    const std::string_view data = "what do ya want for nothing?";
    qila::hmac_key hmac(QILA_SHA256, "Jefe");
    output tag = hmac.authenticate(data);
    CHECK(tag == hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843") && !tag.approved);
    CHECK(!hmac.verify(data, tag) && refused(QILA_ERROR_TAG_MISMATCH, [&] { hmac.verify("data", tag); }));
    qila::hmac_message parts(hmac);
    CHECK(parts.update(data.substr(0, 9)).update(data.substr(9)).final() == tag);
    parts.update(data).verify(tag);
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { parts.update("data").verify(tag); }));
    qila::hmac_key made(QILA_SHA384, rng);
    CHECK(made.authenticate(data).size() == 48 && made.authenticate(data).approved == sealed_image);

    qila::cmac_key cmac(hex("2b7e151628aed2a6abf7158809cf4f3c"));
    const bytes block = hex("6bc1bee22e409f96e93d7e117393172a");
    CHECK(cmac.authenticate("") == hex("bb1d6929e95937287fa37d129b756746"));
    qila::cmac_message cmac_parts(cmac);
    CHECK(cmac_parts.update(block).final() == hex("070a16b46b4d4144f79bdd9dd04a287c"));
    cmac.verify(block, hex("070a16b46b4d4144"));
    cmac_parts.update(block).verify(cmac.authenticate(block, 4));
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { cmac.verify("", hex("070a16b46b4d4144")); }));
    CHECK(refused(QILA_ERROR_TAG_LENGTH, [&] { cmac.authenticate(block, 17); }));
    qila::cmac_key(192, rng).authenticate(block);

    qila::kmac_key kmac(QILA_SHAKE128, count(0x40, 32), "My Tagged Application");
    tag = kmac.authenticate(count(0, 4), 32);
    CHECK(tag == hex("3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5"));
    qila::kmac_message kmac_parts(kmac);
    CHECK(kmac_parts.update(count(0, 3)).update(count(3, 1)).final(32) == tag);
    kmac_parts.update(count(0, 4)).verify(tag);
    CHECK(kmac_parts.update(count(0, 4)).xof().read(4) == hex("31a44527"));
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { kmac.verify(count(0, 3), tag); }));
    CHECK(refused(QILA_ERROR_TAG_LENGTH, [&] { kmac.authenticate("", 3); }));
    qila::kmac_key(QILA_SHAKE256, rng).authenticate("", 32);

    qila::gmac_key gmac(count(0, 16), 12);
    qila::sealed sealed = gmac.authenticate(data, rng);
    CHECK(sealed.tag.size() == 12 && sealed.approved == sealed_image);
    gmac.verify(sealed.iv, data, sealed.tag);
    tag = gmac.authenticate_caller_iv(sealed.iv, data);
    CHECK(tag == sealed.tag && !tag.approved);
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { gmac.verify(sealed.iv, "data", sealed.tag); }));
    CHECK(qila::gmac_key(256, rng).authenticate(data, rng).tag.size() == 16);
}

// SP 800-38A appendix F with its first 32 bytes of plaintext.
void ciphers() {
    const qila::aes_key key(hex("2b7e151628aed2a6abf7158809cf4f3c"));
    const bytes plaintext = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
    const bytes in_cbc = hex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
    const bytes in_cfb = hex("3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b");
    const bytes in_ofb = hex("3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825");
    const bytes in_ctr = hex("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff");
    const qila::block iv = array<16>(count(0, 16)), counter = array<16>(count(0xf0, 16));
    bytes data = plaintext;
    CHECK(key.ecb_encrypt(data) == sealed_image);
    CHECK(data == hex("3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"));
    key.ecb_decrypt(data);
    key.cbc_encrypt(iv, data);
    CHECK(data == in_cbc);
    key.cbc_decrypt(iv, data);
    output padded = key.cbc_encrypt_padded(iv, data);
    CHECK(padded.size() == 48 && bytes(padded.begin(), padded.begin() + 32) == in_cbc);
    CHECK(key.cbc_decrypt_padded(iv, padded) == plaintext);
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [&] { key.cbc_decrypt_padded(iv, ""); }));
    CHECK(refused(QILA_ERROR_PADDING, [&] { key.cbc_decrypt_padded(iv, in_cbc); }));
    key.cfb_encrypt(128, iv, data);
    CHECK(data == in_cfb);
    key.cfb_decrypt(128, iv, data);
    key.ofb(iv, data);
    CHECK(data == in_ofb);
    key.ofb(iv, data);
    key.ctr(counter, data);
    CHECK(data == in_ctr);
    key.ctr(counter, data);
    CHECK(data == plaintext && refused(QILA_ERROR_INPUT_LENGTH, [&] { key.ecb_encrypt({data.data(), 15}); }));

    qila::cbc_encryptor cbc_forth(key, iv);
    cbc_forth.update({data.data(), 16});
    CHECK(cbc_forth.final_padded({data.data() + 16, 16}) == bytes(padded.begin() + 16, padded.end()));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { cbc_forth.update(data); }));
    qila::cbc_decryptor cbc_back(key, iv);
    cbc_back.update({data.data(), 16});
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [&] { cbc_back.final_padded({padded.data() + 16, 31}); }));
    CHECK(cbc_back.final_padded({padded.data() + 16, 32}) == bytes(plaintext.begin() + 16, plaintext.end()));
    CHECK(data == plaintext);
    qila::cfb cfb = qila::cfb::encryptor(key, 128, iv);
    cfb.apply({data.data(), 16});
    cfb.final({data.data() + 16, 5});
    CHECK(std::equal(data.begin(), data.begin() + 21, in_cfb.begin()));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { cfb.apply(data); }));
    qila::cfb::decryptor(key, 128, iv).final({data.data(), 21});
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::cfb::decryptor(key, 64, iv); }));
    qila::ctr ctr(key, counter);
    ctr.apply({data.data(), 5});
    ctr.apply({data.data() + 5, 27});
    CHECK(data == in_ctr);
    qila::ctr(key, counter).apply(data);
    qila::ofb ofb(key, iv);
    ofb.apply({data.data(), 7});
    ofb.apply({data.data() + 7, 25});
    CHECK(data == in_ofb);
    qila::ofb(key, iv).apply(data);
    qila::ofb moved = std::move(ofb);
    CHECK(data == plaintext && refused(QILA_ERROR_NULL, [&] { ofb.apply(data); }));
}

// RFC 3962, SP 800-38G, IEEE 1619 appendix B.
void stealing_formats_and_storage(qila::rng &rng) {
    const qila::aes_key key(hex("2b7e151628aed2a6abf7158809cf4f3c")), teriyaki("chicken teriyaki");
    const qila::block zero{};
    bytes order(31);
    std::copy_n("I would like the General Gau's ", 31, order.begin());
    const bytes ordered = order;
    teriyaki.cbc_cs_encrypt(3, zero, order);
    CHECK(order == hex("fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5"));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { teriyaki.cbc_cs_decrypt(4, zero, order); }));
    teriyaki.cbc_cs_decrypt(3, zero, order);
    CHECK(order == ordered);
    std::vector<std::uint16_t> digits{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, encrypted{2, 4, 3, 3, 4, 7, 7, 4, 8, 4};
    key.ff1_encrypt(10, "", digits);
    CHECK(digits == encrypted && refused(QILA_ERROR_PARAMETER, [&] { key.ff1_encrypt(8, "", digits); }));
    key.ff1_decrypt(10, "", digits);
    CHECK(digits[0] == 0 && digits[9] == 9);
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::aes_key(127, rng); }));

    qila::xts_key storage(hex("1111111111111111111111111111111122222222222222222222222222222222"));
    bytes unit(32, 0x44), kept = unit;
    storage.encrypt({0x33, 0x33, 0x33, 0x33, 0x33}, unit);
    CHECK(unit == hex("c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0"));
    storage.decrypt_units(0x3333333333, 32, unit);
    CHECK(unit == kept);
    storage.encrypt_units(0x3333333333, 16, unit);
    storage.decrypt({0x33, 0x33, 0x33, 0x33, 0x33}, {unit.data(), 16});
    CHECK(std::equal(unit.begin(), unit.begin() + 16, kept.begin()) && unit != kept);
    CHECK(refused(QILA_ERROR_PARAMETER, [] { qila::xts_key equal_halves(bytes(32, 1)); }));
    CHECK(qila::xts_key(256, rng).encrypt(zero, unit) == sealed_image);
}

// Seals and opens, and opens no other.
template <typename Key> void round_trip(const Key &key, std::size_t nonce_len, std::size_t tag_len) {
    const bytes nonce = count(0, nonce_len), plaintext = count(1, 40);
    bytes data = plaintext;
    output tag = key.seal(nonce, "aad", data);
    CHECK(tag.size() == tag_len && data != plaintext);
    CHECK(key.open(nonce, "aad", data, tag) == tag.approved && data == plaintext);
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { key.open(nonce, "other", data, tag); }) && data == bytes(40));
    CHECK(refused(QILA_ERROR_IV_LENGTH, [&] { key.seal(count(0, 20), "aad", data); }));
}

// The specification of GCM, SP 800-38C appendix C.1, the Ascon team, RFC 8452 appendix C.1.
void authenticated_encryption(qila::rng &rng) {
    const bytes zeros(16), nonce(12);
    bytes data = zeros;
    qila::gcm_key test_case(zeros);
    output tag = test_case.seal_caller_iv(nonce, "", data);
    CHECK(data == hex("0388dace60b6a392f328c2b971b2fe78") && tag == hex("ab6e47d42cec13bdf53a67b21257bddf"));
    CHECK(!tag.approved);

    qila::gcm_key gcm(256, rng);
    data = zeros;
    qila::sealed sealed = gcm.seal("aad", data, rng);
    CHECK(data != zeros && sealed.approved == sealed_image);
    gcm.open(sealed.iv, "aad", data, sealed.tag);
    CHECK(data == zeros);
    CHECK(qila::gcm_key(zeros, 12).seal("", data, rng).tag.size() == 12);
    CHECK(refused(QILA_ERROR_TAG_LENGTH, [&] { qila::gcm_key(zeros, 11); }));

    const std::array<std::uint8_t, 12> static_iv{1, 2, 3};
    qila::gcm_sealer sealers[] = {
        qila::gcm_sealer::counter(zeros, "host"), qila::gcm_sealer::tls12(zeros, {1, 2, 3, 4}),
        qila::gcm_sealer::tls13(zeros, static_iv), qila::gcm_sealer::ssh(zeros, static_iv)};
    for (qila::gcm_sealer &sealer : sealers) {
        data = zeros;
        CHECK(sealer.next_number() == 0);
        sealer.skip_to(3);
        sealed = sealer.seal("aad", data);
        CHECK(sealed.iv[11] == 3 && sealer.next_number() == 4 && sealed.approved == sealed_image);
        test_case.open(sealed.iv, "aad", data, sealed.tag);
        sealed.tag[0] ^= 1;
        data = count(1, 16);
        CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { test_case.open(sealed.iv, "aad", data, sealed.tag); }));
        CHECK(data == zeros && refused(QILA_ERROR_PARAMETER, [&] { sealer.skip_to(3); }));
    }

    data = count(0x20, 4);
    CHECK(qila::ccm_key(count(0x40, 16), 4).seal(count(0x10, 7), count(0, 8), data) == hex("4dac255d"));
    CHECK(data == hex("7162015b"));
    bytes none;
    CHECK(qila::ascon_aead128_key(count(0, 16)).seal(count(0x10, 16), "0", none)
          == hex("cccb674fe18a09a285d6ab11b35675c0"));
    bytes siv_key(16), siv_nonce(12);
    siv_key[0] = 1, siv_nonce[0] = 3, data = hex("0100000000000000");
    CHECK(qila::gcm_siv_key(siv_key).seal(siv_nonce, "", data) == hex("578782fff6013b815b287c22493a364c"));
    CHECK(data == hex("b5d839330ac7b786"));
    round_trip(qila::ccm_key(192, rng), 12, 16);
    round_trip(qila::ccm_key(zeros, 8), 12, 8);
    round_trip(qila::ascon_aead128_key(rng), 16, 16);
    round_trip(qila::ascon_aead128_key(count(0, 32), 5), 16, 5);
    round_trip(qila::gcm_siv_key(256, rng), 12, 16);
    round_trip(qila::chacha20_poly1305_key(rng), 12, 16);
    round_trip(qila::chacha20_poly1305_key(count(0, 32)), 12, 16);
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::gcm_siv_key(192, rng); }));
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::chacha20_poly1305_key(bytes(31)); }));
}

// RFC 3394 section 4.1, RFC 5649 section 6.
#include "classes/keys.cpp"
#include "classes/streams.cpp"

void wrapping(qila::rng &rng) {
    const bytes plaintext = hex("00112233445566778899aabbccddeeff");
    qila::key_wrap_key key(count(0, 16));
    output wrapped = key.wrap(plaintext);
    CHECK(wrapped == hex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5") && key.unwrap(wrapped) == plaintext);
    wrapped[3] ^= 1;
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { key.unwrap(wrapped); }));
    CHECK(refused(QILA_ERROR_INPUT_LENGTH, [&] { key.unwrap(""); }));
    const bytes key_192 = hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8"), seven = hex("466f7250617369");
    wrapped = qila::key_wrap_key(key_192).wrap_padded(seven);
    CHECK(wrapped == hex("afbeb0f07dfbf5419200f2ccb50bb24f"));
    CHECK(qila::key_wrap_key(key_192).unwrap_padded(wrapped) == seven);
    qila::key_wrap_key inverse = qila::key_wrap_key::inverse(key_192);
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { inverse.unwrap_padded(wrapped); }));
    CHECK(inverse.unwrap(inverse.wrap(plaintext)) == plaintext);
    CHECK(refused(QILA_ERROR_TAG_MISMATCH, [&] { qila::key_wrap_key(256, rng).unwrap(inverse.wrap(plaintext)); }));
}

#include "classes_curves.hpp"
#include "classes_lattices.hpp"

// RFC 5869 appendix A.1, and values that must be the same.
void derivations() {
    const bytes secret(22, 0x0b), salt = count(0, 13), info = count(0xf0, 10), key = count(1, 32);
    const bytes okm = hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    CHECK(qila::hkdf(QILA_SHA256, salt, secret, info, 42) == okm);
    CHECK(qila::hkdf_key::extract(QILA_SHA256, salt, secret).expand(info, 42) == okm);
    const bytes prk = hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    CHECK(qila::hkdf_key::from_prk(QILA_SHA256, prk).expand(info, 42) == okm);
    CHECK(refused(QILA_ERROR_OUTPUT_TOO_LONG, [&] { qila::hkdf(QILA_SHA256, salt, secret, info, 255 * 32 + 1); }));

    const std::string_view fixed("label\0context\0\0\1\0", 17);
    qila::kbkdf_key hmac = qila::kbkdf_key::hmac(QILA_SHA256, key);
    CHECK(hmac.derive("label", "context", 32) == hmac.counter(QILA_KBKDF_BEFORE_FIXED, 32, fixed, 32));
    CHECK(hmac.feedback(QILA_KBKDF_NO_COUNTER, 8, "", fixed, 32)
          == qila::hmac_key(QILA_SHA256, key).authenticate(fixed));
    CHECK(hmac.double_pipeline(QILA_KBKDF_AFTER_FIXED, 16, fixed, 40).size() == 40);
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { hmac.counter(QILA_KBKDF_NO_COUNTER, 8, fixed, 1); }));
    const output extracted = qila::hmac_key(QILA_SHA256, salt).authenticate(secret);
    CHECK(qila::kbkdf_key::extract_hmac(QILA_SHA256, salt, secret).derive("a", "b", 9)
          == qila::kbkdf_key::hmac(QILA_SHA256, extracted).derive("a", "b", 9));
    const output by_cmac = qila::cmac_key(count(0, 16)).authenticate(secret);
    CHECK(qila::kbkdf_key::extract_cmac(count(0, 16), secret).derive("a", "b", 9)
          == qila::kbkdf_key::cmac(by_cmac).derive("a", "b", 9));
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::kbkdf_key::extract_cmac("salt", secret); }));
    CHECK(qila::kmac_kdf(QILA_SHAKE128, key, "label", "context", 32)
          == qila::kmac_key(QILA_SHAKE128, key, "label").authenticate("context", 32));

    // Without a counter the one-step derivation is its function.
    CHECK(qila::one_step_hash(QILA_SHA256, false, key, "", 32) == qila::hash(QILA_SHA256, key));
    CHECK(qila::one_step_hmac(QILA_SHA256, false, salt, key, "", 32)
          == qila::hmac_key(QILA_SHA256, salt).authenticate(key));
    CHECK(qila::one_step_kmac(QILA_SHAKE128, false, salt, key, "", 32)
          == qila::kmac_key(QILA_SHAKE128, salt, "KDF").authenticate(key, 32));
    CHECK(qila::one_step_hash(QILA_SHA256, true, key, "", 64).size() == 64);
    CHECK(refused(QILA_ERROR_OUTPUT_TOO_LONG, [&] { qila::one_step_hash(QILA_SHA256, false, key, "", 33); }));
    key_confirmation(key);
    CHECK(qila::x963_kdf(QILA_SHA256, key, info, 40) == qila::x942_kdf(QILA_SHA256, key, info, 40));
    const bytes oid = hex("2a03");
    CHECK(qila::x942_kdf_der(QILA_SHA256, key, {oid, "u", "v", {}, {}}, 32)
          != qila::x942_kdf_der(QILA_SHA256, key, {oid, "v", "u", {}, {}}, 32));
}

// RFC 6070, RFC 3414, RFC 3711, and values that must be the same.
void protocols() {
    const bytes key = count(1, 32);
    CHECK(qila::pbkdf2(QILA_SHA1, 4096, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 25)
          == hex("3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::pbkdf2(QILA_SHA256, 0, key, key, 32); }));
    CHECK(qila::snmp_kdf("maplesyrup", hex("000000000000000000000002"))
          == hex("6695febc9288e36282235fc7151f128497b38f3f"));
    const bytes srtp_key = hex("e1f97a0d3e018be0d64fa32c06de4139"), srtp_salt = hex("0ec675ad498afeebb6960b3aabe6");
    CHECK(qila::srtp_kdf(0, 0, 0, srtp_key, srtp_salt, 16) == hex("c61e7a93744f39ee10734afe3ff7a087"));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::srtp_kdf(6, 0, 0, srtp_key, srtp_salt, 16); }));

    const output session = qila::hash(QILA_SHA256, "messages");
    const output master = qila::tls12_extended_master_secret(QILA_SHA256, key, session);
    CHECK(master == qila::tls12_prf(QILA_SHA256, key, "extended master secret", session, 48));
    CHECK(qila::tls12_key_block(QILA_SHA256, master, "client", "server", 72)
          == qila::tls12_prf(QILA_SHA256, master, "key expansion", "serverclient", 72));
    CHECK(!qila::tls12_master_secret(QILA_SHA256, key, "client", "server").approved);
    qila::tls13_secret handshake = qila::tls13_secret::early(QILA_SHA256).next(key);
    const output traffic = handshake.expand_label("c hs traffic", key, 32);
    CHECK(traffic.approved == sealed_image
          && qila::tls13_secret(QILA_SHA256, traffic).expand_label("iv", "", 12).size() == 12);
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::tls13_secret(QILA_SHA384, traffic); }));
    CHECK(qila::ssh_kdf(QILA_SHA256, 'A', key, "hash", "id", 16)
          != qila::ssh_kdf(QILA_SHA256, 'B', key, "hash", "id", 16));
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::ssh_kdf(QILA_SHA256, 'G', key, "hash", "id", 16); }));
    const qila::ike_spi ours{1}, theirs{2};
    CHECK(qila::ikev1_kdf(QILA_SHA256, QILA_IKEV1_PRESHARED_KEY, ours, theirs, "ni", "nr", key, "psk").size() == 128);
    CHECK(refused(QILA_ERROR_PARAMETER, [&] { qila::ikev1_kdf(QILA_SHA256, 9, ours, theirs, "ni", "nr", key); }));
    qila::ikev2_secret seed = qila::ikev2_secret::skeyseed(QILA_SHA256, "ni", "nr", key);
    const output sk_d = seed.derive(ours, theirs, "ni", "nr", 32);
    qila::ikev2_secret child(QILA_SHA256, sk_d);
    CHECK(child.derive_child("ni", "nr", 64) != child.derive_child("ni", "nr", 64, key));
    CHECK(child.rekey("ni", "nr", key).derive(ours, theirs, "ni", "nr", 32) != sk_d);
    CHECK(refused(QILA_ERROR_KEY_LENGTH, [&] { qila::ikev2_secret(QILA_SHA384, sk_d); }));
}

void randomness(qila::rng &rng) {
    CHECK(rng.take(32) != rng.take(32) && rng.take(32, "more") != qila::random(32));
    std::array<std::uint8_t, 32> filled{};
    CHECK(rng.fill(filled.data(), filled.size()) == sealed_image && rng.reseed() == sealed_image);
    qila::drbg drbg(QILA_HMAC_DRBG, QILA_SHA512, "name", true);
    CHECK(drbg.generate(32) != drbg.generate(32, "more") && drbg.reseed() == sealed_image);
    CHECK(refused(QILA_ERROR_OUTPUT_TOO_LONG, [&] { drbg.generate(65537); }));
    CHECK(refused(QILA_ERROR_PARAMETER, [] { qila::drbg unknown(99); }));
}

std::uint32_t noise = 1;

std::int32_t noisy(std::uint8_t *samples, std::size_t len) {
    for (std::size_t i = 0; i < len; i++) {
        noise = noise * 1664525 + 1013904223;
        samples[i] = static_cast<std::uint8_t>(noise >> 24);
    }
    return 1;
}

void one_shots() {
    const bytes key = hex("000102030405060708090a0b0c0d0e0f");
    const output tag = qila::hmac(QILA_SHA256, key, "data");
    CHECK(tag == qila::hmac_key(QILA_SHA256, key).authenticate("data"));
    CHECK(qila::hmac_verify(QILA_SHA256, key, "data", tag) == sealed_image);
    CHECK(qila::cmac(key, "data") == qila::cmac_key(key).authenticate("data"));
    CHECK(qila::kmac(QILA_SHAKE128, key, "data", 32, "custom")
          == qila::kmac_key(QILA_SHAKE128, key, "custom").authenticate("data", 32));
    const bytes srtp_key = hex("e1f97a0d3e018be0d64fa32c06de4139"), srtp_salt = hex("0ec675ad498afeebb6960b3aabe6");
    CHECK(qila::srtcp_kdf_short_index(3, 0x4003830b, 2, srtp_key, srtp_salt, 16)
          == hex("4ba02aefadf29644cb1badefe722e5de"));
}

void administration() {
    CHECK(qila::power_on() == sealed_image && qila::state() == QILA_STATE_OPERATIONAL);
    CHECK(qila::self_test("AES-GCM") == sealed_image && qila::self_test() == sealed_image);
    CHECK(refused(QILA_ERROR_UNKNOWN_SELF_TEST, [] { qila::self_test("none"); }));
    CHECK(qila::self_test_log().size() > 5 && qila::self_test_log()[0].passed);
    CHECK(qila::status_text().size() > 100 && !qila::version().empty() && !qila::certificate().empty());
    CHECK(qila::set_profile("strict128") == sealed_image && qila::set_profile("baseline112") == sealed_image);
    qila::set_policy(QILA_POLICY_APPROVED_ONLY);
    CHECK(refused(QILA_ERROR_REFUSED, [] { qila::hmac(QILA_SHA256, "key", "data"); }));
    try {
        qila::hmac(QILA_SHA256, "key", "data");
    } catch (const qila::error &error) {
        CHECK(std::string(error.what()).find(qila::reason()) != std::string::npos && !qila::reason().empty());
    }
    int told = 0;
    qila::set_callback([](const qila_notice *, void *count) { ++*static_cast<int *>(count); }, &told);
    qila::set_policy(QILA_POLICY_REPORT);
    qila::set_callback(nullptr);
    CHECK(told == 1);
    CHECK(!qila::hmac(QILA_SHA256, "key", "data").approved && !qila::reason().empty());
    CHECK(qila::set_entropy_function(noisy, 32) == sealed_image && qila::random(16).size() == 16);
    CHECK(qila::set_entropy_source(QILA_ENTROPY_OPERATING_SYSTEM) == sealed_image);
    CHECK(qila::zeroize() == sealed_image && qila::restart() == sealed_image);
}

} // namespace

int main() {
    qila::rng rng;
    hashes();
    macs(rng);
    ciphers();
    stealing_formats_and_storage(rng);
    authenticated_encryption(rng);
    wrapping(rng);
    keys_that_leave(rng);
    streams(rng);
    openers_that_count();
    copies_of_messages();
    encapsulations(rng);
    hybrids(rng);
    signatures(rng);
    key_files(rng);
    signatures_on_prime_curves(rng);
    signatures_of_rsa(rng);
    encryptions(rng);
    agreements_in_groups(rng);
    signatures_on_curves(rng);
    agreements(rng);
    derivations();
    protocols();
    randomness(rng);
    one_shots();
    administration();
    std::puts("every class works");
}
