// An hour of a peer circle: what it is, who came, and what its members may do in it. Words of the circle are never in these values but in
// meeting_words.hpp's.
#pragma once

#include "access/access.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::meeting {

using access::Circle;
struct Meeting;           // tag: one hour of a circle
struct CircleText;        // tag: something that was said in it
struct CircleCommitment;  // tag: a commitment made in it; its words are the CircleText of the same number

inline constexpr std::string_view stream_kind = "circle_meeting";

/// lapsed: nobody opened it. called_off: a holiday, or the circle ended before it.
enum class State { planned, running, held, lapsed, called_off };
inline constexpr State all_states[] = {State::planned, State::running, State::held, State::lapsed, State::called_off};
[[nodiscard]] std::string_view name_of(State state);
[[nodiscard]] std::optional<State> state_from(std::string_view name);

/// excused: said before that they cannot come, or known to be away. missed: neither there nor excused.
enum class Attendance { expected, excused, present, missed };
inline constexpr Attendance all_attendances[] = {Attendance::expected, Attendance::excused, Attendance::present, Attendance::missed};
[[nodiscard]] std::string_view name_of(Attendance attendance);
[[nodiscard]] std::optional<Attendance> attendance_from(std::string_view name);

/// What became of a commitment. carried: it goes on, and is asked about again.
enum class Outcome { done, partly, not_done, carried };
inline constexpr Outcome all_outcomes[] = {Outcome::done, Outcome::partly, Outcome::not_done, Outcome::carried};
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_from(std::string_view name);

/// When a circle meets: local time of `zone` on `weekday` (1 Monday to 7 Sunday), once in `every_weeks` weeks.
struct Slot {
  int weekday = 1;
  LocalTime starts = {};
  int minutes = 60;
  int every_weeks = 2;
  Zone zone = {};
  friend bool operator==(const Slot&, const Slot&) = default;
};

struct CircleFacts {
  Id<Circle> id = {};
  bool is_cross = false;
  std::string held_by = {};  // the role, or the theme
  std::string name = {};
  Slot slot = {};
  LocalDate first_day = {};
  LocalDate last_day = {};
  std::optional<Instant> ended_at = {};
  friend bool operator==(const CircleFacts&, const CircleFacts&) = default;
};

/// Somebody's time in a circle.
struct Stay {
  Id<Person> person = {};
  Instant joined_at = {};
  std::optional<Instant> left_at = {};
  friend bool operator==(const Stay&, const Stay&) = default;
};

/// An hour as it stands in the plan.
struct Hour {
  Id<Meeting> id = {};
  Id<Circle> circle = {};
  int number = 1;
  Instant starts_at = {};
  Instant ends_at = {};
  State state = State::planned;
  std::optional<Id<Person>> facilitator = {};
  std::int64_t version = 0;
  friend bool operator==(const Hour&, const Hour&) = default;
};

struct AttendanceRow {
  Id<Person> person = {};
  Attendance state = Attendance::expected;
  friend bool operator==(const AttendanceRow&, const AttendanceRow&) = default;
};

/// A commitment without its words.
struct CommitmentRow {
  Id<CircleCommitment> id = {};
  Id<Circle> circle = {};
  Id<Meeting> made_in = {};
  Id<Person> owner = {};
  Instant made_at = {};
  LocalDate due_on = {};
  std::optional<Outcome> outcome = {};
  std::optional<Instant> outcome_at = {};
  std::optional<Id<Session>> taken_to = {};  // the owner's 1:1

  [[nodiscard]] bool is_open() const { return !outcome || *outcome == Outcome::carried; }
};

/// The kind of session in the playbook: SDRs and BDRs have their own, shorter hour.
[[nodiscard]] std::string_view session_type_of(const CircleFacts& circle);

/// A part of the agenda in which somebody presents: its key begins with "case".
[[nodiscard]] bool is_case(std::string_view stage);
/// Of a case, the minutes that are the presenter's; the others' are the rest.
inline constexpr int presenter_minutes = 4;

/// Who presents, first to last: who has presented least often, then who waited longest, then by id. `presented` are the numbers of hours in
/// which each presented.
[[nodiscard]] std::vector<Id<Person>> presenting_order(std::vector<Id<Person>> members,
                                                       const std::map<Id<Person>, std::vector<int>>& presented);

/// Did the last two hours that somebody was asked to pass without them and without a word? `states` by time; hours still to come and
/// excused ones do not count.
[[nodiscard]] bool has_missed_two(const std::vector<Attendance>& states);

inline constexpr std::size_t longest_case = 2000;
inline constexpr std::size_t longest_note = 4000;
inline constexpr std::size_t longest_message = 1000;
inline constexpr std::size_t longest_commitment = 500;

}  // namespace backbeat::meeting
