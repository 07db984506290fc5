// Facts for tests of the domain: AEs of two teams who are all in, free all week, every second certified; a test then bends them.
#pragma once

#include "season/season.hpp"

#include <doctest/doctest.h>

namespace backbeat::season {

inline LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}
inline Id<Person> person(std::int64_t number) {
  return Id<Person>(number);
}

inline playbook::Playbook small_playbook() {
  playbook::Playbook out;
  for (const auto& [key, name, is_coached] :
       {std::tuple("ae", "Account executive", true), std::tuple("sdr", "SDR", true), std::tuple("bdr", "BDR", true),
        std::tuple("csm", "Customer success manager", true), std::tuple("sales_manager", "Sales manager", false)})
    out.job_roles.push_back({.key = key, .name = name, .is_coached = is_coached});
  out.tenure_bands = {{.key = "new", .name = "New", .from_month = 0, .to_month = 6},
                      {.key = "old", .name = "Old", .from_month = 6, .to_month = {}}};
  return out;
}

struct TestFacts : Facts {
  playbook::Playbook playbook = small_playbook();

  explicit TestFacts(std::int64_t count = 10) {
    season.id = Id<CircleSeason>(1);
    season.name = "Spring";
    season.first = day("2027-01-04");
    season.last = day("2027-06-30");
    zone = *Zone::make("Europe/Madrid");
    today = day("2027-01-04");
    season.rules.cross_least = 0;
    season.rules.cross_most = 0;
    for (const std::int64_t manager : {901, 902}) add(manager, "sales_manager", {}, false);
    for (std::int64_t number = 1; number <= count; ++number) {
      add(number, "ae", person(number % 2 == 0 ? 901 : 902), number % 2 == 1);
      opt_in(number);
    }
  }

  people::Member& add(std::int64_t number, std::string role, std::optional<Id<Person>> manager, bool is_certified) {
    people::Member member;
    member.id = person(number);
    member.name = "P" + std::to_string(number);
    member.zone = zone;
    member.hours = {*LocalTime::make(9, 0), *LocalTime::make(17, 0)};
    member.hired = day("2026-01-01");
    member.assignments.push_back(
        {.period = {.from = member.hired, .to = {}}, .manager = manager, .job_role = std::move(role), .segment = "", .region = ""});
    if (is_certified) certify(member, "2026-12-01", "2027-03-01");
    members.push_back(std::move(member));
    return members.back();
  }
  static void certify(people::Member& member, std::string_view from, std::string_view to) {
    member.certifications.push_back({.kind = people::CertificationKind::facilitator, .period = {.from = day(from), .to = day(to)}});
  }
  Profile& opt_in(std::int64_t number) {
    profiles.push_back({.person = person(number),
                        .is_in = true,
                        .since = {},
                        .hours = {.zone = zone, .free = half_hours_within({*LocalTime::make(9, 0), *LocalTime::make(17, 0)})}});
    return profiles.back();
  }
  people::Member& member(std::int64_t number) {
    for (people::Member& one : members)
      if (one.id == person(number)) return one;
    FAIL("no such member");
    return members.front();
  }
  Profile& profile(std::int64_t number) {
    for (Profile& one : profiles)
      if (one.person == person(number)) return one;
    FAIL("no such profile");
    return profiles.front();
  }
  [[nodiscard]] Pool pool() const { return assemble(*this, playbook); }
};

/// The place of somebody who is in.
inline circle::RepIndex at(const Pool& pool, std::int64_t number) {
  return pool.at.at(person(number));
}

}  // namespace backbeat::season
