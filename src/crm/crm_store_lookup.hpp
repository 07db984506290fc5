// Finding the few accounts and opportunities that something else names. Every list of keys may have any length.
#pragma once

#include "crm/crm.hpp"
#include "sql/sql.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace backbeat::crm {

[[nodiscard]] std::vector<Account> accounts_where_key(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);
[[nodiscard]] std::vector<Account> accounts_where_name(sql::Reader& reader, Id<Org> org, std::span<const std::string> lower_names);
[[nodiscard]] std::vector<Account> accounts_where_domain(sql::Reader& reader, Id<Org> org, std::span<const std::string> domains);
[[nodiscard]] std::vector<Account> accounts_where_part(sql::Reader& reader, Id<Org> org, std::string_view lower_part, int limit);
[[nodiscard]] std::vector<Opportunity> opportunities_where_key(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);
[[nodiscard]] std::vector<Opportunity> open_where_account(sql::Reader& reader, Id<Org> org, std::span<const std::string> lower_accounts);
[[nodiscard]] std::vector<StageChange> changes_where_key(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);

/// The stage changes of the `most` opportunities with the last keys, and the stages of the closed among them.
struct Sample {
  std::vector<StageChange> changes;
  std::set<std::string> closing;
};
[[nodiscard]] Sample sample_of_stages(sql::Reader& reader, Id<Org> org, int most);

}  // namespace backbeat::crm
