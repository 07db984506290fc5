#include "capacity/relief.hpp"

#include "capacity/levers_rules.hpp"
#include "capacity/quarter_world_test.hpp"

#include <doctest/doctest.h>

#include <set>

namespace backbeat::capacity {
namespace {

using playbook::default_playbook;

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(1e-9);
}

Relief relief_of(int reps) {
  return Relief(team_of(reps), first_of_2027);
}

const Lever& lever_of(const Relief& relief, std::string_view key) {
  const auto found = std::ranges::find(relief.levers(), key, &Lever::key);
  REQUIRE_MESSAGE(found != relief.levers().end(), std::string(key));
  return *found;
}

Pulled pull(const Relief& relief, std::vector<std::string> keys) {
  const auto out = relief.pull(keys);
  REQUIRE(out);
  return *out;
}

const Shift& shift_of(const Pulled& pulled, std::string_view kind) {
  const auto found = std::ranges::find(pulled.effect.shifts, kind, &Shift::kind);
  REQUIRE(found != pulled.effect.shifts.end());
  return *found;
}

TEST_CASE("every lever of the rules gives a playbook that can be published") {
  const Relief relief = relief_of(7);
  std::set<LeverKind> kinds;
  for (const Lever& lever : relief.levers()) {
    kinds.insert(lever.kind);
    if (lever.is_of_rules()) CHECK_MESSAGE(playbook::faults(pulled(default_playbook(), lever)).empty(), lever.key);
  }
  CHECK(kinds.size() == 6);
}

TEST_CASE("1:1s every two weeks save half of them, and each rep is named with what they lose") {
  const Relief relief = relief_of(7);
  const Pulled rarer = pull(relief, {"fewer:weekly_one_on_one:ae"});
  CHECK(lever_of(relief, "fewer:weekly_one_on_one:ae").what == "Weekly 1:1 every two weeks for Account executive, not every week");
  CHECK(rarer.effect.saves.low == about(relief.demand().managers[0].asked.low - rarer.demand.managers[0].asked.low));
  CHECK(rarer.effect.shifts.size() == 7);
  const Shift& shift = shift_of(rarer, "weekly_one_on_one");
  CHECK(shift.count_before == 13);
  CHECK(shift.count_after == 7);  // pairs of weeks counted from 1970: seven end in the quarter
  CHECK(shift.lost() == 6);
  CHECK_FALSE(shift.is_uncovered());
  CHECK(shift.name == "Weekly 1:1");
}

TEST_CASE("a lever for one role leaves the others as they are") {
  Plan plan = team_of(2);
  plan.members.push_back(employed(30, "2026-01-05", "sdr", ana));
  const Relief relief(plan, first_of_2027);
  const Pulled rarer = pull(relief, {"fewer:weekly_one_on_one:sdr"});
  REQUIRE(rarer.effect.shifts.size() == 1);
  CHECK(rarer.effect.shifts[0].rep == Id<Person>(30));
}

TEST_CASE("shorter keeps the number of conversations and takes minutes") {
  const Relief relief = relief_of(1);
  const Pulled shorter = pull(relief, {"shorter:skill_deep_dive:45"});
  const Shift& shift = shift_of(shorter, "skill_deep_dive");
  CHECK(shift.lost() == 0);
  CHECK(shift.minutes_before == 60);
  CHECK(shift.minutes_after == 45);
  CHECK(shorter.effect.saves.low == about(3 * 0.25));
}

TEST_CASE("a shortened agenda adds up to its session, every stage with a minute at least") {
  playbook::Playbook rules = default_playbook();
  for (const auto& type : default_playbook().session_types)
    for (int minutes = std::max(5, static_cast<int>(type.agenda.size())); minutes < type.minutes; ++minutes) {
      rules = default_playbook();
      shorten(rules, type.key, minutes);
      const auto faults = playbook::faults(rules);
      CHECK_MESSAGE(faults.empty(), type.key, " ", minutes, " ", faults.empty() ? "" : faults[0].path + ": " + faults[0].found);
    }
}

TEST_CASE("held together, nobody loses a conversation and seven share two") {
  const Relief relief = relief_of(7);
  const Pulled shared = pull(relief, {"together:skill_deep_dive:4"});
  CHECK(shift_of(shared, "skill_deep_dive").is_shared);
  CHECK(shift_of(shared, "skill_deep_dive").lost() == 0);
  CHECK(shared.effect.saves.low == about((21 - 6) * 1.25));
}

TEST_CASE("a call review takes the place of an observe ride-along and is shown as gained") {
  const Relief relief = relief_of(1);
  const Pulled reviewed = pull(relief, {"review:ae"});
  CHECK(shift_of(reviewed, observe_kind).lost() == 1);
  const Shift& gained = shift_of(reviewed, call_review_kind);
  CHECK(gained.count_before == 0);
  CHECK(gained.count_after == 1);
  CHECK(reviewed.effect.saves.low == about(1.5 - 0.75));
  CHECK(reviewed.effect.saves.high == about(2.0 - 0.75));
}

TEST_CASE("one ride-along fewer is taken where there are most, and never from a new hire") {
  Plan plan = team_of(1);
  plan.members.push_back(employed(30, "2026-12-07", "ae", ana));
  const Relief relief(plan, first_of_2027);
  const Pulled fewer = pull(relief, {"fewer:ride_along:ae"});
  REQUIRE(fewer.effect.shifts.size() == 1);
  CHECK(fewer.effect.shifts[0].rep == Id<Person>(10));
  CHECK(fewer.effect.shifts[0].kind == observe_kind);
}

TEST_CASE("a lower span gives the reps who came last to a coach to come, and says how many of those") {
  const Relief relief = relief_of(7);
  const Pulled span = pull(relief, {"span:6"});
  CHECK(span.effect.coaches_to_come == 1);
  CHECK(span.demand.of(ana)->reps == 6);
  CHECK(span.demand.of(coach_to_come(1))->reps == 1);
  CHECK(span.demand.of(coach_to_come(1))->budget.high == about(6 * 12.8));
  for (const Shift& shift : span.effect.shifts) {
    CHECK(shift.rep == Id<Person>(16));
    CHECK(shift.manager_before == ana);
    CHECK(is_to_come(shift.manager_after));
    CHECK(shift.lost() == 0);
  }
}

TEST_CASE("before somebody new is needed, colleagues with fewer reps take them") {
  Plan plan = team_of(7);
  plan.members.push_back(employed(2, "2020-01-06", "sales_manager", std::nullopt));
  plan.members.push_back(employed(30, "2026-05-01", "ae", jo));
  const Relief relief(plan, first_of_2027);
  const Pulled span = pull(relief, {"span:6"});
  CHECK(span.effect.coaches_to_come == 0);
  CHECK(span.demand.of(jo)->reps == 2);
  CHECK(span.effect.saves.low == about(0));
}

TEST_CASE("levers combine, in whatever order they are named; a key that is none is told apart") {
  const Relief relief = relief_of(7);
  const Pulled one = pull(relief, {"shorter:weekly_one_on_one:20", "fewer:weekly_one_on_one:ae"});
  const Pulled other = pull(relief, {"fewer:weekly_one_on_one:ae", "shorter:weekly_one_on_one:20"});
  CHECK(one.effect.saves == other.effect.saves);
  CHECK(one.effect.shifts == other.effect.shifts);
  CHECK_FALSE(relief.pull({"fewer:lunch:ae"}));
}

TEST_CASE("choices are what each lever would add to those that are pulled, largest first") {
  const Relief relief = relief_of(7);
  const auto first = relief.choices({});
  REQUIRE(first.size() > 5);
  for (std::size_t i = 1; i < first.size(); ++i) CHECK(first[i - 1].effect.saves.low >= first[i].effect.saves.low);
  const auto then = relief.choices({"circle:skill_deep_dive"});
  for (const Choice& choice : then) {
    CHECK(choice.lever.key != "circle:skill_deep_dive");
    CHECK(choice.lever.key != "fewer:skill_deep_dive:ae");  // quarterly already
  }
  CHECK_FALSE(then.empty());
}

TEST_CASE("what fits needs nothing") {
  const auto fit = relief_of(2).smallest_fit();
  REQUIRE(fit);
  CHECK(fit->levers.empty());
}

TEST_CASE("what would just fit is the smallest set that does, with its cost") {
  const Relief relief = relief_of(7);
  const auto fit = relief.smallest_fit();
  REQUIRE(fit);
  CHECK_FALSE(fit->levers.empty());
  CHECK(fit->pulled.effect.overflowing == 0);
  CHECK_FALSE(fit->pulled.effect.shifts.empty());
  // No single lever fewer does.
  for (std::size_t without = 0; without < fit->levers.size(); ++without) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < fit->levers.size(); ++i)
      if (i != without) keys.push_back(fit->levers[i].key);
    CHECK(pull(relief, keys).effect.overflowing > 0);
  }
}

TEST_CASE("where no three levers do, that is said instead of a set that does not fit") {
  Plan plan = team_of(0);
  plan.members.push_back(employed(10, "2026-01-05", "ae", std::nullopt));
  CHECK_FALSE(Relief(plan, first_of_2027).smallest_fit());
}

}  // namespace
}  // namespace backbeat::capacity
