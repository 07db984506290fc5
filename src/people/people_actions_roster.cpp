// The importers of rosters and holidays.
#include "people/history.hpp"
#include "people/names.hpp"
#include "people/people_actions.hpp"
#include "people/people_store.hpp"
#include "people/roster.hpp"
#include "people/roster_file.hpp"

#include <istream>

namespace backbeat::people {
namespace {

constexpr std::string_view manager_system = "manager_name";

imports::Mapping offered(const RosterMapping& mapping) {
  imports::Mapping out{.name = mapping.name, .kind = "roster", .label = mapping.label, .file = mapping.file, .columns = {}};
  for (const auto& [field, column] : mapping.columns) {
    const bool required = std::find(mapping.required.begin(), mapping.required.end(), field) != mapping.required.end();
    out.columns.push_back({.field = field, .column = column, .required = required});
  }
  for (const auto& [system, column] : mapping.identities) out.columns.push_back({.field = system, .column = column, .required = false});
  return out;
}

RosterRules rules_for(const RosterMapping& mapping, const Zone& zone, LocalDate effective_on) {
  return {.effective_on = effective_on,
          .zone = zone,
          .hours = {.from = *LocalTime::make(9, 0), .to = *LocalTime::make(17, 30)},
          .job_role = mapping.job_role,
          .managers_become_people = mapping.managers_become_people,
          .manager_job_role = mapping.manager_job_role};
}

/// The organisation's own, the one that was named, or the one whose columns the file has.
Result<RosterMapping> mapping_of(const imports::Upload& upload) {
  if (!upload.mapping_text.empty()) return parse_roster_mapping(upload.mapping_text);
  const auto& shipped = shipped_roster_mappings();
  const auto named = std::find_if(shipped.begin(), shipped.end(), [&](const RosterMapping& one) { return one.name == upload.mapping; });
  return named != shipped.end() ? *named : fitting_mapping(*upload.file.open(), shipped);
}

/// Column names as the file has them, where the fault is about one.
std::string column_of(const RosterMapping& mapping, const std::string& field) {
  if (const auto column = mapping.columns.find(field); column != mapping.columns.end()) return column->second;
  if (const auto column = mapping.identities.find(field); column != mapping.identities.end()) return column->second;
  if (field == "manager") {
    for (const char* one : {"manager_id", "manager_email", "manager_name"}) {
      if (const auto column = mapping.columns.find(one); column != mapping.columns.end()) return column->second;
    }
  }
  return field;
}

/// Gives everybody in the plan who is new their real id, also where they are somebody's manager.
void give_ids(sql::Transaction& tx, RosterPlan& plan) {
  std::unordered_map<Id<Person>, Id<Person>> given;
  for (PlannedPerson& planned : plan.people) {
    if (planned.before) continue;
    const auto id = tx.new_id<Person>();
    given.emplace(planned.own->id, id);
    planned.own->id = id;
  }
  for (PlannedPerson& planned : plan.people) {
    if (!planned.own) continue;
    for (Assignment& assignment : planned.own->assignments) {
      if (!assignment.manager) continue;
      if (const auto real = given.find(*assignment.manager); real != given.end()) assignment.manager = real->second;
    }
  }
}

void write_plan(sql::Transaction& tx, Id<Org> org, const RosterPlan& plan, Instant now) {
  std::vector<const Member*> added;
  for (const PlannedPerson& planned : plan.people) {
    if (planned.before == nullptr) added.push_back(planned.own.get());
  }
  const auto is_other = [](const PlannedPerson& planned) { return planned.before != nullptr && planned.is_changed; };
  insert_people(tx, org, added, now);
  for (const PlannedPerson& planned : plan.people) {
    if (is_other(planned)) write_person(tx, org, planned.after(), planned.before, now);
  }
  insert_histories(tx, org, added, now);
  const auto awaiting = read_all_awaiting(tx, org);
  for (const PlannedPerson& planned : plan.people) {
    if (is_other(planned)) write_history(tx, org, planned.after(), planned.before, now);
    if (planned.unknown_manager.empty()) {
      if (awaiting.contains(planned.after().id)) delete_awaited_manager(tx, org, planned.after().id);
    } else {
      write_awaited_manager(tx, org, planned.after().id, name_key(planned.unknown_manager));
    }
  }
}

/// The visible list says how many people wait for each name, those of earlier files included.
void list_unknown_managers(sql::Transaction& tx, Id<Org> org, const RosterPlan& plan, Instant now) {
  const auto list = [&](const std::string& value) {
    const auto rows = std::ssize(read_awaiting(tx, org, name_key(value)));
    imports::note_unmatched(tx, org, "roster", manager_system, value, rows, now);
  };
  for (const imports::UnmatchedName& name : imports::unmatched_names(tx, org)) {
    if (name.source == "roster") list(name.value);
  }
  for (const AwaitedManager& awaited : plan.unknown_managers) list(awaited.value);
}

void count_people(const RosterPlan& plan, imports::ImportReport& report) {
  std::int64_t managers = 0;
  for (const PlannedPerson& planned : plan.people) {
    for (const std::string& difference : planned.differences) report.note_change(planned.row, planned.after().name + ": " + difference);
    if (planned.row == 0) {
      ++managers;
    } else if (!planned.before) {
      ++report.added;
    } else if (planned.is_changed) {
      ++report.changed;
    } else {
      ++report.unchanged;
    }
  }
  if (managers > 0) {
    report.notes.push_back(
        {.row = {}, .text = std::to_string(managers) + " managers are named without a row of their own and were added from their names."});
  }
}

}  // namespace

std::vector<imports::Mapping> RosterImporter::mappings() const {
  std::vector<imports::Mapping> out;
  for (const RosterMapping& mapping : shipped_roster_mappings()) out.push_back(offered(mapping));
  return out;
}

std::string_view RosterImporter::mapping_text(std::string_view name) const {
  return shipped_roster_mapping_text(name);
}

Result<imports::Mapping> RosterImporter::read_mapping(std::string_view text) const {
  return offered(TRY(parse_roster_mapping(text)));
}

Result<imports::ImportReport> RosterImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const RosterMapping mapping = TRY(mapping_of(upload));
  RosterFile file = TRY(read_roster(*upload.file.open(), mapping));
  const Zone zone = TRY(m_access.organisation(tx, org)).zone;
  const std::vector<Member> known = read_members(tx, org);
  RosterPlan plan = plan_roster(known, file.rows, rules_for(mapping, zone, upload.effective_on));

  imports::ImportReport report;
  report.mapping = imports::understood(offered(mapping), file.header);
  report.rows = file.records;
  std::vector<RosterFault> faults = std::move(file.faults);
  for (RosterFault& fault : plan.faults) {
    fault.field = column_of(mapping, fault.field);
    faults.push_back(std::move(fault));
  }
  std::stable_sort(faults.begin(), faults.end(), [](const RosterFault& a, const RosterFault& b) { return a.row < b.row; });
  for (RosterFault& fault : faults) {
    report.reject(
        {.row = fault.row, .column = std::move(fault.field), .found = std::move(fault.found), .expected = std::move(fault.expected)});
  }
  for (std::string& note : file.notes) report.notes.push_back({.row = {}, .text = std::move(note)});
  for (std::string& note : plan.notes) report.notes.push_back({.row = {}, .text = std::move(note)});
  if (!mapping.columns.contains("hire_date")) {
    report.notes.push_back(
        {.row = {},
         .text = "The file has no dates of hire: who is new counts from " + upload.effective_on.text() + ", the effective date."});
  }
  for (const AwaitedManager& awaited : plan.unknown_managers) report.unmatched.push_back({.value = awaited.value, .rows = awaited.rows});
  count_people(plan, report);

  give_ids(tx, plan);
  write_plan(tx, org, plan, m_access.clock().now());
  list_unknown_managers(tx, org, plan, m_access.clock().now());
  return report;
}

void RosterImporter::matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const {
  if (system != manager_system) return;
  const LocalDate today = m_access.today(tx, org);
  for (const Id<Person> waiting : read_awaiting(tx, org, name_key(value))) {
    delete_awaited_manager(tx, org, waiting);
    const auto before = read_member(tx, org, waiting);
    if (!before || before->assignments.empty() || waiting == person) continue;
    const auto manager_of = [&](Id<Person> of) -> std::optional<Id<Person>> {
      if (of == waiting) return person;
      const auto member = read_member(tx, org, of);
      return member && !member->assignments.empty() ? member->assignments.back().manager : std::nullopt;
    };
    if (!cycle_through(waiting, manager_of).empty()) continue;  // the person reports to them: the name was somebody else's
    Member after = *before;
    Assignment& last = after.assignments.back();
    if (!last.manager) {
      last.manager = person;  // that is what the file said from the beginning
    } else {
      Assignment next = last;
      next.manager = person;
      if (!assign_from(after, std::max(today, last.period.from), std::move(next))) continue;
    }
    write_history(tx, org, after, &*before, m_access.clock().now());
  }
}

std::vector<imports::Mapping> HolidayImporter::mappings() const {
  return {{.name = "backbeat-holidays",
           .kind = "holidays",
           .label = "Holidays",
           .columns = {{.field = "day", .column = "day", .required = true},
                       {.field = "name", .column = "name", .required = true},
                       {.field = "region", .column = "region", .required = false}}}};
}

Result<imports::ImportReport> HolidayImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                   const imports::Upload& upload) const {
  HolidayFile file = TRY(read_holidays(*upload.file.open()));
  imports::ImportReport report;
  report.mapping = imports::understood(mappings().front(), file.header);
  report.rows = file.records;
  for (RosterFault& fault : file.faults) {
    report.reject(
        {.row = fault.row, .column = std::move(fault.field), .found = std::move(fault.found), .expected = std::move(fault.expected)});
  }
  for (const auto& [row, holiday] : file.rows) {
    const Upserted done = upsert_holiday(tx, right.actor().org(), holiday, m_access.clock().now());
    const std::string what = holiday.day.text() + " " + holiday.name + (holiday.region.empty() ? "" : " (" + holiday.region + ")");
    if (done == Upserted::unchanged) {
      ++report.unchanged;
      continue;
    }
    ++(done == Upserted::added ? report.added : report.changed);
    report.note_change(row, what + (done == Upserted::added ? ": added" : ": renamed"));
  }
  return report;
}

}  // namespace backbeat::people
