// What fuzz targets share: the input cut into parts, and a check that stops the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace backbeat::fuzz {

/// A property that must hold for every input; the fuzzer keeps the input that breaks it.
inline void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : m_left(reinterpret_cast<const char*>(data), size) {}

  /// The first byte of what is left, as a number below `count`; 0 at the end.
  std::size_t choice(std::size_t count) {
    if (m_left.empty()) return 0;
    const auto byte = static_cast<unsigned char>(m_left.front());
    m_left.remove_prefix(1);
    return byte % count;
  }
  /// Up to the next line feed, which is dropped.
  std::string_view line() {
    const std::size_t end = m_left.find('\n');
    const std::string_view line = m_left.substr(0, end);
    m_left.remove_prefix(end == std::string_view::npos ? m_left.size() : end + 1);
    return line;
  }
  [[nodiscard]] std::string_view rest() const { return m_left; }

 private:
  std::string_view m_left;
};

}  // namespace backbeat::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
