// Where a person stands in peer circles: what they said about them, and which they were in.
#pragma once

#include "privacy/privacy_store.hpp"

namespace backbeat::privacy {

void read_circle_profile(sql::Reader& reader, Id<Org> org, Id<Person> person, Export& out);
/// What they said goes, and that somebody wished them or was kept apart from them; that they were in a circle counts. How many rows.
std::int64_t clear_circle_profile(sql::Transaction& tx, Id<Org> org, Id<Person> person);

}  // namespace backbeat::privacy
