#include "playbook/playbook_differences.hpp"

#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::playbook {
namespace {

Difference only_difference(void (*change)(Playbook&)) {
  Playbook after = default_playbook();
  change(after);
  const auto found = differences(default_playbook(), after);
  REQUIRE(found.size() == 1);
  return found.front();
}

TEST_CASE("a playbook does not differ from itself") {
  CHECK(differences(default_playbook(), default_playbook()).empty());
}

TEST_CASE("a changed number says where, what it was and what it becomes") {
  const Difference difference = only_difference([](Playbook& p) { p.session_types[0].agenda[2].minutes = 5; });
  CHECK(difference.path == "session_types.weekly_one_on_one.agenda.goal.minutes");
  CHECK(difference.before == "3");
  CHECK(difference.after == "5");
  CHECK(difference.summary == "Weekly 1:1, stage Goal: minutes was 3, becomes 5.");
}

TEST_CASE("a changed cadence is said as a rule") {
  const Difference difference = only_difference([](Playbook& p) { p.cadences[0].every = Every::two_weeks; });
  CHECK(difference.path == "cadences.weekly_one_on_one.rule");
  CHECK(difference.before == "Weekly 1:1: every week, for every coached role");
  CHECK(difference.after == "Weekly 1:1: every two weeks, for every coached role");
  CHECK(difference.summary ==
        "Was: Weekly 1:1: every week, for every coached role. Becomes: Weekly 1:1: every two weeks, for every coached role.");
}

TEST_CASE("a new part is one difference, its own parts included") {
  const Difference difference = only_difference([](Playbook& p) {
    p.session_types.push_back(
        {.key = "stretch", .name = "Stretch", .minutes = 20, .agenda = {{.key = "all", .name = "All", .minutes = 20}}});
  });
  CHECK(difference.path == "session_types.stretch");
  CHECK_FALSE(difference.before.has_value());
  CHECK(difference.summary.starts_with("Adds Stretch: name Stretch; minutes 20"));
}

TEST_CASE("a dropped part is one difference") {
  const Difference difference = only_difference([](Playbook& p) { p.drills.pop_back(); });
  CHECK(difference.path == "drills.next_problem");
  CHECK_FALSE(difference.after.has_value());
  CHECK(difference.summary.starts_with("Drops drill The next problem"));
}

TEST_CASE("stages in another order are told as that") {
  const Difference difference = only_difference([](Playbook& p) { std::swap(p.session_types[0].agenda[0], p.session_types[0].agenda[1]); });
  CHECK(difference.path == "session_types.weekly_one_on_one.agenda");
  CHECK(difference.summary.find("order of the stages") != std::string::npos);
}

TEST_CASE("the order of parts that have a key does not matter") {
  Playbook after = default_playbook();
  std::ranges::reverse(after.drills);
  std::ranges::reverse(after.job_roles);
  CHECK(differences(default_playbook(), after).empty());
}

TEST_CASE("there and back: what one direction adds, the other drops") {
  Playbook after = default_playbook();
  after.competencies.pop_back();
  after.ride_alongs[1].observe = 3;
  after.privacy.minimum_group = 6;
  const auto there = differences(default_playbook(), after);
  const auto back = differences(after, default_playbook());
  REQUIRE(there.size() == 3);
  REQUIRE(back.size() == there.size());
  for (const auto& difference : there) {
    const auto mirrored = std::ranges::find(back, difference.path, &Difference::path);
    REQUIRE(mirrored != back.end());
    CHECK(mirrored->before == difference.after);
    CHECK(mirrored->after == difference.before);
  }
}

/// Every field of the format: changing any of them must be seen.
TEST_CASE("no change of any value goes unseen") {
  void (*const changes[])(Playbook&) = {
      [](Playbook& p) { p.name = "Ours"; },
      [](Playbook& p) { p.weekend = {"friday"}; },
      [](Playbook& p) { p.top_performer_factor = 2; },
      [](Playbook& p) { p.job_roles[0].name = "Seller"; },
      [](Playbook& p) { p.job_roles[0].is_coached = false; },
      [](Playbook& p) { p.tenure_bands[0].name = "New"; },
      [](Playbook& p) { p.tenure_bands[0].to_month = 5; },
      [](Playbook& p) { p.tenure_bands[1].from_month = 5; },
      [](Playbook& p) { p.session_types[0].name = "Ours"; },
      [](Playbook& p) { p.session_types[0].preparation_minutes = 9; },
      [](Playbook& p) { p.session_types[0].counts_as = CountsAs::nothing; },
      [](Playbook& p) { p.session_types[0].short_below_percent = 70; },
      [](Playbook& p) { p.session_types[0].short_below_minutes = {}; },
      [](Playbook& p) { p.session_types[0].opens_on_commitment = false; },
      [](Playbook& p) { p.session_types[0].agenda[0].name = "Look"; },
      [](Playbook& p) { p.session_types[0].agenda[0].led_by = LedBy::manager; },
      [](Playbook& p) { p.session_types[0].agenda[0].content = Content::deal; },
      [](Playbook& p) { p.session_types[0].agenda[0].prompts.pop_back(); },
      [](Playbook& p) { p.cadences[0].job_roles = {"ae"}; },
      [](Playbook& p) { p.cadences[0].tenure_bands = {"veteran"}; },
      [](Playbook& p) { p.cadences[0].count = 2; },
      [](Playbook& p) { p.cadences[3].days_after_hire = {30, 60}; },
      [](Playbook& p) { p.cadences[3].window_days = 5; },
      [](Playbook& p) { p.ride_alongs[1].co_sell = 2; },
      [](Playbook& p) { p.ride_alongs[1].reverse = 0; },
      [](Playbook& p) { p.ride_alongs[1].every = Every::month; },
      [](Playbook& p) { p.ride_alongs[0].taper[0].first = 9; },
      [](Playbook& p) { p.ride_alongs[0].taper[2].second = 4; },
      [](Playbook& p) { p.competencies[0].name = "x"; },
      [](Playbook& p) { p.competencies[0].description = "x"; },
      [](Playbook& p) { p.competencies[0].behaviours[3] = "x"; },
      [](Playbook& p) { p.drills[0].name = "x"; },
      [](Playbook& p) { p.drills[0].competency = "value"; },
      [](Playbook& p) { p.drills[0].minutes = 1; },
      [](Playbook& p) { p.drills[0].steps[0] = "x"; },
      [](Playbook& p) { p.indicators[0].name = "x"; },
      [](Playbook& p) { p.indicators[0].unit = "x"; },
      [](Playbook& p) { p.triggers[0].name = "x"; },
      [](Playbook& p) { p.triggers[0].condition = "x"; },
      [](Playbook& p) { p.triggers[0].proposes = "skill_deep_dive"; },
      [](Playbook& p) { p.diagnosis[0].question = "x"; },
      [](Playbook& p) { p.diagnosis[0].answered_by = "manager"; },
      [](Playbook& p) { p.diagnosis[0].answers[0].second = "x"; },
      [](Playbook& p) { p.thresholds[0].name = "x"; },
      [](Playbook& p) { p.thresholds[0].value = 99; },
      [](Playbook& p) { p.thresholds[0].unit = "x"; },
      [](Playbook& p) { p.thresholds[0].meaning = "x"; },
      [](Playbook& p) { p.scorecards[0].name = "x"; },
      [](Playbook& p) { p.scorecards[0].about = "rep"; },
      [](Playbook& p) { p.scorecards[0].every = Every::week; },
      [](Playbook& p) { p.scorecards[0].measures.pop_back(); },
      [](Playbook& p) { p.scorecards[0].calibrations[1].chance_percent = 2; },
      [](Playbook& p) { p.certifications[0].name = "x"; },
      [](Playbook& p) { p.certifications[0].valid_months = 6; },
      [](Playbook& p) { p.certifications[0].gates = {"circle"}; },
      [](Playbook& p) { p.capacity.budget_low_hours = 5; },
      [](Playbook& p) { p.capacity.budget_high_hours = 7; },
      [](Playbook& p) { p.capacity.span_low = 5; },
      [](Playbook& p) { p.capacity.span_high = 9; },
      [](Playbook& p) { p.capacity.span_flag = 11; },
      [](Playbook& p) { p.capacity.ride_along_low_hours = 1; },
      [](Playbook& p) { p.capacity.ride_along_high_hours = 3; },
      [](Playbook& p) { p.privacy.minimum_deals = 20; },
  };
  int index = 0;
  for (const auto change : changes) {
    CAPTURE(index++);
    Playbook after = default_playbook();
    change(after);
    REQUIRE(after != default_playbook());
    CHECK_FALSE(differences(default_playbook(), after).empty());
  }
}

}  // namespace
}  // namespace backbeat::playbook
