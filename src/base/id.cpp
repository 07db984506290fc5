#include "base/id.hpp"
#include "base/front.hpp"

namespace backbeat {
namespace {

// Crockford's alphabet leaves out i, l, o and u, which are misread.
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_length = 13;  // 65 bits, of which an id uses the lower 63

}  // namespace

std::string id_to_text(std::int64_t value) {
  auto rest = static_cast<std::uint64_t>(value);
  std::string text(id_length, '0');
  for (std::size_t at = id_length; at-- > 0;) {
    text[at] = alphabet[rest & 31U];
    rest >>= 5U;
  }
  return text;
}

Result<std::int64_t> id_from_text(std::string_view text) {
  const auto refused = [&] { return expected_value("", "an id of 13 characters", std::string(front_of(text, 40))); };
  if (text.size() != id_length) return refused();
  // Only one spelling of an id is accepted, so that ids can be compared as texts.
  if (alphabet.find(text[0]) > 7) return refused();
  std::uint64_t value = 0;
  for (const char letter : text) {
    const std::size_t digit = alphabet.find(letter);
    if (digit == std::string_view::npos) return refused();
    value = (value << 5U) | digit;
  }
  if (value == 0) return refused();
  return static_cast<std::int64_t>(value);
}

}  // namespace backbeat
