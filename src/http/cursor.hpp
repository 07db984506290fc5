// What the installation's key signs: page cursors, which a client can hand back and not make up, and fingerprints.
#pragma once

#include "base/fields.hpp"
#include "base/random.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace backbeat::http {

class CursorKey {
 public:
  /// 32 bytes; the same on every node, so that a cursor of one is good at another.
  explicit CursorKey(const std::array<std::byte, 32>& key) : m_key(key) {}
  [[nodiscard]] static CursorKey make(Random& random);

  /// base64url of an HMAC-SHA-256, cut to 16 bytes, and the fields. `purpose` is signed with them and not contained.
  [[nodiscard]] std::string encode(std::string_view purpose, const Fields& fields) const;
  /// Refuses, naming the field `cursor`, whatever encode() did not make for this purpose.
  [[nodiscard]] Result<Fields> decode(std::string_view purpose, std::string_view cursor) const;
  /// 64 hex digits, the same for the same text; without the key nobody can tell from them whether a guess of the text is right.
  [[nodiscard]] std::string fingerprint(std::string_view purpose, std::string_view text) const;

 private:
  std::array<std::byte, 32> m_key;
};

}  // namespace backbeat::http
