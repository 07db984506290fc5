// An obligation: one session that a rep is owed in a window, by whom, and what became of it. Derived, never stored.
#pragma once

#include "cadence/ledger.hpp"
#include "cadence/windows.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace backbeat::cadence {

/// Exactly one at any instant. `due` is open; `satisfied` and `held_short` have their session; the last three are closed without one.
enum class ObligationState : std::uint8_t { pending, due, satisfied, held_short, excused, cancelled, missed };

[[nodiscard]] std::string_view name_of(ObligationState state);

/// What an obligation belongs to: a period of the calendar, or a day after hire.
enum class Belongs : std::uint8_t { week, two_weeks, month, quarter, once_after_hire };

/// An obligation in the numbers of one ledger, small enough to be derived by the million.
struct Owed {
  Index rep = nobody;
  Index manager = nobody;     // who leads the rep on the window's last day
  std::uint32_t kind = 0;     // of Rules::kinds
  std::uint16_t ordinal = 0;  // 1, 2 ... within the period; the day's number for once-after-hire
  Belongs belongs = Belongs::week;
  ObligationState state = ObligationState::pending;
  bool is_excusable = false;  // the rep is away too much of the window for this one
  LocalDate period = {};      // its first day; for once-after-hire the day itself
  Days window = {};           // local dates of the rep
  Instant opens = {};
  Instant closes = {};  // the first instant after the window
  Instant due = {};     // the end of the rep's last working day in the window
  SeenSession session{.row = nobody};
  std::int32_t weekdays_in_place = 0;  // of `weekdays`: what share of the period the rule held for the rep
  std::int32_t weekdays = 1;

  [[nodiscard]] bool has_session() const { return session.row != nobody; }
  [[nodiscard]] bool is_kept() const { return state == ObligationState::satisfied || state == ObligationState::held_short; }
  /// Held, at full length or short, before it was due.
  [[nodiscard]] bool is_on_time() const { return is_kept() && session.at < due; }
};

/// The same with names instead of numbers, for whoever asks about one rep.
struct Obligation {
  std::string id;  // the same for the same obligation, whenever it is derived: rep, kind, period, number within it
  Id<Person> rep;
  Id<Person> manager;  // unset where nobody leads the rep on the window's last day
  std::string kind;
  Days window;
  Instant opens = {};
  Instant closes;
  Instant due;
  ObligationState state = ObligationState::pending;
  std::optional<bool> on_time;  // of what was held
  Id<Session> session;          // unset where there is none
  Id<Person> held_by;           // of the session
  int moved = 0;
  double share = 1;
  friend bool operator==(const Obligation&, const Obligation&) = default;
};

}  // namespace backbeat::cadence
