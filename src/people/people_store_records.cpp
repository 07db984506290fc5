#include "people/people_store_records.hpp"

namespace backbeat::people {
namespace {

// What holds first, then what was replaced; each ordered by person.
constexpr std::string_view select_employments =
    "SELECT person_id, recorded_at, NULL, time_zone, hired, left_on FROM person WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view select_replaced_employments =
    "SELECT person_id, recorded_at, replaced_at, time_zone, hired, left_on FROM replaced_person WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view select_assignments =
    "SELECT person_id, recorded_at, NULL, from_day, to_day, manager_id, job_role, segment, region, is_top_performer "
    "FROM assignment WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view select_replaced_assignments =
    "SELECT person_id, recorded_at, replaced_at, from_day, to_day, manager_id, job_role, segment, region, is_top_performer "
    "FROM replaced_assignment WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view select_time_off =
    "SELECT person_id, recorded_at, NULL, first_day, last_day FROM time_off WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view select_replaced_time_off =
    "SELECT person_id, recorded_at, replaced_at, first_day, last_day FROM replaced_time_off WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view select_holidays = "SELECT region, day, name, recorded_at FROM holiday WHERE org_id = ? ORDER BY day, region";

constexpr std::string_view keep_employment_row = R"(
INSERT INTO replaced_person (org_id, person_id, recorded_at, replaced_at, time_zone, hired, left_on)
SELECT org_id, person_id, recorded_at, CAST(? AS BIGINT), time_zone, hired, left_on FROM person
WHERE org_id = ? AND person_id = ? AND (recorded_at IS NULL OR recorded_at < ?)
ON CONFLICT DO NOTHING)";
constexpr std::string_view keep_assignment_row = R"(
INSERT INTO replaced_assignment
  (org_id, person_id, from_day, recorded_at, replaced_at, to_day, manager_id, job_role, segment, region, is_top_performer)
SELECT org_id, person_id, from_day, recorded_at, CAST(? AS BIGINT), to_day, manager_id, job_role, segment, region, is_top_performer
FROM assignment
WHERE org_id = ? AND person_id = ? AND from_day = ? AND (recorded_at IS NULL OR recorded_at < ?)
ON CONFLICT DO NOTHING)";
constexpr std::string_view keep_time_off_row = R"(
INSERT INTO replaced_time_off (org_id, person_id, time_off_id, recorded_at, replaced_at, first_day, last_day)
SELECT org_id, person_id, time_off_id, recorded_at, CAST(? AS BIGINT), first_day, last_day FROM time_off
WHERE org_id = ? AND person_id = ? AND time_off_id = ? AND (recorded_at IS NULL OR recorded_at < ?)
ON CONFLICT DO NOTHING)";

Employment employment_from(const sql::Row& row) {
  const auto zone = Zone::make(row.text(3));
  if (!zone) throw sql::Failure(sql::Failure::Kind::broken, "the time zone database does not know " + std::string(row.text(3)));
  return {.zone = *zone, .hired = row.get<LocalDate>(4), .left = row.get<std::optional<LocalDate>>(5)};
}

Assignment assignment_from(const sql::Row& row) {
  return {.period = {.from = row.get<LocalDate>(3), .to = row.get<std::optional<LocalDate>>(4)},
          .manager = row.get<std::optional<Id<Person>>>(5),
          .job_role = row.get<std::string>(6),
          .segment = row.get<std::string>(7),
          .region = row.get<std::string>(8),
          .is_top_performer = row.get<bool>(9)};
}

TimeOff time_off_from(const sql::Row& row) {
  return {.first = row.get<LocalDate>(3), .last = row.get<LocalDate>(4), .reason = TimeOffReason::leave};
}

/// Rows ordered by person, given to the people, who are ordered too.
template <class T, class From>
void fill(sql::Reader& reader, Id<Org> org, std::string_view statement, std::vector<PersonVersions>& people,
          std::vector<Version<T>> PersonVersions::* list, From from) {
  auto at = people.begin();
  reader.each(
      statement,
      [&](const sql::Row& row) {
        const auto person = row.get<Id<Person>>(0);
        while (at != people.end() && at->id < person) ++at;
        if (at == people.end() || at->id != person) return;
        const Believed believed{.recorded_at = row.get<std::optional<Instant>>(1), .replaced_at = row.get<std::optional<Instant>>(2)};
        ((*at).*list).push_back({.fact = from(row), .believed = believed});
      },
      org);
}

}  // namespace

std::vector<PersonVersions> read_versions(sql::Reader& reader, Id<Org> org) {
  std::vector<PersonVersions> people = reader.all(
      select_employments,
      [](const sql::Row& row) {
        return PersonVersions{.id = row.get<Id<Person>>(0),
                              .employments = {{.fact = employment_from(row),
                                               .believed = {.recorded_at = row.get<std::optional<Instant>>(1), .replaced_at = {}}}},
                              .assignments = {},
                              .time_off = {}};
      },
      org);
  fill(reader, org, select_replaced_employments, people, &PersonVersions::employments, employment_from);
  fill(reader, org, select_assignments, people, &PersonVersions::assignments, assignment_from);
  fill(reader, org, select_replaced_assignments, people, &PersonVersions::assignments, assignment_from);
  fill(reader, org, select_time_off, people, &PersonVersions::time_off, time_off_from);
  fill(reader, org, select_replaced_time_off, people, &PersonVersions::time_off, time_off_from);
  return people;
}

std::vector<std::pair<Holiday, std::optional<Instant>>> read_recorded_holidays(sql::Reader& reader, Id<Org> org) {
  return reader.all(
      select_holidays,
      [](const sql::Row& row) {
        return std::pair(Holiday{.region = row.get<std::string>(0), .day = row.get<LocalDate>(1), .name = row.get<std::string>(2)},
                         row.get<std::optional<Instant>>(3));
      },
      org);
}

void keep_employment(sql::Transaction& tx, Id<Org> org, Id<Person> person, Instant now) {
  tx.change(keep_employment_row, now, org, person, now);
}

void keep_assignment(sql::Transaction& tx, Id<Org> org, Id<Person> person, LocalDate from, Instant now) {
  tx.change(keep_assignment_row, now, org, person, from, now);
}

void keep_time_off(sql::Transaction& tx, Id<Org> org, Id<Person> person, Id<TimeOffEntry> entry, Instant now) {
  tx.change(keep_time_off_row, now, org, person, entry, now);
}

}  // namespace backbeat::people
