// The facts of an organisation, sorted and in columns, ready to be derived from again and again. Immutable, so any thread may read it.
#pragma once

#include "cadence/facts.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::cadence {

/// A number that stands for a person, kind, role, region or zone inside one ledger.
using Index = std::uint32_t;
inline constexpr Index nobody = UINT32_MAX;

/// What somebody did, for whom and where, for a while.
struct Stint {
  people::Period period;
  Index manager = nobody;
  Index role = 0;
  Index region = 0;
};

/// What was known about a person from an instant on.
struct Record {
  Instant known_at;
  Index zone = 0;
  LocalDate hired;
  std::optional<LocalDate> left;
  std::span<const Stint> stints;              // by first day
  std::span<const people::TimeOff> time_off;  // by first day
};

/// A session as it was known at some instant.
struct SeenSession {
  Instant at = {};
  Outcome outcome = Outcome::open;
  std::uint16_t moves = 0;
  std::uint32_t row = 0;
};

class Ledger {
 public:
  explicit Ledger(Facts facts);
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// People with a record are 0 .. people() - 1, by id; those who are only named by others come after.
  [[nodiscard]] std::size_t people() const { return m_first_record.size() - 1; }
  [[nodiscard]] std::size_t everybody() const { return m_ids.size(); }
  [[nodiscard]] Id<Person> id_of(Index person) const { return person == nobody ? Id<Person>() : m_ids[person]; }
  [[nodiscard]] std::optional<Index> index_of(Id<Person> person) const;

  /// The record of a person known at an instant; nothing before the first.
  [[nodiscard]] const Record* record_of(Index person, Instant as_of) const;

  [[nodiscard]] const std::vector<std::string>& kinds() const { return m_kinds; }
  [[nodiscard]] const std::vector<std::string>& roles() const { return m_roles; }
  [[nodiscard]] const std::vector<std::string>& regions() const { return m_regions; }
  [[nodiscard]] const std::vector<Zone>& zones() const { return m_zones; }
  [[nodiscard]] const std::vector<Known<playbook::DatedPlaybook>>& playbooks() const { return m_playbooks; }
  [[nodiscard]] const std::vector<Known<people::Holiday>>& holidays() const { return m_holidays; }
  [[nodiscard]] int fiscal_first_month() const { return m_fiscal_first_month; }

  /// Puts the sessions of a person of one kind, as known at an instant, into `seen`, by the instant they take place.
  void sessions_of(Index person, std::string_view kind, Instant as_of, std::vector<SeenSession>& seen) const;
  [[nodiscard]] Id<Session> session_id(std::uint32_t row) const { return m_session[row]; }
  [[nodiscard]] Index held_by(std::uint32_t row) const { return m_held_by[row]; }

 private:
  void take_people(const std::vector<Known<people::Member>>& members, const Sessions& sessions);
  void take_sessions(Sessions sessions);
  [[nodiscard]] SeenSession seen_earlier(std::uint32_t row, Instant as_of) const;

  std::vector<Known<playbook::DatedPlaybook>> m_playbooks;
  std::vector<Known<people::Holiday>> m_holidays;
  int m_fiscal_first_month;

  std::vector<Id<Person>> m_ids;
  std::vector<std::uint32_t> m_first_record;  // of each person with records, and the end
  std::vector<Record> m_records;
  std::vector<Stint> m_stints;
  std::vector<people::TimeOff> m_time_off;
  std::vector<std::string> m_kinds;
  std::vector<std::string> m_roles;
  std::vector<std::string> m_regions;
  std::vector<Zone> m_zones;

  // One row for each session, by rep, kind and the instant it was last known to take place.
  std::vector<std::uint32_t> m_first_session;  // of each person with records, and the end
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
