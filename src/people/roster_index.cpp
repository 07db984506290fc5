#include "people/roster_index.hpp"

#include "base/text.hpp"
#include "people/names.hpp"

namespace backbeat::people {
namespace {

std::string key_of(std::string_view system, std::string_view value) {
  std::string key(system);
  key += '\n';
  return key += identity_key(system, value);
}

}  // namespace

std::string_view employee_id_of(const Member& member) {
  for (const ExternalIdentity& identity : member.identities) {
    if (identity.system == "employee_id") return identity.value;
  }
  return {};
}

RosterIndex::RosterIndex(const std::vector<Member>& known) {
  for (const Member& member : known) add(member);
}

void RosterIndex::add(const Member& member) {
  for (const ExternalIdentity& identity : member.identities) m_by_identity.emplace(key_of(identity.system, identity.value), member.id);
  if (!member.email.empty()) m_by_email.emplace(lower_ascii(member.email), member.id);
  auto& namesakes = m_by_name[name_key(member.name)];
  if (std::none_of(namesakes.begin(), namesakes.end(), [&](const Named& named) { return named.id == member.id; })) {
    namesakes.push_back(
        {.id = member.id, .email = lower_ascii(member.email), .employee_id = identity_key("employee_id", employee_id_of(member))});
  }
}

std::optional<Id<Person>> RosterIndex::by_identity(std::string_view system, std::string_view value) const {
  const auto found = m_by_identity.find(key_of(system, value));
  return found == m_by_identity.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Id<Person>> RosterIndex::by_email(std::string_view email) const {
  if (const auto found = m_by_email.find(lower_ascii(trimmed(email))); found != m_by_email.end()) return found->second;
  return by_identity("email", email);
}

std::variant<std::optional<Id<Person>>, RosterFault> RosterIndex::person_of(const RosterRow& row) const {
  std::optional<Id<Person>> found;
  std::string employee_id;
  for (const auto& [system, value] : row.identities) {
    if (system == "employee_id") employee_id = identity_key(system, value);
    const auto person = by_identity(system, value);
    if (found && person && *person != *found)
      return RosterFault{.row = row.row, .field = system, .found = value, .expected = "an id of the person the row's other ids belong to"};
    if (person) found = person;
  }
  if (row.email && !row.email->empty()) {
    const auto person = by_email(*row.email);
    if (found && person && *person != *found)
      return RosterFault{.row = row.row, .field = "email", .found = *row.email, .expected = "an address that is not somebody else's"};
    if (person) found = person;
  }
  if (found) return found;
  std::vector<Id<Person>> namesakes;
  if (const auto named = m_by_name.find(name_key(row.name)); named != m_by_name.end()) {
    for (const Named& one : named->second) {
      const bool has_another_id = !employee_id.empty() && !one.employee_id.empty() && one.employee_id != employee_id;
      const bool has_another_email = row.email && !row.email->empty() && !one.email.empty() && one.email != lower_ascii(*row.email);
      if (!has_another_id && !has_another_email) namesakes.push_back(one.id);
    }
  }
  if (namesakes.size() > 1) {
    return RosterFault{
        .row = row.row,
        .field = "name",
        .found = row.name,
        .expected = "an employee id or e-mail address, because " + std::to_string(namesakes.size()) + " people have this name"};
  }
  return namesakes.empty() ? std::nullopt : std::optional(namesakes.front());
}

std::optional<Id<Person>> RosterIndex::manager_of(const RosterRow& row) const {
  // What somebody once said a text means goes before what it looks like.
  const std::string& named = !row.manager_id.empty() ? row.manager_id : !row.manager_email.empty() ? row.manager_email : row.manager_name;
  if (named.empty()) return std::nullopt;
  if (const auto matched = by_identity("manager_name", named)) return matched;
  if (!row.manager_id.empty()) return by_identity("employee_id", named);
  if (!row.manager_email.empty()) return by_email(named);
  const auto namesakes = m_by_name.find(name_key(named));
  if (namesakes == m_by_name.end() || namesakes->second.size() != 1) return std::nullopt;
  return namesakes->second.front().id;
}

}  // namespace backbeat::people
