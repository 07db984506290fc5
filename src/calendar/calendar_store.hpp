// Holds and occurrences as they are stored, and how a person wants to be told.
#pragma once

#include "calendar/calendar.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calendar {

void insert_hold(sql::Transaction& tx, Id<Org> org, const Hold& hold);
/// Everything but whose it is, its kind and what it is about.
void update_hold(sql::Transaction& tx, Id<Org> org, const Hold& hold);
[[nodiscard]] std::optional<Hold> find_hold(sql::Reader& reader, Id<Org> org, Id<HoldEntry> id);
[[nodiscard]] std::vector<Hold> read_holds_about(sql::Reader& reader, Id<Org> org, std::int64_t about);
/// Those that end after `from` and start before `to`, by start.
[[nodiscard]] std::vector<Hold> read_holds_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to);

/// Those that end after `from` and start before `to`, by start.
[[nodiscard]] std::vector<Occurrence> read_occurrences_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to);
[[nodiscard]] std::vector<Occurrence> read_occurrences_in(sql::Reader& reader, Id<Org> org, Id<Source> source);
[[nodiscard]] std::optional<Occurrence> find_occurrence(sql::Reader& reader, Id<Org> org, Id<OccurrenceEntry> id);
/// Ids, source and person are set.
void insert_occurrences(sql::Transaction& tx, Id<Org> org, const std::vector<Occurrence>& occurrences);
void update_occurrence(sql::Transaction& tx, Id<Org> org, const Occurrence& occurrence);
void delete_occurrence(sql::Transaction& tx, Id<Org> org, Id<OccurrenceEntry> id);
void delete_occurrences_in(sql::Transaction& tx, Id<Org> org, Id<Source> source);

[[nodiscard]] Invitations read_invitations(sql::Reader& reader, Id<Org> org, Id<Person> person);
void store_invitations(sql::Transaction& tx, Id<Org> org, Id<Person> person, Invitations invitations);

}  // namespace backbeat::calendar
