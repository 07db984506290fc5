// Passwords: argon2id (RFC 9106) in the PHC string format, so that a stored hash says how it was made.
#pragma once

#include "base/random.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace backbeat::crypto {

/// What hashing costs. The default is the floor that OWASP's Password Storage Cheat Sheet sets: 19 MiB, 2 passes, 1 lane
/// (libsodium hashes with one lane always).
struct PasswordCost {
  std::uint64_t passes = 2;
  std::size_t bytes = 19 * std::size_t{1024} * 1024;
  friend bool operator==(const PasswordCost&, const PasswordCost&) = default;
};

/// For tests alone: the least that argon2id accepts.
inline constexpr PasswordCost cheapest_password_cost{.passes = 1, .bytes = 8192};

/// "$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>" with a salt of 16 bytes from `random`. About 30 ms of one core at the default cost.
/// Throws std::bad_alloc when there is no memory for it.
[[nodiscard]] std::string hash_password(std::string_view password, Random& random, PasswordCost cost = {});

/// Whether this is the password that was hashed; false also for a text that is no hash.
[[nodiscard]] bool verify_password(std::string_view password, std::string_view hash);

/// Whether the hash was made at another cost: hash again at the next sign-in.
[[nodiscard]] bool needs_rehash(std::string_view hash, PasswordCost cost = {});

}  // namespace backbeat::crypto
