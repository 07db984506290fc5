// For other features: how a manager's commitments were judged, without texts and without a check of who asks.
#pragma once

#include "commitment/commitment.hpp"
#include "sql/sql.hpp"

#include <vector>

namespace backbeat::commitment {

/// Of all commitments made with a manager, whoever leads their reps now: those inspected since an instant, in no order.
[[nodiscard]] std::vector<Inspection> inspections_with(sql::Reader& reader, Id<Org> org, Id<Person> manager, Instant since);

}  // namespace backbeat::commitment
