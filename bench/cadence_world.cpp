#include "cadence_world.hpp"

#include "base/assert.hpp"

#include <array>
#include <string>

namespace backbeat::bench {
namespace {

using cadence::Outcome;
using std::chrono::days;

constexpr std::array zone_names = {"Europe/Madrid",       "Europe/London", "America/New_York", "America/Chicago",
                                   "America/Los_Angeles", "Asia/Kolkata",  "Asia/Tokyo",       "Australia/Sydney",
                                   "America/Sao_Paulo",   "Europe/Berlin", "Africa/Lagos",     "Asia/Singapore"};
constexpr int regions = 6;
constexpr int holidays_of_a_region = 11;
constexpr Instant long_ago(0);

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, fast, and the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : m_state(seed) {}
  int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  bool percent(int chance) { return below(100) < chance; }

 private:
  std::uint64_t next() {
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint64_t m_state;
};

playbook::Playbook weekly_rules() {
  playbook::Playbook rules;
  rules.job_roles = {{.key = "ae", .name = "AE"}};
  playbook::SessionType type;
  type.key = "weekly_one_on_one";
  rules.session_types = {type};
  playbook::Cadence cadence;
  cadence.session_type = type.key;
  rules.cadences = {cadence};
  return rules;
}

Outcome any_outcome(Dice& dice) {
  const int roll = dice.below(100);
  if (roll < 78) return Outcome::held;
  if (roll < 84) return Outcome::held_short;
  if (roll < 88) return Outcome::excused;
  if (roll < 93) return Outcome::cancelled;
  return Outcome::missed;
}

class Maker {
 public:
  Maker(int reps, const SeeSession& see) : m_managers(std::max(1, reps / 8)), m_see(see) {
    m_world.first_monday = LocalDate::from_days(20514);                                          // 2026-03-02
    m_world.as_of = Instant(std::int64_t{20514 + 7 * weeks - 4} * 86'400'000 + 12 * 3'600'000);  // noon UTC on the last Thursday
    for (const char* name : zone_names) m_zones.push_back(*Zone::make(name));
    m_world.facts.playbooks.push_back(
        {long_ago, {.id = Id<playbook::PlaybookVersion>(1), .effective_from = m_world.first_monday - days(700), .rules = weekly_rules()}});
    Dice dice(1);
    for (int region = 0; region < regions; ++region)
      for (int i = 0; i < holidays_of_a_region; ++i)
        m_world.facts.holidays.push_back(
            {long_ago, {.region = "r" + std::to_string(region), .day = m_world.first_monday + days(dice.below(7 * weeks)), .name = ""}});
    m_world.facts.members.reserve(static_cast<std::size_t>(reps));
    m_world.facts.sessions.reserve(static_cast<std::size_t>(reps) * 52, static_cast<std::size_t>(reps) * 118);
    for (int rep = 0; rep < reps; ++rep) add_rep(rep);
  }
  World take() { return std::move(m_world); }

 private:
  Id<Person> manager(int number) const { return Id<Person>(1 + number % m_managers); }

  void add_rep(int number) {
    Dice dice(1000U + static_cast<std::uint64_t>(number));
    people::Member member;
    member.id = Id<Person>(10'000'000 + number);
    member.zone = m_zones[static_cast<std::size_t>(dice.below(static_cast<int>(m_zones.size())))];
    const LocalDate first = m_world.first_monday;
    member.hired = first - days(30 + dice.below(1000));
    if (dice.percent(12)) member.hired = first + days(dice.below(300));
    if (dice.percent(10)) member.left = std::max(first, member.hired) + days(1 + dice.below(300));
    const int lead = number / 8;
    people::Assignment assignment{.period = {member.hired, {}},
                                  .manager = manager(lead),
                                  .job_role = "ae",
                                  .segment = "",
                                  .region = "r" + std::to_string(dice.below(regions))};
    const LocalDate changes = std::max(first, member.hired) + days(1 + dice.below(300));
    if (dice.percent(20) && (!member.left || changes < *member.left)) {
      assignment.period.to = changes;
      member.assignments.push_back(assignment);
      assignment.period = {changes, {}};
      assignment.manager = manager(lead + 1 + dice.below(40));
    }
    member.assignments.push_back(assignment);
    for (int i = dice.below(5); i > 0; --i) {
      const LocalDate off = first + days(dice.below(7 * weeks));
      member.time_off.push_back({off, off + days(dice.below(11)), people::TimeOffReason::pto});
    }
    for (int week = 0; week < weeks; ++week) {
      if (dice.percent(92)) add_session(member, first + days(7 * week), dice);
      if (dice.percent(6)) add_session(member, first + days(7 * week), dice);
    }
    m_world.facts.members.push_back({long_ago, std::move(member)});
  }

  void add_session(const people::Member& member, LocalDate monday, Dice& dice) {
    const LocalDate day = monday + days(dice.below(5));
    if (!member.works_here_on(day)) return;
    Instant start = to_instant(day, *LocalTime::make(9 + dice.below(8), 30 * dice.below(2)), member.zone);
    const people::Assignment* assignment = member.assignment_on(day);
    std::vector<cadence::SessionStep> steps = {{.known_at = start - days(7), .starts_at = start}};
    if (dice.percent(20)) {
      steps.push_back({.known_at = start - days(1), .starts_at = start + days(1), .is_move = true});
      start = start + days(1);
    }
    steps.push_back({.known_at = start + std::chrono::minutes(35), .starts_at = start, .outcome = any_outcome(dice)});
    const Id<Person> held_by = dice.percent(5) ? manager(dice.below(m_managers)) : *assignment->manager;
    while (!steps.empty() && steps.back().known_at > m_world.as_of) steps.pop_back();
    if (steps.empty()) return;
    const cadence::SessionFact fact{
        .id = Id<Session>(++m_last_session), .kind = "weekly_one_on_one", .rep = member.id, .held_by = held_by, .steps = steps};
    m_world.facts.sessions.add(fact);
    if (m_see) m_see(fact);
  }

  World m_world;
  int m_managers;
  const SeeSession& m_see;
  std::vector<Zone> m_zones;
  std::int64_t m_last_session = 0;
};

}  // namespace

World make_world(int reps, const SeeSession& see) {
  return Maker(reps, see).take();
}

}  // namespace backbeat::bench
