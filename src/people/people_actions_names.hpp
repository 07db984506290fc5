// The names of several people at once, for other features, without a check of who asks.
#pragma once

#include "people/people.hpp"
#include "sql/sql.hpp"

#include <span>
#include <unordered_map>

namespace backbeat::people {

/// One statement for every 256; who is nobody of the organisation is left out.
[[nodiscard]] std::unordered_map<Id<Person>, PersonRef> person_refs(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> people);

}  // namespace backbeat::people
