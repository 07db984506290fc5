// When somebody is at work, without what else is known of them.
#pragma once

#include "people/people.hpp"
#include "sql/sql.hpp"

namespace backbeat::people {

/// Without identities and certifications.
[[nodiscard]] std::optional<Member> read_presence(sql::Reader& reader, Id<Org> org, Id<Person> person);
[[nodiscard]] std::optional<Zone> read_zone(sql::Reader& reader, Id<Org> org, Id<Person> person);

}  // namespace backbeat::people
