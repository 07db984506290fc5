#include "capacity/ride_along_cuts.hpp"

#include "capacity/quarter_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::capacity {
namespace {

using ridealong::Format;
using ridealong::RideAlongState;
using ridealong::State;
using std::chrono::hours;

const cadence::Days first_quarter{on("2027-01-01"), on("2027-04-05")};

Instant noon_of(std::string_view day) {
  return to_instant(on(day), LocalTime(), Zone()) + hours(12);
}

/// Ana's reps and the rides of the first quarter of 2027, read on 5 April.
struct Rides {
  Plan plan = team_of(1);
  std::vector<RideAlongState> states;
  Instant now = noon_of("2027-04-05");

  /// Held, with a pre-brief before it and a debrief two hours after it.
  RideAlongState& held(std::string_view day, Format format = Format::observe, std::int64_t rep = 10, Id<Person> manager = ana) {
    RideAlongState& state = states.emplace_back();
    state.id = Id<Session>(static_cast<std::int64_t>(states.size()));
    state.format = format;
    state.rep = Id<Person>(rep);
    state.manager = manager;
    state.plan.call = {.from = noon_of(day), .to = noon_of(day) + hours(1)};
    state.state = State::done;
    state.used_by_manager = state.used_by_rep = true;
    state.pre_brief_at = noon_of(day) - hours(3);
    state.debrief_due = noon_of(day) + hours(25);
    state.debrief_started_at = noon_of(day) + hours(3);
    return state;
  }
  [[nodiscard]] Tally tally(const std::vector<Id<Person>>& managers = {ana}, cadence::Days over = first_quarter) const {
    std::vector<ridealong::RideAlongFact> facts;
    for (const RideAlongState& state : states) facts.push_back(ridealong::fact_of(state, now));
    std::ranges::stable_sort(facts, {}, &ridealong::RideAlongFact::rep);
    std::vector<RideAlongsOwed> owed;
    const auto cuts = ride_along_cuts(plan, facts, over, Zone(),
                                      [&](const people::Member& rep, std::span<const ridealong::RideAlongFact> of) -> const auto& {
                                        return owed = ride_alongs_owed(plan, rep, of, over, now).owed;
                                      });
    return tally_of(plan, cuts, managers);
  }
  [[nodiscard]] Cut cut(std::string_view key) const {
    for (const Cut& each : cuts_of(tally()))
      if (each.kind == key) return each;
    return {};
  }
};

/// How many of the three formats are decided.
int owed_in(const Tally& tally) {
  int sum = 0;
  for (const auto& [kind, count] : tally)
    if (kind.starts_with("ride_along_")) sum += count.kept + count.left + count.excused;
  return sum;
}

TEST_CASE("a pre-brief signed before the call is kept; one that was signed on it or never is left, and a reverse session has none") {
  Rides rides;
  rides.held("2027-01-12");
  RideAlongState& on_the_call = rides.held("2027-02-09");
  on_the_call.pre_brief_at = on_the_call.plan.call.from;
  rides.held("2027-02-16", Format::co_sell).pre_brief_at.reset();
  rides.held("2027-02-23", Format::reverse).pre_brief_at.reset();
  const Cut cut = rides.cut(pre_brief_cut);
  CHECK(cut.name == "Pre-brief before the call");
  CHECK(cut.kept == 1);
  CHECK(cut.left == 2);
  CHECK(cut.rate->n == 3);
  CHECK(cut.rate->low == doctest::Approx(0.2077).epsilon(0.001));  // Wilson, 2 of 3
}

TEST_CASE("a debrief begun on its due instant is kept, a millisecond later or never is left, and while the clock runs nothing is decided") {
  Rides rides;
  rides.held("2027-01-12").debrief_started_at = noon_of("2027-01-12") + hours(25);
  rides.held("2027-01-19").debrief_started_at = noon_of("2027-01-19") + hours(25) + Duration(1);
  rides.held("2027-01-26").debrief_started_at.reset();
  RideAlongState& running = rides.held("2027-04-05");
  running.state = State::ended;
  running.debrief_started_at.reset();
  const Cut cut = rides.cut(debrief_cut);
  CHECK(cut.name == "Debrief within 24 hours");
  CHECK(cut.kept == 1);
  CHECK(cut.left == 2);
}

TEST_CASE("of two to observe, one to co-sell and one reverse session owed, those not held by the end of the quarter are left, by format") {
  Rides rides;
  rides.held("2027-01-12");
  rides.held("2027-02-09");
  rides.held("2027-03-09", Format::co_sell).state = State::lost;
  CHECK(rides.cut("ride_along_observe").kept == 2);
  CHECK(rides.cut("ride_along_observe").left == 0);
  CHECK(rides.cut("ride_along_co_sell").left == 1);
  CHECK(rides.cut("ride_along_reverse").left == 1);
  CHECK(rides.cut("ride_along_reverse").name == "Ride-along: reverse coaching");
}

TEST_CASE("a quarter that runs still, and one that was over before the first ride-along on record, decide nothing of what is owed") {
  Rides rides;
  rides.held("2027-01-12");
  CHECK(owed_in(rides.tally()) == 4);
  CHECK(owed_in(rides.tally({ana}, {on("2026-04-01"), on("2027-04-05")})) == 4);
  rides.now = noon_of("2027-03-30");
  CHECK(owed_in(rides.tally({ana}, {on("2027-01-01"), on("2027-03-30")})) == 0);
  CHECK(Rides().tally().empty());
}

TEST_CASE("a ride-along counts for who rode, a debt for who owed it, and neither for managers who are not asked for") {
  Rides rides;
  rides.held("2027-01-12", Format::observe, 10, jo);
  CHECK(rides.tally({Id<Person>(77)}).empty());
  const Tally of_jo = rides.tally({jo});
  CHECK(of_jo.at(std::string(pre_brief_cut)).kept == 1);
  CHECK(owed_in(of_jo) == 0);
  const Tally of_ana = rides.tally({ana});
  CHECK_FALSE(of_ana.contains(std::string(pre_brief_cut)));
  CHECK(of_ana.at("ride_along_observe").kept == 1);
}

TEST_CASE("one that was called off or missed says nothing of its pre-brief and debrief, nor does one outside the days looked at") {
  Rides rides;
  rides.held("2027-01-12").state = State::cancelled;
  rides.held("2027-01-13").state = State::missed;
  rides.held("2026-12-20");
  CHECK_FALSE(rides.cut(pre_brief_cut).rate.has_value());
  CHECK_FALSE(rides.cut(debrief_cut).rate.has_value());
}

TEST_CASE("what was owed so far holds until the rep's running period is over, by the rep's own clock") {
  Rides rides;
  const OwedSoFar so_far = ride_alongs_owed(rides.plan, rides.plan.members.back(), {}, first_quarter, rides.now);
  CHECK(so_far.owed.size() == 3);
  CHECK(so_far.good_until == start_of_day(on("2027-07-01"), rides.plan.members.back().zone));
}

TEST_CASE("pre-briefs, debriefs and reverse sessions stand in one order, by the share that was left") {
  Rides rides;
  for (const char* day : {"2027-01-12", "2027-01-19", "2027-02-09", "2027-03-09"}) rides.held(day);
  for (std::size_t i = 0; i < 3; ++i) rides.states[i].pre_brief_at.reset();
  rides.states[0].debrief_started_at.reset();
  std::vector<std::string> order;
  for (const Cut& cut : cuts_of(rides.tally()))
    if (cut.kind == pre_brief_cut || cut.kind == debrief_cut || cut.kind == "ride_along_reverse") order.push_back(cut.kind);
  CHECK(order == std::vector<std::string>{"ride_along_reverse", "pre_brief", "debrief_on_time"});
}

}  // namespace
}  // namespace backbeat::capacity
