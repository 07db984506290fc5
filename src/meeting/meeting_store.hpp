// Circles and their hours as they are stored: who, when, which state. No words.
#pragma once

#include "meeting/meeting.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::meeting {

// --- circles: written by the season, read here ---

[[nodiscard]] std::optional<CircleFacts> find_circle(sql::Reader& reader, Id<Org> org, Id<Circle> circle);
/// Everybody who ever was in it, by when they joined.
[[nodiscard]] std::vector<Stay> stays_in(sql::Reader& reader, Id<Org> org, Id<Circle> circle);
/// Those somebody is or was in, the latest first.
[[nodiscard]] std::vector<Id<Circle>> circles_of(sql::Reader& reader, Id<Org> org, Id<Person> person);

struct CircleKey {
  Id<Org> org;
  Id<Circle> circle;
};
/// Of all organisations, the circles that have hours to come or to be closed: not ended, or with an hour that is open.
[[nodiscard]] std::vector<CircleKey> circles_at_work(sql::Reader& reader, LocalDate today);

// --- hours ---

[[nodiscard]] std::optional<Hour> find_hour(sql::Reader& reader, Id<Org> org, Id<Meeting> id);
/// By number.
[[nodiscard]] std::vector<Hour> hours_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle);
void insert_hour(sql::Transaction& tx, Id<Org> org, const Hour& hour);
/// Its times, state and facilitator; the version goes up by one. Returns it.
std::int64_t update_hour(sql::Transaction& tx, Id<Org> org, const Hour& hour);
/// Is an hour of the circle open, and over by `by`?
[[nodiscard]] bool has_open_hour_over(sql::Reader& reader, Id<Org> org, Id<Circle> circle, Instant by);

// --- who came ---

/// By person.
[[nodiscard]] std::vector<AttendanceRow> attendance_at(sql::Reader& reader, Id<Org> org, Id<Meeting> id);
void store_attendance(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, Id<Person> person, Attendance state, Instant at);
void delete_attendance(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, Id<Person> person);
/// Who is expected still has missed it.
void miss_the_rest(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, Instant at);
/// Of one person in the circle's hours that are over, and in those they came to, by time.
[[nodiscard]] std::vector<Attendance> attendance_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle, Id<Person> person);

// --- commitments ---

void insert_commitment(sql::Transaction& tx, Id<Org> org, const CommitmentRow& row);
void store_outcome(sql::Transaction& tx, Id<Org> org, Id<CircleCommitment> id, Outcome outcome, Instant at);
void store_taken(sql::Transaction& tx, Id<Org> org, Id<CircleCommitment> id, Id<Session> session, std::int64_t as);
[[nodiscard]] std::optional<CommitmentRow> find_commitment(sql::Reader& reader, Id<Org> org, Id<CircleCommitment> id);
/// By when they were made.
[[nodiscard]] std::vector<CommitmentRow> commitments_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle);

// --- the plan ---

[[nodiscard]] std::optional<std::string> plan_signature(sql::Reader& reader, Id<Org> org, Id<Circle> circle);
void store_plan_signature(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, std::string_view signature, Instant at);

}  // namespace backbeat::meeting
