// What the rhythm looks like on the wire.
#pragma once

#include "cadence/cadence_actions.hpp"
#include "http/described.hpp"
#include "http/types.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::cadence::wire {

enum class State { pending, due, satisfied, short_, excused, cancelled, missed };
BOOST_DESCRIBE_ENUM(State, pending, due, satisfied, short_, excused, cancelled, missed)

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct CadenceCell {
  std::uint32_t owed = 0;
  std::uint32_t held = 0;
  std::uint32_t short_ = 0;
  std::uint32_t moved = 0;
  std::uint32_t excused = 0;
  std::uint32_t cancelled = 0;
  std::uint32_t missed = 0;
  std::uint32_t pending = 0;
  std::uint32_t delegated = 0;
};
BOOST_DESCRIBE_STRUCT(CadenceCell, (), (owed, held, short_, moved, excused, cancelled, missed, pending, delegated))

struct CadenceTotal : CadenceCell {
  std::uint32_t n = 0;  // decided: what the rate is of
  std::optional<double> rate;
  std::optional<double> low;
  std::optional<double> high;
};
BOOST_DESCRIBE_STRUCT(CadenceTotal, (CadenceCell), (n, rate, low, high))

struct CadenceWeek {
  IsoWeek week;
  LocalDate monday;
};
BOOST_DESCRIBE_STRUCT(CadenceWeek, (), (week, monday))

struct CadenceManager {
  std::optional<PersonRef> manager;  // absent: what nobody owes, since nobody leads these reps
  std::optional<PersonRef> leader;
  int reps = 0;
  std::vector<CadenceCell> cells;
  CadenceTotal total;
  int weeks_without = 0;
  std::optional<std::string> attention;
};
BOOST_DESCRIBE_STRUCT(CadenceManager, (), (manager, leader, reps, cells, total, weeks_without, attention))

struct AttentionGap {
  std::optional<PersonRef> rep;  // absent: not for who asks to know
  int weeks = 0;
};
BOOST_DESCRIBE_STRUCT(AttentionGap, (), (rep, weeks))

struct AttentionShare {
  double value = 0;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(AttentionShare, (), (value, n))

/// weeks_without: `gaps`, the longest first. launch_decay: `launched_on`, what was kept in the first four weeks, and since. `text` says it
/// in English, for who has no words of their own.
enum class AttentionKind { weeks_without, launch_decay };
BOOST_DESCRIBE_ENUM(AttentionKind, weeks_without, launch_decay)

struct CadenceAttention {
  std::optional<PersonRef> manager;  // as in the row
  AttentionKind kind{};
  std::string text;
  std::vector<AttentionGap> gaps = {};
  std::optional<LocalDate> launched_on = {};
  std::optional<AttentionShare> first = {};
  std::optional<AttentionShare> since = {};
};
BOOST_DESCRIBE_STRUCT(CadenceAttention, (), (manager, kind, text, gaps, launched_on, first, since))

struct Cadence {
  Instant as_of;
  std::vector<CadenceWeek> weeks;
  std::vector<CadenceManager> managers;
  std::vector<CadenceAttention> attention;
};
BOOST_DESCRIBE_STRUCT(Cadence, (), (as_of, weeks, managers, attention))

struct CadenceRow {
  std::string obligation_id;
  PersonRef rep;
  std::string kind;
  std::string kind_name;
  LocalDate window_from;
  LocalDate window_to;
  Instant due_at;
  State state{};
  std::optional<bool> on_time;
  std::optional<int> planned_minutes;
  std::optional<int> held_minutes;
  std::optional<Id<Session>> session_id;
  int moved_times = 0;
  std::optional<std::string> focus_competency;
  std::vector<std::string> commitment_verdicts;
};
BOOST_DESCRIBE_STRUCT(CadenceRow, (),
                      (obligation_id, rep, kind, kind_name, window_from, window_to, due_at, state, on_time, planned_minutes, held_minutes,
                       session_id, moved_times, focus_competency, commitment_verdicts))

struct Obligation {
  std::string id;
  PersonRef rep;
  std::optional<PersonRef> manager;
  std::string kind;
  std::string kind_name;
  LocalDate window_from;
  LocalDate window_to;
  Instant due_at;
  State state{};
  std::optional<bool> on_time;
  std::optional<Id<Session>> session_id;
  int moved_times = 0;
  double share = 1;
};
BOOST_DESCRIBE_STRUCT(Obligation, (),
                      (id, rep, manager, kind, kind_name, window_from, window_to, due_at, state, on_time, session_id, moved_times, share))

struct Owed {
  Instant as_of;
  std::vector<Obligation> items;
};
BOOST_DESCRIBE_STRUCT(Owed, (), (as_of, items))

}  // namespace backbeat::cadence::wire
