#include "crm/crm_totals.hpp"

#include <doctest/doctest.h>

namespace backbeat::crm {
namespace {

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}
constexpr Id<Person> mara{1}, noor{2}, ana{11}, ben{12}, cleo{13}, olga{14};

people::Member member(Id<Person> id, std::string name, std::optional<Id<Person>> manager, std::string job_role = "ae") {
  people::Member out;
  out.id = id;
  out.name = std::move(name);
  out.hired = day("2026-01-01");
  people::Assignment assignment;
  assignment.period = {.from = out.hired, .to = {}};
  assignment.manager = manager;
  assignment.job_role = std::move(job_role);
  out.assignments.push_back(assignment);
  return out;
}

/// Mara leads Ana, Ben and Cleo; Ana moved to Noor on 1 March 2027. Olga is in enablement, under Noor.
std::vector<people::Member> team() {
  std::vector out = {member(mara, "Mara", {}, "sales_manager"),
                     member(noor, "Noor", {}, "sales_manager"),
                     member(ana, "Ana", mara),
                     member(ben, "Ben", mara),
                     member(cleo, "Cleo", mara),
                     member(olga, "Olga", noor, "enablement")};
  out[2].assignments.push_back(out[2].assignments[0]);
  out[2].assignments[0].period.to = day("2027-03-01");
  out[2].assignments[1].period.from = day("2027-03-01");
  out[2].assignments[1].manager = noor;
  return out;
}

Opportunity deal(std::optional<Id<Person>> owner, Outcome outcome, std::string_view opened, std::string_view closes, Cents amount = 0) {
  static int number = 0;
  Opportunity out{.key = std::to_string(++number)};
  out.owner = {.system = "crm_name", .value = owner ? "known" : "Stranger", .person = owner};
  out.outcome = outcome;
  out.amount = amount;
  if (!opened.empty()) out.opened_on = day(opened);
  if (!closes.empty()) out.closes_on = day(closes);
  return out;
}

TotalsRow row(const Totals& totals, std::string_view label) {
  const auto found = std::ranges::find(totals.rows, label, &TotalsRow::label);
  REQUIRE_MESSAGE(found != totals.rows.end(), label);
  return *found;
}

const std::vector<Opportunity>& deals() {
  static const std::vector<Opportunity> all = {
      deal(ana, Outcome::won, "2027-01-01", "2027-02-10", 100'00),
      deal(ana, Outcome::won, "2027-01-01", "2027-03-02", 200'00),
      deal(ana, Outcome::lost, "2027-01-01", "2027-04-01"),
      deal(ben, Outcome::won, "", "2027-02-11", 50'00),
      deal(ben, Outcome::open, "2027-03-20", ""),
      deal(ben, Outcome::open, "", ""),
      deal({}, Outcome::lost, "2027-01-01", "2027-02-01"),
  };
  return all;
}

Totals by(By by) {
  const auto members = team();
  return totals(deals(), members, by, day("2027-04-20"), 1);
}

TEST_CASE("by agent: won, lost, open, value, win rate, mean cycle of won ones") {
  const TotalsRow of_ana = row(by(By::agent), "Ana");
  CHECK(of_ana.person == ana);
  CHECK(std::tuple(of_ana.won, of_ana.lost, of_ana.open) == std::tuple(2, 1, 0));
  CHECK(of_ana.won_amount == 300'00);
  CHECK(*of_ana.win_rate() == doctest::Approx(2.0 / 3));
  CHECK(*of_ana.mean_cycle_days() == doctest::Approx((40 + 60) / 2.0));
}

TEST_CASE("a won deal without a date counts as won and in no cycle") {
  const TotalsRow of_ben = row(by(By::agent), "Ben");
  CHECK(of_ben.won == 1);
  CHECK_FALSE(of_ben.mean_cycle_days().has_value());
  CHECK(of_ben.open_by_age == std::array<int, age_bands>{0, 1, 0, 0, 0, 1});  // 31 days old, and one without a date
}

TEST_CASE("an agent without a deal appears with zero; who does another job does not") {
  const Totals found = by(By::agent);
  CHECK(row(found, "Cleo").won == 0);
  CHECK_FALSE(row(found, "Cleo").win_rate().has_value());
  CHECK(std::ranges::find(found.rows, "Olga", &TotalsRow::label) == found.rows.end());
  CHECK(std::ranges::find(found.rows, "Mara", &TotalsRow::label) == found.rows.end());
}

TEST_CASE("what belongs to nobody yet stands under the CRM's own name, last") {
  const Totals found = by(By::agent);
  CHECK(found.rows.back().label == "Stranger");
  CHECK(found.rows.back().lost == 1);
  CHECK_FALSE(found.rows.back().person.has_value());
}

TEST_CASE("a deal counts for the manager its owner had on the day it closed") {
  const Totals found = by(By::manager);
  CHECK(row(found, "Mara").won == 2);  // Ana's of February, Ben's
  CHECK(row(found, "Noor").won == 1);  // Ana's of 2 March
  CHECK(row(found, "Noor").lost == 1);
  CHECK(row(found, "no manager known").lost == 1);
}

TEST_CASE("a deal older than all that is known of its owner counts for their first manager") {
  const auto members = team();
  const std::vector old = {deal(ana, Outcome::won, "2020-01-01", "2020-02-01", 1'00)};
  CHECK(totals(old, members, By::manager, day("2027-04-20"), 1).rows.front().label == "Mara");
}

TEST_CASE("by quarter: closed ones in the fiscal quarter of their closing, open ones together") {
  const Totals found = by(By::quarter);
  CHECK(row(found, "2027-Q1").won == 3);
  CHECK(row(found, "2027-Q2").lost == 1);
  CHECK(row(found, "open").open == 2);
  const auto members = team();
  // A fiscal year from April that ends in March 2028 is 2028: April to June 2027 are its first quarter.
  CHECK(row(totals(deals(), members, By::quarter, day("2027-04-20"), 4), "2028-Q1").lost == 1);
}

TEST_CASE("deleted opportunities are part of no figure") {
  auto all = deals();
  for (auto& opportunity : all) opportunity.is_deleted = true;
  const auto members = team();
  CHECK(totals(all, members, By::quarter, day("2027-04-20"), 1).rows.empty());
  CHECK(totals(all, members, By::agent, day("2027-04-20"), 1).total.won == 0);
}

TEST_CASE("the table for a terminal has a line a row, a total and the ages") {
  const std::string text = text_of(by(By::agent));
  CHECK(text.find("Ana            2       1       0           300    66.7 %        50.0\n") != std::string::npos);
  CHECK(text.find("total          3       2       2           350    60.0 %        50.0\n") != std::string::npos);
  CHECK(text.ends_with("open by age in days: 0-30: 0, 31-60: 1, 61-90: 0, 91-180: 0, over 180: 0, no opening date: 1\n"));
}

}  // namespace
}  // namespace backbeat::crm
