// The facts of an organisation, sorted and in columns, ready to be derived from again and again. Immutable, so any thread may read it.
// What has not changed is shared with the ledger before it: after a conversation, only the sessions of its rep are sorted anew.
#pragma once

#include "cadence/session_table.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::cadence {

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

class Ledger {
 public:
  explicit Ledger(Facts facts);
  /// The same people and rules; of `reps`, who must be among them, only the sessions in `sessions`, which must be theirs. Their `held_by`
  /// must be known to the ledger before, too.
  Ledger(const Ledger& before, std::span<const Id<Person>> reps, Sessions sessions);
  /// Other people and rules, the same sessions. `facts` hold none.
  Ledger(const Ledger& before, Facts facts);
  /// The same facts, all sessions sorted again.
  struct Settled {};
  Ledger(const Ledger& before, Settled);
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// People with a record are 0 .. people() - 1, by id; those who are only named by others come after.
  [[nodiscard]] std::size_t people() const { return m_rest->first_record.size() - 1; }
  [[nodiscard]] std::size_t everybody() const { return m_rest->ids.size(); }
  [[nodiscard]] Id<Person> id_of(Index person) const { return person == nobody ? Id<Person>() : m_rest->ids[person]; }
  [[nodiscard]] std::optional<Index> index_of(Id<Person> person) const;

  /// The record of a person known at an instant; nothing before the first.
  [[nodiscard]] const Record* record_of(Index person, Instant as_of) const;
  /// The same, noting when the next one becomes known.
  [[nodiscard]] const Record* record_of(Index person, NextTurn& turn) const;

  [[nodiscard]] const std::vector<std::string>& roles() const { return m_rest->roles; }
  [[nodiscard]] const std::vector<std::string>& regions() const { return m_rest->regions; }
  [[nodiscard]] const std::vector<Zone>& zones() const { return m_rest->zones; }
  [[nodiscard]] const std::vector<Known<playbook::DatedPlaybook>>& playbooks() const { return m_rest->playbooks; }
  [[nodiscard]] const std::vector<Known<people::Holiday>>& holidays() const { return m_rest->holidays; }
  [[nodiscard]] int fiscal_first_month() const { return m_rest->fiscal_first_month; }

  /// Puts the sessions of a person of one kind, as known at `turn.after`, into `seen`, by the instant they take place, and notes when time
  /// alone will have changed one.
  void sessions_of(Index person, std::string_view kind, NextTurn& turn, std::vector<SeenSession>& seen) const;
  /// The same with names, for a person who need not be known.
  [[nodiscard]] std::vector<std::pair<Id<Session>, SeenSession>> sessions_known(Id<Person> person, std::string_view kind,
                                                                                Instant as_of) const;
  [[nodiscard]] Id<Session> session_id(std::uint32_t row) const {
    return row < m_base->size() ? m_base->session_id(row) : m_recent.session_id(row - static_cast<std::uint32_t>(m_base->size()));
  }
  [[nodiscard]] Index held_by(std::uint32_t row) const {
    return row < m_base->size() ? m_base->held_by(row) : m_recent.held_by(row - static_cast<std::uint32_t>(m_base->size()));
  }

  /// The sessions of a person, all or those that are wanted, as they came.
  void give_back(Index person, Sessions& sessions, const std::function<bool(Id<Session>)>& is_wanted = {}) const;
  /// The share of the sessions that stands beside the table they were first sorted into. When it grows, sort all of them again.
  [[nodiscard]] double unsettled() const;
  [[nodiscard]] bool knows(Id<Person> person) const { return index_of(person).has_value(); }

 private:
  /// Everything but the sessions.
  struct Rest {
    std::vector<Known<playbook::DatedPlaybook>> playbooks;
    std::vector<Known<people::Holiday>> holidays;
    int fiscal_first_month = 1;
    std::vector<Id<Person>> ids;
    std::vector<std::uint32_t> first_record;  // of each person with records, and the end
    std::vector<Record> records;
    std::vector<Stint> stints;
    std::vector<people::TimeOff> time_off;
    std::vector<std::string> roles;
    std::vector<std::string> regions;
    std::vector<Zone> zones;
  };
  void take_rest(Facts& facts, const std::vector<Id<Person>>& holders);
  static void take_records(Rest& rest, const std::vector<const Known<people::Member>*>& sorted);
  [[nodiscard]] static std::optional<Index> index_of(const Rest& rest, Id<Person> person);
  [[nodiscard]] Sessions all_sessions() const;
  [[nodiscard]] SessionTable table_of(Sessions sessions) const;
  void settle(Sessions sessions);

  std::shared_ptr<const Rest> m_rest;
  std::shared_ptr<const SessionTable> m_base;
  SessionTable m_recent;           // of those whose sessions were renewed since
  std::vector<bool> m_is_renewed;  // by person; empty: nobody's were
};

}  // namespace backbeat::cadence
