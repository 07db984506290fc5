// A number made of many, to tell whether anything among them has changed: FNV-1a, 64 bits (Fowler, Noll, Vo). No secret, no proof.
#pragma once

#include <cstdint>
#include <string_view>

namespace backbeat::season {

class Mixed {
 public:
  void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
      m_state ^= (number >> (byte * 8)) & 0xFFU;
      m_state *= 0x100000001B3U;
    }
  }
  void add_text(std::string_view text) {
    add(text.size());
    for (const char letter : text) add(static_cast<unsigned char>(letter));
  }
  /// Never negative.
  [[nodiscard]] std::int64_t value() const { return static_cast<std::int64_t>(m_state >> 1U); }

 private:
  std::uint64_t m_state = 0xCBF29CE484222325U;
};

}  // namespace backbeat::season
