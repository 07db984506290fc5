#include "capacity/capacity.hpp"

#include "capacity/capacity_rates.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace backbeat::capacity {
namespace {

using playbook::default_playbook;

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}
constexpr Id<Person> ana{1}, jo{2};

struct Hire {
  std::int64_t id;
  std::string_view hired;
  std::string job_role = "ae";
  Id<Person> manager = ana;
  bool is_top_performer = false;
};

people::Member member(const Hire& hire) {
  people::Member out;
  out.id = Id<Person>(hire.id);
  out.name = "Rep " + std::to_string(hire.id);
  out.hired = day(hire.hired);
  people::Assignment assignment;
  assignment.period = {.from = out.hired, .to = {}};
  assignment.manager = hire.manager;
  assignment.job_role = hire.job_role;
  assignment.is_top_performer = hire.is_top_performer;
  out.assignments.push_back(assignment);
  return out;
}

/// Seven account executives of a year's tenure under Ana.
std::vector<people::Member> seven() {
  std::vector<people::Member> out;
  for (int i = 0; i < 7; ++i) out.push_back(member({.id = 10 + i, .hired = "2026-01-05"}));
  return out;
}

Hours of_kind(const Load& load, std::string_view kind) {
  const auto found = std::ranges::find(load.by_kind, kind, &KindHours::kind);
  return found == load.by_kind.end() ? Hours{} : found->hours;
}

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(0.0001);
}

TEST_CASE("seven account executives: 3.5 h of weekly 1:1s and 28 ride-alongs a quarter, 3.3-4.4 h a week, by hand") {
  const auto members = seven();
  const auto loads = loads_on(default_playbook(), members, day("2027-02-01"), 1);
  REQUIRE(loads.size() == 1);
  const Load& load = loads.front();
  CHECK(load.reps == 7);

  const Hours one_on_ones = of_kind(load, "weekly_one_on_one");
  CHECK(one_on_ones.low == about(7 * 30 / 60.0));  // 3.5
  CHECK(one_on_ones.high == one_on_ones.low);

  const double weeks = 90 / 7.0;  // January to March 2027
  const Hours ride_alongs = of_kind(load, ride_along_kind);
  CHECK(ride_alongs.low == about(7 * (2 + 1 + 1) * 1.5 / weeks));
  CHECK(ride_alongs.high == about(7 * (2 + 1 + 1) * 2.0 / weeks));
  CHECK(text_of(ride_alongs) == "3.3–4.4 h");
  CHECK(text_of(one_on_ones + ride_alongs) == "6.8–7.9 h");

  CHECK(of_kind(load, "skill_deep_dive").low == about(7 * 3 * 60 / 60.0 / weeks));
  CHECK(of_kind(load, "quarterly_reset").low == about(7 * 90 / 60.0 / weeks));
  CHECK(of_kind(load, preparation_kind).low == about((7 * 5 + 7 * 3 * 15 / weeks + 7 * 30 / weeks) / 60));
  CHECK(load.overflows());
}

TEST_CASE("an overflow is said in words, with what it is made of and the budget") {
  const auto members = seven();
  const auto loads = loads_on(default_playbook(), members, day("2027-02-01"), 1);
  CHECK(statement_of(loads.front()) ==
        "7 account executives need 10.5–11.6 h a week against 4–6 h: Weekly 1:1 3.5 h, Skill deep-dive 1.6 h, Quarterly reset 0.8 h, "
        "Ride-alongs 3.3–4.4 h, Preparation 1.3 h.");
}

TEST_CASE("1:1s and ride-alongs alone overflow at seven, in the words of the rule") {
  playbook::Playbook rules = default_playbook();
  std::erase_if(rules.cadences, [](const playbook::Cadence& cadence) { return cadence.session_type != "weekly_one_on_one"; });
  for (auto& type : rules.session_types) type.preparation_minutes = 0;
  const auto members = seven();
  const auto loads = loads_on(rules, members, day("2027-02-01"), 1);
  CHECK(statement_of(loads.front()) ==
        "7 account executives need 6.8–7.9 h a week against 4–6 h: Weekly 1:1 3.5 h, Ride-alongs 3.3–4.4 h.");
}

TEST_CASE("what fits is said to fit") {
  const std::vector members = {member({.id = 10, .hired = "2026-01-05"}), member({.id = 11, .hired = "2026-01-05"})};
  const auto loads = loads_on(default_playbook(), members, day("2027-02-01"), 1);
  CHECK_FALSE(loads.front().overflows());
  CHECK(statement_of(loads.front()).starts_with("2 account executives need 3–3.3 h a week against 4–6 h, which fits: "));
}

TEST_CASE("more reports than the flag are told") {
  std::vector<people::Member> members;
  for (int i = 0; i < 11; ++i) members.push_back(member({.id = 10 + i, .hired = "2026-01-05", .job_role = "sdr"}));
  const auto loads = loads_on(default_playbook(), members, day("2027-02-01"), 1);
  CHECK(loads.front().is_over_span());
  CHECK(statement_of(loads.front()).find("11 reports are more than the 10") != std::string::npos);
}

TEST_CASE("a new hire's ride-alongs taper: every week, every second, every third") {
  const auto rate_on = [](std::string_view date) {
    const auto rep = member({.id = 10, .hired = "2027-01-04"});
    for (const auto& rate : recurring_rates(default_playbook(), rep, day(date), FiscalQuarter::of(day(date), 1)))
      if (!rate.type) return rate.a_week;
    return 0.0;
  };
  CHECK(rate_on("2027-01-04") == about(1));        // week 1
  CHECK(rate_on("2027-02-28") == about(1));        // the last day of week 8
  CHECK(rate_on("2027-03-01") == about(1 / 2.0));  // week 9
  CHECK(rate_on("2027-04-25") == about(1 / 2.0));  // the last day of week 16
  CHECK(rate_on("2027-04-26") == about(1 / 3.0));
  CHECK(rate_on("2027-07-03") == about(1 / 3.0));         // still month six
  CHECK(rate_on("2027-07-04") == about(4 / (92 / 7.0)));  // tenured: 2-1-1
  CHECK(rate_on("2028-07-04") == about(3 / (92 / 7.0)));  // veteran: 1-1-1
}

TEST_CASE("a top performer is owed half as many again, the extra ones in reverse") {
  const auto& rule = default_playbook().ride_alongs[1];
  CHECK(ride_alongs_owed(rule, true, 1.5) == RideAlongs{.observe = 2, .co_sell = 1, .reverse = 3});
  CHECK(ride_alongs_owed(rule, false, 1.5) == RideAlongs{.observe = 2, .co_sell = 1, .reverse = 1});
  const std::vector members = {member({.id = 10, .hired = "2026-01-05", .is_top_performer = true})};
  const auto loads = loads_on(default_playbook(), members, day("2027-02-01"), 1);
  CHECK(of_kind(loads.front(), ride_along_kind).low == about(6 * 1.5 / (90 / 7.0)));
}

TEST_CASE("ramp check-ins count in the quarter they fall into") {
  const std::vector members = {member({.id = 10, .hired = "2027-01-04"})};  // day 30: 3 February, 60: 5 March, 90: 4 April
  const auto first = loads_on(default_playbook(), members, day("2027-02-01"), 1);
  CHECK(of_kind(first.front(), "ramp_check_in").low == about(2 * 0.75 / (90 / 7.0)));
  const auto second = loads_on(default_playbook(), members, day("2027-05-01"), 1);
  CHECK(of_kind(second.front(), "ramp_check_in").low == about(1 * 0.75 / (91 / 7.0)));
}

TEST_CASE("who left, who is not coached and who has no manager asks for no hours") {
  auto left = member({.id = 10, .hired = "2026-01-05"});
  left.left = day("2027-01-15");
  left.assignments[0].period.to = left.left;
  auto alone = member({.id = 11, .hired = "2026-01-05"});
  alone.assignments[0].manager = {};
  const std::vector members = {left, alone, member({.id = 12, .hired = "2026-01-05", .job_role = "sales_manager"})};
  CHECK(loads_on(default_playbook(), members, day("2027-02-01"), 1).empty());
  CHECK(loads_on(default_playbook(), members, day("2027-01-14"), 1).size() == 1);
}

}  // namespace
}  // namespace backbeat::capacity
