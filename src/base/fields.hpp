// A flat, ordered list of named texts with exactly one encoding. Events carry their details in it, and the audit chain hashes those bytes.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat {

class Fields {
 public:
  Fields() = default;
  /// Names are unique and of [a-z0-9_]; the order is the order of adding.
  Fields& add(std::string_view name, std::string_view value);
  Fields& add(std::string_view name, std::int64_t value);

  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// The value; a bug when it is not there.
  [[nodiscard]] std::string_view text(std::string_view name) const;
  [[nodiscard]] std::int64_t number(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return m_fields; }

  /// `name=value` lines; backslash, line feed and carriage return in a value are written \\ \n \r.
  [[nodiscard]] std::string encode() const;
  [[nodiscard]] static Result<Fields> decode(std::string_view encoded);

  friend bool operator==(const Fields&, const Fields&) = default;

 private:
  std::vector<std::pair<std::string, std::string>> m_fields;
};

}  // namespace backbeat
