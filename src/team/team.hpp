// A manager's reps at a glance, and one person's history in order. Pure values; team_actions gathers them.
#pragma once

#include "base/time.hpp"
#include "cadence/obligation.hpp"
#include "people/people.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backbeat::team {

/// What became of what was owed in this week and the three before; windows that are still open are not in it.
struct Counts {
  int owed = 0;
  int held = 0;
  int held_short = 0;
  int excused = 0;
  int cancelled = 0;
  int missed = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

[[nodiscard]] Counts count(std::span<const cadence::Obligation> obligations);

struct NextSession {
  Id<Session> id;
  std::string kind;
  Instant starts_at;
};

struct RepRow {
  people::PersonRef person;
  std::string job_role;
  std::string tenure_band;  // its name
  std::string focus_skill;  // its name; empty: none yet
  std::optional<NextSession> next_session;
  std::optional<Instant> last_held_at;
  Counts last_four_weeks;
  int open_commitments = 0;
  int weeks_without = 0;
};

struct Hours {
  double asked_low = 0;
  double asked_high = 0;
  double budget_low = 0;
  double budget_high = 0;
  std::string statement;
};

struct Team {
  people::PersonRef manager;
  std::vector<people::PersonRef> managers;  // whose teams the viewer may look at, by name
  std::vector<RepRow> reps;                 // by name
  std::optional<Hours> hours;               // where something is asked of the manager
};

enum class EntryKind { session, commitment, inspection, assignment, hire, leave, focus };

/// One line of a person's history.
struct Entry {
  Instant at;
  EntryKind kind = EntryKind::session;
  std::string key;  // makes the order total
  std::string title;
  std::string detail;
  std::optional<Id<Session>> session;
  std::string state;
  std::optional<std::string> text;  // what was said; only for the two people of the conversation
};

/// Newest first.
void sort(std::vector<Entry>& entries);

/// Hire, changes of role and manager, leaving; as far as they have come.
[[nodiscard]] std::vector<Entry> entries_of(const people::Member& member, const std::vector<people::PersonRef>& people, Instant now);

/// The sentence for an assignment: "Account executive in EMEA, led by Mara Soler".
[[nodiscard]] std::string title_of(const people::Assignment& assignment, const std::vector<people::PersonRef>& people);

}  // namespace backbeat::team
