// Counts the writes to an organisation's facts. Everything derived is cached under the number, so every writing action bumps it.
#pragma once

#include "sql/sql.hpp"

namespace backbeat::sql {

/// Call once in every transaction that changes facts of the organisation; asserts that it exists.
void bump_change(Transaction& tx, Id<Org> org);

/// The number as this reader sees it: facts read in the same snapshot belong to it.
[[nodiscard]] std::int64_t change_number(Reader& reader, Id<Org> org);

}  // namespace backbeat::sql
