// Finding the person a row speaks of, among those who are known and those the file adds.
#pragma once

#include "people/roster.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace backbeat::people {

class RosterIndex {
 public:
  explicit RosterIndex(const std::vector<Member>& known);

  void add(const Member& member);
  /// Nothing: nobody we know. A fault: the row contradicts what is known.
  [[nodiscard]] std::variant<std::optional<Id<Person>>, RosterFault> person_of(const RosterRow& row) const;
  /// The manager that the row names, if exactly one person answers to that.
  [[nodiscard]] std::optional<Id<Person>> manager_of(const RosterRow& row) const;

 private:
  [[nodiscard]] std::optional<Id<Person>> by_identity(std::string_view system, std::string_view value) const;
  [[nodiscard]] std::optional<Id<Person>> by_email(std::string_view email) const;

  struct Named {
    Id<Person> id;
    std::string email;
    std::string employee_id;
  };
  std::unordered_map<std::string, Id<Person>> m_by_identity;  // "system\n" and the key
  std::unordered_map<std::string, Id<Person>> m_by_email;
  std::unordered_map<std::string, std::vector<Named>> m_by_name;
};

}  // namespace backbeat::people
