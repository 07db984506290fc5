// Ending certificates, as they are stored.
#pragma once

#include "people/people.hpp"
#include "sql/sql.hpp"

namespace backbeat::people {

/// What begins later is taken back, what holds on the day ends with it. How many.
std::int64_t end_certifications(sql::Transaction& tx, Id<Org> org, Id<Person> person, CertificationKind kind, LocalDate day);

}  // namespace backbeat::people
