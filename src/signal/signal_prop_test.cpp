#include "signal/signal.hpp"
#include "signal/statistics.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

namespace backbeat::signal {
namespace {

const LocalDate start = LocalDate::parse("2026-01-01").value();

TEST_CASE("the interval of a win rate contains the rate, and more deals make it narrower") {
  CHECK(rc::check([] {
    const int trials = *rc::gen::inRange(1, 2000);
    const int successes = *rc::gen::inRange(0, trials + 1);
    const Interval interval = wilson_interval(successes, trials);
    const double rate = static_cast<double>(successes) / trials;
    RC_ASSERT(0 <= interval.low && interval.low <= rate && rate <= interval.high && interval.high <= 1);
    const Interval more = wilson_interval(successes * 4, trials * 4);
    RC_ASSERT(more.high - more.low < interval.high - interval.low + 1e-12);
  }));
}

TEST_CASE("both tests give a probability, the same in either order") {
  CHECK(rc::check([] {
    const int n_a = *rc::gen::inRange(1, 60), n_b = *rc::gen::inRange(1, 60);
    const int a = *rc::gen::inRange(0, n_a + 1), b = *rc::gen::inRange(0, n_b + 1);
    const double p = fisher_exact(a, n_a, b, n_b);
    RC_ASSERT(0 < p && p <= 1);
    RC_ASSERT(std::abs(p - fisher_exact(b, n_b, a, n_a)) < 1e-9);
    std::vector<double> x, y;
    for (int i = 0; i < n_a; ++i) x.push_back(*rc::gen::inRange(0, 30));
    for (int i = 0; i < n_b; ++i) y.push_back(*rc::gen::inRange(0, 30));
    const double q = rank_sum(x, y);
    RC_ASSERT(0 <= q && q <= 1);
    RC_ASSERT(std::abs(q - rank_sum(y, x)) < 1e-9);
  }));
}

Facts any_facts() {
  Facts facts;
  const int count = *rc::gen::inRange(0, 120);
  for (int i = 0; i < count; ++i) {
    crm::Opportunity deal{.key = std::to_string(i)};
    deal.outcome = *rc::gen::element(crm::Outcome::open, crm::Outcome::won, crm::Outcome::lost);
    deal.stage = *rc::gen::element<std::string>("a", "b", "c");
    if (*rc::gen::arbitrary<bool>()) deal.amount = *rc::gen::inRange(0, 100000);
    if (*rc::gen::inRange(0, 5) > 0) deal.opened_on = start + std::chrono::days(*rc::gen::inRange(-500, 400));
    if (deal.is_closed() || *rc::gen::arbitrary<bool>()) deal.closes_on = start + std::chrono::days(*rc::gen::inRange(-500, 500));
    for (int j = 0; j < *rc::gen::inRange(0, 4); ++j)
      facts.changes.push_back({deal.key, *rc::gen::element<std::string>("a", "b", "c"),
                               Instant(1767225600000 + std::int64_t{86400000} * *rc::gen::inRange(-500, 500)), "stage-history"});
    facts.opportunities.push_back(deal);
  }
  if (*rc::gen::arbitrary<bool>())
    facts.quotas.push_back({.owner = {},
                            .first_day = start,
                            .last_day = start + std::chrono::days(*rc::gen::inRange(0, 400)),
                            .amount = *rc::gen::inRange(0, 1000000)});
  return facts;
}

TEST_CASE("every signal is either there or silent with a reason, and there are at most three questions") {
  CHECK(rc::check([] {
    const Facts facts = any_facts();
    const Instant as_of(1767225600000 + std::int64_t{86400000} * *rc::gen::inRange(0, 400));
    const Signals signals = derive(facts, Rules(), as_of);
    const auto is_silent = [&](std::string_view name) {
      return std::ranges::find(signals.silent, name, &Silent::signal) != signals.silent.end();
    };
    RC_ASSERT(signals.pace.has_value() != is_silent("Pace"));
    RC_ASSERT(signals.coverage.has_value() != is_silent("Coverage"));
    RC_ASSERT(signals.win_rate.has_value() != is_silent("Win rate"));
    RC_ASSERT(signals.cycle.has_value() != is_silent("Cycle"));
    RC_ASSERT(!signals.pipeline.empty() != is_silent("Pipeline"));
    RC_ASSERT(signals.questions.size() <= most_questions);
    if (signals.win_rate) RC_ASSERT(signals.win_rate->low <= signals.win_rate->value && signals.win_rate->value <= signals.win_rate->high);
  }));
}

TEST_CASE("what closed or was opened after the day changes nothing that was said of it") {
  CHECK(rc::check([] {
    Facts facts = any_facts();
    const int today = *rc::gen::inRange(0, 300);
    const Instant as_of(1767225600000 + std::int64_t{86400000} * today + 43200000);
    const Signals before = derive(facts, Rules(), as_of);
    crm::Opportunity later{.key = "later"};
    later.outcome = *rc::gen::element(crm::Outcome::open, crm::Outcome::won, crm::Outcome::lost);
    later.amount = 5;
    later.opened_on = start + std::chrono::days(today + 1);
    later.closes_on = *later.opened_on + std::chrono::days(*rc::gen::inRange(0, 50));
    facts.opportunities.push_back(later);
    facts.changes.push_back({"later", "a", as_of + Duration(1), "stage-history"});
    const Signals after = derive(facts, Rules(), as_of);
    RC_ASSERT(before.pipeline.size() == after.pipeline.size());
    RC_ASSERT(before.silent == after.silent);
    RC_ASSERT(before.questions == after.questions);
  }));
}

}  // namespace
}  // namespace backbeat::signal
