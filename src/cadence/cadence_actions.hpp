// Who may see which part of the rhythm: counts of managers, metadata of sessions, what oneself is owed. Reads only; nothing is stored.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
#include "cadence/view.hpp"
#include "people/people.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::cadence {

/// Whole weeks up to `until` (the organisation's present week where absent).
struct ViewRequest {
  std::optional<IsoWeek> until;
  int weeks = 13;    // 1 to 53
  std::string kind;  // a session type of the playbook; all where empty
};

/// Reps of one manager who have gone without for as long as the playbook's threshold; names only for those who may see sessions.
struct Without {
  Id<Person> manager;
  std::vector<Gap> gaps;
};

struct NamedView {
  View view;
  std::vector<std::optional<people::PersonRef>> leaders;  // beside view.managers: whom each reports to now
  std::vector<Without> without;
  std::unordered_map<Id<Person>, std::string> names;  // of everybody in it
};

/// One obligation with the metadata of its session; nothing that anybody said.
struct WeekRow {
  Obligation owed;
  people::PersonRef rep;
  std::string kind_name;
  std::optional<int> planned_minutes;
  std::optional<int> held_minutes;
  std::string focus_competency;
  std::vector<std::string> verdicts;
};

struct OwedRow {
  Obligation owed;
  people::PersonRef rep;
  std::optional<people::PersonRef> manager;
  std::string kind_name;
};

struct OwedList {
  Instant as_of;
  std::vector<OwedRow> rows;
};

class Cadences {
 public:
  Cadences(sql::Db& db, const access::Access& access, Ledgers& ledgers) : m_db(db), m_access(access), m_ledgers(ledgers) {}

  /// Managers x weeks: all for see_cadence; for managers and leaders their own row and those of the managers below them; errors::forbidden
  /// for everybody else. A manager who left stays with those whom they last reported to. Refuses a kind that no version of the playbook
  /// has.
  [[nodiscard]] Result<NamedView> view(const access::Actor& actor, const ViewRequest& request) const;
  /// The same as CSV, a record for each manager and week.
  [[nodiscard]] Result<std::string> csv(const access::Actor& actor, const ViewRequest& request) const;
  /// What one manager owed in one week: for the manager, those above them, and see_sessions; not_found for everybody else.
  [[nodiscard]] Result<std::vector<WeekRow>> week(const access::Actor& actor, Id<Person> manager, IsoWeek week,
                                                  const std::string& kind) const;
  /// What a person (the actor where absent) is owed: windows that are open or open within two weeks, and those that closed in the four
  /// weeks before. For the person, those above them, and see_sessions. Refuses an `as_of` that has not come.
  [[nodiscard]] Result<OwedList> owed(const access::Actor& actor, std::optional<Id<Person>> person, std::optional<Instant> as_of) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  Ledgers& m_ledgers;
};

}  // namespace backbeat::cadence
