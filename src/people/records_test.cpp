#include "people/records.hpp"

#include <doctest/doctest.h>

namespace backbeat::people {
namespace {

using std::chrono::hours;

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}

const Instant opened = *Instant::parse("2027-01-04T09:00:00Z");
const Instant later = *Instant::parse("2027-02-01T09:00:00Z");
const Instant last = *Instant::parse("2027-03-01T09:00:00Z");
const Id<Person> mark(7);
const Id<Person> olaf(8);

Assignment under(Id<Person> manager, std::string_view from) {
  return {.period = {.from = day(from), .to = {}}, .manager = manager, .job_role = "ae", .segment = {}, .region = {}};
}

/// Hired in 2026 and under Mark since; both recorded at `at`.
PersonVersions rita(std::optional<Instant> at) {
  return {
      .id = Id<Person>(1),
      .employments = {{.fact = {.zone = {}, .hired = day("2026-06-01"), .left = {}}, .believed = {.recorded_at = at, .replaced_at = {}}}},
      .assignments = {{.fact = under(mark, "2026-06-01"), .believed = {.recorded_at = at, .replaced_at = {}}}},
      .time_off = {}};
}

}  // namespace

TEST_CASE("the record opens with the first assignment that was recorded") {
  CHECK(opening_of(std::vector{rita(later), rita(opened)}) == opened);
  CHECK(opening_of(std::vector{rita(later), rita(std::nullopt)}) == from_ever);
  PersonVersions admin = rita(opened);
  admin.assignments.clear();
  CHECK(opening_of(std::vector{admin, rita(later)}) == later);
  CHECK(opening_of({}) == from_ever);
}

TEST_CASE("what was recorded by the opening counts as known from ever, what came later from its instant") {
  CHECK(known_at(std::nullopt, opened) == from_ever);
  CHECK(known_at(opened - hours(1), opened) == from_ever);
  CHECK(known_at(opened, opened) == from_ever);
  CHECK(known_at(opened + Duration(1), opened) == opened + Duration(1));
}

TEST_CASE("somebody about whom nothing was corrected has one record") {
  const auto records = records_of(rita(opened), opened);
  REQUIRE(records.size() == 1);
  CHECK(records[0].known_at == from_ever);
  CHECK(records[0].member.hired == day("2026-06-01"));
  CHECK(records[0].member.assignments == std::vector{under(mark, "2026-06-01")});
}

TEST_CASE("a corrected manager is the other one only from the instant of the correction") {
  PersonVersions person = rita(opened);
  person.assignments[0].believed.replaced_at = later;
  person.assignments.push_back({.fact = under(olaf, "2026-06-01"), .believed = {.recorded_at = later, .replaced_at = {}}});
  const auto records = records_of(person, opened);
  REQUIRE(records.size() == 2);
  CHECK(records[0].known_at == from_ever);
  CHECK(records[0].member.assignments == std::vector{under(mark, "2026-06-01")});
  CHECK(records[1].known_at == later);
  CHECK(records[1].member.assignments == std::vector{under(olaf, "2026-06-01")});
}

TEST_CASE("a leave and time off are known from their instants, and what is withdrawn until then") {
  PersonVersions person = rita(opened);
  person.employments[0].believed.replaced_at = last;
  person.employments.push_back(
      {.fact = {.zone = {}, .hired = day("2026-06-01"), .left = day("2027-03-01")}, .believed = {.recorded_at = last, .replaced_at = {}}});
  person.time_off.push_back({.fact = {.first = day("2027-02-08"), .last = day("2027-02-12"), .reason = TimeOffReason::pto},
                             .believed = {.recorded_at = later, .replaced_at = last}});
  const auto records = records_of(person, opened);
  REQUIRE(records.size() == 3);
  CHECK(records[0].member.time_off.empty());
  CHECK(records[1].known_at == later);
  CHECK(records[1].member.time_off.size() == 1);
  CHECK(!records[1].member.left);
  CHECK(records[2].known_at == last);
  CHECK(records[2].member.time_off.empty());
  CHECK(records[2].member.left == day("2027-03-01"));
}

TEST_CASE("what was corrected before the record opened was never believed") {
  PersonVersions person = rita(opened);
  person.employments[0].fact.hired = day("2025-06-01");
  person.employments[0].believed = {.recorded_at = opened - hours(2), .replaced_at = opened - hours(1)};
  person.employments.push_back(
      {.fact = {.zone = {}, .hired = day("2026-06-01"), .left = {}}, .believed = {.recorded_at = opened - hours(1), .replaced_at = {}}});
  const auto records = records_of(person, opened);
  REQUIRE(records.size() == 1);
  CHECK(records[0].member.hired == day("2026-06-01"));
}

TEST_CASE("somebody who was recorded after the opening is not known before") {
  const auto records = records_of(rita(later), opened);
  REQUIRE(records.size() == 1);
  CHECK(records[0].known_at == later);
}

TEST_CASE("assignments and time off stand in the order of their days, whenever they were recorded") {
  PersonVersions person = rita(later);
  person.assignments[0].fact.period.from = day("2027-01-01");
  Assignment first = under(olaf, "2026-06-01");
  first.period.to = day("2027-01-01");
  person.assignments.push_back({.fact = first, .believed = {.recorded_at = last, .replaced_at = {}}});
  const auto records = records_of(person, later);
  REQUIRE(records.size() == 2);
  REQUIRE(records[1].member.assignments.size() == 2);
  CHECK(records[1].member.assignments[0].manager == olaf);
  CHECK(records[1].member.assignments[1].manager == mark);
}

}  // namespace backbeat::people
