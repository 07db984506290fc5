// Finding the person a row speaks of, among those who are known and those the file adds.
#pragma once

#include "people/roster.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace backbeat::people {

/// Whom the row names as manager: of the three ways the first that is not empty, or "".
[[nodiscard]] const std::string& named_manager(const RosterRow& row);

class RosterIndex {
 public:
  explicit RosterIndex(const std::vector<Member>& known);
  /// Finds only those whom a row names as manager, as a rule a tenth of everybody: `person_of` knows nobody else, by no more than a name.
  [[nodiscard]] static RosterIndex of_managers(const std::vector<Member>& known, const std::vector<RosterRow>& rows);

  void add(const Member& member);
  /// Nothing: nobody we know. A fault: the row contradicts what is known.
  [[nodiscard]] std::variant<std::optional<Id<Person>>, RosterFault> person_of(const RosterRow& row) const;
  /// The manager that the row names, if exactly one person answers to that.
  [[nodiscard]] std::optional<Id<Person>> manager_of(const RosterRow& row) const;

 private:
  [[nodiscard]] std::optional<Id<Person>> by_identity(std::string_view system, std::string_view value) const;
  [[nodiscard]] std::optional<Id<Person>> by_email(std::string_view email) const;

  /// What tells namesakes apart points into the keys of the other two maps.
  struct Named {
    Id<Person> id;
    std::string_view email;
    std::string_view employee_id;
  };
  [[nodiscard]] bool is_wanted(const std::string& key) const { return !m_only || m_only->contains(key); }

  std::unordered_map<std::string, Id<Person>> m_by_identity;  // "system\n" and the key
  std::unordered_map<std::string, Id<Person>> m_by_email;
  std::unordered_map<std::string, std::vector<Named>> m_by_name;
  std::optional<std::unordered_set<std::string>> m_only;  // keys of each of the three
};

}  // namespace backbeat::people
