#include "ical/lines.hpp"

#include <algorithm>

namespace backbeat::ical {
namespace {

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// How far a name reaches from `at`.
std::size_t end_of_name(std::string_view text, std::size_t at) {
  while (at < text.size() && is_name(text[at])) ++at;
  return at;
}

}  // namespace

bool equal_but_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return upper(x) == upper(y); });
}

bool ContentLine::is(std::string_view property) const {
  return equal_but_case(name, property);
}

std::string_view ContentLine::parameter(std::string_view of) const {
  for (const LineParameter& one : parameters)
    if (equal_but_case(one.name, of)) return one.value;
  return {};
}

std::string_view Lines::physical() {
  const std::size_t end = m_rest.find('\n');
  std::string_view line = m_rest.substr(0, end);
  m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  ++m_number;
  return line;
}

const ContentLine* Lines::next() {
  std::string_view line;
  int first = 0;
  do {
    if (m_rest.empty()) return nullptr;
    line = physical();
    first = m_number;
  } while (line.find_first_not_of(" \t") == std::string_view::npos);
  if (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t')) {
    m_unfolded = line;
    while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t')) m_unfolded += physical().substr(1);
    line = m_unfolded;
  }
  m_line.number = first;
  take_apart(line);
  return &m_line;
}

void Lines::take_apart(std::string_view text) {
  m_line.name = m_line.value = m_line.fault = {};
  m_line.parameters.clear();
  const auto fault = [&](std::string_view why) {
    m_line.name = m_line.value = {};
    m_line.parameters.clear();
    m_line.fault = why;
  };
  std::size_t at = end_of_name(text, 0);
  if (at == 0) return fault("it does not begin with the name of a property");
  m_line.name = text.substr(0, at);
  while (at < text.size() && text[at] == ';') {
    const std::size_t begin = at + 1;
    at = end_of_name(text, begin);
    LineParameter parameter{.name = text.substr(begin, at - begin), .value = {}};
    if (parameter.name.empty() || at == text.size() || text[at] != '=') return fault("a parameter should be NAME=VALUE");
    bool is_first = true;
    do {
      ++at;  // '=' or ','
      std::string_view value;
      if (at < text.size() && text[at] == '"') {
        const std::size_t end = text.find('"', at + 1);
        if (end == std::string_view::npos) return fault("a quotation mark is not closed");
        value = text.substr(at + 1, end - at - 1);
        at = end + 1;
      } else {
        const std::size_t end = std::min(text.find_first_of(",;:\"", at), text.size());
        value = text.substr(at, end - at);
        at = end;
      }
      if (is_first) parameter.value = value;
      is_first = false;
    } while (at < text.size() && text[at] == ',');
    m_line.parameters.push_back(parameter);
  }
  if (at == text.size() || text[at] != ':') return fault("there is no colon between the name and the value");
  m_line.value = text.substr(at + 1);
}

}  // namespace backbeat::ical
