// A rep as complicated as reps get (bands, roles, managers, gaps, absences), rules of every kind, and ride-alongs of all formats. Where the
// numbers come from is for the caller to say: rapidcheck, or a seeded generator.
#pragma once

#include "cadence/ride_along_debt.hpp"

#include <functional>
#include <string>
#include <vector>

namespace backbeat::testing {

struct AnyRider {
  people::Member rep;
  std::vector<playbook::DatedPlaybook> playbooks;
  std::vector<people::Holiday> holidays;
  std::vector<cadence::RideAlongSeen> seen;
  int fiscal_first_month = 1;
  cadence::Days range;
  Instant as_of;

  [[nodiscard]] cadence::RideAlongRules rules() const {
    return {.playbooks = playbooks, .holidays = holidays, .fiscal_first_month = fiscal_first_month};
  }
  [[nodiscard]] std::vector<cadence::RideAlongDebt> debts() const { return cadence::ride_along_debts(rep, rules(), seen, range, as_of); }
};

class AnyRideAlongs {
 public:
  static constexpr int span_days = 400;
  AnyRideAlongs(std::function<int(int from, int below)> number_from, LocalDate begin) : number(std::move(number_from)), first_day(begin) {}

  LocalDate any_day() { return first_day + std::chrono::days(number(0, span_days)); }

  playbook::Playbook any_rules() {
    using playbook::Every;
    playbook::Playbook rules;
    rules.name = "Any";
    rules.job_roles = {{.key = "ae", .name = "AE"}, {.key = "sdr", .name = "SDR"}, {.key = "engineer", .name = "SE", .is_coached = false}};
    const int first = number(1, 9);
    const int second = first + number(0, 2);
    const int third = second + number(1, 12);
    rules.tenure_bands = {{.key = "new", .name = "New", .from_month = 0, .to_month = first},
                          {.key = "tenured", .name = "Tenured", .from_month = second, .to_month = third},
                          {.key = "veteran", .name = "Veteran", .from_month = third}};
    rules.ride_alongs = {
        {.job_roles = {"ae"}, .tenure_bands = {"new"}, .taper = {{number(1, 10), 1}, {number(10, 20), 2}, {number(20, 30), number(1, 6)}}},
        {.job_roles = {"ae"}, .tenure_bands = {"tenured"}, .observe = number(0, 4), .co_sell = number(0, 3), .reverse = number(1, 3)},
        {.job_roles = {"ae"}, .tenure_bands = {"veteran"}, .observe = 1, .co_sell = number(0, 3), .reverse = 1},
        {.job_roles = {"sdr"},
         .tenure_bands = {},
         .observe = number(1, 4),
         .co_sell = number(0, 2),
         .every = number(0, 3) > 0 ? Every::month : Every::two_weeks}};
    if (number(0, 4) == 0) rules.ride_alongs[2].every = Every::week;
    rules.top_performer_factor = number(4, 9) / 4.0;
    if (number(0, 4) == 0) rules.weekend = {"friday", "saturday"};
    if (number(0, 6) == 0) rules.weekend = {"sunday"};
    return rules;
  }

  people::Member any_rep() {
    constexpr std::string_view zones[] = {"Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Apia"};
    constexpr std::string_view roles[] = {"ae", "ae", "sdr", "engineer", "gardener"};
    constexpr std::string_view regions[] = {"EMEA", "AMER"};
    people::Member rep;
    rep.id = Id<Person>(1);
    rep.zone = Zone::make(zones[number(0, 4)]).value();
    rep.hired = first_day + std::chrono::days(number(-700, 300));
    if (number(0, 3) == 0) rep.left = rep.hired + std::chrono::days(number(1, 900));
    LocalDate from = rep.hired;
    for (int i = number(1, 4); i > 0; --i) {
      people::Assignment assignment;
      assignment.period.from = from + std::chrono::days(number(0, 4) == 0 ? number(0, 30) : 0);
      assignment.job_role = roles[number(0, 5)];
      assignment.region = regions[number(0, 2)];
      assignment.is_top_performer = number(0, 3) == 0;
      if (number(0, 5) > 0) assignment.manager = Id<Person>(number(10, 13));
      if (i > 1) assignment.period.to = assignment.period.from + std::chrono::days(number(20, 400));
      if (i == 1 && number(0, 4) == 0) assignment.period.to = assignment.period.from + std::chrono::days(number(20, 400));
      from = assignment.period.to.value_or(from);
      rep.assignments.push_back(std::move(assignment));
    }
    for (int i = number(0, 4); i > 0; --i) {
      const LocalDate first = any_day();
      rep.time_off.push_back({.first = first, .last = first + std::chrono::days(number(0, 40))});
    }
    return rep;
  }

  AnyRider any() {
    AnyRider made;
    made.rep = any_rep();
    made.fiscal_first_month = number(1, 13);
    made.playbooks.push_back(
        {.id = {}, .effective_from = first_day - std::chrono::days(1000), .rules = any_rules(), .published_at = Instant(0)});
    if (number(0, 2) == 0)
      made.playbooks.push_back({.id = {}, .effective_from = any_day(), .rules = any_rules(), .published_at = Instant(0)});
    constexpr std::string_view regions[] = {"", "EMEA", "AMER"};
    for (int i = number(0, 12); i > 0; --i)
      made.holidays.push_back({.region = std::string(regions[number(0, 3)]), .day = any_day(), .name = "Off"});
    for (int i = number(0, 20); i > 0; --i)
      made.seen.push_back({.id = Id<Session>(i),
                           .format = cadence::all_ride_along_formats[number(0, 3)],
                           .starts_at = start_of_day(any_day(), Zone()) + std::chrono::minutes(number(0, 24 * 60)),
                           .is_held = number(0, 3) > 0});
    made.range.first = any_day();
    made.range.last = made.range.first + std::chrono::days(number(0, 200));
    made.as_of = start_of_day(any_day(), Zone()) + std::chrono::minutes(number(0, 24 * 60));
    return made;
  }

  std::function<int(int from, int below)> number;
  LocalDate first_day;
};

}  // namespace backbeat::testing
