#include "signal/signal.hpp"

#include <doctest/doctest.h>

namespace backbeat::signal {
namespace {

const Rules rules;

Signals behind() {
  Signals signals;
  signals.pace = Pace{
      .quarter = {.year = 2027, .quarter = 1}, .target = 100, .won = 20, .expected_by_now = 60, .attainment = 0.2, .n = 2, .elapsed = 0.6};
  return signals;
}

TEST_CASE("signals that say nothing ask nothing") {
  CHECK(questions_from(Signals(), rules).empty());
}

TEST_CASE("behind the pace asks about the next conversations, with the figures") {
  const auto questions = questions_from(behind(), rules);
  REQUIRE(questions.size() == 1);
  CHECK(questions[0].text.ends_with("?"));
  CHECK(questions[0].why == "20 % of the target is won (2 deals) with 60 % of the quarter's working days over.");
}

TEST_CASE("in the first weeks of a quarter being behind says nothing, and a little behind never does") {
  Signals early = behind();
  early.pace->elapsed = 0.24;
  CHECK(questions_from(early, rules).empty());
  Signals a_little = behind();
  a_little.pace->attainment = 0.51;
  CHECK(questions_from(a_little, rules).empty());
}

TEST_CASE("the stage that is oldest against its usual is asked about") {
  Signals signals;
  signals.pipeline = {{.stage = "Discovery", .count = 3, .amount = 0, .median_age_days = 20, .usual_age_days = 12},
                      {.stage = "Proposal", .count = 1, .amount = 0, .median_age_days = 41, .usual_age_days = 18},
                      {.stage = "Negotiation", .count = 2, .amount = 0, .median_age_days = 300, .usual_age_days = {}}};
  const auto questions = questions_from(signals, rules);
  REQUIRE(questions.size() == 1);
  CHECK(questions[0].text == "Take the oldest deal in Proposal: what is the buyer waiting for, and how do you know?");
  CHECK(questions[0].why == "1 deal in Proposal, half of them for more than 41 days; the ones you won took 18.");
}

TEST_CASE("a win rate is asked about only when it changed, up as well as down") {
  Signals signals;
  signals.win_rate = WinRate{.value = 0.2, .n = 20, .low = 0.1, .high = 0.4, .before = 0.5, .before_n = 60, .has_changed = false};
  CHECK(questions_from(signals, rules).empty());
  signals.win_rate->has_changed = true;
  CHECK(questions_from(signals, rules)[0].text.starts_with("You win less"));
  CHECK(questions_from(signals, rules)[0].why ==
        "20 % of 20 deals in the last 13 weeks, 50 % of 60 deals in the year before; more than chance.");
  signals.win_rate->value = 0.8;
  CHECK(questions_from(signals, rules)[0].text.starts_with("You win more"));
}

TEST_CASE("a cycle is asked about only when it changed") {
  Signals signals;
  signals.cycle = Cycle{.median_days = 40, .n = 12, .before_days = 60, .before_n = 30, .has_changed = false};
  CHECK(questions_from(signals, rules).empty());
  signals.cycle->has_changed = true;
  CHECK(questions_from(signals, rules)[0].text.starts_with("Deals close faster"));
}

TEST_CASE("thin coverage asks where the next opportunity comes from") {
  Signals signals;
  signals.coverage = Coverage{.ratio = 1.42, .open_amount = 142, .gap = 100};
  CHECK(questions_from(signals, rules)[0].why ==
        "What is open and due this quarter is 1.4 times what is missing to the target; 3.0 times is enough.");
  signals.coverage->ratio = 3;
  CHECK(questions_from(signals, rules).empty());
}

TEST_CASE("there are never more than three") {
  Signals signals = behind();
  signals.pipeline = {{.stage = "Proposal", .count = 1, .amount = 0, .median_age_days = 41, .usual_age_days = 18}};
  signals.win_rate = WinRate{.value = 0.2, .n = 20, .low = 0.1, .high = 0.4, .before = 0.5, .before_n = 60, .has_changed = true};
  signals.cycle = Cycle{.median_days = 40, .n = 12, .before_days = 60, .before_n = 30, .has_changed = true};
  signals.coverage = Coverage{.ratio = 1, .open_amount = 1, .gap = 1};
  CHECK(questions_from(signals, rules).size() == most_questions);
}

}  // namespace
}  // namespace backbeat::signal
