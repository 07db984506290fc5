// A ride-along: a customer call that a manager joins, with a pre-brief before it and a debrief after it. Its state is a fold over its
// events. These are metadata: nothing that anybody wrote is in them. A ride-along is a session of its two people (its id is an Id<Session>,
// its row stands in `session`), with a stream of events of its own.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "cadence/ride_along_debt.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ridealong {

using Format = cadence::RideAlongFormat;

/// `confirmed`: the manager confirmed the format. `ended`: the call is over, the debrief is not. `lost`: the customer called it off.
/// `missed`: it never began, or nobody but the manager says that it took place.
enum class State { booked, confirmed, running, ended, debriefing, done, cancelled, lost, missed };

[[nodiscard]] std::string_view name_of(State state);

/// The key of the session type in the playbook: "ride_along_observe".
[[nodiscard]] std::string_view kind_of(Format format);

/// What a note is about. `free`: anything else.
enum class Tag { question, objection, next_step, talk_balance, competitor, price, stakeholder, free };
inline constexpr Tag all_tags[] = {Tag::question,   Tag::objection, Tag::next_step,   Tag::talk_balance,
                                   Tag::competitor, Tag::price,     Tag::stakeholder, Tag::free};

[[nodiscard]] std::string_view name_of(Tag tag);
[[nodiscard]] std::optional<Tag> tag_from(std::string_view name);

/// From one instant to another.
struct Span {
  Instant from;
  Instant to;
  friend bool operator==(const Span&, const Span&) = default;
};

/// What is on both calendars because of a ride-along. A reverse session has no call of its own: its pre-brief is the session.
struct Plan {
  Span call;
  std::optional<Span> pre_brief = {};
  std::optional<Span> debrief = {};
  friend bool operator==(const Plan&, const Plan&) = default;
};

enum class By { rep, manager, customer };  // customer: the call that it rides on

struct Move {
  Instant from;  // of the call
  Instant to;
  Instant at;
  By by = By::manager;
  friend bool operator==(const Move&, const Move&) = default;
};

/// The manager took the call over. `had_consent`: the rep had signed for it before the call. Both instants are when a key was pressed,
/// which can be hours before the program heard of it.
struct Takeover {
  Instant from;
  std::optional<Instant> handed_back_at = {};  // before the close of the call
  bool had_consent = false;
  friend bool operator==(const Takeover&, const Takeover&) = default;
};

/// The stages of a debrief, in order; keys of the playbook's agenda.
inline constexpr std::string_view self_assessment_stage = "self_assessment";
inline constexpr std::string_view comments_stage = "comments";
inline constexpr std::string_view next_step_stage = "next_step";
inline constexpr std::string_view next_session_stage = "confirm";

struct StageRun {
  std::string key = {};
  std::optional<Instant> entered_at = {};
  std::optional<Instant> left_at = {};
  friend bool operator==(const StageRun&, const StageRun&) = default;
};

/// What is known of a ride-along at an instant. For scorecards, capacity, home and cadence alike: every field is metadata.
struct RideAlongState {
  Id<Session> id;
  Format format = Format::observe;
  Id<Person> rep;
  Id<Person> manager;
  Id<Person> on_behalf_of;  // the line manager where somebody else rides; else unset
  std::int64_t call = 0;    // id of the customer call; 0: it was typed by hand
  std::string rep_zone = {};
  Plan plan;
  State state = State::booked;
  Instant booked_at;
  std::vector<Move> moves = {};
  std::optional<Instant> pre_brief_written_at = {};  // the first time something stood in it
  std::optional<Instant> pre_brief_at = {};          // the rep signed it as complete; facts that count are from before the call
  std::optional<Instant> format_confirmed_at = {};   // by the manager
  std::optional<bool> consent = {};                  // to a takeover: signed by the rep before the call, or absent
  std::optional<Instant> consent_at = {};
  std::optional<Instant> started_at = {};     // the call, on the page
  std::optional<Instant> ended_at = {};       // the call; its planned end where nobody ended it
  std::optional<Instant> live_until = {};     // from the start on: until then what is pressed on the call is of the call
  std::vector<Takeover> takeovers = {};       // by when they began
  bool used_by_manager = false;               // from the start of the call on
  bool used_by_rep = false;                   // the same: a confirmation, a self-assessment, a note, the debrief's page
  std::optional<Instant> debrief_due = {};    // 24 hours by the playbook's clock, from the end of the call
  std::vector<LocalDate> debrief_skips = {};  // weekend days and holidays that the clock left out
  std::optional<Instant> debrief_started_at = {};
  std::optional<Instant> debrief_ended_at = {};
  std::vector<StageRun> stages = {};  // of the debrief
  std::optional<Instant> self_assessed_at = {};
  int comments = 0;          // of the manager
  Id<Session> next_session;  // confirmed in the debrief; unset: not yet
  std::optional<Instant> next_session_at = {};
  std::int64_t next_step = 0;          // id of the commitment; 0: none
  std::optional<int> usefulness = {};  // 0 to 10, the rep's; single values are shown to the rep alone
  Instant closes_at;                   // from then on nothing more comes
  Instant known_at;                    // since when the state is what it is
  std::int64_t version = 0;            // sequence number of its last event

  [[nodiscard]] bool is_planned() const { return state == State::booked || state == State::confirmed; }
  /// It stands on the calendars, or is under way.
  [[nodiscard]] bool is_open() const { return is_planned() || state == State::running; }
  /// The call took place with the manager on it, and the rep's side says so too.
  [[nodiscard]] bool is_held() const;
  /// The pre-brief was signed before the call began.
  [[nodiscard]] bool has_pre_brief() const;
  /// Within the playbook's time; one millisecond past it is late. Nothing while it can still be on time.
  [[nodiscard]] std::optional<bool> is_debrief_on_time(Instant now) const;
  [[nodiscard]] bool is_taken_over() const;
  [[nodiscard]] const StageRun* current_stage() const;
};

}  // namespace backbeat::ridealong
