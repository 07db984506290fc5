#include "playbook/playbook.hpp"

#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::playbook {
namespace {

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}

TEST_CASE("the default weekly 1:1 runs 4 + 2 + 3 + 8 + 8 + 5 minutes and opens on the commitment") {
  const SessionType& type = *default_playbook().session_type("weekly_one_on_one");
  std::vector<int> minutes;
  for (const auto& stage : type.agenda) minutes.push_back(stage.minutes);
  CHECK(minutes == std::vector{4, 2, 3, 8, 8, 5});
  CHECK(type.minutes == 30);
  CHECK(type.opens_on_commitment);
  CHECK(type.short_below_percent == 80);
  CHECK(type.short_below_minutes == 30);
}

TEST_CASE("the lengths and what they count as are those of the default playbook's description") {
  const Playbook& rules = default_playbook();
  const auto is = [&](std::string_view key, int minutes, CountsAs counts_as) {
    const SessionType* type = rules.session_type(key);
    REQUIRE(type);
    CHECK(type->minutes == minutes);
    CHECK(type->counts_as == counts_as);
  };
  is("skill_deep_dive", 60, CountsAs::coaching);
  is("quarterly_reset", 90, CountsAs::coaching);
  is("ramp_check_in", 45, CountsAs::coaching);
  is("deal_coaching", 30, CountsAs::deal_coaching);
  is("pipeline_review", 30, CountsAs::nothing);
  is("ride_along_observe", 45, CountsAs::coaching);
  is("ride_along_co_sell", 45, CountsAs::coaching);
  is("ride_along_reverse", 45, CountsAs::coaching);
  is("circle", 60, CountsAs::peer_coaching);
  is("circle_sdr", 45, CountsAs::peer_coaching);
  is("role_play", 15, CountsAs::practice);
}

TEST_CASE("every competency of the default has four levels and at least one drill") {
  for (const auto& competency : default_playbook().competencies) {
    CAPTURE(competency.key);
    CHECK(competency.behaviours.size() == 4);
    CHECK(std::ranges::any_of(default_playbook().drills, [&](const Drill& drill) { return drill.competency == competency.key; }));
  }
  CHECK(default_playbook().competencies.size() >= 8);
  CHECK(default_playbook().drills.size() >= 12);
}

TEST_CASE("every stage of the default asks something") {
  for (const auto& type : default_playbook().session_types)
    for (const auto& stage : type.agenda) CHECK_MESSAGE(!stage.prompts.empty(), type.key << "." << stage.key);
}

TEST_CASE("a tenure band begins with its first month and ends before its last") {
  const Playbook& rules = default_playbook();
  CHECK(rules.band_for(0)->key == "new_hire");
  CHECK(rules.band_for(5)->key == "new_hire");
  CHECK(rules.band_for(6)->key == "tenured");
  CHECK(rules.band_for(17)->key == "tenured");
  CHECK(rules.band_for(18)->key == "veteran");
  CHECK(rules.band_for(400)->key == "veteran");
  CHECK(rules.band_for(-1) == nullptr);
}

TEST_CASE("ride-alongs of the default are 2-1-1, 1-1-1 for veterans and one a month for SDRs") {
  const auto& rules = default_playbook().ride_alongs;
  const auto find = [&](std::string_view role, std::string_view band) -> const RideAlongRule& {
    for (const auto& rule : rules)
      if (applies_to(default_playbook(), rule.job_roles, role) &&
          (rule.tenure_bands.empty() || std::ranges::find(rule.tenure_bands, band) != rule.tenure_bands.end()))
        return rule;
    FAIL("no rule");
    return rules.front();
  };
  const RideAlongRule& tenured = find("ae", "tenured");
  CHECK(std::tuple(tenured.observe, tenured.co_sell, tenured.reverse) == std::tuple(2, 1, 1));
  const RideAlongRule& veteran = find("ae", "veteran");
  CHECK(std::tuple(veteran.observe, veteran.co_sell, veteran.reverse) == std::tuple(1, 1, 1));
  CHECK(find("ae", "new_hire").taper == std::vector<std::pair<int, int>>{{8, 1}, {16, 2}, {26, 3}});
  CHECK(find("sdr", "veteran").observe == 1);
  CHECK(find("bdr", "new_hire").every == Every::month);
}

TEST_CASE("no list of roles means every coached role, and nobody else") {
  CHECK(applies_to(default_playbook(), {}, "csm"));
  CHECK_FALSE(applies_to(default_playbook(), {}, "sales_manager"));
  CHECK_FALSE(applies_to(default_playbook(), {}, "gardener"));
  CHECK(applies_to(default_playbook(), {"sales_manager"}, "sales_manager"));
  CHECK_FALSE(applies_to(default_playbook(), {"sales_manager"}, "ae"));
}

TEST_CASE("a rhythm is said as a person would say it") {
  CHECK(rhythm_of({.session_type = "x"}) == "every week");
  CHECK(rhythm_of({.session_type = "x", .every = Every::two_weeks}) == "every two weeks");
  CHECK(rhythm_of({.session_type = "x", .every = Every::month, .count = 2}) == "twice a month");
  CHECK(rhythm_of({.session_type = "x", .every = Every::quarter, .count = 3}) == "3 times a quarter");
  CHECK(rhythm_of({.session_type = "x", .days_after_hire = {30, 60, 90}}) == "on days 30, 60 and 90 after hire");
  CHECK(rhythm_of({.session_type = "x", .days_after_hire = {14}}) == "on day 14 after hire");
}

TEST_CASE("a rule is said with its names, not its keys") {
  const Playbook& rules = default_playbook();
  CHECK(summary_of(rules.cadences[0], rules) == "Weekly 1:1: every week, for every coached role");
  CHECK(summary_of(rules.ride_alongs[1], rules) == "2 observe, 1 co-sell, 1 reverse a quarter, for Account executive (Tenured)");
  CHECK(
      summary_of(rules.ride_alongs[0], rules) ==
      "one a week through week 8, one every 2 weeks through week 16, one every 3 weeks through week 26, for Account executive (New hire)");
}

TEST_CASE("the version in force is the last one effective on or before the day; before all of them, the first") {
  const std::vector<DatedPlaybook> versions = {{.id = Id<PlaybookVersion>(2), .effective_from = day("2027-04-01"), .rules = {}},
                                               {.id = Id<PlaybookVersion>(1), .effective_from = day("2027-01-01"), .rules = {}}};
  CHECK(in_force_on(versions, day("2026-12-31")).id == Id<PlaybookVersion>(1));
  CHECK(in_force_on(versions, day("2027-01-01")).id == Id<PlaybookVersion>(1));
  CHECK(in_force_on(versions, day("2027-03-31")).id == Id<PlaybookVersion>(1));
  CHECK(in_force_on(versions, day("2027-04-01")).id == Id<PlaybookVersion>(2));
  CHECK(in_force_on(versions, day("2030-01-01")).id == Id<PlaybookVersion>(2));
}

TEST_CASE("what was published later than asked for is passed over, and where nothing was published yet all of it counts") {
  const Instant morning = *Instant::parse("2027-03-01T09:00:00Z");
  std::vector<DatedPlaybook> versions = {{.id = Id<PlaybookVersion>(1), .effective_from = day("2027-01-01"), .rules = {}},
                                         {.id = Id<PlaybookVersion>(2), .effective_from = day("2027-03-01"), .rules = {}}};
  versions[0].published_at = morning - std::chrono::hours(1);
  versions[1].published_at = morning + std::chrono::hours(9);
  CHECK(in_force_on(versions, day("2027-03-01")).id == Id<PlaybookVersion>(2));
  CHECK(in_force_on(versions, day("2027-03-01"), morning).id == Id<PlaybookVersion>(1));
  CHECK(in_force_on(versions, day("2027-03-01"), morning + std::chrono::hours(9)).id == Id<PlaybookVersion>(2));
  CHECK(in_force_on(versions, day("2027-03-01"), morning - std::chrono::hours(2)).id == Id<PlaybookVersion>(2));
}

TEST_CASE("a scorecard that does not say what opens a calibration has the default's rules, for the measures that it has") {
  const Scorecard* shipped = default_playbook().scorecard("manager_month");
  REQUIRE(shipped != nullptr);
  Scorecard silent = *shipped;
  silent.calibrations.clear();
  CHECK(calibrations_of(silent) == calibrations_of(*shipped));
  silent.measures = {"pre_brief_rate"};
  REQUIRE(calibrations_of(silent).size() == 1);
  CHECK(calibrations_of(silent)[0].target_percent == 95);
  const Scorecard* circle = default_playbook().scorecard("circle_quarter");
  REQUIRE(circle != nullptr);
  CHECK(calibrations_of(*circle).empty());
}

TEST_CASE("a threshold is found by its key") {
  CHECK(default_playbook().threshold("weeks_without") == 3);
  CHECK_FALSE(default_playbook().threshold("nothing_of_the_kind").has_value());
}

}  // namespace
}  // namespace backbeat::playbook
