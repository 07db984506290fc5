#include "pulse/facilitation.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}
const Id<Person> ana(1), bo(2), cleo(3);

TEST_CASE("twelve months end today and begin the day after the same day of last year") {
  CHECK(facilitation_from(day("2027-11-22")) == day("2026-11-23"));
  CHECK(facilitation_from(day("2028-02-29")) == day("2027-03-01"));
}

TEST_CASE("who led two sessions in twelve months has facilitated; who led one has led one") {
  const Facilitation made =
      facilitation_of({{ana, day("2027-03-01")}, {ana, day("2027-03-15")}, {bo, day("2027-04-01")}}, day("2027-11-22"), {});
  REQUIRE(made.rows.size() == 2);
  CHECK(made.rows[0] == FacilitationRow{.person = ana, .sessions = 2, .last_led = day("2027-03-15"), .is_eligible = true});
  CHECK(made.rows[1] == FacilitationRow{.person = bo, .sessions = 1, .last_led = day("2027-04-01"), .is_eligible = false});
}

TEST_CASE("a session thirteen months ago does not count, one on the first day of the twelve does") {
  const Facilitation made =
      facilitation_of({{ana, day("2026-11-22")}, {ana, day("2026-11-23")}, {ana, day("2027-01-01")}}, day("2027-11-22"), {});
  REQUIRE(made.rows.size() == 1);
  CHECK(made.rows[0].sessions == 2);
  CHECK(facilitation_of({{ana, day("2026-11-22")}}, day("2027-11-22"), {}).rows.empty());
  CHECK(facilitation_of({{ana, day("2027-11-23")}}, day("2027-11-22"), {}).rows.empty());
}

TEST_CASE("how many sessions it takes is the playbook's") {
  Rules rules;
  rules.promotion_sessions = 1;
  CHECK(facilitation_of({{bo, day("2027-04-01")}}, day("2027-11-22"), rules).rows[0].is_eligible);
}

TEST_CASE("most sessions first, then who led last") {
  const Facilitation made = facilitation_of(
      {{ana, day("2027-03-01")}, {bo, day("2027-04-01")}, {cleo, day("2027-02-01")}, {cleo, day("2027-02-15")}}, day("2027-11-22"), {});
  REQUIRE(made.rows.size() == 3);
  CHECK(made.rows[0].person == cleo);
  CHECK(made.rows[1].person == bo);
  CHECK(made.rows[2].person == ana);
}

}  // namespace
}  // namespace backbeat::pulse
