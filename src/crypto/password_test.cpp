#include "crypto/password.hpp"

#include "crypto/token.hpp"

#include <doctest/doctest.h>

#include <set>

namespace backbeat::crypto {

TEST_CASE("a password is known again by its hash, and another one is not") {
  SeededRandom random(1);
  const std::string hash = hash_password("corréct horse", random, cheapest_password_cost);
  CHECK(verify_password("corréct horse", hash));
  CHECK(!verify_password("correct horse", hash));
  CHECK(!verify_password("", hash));
  CHECK(!verify_password("corréct horse ", hash));
}

TEST_CASE("two hashes of one password differ by their salt") {
  SeededRandom random(1);
  CHECK(hash_password("same", random, cheapest_password_cost) != hash_password("same", random, cheapest_password_cost));
}

TEST_CASE("a hash made elsewhere by the argon2 reference program is understood") {
  // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -e, as printed in the reference implementation's tests (test.c, Argon2id v=19).
  CHECK(verify_password("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
  CHECK(!verify_password("Password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
}

TEST_CASE("what is no hash verifies nothing") {
  CHECK(!verify_password("", ""));
  CHECK(!verify_password("password", "password"));
  CHECK(!verify_password("password", "$argon2id$v=19$m=8,t=1,p=1$"));
  CHECK(!verify_password("password", std::string(10'000, '$')));
}

TEST_CASE("a hash at the default cost says so, and needs no rehash until the cost is raised") {
  SeededRandom random(1);
  const std::string hash = hash_password("x", random);
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(verify_password("x", hash));
  CHECK(!needs_rehash(hash));
  CHECK(needs_rehash(hash, {.passes = 3, .bytes = PasswordCost{}.bytes}));
  CHECK(needs_rehash(hash_password("x", random, cheapest_password_cost)));
  CHECK(needs_rehash("no hash at all"));
}

TEST_CASE("a token is 43 characters that fit into a URL, and never the same twice") {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = random_token(random);
    CHECK(token.size() == 43);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
    seen.insert(token);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("the stored digest of a token is its SHA-256") {
  CHECK(token_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace backbeat::crypto
