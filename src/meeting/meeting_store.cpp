#include "meeting/meeting_store.hpp"

namespace backbeat::meeting {
namespace {

constexpr std::string_view circle_sql =
    "SELECT circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, last_day, ended_at "
    "FROM circle WHERE org_id = ? AND circle_id = ?";
constexpr std::string_view stays_sql =
    "SELECT person_id, joined_at, left_at FROM circle_member WHERE org_id = ? AND circle_id = ? ORDER BY joined_at, person_id";
constexpr std::string_view circles_of_sql =
    "SELECT circle_id FROM circle_member WHERE org_id = ? AND person_id = ? GROUP BY circle_id ORDER BY MAX(joined_at) DESC, circle_id "
    "DESC";
constexpr std::string_view at_work_sql =
    "SELECT org_id, circle_id FROM circle WHERE ended_at IS NULL AND last_day >= ? UNION "
    "SELECT org_id, circle_id FROM circle_meeting WHERE state IN ('planned', 'running') ORDER BY 1, 2";

constexpr std::string_view hour_sql =
    "SELECT meeting_id, circle_id, number, starts_at, ends_at, state, facilitator_id, version FROM circle_meeting "
    "WHERE org_id = ? AND meeting_id = ?";
constexpr std::string_view hours_sql =
    "SELECT meeting_id, circle_id, number, starts_at, ends_at, state, facilitator_id, version FROM circle_meeting "
    "WHERE org_id = ? AND circle_id = ? ORDER BY number";
constexpr std::string_view insert_hour_sql =
    "INSERT INTO circle_meeting (org_id, meeting_id, circle_id, number, starts_at, ends_at, state, facilitator_id, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view update_hour_sql =
    "UPDATE circle_meeting SET starts_at = ?, ends_at = ?, state = ?, facilitator_id = ?, version = version + 1 "
    "WHERE org_id = ? AND meeting_id = ? RETURNING version";
constexpr std::string_view overdue_sql =
    "SELECT 1 FROM circle_meeting WHERE org_id = ? AND circle_id = ? AND state IN ('planned', 'running') AND ends_at <= ? LIMIT 1";

constexpr std::string_view attendance_sql =
    "SELECT person_id, state FROM circle_attendance WHERE org_id = ? AND meeting_id = ? ORDER BY person_id";
constexpr std::string_view store_attendance_sql =
    "INSERT INTO circle_attendance (org_id, meeting_id, person_id, state, at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, meeting_id, person_id) DO UPDATE SET state = excluded.state, at = excluded.at";
constexpr std::string_view delete_attendance_sql = "DELETE FROM circle_attendance WHERE org_id = ? AND meeting_id = ? AND person_id = ?";
constexpr std::string_view miss_sql =
    "UPDATE circle_attendance SET state = 'missed', at = ? WHERE org_id = ? AND meeting_id = ? AND state = 'expected'";
constexpr std::string_view attendance_of_sql =
    "SELECT a.state FROM circle_attendance a JOIN circle_meeting m ON m.org_id = a.org_id AND m.meeting_id = a.meeting_id "
    "WHERE a.org_id = ? AND m.circle_id = ? AND a.person_id = ? AND (m.state IN ('held', 'lapsed') OR a.state = 'present') ORDER BY "
    "m.number";

constexpr std::string_view insert_commitment_sql =
    "INSERT INTO circle_commitment_state (org_id, commitment_id, circle_id, owner_id, meeting_id, made_at, due_on) VALUES (?, ?, ?, ?, ?, "
    "?, ?)";
constexpr std::string_view outcome_sql =
    "UPDATE circle_commitment_state SET outcome = ?, outcome_at = ? WHERE org_id = ? AND commitment_id = ?";
constexpr std::string_view taken_sql =
    "UPDATE circle_commitment_state SET session_id = ?, taken_as = ? WHERE org_id = ? AND commitment_id = ?";
constexpr std::string_view commitment_sql =
    "SELECT commitment_id, circle_id, meeting_id, owner_id, made_at, due_on, outcome, outcome_at, session_id FROM circle_commitment_state "
    "WHERE org_id = ? AND commitment_id = ?";
constexpr std::string_view commitments_sql =
    "SELECT commitment_id, circle_id, meeting_id, owner_id, made_at, due_on, outcome, outcome_at, session_id FROM circle_commitment_state "
    "WHERE org_id = ? AND circle_id = ? ORDER BY made_at, commitment_id";

constexpr std::string_view signature_sql = "SELECT signature FROM circle_plan WHERE org_id = ? AND circle_id = ?";
constexpr std::string_view store_signature_sql =
    "INSERT INTO circle_plan (org_id, circle_id, signature, planned_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (org_id, circle_id) DO UPDATE SET signature = excluded.signature, planned_at = excluded.planned_at";

Hour hour_from(const sql::Row& row) {
  return {.id = row.get<Id<Meeting>>(0),
          .circle = row.get<Id<Circle>>(1),
          .number = row.get<int>(2),
          .starts_at = row.get<Instant>(3),
          .ends_at = row.get<Instant>(4),
          .state = state_from(row.text(5)).value_or(State::planned),
          .facilitator = row.get<std::optional<Id<Person>>>(6),
          .version = row.integer(7)};
}

CommitmentRow commitment_from(const sql::Row& row) {
  return {.id = row.get<Id<CircleCommitment>>(0),
          .circle = row.get<Id<Circle>>(1),
          .made_in = row.get<Id<Meeting>>(2),
          .owner = row.get<Id<Person>>(3),
          .made_at = row.get<Instant>(4),
          .due_on = row.get<LocalDate>(5),
          .outcome = row.is_null(6) ? std::nullopt : outcome_from(row.text(6)),
          .outcome_at = row.get<std::optional<Instant>>(7),
          .taken_to = row.get<std::optional<Id<Session>>>(8)};
}

}  // namespace

std::optional<CircleFacts> find_circle(sql::Reader& reader, Id<Org> org, Id<Circle> circle) {
  const auto read = [](const sql::Row& row) {
    return CircleFacts{.id = row.get<Id<Circle>>(0),
                       .is_cross = row.text(1) == "cross",
                       .held_by = row.get<std::string>(2),
                       .name = row.get<std::string>(3),
                       .slot = {.weekday = row.get<int>(4),
                                .starts = row.get<LocalTime>(5),
                                .minutes = row.get<int>(6),
                                .every_weeks = row.get<int>(7),
                                .zone = Zone::make(row.text(8)).value_or(Zone())},
                       .first_day = row.get<LocalDate>(9),
                       .last_day = row.get<LocalDate>(10),
                       .ended_at = row.get<std::optional<Instant>>(11)};
  };
  return reader.first(circle_sql, read, org, circle);
}

std::vector<Stay> stays_in(sql::Reader& reader, Id<Org> org, Id<Circle> circle) {
  const auto read = [](const sql::Row& row) {
    return Stay{.person = row.get<Id<Person>>(0), .joined_at = row.get<Instant>(1), .left_at = row.get<std::optional<Instant>>(2)};
  };
  return reader.all(stays_sql, read, org, circle);
}

std::vector<Id<Circle>> circles_of(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.all(circles_of_sql, [](const sql::Row& row) { return row.get<Id<Circle>>(0); }, org, person);
}

std::vector<CircleKey> circles_at_work(sql::Reader& reader, LocalDate today) {
  const auto read = [](const sql::Row& row) { return CircleKey{.org = row.get<Id<Org>>(0), .circle = row.get<Id<Circle>>(1)}; };
  return reader.all(at_work_sql, read, today);
}

std::optional<Hour> find_hour(sql::Reader& reader, Id<Org> org, Id<Meeting> id) {
  return reader.first(hour_sql, hour_from, org, id);
}

std::vector<Hour> hours_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle) {
  return reader.all(hours_sql, hour_from, org, circle);
}

void insert_hour(sql::Transaction& tx, Id<Org> org, const Hour& hour) {
  tx.change(insert_hour_sql, org, hour.id, hour.circle, hour.number, hour.starts_at, hour.ends_at, name_of(hour.state), hour.facilitator,
            hour.version);
}

std::int64_t update_hour(sql::Transaction& tx, Id<Org> org, const Hour& hour) {
  return tx
      .first(
          update_hour_sql, [](const sql::Row& row) { return row.integer(0); }, hour.starts_at, hour.ends_at, name_of(hour.state),
          hour.facilitator, org, hour.id)
      .value_or(0);
}

bool has_open_hour_over(sql::Reader& reader, Id<Org> org, Id<Circle> circle, Instant by) {
  return reader.first(overdue_sql, [](const sql::Row& row) { return row.integer(0); }, org, circle, by).has_value();
}

std::vector<AttendanceRow> attendance_at(sql::Reader& reader, Id<Org> org, Id<Meeting> id) {
  const auto read = [](const sql::Row& row) {
    return AttendanceRow{.person = row.get<Id<Person>>(0), .state = attendance_from(row.text(1)).value_or(Attendance::expected)};
  };
  return reader.all(attendance_sql, read, org, id);
}

void store_attendance(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, Id<Person> person, Attendance state, Instant at) {
  tx.change(store_attendance_sql, org, id, person, name_of(state), at);
}

void delete_attendance(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, Id<Person> person) {
  tx.change(delete_attendance_sql, org, id, person);
}

void miss_the_rest(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, Instant at) {
  tx.change(miss_sql, at, org, id);
}

std::vector<Attendance> attendance_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle, Id<Person> person) {
  const auto read = [](const sql::Row& row) { return attendance_from(row.text(0)).value_or(Attendance::expected); };
  return reader.all(attendance_of_sql, read, org, circle, person);
}

void insert_commitment(sql::Transaction& tx, Id<Org> org, const CommitmentRow& row) {
  tx.change(insert_commitment_sql, org, row.id, row.circle, row.owner, row.made_in, row.made_at, row.due_on);
}

void store_outcome(sql::Transaction& tx, Id<Org> org, Id<CircleCommitment> id, Outcome outcome, Instant at) {
  tx.change(outcome_sql, name_of(outcome), at, org, id);
}

void store_taken(sql::Transaction& tx, Id<Org> org, Id<CircleCommitment> id, Id<Session> session, std::int64_t as) {
  tx.change(taken_sql, session, as, org, id);
}

std::optional<CommitmentRow> find_commitment(sql::Reader& reader, Id<Org> org, Id<CircleCommitment> id) {
  return reader.first(commitment_sql, commitment_from, org, id);
}

std::vector<CommitmentRow> commitments_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle) {
  return reader.all(commitments_sql, commitment_from, org, circle);
}

std::optional<std::string> plan_signature(sql::Reader& reader, Id<Org> org, Id<Circle> circle) {
  return reader.first(signature_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, circle);
}

void store_plan_signature(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, std::string_view signature, Instant at) {
  tx.change(store_signature_sql, org, circle, signature, at);
}

}  // namespace backbeat::meeting
