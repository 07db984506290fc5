#include "base/fields.hpp"

#include "base/assert.hpp"
#include "base/front.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace backbeat {
namespace {

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
  });
}

Result<std::string> unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char escaped = ++i < text.size() ? text[i] : '\0';
    if (escaped == '\\') {
      out += '\\';
    } else if (escaped == 'n') {
      out += '\n';
    } else if (escaped == 'r') {
      out += '\r';
    } else {
      return expected_value("", "\\\\, \\n or \\r after a backslash", std::string(front_of(text, 40)));
    }
  }
  return out;
}

}  // namespace

Fields& Fields::add(std::string_view name, std::string_view value) {
  ASSERT(is_name(name));
  ASSERT(!find(name));
  m_fields.emplace_back(name, value);
  return *this;
}

Fields& Fields::add(std::string_view name, std::int64_t value) {
  return add(name, std::string_view(std::to_string(value)));
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const auto& [field, value] : m_fields) {
    if (field == name) return value;
  }
  return std::nullopt;
}

std::string_view Fields::text(std::string_view name) const {
  const auto found = find(name);
  ASSERT(found);
  return *found;
}

std::int64_t Fields::number(std::string_view name) const {
  const auto value = whole_number(text(name));
  ASSERT(value);
  return *value;
}

std::string Fields::encode() const {
  std::string out;
  for (const auto& [name, value] : m_fields) {
    out += name;
    out += '=';
    for (const char letter : value) {
      if (letter == '\\') {
        out += "\\\\";
      } else if (letter == '\n') {
        out += "\\n";
      } else if (letter == '\r') {
        out += "\\r";
      } else {
        out += letter;
      }
    }
    out += '\n';
  }
  return out;
}

Result<Fields> Fields::decode(std::string_view encoded) {
  Fields fields;
  while (!encoded.empty()) {
    const std::size_t end = encoded.find('\n');
    const std::string_view line = encoded.substr(0, end);
    const std::size_t equals = line.find('=');
    if (end == std::string_view::npos || equals == std::string_view::npos || !is_name(line.substr(0, equals))) {
      return expected_value("", "a line name=value", std::string(front_of(line, 40)));
    }
    if (line.find('\r') != std::string_view::npos) return expected_value("", "\\r for a carriage return", std::string(front_of(line, 40)));
    if (fields.find(line.substr(0, equals))) return expected_value("", "each name once", std::string(line.substr(0, equals)));
    fields.add(line.substr(0, equals), std::string_view(TRY(unescaped(line.substr(equals + 1)))));
    encoded.remove_prefix(end + 1);
  }
  return fields;
}

}  // namespace backbeat
