// Sealing what nobody without a key may read: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, libsodium's
// crypto_aead_xchacha20poly1305_ietf). What is sealed is bound to `about`, a text that says where it stands: moved to another place, it
// does not open.
#pragma once

#include "base/random.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::crypto {

/// 32 bytes that seal and open. Wiped when it ends.
class SealingKey {
 public:
  static constexpr std::size_t size = 32;

  [[nodiscard]] static SealingKey fresh(Random& random);
  /// Nothing unless there are exactly 32 bytes.
  [[nodiscard]] static std::optional<SealingKey> from(std::span<const std::byte> bytes);

  SealingKey(const SealingKey&) = default;
  SealingKey& operator=(const SealingKey&) = default;
  ~SealingKey();

  /// A random nonce of 24 bytes, then the text and its tag of 16, in base64url: 54 characters and four for every three of the text.
  [[nodiscard]] std::string seal(std::string_view text, std::string_view about, Random& random) const;
  /// Nothing where it was not sealed with this key about exactly this, or was changed.
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed, std::string_view about) const;

  /// Another key wrapped in this one, and back.
  [[nodiscard]] std::string wrap(const SealingKey& key, std::string_view about, Random& random) const;
  [[nodiscard]] std::optional<SealingKey> unwrap(std::string_view wrapped, std::string_view about) const;

  /// A key for one purpose, from which this one does not follow (HMAC-SHA-256 of the purpose).
  [[nodiscard]] SealingKey derived(std::string_view purpose) const;
  /// 16 hex digits that tell keys apart and say nothing of them.
  [[nodiscard]] std::string id() const;

 private:
  SealingKey() = default;
  std::array<std::byte, size> m_bytes{};
};

}  // namespace backbeat::crypto
