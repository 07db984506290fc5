// How the commitments made with one manager were judged.
#pragma once

#include "commitment/commitment.hpp"
#include "sql/sql.hpp"

#include <vector>

namespace backbeat::commitment {

/// Those inspected since an instant, in no order.
[[nodiscard]] std::vector<Inspection> read_inspections(sql::Reader& reader, Id<Org> org, Id<Person> manager, Instant since);

}  // namespace backbeat::commitment
