// Whatever a roster says, the people it leaves behind are in order, and saying it again says nothing new.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "people/history.hpp"
#include "people/roster.hpp"
#include "people/roster_index.hpp"

#include <set>

namespace backbeat::people {
namespace {

constexpr std::int32_t first_day = 20'000;  // 2024-10-04

LocalDate some_day() {
  return LocalDate::from_days(first_day + *rc::gen::inRange(0, 400));
}

/// Few names and ids, so that rows meet: namesakes, repeated ids, circles, managers who are nobody.
RosterRow some_row(std::int64_t number) {
  const std::vector<std::string> names{"Ana", "Bo", "Cleo", "Dan", "Eva", "Finn", "Gus"};
  RosterRow row;
  row.row = number;
  row.name = *rc::gen::elementOf(names);
  if (*rc::gen::inRange(0, 3) > 0)
    row.identities.push_back({.system = "employee_id", .value = "E" + std::to_string(*rc::gen::inRange(0, 8))});
  if (*rc::gen::inRange(0, 4) == 0) row.email = row.name + std::to_string(*rc::gen::inRange(0, 2)) + "@example.com";
  row.speaks_of_manager = *rc::gen::inRange(0, 5) > 0;
  if (row.speaks_of_manager) row.manager_name = *rc::gen::elementOf(std::vector<std::string>{"", "Ana", "Bo", "Cleo", "Dan", "Nobody"});
  if (*rc::gen::inRange(0, 2) == 0) row.hired = some_day();
  row.speaks_of_leaving = *rc::gen::inRange(0, 2) == 0;
  if (row.speaks_of_leaving && *rc::gen::inRange(0, 3) == 0) row.left = some_day();
  if (*rc::gen::inRange(0, 2) == 0) row.region = *rc::gen::elementOf(std::vector<std::string>{"EMEA", "AMER"});
  return row;
}

std::vector<RosterRow> some_roster() {
  std::vector<RosterRow> rows;
  const int size = *rc::gen::inRange(0, 12);
  for (int i = 0; i < size; ++i) rows.push_back(some_row(i + 2));
  return rows;
}

RosterRules rules_on(LocalDate effective, bool managers_become_people) {
  return {.effective_on = effective,
          .zone = {},
          .hours = {.from = *LocalTime::make(9, 0), .to = *LocalTime::make(17, 0)},
          .job_role = "ae",
          .managers_become_people = managers_become_people};
}

std::vector<Member> carried_out(std::vector<Member> known, const RosterPlan& plan, std::int64_t base) {
  const auto real = [&](Id<Person>& id) {
    if (id.value() < 0) id = Id<Person>(base - id.value());
  };
  for (const PlannedPerson& planned : plan.people) {
    Member after = planned.after();
    real(after.id);
    for (Assignment& assignment : after.assignments) {
      if (assignment.manager) real(*assignment.manager);
    }
    const auto same = std::find_if(known.begin(), known.end(), [&](const Member& member) { return member.id == after.id; });
    if (same != known.end()) {
      *same = std::move(after);
    } else {
      known.push_back(std::move(after));
    }
  }
  return known;
}

void check_in_order(const std::vector<Member>& members) {
  std::set<std::pair<std::string, std::string>> identities;
  std::set<std::string> emails;
  for (const Member& member : members) {
    RC_ASSERT(check_history(member).has_value());
    for (const ExternalIdentity& identity : member.identities) RC_ASSERT(identities.emplace(identity.system, identity.value).second);
    if (!member.email.empty()) RC_ASSERT(emails.insert(member.email).second);
    const auto manager_of = [&](Id<Person> person) -> std::optional<Id<Person>> {
      for (const Member& one : members) {
        if (one.id == person && !one.assignments.empty() && !one.left) return one.assignments.back().manager;
      }
      return std::nullopt;
    };
    RC_ASSERT(cycle_through(member.id, manager_of).empty());
  }
}

}  // namespace

TEST_CASE("every row of a roster is taken or told, once, and the people it leaves behind are in order") {
  CHECK(rc::check([] {
    const auto rows = some_roster();
    const RosterPlan plan = plan_roster({}, rows, rules_on(some_day(), *rc::gen::arbitrary<bool>()));
    std::multiset<std::int64_t> accounted;
    for (const PlannedPerson& planned : plan.people) {
      if (planned.row > 0) accounted.insert(planned.row);
    }
    for (const RosterFault& fault : plan.faults) accounted.insert(fault.row);
    std::multiset<std::int64_t> all;
    for (const RosterRow& row : rows) all.insert(row.row);
    RC_ASSERT(accounted == all);
    check_in_order(carried_out({}, plan, 100));
  }));
}

TEST_CASE("a roster with ids imported twice changes nobody the second time") {
  CHECK(rc::check([] {
    auto rows = some_roster();
    // Namesakes without ids can be taken for one another the second time, when all of them are known; with ids nobody can.
    for (RosterRow& row : rows) {
      if (row.identities.empty()) row.identities.push_back({.system = "employee_id", .value = "row " + std::to_string(row.row)});
    }
    const RosterRules rules = rules_on(some_day(), *rc::gen::arbitrary<bool>());
    const auto members = carried_out({}, plan_roster({}, rows, rules), 100);
    const RosterPlan again = plan_roster(members, rows, rules);
    for (const PlannedPerson& planned : again.people) RC_ASSERT(!planned.is_changed);
  }));
}

TEST_CASE("an index of those who are named as managers finds whom an index of everybody finds") {
  CHECK(rc::check([] {
    auto members = carried_out({}, plan_roster({}, some_roster(), rules_on(some_day(), *rc::gen::arbitrary<bool>())), 100);
    if (!members.empty()) members.front().identities.push_back({.system = "manager_name", .value = "nobody"});
    auto rows = some_roster();
    for (RosterRow& row : rows) {
      // Of somebody there is, written in another way.
      const int way = members.empty() ? 0 : *rc::gen::inRange(0, 4);
      if (way == 0) continue;
      const Member& manager = *rc::gen::elementOf(members);
      if (way == 1 && !manager.identities.empty()) row.manager_id = " " + manager.identities.back().value;
      if (way == 3) row.manager_name = manager.name + ".";
      if (way == 2 && !manager.email.empty()) row.manager_email = "A" + manager.email.substr(1) + " ";
    }
    const RosterIndex everybody(members);
    const RosterIndex managers = RosterIndex::of_managers(members, rows);
    for (const RosterRow& row : rows) RC_ASSERT(managers.manager_of(row) == everybody.manager_of(row));
  }));
}

TEST_CASE("a later roster leaves what was true before its day as it was, for whoever keeps hire and leave") {
  CHECK(rc::check([] {
    const auto before = carried_out({}, plan_roster({}, some_roster(), rules_on(some_day(), false)), 100);
    auto rows = some_roster();
    for (RosterRow& row : rows) {
      row.hired.reset();
      row.speaks_of_leaving = false;
      row.left.reset();
    }
    const LocalDate effective = LocalDate::from_days(first_day + 500);
    const auto after = carried_out(before, plan_roster(before, rows, rules_on(effective, false)), 200);
    check_in_order(after);
    for (const Member& member : before) {
      const auto same = std::find_if(after.begin(), after.end(), [&](const Member& one) { return one.id == member.id; });
      RC_ASSERT(same != after.end());
      for (std::int32_t day = first_day; day < first_day + 500; day += 7) {
        const LocalDate date = LocalDate::from_days(day);
        const Assignment* then = member.assignment_on(date);
        const Assignment* now = same->assignment_on(date);
        RC_ASSERT((then == nullptr) == (now == nullptr));
        if (then != nullptr) RC_ASSERT(then->manager == now->manager && then->region == now->region && then->job_role == now->job_role);
      }
    }
  }));
}

}  // namespace backbeat::people
