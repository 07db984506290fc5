#include "crm/crm_actions_lookup.hpp"

#include "base/text.hpp"
#include "crm/crm_store_lookup.hpp"
#include "crm/stage_order.hpp"

namespace backbeat::crm {
namespace {

std::vector<std::string> unique(std::span<const std::string> texts) {
  const std::set<std::string> once(texts.begin(), texts.end());
  return {once.begin(), once.end()};
}

std::vector<std::string> unique_lower(std::span<const std::string> texts) {
  std::set<std::string> once;
  for (const std::string& text : texts) once.insert(lower_ascii(text));
  return {once.begin(), once.end()};
}

}  // namespace

std::vector<Account> accounts_with_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  return accounts_where_key(reader, org, unique(keys));
}
std::vector<Account> accounts_with_names(sql::Reader& reader, Id<Org> org, std::span<const std::string> names) {
  return accounts_where_name(reader, org, unique_lower(names));
}
std::vector<Account> accounts_with_domains(sql::Reader& reader, Id<Org> org, std::span<const std::string> domains) {
  return accounts_where_domain(reader, org, unique_lower(domains));
}
std::vector<Account> accounts_with_part(sql::Reader& reader, Id<Org> org, std::string_view part_of_name, int limit) {
  return accounts_where_part(reader, org, lower_ascii(part_of_name), limit);
}
std::vector<Opportunity> opportunities_with_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  return opportunities_where_key(reader, org, unique(keys));
}
std::vector<Opportunity> open_opportunities_at(sql::Reader& reader, Id<Org> org, std::span<const std::string> accounts) {
  return open_where_account(reader, org, unique_lower(accounts));
}
std::vector<StageChange> changes_of_opportunities(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  return changes_where_key(reader, org, unique(keys));
}

std::vector<std::string> load_stage_order(sql::Reader& reader, Id<Org> org) {
  constexpr int most = 500;
  const Sample sample = sample_of_stages(reader, org, most);
  return stage_order(sample.changes, sample.closing);
}

}  // namespace backbeat::crm
