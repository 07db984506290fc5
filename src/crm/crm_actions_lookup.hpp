// Finding what other features' facts name: accounts and opportunities by key, name or domain. Plain facts, without a check of who asks;
// what the CRM marked as deleted is not found. Lists may have any length and name things twice.
#pragma once

#include "crm/crm.hpp"
#include "sql/sql.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::crm {

[[nodiscard]] std::vector<Account> accounts_with_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);
/// ASCII capitals make no difference.
[[nodiscard]] std::vector<Account> accounts_with_names(sql::Reader& reader, Id<Org> org, std::span<const std::string> names);
[[nodiscard]] std::vector<Account> accounts_with_domains(sql::Reader& reader, Id<Org> org, std::span<const std::string> domains);
/// By name, at most `limit`.
[[nodiscard]] std::vector<Account> accounts_with_part(sql::Reader& reader, Id<Org> org, std::string_view part_of_name, int limit);
[[nodiscard]] std::vector<Opportunity> opportunities_with_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);
/// Open ones whose account is written as one of these (keys or names; capitals make no difference).
[[nodiscard]] std::vector<Opportunity> open_opportunities_at(sql::Reader& reader, Id<Org> org, std::span<const std::string> accounts);
[[nodiscard]] std::vector<StageChange> changes_of_opportunities(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);

/// The stages before closing, in the order in which the organisation's deals go through them: of its 500 last opportunities by key.
[[nodiscard]] std::vector<std::string> load_stage_order(sql::Reader& reader, Id<Org> org);

}  // namespace backbeat::crm
