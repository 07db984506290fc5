// Each case breaks one rule of the shipped playbook and expects exactly that fault, at its path.
#include "playbook/playbook.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::playbook {
namespace {

struct Case {
  const char* what;
  void (*break_it)(Playbook&);
  const char* path;
  const char* expected_says;
};

const Case cases[] = {
    {"a session without a name", [](Playbook& p) { p.session_types[1].name = " "; }, "session_types[1].name", "a text"},
    {"a key with a capital", [](Playbook& p) { p.drills[0].key = "Drill"; }, "drills[0].key", "a-z"},
    {"a key twice", [](Playbook& p) { p.thresholds[2].key = p.thresholds[0].key; }, "thresholds[2].key", "no other entry"},
    {"an agenda a minute too long", [](Playbook& p) { p.session_types[0].agenda[3].minutes = 9; }, "session_types[0].agenda",
     "add up to the 30"},
    {"a stage of no minutes", [](Playbook& p) { p.session_types[0].agenda[1].minutes = 0, p.session_types[0].agenda[0].minutes = 6; },
     "session_types[0].agenda[1].minutes", "from 1 to 240"},
    {"an empty prompt", [](Playbook& p) { p.session_types[0].agenda[0].prompts[1] = ""; }, "session_types[0].agenda[0].prompts[1]",
     "a text"},
    {"a short limit above the length", [](Playbook& p) { p.session_types[0].short_below_minutes = 31; },
     "session_types[0].short_below_minutes", "from 1 to 30"},
    {"bands that overlap", [](Playbook& p) { p.tenure_bands[1].from_month = 5; }, "tenure_bands[1].from_month",
     "6, where \"new_hire\" ends"},
    {"bands with a gap", [](Playbook& p) { p.tenure_bands[1].from_month = 7; }, "tenure_bands[1].from_month", "6, where \"new_hire\" ends"},
    {"tenure that begins late", [](Playbook& p) { p.tenure_bands[0].from_month = 1; }, "tenure_bands[0].from_month", "0"},
    {"a last band that ends", [](Playbook& p) { p.tenure_bands[2].to_month = 99; }, "tenure_bands[2].to_month", "no to_month"},
    {"a band that ends before it begins", [](Playbook& p) { p.tenure_bands[0].to_month = 0, p.tenure_bands[1].from_month = 0; },
     "tenure_bands[0].to_month", "a month after 0"},
    {"a cadence of nothing known", [](Playbook& p) { p.cadences[0].session_type = "standup"; }, "cadences[0].session_type",
     "weekly_one_on_one"},
    {"a cadence of something that never counts", [](Playbook& p) { p.cadences[0].session_type = "pipeline_review"; },
     "cadences[0].session_type", "a session type that counts"},
    {"a cadence for a role nobody has", [](Playbook& p) { p.cadences[0].job_roles = {"ae", "king"}; }, "cadences[0].job_roles[1]",
     "a job role"},
    {"a cadence for a band that is none", [](Playbook& p) { p.cadences[3].tenure_bands = {"old"}; }, "cadences[3].tenure_bands[0]",
     "new_hire"},
    {"the same thing owed twice", [](Playbook& p) { p.cadences.push_back({.session_type = "weekly_one_on_one", .job_roles = {"ae"}}); },
     "cadences[4]", "at most one"},
    {"ramp days that go back", [](Playbook& p) { p.cadences[3].days_after_hire = {30, 30}; }, "cadences[3].days_after_hire[1]", "after 30"},
    {"ride-alongs twice", [](Playbook& p) { p.ride_alongs[2].tenure_bands = {"tenured"}; }, "ride_alongs[2]", "at most one"},
    {"ride-alongs of nothing", [](Playbook& p) { p.ride_alongs[3].observe = 0; }, "ride_alongs[3]", "either counts"},
    {"a taper that goes back", [](Playbook& p) { p.ride_alongs[0].taper[1].first = 8; }, "ride_alongs[0].taper[1].through_week", "from 9"},
    {"a rubric of one level", [](Playbook& p) { p.competencies[0].behaviours.resize(1); }, "competencies[0].behaviours", "from 2 to 6"},
    {"a drill for no competency", [](Playbook& p) { p.drills[4].competency = "singing"; }, "drills[4].competency", "a competency"},
    {"a drill without steps", [](Playbook& p) { p.drills[4].steps.clear(); }, "drills[4].steps", "at least one"},
    {"a trigger that proposes nothing known", [](Playbook& p) { p.triggers[0].proposes = "lunch"; }, "triggers[0].proposes",
     "a session type"},
    {"a question nobody answers", [](Playbook& p) { p.diagnosis[0].answered_by = "oracle"; }, "diagnosis[0].answered_by", "\"data\""},
    {"a question with one answer", [](Playbook& p) { p.diagnosis[0].answers.resize(1); }, "diagnosis[0].answers", "at least two"},
    {"a scorecard about the weather", [](Playbook& p) { p.scorecards[0].about = "weather"; }, "scorecards[0].about", "\"manager\""},
    {"a calibration about nothing measured", [](Playbook& p) { p.scorecards[0].calibrations[0].measure = "mood"; },
     "scorecards[0].calibrations[0].measure", "one of the scorecard's measures"},
    {"a calibration that is both", [](Playbook& p) { p.scorecards[0].calibrations[1].count_at_least = 2; }, "scorecards[0].calibrations[1]",
     "target_percent"},
    {"a rate with a count", [](Playbook& p) { p.scorecards[0].calibrations[1] = {.measure = "pre_brief_rate", .count_at_least = 2}; },
     "scorecards[0].calibrations[1]", "target_percent for a rate"},
    {"a target nobody can miss", [](Playbook& p) { p.scorecards[0].calibrations[1].target_percent = 0; },
     "scorecards[0].calibrations[1].target_percent", "from 1"},
    {"a chance of one half", [](Playbook& p) { p.scorecards[0].calibrations[1].chance_percent = 50; },
     "scorecards[0].calibrations[1].chance_percent", "to 20"},
    {"two rules for a measure", [](Playbook& p) { p.scorecards[0].calibrations[2].measure = "pre_brief_rate"; },
     "scorecards[0].calibrations[2].measure", "one rule for each measure"},
    {"a certification unknown", [](Playbook& p) { p.certifications[0].key = "pilot"; }, "certifications[0].key", "\"coach\""},
    {"a gate before nothing", [](Playbook& p) { p.certifications[1].gates = {"moon"}; }, "certifications[1].gates[0]", "a session type"},
    {"a budget upside down", [](Playbook& p) { p.capacity.budget_high_hours = 3; }, "capacity.budget_high_hours", "from 4 to 40"},
    {"a span flag below the span", [](Playbook& p) { p.capacity.span_flag = 7; }, "capacity.span_flag", "from 8"},
    {"a group of two", [](Playbook& p) { p.privacy.minimum_group = 2; }, "privacy.minimum_group", "from 3"},
    {"a factor below one", [](Playbook& p) { p.top_performer_factor = 0.5; }, "top_performer_factor", "from 1 to 3"},
    {"a day that is none", [](Playbook& p) { p.weekend = {"Sunday"}; }, "weekend[0]", "lower case"},
    {"a day twice", [](Playbook& p) { p.weekend = {"sunday", "sunday"}; }, "weekend[1]", "once"},
};

TEST_CASE("each broken rule is one fault, at its path, saying what was expected") {
  for (const Case& each : cases) {
    CAPTURE(each.what);
    Playbook broken = default_playbook();
    each.break_it(broken);
    const auto found = faults(broken);
    REQUIRE(found.size() == 1);
    CHECK(found[0].path == each.path);
    CHECK_MESSAGE(found[0].expected.find(each.expected_says) != std::string::npos, found[0].expected);
    CHECK_FALSE(found[0].found.empty());
  }
}

TEST_CASE("the shipped playbook has no fault") {
  CHECK(faults(default_playbook()).empty());
}

TEST_CASE("an empty playbook says which parts it lacks") {
  const auto found = faults(Playbook{});
  const auto has = [&](std::string_view path) { return std::ranges::find(found, path, &Fault::path) != found.end(); };
  CHECK(has("name"));
  CHECK(has("job_roles"));
  CHECK(has("tenure_bands"));
  CHECK(has("session_types"));
}

TEST_CASE("two broken rules are two faults") {
  Playbook broken = default_playbook();
  broken.drills[0].minutes = 0;
  broken.privacy.minimum_deals = 0;
  CHECK(faults(broken).size() == 2);
}

}  // namespace
}  // namespace backbeat::playbook
