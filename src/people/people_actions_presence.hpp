// When somebody is at work, for pages that are asked for often: three looks into the database instead of five, or one.
#pragma once

#include "people/people.hpp"
#include "sql/sql.hpp"

namespace backbeat::people {

/// Name, zone, hours, assignments and time off; no identities and no certifications. Nothing for nobody.
[[nodiscard]] std::optional<Member> load_presence(sql::Reader& reader, Id<Org> org, Id<Person> person);
[[nodiscard]] std::optional<Zone> zone_of(sql::Reader& reader, Id<Org> org, Id<Person> person);

}  // namespace backbeat::people
