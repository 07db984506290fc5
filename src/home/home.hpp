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
  Id<Session> session;            // in which it was made
  bool is_of_ride_along = false;  // said in its debrief
};

/// A rep who has had no weekly 1:1 for a while, or a manager most of whose reps have had none.
struct Quiet {
  people::PersonRef person;
  int weeks = 0;
  bool is_manager = false;
};

struct StaleSource {
  std::string kind;
  bool was_ever_imported = false;
};

/// A calibration of the viewer's that waits for them.
struct OpenCalibration {
  enum class For { holding, attending, looking_again };
  std::string id;
  people::PersonRef with;  // the other of the two
  For what = For::holding;
};

struct Waiting {
  std::vector<Meeting> meetings;           // from two weeks ago to a week ahead
  std::vector<OpenObligation> owed_by_me;  // not yet satisfied
  std::vector<OpenObligation> owed_to_me;
  std::vector<Promise> my_promises;
  std::vector<Quiet> quiet;
  std::vector<OpenCalibration> calibrations;
  std::vector<StaleSource> stale_sources;
  int unmatched_names = 0;
  int unmatched_calls = 0;  // of the viewer's own, in the coming two weeks
  int rejected_rows = 0;
  int managers_over_budget = 0;
  int users_without_password = 0;
};

/// What there is to do. The client has the words for each; `NextAction` has what they are about.
enum class ActionKind {
  join,                // a conversation that runs
  start,               // it begins within half an hour, and is the viewer's to start
  open,                // it is near, and the viewer holds it
  prepare,             // it is near, and the viewer is the rep
  confirm,             // did it take place?
  rate,                // was it useful?
  settle,              // planned, never begun: what became of it?
  plan,                // owed by the viewer, and not on the calendar
  plan_many,           // `count` of these; the first is the named person's
  ask,                 // owed to the viewer, and not on the calendar
  quiet,               // a rep without a 1:1 for `count` weeks
  help,                // a manager in whose team there was none for `count` weeks
  promise,             // `quote` is what the viewer said they would do
  unmatched,           // `count` names in the imports belong to nobody
  stale,               // `source` was not imported for over a week
  never_imported,      // `source` was never imported
  rejected,            // `count` rows of the last imports were refused
  capacity,            // `count` managers are asked for more hours than there are
  never_signed_in,     // `count` people
  hold_calibration,    // a scorecard opened it; the viewer leads the person
  attend_calibration,  // about the viewer; the person will talk with them
  review_calibration,  // the day to look again has come
  match_calls          // `count` customer calls ahead of which nobody knows whom they are with
};

struct NextAction {
  std::string key;  // stable, for dismissing: "confirm:3v..."
  ActionKind kind = ActionKind::open;
  std::string href;
  std::optional<Instant> due_at;
  std::optional<people::PersonRef> person;
  std::string conversation = {};  // the session type's name, as the playbook has it
  std::string quote = {};         // the viewer's own words
  std::string source = {};        // kind of import
  int count = 0;
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
