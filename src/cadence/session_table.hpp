// The sessions of an organisation in columns: one row for each, by rep, kind and the instant it was last known to take place, with its
// steps behind it. Immutable, so any thread may read it and any number of ledgers may share it.
#pragma once

#include "cadence/facts.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::cadence {

/// A number that stands for a person, kind, role, region or zone inside one ledger.
using Index = std::uint32_t;
inline constexpr Index nobody = UINT32_MAX;

/// A session as it was known at some instant.
struct SeenSession {
  Instant at = {};
  Outcome outcome = Outcome::open;
  std::uint16_t moves = 0;
  std::uint32_t row = 0;
};

/// Notes the first instant behind another at which something is to change.
struct NextTurn {
  Instant after;
  Instant at = Instant(INT64_MAX);
  void note(Instant instant) {
    if (instant > after && instant < at) at = instant;
  }
};

class SessionTable {
 public:
  SessionTable() = default;
  /// Sessions of reps who are no index below `people` are left out; everybody's `held_by` must have an index.
  SessionTable(Sessions sessions, std::size_t people, const std::function<std::optional<Index>(Id<Person>)>& index_of);

  [[nodiscard]] std::size_t size() const { return m_session.size(); }
  [[nodiscard]] const std::vector<std::string>& kinds() const { return m_kinds; }
  [[nodiscard]] Id<Session> session_id(std::uint32_t row) const { return m_session[row]; }
  [[nodiscard]] Index held_by(std::uint32_t row) const { return m_held_by[row]; }

  /// Adds a person's sessions of a kind, as known at `turn.after`, to `seen`, by the instant they take place, and notes when time alone
  /// will have changed one. Rows are numbered from `first_row` on.
  void see(Index person, std::string_view kind, std::uint32_t first_row, NextTurn& turn, std::vector<SeenSession>& seen) const;

  /// The sessions of a person that are wanted, as they came.
  void give_back(Index person, const std::function<Id<Person>(Index)>& id_of, const std::function<bool(Id<Session>)>& is_wanted,
                 Sessions& sessions) const;

 private:
  void take_rows(const Sessions& sessions, const std::vector<std::uint32_t>& order,
                 const std::function<std::optional<Index>(Id<Person>)>& index_of);
  [[nodiscard]] SeenSession seen_earlier(std::uint32_t row, NextTurn& turn) const;

  std::vector<std::uint32_t> m_first_session;  // of each person, and the end
  std::vector<std::string> m_kinds;
  std::vector<std::uint16_t> m_kind;
  std::vector<Instant> m_known_at;   // of the last step
  std::vector<Instant> m_starts_at;  // after the last step
  std::vector<Outcome> m_outcome;
  std::vector<std::uint16_t> m_moves;
  std::vector<Index> m_held_by;
  std::vector<Id<Session>> m_session;
  // The steps themselves, for looking back behind the last one.
  std::vector<std::uint32_t> m_first_step;
  std::vector<std::uint16_t> m_steps;
  std::vector<Instant> m_step_known_at;
  std::vector<Instant> m_step_starts_at;
  std::vector<Outcome> m_step_outcome;
  std::vector<bool> m_step_is_move;
};

}  // namespace backbeat::cadence
