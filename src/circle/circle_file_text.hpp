// JSON text as a tree that knows its lines, so that a refusal can say where. Small on purpose: what an instance file needs and no more
// (Boost.JSON gives no place for a value that is sound JSON and wrong for us).
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::circle {

namespace errors {
inline constexpr ErrorSpec circles_malformed{"circles_malformed", ErrorKind::invalid,
                                             "Line {line}, {field}: expected {expected}, found {found}."};
inline constexpr ErrorSpec circles_too_large{"circles_too_large", ErrorKind::too_large,
                                             "Line {line}, {field}: expected {expected}, found {found}."};
}  // namespace errors

/// One value of a JSON text. Numbers are whole; a fraction is malformed to us.
struct Node {
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };
  Kind kind = Kind::null;
  std::int64_t line = 1;
  std::int64_t number = 0;  // of a boolean: 0 or 1
  std::string text = {};
  std::vector<std::string> names = {};  // of an object, beside `items`
  std::vector<Node> items = {};

  /// The member of that name; nothing where there is none.
  [[nodiscard]] const Node* find(std::string_view name) const;
  /// The value in a few words, for "found ...".
  [[nodiscard]] std::string said() const;
};

/// Refuses with the line: what is no JSON, a fraction, a name that comes twice in one object, text that is no UTF-8, depth above 16.
[[nodiscard]] Result<Node> parse_tree(std::string_view text);

[[nodiscard]] std::unexpected<Error> malformed(std::int64_t line, std::string field, std::string expected, std::string found);

/// Of valid UTF-8, as many bytes as make whole letters, `most` at the most: what a refusal quotes of a long word.
[[nodiscard]] std::string_view beginning_of(std::string_view text, std::size_t most);

/// As a JSON string, with its quotes.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace backbeat::circle
