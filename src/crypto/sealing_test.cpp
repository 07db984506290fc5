#include "crypto/sealing.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

#include <set>

namespace backbeat::crypto {
namespace {

struct Sealing {
  SeededRandom random{7};
  SealingKey key = SealingKey::fresh(random);
  SealingKey other = SealingKey::fresh(random);
};

TEST_CASE_FIXTURE(Sealing, "what was sealed opens with the same key and about the same, to the byte") {
  for (const std::string& text :
       {std::string(), std::string("I froze when they asked for a discount"), std::string("\0\xff null", 7), std::string(4000, 'x')}) {
    const std::string sealed = key.seal(text, "row 7", random);
    CHECK(key.open(sealed, "row 7") == text);
    CHECK(sealed.size() == (24 + text.size() + 16) / 3 * 4 + ((24 + text.size() + 16) % 3 == 0 ? 0 : (24 + text.size() + 16) % 3 + 1));
  }
}

TEST_CASE_FIXTURE(Sealing, "no word of it stands in what was sealed, and the same text is never sealed alike") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string sealed = key.seal("discount", "row 7", random);
    const auto bytes = from_base64url(sealed);
    REQUIRE(bytes);
    CHECK(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()).find("discount") == std::string::npos);
    CHECK(seen.insert(sealed).second);
  }
}

TEST_CASE_FIXTURE(Sealing, "another key does not open it") {
  CHECK_FALSE(other.open(key.seal("discount", "row 7", random), "row 7"));
}

TEST_CASE_FIXTURE(Sealing, "moved to another row it does not open") {
  CHECK_FALSE(key.open(key.seal("discount", "row 7", random), "row 8"));
  CHECK_FALSE(key.open(key.seal("discount", "row 7", random), ""));
}

TEST_CASE_FIXTURE(Sealing, "every byte counts: one changed, and it does not open") {
  const std::string sealed = key.seal("discount", "row 7", random);
  auto bytes = *from_base64url(sealed);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    bytes[at] ^= std::byte{1};
    CHECK_FALSE(key.open(base64url(bytes), "row 7"));
    bytes[at] ^= std::byte{1};
  }
  CHECK(key.open(base64url(bytes), "row 7"));
}

TEST_CASE_FIXTURE(Sealing, "what is too short, cut or no base64url does not open") {
  const std::string sealed = key.seal("discount", "row 7", random);
  for (const std::string& broken :
       {std::string(), std::string("x"), std::string("!!!!"), sealed.substr(0, sealed.size() - 4), sealed + "AAAA"})
    CHECK_FALSE(key.open(broken, "row 7"));
}

TEST_CASE_FIXTURE(Sealing, "a key comes back from its wrapping under the same key alone") {
  const SealingKey inner = SealingKey::fresh(random);
  const std::string wrapped = key.wrap(inner, "circle 3", random);
  const auto back = key.unwrap(wrapped, "circle 3");
  REQUIRE(back);
  CHECK(back->open(inner.seal("discount", "row 7", random), "row 7") == "discount");
  CHECK_FALSE(other.unwrap(wrapped, "circle 3"));
  CHECK_FALSE(key.unwrap(wrapped, "circle 4"));
  CHECK_FALSE(key.unwrap(key.seal("no key", "circle 3", random), "circle 3"));
}

TEST_CASE_FIXTURE(Sealing, "a derived key opens what it sealed, and neither key opens what the other did") {
  const SealingKey tally = key.derived("tally");
  CHECK(key.derived("tally").open(tally.seal("7", "q", random), "q") == "7");
  CHECK_FALSE(key.open(tally.seal("7", "q", random), "q"));
  CHECK_FALSE(tally.open(key.seal("7", "q", random), "q"));
  CHECK_FALSE(key.derived("other").open(tally.seal("7", "q", random), "q"));
}

TEST_CASE_FIXTURE(Sealing, "a key's id tells it from others, is the same every time, and 32 bytes make a key") {
  CHECK(key.id() == key.id());
  CHECK(key.id().size() == 16);
  CHECK(key.id() != other.id());
  const std::string bytes(32, 'k');
  REQUIRE(SealingKey::from(bytes_of(bytes)));
  CHECK(SealingKey::from(bytes_of(bytes))->id() == SealingKey::from(bytes_of(bytes))->id());
  CHECK_FALSE(SealingKey::from(bytes_of(bytes).first(31)));
  CHECK_FALSE(SealingKey::from(bytes_of(bytes + "k")));
}

}  // namespace
}  // namespace backbeat::crypto
