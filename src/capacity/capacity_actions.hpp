// What a change of playbook would do here: for whom, and in which manager's hours.
#pragma once

#include "access/access_actions.hpp"
#include "capacity/capacity.hpp"
#include "playbook/playbook_actions.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backbeat::capacity {

// --- for other features: plain facts, without a check of who asks ---

/// The week of a day under the playbook in force on it, by manager id.
[[nodiscard]] Result<std::vector<Load>> load_on(sql::Reader& reader, const access::Organisation& organisation, LocalDate day);

// --- actions ---

struct PlaybookPreview {
  std::vector<playbook::Problem> problems;  // where there are any, the rest is empty
  std::vector<playbook::Difference> differences;
  Preview preview;
  std::unordered_map<Id<Person>, std::string> names;
};

class Capacities {
 public:
  Capacities(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// What publishing `text` with effect from a day would change against the version that would be in force on it otherwise.
  /// For publish_playbook. Changes nothing.
  [[nodiscard]] Result<PlaybookPreview> preview(const access::Actor& actor, std::string_view text, LocalDate effective_from) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
};

}  // namespace backbeat::capacity
