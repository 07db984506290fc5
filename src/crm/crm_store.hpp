// What the CRM says, as it is stored.
#pragma once

#include "crm/crm.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backbeat::crm {

[[nodiscard]] std::vector<Account> read_stored_accounts(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<Product> read_stored_products(sql::Reader& reader, Id<Org> org);
/// All of them, the deleted too, by key.
[[nodiscard]] std::vector<Opportunity> read_stored_opportunities(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<Opportunity> read_opportunities_of(sql::Reader& reader, Id<Org> org, Id<Person> owner);
[[nodiscard]] std::vector<StageChange> read_changes_of(sql::Reader& reader, Id<Org> org, Id<Person> owner);
[[nodiscard]] std::vector<Quota> read_stored_quotas(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<Quota> read_quotas_of(sql::Reader& reader, Id<Org> org, Id<Person> owner);

/// How many rows of a file are looked up and written together.
inline constexpr std::size_t rows_a_batch = 200;
using ChangesByKey = std::unordered_map<std::string, std::vector<StageChange>>;
// What is stored of the opportunities with these keys, at most rows_a_batch of them.
[[nodiscard]] std::unordered_map<std::string, Opportunity> read_opportunities_of_keys(sql::Reader& reader, Id<Org> org,
                                                                                      std::span<const std::string> keys);
[[nodiscard]] ChangesByKey read_changes_of_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);
[[nodiscard]] std::set<std::string> read_known_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys);
/// Whether there is any opportunity or stage change: a first import has nothing to look up.
[[nodiscard]] bool has_opportunities(sql::Reader& reader, Id<Org> org);

// Many at once; no key may stand there twice.
void put_opportunities(sql::Transaction& tx, Id<Org> org, std::span<const Opportunity> opportunities);
void put_changes(sql::Transaction& tx, Id<Org> org, std::span<const StageChange> changes);

// Each writes a row, or replaces the one with its key.
void put_account(sql::Transaction& tx, Id<Org> org, const Account& account);
void put_product(sql::Transaction& tx, Id<Org> org, const Product& product);
void put_quota(sql::Transaction& tx, Id<Org> org, const Quota& quota);
/// Forgets when a stage was entered according to a source, before it says so anew.
void remove_change(sql::Transaction& tx, Id<Org> org, const StageChange& change);

/// Gives everything that waits for a name to a person; how many rows that were.
std::int64_t attach_owner(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person);

/// Names that own something and belong to nobody yet.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> waiting_owners(sql::Reader& reader, Id<Org> org);

}  // namespace backbeat::crm
