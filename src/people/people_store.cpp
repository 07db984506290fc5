#include "people/people_store.hpp"

#include "base/front.hpp"

#include "people/names.hpp"
#include "people/people_store_presence.hpp"
#include "people/people_store_records.hpp"
#include "sql/many_rows.hpp"

#include <algorithm>
#include <array>

namespace backbeat::people {
namespace {

const std::string person_columns = "SELECT person_id, name, email, time_zone, hours_from, hours_to, hired, left_on FROM person ";
const std::string select_people = person_columns + "WHERE org_id = ? ORDER BY person_id";
const std::string select_person = person_columns + "WHERE org_id = ? AND person_id = ?";

const std::string assignment_columns =
    "SELECT person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer FROM assignment ";
const std::string select_assignments = assignment_columns + "WHERE org_id = ? ORDER BY person_id, from_day";
const std::string select_assignments_of = assignment_columns + "WHERE org_id = ? AND person_id = ? ORDER BY from_day";

const std::string time_off_columns = "SELECT person_id, first_day, last_day, reason, time_off_id FROM time_off ";
const std::string select_time_off = time_off_columns + "WHERE org_id = ? ORDER BY person_id, first_day, time_off_id";
const std::string select_time_off_of = time_off_columns + "WHERE org_id = ? AND person_id = ? ORDER BY first_day, time_off_id";

const std::string identity_columns = "SELECT person_id, system, value FROM external_identity ";
const std::string select_identities = identity_columns + "WHERE org_id = ? ORDER BY person_id, system, value_key";
const std::string select_identities_of = identity_columns + "WHERE org_id = ? AND person_id = ? ORDER BY system, value_key";

const std::string certification_columns = "SELECT person_id, kind, from_day, to_day FROM certification ";
const std::string select_certifications = certification_columns + "WHERE org_id = ? ORDER BY person_id, from_day, kind";
const std::string select_certifications_of = certification_columns + "WHERE org_id = ? AND person_id = ? ORDER BY from_day, kind";

constexpr std::string_view select_holidays = "SELECT region, day, name FROM holiday WHERE org_id = ? ORDER BY day, region";
constexpr std::string_view select_names = "SELECT person_id, name FROM person WHERE org_id = ?";
constexpr std::string_view select_zone = "SELECT time_zone FROM person WHERE org_id = ? AND person_id = ?";
constexpr std::string_view select_name = "SELECT person_id, name FROM person WHERE org_id = ? AND person_id = ?";
constexpr std::string_view select_identity = "SELECT person_id FROM external_identity WHERE org_id = ? AND system = ? AND value_key = ?";
constexpr std::string_view select_system = "SELECT value_key, person_id FROM external_identity WHERE org_id = ? AND system = ?";
constexpr std::string_view select_name_keys = "SELECT name_key, person_id FROM person WHERE org_id = ?";
constexpr std::string_view select_emails = "SELECT email, person_id FROM person WHERE org_id = ? AND email IS NOT NULL";
constexpr std::string_view select_by_name_key = "SELECT person_id FROM person WHERE org_id = ? AND name_key = ?";
constexpr std::string_view select_by_email = "SELECT person_id FROM person WHERE org_id = ? AND email = ?";

constexpr std::string_view insert_person = R"(
INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on, recorded_at)
VALUES )";
constexpr std::string_view update_person = R"(
UPDATE person SET name = ?, name_key = ?, email = ?, time_zone = ?, hours_from = ?, hours_to = ?, hired = ?, left_on = ?,
  recorded_at = COALESCE(?, recorded_at)
WHERE org_id = ? AND person_id = ?)";
constexpr std::string_view delete_assignment = "DELETE FROM assignment WHERE org_id = ? AND person_id = ? AND from_day = ?";
constexpr std::string_view insert_assignment = R"(
INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer, recorded_at)
VALUES )";
constexpr std::string_view insert_identities = "INSERT INTO external_identity (org_id, system, value_key, value, person_id) VALUES ";
constexpr std::string_view identity_is_there =
    " ON CONFLICT (org_id, system, value_key) DO UPDATE SET value = excluded.value, person_id = excluded.person_id";
const sql::ManyRows<11> person_rows(insert_person);
const sql::ManyRows<10> assignment_rows(insert_assignment);
const sql::ManyRows<5> identity_rows(insert_identities, identity_is_there);
constexpr std::string_view upsert_certification = R"(
INSERT INTO certification (org_id, person_id, kind, from_day, to_day) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (org_id, person_id, kind, from_day) DO UPDATE SET to_day = excluded.to_day)";
constexpr std::string_view insert_time_off_row =
    "INSERT INTO time_off (org_id, time_off_id, person_id, first_day, last_day, reason, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view delete_time_off_row = "DELETE FROM time_off WHERE org_id = ? AND person_id = ? AND time_off_id = ?";
constexpr std::string_view select_holiday = "SELECT name FROM holiday WHERE org_id = ? AND day = ? AND region = ?";
constexpr std::string_view upsert_holiday_row = R"(
INSERT INTO holiday (org_id, day, region, name, recorded_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (org_id, day, region) DO UPDATE SET name = excluded.name)";
constexpr std::string_view upsert_awaited = R"(
INSERT INTO awaited_manager (org_id, person_id, value_key) VALUES (?, ?, ?)
ON CONFLICT (org_id, person_id) DO UPDATE SET value_key = excluded.value_key)";
constexpr std::string_view delete_awaited = "DELETE FROM awaited_manager WHERE org_id = ? AND person_id = ?";
constexpr std::string_view select_all_awaiting = "SELECT person_id FROM awaited_manager WHERE org_id = ?";
constexpr std::string_view select_awaiting = "SELECT person_id FROM awaited_manager WHERE org_id = ? AND value_key = ? ORDER BY person_id";

// The assignment that began last by the day; (person, from_day) is a key, so the inner query is one step of an index.
const std::string directory_columns = R"(
SELECT p.person_id, p.name, p.name_key, p.email, p.hired, p.left_on, a.job_role, a.segment, a.region, a.manager_id, m.name
FROM person p
LEFT JOIN assignment a ON a.org_id = p.org_id AND a.person_id = p.person_id AND a.from_day =
  (SELECT MAX(b.from_day) FROM assignment b WHERE b.org_id = p.org_id AND b.person_id = p.person_id AND b.from_day <= ?)
LEFT JOIN person m ON m.org_id = a.org_id AND m.person_id = a.manager_id
WHERE p.org_id = ? )";
const std::string select_directory_entry = directory_columns + "AND p.person_id = ?";
const std::string select_directory = directory_columns + R"(
AND (p.name_key > ? OR (p.name_key = ? AND p.person_id > ?))
AND (p.name_key LIKE ? ESCAPE '!' OR p.email LIKE ? ESCAPE '!')
AND (? = '' OR a.job_role = ?)
AND (? = 0 OR (p.hired <= ? AND (p.left_on IS NULL OR p.left_on > ?)))
AND (? = 0 OR p.hired > ? OR p.left_on <= ?)
ORDER BY p.name_key, p.person_id LIMIT ?)";

constexpr std::array<std::pair<TimeOffReason, std::string_view>, 3> reasons = {
    {{TimeOffReason::pto, "pto"}, {TimeOffReason::sickness, "sickness"}, {TimeOffReason::leave, "leave"}}};

Zone stored_zone(std::string_view name) {
  auto zone = Zone::make(name);
  if (!zone) throw sql::Failure(sql::Failure::Kind::broken, "the time zone database does not know " + std::string(name));
  return *zone;
}

Member member_from(const sql::Row& row) {
  return {.id = row.get<Id<Person>>(0),
          .name = row.get<std::string>(1),
          .email = row.get<std::optional<std::string>>(2).value_or(""),
          .zone = stored_zone(row.text(3)),
          .hours = {.from = row.get<LocalTime>(4), .to = row.get<LocalTime>(5)},
          .hired = row.get<LocalDate>(6),
          .left = row.get<std::optional<LocalDate>>(7),
          .assignments = {},
          .time_off = {},
          .identities = {},
          .certifications = {}};
}

Assignment assignment_from(const sql::Row& row) {
  return {.period = {.from = row.get<LocalDate>(1), .to = row.get<std::optional<LocalDate>>(2)},
          .manager = row.get<std::optional<Id<Person>>>(3),
          .job_role = row.get<std::string>(4),
          .segment = row.get<std::string>(5),
          .region = row.get<std::string>(6),
          .is_top_performer = row.get<bool>(7)};
}

TimeOff time_off_from(const sql::Row& row) {
  return {.first = row.get<LocalDate>(1), .last = row.get<LocalDate>(2), .reason = *time_off_reason_from(row.text(3))};
}

ExternalIdentity identity_from(const sql::Row& row) {
  return {.system = row.get<std::string>(1), .value = row.get<std::string>(2)};
}

Certification certification_from(const sql::Row& row) {
  return {.kind = row.text(1) == "coach" ? CertificationKind::coach : CertificationKind::facilitator,
          .period = {.from = row.get<LocalDate>(2), .to = row.get<std::optional<LocalDate>>(3)}};
}

// Rows of everybody, ordered by person as the members are: one walk gives each member theirs.
class Merge {
 public:
  explicit Merge(std::vector<Member>& members) : m_at(members.begin()), m_end(members.end()) {}
  Member* find(const sql::Row& row) {
    const auto person = row.get<Id<Person>>(0);
    while (m_at != m_end && m_at->id < person) ++m_at;
    return m_at != m_end && m_at->id == person ? &*m_at : nullptr;
  }

 private:
  std::vector<Member>::iterator m_at;
  std::vector<Member>::iterator m_end;
};

template <class Value, class From>
void fill(sql::Reader& reader, Id<Org> org, const std::string& statement, std::vector<Member>& members, std::vector<Value> Member::* list,
          From from) {
  Merge merge(members);
  reader.each(
      statement,
      [&](const sql::Row& row) {
        if (Member* member = merge.find(row)) (member->*list).push_back(from(row));
      },
      org);
}

std::optional<std::string_view> stored_email(const Member& member) {
  return member.email.empty() ? std::nullopt : std::optional<std::string_view>(member.email);
}

std::string contains_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char letter : text) {
    if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
    pattern += letter;
  }
  return pattern + "%";
}

DirectoryEntry directory_entry_from(const sql::Row& row) {
  return {.id = row.get<Id<Person>>(0),
          .name = row.get<std::string>(1),
          .name_key = row.get<std::string>(2),
          .email = row.get<std::optional<std::string>>(3).value_or(""),
          .job_role = row.get<std::optional<std::string>>(6).value_or(""),
          .segment = row.get<std::optional<std::string>>(7).value_or(""),
          .region = row.get<std::optional<std::string>>(8).value_or(""),
          .manager = row.get<std::optional<Id<Person>>>(9),
          .manager_name = row.get<std::optional<std::string>>(10).value_or(""),
          .hired = row.get<LocalDate>(4),
          .left = row.get<std::optional<LocalDate>>(5)};
}

std::pair<std::string, Id<Person>> keyed_from(const sql::Row& row) {
  return {row.get<std::string>(0), row.get<Id<Person>>(1)};
}

}  // namespace

std::string_view name_of(TimeOffReason reason) {
  for (const auto& [known, name] : reasons) {
    if (known == reason) return name;
  }
  return {};
}

Result<TimeOffReason> time_off_reason_from(std::string_view name) {
  for (const auto& [reason, known] : reasons) {
    if (known == name) return reason;
  }
  return expected_value("reason", "pto, sickness or leave", std::string(front_of(name, 40)));
}

std::string_view name_of(CertificationKind kind) {
  return kind == CertificationKind::coach ? "coach" : "facilitator";
}

std::vector<Member> read_members(sql::Reader& reader, Id<Org> org) {
  std::vector<Member> members = reader.all(select_people, member_from, org);
  members.shrink_to_fit();  // they are kept
  fill(reader, org, select_assignments, members, &Member::assignments, assignment_from);
  fill(reader, org, select_time_off, members, &Member::time_off, time_off_from);
  fill(reader, org, select_identities, members, &Member::identities, identity_from);
  fill(reader, org, select_certifications, members, &Member::certifications, certification_from);
  return members;
}

std::optional<Member> read_presence(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  std::optional<Member> member = reader.first(select_person, member_from, org, person);
  if (!member) return member;
  member->assignments = reader.all(select_assignments_of, assignment_from, org, person);
  member->time_off = reader.all(select_time_off_of, time_off_from, org, person);
  return member;
}

std::optional<Zone> read_zone(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.first(select_zone, [](const sql::Row& row) { return stored_zone(row.text(0)); }, org, person);
}

std::optional<Member> read_member(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  std::optional<Member> member = read_presence(reader, org, person);
  if (!member) return member;
  member->identities = reader.all(select_identities_of, identity_from, org, person);
  member->certifications = reader.all(select_certifications_of, certification_from, org, person);
  return member;
}

std::vector<Holiday> read_all_holidays(sql::Reader& reader, Id<Org> org) {
  const auto read = [](const sql::Row& row) {
    return Holiday{.region = row.get<std::string>(0), .day = row.get<LocalDate>(1), .name = row.get<std::string>(2)};
  };
  return reader.all(select_holidays, read, org);
}

std::unordered_map<Id<Person>, std::string> read_names(sql::Reader& reader, Id<Org> org) {
  std::unordered_map<Id<Person>, std::string> names;
  reader.each(select_names, [&](const sql::Row& row) { names.emplace(row.get<Id<Person>>(0), row.text(1)); }, org);
  return names;
}

std::optional<PersonRef> read_person_ref(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  const auto read = [](const sql::Row& row) { return PersonRef{.id = row.get<Id<Person>>(0), .name = row.get<std::string>(1)}; };
  return reader.first(select_name, read, org, person);
}

std::optional<Id<Person>> read_identity(sql::Reader& reader, Id<Org> org, std::string_view system, std::string_view key) {
  return reader.first(select_identity, [](const sql::Row& row) { return row.get<Id<Person>>(0); }, org, system, key);
}

std::vector<std::pair<std::string, Id<Person>>> read_identities(sql::Reader& reader, Id<Org> org, std::string_view system) {
  return reader.all(select_system, keyed_from, org, system);
}

std::vector<std::pair<std::string, Id<Person>>> read_name_keys(sql::Reader& reader, Id<Org> org) {
  return reader.all(select_name_keys, keyed_from, org);
}

std::vector<std::pair<std::string, Id<Person>>> read_emails(sql::Reader& reader, Id<Org> org) {
  return reader.all(select_emails, keyed_from, org);
}

std::vector<Id<Person>> read_by_name_key(sql::Reader& reader, Id<Org> org, std::string_view key) {
  return reader.all(select_by_name_key, [](const sql::Row& row) { return row.get<Id<Person>>(0); }, org, key);
}

std::optional<Id<Person>> read_by_email(sql::Reader& reader, Id<Org> org, std::string_view email) {
  return reader.first(select_by_email, [](const sql::Row& row) { return row.get<Id<Person>>(0); }, org, email);
}

void insert_people(sql::Transaction& tx, Id<Org> org, std::span<const Member* const> people, Instant now) {
  struct Keyed {
    const Member* of;
    const ExternalIdentity* identity;
    std::string key;
  };
  std::vector<Keyed> keyed;
  for (; !people.empty(); people = people.subspan(std::min(people.size(), person_rows.at_a_time))) {
    const auto some = people.first(std::min(people.size(), person_rows.at_a_time));
    keyed.clear();
    for (const Member* member : some) keyed.push_back({member, nullptr, name_key(member->name)});
    person_rows.insert(tx, std::span<const Keyed>(keyed), [&](const Keyed& one) -> std::array<sql::Parameter, 11> {
      const Member& of = *one.of;
      return {org, of.id, of.name, one.key, stored_email(of), of.zone.name(), of.hours.from, of.hours.to, of.hired, of.left, now};
    });
    keyed.clear();
    for (const Member* member : some)
      for (const ExternalIdentity& identity : member->identities)
        keyed.push_back({member, &identity, identity_key(identity.system, identity.value)});
    identity_rows.insert(tx, std::span<const Keyed>(keyed), [&](const Keyed& one) -> std::array<sql::Parameter, 5> {
      return {org, one.identity->system, one.key, one.identity->value, one.of->id};
    });
  }
}

void insert_histories(sql::Transaction& tx, Id<Org> org, std::span<const Member* const> people, Instant now) {
  struct Row {
    Id<Person> person;
    const Assignment* assignment;
  };
  std::vector<Row> rows;
  const auto write = [&] {
    assignment_rows.insert(tx, std::span<const Row>(rows), [&](const Row& row) -> std::array<sql::Parameter, 10> {
      const Assignment& of = *row.assignment;
      return {org, row.person, of.period.from, of.period.to, of.manager, of.job_role, of.segment, of.region, of.is_top_performer, now};
    });
    rows.clear();
  };
  for (const Member* member : people) {
    for (const Assignment& assignment : member->assignments) rows.push_back({member->id, &assignment});
    if (rows.size() >= assignment_rows.at_a_time) write();
  }
  write();
}

void write_person(sql::Transaction& tx, Id<Org> org, const Member& after, const Member* before, Instant now) {
  const Member* const one[] = {&after};
  if (before == nullptr) return insert_people(tx, org, one, now);
  // A new name or address says nothing that anything is derived from: the record stays the one that was known.
  const bool is_other = after.zone != before->zone || after.hired != before->hired || after.left != before->left;
  if (is_other) keep_employment(tx, org, after.id, now);
  tx.change(update_person, after.name, name_key(after.name), stored_email(after), after.zone.name(), after.hours.from, after.hours.to,
            after.hired, after.left, is_other ? std::optional(now) : std::nullopt, org, after.id);
  for (const ExternalIdentity& identity : after.identities) {
    if (std::ranges::find(before->identities, identity) == before->identities.end()) insert_identity(tx, org, after.id, identity);
  }
}

void write_history(sql::Transaction& tx, Id<Org> org, const Member& after, const Member* before, Instant now) {
  const Member* const one[] = {&after};
  if (before == nullptr) return insert_histories(tx, org, one, now);
  for (const Assignment& assignment : before->assignments) {
    if (std::ranges::find(after.assignments, assignment) != after.assignments.end()) continue;
    keep_assignment(tx, org, after.id, assignment.period.from, now);
    tx.change(delete_assignment, org, after.id, assignment.period.from);
  }
  Member changed;
  changed.id = after.id;
  for (const Assignment& assignment : after.assignments) {
    if (std::ranges::find(before->assignments, assignment) == before->assignments.end()) changed.assignments.push_back(assignment);
  }
  const Member* const others[] = {&changed};
  insert_histories(tx, org, others, now);
}

void insert_identity(sql::Transaction& tx, Id<Org> org, Id<Person> person, const ExternalIdentity& identity) {
  const std::string key = identity_key(identity.system, identity.value);
  const sql::ManyRows<5>::OfRow row[] = {{org, identity.system, key, identity.value, person}};
  identity_rows.insert(tx, row);
}

void insert_certification(sql::Transaction& tx, Id<Org> org, Id<Person> person, const Certification& certification) {
  tx.change(upsert_certification, org, person, name_of(certification.kind), certification.period.from, certification.period.to);
}

std::vector<StoredTimeOff> read_time_off(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  const auto read = [](const sql::Row& row) { return StoredTimeOff{.id = row.get<Id<TimeOffEntry>>(4), .time_off = time_off_from(row)}; };
  return reader.all(select_time_off_of, read, org, person);
}

void insert_time_off(sql::Transaction& tx, Id<Org> org, Id<Person> person, Id<TimeOffEntry> id, const TimeOff& time_off, Instant now) {
  tx.change(insert_time_off_row, org, id, person, time_off.first, time_off.last, name_of(time_off.reason), now);
}

bool delete_time_off(sql::Transaction& tx, Id<Org> org, Id<Person> person, Id<TimeOffEntry> id, Instant now) {
  keep_time_off(tx, org, person, id, now);
  return tx.change(delete_time_off_row, org, person, id) == 1;
}

Upserted upsert_holiday(sql::Transaction& tx, Id<Org> org, const Holiday& holiday, Instant now) {
  const auto name = tx.first(select_holiday, [](const sql::Row& row) { return row.get<std::string>(0); }, org, holiday.day, holiday.region);
  if (name == holiday.name) return Upserted::unchanged;
  tx.change(upsert_holiday_row, org, holiday.day, holiday.region, holiday.name, now);
  return name ? Upserted::changed : Upserted::added;
}

void write_awaited_manager(sql::Transaction& tx, Id<Org> org, Id<Person> person, std::string_view value_key) {
  tx.change(upsert_awaited, org, person, value_key);
}

void delete_awaited_manager(sql::Transaction& tx, Id<Org> org, Id<Person> person) {
  tx.change(delete_awaited, org, person);
}

std::unordered_set<Id<Person>> read_all_awaiting(sql::Reader& reader, Id<Org> org) {
  std::unordered_set<Id<Person>> people;
  reader.each(select_all_awaiting, [&](const sql::Row& row) { people.insert(row.get<Id<Person>>(0)); }, org);
  return people;
}

std::vector<Id<Person>> read_awaiting(sql::Reader& reader, Id<Org> org, std::string_view value_key) {
  return reader.all(select_awaiting, [](const sql::Row& row) { return row.get<Id<Person>>(0); }, org, value_key);
}

std::vector<DirectoryEntry> read_directory(sql::Reader& reader, Id<Org> org, const DirectoryFilter& filter, LocalDate today) {
  const std::string pattern = contains_pattern(filter.search);
  // Nobody has this address: who may not see addresses does not search in them either.
  const std::string email_pattern = filter.search_email ? pattern : "";
  const bool only_active = filter.is_active == true;
  const bool only_gone = filter.is_active == false;
  return reader.all(select_directory, directory_entry_from, today, org, filter.after_key, filter.after_key, filter.after, pattern,
                    email_pattern, filter.job_role, filter.job_role, only_active, today, today, only_gone, today, today, filter.limit);
}

std::optional<DirectoryEntry> read_directory_entry(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate today) {
  return reader.first(select_directory_entry, directory_entry_from, today, org, person);
}

}  // namespace backbeat::people
