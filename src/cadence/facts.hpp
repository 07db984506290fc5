// The facts that cadence is derived from, each with the instant at which it became known. What is derived for an instant uses only what
// was known by then, so that it never changes when later facts arrive. Sessions are kept in columns: there can be millions of them.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::cadence {

template <class T>
struct Known {
  Instant at;
  T fact;
};

/// How far a session has come. A later step replaces an earlier one: missed can become held when the confirmation arrives late.
enum class Outcome : std::uint8_t { open, held, held_short, excused, cancelled, missed };

/// Something that happened to a session. The first step plans it.
struct SessionStep {
  Instant known_at;
  Instant starts_at;  // when it takes place, as known by then; for a held session when it took place
  Outcome outcome = Outcome::open;
  bool is_move = false;
};

/// One session with its steps by `known_at`. Of steps known at the same instant the later in the list counts.
struct SessionFact {
  Id<Session> id;
  std::string_view kind;  // a session type of the playbook
  Id<Person> rep;
  Id<Person> held_by;
  std::span<const SessionStep> steps;
};

/// Sessions on their way into a Ledger, in any order.
class Sessions {
 public:
  void reserve(std::size_t sessions, std::size_t steps);
  /// At least one step; at most 65,535 kinds.
  void add(const SessionFact& session);
  [[nodiscard]] std::size_t size() const { return m_rows.size(); }

 private:
  friend class Ledger;
  friend class SessionTable;
  struct Row {
    Id<Session> id;
    Id<Person> rep;
    Id<Person> held_by;
    std::uint32_t first_step;
    std::uint16_t steps;
    std::uint16_t kind;
  };
  std::vector<Row> m_rows;
  std::vector<Instant> m_known_at;  // of each step
  std::vector<Instant> m_starts_at;
  std::vector<Outcome> m_outcome;
  std::vector<bool> m_is_move;
  std::vector<std::string> m_kinds;
};

/// Everything cadence is derived from. The order within each list does not matter; of one person there is at most one record per `at`.
struct Facts {
  std::vector<Known<playbook::DatedPlaybook>> playbooks;
  std::vector<Known<people::Member>> members;  // the whole record; the last one known replaces those before
  std::vector<Known<people::Holiday>> holidays;
  Sessions sessions;
  int fiscal_first_month = 1;
};

}  // namespace backbeat::cadence
