#include "signal/signal.hpp"

#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace backbeat::signal {
namespace {

using crm::Opportunity;
using crm::Outcome;

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}
Instant at(std::string_view text) {
  return Instant::parse(text).value();
}
const Instant now = at("2027-02-15T12:00:00Z");  // a Monday in the middle of the quarter

struct Story {
  Facts facts;
  Rules rules;
  int number = 0;

  Opportunity& deal(Outcome outcome, std::string_view opened, std::string_view closes, crm::Cents amount = 1000'00) {
    Opportunity out{.key = "D" + std::to_string(++number)};
    out.outcome = outcome;
    out.stage = outcome == Outcome::open ? "Proposal" : (outcome == Outcome::won ? "Won" : "Lost");
    out.amount = amount;
    if (!opened.empty()) out.opened_on = day(opened);
    if (!closes.empty()) out.closes_on = day(closes);
    facts.opportunities.push_back(out);
    return facts.opportunities.back();
  }
  void deals(int count, Outcome outcome, std::string_view opened, std::string_view closes) {
    for (int i = 0; i < count; ++i) deal(outcome, opened, closes);
  }
  void entered(std::string_view stage, std::string_view when) {
    facts.changes.push_back({facts.opportunities.back().key, std::string(stage), at(when), "stage-history"});
  }
  void quota(std::string_view first, std::string_view last, crm::Cents amount) {
    facts.quotas.push_back({.owner = {}, .first_day = day(first), .last_day = day(last), .amount = amount});
  }
  Signals signals(Instant as_of = now) const { return derive(facts, rules, as_of); }
};

std::string reason(const Signals& signals, std::string_view signal) {
  const auto found = std::ranges::find(signals.silent, signal, &Silent::signal);
  return found == signals.silent.end() ? "" : found->reason;
}

TEST_CASE("pace: what is won against the quota's share of the working days that are over") {
  Story story;
  story.quota("2027-01-01", "2027-03-31", 64'000'00);
  story.facts.holidays = {day("2027-01-01"), day("2027-01-06")};
  story.deal(Outcome::won, "2026-11-01", "2027-01-20", 10'000'00);
  story.deal(Outcome::won, "2026-11-01", "2027-02-15", 6'000'00);   // today
  story.deal(Outcome::won, "2026-11-01", "2026-12-31", 99'000'00);  // last quarter
  story.deal(Outcome::lost, "2026-11-01", "2027-01-20", 99'000'00);
  const auto pace = story.signals().pace;
  REQUIRE(pace);
  CHECK(pace->quarter.text() == "2027-Q1");
  CHECK(pace->target == 64'000'00);
  CHECK(pace->won == 16'000'00);
  CHECK(pace->n == 2);
  CHECK(pace->attainment == doctest::Approx(0.25));
  // January to March 2027 has 64 weekdays, two of them holidays; 32 weekdays are over, two of them holidays.
  CHECK(pace->expected_by_now == std::llround(64'000'00 * 30.0 / 62));
}

TEST_CASE("quotas of months add up to the quarter's, one of a year counts with its share") {
  Story months;
  months.quota("2027-01-01", "2027-01-31", 10'00);
  months.quota("2027-02-01", "2027-02-28", 20'00);
  months.quota("2027-03-01", "2027-03-31", 30'00);
  months.quota("2027-04-01", "2027-04-30", 99'00);
  CHECK(months.signals().pace->target == 60'00);
  Story year;
  year.quota("2027-01-01", "2027-12-31", 365'000'00);
  CHECK(year.signals().pace->target == 90'000'00);
}

TEST_CASE("without a quota pace and coverage are silent, and say so") {
  const Signals signals = Story().signals();
  CHECK_FALSE(signals.pace);
  CHECK_FALSE(signals.coverage);
  CHECK(reason(signals, "Pace") == "There is no quota for 2027-Q1.");
  CHECK(reason(signals, "Coverage") == "Without a quota there is nothing that the pipeline has to cover.");
}

TEST_CASE("the quarter is the fiscal one") {
  Story story;
  story.facts.fiscal_first_month = 2;
  story.quota("2027-02-01", "2027-04-30", 50'000'00);
  CHECK(story.signals().pace->quarter.text() == "2028-Q1");
}

TEST_CASE("coverage: what is open and due this quarter against what is missing") {
  Story story;
  story.quota("2027-01-01", "2027-03-31", 30'000'00);
  story.deal(Outcome::won, "2026-11-01", "2027-01-20", 10'000'00);
  story.deal(Outcome::open, "2027-01-10", "2027-03-15", 25'000'00);
  story.deal(Outcome::open, "2027-01-10", "", 5'000'00);
  story.deal(Outcome::open, "2027-01-10", "2027-06-15", 500'000'00);  // helps another quarter
  const auto coverage = story.signals().coverage;
  REQUIRE(coverage);
  CHECK(coverage->gap == 20'000'00);
  CHECK(coverage->open_amount == 30'000'00);
  CHECK(coverage->ratio == doctest::Approx(1.5));
}

TEST_CASE("coverage is silent when the target is reached, or when open deals carry no amount") {
  Story reached;
  reached.quota("2027-01-01", "2027-03-31", 5'000'00);
  reached.deal(Outcome::won, "2026-11-01", "2027-01-20", 5'000'00);
  CHECK(reason(reached.signals(), "Coverage") == "The target of 2027-Q1 is reached.");
  Story blank;
  blank.quota("2027-01-01", "2027-03-31", 5'000'00);
  blank.deal(Outcome::open, "2027-01-10", "").amount = {};
  CHECK(reason(blank.signals(), "Coverage") == "None of the 1 open opportunities carries an amount.");
}

TEST_CASE("pipeline by stage: how many, how much, how long they stand there") {
  Story story;
  story.deal(Outcome::open, "2027-01-01", "", 100'00);
  story.entered("Discovery", "2027-01-01T12:00:00Z");
  story.entered("Proposal", "2027-02-05T12:00:00Z");
  story.deal(Outcome::open, "2027-01-01", "", 200'00);
  story.entered("Discovery", "2027-01-16T12:00:00Z");
  story.deal(Outcome::open, "2027-01-01", "", 300'00);
  story.entered("Discovery", "2027-01-26T12:00:00Z");
  const Signals signals = story.signals();
  REQUIRE(signals.pipeline.size() == 2);
  CHECK(signals.pipeline[0].stage == "Discovery");  // deals come through it first
  CHECK(signals.pipeline[0].count == 2);
  CHECK(signals.pipeline[0].amount == 500'00);
  CHECK(signals.pipeline[0].median_age_days == doctest::Approx(25));
  CHECK(signals.pipeline[1].stage == "Proposal");
  CHECK(signals.pipeline[1].median_age_days == doctest::Approx(10));
  CHECK_FALSE(signals.pipeline[0].usual_age_days);
}

TEST_CASE("the usual age is the median stay of the rep's own won deals, from the minimum on") {
  Story story;
  story.rules.minimum_deals = 3;
  for (const auto* left : {"2026-03-11T00:00:00Z", "2026-03-15T00:00:00Z", "2026-03-31T00:00:00Z"}) {
    story.deal(Outcome::won, "2026-03-01", "2026-05-01");
    story.entered("Discovery", "2026-03-01T00:00:00Z");
    story.entered("Proposal", left);
    story.entered("Won", "2026-05-01T00:00:00Z");
  }
  story.deal(Outcome::lost, "2026-03-01", "2026-05-01");
  story.entered("Discovery", "2026-03-01T00:00:00Z");
  story.entered("Lost", "2026-05-01T00:00:00Z");
  story.deal(Outcome::open, "2027-01-01", "");
  story.entered("Discovery", "2027-01-16T12:00:00Z");
  const Signals signals = story.signals();
  REQUIRE(signals.pipeline.size() == 1);
  CHECK(*signals.pipeline[0].usual_age_days == doctest::Approx(14));
  CHECK(signals.pipeline[0].is_old(story.rules));  // 30 days against 14
  story.rules.minimum_deals = 4;
  CHECK_FALSE(story.signals().pipeline[0].usual_age_days);
}

TEST_CASE("without any open deal the pipeline says so") {
  CHECK(reason(Story().signals(), "Pipeline") == "There is no open opportunity.");
}

TEST_CASE("win rate of the last 13 weeks with n and interval, against the year before them") {
  Story story;
  story.deals(6, Outcome::won, "2026-10-01", "2027-01-15");
  story.deals(6, Outcome::lost, "2026-10-01", "2027-01-15");
  story.deals(20, Outcome::won, "2026-03-01", "2026-08-01");
  story.deals(20, Outcome::lost, "2026-03-01", "2026-08-01");
  story.deals(50, Outcome::won, "2024-03-01", "2024-08-01");  // too long ago to be a year's past
  const auto rate = story.signals().win_rate;
  REQUIRE(rate);
  CHECK(rate->value == doctest::Approx(0.5));
  CHECK(rate->n == 12);
  CHECK(rate->low < 0.5);
  CHECK(rate->high > 0.5);
  CHECK(rate->before == doctest::Approx(0.5));
  CHECK(rate->before_n == 40);
  CHECK_FALSE(rate->has_changed);
}

TEST_CASE("a change that could be chance is none; one that hardly could is told") {
  Story noise;
  noise.deals(8, Outcome::won, "2026-10-01", "2027-01-15");
  noise.deals(4, Outcome::lost, "2026-10-01", "2027-01-15");
  noise.deals(20, Outcome::won, "2026-03-01", "2026-08-01");
  noise.deals(20, Outcome::lost, "2026-03-01", "2026-08-01");
  CHECK_FALSE(noise.signals().win_rate->has_changed);  // 67 % after 50 %, of 12
  Story change;
  change.deals(1, Outcome::won, "2026-10-01", "2027-01-15");
  change.deals(13, Outcome::lost, "2026-10-01", "2027-01-15");
  change.deals(30, Outcome::won, "2026-03-01", "2026-08-01");
  change.deals(20, Outcome::lost, "2026-03-01", "2026-08-01");
  CHECK(change.signals().win_rate->has_changed);  // 7 % after 60 %
}

TEST_CASE("below the minimum a rate is silent and says how many there are") {
  Story story;
  story.deals(9, Outcome::won, "2026-10-01", "2027-01-15");
  CHECK_FALSE(story.signals().win_rate);
  CHECK(reason(story.signals(), "Win rate") == "9 deals were closed in the last 13 weeks; the comparison is shown from 10 on.");
  story.deals(1, Outcome::lost, "2026-10-01", "2027-01-15");
  story.deals(1, Outcome::won, "2026-03-01", "2026-08-01");
  CHECK(reason(story.signals(), "Win rate") == "1 deal was closed in the 52 weeks before the last 13; the comparison is shown from 10 on.");
}

TEST_CASE("thirteen weeks are 91 days, today included") {
  Story story;
  story.rules.minimum_deals = 1;
  story.deals(1, Outcome::won, "2026-01-01", "2026-11-17");  // the first of them
  story.deals(1, Outcome::lost, "2026-01-01", "2026-11-16");
  const auto rate = story.signals().win_rate;
  REQUIRE(rate);
  CHECK(rate->n == 1);
  CHECK(rate->value == 1);
  CHECK(rate->before_n == 1);
  CHECK(rate->before == 0);
}

TEST_CASE("cycle: median days of won deals, and whether they differ from before") {
  Story story;
  for (int i = 0; i < 10; ++i) {
    story.deal(Outcome::won, "2026-10-01", "").closes_on = day("2026-12-20") + std::chrono::days(i);  // 80 to 89 days
    story.deal(Outcome::won, "2026-05-01", "").closes_on = day("2026-05-31") + std::chrono::days(i);  // 30 to 39 days
  }
  const auto cycle = story.signals().cycle;
  REQUIRE(cycle);
  CHECK(cycle->median_days == doctest::Approx(84.5));
  CHECK(cycle->before_days == doctest::Approx(34.5));
  CHECK(cycle->n == 10);
  CHECK(cycle->before_n == 10);
  CHECK(cycle->has_changed);
}

TEST_CASE("as of an earlier day, what closed later is open and what was opened later is not there") {
  Story story;
  story.rules.minimum_deals = 1;
  story.deal(Outcome::won, "2026-10-01", "2027-02-01");
  story.deal(Outcome::won, "2027-01-20", "2027-02-02");
  story.deal(Outcome::lost, "2026-06-01", "2026-12-15");
  story.deal(Outcome::lost, "2026-06-01", "2026-07-15");
  const Signals before = story.signals(at("2027-01-10T12:00:00Z"));
  REQUIRE(before.pipeline.size() == 1);
  CHECK(before.pipeline[0].count == 1);
  REQUIRE(before.win_rate);
  CHECK(before.win_rate->n == 1);
}

TEST_CASE("the rules come from the playbook") {
  const Rules rules = Rules::of(playbook::default_playbook());
  CHECK(rules.minimum_deals == 10);
  CHECK(rules.coverage_target == 3);
  CHECK(rules.ageing_factor == 1.5);
  CHECK(rules.chance == doctest::Approx(0.05));
  CHECK(rules.weekend == std::set{Weekday::saturday, Weekday::sunday});
}

}  // namespace
}  // namespace backbeat::signal
