// What was written in somebody's ride-alongs, outside the events.
#pragma once

#include "privacy/privacy.hpp"
#include "sql/sql.hpp"

#include <vector>

namespace backbeat::privacy {

/// Appends the texts and notes of the ride-alongs they were in, on either side.
void read_ride_alongs(sql::Reader& reader, Id<Org> org, Id<Person> person, std::vector<Said>& said);

/// What they wrote, and all of the ride-alongs they were the rep of. How many rows.
std::int64_t clear_ride_alongs(sql::Transaction& tx, Id<Org> org, Id<Person> person);

}  // namespace backbeat::privacy
