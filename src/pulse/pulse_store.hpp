// Snapshots and the one question as they are stored, and what a quarter is counted from. A snapshot is written once and read again.
#pragma once

#include "crypto/sealing.hpp"
#include "pulse/facilitation.hpp"
#include "pulse/pulse.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backbeat::pulse {

/// The instants of a quarter, in the organisation's zone: from, and before.
struct Span {
  Instant from;
  Instant to;
};
[[nodiscard]] Span span_of(const FiscalQuarter& quarter, const Zone& zone);

// --- the question ---

[[nodiscard]] std::optional<Id<Circle>> circle_of_meeting(sql::Reader& reader, Id<Org> org, std::int64_t meeting);
[[nodiscard]] bool has_answered(sql::Reader& reader, Id<Org> org, LocalDate quarter, Id<Person> person);
/// False where they had already.
bool insert_answered(sql::Transaction& tx, Id<Org> org, LocalDate quarter, Id<Person> person, Id<Circle> circle);
/// What is sealed of a circle's quarter, "" before the first answer; the row is locked to the end of the transaction.
[[nodiscard]] std::string sealed_tally(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, LocalDate quarter);
void put_tally(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, LocalDate quarter, std::string_view sealed);
void delete_tallies(sql::Transaction& tx, Id<Org> org, LocalDate quarter);
[[nodiscard]] std::vector<std::pair<Id<Circle>, std::string>> sealed_tallies(sql::Reader& reader, Id<Org> org, LocalDate quarter);

// --- what a quarter is counted from ---

/// The circles that ran in the quarter, with all but the answers' histograms.
[[nodiscard]] std::vector<CircleFacts> load_facts(sql::Reader& reader, Id<Org> org, const FiscalQuarter& quarter, Span span);
/// Did any circle run in the quarter?
[[nodiscard]] bool has_circles(sql::Reader& reader, Id<Org> org, const FiscalQuarter& quarter, Span span);
/// When the organisation's first circle began.
[[nodiscard]] std::optional<LocalDate> first_day_of_circles(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<LedSession> led_sessions(sql::Reader& reader, Id<Org> org, Instant from, const Zone& zone);
[[nodiscard]] bool was_ever_in_a_circle(sql::Reader& reader, Id<Org> org, Id<Person> person);
/// Circles that have not ended.
[[nodiscard]] std::vector<Id<Circle>> running_circles(sql::Reader& reader, Id<Org> org);

// --- snapshots ---

[[nodiscard]] bool is_published(sql::Reader& reader, Id<Org> org, LocalDate quarter);
/// As they are spelled, with their first days; newest first.
[[nodiscard]] std::vector<std::pair<LocalDate, std::string>> published_quarters(sql::Reader& reader, Id<Org> org);
/// False where the quarter is published already.
bool insert_snapshot(sql::Transaction& tx, Id<Org> org, const Snapshot& snapshot);
[[nodiscard]] std::optional<Snapshot> load_snapshot(sql::Reader& reader, Id<Org> org, const FiscalQuarter& quarter);
/// The people behind every eNPS of a programme row that was ever shown.
[[nodiscard]] std::vector<Support> published_supports(sql::Reader& reader, Id<Org> org);

}  // namespace backbeat::pulse
