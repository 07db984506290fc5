#include "people/roster.hpp"

#include <doctest/doctest.h>

namespace backbeat::people {
namespace {

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}

RosterRules rules(std::string_view effective = "2027-03-01") {
  return {.effective_on = day(effective), .zone = {}, .hours = {.from = *LocalTime::make(9, 0), .to = *LocalTime::make(17, 0)}};
}

/// A row of a file with ids, hire dates and manager names.
RosterRow row(std::int64_t number, std::string name, std::string id = "", std::string manager = "") {
  RosterRow out;
  out.row = number;
  out.name = std::move(name);
  if (!id.empty()) out.identities.push_back({.system = "employee_id", .value = std::move(id)});
  out.manager_name = std::move(manager);
  out.speaks_of_manager = true;
  out.hired = day("2026-01-10");
  return out;
}

/// What an import of the plan would leave behind: the known, changed and added as planned.
std::vector<Member> carried_out(std::vector<Member> known, const RosterPlan& plan) {
  for (const PlannedPerson& planned : plan.people) {
    const auto same = std::find_if(known.begin(), known.end(), [&](const Member& member) { return member.id == planned.after().id; });
    if (same != known.end()) {
      *same = planned.after();
    } else {
      known.push_back(planned.after());
    }
  }
  const auto real = [](Id<Person>& id) {
    if (id.value() < 0) id = Id<Person>(1000 - id.value());
  };
  for (Member& member : known) {
    real(member.id);
    for (Assignment& assignment : member.assignments) {
      if (assignment.manager) real(*assignment.manager);
    }
  }
  return known;
}

const Member& named(const std::vector<Member>& members, std::string_view name) {
  return *std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.name == name; });
}

std::int64_t changed(const RosterPlan& plan) {
  return std::count_if(plan.people.begin(), plan.people.end(), [](const PlannedPerson& planned) { return planned.is_changed; });
}

const std::vector<RosterRow> team = {row(2, "Rita Rep", "E1", "Mark Manager"), row(3, "Mark Manager", "E2", "Lena Leader"),
                                     row(4, "Lena Leader", "E3")};

}  // namespace

TEST_CASE("a first roster adds everybody, with managers named anywhere in the file") {
  const RosterPlan plan = plan_roster({}, team, rules());
  CHECK(plan.faults.empty());
  const auto members = carried_out({}, plan);
  REQUIRE(members.size() == 3);
  const Member& rita = named(members, "Rita Rep");
  CHECK(rita.hired == day("2026-01-10"));
  CHECK(rita.assignments.front().period == Period{.from = day("2026-01-10"), .to = {}});
  CHECK(rita.assignments.front().manager == named(members, "Mark Manager").id);
  CHECK(!named(members, "Lena Leader").assignments.front().manager);
}

TEST_CASE("the same roster again changes nobody") {
  const auto members = carried_out({}, plan_roster({}, team, rules()));
  const RosterPlan again = plan_roster(members, team, rules("2027-05-01"));
  CHECK(again.faults.empty());
  CHECK(changed(again) == 0);
  CHECK(carried_out(members, again).size() == 3);
}

TEST_CASE("a new manager holds from the effective date, and who lived under the old one keeps that history") {
  auto members = carried_out({}, plan_roster({}, team, rules()));
  auto rows = team;
  rows.front().manager_name = "Lena Leader";
  const RosterPlan plan = plan_roster(members, rows, rules("2027-05-01"));
  CHECK(changed(plan) == 1);
  CHECK(plan.people.front().differences.front() == "manager was Mark Manager, is Lena Leader");
  members = carried_out(members, plan);
  const Member& rita = named(members, "Rita Rep");
  REQUIRE(rita.assignments.size() == 2);
  CHECK(rita.assignment_on(day("2027-04-30"))->manager == named(members, "Mark Manager").id);
  CHECK(rita.assignment_on(day("2027-05-01"))->manager == named(members, "Lena Leader").id);
}

TEST_CASE("an effective date before the last change is a fault") {
  auto members = carried_out({}, plan_roster({}, team, rules()));
  auto rows = team;
  rows.front().manager_name = "Lena Leader";
  members = carried_out(members, plan_roster(members, rows, rules("2027-05-01")));
  const RosterPlan plan = plan_roster(members, team, rules("2027-04-01"));
  REQUIRE(plan.faults.size() == 1);
  CHECK(plan.faults.front().field == "effective_on");
  CHECK(plan.faults.front().expected.find("2027-05-01") != std::string::npos);
}

TEST_CASE("a circle of managers is a fault of every row in it, and of no other") {
  auto rows = team;
  rows[2].manager_name = "Rita Rep";
  rows.push_back(row(5, "Olaf Other", "E4", "Rita Rep"));
  const RosterPlan plan = plan_roster({}, rows, rules());
  REQUIRE(plan.faults.size() == 3);
  CHECK(plan.faults[0].row == 2);
  CHECK(plan.faults[0].field == "manager");
  CHECK(plan.faults[0].expected.find("Rita Rep reports to Mark Manager reports to Lena Leader reports to Rita Rep") != std::string::npos);
  REQUIRE(plan.people.size() == 1);
  CHECK(plan.people.front().after().name == "Olaf Other");
  CHECK(plan.people.front().unknown_manager == "Rita Rep");  // who was left out
}

TEST_CASE("a circle through somebody who is no row of the file is a fault too") {
  const auto members = carried_out({}, plan_roster({}, team, rules()));
  const RosterPlan plan = plan_roster(members, {row(2, "Lena Leader", "E3", "Rita Rep")}, rules());
  REQUIRE(plan.faults.size() == 1);
  CHECK(plan.people.empty());
}

TEST_CASE("two rows for one person are a fault of the second, whatever they say") {
  auto rows = team;
  rows.push_back(row(5, "Rita Rep", "e1", "Lena Leader"));  // two managers at one instant
  const RosterPlan plan = plan_roster({}, rows, rules());
  REQUIRE(plan.faults.size() == 1);
  CHECK(plan.faults.front() ==
        RosterFault{.row = 5, .field = "name", .found = "Rita Rep", .expected = "one row for each person; row 2 is the same one"});
}

TEST_CASE("two people of one name are told apart by their ids, and as a manager the name is unknown") {
  const RosterPlan plan =
      plan_roster({}, {row(2, "John Smith", "E1"), row(3, "John Smith", "E2"), row(4, "Rita Rep", "E3", "John Smith")}, rules());
  CHECK(plan.faults.empty());
  CHECK(plan.people.size() == 3);
  CHECK(plan.unknown_managers == std::vector<AwaitedManager>{{.value = "John Smith", .rows = 1}});
  const auto members = carried_out({}, plan);
  const RosterPlan without_ids = plan_roster(members, {row(2, "John Smith")}, rules());
  REQUIRE(without_ids.faults.size() == 1);
  CHECK(without_ids.faults.front().expected == "an employee id or e-mail address, because 2 people have this name");
}

TEST_CASE("somebody known by name gets the id that a later file brings") {
  auto members = carried_out({}, plan_roster({}, {row(2, "Rita Rep")}, rules()));
  members = carried_out(members, plan_roster(members, {row(2, "RITA REP", "E1")}, rules()));
  REQUIRE(members.size() == 1);
  CHECK(members.front().identities == std::vector<ExternalIdentity>{{.system = "employee_id", .value = "E1"}});
  CHECK(carried_out(members, plan_roster(members, {row(2, "Rita Married-Name", "E1")}, rules())).size() == 1);
}

TEST_CASE("ids and addresses of two different people in one row are a fault") {
  auto rows = team;
  rows[0].email = "rita@example.com";
  const auto members = carried_out({}, plan_roster({}, rows, rules()));
  RosterRow wrong = row(2, "Mark Manager", "E2");
  wrong.email = "Rita@example.com";
  const RosterPlan plan = plan_roster(members, {wrong}, rules());
  REQUIRE(plan.faults.size() == 1);
  CHECK(plan.faults.front().field == "email");
}

TEST_CASE("a leave date ends the work there, and a later row without one takes it back") {
  auto rows = team;
  rows.front().speaks_of_leaving = true;
  rows.front().left = day("2027-02-01");
  auto members = carried_out({}, plan_roster({}, rows, rules()));
  CHECK(named(members, "Rita Rep").assignments.front().period.to == day("2027-02-01"));
  rows.front().left.reset();
  members = carried_out(members, plan_roster(members, rows, rules()));
  CHECK(!named(members, "Rita Rep").left);
  CHECK(!named(members, "Rita Rep").assignments.front().period.to);
}

TEST_CASE("of somebody who is gone nothing changes but their record, and a note says so") {
  auto rows = team;
  rows.front().speaks_of_leaving = true;
  rows.front().left = day("2027-02-01");
  const auto members = carried_out({}, plan_roster({}, rows, rules()));
  rows.front().manager_name = "Lena Leader";
  const RosterPlan plan = plan_roster(members, rows, rules());
  CHECK(changed(plan) == 0);
  REQUIRE(plan.notes.size() == 1);
  CHECK(plan.notes.front().find("Rita Rep left on 2027-02-01") == 0);
}

TEST_CASE("a hire after the leave is a fault of the row") {
  auto rows = team;
  rows.front().speaks_of_leaving = true;
  rows.front().left = day("2026-01-10");
  const RosterPlan plan = plan_roster({}, rows, rules());
  REQUIRE(plan.faults.size() == 1);
  CHECK(plan.faults.front().row == 2);
  CHECK(plan.faults.front().field == "left");
}

TEST_CASE("nobody is their own manager") {
  const RosterPlan plan = plan_roster({}, {row(2, "Rita Rep", "E1", "Rita Rep")}, rules());
  REQUIRE(plan.faults.size() == 1);
  CHECK(plan.faults.front().field == "manager");
  CHECK(plan.people.empty());
}

TEST_CASE("who reports to a row that is left out has a manager nobody knows") {
  const RosterPlan plan =
      plan_roster({}, {row(2, "Rita Rep", "E1", "Mark Manager"), row(3, "Mark Manager", "E2", "Mark Manager")}, rules());
  REQUIRE(plan.faults.size() == 1);
  REQUIRE(plan.people.size() == 1);
  CHECK(plan.people.front().unknown_manager == "Mark Manager");
  CHECK(!plan.people.front().after().assignments.front().manager);
}

TEST_CASE("an unknown manager leaves the manager as it is and is counted by name") {
  const auto members = carried_out({}, plan_roster({}, team, rules()));
  auto rows = team;
  rows[0].manager_name = "Board of Directors";
  rows[1].manager_name = "Board of Directors";
  const RosterPlan plan = plan_roster(members, rows, rules());
  CHECK(plan.unknown_managers == std::vector<AwaitedManager>{{.value = "Board of Directors", .rows = 2}});
  CHECK(changed(plan) == 0);
}

TEST_CASE("what somebody said a manager's name means goes before what it looks like") {
  auto members = carried_out({}, plan_roster({}, team, rules()));
  const Id<Person> lena = named(members, "Lena Leader").id;
  std::find_if(members.begin(), members.end(), [&](const Member& one) {
    return one.id == lena;
  })->identities.push_back({.system = "manager_name", .value = "the boss"});
  const RosterPlan plan = plan_roster(members, {row(2, "Rita Rep", "E1", "The Boss")}, rules());
  CHECK(plan.people.front().after().assignments.back().manager == lena);
}

TEST_CASE("managers become people where the rules say so, once") {
  RosterRules names_only = rules();
  names_only.managers_become_people = true;
  auto rows = std::vector{row(2, "Ana", "", "Dustin Brinkmann"), row(3, "Cecily", "", "Dustin Brinkmann"), row(4, "Moses", "", "Ana")};
  rows[0].region = "Central";
  const RosterPlan plan = plan_roster({}, rows, names_only);
  CHECK(plan.unknown_managers.empty());
  const auto members = carried_out({}, plan);
  REQUIRE(members.size() == 4);
  const Member& dustin = named(members, "Dustin Brinkmann");
  CHECK(dustin.assignments.front().job_role == "sales_manager");
  CHECK(dustin.assignments.front().region == "Central");
  CHECK(named(members, "Cecily").assignments.front().manager == dustin.id);
  const RosterPlan again = plan_roster(members, rows, names_only);
  CHECK(changed(again) == 0);
  CHECK(again.people.size() == 3);
}

TEST_CASE("without a date of hire somebody new counts from the effective date, and a later file leaves it") {
  auto rows = team;
  for (RosterRow& one : rows) one.hired.reset();
  const auto members = carried_out({}, plan_roster({}, rows, rules("2027-03-01")));
  CHECK(members.front().hired == day("2027-03-01"));
  CHECK(changed(plan_roster(members, rows, rules("2027-06-01"))) == 0);
}

}  // namespace backbeat::people
