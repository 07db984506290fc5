#include "cadence/ride_along_debt.hpp"

#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using cadence::Days;
using cadence::RideAlongDebt;
using cadence::RideAlongFormat;
using cadence::RideAlongRisk;
using cadence::RideAlongSeen;
using std::chrono::days;

namespace {

constexpr Id<Person> ana{1};
constexpr Id<Person> mara{10};
constexpr Id<Person> nils{11};

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}

people::Assignment assigned(std::string_view from, Id<Person> manager, std::string_view role) {
  people::Assignment assignment;
  assignment.period.from = day(from);
  assignment.manager = manager;
  assignment.job_role = role;
  assignment.region = "EMEA";
  return assignment;
}

people::Holiday holiday(std::string_view region, std::string_view on) {
  return {.region = std::string(region), .day = day(on), .name = "Off"};
}

people::Member rep_hired(std::string_view hired, std::string_view role = "ae") {
  people::Member rep;
  rep.id = ana;
  rep.zone = Zone::make("Europe/Madrid").value();
  rep.hired = day(hired);
  rep.assignments.push_back(assigned(hired, mara, role));
  return rep;
}

struct Office {
  std::vector<playbook::DatedPlaybook> playbooks{{.id = {}, .effective_from = day("2020-01-01"), .rules = playbook::default_playbook()}};
  std::vector<people::Holiday> holidays;
  std::vector<RideAlongSeen> seen;
  Instant now = Instant::parse("2027-02-01T09:00:00Z").value();

  [[nodiscard]] std::vector<RideAlongDebt> debts(const people::Member& rep, std::string_view from, std::string_view to) const {
    return cadence::ride_along_debts(rep, {.playbooks = playbooks, .holidays = holidays, .fiscal_first_month = 1}, seen,
                                     {day(from), day(to)}, now);
  }
  [[nodiscard]] RideAlongDebt quarter(const people::Member& rep) const {
    const auto all = debts(rep, "2027-01-01", "2027-03-31");
    REQUIRE(all.size() == 1);
    return all.front();
  }
  void ride(RideAlongFormat format, std::string_view on, bool is_held = true) {
    seen.push_back({.id = Id<Session>(static_cast<std::int64_t>(seen.size()) + 1),
                    .format = format,
                    .starts_at = start_of_day(day(on), Zone()) + std::chrono::hours(10),
                    .is_held = is_held});
  }
};

std::string owed(const RideAlongDebt& debt) {
  std::string out;
  for (const auto& line : debt.formats) out += (out.empty() ? "" : "-") + std::to_string(line.owed);
  return out;
}

}  // namespace

TEST_CASE("a tenured account executive is owed 2-1-1 a quarter, a veteran 1-1-1") {
  const Office office;
  CHECK(owed(office.quarter(rep_hired("2025-11-03"))) == "2-1-1");
  CHECK(owed(office.quarter(rep_hired("2023-06-05"))) == "1-1-1");
}

TEST_CASE("a top performer is owed one and a half times as much, the extra ones in reverse") {
  const Office office;
  people::Member tenured = rep_hired("2025-11-03");
  tenured.assignments[0].is_top_performer = true;
  CHECK(owed(office.quarter(tenured)) == "2-1-3");
  people::Member veteran = rep_hired("2023-06-05");
  veteran.assignments[0].is_top_performer = true;
  CHECK(owed(office.quarter(veteran)) == "1-1-3");
}

TEST_CASE("a rep who crosses a band in mid-quarter is owed pro rata, rounded half up at the end") {
  const Office office;
  // 18 months on 15 February: 31 of 64 weekdays tenured, 33 veteran. Observe 2 x 31/64 + 33/64 = 1.48; a week later 1.56.
  CHECK(owed(office.quarter(rep_hired("2025-08-15"))) == "1-1-1");
  CHECK(owed(office.quarter(rep_hired("2025-08-22"))) == "2-1-1");
}

TEST_CASE("a new hire is owed one a week for eight weeks, then every second and every third") {
  const Office office;
  // Hired on 4 January: weeks 1 to 8 and 4 weeks and 3 days of every second.
  const RideAlongDebt debt = office.quarter(rep_hired("2027-01-04"));
  CHECK(owed(debt) == "10-0-0");  // 8 + 4.6 / 2 = 10.3
  CHECK(debt.either == 10);
  // Hired half a year before: every third week until six months are over, then 2-1-1.
  const RideAlongDebt ramped = office.quarter(rep_hired("2026-08-03"));
  CHECK(ramped.either == 2);  // 23 weekdays of every third week are 1.53
}

TEST_CASE("a new hire's owed ride-alongs are made good by co-selling too, those of others are not") {
  Office office;
  office.ride(RideAlongFormat::co_sell, "2027-01-12");
  office.ride(RideAlongFormat::co_sell, "2027-01-19");
  const RideAlongDebt debt = office.quarter(rep_hired("2027-01-04"));
  CHECK(debt.of(RideAlongFormat::observe).held == 2);
  CHECK(debt.of(RideAlongFormat::co_sell).extra == 0);
  const RideAlongDebt tenured = office.quarter(rep_hired("2025-11-03"));
  CHECK(tenured.of(RideAlongFormat::observe).held == 0);
  CHECK(tenured.of(RideAlongFormat::co_sell).held == 1);
  CHECK(tenured.of(RideAlongFormat::co_sell).extra == 1);
}

TEST_CASE("an SDR is owed one a month, each in its month") {
  Office office;
  office.ride(RideAlongFormat::observe, "2027-02-10");
  office.ride(RideAlongFormat::observe, "2027-02-12");
  const auto debts = office.debts(rep_hired("2026-01-12", "sdr"), "2027-01-01", "2027-03-31");
  REQUIRE(debts.size() == 3);
  CHECK(debts[0].of(RideAlongFormat::observe).held == 0);
  CHECK(debts[1].of(RideAlongFormat::observe).held == 1);
  CHECK(debts[1].of(RideAlongFormat::observe).extra == 1);
  CHECK(debts[2].of(RideAlongFormat::observe).open() == 1);
  CHECK(debts[0].is_over);
}

TEST_CASE("who leaves in mid-quarter is owed for the days they were there, and the window ends with them") {
  const Office office;
  people::Member rep = rep_hired("2025-11-03");
  rep.left = day("2027-02-15");
  const RideAlongDebt debt = office.quarter(rep);  // 31 of 64 weekdays
  CHECK(owed(debt) == "1-0-0");
  CHECK(debt.window.last == day("2027-02-14"));
  CHECK_FALSE(debt.is_over);
}

TEST_CASE("who changes manager takes the debt along; what the former one held counts") {
  Office office;
  people::Member rep = rep_hired("2025-11-03");
  rep.assignments[0].period.to = day("2027-02-15");
  rep.assignments.push_back(assigned("2027-02-15", nils, "ae"));
  office.ride(RideAlongFormat::observe, "2027-01-20");
  const RideAlongDebt debt = office.quarter(rep);
  CHECK(debt.manager == nils);
  CHECK(owed(debt) == "2-1-1");
  CHECK(debt.of(RideAlongFormat::observe).held == 1);
  CHECK(debt.of(RideAlongFormat::observe).open() == 1);
}

TEST_CASE("a rep who becomes an SDR is owed by quarter for the one half and by month for the other") {
  const Office office;
  people::Member rep = rep_hired("2025-11-03");
  rep.assignments[0].period.to = day("2027-02-15");
  rep.assignments.push_back(assigned("2027-02-15", mara, "sdr"));
  const auto debts = office.debts(rep, "2027-01-01", "2027-03-31");
  REQUIRE(debts.size() == 3);
  CHECK(owed(debts[0]) == "1-0-0");  // until 14 February
  CHECK(owed(debts[1]) == "1-0-0");  // 10 of 20 weekdays of February
  CHECK(owed(debts[2]) == "1-0-0");
}

TEST_CASE("whoever is not coached is owed nothing") {
  const Office office;
  CHECK(office.debts(rep_hired("2025-11-03", "sales_engineer"), "2027-01-01", "2027-03-31").empty());
  CHECK(office.debts(rep_hired("2025-11-03", "gardener"), "2027-01-01", "2027-03-31").empty());
  CHECK(office.debts(rep_hired("2027-05-03"), "2027-01-01", "2027-03-31").empty());
}

TEST_CASE("a long absence excuses as much as it takes away whole, a week none") {
  const Office office;
  people::Member rep = rep_hired("2025-11-03");
  rep.time_off.push_back({.first = day("2027-01-01"), .last = day("2027-01-08")});
  CHECK(office.quarter(rep).of(RideAlongFormat::observe).excused == 0);
  rep.time_off[0].last = day("2027-02-16");  // half of the quarter: 31 working days are left, 0.97 of two, rounded up
  const RideAlongDebt debt = office.quarter(rep);
  CHECK(debt.of(RideAlongFormat::observe).owed == 2);
  CHECK(debt.of(RideAlongFormat::observe).excused == 1);
  CHECK(debt.of(RideAlongFormat::co_sell).excused == 0);
  rep.time_off[0].last = day("2027-03-31");
  CHECK(office.quarter(rep).open() == 0);
}

TEST_CASE("a ride-along that is cancelled is not seen, so it is owed again; one on the calendar is booked") {
  Office office;
  office.ride(RideAlongFormat::reverse, "2027-02-10", false);
  const RideAlongDebt booked = office.quarter(rep_hired("2025-11-03"));
  CHECK(booked.of(RideAlongFormat::reverse).booked == 1);
  CHECK(booked.open() == 3);
  office.seen.clear();
  CHECK(office.quarter(rep_hired("2025-11-03")).open() == 4);
}

TEST_CASE("a debt is at risk when more is open than there are weeks left for it") {
  const Office office;
  RideAlongDebt debt = office.quarter(rep_hired("2025-11-03"));
  cadence::set_risks(debt, 4, std::nullopt);
  CHECK_FALSE(debt.is_at_risk());
  cadence::set_risks(debt, 3, std::nullopt);
  CHECK(debt.of(RideAlongFormat::observe).risk == RideAlongRisk::weeks);
  debt.is_over = true;
  cadence::set_risks(debt, 0, std::nullopt);
  CHECK_FALSE(debt.is_at_risk());
}

TEST_CASE("a debt is at risk when the window closes soon and too few suitable calls are in sight") {
  Office office;
  office.ride(RideAlongFormat::observe, "2027-01-20");
  RideAlongDebt debt = office.quarter(rep_hired("2025-11-03"));
  cadence::set_risks(debt, 3, cadence::ByFormat<int>{1, 0, 1});
  CHECK(debt.of(RideAlongFormat::observe).risk == RideAlongRisk::none);
  CHECK(debt.of(RideAlongFormat::co_sell).risk == RideAlongRisk::calls);
  CHECK(debt.of(RideAlongFormat::reverse).risk == RideAlongRisk::none);
  cadence::set_risks(debt, 4, cadence::ByFormat<int>{0, 0, 0});
  CHECK_FALSE(debt.is_at_risk());
}

TEST_CASE("a week counts when there is a day in it on which both work") {
  const auto& rules = playbook::default_playbook();
  people::Member rep = rep_hired("2025-11-03");
  people::Member manager = rep_hired("2022-03-01");
  const Days window{day("2027-01-01"), day("2027-03-31")};
  CHECK(cadence::weeks_with_both(rep, manager, rules, {}, window, day("2027-03-15")) == 3);
  manager.time_off.push_back({.first = day("2027-03-22"), .last = day("2027-03-26")});
  CHECK(cadence::weeks_with_both(rep, manager, rules, {}, window, day("2027-03-15")) == 2);
  // What is left of the last week are holidays of everybody, of their region and of another.
  const std::vector holidays{holiday("", "2027-03-29"), holiday("EMEA", "2027-03-30"), holiday("AMER", "2027-03-31")};
  CHECK(cadence::weeks_with_both(rep, manager, rules, holidays, window, day("2027-03-15")) == 2);
}

TEST_CASE("shares are exact, and a half is rounded up") {
  using cadence::Share;
  CHECK(Share(2, 4) == Share(1, 2));
  CHECK(Share(1, 3) + Share(1, 6) == Share(1, 2));
  CHECK(Share(5, 2).rounded_half_up() == 3);
  CHECK(Share(149, 100).rounded_half_up() == 1);
  CHECK(Share(101, 100).rounded_up() == 2);
  CHECK(Share(0, 7).rounded_up() == 0);
  CHECK(Share(1, 3) < Share(34, 100));
}

TEST_CASE("names of formats and risks go there and back") {
  for (const RideAlongFormat format : cadence::all_ride_along_formats) CHECK(cadence::ride_along_format_from(name_of(format)) == format);
  CHECK_FALSE(cadence::ride_along_format_from("listen").has_value());
  CHECK(name_of(RideAlongRisk::calls) == "calls");
}
