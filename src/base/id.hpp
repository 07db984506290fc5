// Id<Tag> is the identity of one kind of thing; two kinds never mix, and a number becomes an id only explicitly.
#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace backbeat {

/// Text form of an id: 13 characters of Crockford base 32, lower case. Sorts as the number does.
[[nodiscard]] std::string id_to_text(std::int64_t value);
[[nodiscard]] Result<std::int64_t> id_from_text(std::string_view text);

template <class Tag>
class Id {
 public:
  constexpr Id() = default;  // the id of nothing; never stored
  constexpr explicit Id(std::int64_t value) : m_value(value) {}

  [[nodiscard]] static Result<Id> parse(std::string_view text) {
    const std::int64_t value = TRY(id_from_text(text));
    return Id(value);
  }
  [[nodiscard]] constexpr std::int64_t value() const { return m_value; }
  [[nodiscard]] std::string text() const { return id_to_text(m_value); }
  [[nodiscard]] constexpr bool is_set() const { return m_value != 0; }

  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  std::int64_t m_value = 0;
};

// The tags that more than one feature speaks of. A tag of one feature is declared there.
struct Org;
struct Person;   // somebody of the organisation: rep, manager or other
struct User;     // an account that can sign in; belongs to one person
struct Session;  // a coaching session

}  // namespace backbeat

template <class Tag>
struct std::hash<backbeat::Id<Tag>> {
  std::size_t operator()(const backbeat::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value()); }
};
