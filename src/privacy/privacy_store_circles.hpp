// What was said in circles.
#pragma once

#include "sql/sql.hpp"

namespace backbeat::privacy {

/// What they wrote in circles, and the feedback that was given to them; what the others wrote stays theirs. Sealed, it needs no key to be
/// destroyed. How many rows.
std::int64_t clear_circles(sql::Transaction& tx, Id<Org> org, Id<Person> person);

}  // namespace backbeat::privacy
