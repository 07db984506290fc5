// Where a person stands in calendars: reading it for an export, clearing it for an erasure.
#pragma once

#include "privacy/privacy_store.hpp"

#include <set>

namespace backbeat::privacy {

void read_calendars(sql::Reader& reader, Id<Org> org, const Subject& subject, Export& out);
/// How many rows. `identifiers` are what they are called, in lower case.
std::int64_t clear_calendars(sql::Transaction& tx, Id<Org> org, const Subject& subject, const std::set<std::string>& identifiers);

}  // namespace backbeat::privacy
