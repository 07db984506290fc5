// How cadences are compiled, and where a rep stands in them day by day.
#include "cadence/rules.hpp"

#include "cadence/spans.hpp"
#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Version;
using playbook::Every;

namespace {

cadence::Rules rules_of(const cadence::Ledger& ledger) {
  return {ledger, at("2027-03-01T00:00:00Z")};
}

std::vector<cadence::Span> spans_of(const CadenceFacts& team) {
  const cadence::Ledger ledger(team.facts);
  const cadence::Rules rules = rules_of(ledger);
  std::vector<cadence::Span> spans;
  cadence::spans_of(*ledger.record_of(0, at("2027-03-01T00:00:00Z")), rules.versions()[0], spans);
  return spans;
}

}  // namespace

TEST_CASE("two cadences of one type and period add up where both name a role and band") {
  playbook::Playbook rules = rules_with(every(Every::month, 1));
  rules.cadences.push_back(every(Every::month, 2, {"new_hire"}));
  CadenceFacts team(rules);
  team.hire(ana, "2026-01-01");
  const cadence::Ledger ledger(team.facts);
  const cadence::Rules compiled = rules_of(ledger);
  REQUIRE(compiled.lines().size() == 1);
  const Version& version = compiled.versions()[0];
  CHECK(version.counts[0][version.place(0, version.band_of(0))] == 3);
  CHECK(version.counts[0][version.place(0, version.band_of(6))] == 1);
  CHECK(version.counts[0][version.place(0, Version::no_band)] == 1);
}

TEST_CASE("kinds may overlap where they have two periods or days after hire") {
  CadenceFacts team;
  playbook::Playbook rules = standard_rules();
  rules.cadences.push_back(every(Every::month));
  team.rule("2026-06-01", rules);
  team.hire(ana, "2026-01-01");
  const cadence::Ledger ledger(team.facts);
  const cadence::Rules compiled = rules_of(ledger);
  CHECK(compiled.kinds() == std::vector<std::string>{"quarterly_reset", "ramp_check_in", "skill_deep_dive", "weekly_one_on_one"});
  CHECK_FALSE(compiled.may_overlap(0));
  CHECK(compiled.may_overlap(1));
  CHECK_FALSE(compiled.may_overlap(2));
  CHECK(compiled.may_overlap(3));
}

TEST_CASE("the version of a day is the last one effective by then, the first before all") {
  CadenceFacts team;
  team.rule("2026-06-01", standard_rules());
  const cadence::Ledger ledger(team.facts);
  const cadence::Rules compiled = rules_of(ledger);
  CHECK(compiled.version_on(day("2019-01-01")) == 0);
  CHECK(compiled.version_on(day("2026-05-31")) == 0);
  CHECK(compiled.version_on(day("2026-06-01")) == 1);
}

TEST_CASE("a second cadence around the same day after hire adds only whom the first does not name") {
  playbook::Playbook rules = standard_rules();
  playbook::Cadence ramp = rules.cadences.back();
  ramp.tenure_bands.clear();
  ramp.days_after_hire = {30};
  rules.cadences.push_back(ramp);
  CadenceFacts team(rules);
  team.hire(ana, "2027-01-04");
  CHECK(team.owed(ana, "2027-01-01", "2027-12-31", "2027-03-20T00:00:00Z", "ramp_check_in").size() == 3);
}

TEST_CASE("spans end where a band, an assignment or the employment ends, and leave gaps out") {
  CadenceFacts team;
  people::Member& member = team.hire(ana, "2026-01-15");
  member.left = day("2026-12-01");
  member.assignments[0].period.to = day("2026-03-01");
  people::Assignment next = member.assignments[0];
  next.period = {day("2026-04-01"), {}};
  next.manager = noor;
  member.assignments.push_back(next);
  const auto spans = spans_of(team);
  REQUIRE(spans.size() == 3);
  CHECK(spans[0].first == day("2026-01-15"));
  CHECK(spans[0].end == day("2026-03-01"));
  CHECK(spans[1].first == day("2026-04-01"));
  CHECK(spans[1].end == day("2026-07-15"));
  CHECK(spans[2].end == day("2026-12-01"));
  CHECK(spans[1].manager == spans[2].manager);
  CHECK(spans[0].manager != spans[1].manager);
  CHECK(spans[1].place != spans[2].place);
}

TEST_CASE("a month of tenure begins on the day people says it does, also after a 31st and a leap day") {
  for (const std::string_view hired : {"2026-01-31", "2026-08-31", "2024-02-29", "2026-03-01"})
    for (int months = 1; months <= 26; ++months) {
      const LocalDate first = plus_months(day(hired), months);  // where spans are cut
      CHECK(people::months_of_tenure(day(hired), first) == months);
      CHECK(people::months_of_tenure(day(hired), first - std::chrono::days(1)) == months - 1);
    }
}
