#include "pulse/disband.hpp"
#include "pulse/pulse_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

Snapshot quarter(const char* text, int present, std::optional<Figure> enps, bool is_running = true) {
  Snapshot out{.quarter = quarter_of(text), .published_at = {}, .minimums = {}, .scale = 100, .programme = {}, .circles = {}};
  out.circles.push_back({.id = Id<Circle>(1),
                         .name = "AE 1",
                         .form = "same",
                         .held_by = "ae",
                         .is_running = is_running,
                         .seats = {.expected = 30, .present = present, .excused = 0, .missed = 30 - present},
                         .figures = {.attendance = {}, .enps = enps, .follow_through = {}}});
  return out;
}

const Figure low{.value = 0, .bound = Bound::exact, .people = 5, .step = 20};
const Figure fine{.value = 20, .bound = Bound::exact, .people = 5, .step = 20};

TEST_CASE("attendance below 60 % in two quarters in a row proposes the end of a circle, one does not") {
  const auto proposals = disband_proposals(quarter("2027-Q1", 17, fine), quarter("2027-Q2", 10, fine), {});
  REQUIRE(proposals.size() == 1);
  CHECK(proposals[0].name == "AE 1");
  REQUIRE(proposals[0].reasons.size() == 2);
  CHECK(proposals[0].reasons[0].quarter.text() == "2027-Q1");
  CHECK(proposals[0].reasons[1].measure == Measure::attendance);
  CHECK(disband_proposals(quarter("2027-Q1", 18, fine), quarter("2027-Q2", 10, fine), {}).empty());
  CHECK(disband_proposals(quarter("2027-Q1", 10, fine), quarter("2027-Q2", 18, fine), {}).empty());
}

TEST_CASE("59.9 % is below 60 %, and 60 % is not") {
  auto first = quarter("2027-Q1", 599, fine), second = quarter("2027-Q2", 599, fine);
  first.circles[0].seats.expected = second.circles[0].seats.expected = 1000;
  CHECK(disband_proposals(first, second, {}).size() == 1);
  first.circles[0].seats.present = 600;
  CHECK(disband_proposals(first, second, {}).empty());
}

TEST_CASE("an eNPS below 5 in one quarter and too few there in the other are two poor quarters") {
  CHECK(disband_proposals(quarter("2027-Q1", 25, low), quarter("2027-Q2", 10, fine), {}).size() == 1);
}

TEST_CASE("quarters that are not neighbours say nothing together") {
  CHECK(disband_proposals(quarter("2027-Q1", 10, low), quarter("2027-Q3", 10, low), {}).empty());
}

TEST_CASE("a withheld eNPS is never a reason, whatever it was") {
  CHECK(disband_proposals(quarter("2027-Q1", 25, {}), quarter("2027-Q2", 25, {}), {}).empty());
}

TEST_CASE("'at most' is below what it is below of; 'at least' is not known to be") {
  const Figure at_most{.value = -40, .bound = Bound::at_most, .people = 5, .step = 20};
  const Figure at_least{.value = 0, .bound = Bound::at_least, .people = 3, .step = 33};
  CHECK(disband_proposals(quarter("2027-Q1", 25, at_most), quarter("2027-Q2", 25, at_most), {}).size() == 1);
  CHECK(disband_proposals(quarter("2027-Q1", 25, at_least), quarter("2027-Q2", 25, at_least), {}).empty());
}

TEST_CASE("a circle that had ended by the quarter's end is not proposed, nor one that is new") {
  CHECK(disband_proposals(quarter("2027-Q1", 10, low), quarter("2027-Q2", 10, low, false), {}).empty());
  auto earlier = quarter("2027-Q1", 10, low);
  earlier.circles[0].id = Id<Circle>(2);
  CHECK(disband_proposals(earlier, quarter("2027-Q2", 10, low), {}).empty());
}

TEST_CASE("a threshold is of its scale: 5 of 100 is half a point where a quarter was published from -10 to 10") {
  auto first = quarter("2027-Q1", 25, Figure{.value = 2, .bound = Bound::exact, .people = 5, .step = 2});
  first.scale = 10;
  CHECK(disband_proposals(first, quarter("2027-Q2", 25, low), {}).empty());
  first.circles[0].figures.enps->value = 0;
  CHECK(disband_proposals(first, quarter("2027-Q2", 25, low), {}).size() == 1);
}

TEST_CASE("a quarter without an hour says nothing of attendance") {
  auto first = quarter("2027-Q1", 0, fine), second = quarter("2027-Q2", 0, fine);
  first.circles[0].seats = second.circles[0].seats = {};
  CHECK(disband_proposals(first, second, {}).empty());
}

}  // namespace
}  // namespace backbeat::pulse
