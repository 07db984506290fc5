// A small team's facts for tests of what is owed, written as a story: whom we hired, what they were told, which sessions took place.
#pragma once

#include "base/assert.hpp"
#include "cadence/derive.hpp"

#include <string_view>
#include <vector>

namespace backbeat::testing {

inline LocalDate day(std::string_view text) {
  const auto date = LocalDate::parse(text);
  ASSERT(date);
  return *date;
}

inline Instant at(std::string_view text) {
  const auto instant = Instant::parse(text);
  ASSERT(instant);
  return *instant;
}

inline Zone zone(std::string_view name) {
  const auto made = Zone::make(name);
  ASSERT(made);
  return *made;
}

inline const Instant long_ago = Instant(0);
inline constexpr Id<Person> mara{1}, noor{2}, ana{11}, ben{12}, cleo{13};

/// Weekly 1:1s for everybody coached, a monthly deep dive, a quarterly reset, ramp check-ins; pipeline reviews count as nothing.
inline playbook::Playbook standard_rules() {
  using playbook::CountsAs;
  using playbook::Every;
  playbook::Playbook rules;
  rules.job_roles = {
      {.key = "ae", .name = "AE"}, {.key = "sdr", .name = "SDR"}, {.key = "sales_manager", .name = "Manager", .is_coached = false}};
  rules.tenure_bands = {{.key = "new_hire", .name = "New", .from_month = 0, .to_month = 6},
                        {.key = "tenured", .name = "Tenured", .from_month = 6, .to_month = 18},
                        {.key = "veteran", .name = "Veteran", .from_month = 18, .to_month = {}}};
  for (const auto& [key, counts_as] : {std::pair("weekly_one_on_one", CountsAs::coaching), std::pair("skill_deep_dive", CountsAs::coaching),
                                       std::pair("quarterly_reset", CountsAs::coaching), std::pair("ramp_check_in", CountsAs::coaching),
                                       std::pair("pipeline_review", CountsAs::nothing)}) {
    playbook::SessionType type;
    type.key = key;
    type.counts_as = counts_as;
    rules.session_types.push_back(type);
  }
  const auto cadence = [&](std::string_view type, Every every) {
    playbook::Cadence made;
    made.session_type = type;
    made.every = every;
    rules.cadences.push_back(made);
  };
  cadence("weekly_one_on_one", Every::week);
  cadence("skill_deep_dive", Every::month);
  cadence("quarterly_reset", Every::quarter);
  cadence("ramp_check_in", Every::week);
  rules.cadences.back().days_after_hire = {30, 60, 90};
  rules.cadences.back().tenure_bands = {"new_hire"};
  return rules;
}

/// The same with one cadence only.
inline playbook::Playbook rules_with(playbook::Cadence cadence) {
  playbook::Playbook rules = standard_rules();
  rules.cadences = {std::move(cadence)};
  return rules;
}

inline playbook::Cadence every(playbook::Every period, int count = 1, std::vector<std::string> bands = {}) {
  playbook::Cadence cadence;
  cadence.session_type = "weekly_one_on_one";
  cadence.every = period;
  cadence.count = count;
  cadence.tenure_bands = std::move(bands);
  return cadence;
}

struct CadenceFacts {
  cadence::Facts facts;
  std::int64_t last_session = 100;

  explicit CadenceFacts(playbook::Playbook rules = standard_rules()) { rule("2020-01-01", std::move(rules)); }

  CadenceFacts& rule(std::string_view from, playbook::Playbook rules, Instant known = long_ago) {
    const auto number = static_cast<std::int64_t>(facts.playbooks.size()) + 1;
    facts.playbooks.push_back(
        {known, {.id = Id<playbook::PlaybookVersion>(number), .effective_from = day(from), .rules = std::move(rules)}});
    return *this;
  }

  /// An AE of mara's, in UTC, until changed.
  people::Member& hire(Id<Person> id, std::string_view hired, Id<Person> manager = mara) {
    people::Member member;
    member.id = id;
    member.hired = day(hired);
    member.assignments = {{.period = {member.hired, {}}, .manager = manager, .job_role = "ae", .segment = "", .region = "es"}};
    facts.members.push_back({long_ago, member});
    return facts.members.back().fact;
  }

  CadenceFacts& holiday(std::string_view on, std::string_view region = "es") {
    facts.holidays.push_back({long_ago, {.region = std::string(region), .day = day(on), .name = "Holiday"}});
    return *this;
  }

  /// Planned a week ahead; its outcome known half an hour after its start.
  Id<Session> session(Id<Person> rep, std::string_view starts, cadence::Outcome outcome = cadence::Outcome::held,
                      std::string_view kind = "weekly_one_on_one", Id<Person> by = mara) {
    const Instant start = at(starts);
    const std::vector<cadence::SessionStep> steps = {
        {.known_at = start - std::chrono::days(7), .starts_at = start},
        {.known_at = start + std::chrono::minutes(30), .starts_at = start, .outcome = outcome}};
    return session(rep, steps, kind, by);
  }

  Id<Session> session(Id<Person> rep, const std::vector<cadence::SessionStep>& steps, std::string_view kind = "weekly_one_on_one",
                      Id<Person> by = mara) {
    const Id<Session> id(++last_session);
    facts.sessions.add({.id = id, .kind = kind, .rep = rep, .held_by = by, .steps = steps});
    return id;
  }

  [[nodiscard]] std::vector<cadence::Obligation> owed(Id<Person> rep, std::string_view from, std::string_view to, std::string_view as_of,
                                                      std::string_view kind = "weekly_one_on_one") const {
    const cadence::Ledger ledger(facts);
    cadence::Derivation derivation(ledger, {.range = {day(from), day(to)}, .as_of = at(as_of), .kind = std::string(kind)});
    return derivation.obligations_of(rep);
  }

  /// The states alone, one word each: "satisfied missed due".
  [[nodiscard]] std::string states(Id<Person> rep, std::string_view from, std::string_view to, std::string_view as_of,
                                   std::string_view kind = "weekly_one_on_one") const {
    std::string words;
    for (const cadence::Obligation& one : owed(rep, from, to, as_of, kind))
      words += (words.empty() ? "" : " ") + std::string(name_of(one.state));
    return words;
  }
};

}  // namespace backbeat::testing
