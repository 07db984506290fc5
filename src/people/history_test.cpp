#include "people/history.hpp"

#include <doctest/doctest.h>

#include <map>

namespace backbeat::people {
namespace {

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}
const Id<Person> rita(1), mark(2), lena(3);

Member somebody() {
  return {
      .id = rita,
      .name = "Rita Rep",
      .email = {},
      .zone = {},
      .hours = {.from = *LocalTime::make(9, 0), .to = *LocalTime::make(17, 0)},
      .hired = day("2026-01-10"),
      .left = {},
      .assignments = {{.period = {.from = day("2026-01-10"), .to = {}}, .manager = mark, .job_role = "ae", .segment = {}, .region = {}}},
      .time_off = {},
      .identities = {},
      .certifications = {}};
}

Assignment under(Id<Person> manager) {
  return {.period = {.from = {}, .to = {}}, .manager = manager, .job_role = "ae", .segment = {}, .region = {}};
}

}  // namespace

TEST_CASE("a leave on or before the hire is refused") {
  Member member = somebody();
  CHECK(set_left(member, day("2026-01-10")).error().is(leave_before_hire));
  CHECK(set_left(member, day("2025-12-31")).error().is(leave_before_hire));
  CHECK(set_left(member, day("2026-01-11")));
}

TEST_CASE("two managers at one instant are refused") {
  Member member = somebody();
  member.assignments.push_back(under(lena));
  member.assignments.back().period.from = day("2026-02-01");
  CHECK(check_history(member).error().is(two_at_once));
  member.assignments.front().period.to = day("2026-02-01");
  CHECK(check_history(member));
  member.assignments.front().period.to = day("2026-02-02");
  CHECK(check_history(member).error().is(two_at_once));
}

TEST_CASE("a gap between two assignments is allowed, one of no length or outside the employment is not") {
  Member member = somebody();
  member.assignments.front().period.to = day("2026-02-01");
  member.assignments.push_back(under(lena));
  member.assignments.back().period.from = day("2026-03-01");
  CHECK(check_history(member));
  CHECK(member.assignment_on(day("2026-02-10")) == nullptr);
  member.assignments.back().period.to = day("2026-03-01");
  CHECK(check_history(member).error().field == "to");
  member.assignments.back().period.to.reset();
  member.left = day("2026-06-01");
  CHECK(check_history(member).error().field == "to");
  member = somebody();
  member.hired = day("2026-01-11");
  CHECK(check_history(member).error().field == "from");
}

TEST_CASE("nobody is their own manager, and hours end after they begin") {
  Member member = somebody();
  member.assignments.front().manager = rita;
  CHECK(check_history(member).error().is(own_manager));
  member = somebody();
  CHECK(assign_from(member, day("2026-05-01"), under(rita)).error().is(own_manager));
  member = somebody();
  member.hours.to = member.hours.from;
  CHECK(check_history(member).error().field == "hours");
}

TEST_CASE("a new assignment closes the one before on its day, and history stays") {
  Member member = somebody();
  REQUIRE(assign_from(member, day("2026-05-01"), under(lena)));
  REQUIRE(member.assignments.size() == 2);
  CHECK(member.assignment_on(day("2026-04-30"))->manager == mark);
  CHECK(member.assignment_on(day("2026-05-01"))->manager == lena);
}

TEST_CASE("an assignment on the day another began takes its place") {
  Member member = somebody();
  REQUIRE(assign_from(member, day("2026-01-10"), under(lena)));
  CHECK(member.assignments.size() == 1);
  CHECK(member.assignments.front().manager == lena);
}

TEST_CASE("an assignment before hire, from leaving on, or before a later change is refused and changes nothing that counts") {
  Member member = somebody();
  CHECK(assign_from(member, day("2026-01-09"), under(lena)).error().field == "from");
  REQUIRE(assign_from(member, day("2026-05-01"), under(lena)));
  CHECK(assign_from(member, day("2026-04-01"), under(mark)).error().is(two_at_once));
  REQUIRE(set_left(member, day("2026-06-01")));
  CHECK(assign_from(member, day("2026-06-01"), under(mark)).error().field == "from");
  CHECK(assign_from(member, day("2026-05-31"), under(mark)));
  CHECK(member.assignments.back().period.to == day("2026-06-01"));
}

TEST_CASE("leaving ends what goes on and drops what would begin later; taking it back lets it go on") {
  Member member = somebody();
  REQUIRE(assign_from(member, day("2026-05-01"), under(lena)));
  REQUIRE(set_left(member, day("2026-03-01")));
  REQUIRE(member.assignments.size() == 1);
  CHECK(member.assignments.front().period.to == day("2026-03-01"));
  CHECK(member.assignment_on(day("2026-03-01")) == nullptr);
  REQUIRE(set_left(member, std::nullopt));
  CHECK(!member.assignments.front().period.to);
}

TEST_CASE("a corrected day of hire moves the first assignment with it") {
  Member member = somebody();
  REQUIRE(set_hired(member, day("2026-01-05")));
  CHECK(member.assignments.front().period.from == day("2026-01-05"));
  REQUIRE(set_hired(member, day("2026-01-20")));
  CHECK(member.assignments.front().period.from == day("2026-01-20"));
  REQUIRE(assign_from(member, day("2026-05-01"), under(lena)));
  CHECK(!set_hired(member, day("2026-06-01")));  // nothing would be left of the first one
}

TEST_CASE("a circle of managers is found from each of its members and from nobody else") {
  std::map<Id<Person>, Id<Person>> managers{{rita, mark}, {mark, lena}, {lena, rita}, {Id<Person>(4), rita}};
  const auto manager_of = [&](Id<Person> person) {
    const auto found = managers.find(person);
    return found == managers.end() ? std::nullopt : std::optional(found->second);
  };
  CHECK(cycle_through(rita, manager_of) == std::vector{rita, mark, lena});
  CHECK(cycle_through(lena, manager_of) == std::vector{lena, rita, mark});
  CHECK(cycle_through(Id<Person>(4), manager_of).empty());
  managers.erase(lena);
  CHECK(cycle_through(rita, manager_of).empty());
  CHECK(cycle_through(Id<Person>(9), manager_of).empty());
}

TEST_CASE("whole months of tenure count from the day of hire") {
  CHECK(months_of_tenure(day("2026-01-10"), day("2026-02-09")) == 0);
  CHECK(months_of_tenure(day("2026-01-10"), day("2026-02-10")) == 1);
  CHECK(months_of_tenure(day("2026-01-10"), day("2027-07-10")) == 18);
  CHECK(months_of_tenure(day("2026-01-31"), day("2026-02-28")) == 1);  // the month has no 31st
  CHECK(months_of_tenure(day("2024-02-29"), day("2025-02-28")) == 12);
  CHECK(months_of_tenure(day("2026-01-10"), day("2025-01-10")) == 0);
}

TEST_CASE("somebody has no assignment before hire and from their first day gone") {
  Member member = somebody();
  CHECK(member.assignment_on(day("2026-01-09")) == nullptr);
  CHECK(member.assignment_on(day("2026-01-10")) != nullptr);
  REQUIRE(set_left(member, day("2026-03-01")));
  CHECK(member.works_here_on(day("2026-02-28")));
  CHECK(!member.works_here_on(day("2026-03-01")));
}

}  // namespace backbeat::people
