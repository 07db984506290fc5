#include "csv/csv.hpp"

#include <csv.h>

#include <array>
#include <charconv>
#include <ostream>

namespace backbeat::csv {
namespace {

bool looks_like_a_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

bool needs_quotes(std::string_view text) {
  // A semicolon too: where the decimal sign is a comma, spreadsheets separate with it. Spaces at the ends would be lost on reading.
  if (text.empty()) return false;
  return text.find_first_of(",;\"\r\n\t") != std::string_view::npos || text.front() == ' ' || text.back() == ' ';
}

}  // namespace

void Writer::raw(std::string_view field) {
  if (!m_is_first) m_out << ',';
  m_is_first = false;
  m_out << field;
}

Writer& Writer::text(std::string_view value) {
  const std::string safe = (looks_like_a_formula(value) ? "'" : "") + std::string(value);
  if (!needs_quotes(safe)) {
    raw(safe);
    return *this;
  }
  std::string quoted(2 * safe.size() + 2, '\0');  // every byte a quote that is doubled, and the two around it
  quoted.resize(csv_write(quoted.data(), quoted.size(), safe.data(), safe.size()));
  raw(quoted);
  return *this;
}

Writer& Writer::number(std::int64_t value) {
  raw(std::to_string(value));
  return *this;
}

Writer& Writer::number(double value) {
  std::array<char, 40> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  raw(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
  return *this;
}

Writer& Writer::empty() {
  raw("");
  return *this;
}

Writer& Writer::end_record() {
  m_out << "\r\n";
  m_is_first = true;
  return *this;
}

}  // namespace backbeat::csv
