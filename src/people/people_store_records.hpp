// The versions of the facts about people: those that hold, and those that were replaced.
#pragma once

#include "people/records.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace backbeat::people {

struct TimeOffEntry;

/// Of everybody who ever worked here, by id.
[[nodiscard]] std::vector<PersonVersions> read_versions(sql::Reader& reader, Id<Org> org);
/// By day, then region, each with the instant at which it was recorded.
[[nodiscard]] std::vector<std::pair<Holiday, std::optional<Instant>>> read_recorded_holidays(sql::Reader& reader, Id<Org> org);

// Keeping what is about to be changed or deleted, as it was believed until `now`. What was recorded at the same instant was never believed
// at any other and is not kept.
void keep_employment(sql::Transaction& tx, Id<Org> org, Id<Person> person, Instant now);
void keep_assignment(sql::Transaction& tx, Id<Org> org, Id<Person> person, LocalDate from, Instant now);
void keep_time_off(sql::Transaction& tx, Id<Org> org, Id<Person> person, Id<TimeOffEntry> entry, Instant now);

}  // namespace backbeat::people
