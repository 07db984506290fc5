#include "sim/organisation.hpp"

#include "sim/deals.hpp"
#include "sim/rides.hpp"
#include "sim/script.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

namespace backbeat::sim {
namespace {

const LocalDate today = *LocalDate::parse("2027-03-01");

Organisation planned(const Size& size, std::uint64_t seed) {
  Dice dice(seed);
  return plan_organisation(size, today, dice);
}

TEST_CASE("the same seed gives the same files, another seed others") {
  CHECK(roster_csv(planned({}, 1), today) == roster_csv(planned({}, 1), today));
  CHECK(roster_csv(planned({}, 1), today) != roster_csv(planned({}, 2), today));
}

TEST_CASE("seventy reps have ten managers under two leaders, and every office is held") {
  std::map<Position, int> count;
  const Organisation organisation = planned({}, 1);
  for (const Worker& worker : organisation.workers) ++count[worker.position];
  CHECK(count[Position::rep] == 70);
  CHECK(count[Position::manager] == 10);
  CHECK(count[Position::leader] == 2);
  for (const Position position : {Position::enablement, Position::revops, Position::executive, Position::admin})
    CHECK(count[position] == 1);
}

TEST_CASE("any size works, from a single rep to a thousand") {
  for (const Size size :
       {Size{.reps = 1, .managers = 1, .leaders = 1, .weeks = 4}, Size{.reps = 1000, .managers = 140, .leaders = 12, .weeks = 52}}) {
    const Organisation organisation = planned(size, 3);
    std::set<std::string> emails;
    for (const Worker& worker : organisation.workers) CHECK(emails.insert(worker.email).second);
  }
}

TEST_CASE("everybody but the executive is led by somebody of the organisation, and nobody leaves before they came") {
  const Organisation organisation = planned({}, 7);
  std::set<std::string> emails;
  for (const Worker& worker : organisation.workers) emails.insert(worker.email);
  for (const Worker& worker : organisation.workers) {
    if (worker.position != Position::executive) CHECK(emails.contains(worker.manager_email));
    if (!worker.later_manager_email.empty()) {
      CHECK(emails.contains(worker.later_manager_email));
      CHECK(worker.moved_on.has_value());
    }
    if (worker.left) CHECK(*worker.left > worker.hired);
  }
}

TEST_CASE("half a year is played, and late in a quarter a little more, so that circles met in two quarters that are over") {
  CHECK(usual_weeks(*LocalDate::parse("2026-10-01")) == 26);
  CHECK(usual_weeks(*LocalDate::parse("2026-11-22")) == 26);
  for (int day = 0; day < 366; ++day) {
    const LocalDate on = *LocalDate::parse("2026-10-01") + std::chrono::days(day);
    CHECK(usual_weeks(on) <= 33);
    CHECK(FiscalQuarter::of(on, 1).previous().first_day() - (monday_of(on) - std::chrono::weeks(usual_weeks(on))) >= std::chrono::days(42));
  }
}

TEST_CASE("the roster of a day knows those hired by then, with the manager of that day") {
  const Organisation organisation = planned({}, 1);
  const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
  CHECK(lines(roster_csv(organisation, organisation.first_day)) < lines(roster_csv(organisation, organisation.today)));
  CHECK(lines(roster_csv(organisation, organisation.today)) == static_cast<long>(organisation.workers.size()) + 1);
}

TEST_CASE("a deal moves forward in time and ends once at most") {
  Dice dice(5);
  const Organisation organisation = plan_organisation({}, today, dice);
  const Book book = plan_deals(organisation, dice);
  CHECK(book.deals.size() > 1'000);
  for (const Deal& deal : book.deals) {
    CHECK(std::ranges::is_sorted(deal.stages, {}, [](const auto& stage) { return stage.second; }));
    const auto closed = std::ranges::count_if(deal.stages, [](const auto& stage) { return stage.first.starts_with("Closed"); });
    CHECK(closed == (deal.is_closed() ? 1 : 0));
    CHECK(deal.amount > 0);
  }
}

TEST_CASE("an export as of an earlier instant holds nothing that came later") {
  Dice dice(5);
  const Organisation organisation = plan_organisation({}, today, dice);
  const Book book = plan_deals(organisation, dice);
  const Instant early = to_instant(today - std::chrono::days(200), LocalTime(), Zone());
  CHECK(opportunities_csv(book, early).size() < opportunities_csv(book, to_instant(today, LocalTime(), Zone())).size());
  CHECK(stage_history_csv(book, early).find("2027-02") == std::string::npos);
}

TEST_CASE("managers slip more in the last two weeks of a quarter") {
  Dice dice(11);
  const Habits habits;
  const auto held_on = [&](const char* day) {
    int held = 0;
    for (int i = 0; i < 4'000; ++i) {
      const Fate fate = fate_of(habits, *LocalDate::parse(day), dice);
      held += fate != Fate::missed && fate != Fate::cancelled ? 1 : 0;
    }
    return held;
  };
  CHECK(held_on("2027-02-10") > held_on("2027-03-25") + 200);
}

TEST_CASE("most commitments name something to do, and some an outcome, as people's do") {
  Dice dice(13);
  int outcomes = 0;
  for (int i = 0; i < 1'000; ++i) {
    const std::string text = commitment_text("discovery", dice);
    CHECK_FALSE(text.empty());
    outcomes +=
        text.starts_with("Book") || text.starts_with("Close") || text.starts_with("Get pipeline") || text.starts_with("Win") ? 1 : 0;
  }
  CHECK(outcomes > 60);
  CHECK(outcomes < 200);
}

TEST_CASE("managers under pressure let the pre-brief go first, then the 24 hours, then the reverse sessions, the whole ride-along last") {
  for (const double discipline : {0.55, 0.8, 0.95}) {
    const Habits habits{.discipline = discipline, .stops_on = {}};
    const Slips slips = slips_of(habits, *LocalDate::parse("2027-02-01"));
    CHECK(slips.pre_brief > slips.late_debrief);
    CHECK(slips.late_debrief > slips.reverse);
    CHECK(slips.reverse > slips.whole);
    CHECK(slips.whole > 0);
    CHECK(slips.pre_brief <= 0.9);
    // A quarter's last weeks press, and a disciplined manager lets less go.
    CHECK(slips_of(habits, *LocalDate::parse("2027-03-20")).late_debrief > slips.late_debrief);
    CHECK(slips_of({.discipline = discipline + 0.03, .stops_on = {}}, *LocalDate::parse("2027-02-01")).pre_brief <= slips.pre_brief);
  }
}

}  // namespace
}  // namespace backbeat::sim
