// From events to what happens in an hour: the one place that says what each event means. No event holds a word of it.
#pragma once

#include "audit/audit.hpp"
#include "meeting/meeting.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backbeat::meeting {

/// The kinds of event in an hour's stream, with their fields. `person` is who did it, where it is one.
namespace kinds {
inline constexpr std::string_view excused = "excused";                    // person
inline constexpr std::string_view started = "started";                    // person presenters: ids by comma, first to last
inline constexpr std::string_view came = "came";                          // person
inline constexpr std::string_view went = "went";                          // person
inline constexpr std::string_view stage_entered = "stage_entered";        // person stage presenter (0: none) drill (key, or empty)
inline constexpr std::string_view drill_picked = "drill_picked";          // person drill (key)
inline constexpr std::string_view floor_given = "floor_given";            // person to (0: nobody)
inline constexpr std::string_view handed_over = "handed_over";            // person to
inline constexpr std::string_view commitment_made = "commitment_made";    // person commitment
inline constexpr std::string_view outcome_given = "outcome_given";        // person commitment outcome
inline constexpr std::string_view commitment_taken = "commitment_taken";  // person commitment: into their own 1:1
inline constexpr std::string_view ended = "ended";                        // person (0: its time was long over)
inline constexpr std::string_view lapsed = "lapsed";                      //
}  // namespace kinds

struct StageRun {
  std::string key = {};
  Instant entered_at = {};
  std::optional<Instant> left_at = {};
  std::optional<Id<Person>> presenter = {};
  friend bool operator==(const StageRun&, const StageRun&) = default;
};

struct Floor {
  Id<Person> person = {};
  Instant since = {};
  friend bool operator==(const Floor&, const Floor&) = default;
};

/// What happened in an hour by some instant.
struct Course {
  std::optional<Instant> started_at = {};
  std::optional<Instant> ended_at = {};
  std::optional<Id<Person>> facilitator = {};  // who it was handed to; nothing while it is the planned one
  std::vector<Id<Person>> presenters = {};     // fixed at the start
  std::vector<StageRun> stages = {};           // entered ones, in order
  std::string drill = {};                      // key; empty: none picked
  std::optional<Floor> floor = {};
  std::map<Id<Person>, Duration> airtime = {};  // up to the last event; who has the floor runs on
  std::vector<Id<Person>> here = {};            // came and did not go
  std::vector<Id<Person>> came = {};            // whoever was there at any time

  [[nodiscard]] bool is_running() const { return started_at && !ended_at; }
  [[nodiscard]] const StageRun* current_stage() const { return is_running() && !stages.empty() ? &stages.back() : nullptr; }
  [[nodiscard]] const StageRun* stage(std::string_view key) const;
  [[nodiscard]] bool is_here(Id<Person> person) const;
  [[nodiscard]] bool has_presented(Id<Person> person) const;
  friend bool operator==(const Course&, const Course&) = default;
};

/// The events of one hour, in order. A clock that was set back takes no time away.
[[nodiscard]] Course fold(std::span<const audit::Event> events);

/// How long each spoke by `now`.
[[nodiscard]] std::map<Id<Person>, Duration> airtime_at(const Course& course, Instant now);

/// "7,8,9" and back.
[[nodiscard]] std::string list_of(const std::vector<Id<Person>>& people);
[[nodiscard]] std::vector<Id<Person>> people_in(std::string_view list);

}  // namespace backbeat::meeting
