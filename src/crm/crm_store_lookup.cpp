#include "crm/crm_store_lookup.hpp"

#include "crm/crm_store.hpp"

namespace backbeat::crm {
namespace {

constexpr std::size_t keys_a_statement = 40;

/// "(?, ?, ...)" of keys_a_statement places.
std::string places() {
  std::string out = "(?";
  for (std::size_t i = 1; i < keys_a_statement; ++i) out += ", ?";
  return out + ")";
}

constexpr std::string_view account_columns =
    "SELECT account_key, name, industry, location, parent, employees, is_deleted, domain FROM crm_account ";
const std::string by_key = std::string(account_columns) + "WHERE org_id = ? AND account_key IN " + places() + " AND is_deleted = 0";
const std::string by_name = std::string(account_columns) + "WHERE org_id = ? AND lower(name) IN " + places() + " AND is_deleted = 0";
const std::string by_domain =
    std::string(account_columns) + "WHERE org_id = ? AND domain <> '' AND domain IN " + places() + " AND is_deleted = 0";
const std::string by_part =
    std::string(account_columns) +
    "WHERE org_id = ? AND is_deleted = 0 AND lower(name) LIKE ? ESCAPE '\\' ORDER BY lower(name), account_key LIMIT ?";
const std::string open_by_account =
    "SELECT opportunity_key FROM opportunity WHERE org_id = ? AND outcome = 'open' AND is_deleted = 0 AND lower(account) IN " + places();
constexpr std::string_view sample_sql =
    "SELECT opportunity_key, stage, outcome FROM opportunity WHERE org_id = ? AND is_deleted = 0 ORDER BY opportunity_key DESC LIMIT ?";

template <class Visit>
void in_pieces(std::span<const std::string> keys, std::size_t size, Visit visit) {
  for (; !keys.empty(); keys = keys.subspan(std::min(size, keys.size()))) visit(keys.first(std::min(size, keys.size())));
}

std::vector<sql::Parameter> parameters_of(Id<Org> org, std::span<const std::string> keys) {
  std::vector<sql::Parameter> out{org};
  out.insert(out.end(), keys.begin(), keys.end());
  out.resize(keys_a_statement + 1, sql::Parameter(keys.back()));
  return out;
}

Account account_of(const sql::Row& row) {
  return {.key = row.get<std::string>(0),
          .name = row.get<std::string>(1),
          .industry = row.get<std::string>(2),
          .location = row.get<std::string>(3),
          .parent = row.get<std::string>(4),
          .employees = row.get<std::optional<std::int64_t>>(5),
          .is_deleted = row.get<bool>(6),
          .domain = row.get<std::string>(7)};
}

std::vector<Account> accounts_where(sql::Reader& reader, Id<Org> org, std::string_view statement, std::span<const std::string> keys) {
  std::vector<Account> out;
  in_pieces(keys, keys_a_statement, [&](std::span<const std::string> piece) {
    reader.each_of(statement, [&](const sql::Row& row) { out.push_back(account_of(row)); }, parameters_of(org, piece));
  });
  return out;
}

}  // namespace

std::vector<Account> accounts_where_key(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  return accounts_where(reader, org, by_key, keys);
}
std::vector<Account> accounts_where_name(sql::Reader& reader, Id<Org> org, std::span<const std::string> lower_names) {
  return accounts_where(reader, org, by_name, lower_names);
}
std::vector<Account> accounts_where_domain(sql::Reader& reader, Id<Org> org, std::span<const std::string> domains) {
  return accounts_where(reader, org, by_domain, domains);
}

std::vector<Account> accounts_where_part(sql::Reader& reader, Id<Org> org, std::string_view lower_part, int limit) {
  std::string pattern = "%";
  for (const char c : lower_part) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return reader.all(by_part, account_of, org, pattern + "%", limit);
}

std::vector<Opportunity> opportunities_where_key(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  std::vector<Opportunity> out;
  in_pieces(keys, rows_a_batch, [&](std::span<const std::string> piece) {
    for (auto& [key, opportunity] : read_opportunities_of_keys(reader, org, piece))
      if (!opportunity.is_deleted) out.push_back(std::move(opportunity));
  });
  return out;
}

std::vector<Opportunity> open_where_account(sql::Reader& reader, Id<Org> org, std::span<const std::string> lower_accounts) {
  std::vector<std::string> keys;
  in_pieces(lower_accounts, keys_a_statement, [&](std::span<const std::string> piece) {
    reader.each_of(open_by_account, [&](const sql::Row& row) { keys.push_back(row.get<std::string>(0)); }, parameters_of(org, piece));
  });
  return opportunities_where_key(reader, org, keys);
}

std::vector<StageChange> changes_where_key(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  std::vector<StageChange> out;
  in_pieces(keys, rows_a_batch, [&](std::span<const std::string> piece) {
    for (auto& [key, changes] : read_changes_of_keys(reader, org, piece)) out.insert(out.end(), changes.begin(), changes.end());
  });
  return out;
}

Sample sample_of_stages(sql::Reader& reader, Id<Org> org, int most) {
  Sample out;
  std::vector<std::string> keys;
  reader.each(
      sample_sql,
      [&](const sql::Row& row) {
        keys.push_back(row.get<std::string>(0));
        if (row.text(2) != name_of(Outcome::open)) out.closing.insert(row.get<std::string>(1));
      },
      org, most);
  out.changes = changes_where_key(reader, org, keys);
  return out;
}

}  // namespace backbeat::crm
