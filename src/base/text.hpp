// Small questions and conversions about text. All of it is UTF-8.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat {

[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Code points of valid UTF-8.
[[nodiscard]] std::size_t length_of(std::string_view utf8);
/// Windows-1252 to UTF-8, for exports that are no UTF-8.
[[nodiscard]] std::string utf8_from_windows_1252(std::string_view bytes);

/// A whole decimal number with optional sign and nothing else; nothing where it is none or does not fit.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

[[nodiscard]] std::string hex(std::span<const std::byte> bytes);
[[nodiscard]] std::optional<std::vector<std::byte>> from_hex(std::string_view text);
[[nodiscard]] std::string base64url(std::span<const std::byte> bytes);  // RFC 4648 section 5, no padding
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64url(std::string_view text);

[[nodiscard]] inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace backbeat
