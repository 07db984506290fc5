#include "people/people_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "people/history.hpp"
#include "people/names.hpp"
#include "people/people_store.hpp"
#include "people/people_store_records.hpp"

namespace backbeat::people {
namespace {

using access::Right;

constexpr std::chrono::days longest_time_off{366};
constexpr std::size_t most_suggestions = 3;

void record_person_event(sql::Transaction& tx, const access::Actor& actor, Id<Person> person, std::string_view kind, Instant at,
                         Fields fields = {}, std::optional<std::string> text = {}) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = "person", .id = person.value()},
                 .kind = kind,
                 .at = at,
                 .actor = actor.user(),
                 .fields = std::move(fields),
                 .text = std::move(text)});
}

bool may_import(const access::Access& access, const access::Actor& actor) {
  return access.entitled<Right::import_files>(actor).has_value();
}

DirectoryRow row_from(DirectoryEntry entry, Detail detail, LocalDate today) {
  DirectoryRow row{.id = entry.id,
                   .name = std::move(entry.name),
                   .job_role = std::move(entry.job_role),
                   .manager = {},
                   .is_active = entry.hired <= today && (!entry.left || today < *entry.left),
                   .detail = detail,
                   .email = {},
                   .segment = {},
                   .region = {},
                   .hired = {},
                   .left = {}};
  if (entry.manager) row.manager = PersonRef{.id = *entry.manager, .name = std::move(entry.manager_name)};
  if (detail == Detail::directory) return row;
  row.email = std::move(entry.email);
  row.segment = std::move(entry.segment);
  row.region = std::move(entry.region);
  row.hired = entry.hired;
  row.left = entry.left;
  return row;
}

/// Who may see and enter time off: the person, those above, and who imports the roster.
Result<Done> may_keep_time_off(sql::Reader& reader, const access::Access& access, const access::Actor& actor, Id<Person> person) {
  if (may_import(access, actor)) {
    if (!read_person_ref(reader, actor.org(), person)) return refuse(errors::not_found);
    return Done{};
  }
  TRY(access.reporting_line(reader, actor, person));
  return Done{};
}

}  // namespace

std::vector<Member> load_members(sql::Reader& reader, Id<Org> org) {
  return read_members(reader, org);
}

std::optional<Member> load_member(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return read_member(reader, org, person);
}

std::vector<Holiday> load_holidays(sql::Reader& reader, Id<Org> org) {
  return read_all_holidays(reader, org);
}

Records load_records(sql::Reader& reader, Id<Org> org) {
  const std::vector<PersonVersions> people = read_versions(reader, org);
  Records records{.opened = opening_of(people), .members = {}, .holidays = {}};
  records.members.reserve(people.size());
  for (const PersonVersions& person : people)
    for (MemberRecord& record : records_of(person, records.opened)) records.members.push_back(std::move(record));
  for (auto& [holiday, recorded_at] : read_recorded_holidays(reader, org))
    records.holidays.push_back({.known_at = known_at(recorded_at, records.opened), .holiday = std::move(holiday)});
  return records;
}

std::optional<Id<Person>> find_by_identity(sql::Reader& reader, Id<Org> org, std::string_view system, std::string_view value) {
  const std::string key = identity_key(system, value);
  if (key.empty()) return std::nullopt;
  if (const auto found = read_identity(reader, org, system, key)) return found;
  if (is_email_system(system)) return read_by_email(reader, org, key);
  if (!is_name_system(system)) return std::nullopt;
  const auto namesakes = read_by_name_key(reader, org, key);
  return namesakes.size() == 1 ? std::optional(namesakes.front()) : std::nullopt;
}

IdentityIndex::IdentityIndex(sql::Reader& reader, Id<Org> org, std::string_view system) : m_system(system) {
  for (auto& [key, person] : read_identities(reader, org, system)) m_by_key.emplace(std::move(key), person);
  if (is_email_system(system)) {
    for (auto& [email, person] : read_emails(reader, org)) m_by_key.emplace(std::move(email), person);
  }
  if (!is_name_system(system)) return;
  std::unordered_map<std::string, std::pair<Id<Person>, int>> by_name;
  for (auto& [key, person] : read_name_keys(reader, org)) ++by_name.try_emplace(std::move(key), person, 0).first->second.second;
  for (const auto& [key, named] : by_name) {
    if (named.second == 1) m_by_key.emplace(key, named.first);
  }
}

std::optional<Id<Person>> IdentityIndex::find(std::string_view value) const {
  const auto found = m_by_key.find(identity_key(m_system, value));
  return found == m_by_key.end() || found->first.empty() ? std::nullopt : std::optional(found->second);
}

std::optional<PersonRef> person_ref(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return read_person_ref(reader, org, person);
}

std::unordered_map<Id<Person>, std::string> names(sql::Reader& reader, Id<Org> org) {
  return read_names(reader, org);
}

People::People(sql::Db& db, const access::Access& access, std::vector<const imports::Importer*> importers)
    : m_db(db), m_access(access), m_importers(std::move(importers)) {}

Result<DirectoryPage> People::directory(const access::Actor& actor, const DirectoryQuery& query) const {
  const bool sees_everybody = m_access.entitled<Right::see_people>(actor).has_value();
  return m_db.read([&](sql::Reader& reader) -> Result<DirectoryPage> {
    const LocalDate today = m_access.today(reader, actor.org());
    DirectoryFilter filter{.search = name_key(query.search),
                           .search_email = sees_everybody,
                           .job_role = query.job_role,
                           .is_active = query.is_active,
                           .after_key = query.after ? query.after->first : "",
                           .after = query.after ? query.after->second : Id<Person>(),
                           .limit = query.limit + 1};
    // An address keeps its dots, which a name's key has not.
    if (sees_everybody && query.search.find('@') != std::string::npos) filter.search = lower_ascii(trimmed(query.search));
    auto entries = read_directory(reader, actor.org(), filter, today);
    std::vector<Id<Person>> near;
    if (!sees_everybody) {
      near = m_access.people_below(reader, actor);
      near.push_back(actor.person());
    }
    DirectoryPage page;
    if (std::ssize(entries) > query.limit) {
      entries.pop_back();
      page.next = {entries.back().name_key, entries.back().id};
    }
    for (DirectoryEntry& entry : entries) {
      // Those below today are found at once; who left is asked for one by one.
      const bool sees_record = sees_everybody || std::find(near.begin(), near.end(), entry.id) != near.end() ||
                               (entry.left && m_access.reporting_line(reader, actor, entry.id));
      page.rows.push_back(row_from(std::move(entry), sees_record ? Detail::record : Detail::directory, today));
    }
    return page;
  });
}

Result<PersonDetail> People::person(const access::Actor& actor, Id<Person> person) const {
  return m_db.read([&](sql::Reader& reader) -> Result<PersonDetail> {
    const LocalDate today = m_access.today(reader, actor.org());
    auto entry = read_directory_entry(reader, actor.org(), person, today);
    if (!entry) return refuse(errors::not_found);
    Detail detail = Detail::record;
    if (may_import(m_access, actor) || m_access.reporting_line(reader, actor, person)) {
      detail = Detail::everything;
    } else if (!m_access.entitled<Right::see_people>(actor)) {
      return refuse(errors::not_found);
    }
    PersonDetail out{.row = row_from(*std::move(entry), detail, today),
                     .member = *read_member(reader, actor.org(), person),
                     .time_off = {},
                     .manager_names = {}};
    for (const Assignment& assignment : out.member.assignments) {
      if (!assignment.manager) continue;
      if (auto manager = read_person_ref(reader, actor.org(), *assignment.manager))
        out.manager_names.emplace(manager->id, std::move(manager->name));
    }
    if (detail == Detail::everything) {
      for (const StoredTimeOff& one : read_time_off(reader, actor.org(), person))
        out.time_off.push_back({.id = one.id, .time_off = one.time_off});
    } else {
      out.member.time_off.clear();
      out.member.identities.clear();
    }
    return out;
  });
}

Result<Id<Person>> People::add(const access::Actor& actor, const NewPerson& person) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::import_files>(actor));
  const std::string name(trimmed(person.name));
  if (name.empty() || length_of(name) > 200) return expected_value("name", "1 to 200 characters", std::to_string(length_of(name)));
  const std::string email = lower_ascii(trimmed(person.email));
  const bool names_hours = person.hours != WorkingHours{};
  const WorkingHours hours = names_hours ? person.hours : WorkingHours{.from = *LocalTime::make(9, 0), .to = *LocalTime::make(17, 30)};
  if (!email.empty() && (email.size() < 3 || email.size() > 254 || email.find('@') == std::string::npos))
    return expected_value("email", "an e-mail address", std::string(front_of(email, 100)));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<Person>> {
    if (!email.empty() && read_by_email(tx, actor.org(), email)) return refuse(email_taken, "email", {{"found", email}});
    if (person.manager && !read_person_ref(tx, actor.org(), *person.manager))
      return expected_value("manager", "a person of your organisation", person.manager->text());
    for (const ExternalIdentity& identity : person.identities) {
      if (read_identity(tx, actor.org(), identity.system, identity_key(identity.system, identity.value)))
        return expected_value(identity.system, "an id that is not somebody else's", identity.value);
    }
    Member member{.id = tx.new_id<Person>(),
                  .name = name,
                  .email = email,
                  .zone = person.zone,
                  .hours = hours,
                  .hired = person.hired,
                  .left = {},
                  .assignments = {{.period = {.from = person.hired, .to = {}},
                                   .manager = person.manager,
                                   .job_role = person.job_role,
                                   .segment = person.segment,
                                   .region = person.region,
                                   .is_top_performer = person.is_top_performer}},
                  .time_off = {},
                  .identities = person.identities,
                  .certifications = {}};
    TRY(set_left(member, person.left));
    write_person(tx, actor.org(), member, nullptr, m_access.clock().now());
    write_history(tx, actor.org(), member, nullptr, m_access.clock().now());
    record_person_event(tx, actor, member.id, "added", m_access.clock().now());
    return member.id;
  });
}

Result<Done> People::assign(const access::Actor& actor, Id<Person> person, const Assignment& assignment) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::import_files>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto before = read_member(tx, actor.org(), person);
    if (!before) return refuse(errors::not_found);
    if (assignment.manager) {
      const auto manager = read_person_ref(tx, actor.org(), *assignment.manager);
      if (!manager) return expected_value("manager", "a person of your organisation", assignment.manager->text());
      const auto manager_of = [&](Id<Person> of) -> std::optional<Id<Person>> {
        if (of == person) return assignment.manager;
        const auto member = read_member(tx, actor.org(), of);
        return member && !member->assignments.empty() ? member->assignments.back().manager : std::nullopt;
      };
      if (*assignment.manager != person && !cycle_through(person, manager_of).empty())
        return refuse(manager_cycle, "manager", {{"found", manager->name}});
    }
    Member after = *before;
    TRY(assign_from(after, assignment.period.from, assignment));
    write_history(tx, actor.org(), after, &*before, m_access.clock().now());
    delete_awaited_manager(tx, actor.org(), person);
    record_person_event(tx, actor, person, "assigned", m_access.clock().now(),
                        Fields()
                            .add("from", assignment.period.from.text())
                            .add("manager", assignment.manager ? assignment.manager->text() : "")
                            .add("job_role", assignment.job_role));
    return Done{};
  });
}

Result<Done> People::leave(const access::Actor& actor, Id<Person> person, LocalDate first_day_gone) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::import_files>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto before = read_member(tx, actor.org(), person);
    if (!before) return refuse(errors::not_found);
    Member after = *before;
    TRY(set_left(after, first_day_gone));
    write_person(tx, actor.org(), after, &*before, m_access.clock().now());
    write_history(tx, actor.org(), after, &*before, m_access.clock().now());
    record_person_event(tx, actor, person, "left", m_access.clock().now(), Fields().add("first_day_gone", first_day_gone.text()));
    return Done{};
  });
}

Result<Done> People::certify(const access::Actor& actor, Id<Person> person, const Certification& certification) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::import_files>(actor));
  if (certification.period.to && *certification.period.to <= certification.period.from)
    return expected_value("to", "a day after " + certification.period.from.text(), certification.period.to->text());
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (!read_person_ref(tx, actor.org(), person)) return refuse(errors::not_found);
    insert_certification(tx, actor.org(), person, certification);
    record_person_event(tx, actor, person, "certified", m_access.clock().now(),
                        Fields().add("kind", name_of(certification.kind)).add("from", certification.period.from.text()));
    return Done{};
  });
}

Result<Id<TimeOffEntry>> People::add_time_off(const access::Actor& actor, Id<Person> person, const TimeOff& time_off) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<TimeOffEntry>> {
    TRY(may_keep_time_off(tx, m_access, actor, person));
    if (time_off.last < time_off.first) return expected_value("to", "a day from " + time_off.first.text() + " on", time_off.last.text());
    if (time_off.last - time_off.first >= longest_time_off)
      return expected_value("to", "at most " + std::to_string(longest_time_off.count()) + " days", time_off.last.text());
    for (const StoredTimeOff& other : read_time_off(tx, actor.org(), person)) {
      if (other.time_off.first <= time_off.last && time_off.first <= other.time_off.last)
        return refuse(time_off_overlaps, "from", {{"from", other.time_off.first.text()}, {"to", other.time_off.last.text()}});
    }
    const auto id = tx.new_id<TimeOffEntry>();
    insert_time_off(tx, actor.org(), person, id, time_off, m_access.clock().now());
    // The reason can be an illness, so it stays out of the chain, which forgets nothing.
    record_person_event(tx, actor, person, "time_off_added", m_access.clock().now(), Fields().add("entry", id.text()));
    return id;
  });
}

Result<Done> People::remove_time_off(const access::Actor& actor, Id<Person> person, Id<TimeOffEntry> entry) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    TRY(may_keep_time_off(tx, m_access, actor, person));
    if (!delete_time_off(tx, actor.org(), person, entry, m_access.clock().now())) return refuse(errors::not_found);
    record_person_event(tx, actor, person, "time_off_removed", m_access.clock().now(), Fields().add("entry", entry.text()));
    return Done{};
  });
}

Result<std::vector<UnmatchedRow>> People::unmatched(const access::Actor& actor) const {
  TRY(m_access.entitled<Right::import_files>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<UnmatchedRow>> {
    const auto everybody = read_names(reader, actor.org());
    std::vector<UnmatchedRow> out;
    for (imports::UnmatchedName& name : imports::unmatched_names(reader, actor.org())) {
      std::vector<std::pair<int, Suggestion>> alike;
      for (const auto& [person, person_name] : everybody) {
        if (auto found = likeness(name.value, person_name))
          alike.emplace_back(found->score, Suggestion{.person = {.id = person, .name = person_name}, .reason = std::move(found->reason)});
      }
      std::sort(alike.begin(), alike.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second.person.id < b.second.person.id;
      });
      UnmatchedRow row{.name = std::move(name), .suggestions = {}};
      for (auto& [score, suggestion] : alike) {
        if (row.suggestions.size() < most_suggestions) row.suggestions.push_back(std::move(suggestion));
      }
      out.push_back(std::move(row));
    }
    return out;
  });
}

Result<Done> People::match(const access::Actor& actor, std::string_view system, std::string_view value, Id<Person> person) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::import_files>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto waiting = imports::unmatched_names(tx, actor.org());
    const bool waits = std::any_of(waiting.begin(), waiting.end(),
                                   [&](const imports::UnmatchedName& name) { return name.system == system && name.value == value; });
    if (!waits) return refuse(errors::not_found);
    if (!read_person_ref(tx, actor.org(), person)) return expected_value("person_id", "a person of your organisation", person.text());
    insert_identity(tx, actor.org(), person, {.system = std::string(system), .value = std::string(value)});
    for (const imports::Importer* importer : m_importers) importer->matched(tx, actor.org(), system, value, person);
    imports::forget_unmatched(tx, actor.org(), system, value);
    record_person_event(tx, actor, person, "matched", m_access.clock().now(), Fields().add("system", system), std::string(value));
    return Done{};
  });
}

}  // namespace backbeat::people
