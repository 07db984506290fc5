#include "crypto/sha256.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

namespace backbeat::crypto {
namespace {

std::vector<std::byte> bytes(std::string_view in_hex) {
  return *from_hex(in_hex);
}

std::string repeated(std::string_view byte_in_hex, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += byte_in_hex;
  return out;
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a digest taken piece by piece is that of the whole") {
  Sha256 digest;
  digest.add("abcdbcdecdefdefg").add("").add("efghfghighijhijkijkljklmklmn").add("lmnomnopnopq");
  CHECK(hex(digest.finish()) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  SUBCASE("and the next one starts anew") {
    CHECK(hex(digest.add("abc").finish()) == sha256_hex("abc"));
  }
}

TEST_CASE("HMAC-SHA-256 gives the codes of RFC 4231") {
  const auto code = [](std::string_view key, std::string_view message) { return hex(hmac_sha256(bytes(key), bytes(message))); };
  CHECK(code(repeated("0b", 20), "4869205468657265") == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(code("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(code(repeated("aa", 20), repeated("dd", 50)) == "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  // A key longer than the block is hashed first.
  CHECK(hex(hmac_sha256(bytes(repeated("aa", 131)), bytes_of("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("two secrets are equal only when every byte is, and the length") {
  CHECK(equal_in_constant_time("secret", "secret"));
  CHECK(equal_in_constant_time("", ""));
  CHECK(!equal_in_constant_time("secret", "secreT"));
  CHECK(!equal_in_constant_time("secret", "secre"));
  CHECK(!equal_in_constant_time("secret", ""));
}

}  // namespace backbeat::crypto
