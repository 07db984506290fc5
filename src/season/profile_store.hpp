// What people said about circles, and pairs kept apart, as they are stored.
#pragma once

#include "season/season.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <vector>

namespace backbeat::season {

[[nodiscard]] std::vector<Profile> read_profiles(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<Profile> read_profile(sql::Reader& reader, Id<Org> org, Id<Person> person);
void write_profile(sql::Transaction& tx, Id<Org> org, const Profile& profile);

[[nodiscard]] std::vector<PersonPair> read_apart(sql::Reader& reader, Id<Org> org);
/// False where it was there already.
bool insert_apart(sql::Transaction& tx, Id<Org> org, PersonPair pair);
/// False where there was none.
bool delete_apart(sql::Transaction& tx, Id<Org> org, PersonPair pair);

/// Won and asked of everybody with a quota, over quotas that lie within these days (the last included).
[[nodiscard]] std::vector<Attainment> read_attainment(sql::Reader& reader, Id<Org> org, LocalDate first, LocalDate last);

}  // namespace backbeat::season
