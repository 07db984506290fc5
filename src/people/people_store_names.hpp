// The names of a few people in one statement.
#pragma once

#include "people/people.hpp"
#include "sql/sql.hpp"

#include <span>
#include <vector>

namespace backbeat::people {

inline constexpr std::size_t names_at_once = 256;

/// Of at most `names_at_once` people, at least one.
[[nodiscard]] std::vector<PersonRef> read_person_refs(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> people);

}  // namespace backbeat::people
