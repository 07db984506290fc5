// What holds for every rep and every playbook, whatever was held and booked.
#include "cadence/ride_along_debt.hpp"

#include "testing/any_ride_alongs.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Accrued;
using cadence::CountedDays;
using cadence::Days;
using cadence::RideAlongDebt;
using cadence::RideAlongFormat;
using cadence::RideAlongSeen;
using playbook::Every;
using std::chrono::days;

namespace {

int number(int from, int below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below));
}

AnyRideAlongs& any() {
  static AnyRideAlongs made{number, LocalDate::parse("2026-09-01").value()};
  return made;
}

void holds(const char* what, const std::function<void()>& property) {
  setenv("RC_PARAMS", "max_success=300", 0);  // where the caller asks for nothing else
  CHECK_MESSAGE(rc::check(what, property), what);
}

constexpr Every every_kind[] = {Every::week, Every::two_weeks, Every::month, Every::quarter};

int held_of(const std::vector<RideAlongDebt>& debts) {
  int held = 0;
  for (const RideAlongDebt& debt : debts)
    for (const auto& line : debt.formats) held += line.held;
  return held;
}

}  // namespace

TEST_CASE("what is owed is held, booked, excused or open, and nothing is counted beyond it") {
  holds("lines add up", [] {
    for (const RideAlongDebt& debt : any().any().debts()) {
      for (const auto& line : debt.formats) {
        RC_ASSERT(line.owed >= 0 && line.excused >= 0 && line.held >= 0 && line.booked >= 0 && line.extra >= 0);
        RC_ASSERT(line.open() >= 0);
        RC_ASSERT(line.excused <= line.owed);
      }
      RC_ASSERT(debt.either >= 0 && debt.either <= debt.of(RideAlongFormat::observe).owed);
      RC_ASSERT(debt.period.holds(debt.window.first) && debt.period.holds(debt.window.last));
    }
  });
}

TEST_CASE("each ride-along counts once at most") {
  holds("no more held than there were", [] {
    const AnyRider rider = any().any();
    int counted = 0;
    int extra = 0;
    for (const RideAlongDebt& debt : rider.debts())
      for (const auto& line : debt.formats) {
        counted += line.held + line.booked;
        extra += line.extra;
      }
    RC_ASSERT(counted + extra <= std::ssize(rider.seen));
  });
}

TEST_CASE("what two halves of a period accrue is what the whole does, to the last fraction") {
  holds("halves add up", [] {
    const AnyRider rider = any().any();
    const Every every = every_kind[number(0, 4)];
    const Days period = cadence::period_of(any().any_day(), every, rider.fiscal_first_month);
    const LocalDate cut = period.first + days(number(0, static_cast<int>((period.last - period.first).count()) + 1));
    const auto& rules = rider.playbooks.front().rules;
    for (const CountedDays counted : {CountedDays::all, CountedDays::working}) {
      const Accrued whole = cadence::accrued(rider.rep, rules, every, period, period, counted, rider.holidays);
      const Accrued first = cadence::accrued(rider.rep, rules, every, period, {period.first, cut}, counted, rider.holidays);
      const Accrued second = cadence::accrued(rider.rep, rules, every, period, {cut + days(1), period.last}, counted, rider.holidays);
      RC_ASSERT(first + second == whole);
    }
  });
}

TEST_CASE("a day more never accrues less, and days off accrue no more than days at work") {
  holds("accrual only grows", [] {
    const AnyRider rider = any().any();
    const Every every = every_kind[number(0, 4)];
    const Days period = cadence::period_of(any().any_day(), every, rider.fiscal_first_month);
    const auto& rules = rider.playbooks.front().rules;
    const int length = static_cast<int>((period.last - period.first).count());
    const LocalDate until = period.first + days(number(0, length));
    const auto upto = [&](LocalDate last, CountedDays counted) {
      return cadence::accrued(rider.rep, rules, every, period, {period.first, last}, counted, rider.holidays);
    };
    const Accrued before = upto(until, CountedDays::all);
    const Accrued after = upto(until + days(1), CountedDays::all);
    const Accrued working = upto(until, CountedDays::working);
    for (std::size_t i = 0; i < before.counts.size(); ++i) {
      RC_ASSERT(before.counts[i] <= after.counts[i]);
      RC_ASSERT(working.counts[i] <= before.counts[i]);
    }
    RC_ASSERT(before.taper <= after.taper);
    RC_ASSERT(working.taper <= before.taper);
  });
}

TEST_CASE("whoever is not coached is owed nothing, and whoever is not there either") {
  holds("nothing for others", [] {
    AnyRider rider = any().any();
    if (number(0, 2) == 0)
      rider.rep.left = rider.rep.hired;
    else
      for (auto& assignment : rider.rep.assignments) assignment.job_role = number(0, 2) == 0 ? "engineer" : "gardener";
    RC_ASSERT(rider.debts().empty());
  });
}

TEST_CASE("what was held is never fewer because one more was held, and what is owed stays as it was") {
  holds("one more helps or is extra", [] {
    AnyRider rider = any().any();
    const auto before = rider.debts();
    rider.seen.push_back({.id = Id<Session>(1000),
                          .format = cadence::all_ride_along_formats[number(0, 3)],
                          .starts_at = start_of_day(any().any_day(), Zone()) + std::chrono::minutes(number(0, 1440)),
                          .is_held = true});
    const auto after = rider.debts();
    RC_ASSERT(before.size() == after.size());
    RC_ASSERT(held_of(after) >= held_of(before));
    for (std::size_t i = 0; i < before.size(); ++i)
      for (const RideAlongFormat format : cadence::all_ride_along_formats) {
        RC_ASSERT(before[i].of(format).owed == after[i].of(format).owed);
        RC_ASSERT(before[i].of(format).excused == after[i].of(format).excused);
      }
  });
}

TEST_CASE("the order in which ride-alongs are known changes nothing") {
  holds("order does not matter", [] {
    AnyRider rider = any().any();
    const auto before = rider.debts();
    std::ranges::reverse(rider.seen);
    std::ranges::reverse(rider.holidays);
    RC_ASSERT(before == rider.debts());
  });
}

TEST_CASE("two adjoining ranges answer what both together do") {
  holds("ranges add up", [] {
    AnyRider rider = any().any();
    const Days whole = rider.range;
    const auto all = rider.debts();
    const LocalDate cut = whole.first + days(number(0, static_cast<int>((whole.last - whole.first).count()) + 1));
    rider.range = {whole.first, cut};
    auto parts = rider.debts();
    rider.range = {cut + days(1), whole.last};
    if (rider.range.first <= rider.range.last)
      for (RideAlongDebt& debt : rider.debts()) parts.push_back(std::move(debt));
    // Windows of a fortnight or a week can reach over the end of a quarter, and then have the other quarter's ride-alongs to themselves.
    int owed_all = 0;
    int owed_parts = 0;
    for (const auto& debt : all)
      for (const auto& line : debt.formats) owed_all += line.owed - line.excused;
    for (const auto& debt : parts)
      for (const auto& line : debt.formats) owed_parts += line.owed - line.excused;
    RC_ASSERT(all.size() == parts.size());
    RC_ASSERT(owed_all == owed_parts);
  });
}

TEST_CASE("a week is at risk of nothing when as many are left as are open") {
  holds("risk is about what is open", [] {
    for (RideAlongDebt& debt : any().any().debts()) {
      cadence::set_risks(debt, debt.open(), std::nullopt);
      RC_ASSERT(!debt.is_at_risk());
      cadence::set_risks(debt, std::max(debt.open() - 1, 0), std::nullopt);
      RC_ASSERT(debt.is_at_risk() == (debt.open() > 0 && !debt.is_over));
    }
  });
}
