// What to do next, and why: at most three actions, chosen from everything that waits for a person. Pure; home_actions gathers the facts.
#pragma once

#include "base/time.hpp"
#include "people/people.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace backbeat::home {

/// A conversation of the viewer's.
struct Meeting {
  Id<Session> session;
  std::string kind_name;
  people::PersonRef with;
  Instant starts_at;
  int minutes = 0;
  std::string state;
  bool viewer_is_rep = false;
  bool is_running = false;
  bool is_open = false;  // planned or confirmed
  bool has_taken_place = false;
  bool waits_for_confirmation = false;
  bool waits_for_rating = false;
};

/// A session the viewer owes somebody, or is owed, whose window is open.
struct OpenObligation {
  people::PersonRef rep;
  std::string kind;
  std::string kind_name;
  Instant due;
  bool is_planned = false;
};

struct Promise {
  std::string key;
  std::string text;
  LocalDate due_on;
  Id<Session> session;  // in which it was made
};

/// A rep who has had no weekly 1:1 for a while, or a manager most of whose reps have had none.
struct Quiet {
  people::PersonRef person;
  int weeks = 0;
  bool is_manager = false;
};

struct StaleSource {
  std::string kind;
  std::string label;
  bool was_ever_imported = false;
};

struct Waiting {
  std::vector<Meeting> meetings;           // from two weeks ago to a week ahead
  std::vector<OpenObligation> owed_by_me;  // not yet satisfied
  std::vector<OpenObligation> owed_to_me;
  std::vector<Promise> my_promises;
  std::vector<Quiet> quiet;
  std::vector<StaleSource> stale_sources;
  int unmatched_names = 0;
  int rejected_rows = 0;
  int managers_over_budget = 0;
  int users_without_password = 0;
};

struct NextAction {
  std::string key;   // stable, for dismissing: "confirm:3v..."
  std::string kind;  // "join", "confirm", "plan", ...
  std::string title;
  std::string why;
  std::string href;
  std::string verb;
  std::optional<Instant> due_at;
  std::optional<people::PersonRef> person;
  int rank = 0;  // lower goes first
  friend bool operator==(const NextAction&, const NextAction&) = default;
};

struct Choice {
  std::vector<NextAction> actions;  // at most three
  int more = 0;                     // that would have come next
};

/// Everything that waits, most pressing first. Several of one kind become one ("Plan 1:1s with 4 people").
[[nodiscard]] std::vector<NextAction> everything_waiting(const Waiting& waiting, Instant now);

/// The first three that were not put aside.
[[nodiscard]] Choice choose(std::vector<NextAction> all, const std::set<std::string>& dismissed);

}  // namespace backbeat::home
