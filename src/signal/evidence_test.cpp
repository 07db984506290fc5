#include "signal/evidence.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::signal {
namespace {

using crm::Opportunity;
using crm::Outcome;

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}
const Instant made = at("2027-03-02T10:00:00Z");    // a Tuesday
const Instant judged = at("2027-03-09T10:00:00Z");  // a week later

/// Deals go Discovery, Proposal, Negotiation.
struct Story {
  Facts facts;
  Rules rules;
  int number = 0;

  Opportunity& deal(std::string_view opened, Outcome outcome = Outcome::open, std::string_view closed = "") {
    Opportunity out{.key = "D" + std::to_string(++number)};
    out.name = "Deal " + std::to_string(number);
    out.outcome = outcome;
    out.stage = outcome == Outcome::open ? "Discovery" : (outcome == Outcome::won ? "Won" : "Lost");
    out.opened_on = LocalDate::parse(opened).value();
    if (!closed.empty()) out.closes_on = LocalDate::parse(closed).value();
    facts.opportunities.push_back(out);
    return facts.opportunities.back();
  }
  Story& entered(std::string_view stage, std::string_view when) {
    facts.changes.push_back({facts.opportunities.back().key, std::string(stage), at(when), "stage-history"});
    facts.opportunities.back().stage = std::string(stage);
    return *this;
  }
  /// Opened in January, in Discovery since then.
  void standing(int count) {
    for (int i = 0; i < count; ++i) {
      deal("2027-01-04");
      entered("Discovery", "2027-01-04T09:00:00Z");
    }
  }
  CommitmentEvidence evidence(std::string_view indicator, std::vector<std::string> deals = {}, std::optional<Instant> imported = judged) {
    return evidence_for(facts, rules,
                        {.indicator = std::string(indicator),
                         .opportunities = std::move(deals),
                         .from = made,
                         .until = judged,
                         .last_imported_at = imported});
  }
};

TEST_CASE("deals that came further since the commitment, against spans of the same length before") {
  Story story;
  story.standing(8);
  for (int i = 0; i < 4; ++i) {
    story.standing(1);
    story.entered("Proposal", "2027-03-05T09:00:00Z");
  }
  const auto evidence = story.evidence(measured::deals_advanced);
  REQUIRE(evidence.figures.size() == 1);
  const Figure& figure = evidence.figures[0];
  CHECK(figure.unit == Unit::percent);
  CHECK(figure.n == 12);
  CHECK(figure.value == doctest::Approx(4.0 / 12));
  REQUIRE(figure.interval);
  CHECK(figure.interval->low < figure.value);
  CHECK(figure.before == 0);
  // Twelve deals were open at the beginning of each of the eight weeks since they were opened.
  CHECK(figure.before_n == 12 * 8);
  CHECK(*figure.has_changed);
}

TEST_CASE("a deal that was won came further, one that was lost or went back did not") {
  Story story;
  story.standing(7);
  story.deal("2027-01-04", Outcome::won, "2027-03-05");
  story.deal("2027-01-04", Outcome::lost, "2027-03-05");
  story.standing(1);
  story.entered("Proposal", "2027-02-01T09:00:00Z").entered("Discovery", "2027-03-04T09:00:00Z");
  const auto evidence = story.evidence(measured::deals_advanced);
  REQUIRE(evidence.figures.size() == 1);
  CHECK(evidence.figures[0].n == 10);
  CHECK(evidence.figures[0].value == doctest::Approx(0.1));
}

TEST_CASE("a share of too few deals stays silent and says how many there were") {
  Story story;
  story.standing(9);
  const auto evidence = story.evidence(measured::deals_advanced);
  CHECK(evidence.figures.empty());
  REQUIRE(evidence.silent.size() == 1);
  CHECK(evidence.silent[0] == "9 deals were open when this was agreed; the figure is shown from 10 on.");
}

TEST_CASE("the age in stage is a level: now against the day it was agreed, without a test of chance") {
  Story story;
  story.standing(10);
  const auto evidence = story.evidence(measured::stage_age);
  REQUIRE(evidence.figures.size() == 1);
  CHECK(evidence.figures[0].value - evidence.figures[0].before == doctest::Approx(7));
  CHECK_FALSE(evidence.figures[0].has_changed);
  Story few;
  few.standing(1);
  CHECK(few.evidence(measured::stage_age).silent.at(0) ==
        "1 deal was open when this was agreed, and 1 is now; the figure is shown from 10 on.");
}

TEST_CASE("deals opened a week, against the rate of the 13 weeks before") {
  Story story;
  for (int i = 0; i < 13; ++i) story.deal("2027-01-20");
  for (int i = 0; i < 6; ++i) story.deal("2027-03-08");
  story.deal("2027-03-10");  // after it was judged
  const auto evidence = story.evidence(measured::opportunities_opened);
  REQUIRE(evidence.figures.size() == 1);
  CHECK(evidence.figures[0].value == doctest::Approx(6));
  CHECK(evidence.figures[0].before == doctest::Approx(1));
  CHECK(evidence.figures[0].n == 6);
  CHECK(evidence.figures[0].before_n == 13);
  CHECK(*evidence.figures[0].has_changed);
}

TEST_CASE("an indicator that the CRM does not measure says what it would take") {
  Story story;
  CHECK(story.evidence("talk_ratio").silent.at(0) == "That takes recordings or notes of calls, and none are imported.");
  CHECK(story.evidence("of_our_own").silent.at(0) == "Nothing that is imported measures it.");
}

TEST_CASE("facts from before the commitment cannot speak to it") {
  Story story;
  story.standing(20);
  CHECK(story.evidence(measured::deals_advanced, {}, std::nullopt).silent.at(0) == "No opportunities were imported yet.");
  const auto stale = story.evidence(measured::deals_advanced, {}, at("2027-03-01T10:00:00Z"));
  CHECK(stale.figures.empty());
  CHECK(stale.silent.at(0) == "Opportunities were last imported before this was agreed, so they cannot speak to it.");
  CHECK(stale.until == made);
  CHECK(story.evidence(measured::deals_advanced, {}, at("2027-03-02T15:00:00Z")).silent.at(0) ==
        "It was agreed on the day up to which the CRM's facts go.");
  CHECK(story.evidence(measured::deals_advanced, {}, at("2027-03-06T10:00:00Z")).until == at("2027-03-06T10:00:00Z"));
}

TEST_CASE("named deals are told one by one: where they stood, where they stand, how they ended") {
  Story story;
  story.standing(1);
  story.entered("Proposal", "2027-03-05T10:00:00Z");
  story.standing(1);
  story.deal("2027-01-04", Outcome::won, "2027-03-06");
  story.deal("2027-03-04");
  const auto evidence = story.evidence("", {"D1", "D2", "D3", "D4", "gone"});
  REQUIRE(evidence.deals.size() == 4);
  CHECK(evidence.deals[0].stage_before == "Discovery");
  CHECK(evidence.deals[0].stage == "Proposal");
  CHECK(evidence.deals[0].has_moved());
  CHECK(*evidence.deals[0].days_in_stage == doctest::Approx(4));
  CHECK_FALSE(evidence.deals[1].has_moved());
  CHECK(evidence.deals[2].outcome == Outcome::won);
  CHECK(evidence.deals[3].stage_before.empty());
  CHECK_FALSE(evidence.deals[3].days_in_stage);  // nothing tells: no claim that it moved, or that it did not
  CHECK_FALSE(evidence.deals[3].has_moved());
  CHECK(evidence.silent.at(0) == "1 deal that was named is no longer this rep's in the CRM.");
}

TEST_CASE("what is bound to nothing has no evidence and needs no reason") {
  Story story;
  story.standing(20);
  const auto evidence = story.evidence("");
  CHECK(evidence.figures.empty());
  CHECK(evidence.deals.empty());
  CHECK(evidence.silent.empty());
}

TEST_CASE("open deals by name; one without a name is told by its account") {
  Story story;
  story.deal("2027-01-04").name = "Zeta pilot";
  auto& nameless = story.deal("2027-01-04");
  nameless.name = "";
  nameless.account = "Acme";
  story.deal("2027-01-04", Outcome::lost, "2027-02-01");
  story.deal("2027-05-04");
  const auto open = open_deals(story.facts, judged);
  REQUIRE(open.size() == 2);
  CHECK(open[0].name == "Acme, D2");
  CHECK(open[1].name == "Zeta pilot");
}

}  // namespace
}  // namespace backbeat::signal
