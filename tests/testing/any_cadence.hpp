// Facts of small teams in which everything that can happen happens: corrections, gaps, crossed bands, late knowledge, moved sessions. Where
// the numbers come from is for the caller to say: rapidcheck, or a seeded generator.
#pragma once

#include "testing/cadence_facts.hpp"

#include <functional>
#include <string>
#include <vector>

namespace backbeat::testing {

struct RawSession {
  Id<Session> id;
  std::string kind;
  Id<Person> rep;
  Id<Person> held_by;
  std::vector<cadence::SessionStep> steps;
};

/// Facts before they are packed, so that they can be shuffled, added to and cut.
struct RawFacts {
  std::vector<cadence::Known<playbook::DatedPlaybook>> playbooks;
  std::vector<cadence::Known<people::Member>> members;
  std::vector<cadence::Known<people::Holiday>> holidays;
  std::vector<RawSession> sessions;
  int fiscal_first_month = 1;

  [[nodiscard]] cadence::Facts facts() const {
    cadence::Facts made{
        .playbooks = playbooks, .members = members, .holidays = holidays, .sessions = {}, .fiscal_first_month = fiscal_first_month};
    for (const RawSession& session : sessions)
      made.sessions.add({.id = session.id, .kind = session.kind, .rep = session.rep, .held_by = session.held_by, .steps = session.steps});
    return made;
  }
};

/// A whole number from `from` to before `below`.
using Number = std::function<int(int from, int below)>;

/// `number` and `first_day` are the caller's. Everything lies within the days after `first_day`, close enough to get in each other's way.
/// The zones have gaps at midnight, half hours and a lost day.
class AnyTeam {
 public:
  static constexpr int span_days = 270;
  AnyTeam(Number number_from, LocalDate begin) : number(std::move(number_from)), first_day(begin) {}

  LocalDate any_day() { return first_day + std::chrono::days(number(0, span_days)); }
  Instant any_instant() { return start_of_day(any_day(), Zone()) + std::chrono::minutes(number(0, 24 * 60)); }
  /// To ask about: with something behind it.
  Instant any_as_of() { return any_instant() + std::chrono::days(60); }
  /// Mostly long ago, else at any time: so that both corrections and old knowledge occur.
  Instant any_knowledge() { return number(0, 3) > 0 ? long_ago : any_instant(); }

  playbook::Playbook any_rules() {
    playbook::Playbook rules = standard_rules();
    // Versions differ in where their bands begin, and may leave months between them.
    rules.tenure_bands[0].to_month = number(1, 9);
    rules.tenure_bands[1].from_month = *rules.tenure_bands[0].to_month + number(0, 2);
    rules.tenure_bands[1].to_month = rules.tenure_bands[1].from_month + number(1, 12);
    rules.tenure_bands[2].from_month = *rules.tenure_bands[1].to_month;
    rules.cadences.clear();
    const int count = number(1, 6);
    for (int i = 0; i < count; ++i) {
      playbook::Cadence cadence;
      cadence.session_type = one_of(kinds);
      cadence.every = one_of<playbook::Every>(
          {playbook::Every::week, playbook::Every::week, playbook::Every::two_weeks, playbook::Every::month, playbook::Every::quarter});
      cadence.count = number(0, 4);
      if (number(0, 2) == 0) cadence.tenure_bands = {one_of<std::string>({"new_hire", "tenured", "veteran"})};
      if (number(0, 3) == 0) cadence.job_roles = {one_of<std::string>({"ae", "sdr"})};
      if (number(0, 4) == 0) {
        cadence.days_after_hire = {30, 60, 90};
        cadence.window_days = number(0, 25);
      }
      rules.cadences.push_back(cadence);
    }
    if (number(0, 5) == 0) rules.weekend = {"friday", "saturday"};
    return rules;
  }

  people::Member any_member(Id<Person> id) {
    people::Member member;
    member.id = id;
    member.zone = zone(one_of(zone_names));
    member.hired = first_day + std::chrono::days(number(-400, span_days - 100));
    if (number(0, 4) == 0) member.left = member.hired + std::chrono::days(number(1, 500));
    LocalDate from = member.hired;
    const int stints = number(1, 4);
    for (int i = 0; i < stints; ++i) {
      people::Assignment assignment;
      assignment.period.from = from;
      if (i + 1 < stints) assignment.period.to = from + std::chrono::days(number(1, 300));
      if (number(0, 8) > 0) assignment.manager = one_of<Id<Person>>({mara, noor});
      assignment.job_role = one_of<std::string>({"ae", "ae", "sdr", "sales_manager"});
      assignment.region = one_of<std::string>({"es", "de"});
      from = assignment.period.to.value_or(from) + std::chrono::days(number(0, 2) * 3);
      member.assignments.push_back(assignment);
    }
    const int absences = number(0, 4);
    for (int i = 0; i < absences; ++i) {
      const LocalDate first = any_day();
      member.time_off.push_back({first, first + std::chrono::days(number(0, 30)), people::TimeOffReason::pto});
    }
    return member;
  }

  RawSession any_session(std::int64_t id) {
    RawSession session{.id = Id<Session>(id),
                       .kind = one_of(kinds),
                       .rep = one_of<Id<Person>>({ana, ben, cleo}),
                       .held_by = one_of<Id<Person>>({mara, noor}),
                       .steps = {}};
    Instant known = any_instant();
    Instant start = known + std::chrono::hours(number(0, 24 * 10));
    session.steps.push_back({.known_at = known, .starts_at = start});
    const int more = number(0, 4);
    for (int i = 0; i < more; ++i) {
      known = known + std::chrono::hours(number(0, 24 * 6));
      const bool is_move = number(0, 3) == 0;
      if (is_move) start = start + std::chrono::hours(number(-50, 100));
      const auto outcome =
          is_move ? cadence::Outcome::open
                  : one_of<cadence::Outcome>({cadence::Outcome::held, cadence::Outcome::held, cadence::Outcome::held_short,
                                              cadence::Outcome::excused, cadence::Outcome::cancelled, cadence::Outcome::missed});
      session.steps.push_back({.known_at = known, .starts_at = start, .outcome = outcome, .is_move = is_move});
    }
    return session;
  }

  RawFacts any_facts() {
    RawFacts raw;
    raw.fiscal_first_month = number(1, 13);
    const int versions = number(1, 4);
    for (int i = 0; i < versions; ++i)
      raw.playbooks.push_back(
          {any_knowledge(), {.id = Id<playbook::PlaybookVersion>(i + 1), .effective_from = any_day(), .rules = any_rules()}});
    for (const Id<Person> id : {ana, ben, cleo}) {
      raw.members.push_back({long_ago, any_member(id)});
      if (number(0, 2) == 0) raw.members.push_back({any_instant() + Duration(1), any_member(id)});
    }
    const int holidays = number(0, 12);
    for (int i = 0; i < holidays; ++i) {
      const Instant known = any_knowledge();
      const std::string region = one_of<std::string>({"", "es", "de"});
      const LocalDate first = any_day();
      for (int length = number(1, 9); length > 0; --length)
        raw.holidays.push_back({known, {.region = region, .day = first + std::chrono::days(length), .name = ""}});
    }
    const int sessions = number(0, 300);
    for (int i = 0; i < sessions; ++i) raw.sessions.push_back(any_session(100 + i));
    return raw;
  }

  cadence::Days any_range() {
    const LocalDate first = first_day + std::chrono::days(number(0, span_days / 2));
    return {first, first + std::chrono::days(number(0, 200))};
  }

  template <class T>
  T one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(number(0, static_cast<int>(values.size())))];
  }

  Number number;
  LocalDate first_day;
  const std::vector<std::string> zone_names = {"UTC",          "Europe/Berlin",     "America/Sao_Paulo", "Australia/Lord_Howe",
                                               "Pacific/Apia", "Africa/Casablanca", "America/New_York",  "Asia/Kathmandu"};
  const std::vector<std::string> kinds = {"weekly_one_on_one", "weekly_one_on_one", "weekly_one_on_one",
                                          "skill_deep_dive",   "ramp_check_in",     "pipeline_review"};
};

}  // namespace backbeat::testing
