// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace backbeat::crypto {

using Digest = std::array<std::byte, 32>;

/// A digest of bytes that arrive piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& add(std::span<const std::byte> bytes);
  Sha256& add(std::string_view text);
  /// The digest of all that was added; the object starts anew.
  [[nodiscard]] Digest finish();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

[[nodiscard]] Digest sha256(std::span<const std::byte> bytes);
[[nodiscard]] Digest sha256(std::string_view text);
/// The digest as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);

[[nodiscard]] Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message);

/// Whether two secrets are equal; the time it takes tells only their length.
[[nodiscard]] bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b);
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace backbeat::crypto
