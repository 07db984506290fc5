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

const std::string& named_manager(const RosterRow& row) {
  if (!row.manager_id.empty()) return row.manager_id;
  return row.manager_email.empty() ? row.manager_name : row.manager_email;
}

RosterIndex::RosterIndex(const std::vector<Member>& known) {
  for (const Member& member : known) add(member);
}

RosterIndex RosterIndex::of_managers(const std::vector<Member>& known, const std::vector<RosterRow>& rows) {
  RosterIndex index({});
  index.m_only.emplace();
  for (const RosterRow& row : rows) {
    const std::string& named = named_manager(row);
    if (named.empty()) continue;
    for (const std::string_view system : {"manager_name", "employee_id", "email"}) index.m_only->insert(key_of(system, named));
    index.m_only->insert(lower_ascii(trimmed(named)));
    index.m_only->insert(name_key(named));
  }
  for (const Member& member : known) index.add(member);
  return index;
}

void RosterIndex::add(const Member& member) {
  Named named{.id = member.id, .email = {}, .employee_id = {}};
  for (const ExternalIdentity& identity : member.identities) {
    std::string key = key_of(identity.system, identity.value);
    if (!is_wanted(key)) continue;
    const auto [entry, is_new] = m_by_identity.emplace(std::move(key), member.id);
    if (identity.system == "employee_id" && named.employee_id.empty())
      named.employee_id = std::string_view(entry->first).substr(identity.system.size() + 1);
  }
  if (!member.email.empty()) {
    std::string key = lower_ascii(member.email);
    if (is_wanted(key)) named.email = m_by_email.emplace(std::move(key), member.id).first->first;
  }
  std::string key = name_key(member.name);
  if (!is_wanted(key)) return;
  auto& namesakes = m_by_name[std::move(key)];
  if (std::ranges::find(namesakes, member.id, &Named::id) == namesakes.end()) namesakes.push_back(named);
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
  const std::string& named = named_manager(row);
  if (named.empty()) return std::nullopt;
  if (const auto matched = by_identity("manager_name", named)) return matched;
  if (!row.manager_id.empty()) return by_identity("employee_id", named);
  if (!row.manager_email.empty()) return by_email(named);
  const auto namesakes = m_by_name.find(name_key(named));
  if (namesakes == m_by_name.end() || namesakes->second.size() != 1) return std::nullopt;
  return namesakes->second.front().id;
}

}  // namespace backbeat::people
