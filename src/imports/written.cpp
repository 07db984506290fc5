#include "imports/written.hpp"

#include "base/text.hpp"

namespace backbeat::imports {
namespace {

/// Takes exactly `count` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

}  // namespace

std::optional<Written> read_date(std::string_view text, std::string_view format) {
  constexpr std::string_view tokens[] = {"YYYY", "MM", "DD", "hh", "mm", "ss"};
  int parts[] = {0, 0, 0, -1, 0, 0};
  while (!format.empty()) {
    bool is_token = false;
    for (std::size_t i = 0; i < std::size(tokens) && !is_token; ++i) {
      if (!format.starts_with(tokens[i])) continue;
      const auto value = take_digits(text, tokens[i].size());
      if (!value) return std::nullopt;
      parts[i] = *value;
      format.remove_prefix(tokens[i].size());
      is_token = true;
    }
    if (is_token) continue;
    if (text.empty() || text[0] != format[0]) return std::nullopt;
    text.remove_prefix(1);
    format.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  const auto date = LocalDate::make(parts[0], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[2]));
  if (!date) return std::nullopt;
  if (parts[3] < 0) return Written{.date = *date, .time = {}};
  const auto time = LocalTime::make(parts[3], parts[4], parts[5]);
  if (!time) return std::nullopt;
  return Written{.date = *date, .time = *time};
}

std::optional<Written> read_date(std::string_view text, std::span<const std::string> formats) {
  for (const auto& format : formats)
    if (const auto written = read_date(text, format)) return written;
  return std::nullopt;
}

std::optional<bool> read_yes_or_no(std::string_view text, std::span<const std::string> yes, std::span<const std::string> no) {
  const std::string plain = lower_ascii(text);
  if (std::ranges::find(yes, plain) != yes.end()) return true;
  if (std::ranges::find(no, plain) != no.end()) return false;
  return std::nullopt;
}

}  // namespace backbeat::imports
