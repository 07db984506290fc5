#include "cadence/rate.hpp"
#include "playbook/playbook_file.hpp"
#include "scorecard/month_test.hpp"
#include "scorecard/rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace backbeat;
using namespace backbeat::scorecard;
using doctest::Approx;

namespace {

std::vector<Card> live(const MonthFacts& facts) {
  return cards_of(facts, every_measure(), Purpose::live);
}

TEST_CASE("every measure of the default playbook's scorecard is known, and none is known that nobody can find") {
  const playbook::Scorecard* scorecard = playbook::default_playbook().scorecard(manager_month);
  REQUIRE(scorecard != nullptr);
  for (const std::string& key : scorecard->measures) CHECK_MESSAGE(measure_from(key).has_value(), key);
  for (const Measure measure : all_measures) {
    CHECK(measure_from(name_of(measure)) == measure);
    CHECK(formula_of(measure).size() > 40);
  }
  CHECK_FALSE(measure_from("charisma").has_value());
  CHECK(card_rules(playbook::default_playbook()).measures.size() == std::size(all_measures));
  CHECK(card_rules(playbook::default_playbook()).most_comments == 3);
}

TEST_CASE("a month is written and read as a year and a month") {
  CHECK(Month::parse("2026-09")->first == day("2026-09-01"));
  CHECK(Month::parse("2026-09")->last() == day("2026-09-30"));
  CHECK(Month::of(day("2024-02-29")).text() == "2024-02");
  CHECK(Month::of(day("2024-02-29")).last() == day("2024-02-29"));
  for (const std::string_view text : {"2026-13", "2026-9", "26-09", "2026/09", "2026-00", "", "2026-0x"})
    CHECK_FALSE_MESSAGE(Month::parse(text).has_value(), text);
}

TEST_CASE("a manager without anything has a card that says so") {
  const auto cards = live(september());
  REQUIRE(cards.size() == 3);
  const Value& value = value_of(cards, mara, Measure::pre_brief_rate);
  CHECK(value.standing == Standing::no_data);
  CHECK_FALSE(value.value.has_value());
  CHECK(value_of(cards, mara, Measure::median_hours_to_debrief).standing == Standing::no_data);
}

TEST_CASE("owed and held are counted by format, and what absence excuses is taken out of what is held of") {
  MonthFacts facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 2, 2), quarterly(mara, bo, Format::observe, 2, 1),
                          quarterly(mara, ana, Format::reverse, 1, 0)};
  facts.evidence.debts[1].excused = 1;
  const auto cards = live(facts);
  CHECK(value_of(cards, mara, Measure::owed_by_format, "observe").counted == 4);
  CHECK(value_of(cards, mara, Measure::owed_by_format, "observe").n == 2);
  CHECK(value_of(cards, mara, Measure::owed_by_format, "excused").counted == 1);
  CHECK(value_of(cards, mara, Measure::owed_by_format).counted == 5);
  const Value& held = value_of(cards, mara, Measure::held_by_format, "observe");
  CHECK(held.counted == 3);
  CHECK(held.n == 3);
  CHECK(held.standing == Standing::known);
  CHECK(value_of(cards, mara, Measure::held_by_format).value == Approx(0.75));
  CHECK(value_of(cards, noor, Measure::held_by_format).standing == Standing::no_data);
}

TEST_CASE("while a quarter runs what is held has no interval") {
  MonthFacts facts = september();
  facts.month = {day("2026-08-01")};
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 2, 1)};
  const Value held = value_of(live(facts), mara, Measure::held_by_format);
  CHECK(held.standing == Standing::running);
  CHECK(held.value == Approx(0.5));
  CHECK_FALSE(held.low.has_value());
}

TEST_CASE("on the last days of a quarter what is held has no interval either") {
  MonthFacts facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 2, 1)};
  CHECK(value_of(live(facts), mara, Measure::held_by_format).standing == Standing::known);
  facts.is_over = false;
  CHECK(value_of(live(facts), mara, Measure::held_by_format).standing == Standing::running);
}

TEST_CASE("a rep counts as covered by the manager who rode with them, of those whom the manager owes something") {
  MonthFacts facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 1, 1), quarterly(mara, bo, Format::observe, 1, 0)};
  facts.evidence.rides = {good_ride(1, mara, ana, "2026-09-03"), good_ride(2, mara, ana, "2026-09-10"),
                          good_ride(3, noor, bo, "2026-09-10"), good_ride(4, mara, cem, "2026-09-11")};
  const Value covered = value_of(live(facts), mara, Measure::coverage_of_reps);
  CHECK(covered.counted == 1);
  CHECK(covered.n == 2);
}

TEST_CASE("a rate carries its n and Wilson's interval, and a reverse session needs no pre-brief") {
  MonthFacts facts = september();
  facts.evidence.rides = {good_ride(1, mara, ana, "2026-09-03"), good_ride(2, mara, bo, "2026-09-04"),
                          good_ride(3, mara, bo, "2026-09-05")};
  facts.evidence.rides[1].had_pre_brief = false;
  facts.evidence.rides[2].had_pre_brief = false;
  facts.evidence.rides[2].format = Format::reverse;
  const Value rate = value_of(live(facts), mara, Measure::pre_brief_rate);
  const auto expected = cadence::rate_of(1, 2);
  CHECK(rate.n == 2);
  CHECK(rate.value == expected->value);
  CHECK(rate.low == expected->low);
  CHECK(rate.high == expected->high);
}

TEST_CASE("a debrief that can still be on time is pending, and one that never came is not on time") {
  MonthFacts facts = september();
  facts.evidence.rides = {good_ride(1, mara, ana, "2026-09-03"), good_ride(2, mara, bo, "2026-09-04"),
                          good_ride(3, mara, bo, "2026-09-30")};
  facts.evidence.rides[1].debrief = Debrief::none;
  facts.evidence.rides[1].debrief_after.reset();
  facts.evidence.rides[2].debrief = Debrief::pending;
  facts.evidence.rides[2].debrief_after.reset();
  const Value rate = value_of(live(facts), mara, Measure::debrief_on_time_rate);
  CHECK(rate.counted == 1);
  CHECK(rate.n == 2);
  CHECK(rate.pending == 1);
  CHECK(value_of(live(facts), mara, Measure::median_hours_to_debrief).n == 1);
}

TEST_CASE("the middle of an even number is the mean of the two, and its interval runs between two that were seen") {
  MonthFacts facts = september();
  for (int i = 1; i <= 6; ++i) {
    Ride ride = good_ride(i, mara, ana, "2026-09-03");
    ride.debrief_after = std::chrono::minutes(30 * i);
    facts.evidence.rides.push_back(ride);
  }
  const Value middle = value_of(live(facts), mara, Measure::median_hours_to_debrief);
  CHECK(middle.value == 1.75);
  CHECK(middle.low == 0.5);
  CHECK(middle.high == 3.0);
  facts.evidence.rides.pop_back();
  const Value fewer = value_of(live(facts), mara, Measure::median_hours_to_debrief);
  CHECK(fewer.value == 1.5);
  CHECK_FALSE(fewer.low.has_value());
}

TEST_CASE("a debrief without a comment is not one of at most three") {
  MonthFacts facts = september();
  facts.evidence.rides = {good_ride(1, mara, ana, "2026-09-03"), good_ride(2, mara, bo, "2026-09-04"),
                          good_ride(3, mara, bo, "2026-09-04")};
  facts.evidence.rides[1].comments = 0;
  facts.evidence.rides[2].comments = 4;
  const Value rate = value_of(live(facts), mara, Measure::three_comment_rate);
  CHECK(rate.counted == 1);
  CHECK(rate.n == 3);
}

TEST_CASE("takeovers are counted with and without consent, of all there were") {
  MonthFacts facts = september();
  facts.evidence.rides = {good_ride(1, mara, ana, "2026-09-03")};
  facts.evidence.rides[0].takeovers_with_consent = 1;
  facts.evidence.rides[0].takeovers_without_consent = 2;
  const auto cards = live(facts);
  CHECK(value_of(cards, mara, Measure::takeovers_with_consent).counted == 1);
  CHECK(value_of(cards, mara, Measure::takeovers_without_consent).counted == 2);
  CHECK(value_of(cards, mara, Measure::takeovers_without_consent).n == 3);
}

TEST_CASE("a commitment that had no occasion is no verdict on anybody") {
  MonthFacts facts = september();
  using Said = commitment::Verdict;
  int id = 0;
  for (const Said said : {Said::kept, Said::kept, Said::missed, Said::no_occasion})
    facts.evidence.verdicts.push_back(
        {.id = Id<commitment::Commitment>(++id), .manager = mara, .rep = ana, .day = day("2026-09-08"), .verdict = said});
  const auto cards = live(facts);
  CHECK(value_of(cards, mara, Measure::commitment_verdicts).n == 3);
  CHECK(value_of(cards, mara, Measure::commitment_verdicts).counted == 2);
  CHECK(value_of(cards, mara, Measure::commitment_verdicts, "no_occasion").counted == 1);
}

std::vector<Rating> rated(Id<Person> manager, std::initializer_list<std::pair<Id<Person>, int>> answers) {
  std::vector<Rating> out;
  for (const auto& [rep, score] : answers) out.push_back({.manager = manager, .rep = rep, .score = score});
  return out;
}

TEST_CASE("what reps found useful is shown from five of them on, never while the month is open, and not where all say the same") {
  MonthFacts facts = september();
  facts.ratings = rated(mara, {{ana, 6}, {bo, 7}, {cem, 8}, {dan, 9}, {eve, 10}, {eve, 10}, {eve, 10}});
  CHECK(value_of(live(facts), mara, Measure::rep_usefulness).standing == Standing::running);
  const Value shown = value_of(cards_of(facts, every_measure(), Purpose::publication), mara, Measure::rep_usefulness);
  CHECK(shown.standing == Standing::known);
  CHECK(shown.n == 5);  // reps, however often they answered
  CHECK(shown.value == 8.0);
  facts.ratings = rated(mara, {{ana, 6}, {bo, 7}, {cem, 8}, {dan, 9}, {dan, 1}, {dan, 2}});
  CHECK(value_of(cards_of(facts, every_measure(), Purpose::publication), mara, Measure::rep_usefulness).standing == Standing::too_few);
  facts.ratings = rated(mara, {{ana, 8}, {bo, 8}, {cem, 8}, {dan, 8}, {eve, 8}});
  CHECK(value_of(cards_of(facts, every_measure(), Purpose::publication), mara, Measure::rep_usefulness).standing == Standing::too_few);
}

TEST_CASE("a leader's number does not give away the manager whose own is hidden") {
  MonthFacts facts = september();
  facts.ratings = rated(mara, {{ana, 6}, {bo, 7}, {cem, 8}, {dan, 9}, {eve, 10}});
  const auto without = cards_of(facts, every_measure(), Purpose::publication);
  facts.ratings.push_back({.manager = noor, .rep = fay, .score = 0});
  const auto with = cards_of(facts, every_measure(), Purpose::publication);
  CHECK(value_of(with, noor, Measure::rep_usefulness).standing == Standing::too_few);
  CHECK(value_of(with, olga, Measure::rep_usefulness, "", true) == value_of(without, olga, Measure::rep_usefulness, "", true));
}

TEST_CASE("a leader's card is of the managers together, not of their averages") {
  MonthFacts facts = september();
  for (int i = 0; i < 8; ++i) facts.evidence.rides.push_back(good_ride(i + 1, mara, ana, "2026-09-03"));
  facts.evidence.rides.push_back(good_ride(20, noor, fay, "2026-09-03"));
  facts.evidence.rides.back().had_pre_brief = false;
  const Value together = value_of(live(facts), olga, Measure::pre_brief_rate, "", true);
  CHECK(together.counted == 8);
  CHECK(together.n == 9);
  CHECK_FALSE(together.compared.has_value());
}

TEST_CASE("rates stand beside those of others only where there are three with any, and shrink towards them") {
  MonthFacts facts = september();
  for (int i = 0; i < 8; ++i) facts.evidence.rides.push_back(good_ride(i + 1, mara, ana, "2026-09-03"));
  facts.evidence.rides.push_back(good_ride(20, noor, fay, "2026-09-03"));
  facts.evidence.rides.back().had_pre_brief = false;
  CHECK_FALSE(value_of(live(facts), noor, Measure::pre_brief_rate).compared.has_value());
  facts.lines.push_back({.manager = dan, .leader = {}});
  for (int i = 0; i < 8; ++i) facts.evidence.rides.push_back(good_ride(i + 30, dan, eve, "2026-09-03"));
  const Value alone = value_of(live(facts), noor, Measure::pre_brief_rate);
  CHECK(alone.value == 0.0);
  REQUIRE(alone.compared.has_value());
  CHECK(alone.compared->value > 0.2);
}

TEST_CASE("cards do not depend on the order in which facts come") {
  MonthFacts facts = september();
  for (int i = 0; i < 20; ++i) {
    facts.evidence.rides.push_back(good_ride(i + 1, i % 3 == 0 ? noor : mara, i % 2 == 0 ? ana : bo, "2026-09-03"));
    facts.evidence.rides.back().debrief_after = std::chrono::minutes(7 * ((i * 13) % 20));
    facts.ratings.push_back({.manager = mara, .rep = Id<Person>(20 + i % 6), .score = i % 11});
  }
  const auto cards = cards_of(facts, every_measure(), Purpose::publication);
  std::ranges::reverse(facts.evidence.rides);
  std::ranges::reverse(facts.ratings);
  std::ranges::reverse(facts.lines);
  CHECK(cards_of(facts, every_measure(), Purpose::publication) == cards);
}

TEST_CASE("the rows behind a rate add up to it, and nothing stands behind what reps answered") {
  MonthFacts facts = september();
  facts.evidence.rides = {good_ride(2, mara, ana, "2026-09-04"), good_ride(1, mara, bo, "2026-09-03"),
                          good_ride(3, noor, bo, "2026-09-03")};
  facts.evidence.rides[0].had_pre_brief = false;
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 2, 1)};
  const auto rows = rows_of(Measure::pre_brief_rate, facts.evidence, {mara}, every_measure());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == 1);
  CHECK(rows[0].adds == Adds::counted);
  CHECK(rows[1].adds == Adds::not_counted);
  CHECK(rows_of(Measure::rep_usefulness, facts.evidence, {mara}, every_measure()).empty());
  const auto held = rows_of(Measure::held_by_format, facts.evidence, {mara}, every_measure());
  REQUIRE(held.size() == 3);
  CHECK(held[0].subject == Subject::debt);
  CHECK(held[0].times == 1);
  CHECK(held[0].of == 2);
}

}  // namespace
