// Who may look at which team and whose history. Reads only.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
#include "team/team.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backbeat::team {

struct TimelinePage {
  std::vector<Entry> entries;
  std::optional<std::pair<Instant, std::string>> next;  // instant and key of the last entry, where there are more
};

class Teams {
 public:
  Teams(sql::Db& db, const access::Access& access, cadence::Ledgers& ledgers) : m_db(db), m_access(access), m_ledgers(ledgers) {}

  /// The team of a manager, the actor's own where absent. For the manager and those above them; errors::not_found for everybody else.
  [[nodiscard]] Result<Team> team(const access::Actor& actor, std::optional<Id<Person>> manager) const;

  /// A person's history, newest first. For the person and those above them; errors::not_found for everybody else.
  [[nodiscard]] Result<TimelinePage> timeline(const access::Actor& actor, Id<Person> person,
                                              const std::optional<std::pair<Instant, std::string>>& after, int limit) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  cadence::Ledgers& m_ledgers;
};

}  // namespace backbeat::team
