// The beginning of a text, for messages that show what was found.
#pragma once

#include <cstddef>
#include <string_view>

namespace backbeat {

/// At most that many bytes of valid UTF-8, ending with a whole character: what is cut in the middle of one is UTF-8 no more, and an answer
/// that holds it is not JSON.
[[nodiscard]] constexpr std::string_view front_of(std::string_view utf8, std::size_t most_bytes) {
  if (utf8.size() <= most_bytes) return utf8;
  std::size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return utf8.substr(0, end);
}

}  // namespace backbeat
