// JSON as it was parsed, before it is read into a type: values in the order they came, object keys unique.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat::http {

struct JsonValue {
  enum class Kind { null, boolean, whole, number, text, list, object };

  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t whole = 0;
  double number = 0;
  std::string text = {};
  std::vector<JsonValue> items = {};
  std::vector<std::pair<std::string, JsonValue>> members = {};

  /// The member of that name, or null.
  [[nodiscard]] const JsonValue* find(std::string_view name) const;
  /// How a message shows it: `"soon"`, `12`, `a list`. Long texts are cut.
  [[nodiscard]] std::string shown() const;
};

/// A text as a message shows it: quoted, cut after 40 characters.
[[nodiscard]] std::string shown_text(std::string_view text);

struct JsonLimits {
  std::size_t depth = 16;
  std::size_t values = 200'000;  // of all kinds, in one document
};

inline constexpr ErrorSpec malformed_json{"malformed_json", ErrorKind::invalid,
                                          "The body is not JSON: {problem} at line {line}, column {column}."};
inline constexpr ErrorSpec duplicate_field{"duplicate_field", ErrorKind::invalid, "This field is given twice."};

/// Parses one JSON text (RFC 8259, UTF-8). Refuses a key that an object has twice and what is beyond the limits.
[[nodiscard]] Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace backbeat::http
