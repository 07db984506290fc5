#include "pulse/pulse.hpp"
#include "pulse/pulse_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

std::vector<CircleFacts> three_ae_circles() {
  return {circle_of(1, "ae", 100, {9, 10, 7, 8, 3}), circle_of(2, "ae", 200, {10, 9, 8, 2, 6, 10}),
          circle_of(3, "ae", 300, {7, 8, 7, 9, 1})};
}

TEST_CASE("0 to 6 detract, 7 and 8 do not count, 9 and 10 promote") {
  Histogram histogram;
  histogram.counts = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const Tally tally = histogram.tally();
  CHECK(tally.people == 11);
  CHECK(tally.plus == 2);
  CHECK(tally.minus == 7);
}

TEST_CASE("a quarter publishes the whole programme, its fixed groups and its circles by name") {
  const Snapshot made = snapshot(three_ae_circles());
  REQUIRE(made.programme.size() == 2);
  CHECK(made.programme[0].group == "all");
  CHECK(made.programme[1].group == "same:ae");
  CHECK(made.programme[1].circles == 3);
  REQUIRE(made.circles.size() == 3);
  CHECK(made.circles[0].name == "ae 1");
  REQUIRE(row_of(made, 1).figures.enps);
  CHECK(row_of(made, 1).figures.enps->value == 20);
  CHECK(row_of(made, 1).figures.enps->step == 20);
  REQUIRE(made.programme[0].figures.enps);
  CHECK(made.programme[0].figures.enps->people == 16);
  CHECK(made.programme[0].figures.enps->value == 15);  // 2 of 16: 12.5, in fives
}

TEST_CASE("circles of one role stand together, circles across roles stand together whatever their theme") {
  CHECK(group_of("same", "ae") == "same:ae");
  CHECK(group_of("cross", "renewal") == "cross");
  CHECK(group_of("cross", "expansion") == "cross");
  CHECK(name_of_group("all") == "All circles");
  CHECK(name_of_group("same:sdr") == "SDR circles");
  CHECK(name_of_group("cross") == "Cross-functional circles");
}

TEST_CASE("a circle of four answers has counts of seats and no eNPS, and no eNPS of another gives it away") {
  auto circles = three_ae_circles();
  circles[2] = circle_of(3, "ae", 300, {7, 8, 9, 1});
  const Snapshot made = snapshot(circles);
  CHECK(row_of(made, 3).seats.expected == 30);
  CHECK(row_of(made, 3).attendance_percent() == 83);
  CHECK_FALSE(row_of(made, 3).figures.enps);
  CHECK_FALSE(row_of(made, 1).figures.enps);
  CHECK(row_of(made, 2).figures.enps);
  CHECK(row_of(made, "all").figures.enps);
}

TEST_CASE("programme rows have attendance in fives, and never that of one circle") {
  auto circles = three_ae_circles();
  circles.push_back(circle_of(4, "sdr", 400, {7, 8, 9, 1, 5}));
  const Snapshot made = snapshot(circles);
  CHECK_FALSE(row_of(made, "same:sdr").figures.attendance);
  CHECK_FALSE(row_of(made, "same:sdr").circles);
  CHECK_FALSE(row_of(made, "same:ae").figures.attendance);  // the whole less it were the one circle
  REQUIRE(row_of(made, "all").figures.attendance);
  CHECK(row_of(made, "all").figures.attendance->value == 85);
}

TEST_CASE("one more answer than last quarter, all others the same people: the programme's number is withheld") {
  const auto first = three_ae_circles();
  const Snapshot earlier = snapshot(first);
  std::vector<Support> before;
  for (const auto& [group, support] : supports_of(earlier, first)) before.push_back(support);
  CHECK(before.size() == 2);
  auto second = three_ae_circles();
  CHECK(row_of(snapshot(second, "2027-Q2", before), "all").figures.enps);
  second[0] = circle_of(1, "ae", 100, {9, 10, 7, 8, 3, 9});
  const Snapshot later = snapshot(second, "2027-Q2", before);
  CHECK_FALSE(row_of(later, "all").figures.enps);
  CHECK_FALSE(row_of(later, "same:ae").figures.enps);
  CHECK(row_of(later, "all").figures.attendance);
}

TEST_CASE("the same facts make the same snapshot, in whatever order they come") {
  auto circles = three_ae_circles();
  const Snapshot one = snapshot(circles);
  std::ranges::reverse(circles);
  const Snapshot other = snapshot(circles);
  CHECK(one.programme == other.programme);
  CHECK(one.circles == other.circles);
}

TEST_CASE("the default playbook has the thresholds that circles are judged by, and the scale of eNPS is explicit") {
  const Rules rules = rules_of(playbook::default_playbook());
  CHECK(rules.minimums.people == 5);
  CHECK(rules.minimums.programme_people == 8);
  CHECK(rules.scale == 100);
  CHECK(rules.disband_attendance == 60);
  CHECK(rules.disband_enps == 5);
  CHECK(rules.promotion_sessions == 2);
}

TEST_CASE("a higher minimum of the playbook holds for the programme's rows too; a lower one does not lower theirs") {
  playbook::Playbook playbook = playbook::default_playbook();
  playbook.privacy.minimum_group = 12;
  CHECK(rules_of(playbook).minimums.programme_people == 12);
  playbook.privacy.minimum_group = 3;
  CHECK(rules_of(playbook).minimums.people == 3);
  CHECK(rules_of(playbook).minimums.programme_people == 8);
}

TEST_CASE("a quarter in which no hour was held has no attendance") {
  CircleRow row;
  CHECK_FALSE(row.attendance_percent());
}

}  // namespace
}  // namespace backbeat::pulse
