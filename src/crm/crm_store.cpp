#include "crm/crm_store.hpp"

#include "base/assert.hpp"

namespace backbeat::crm {
namespace {

// Each statement costs its begin and end once; beyond some dozens of rows there is nothing left to save.
constexpr std::size_t rows_a_statement = 40;

constexpr std::string_view select_accounts =
    "SELECT account_key, name, industry, location, parent, employees, is_deleted, domain FROM crm_account WHERE org_id = ? ORDER BY "
    "account_key";

constexpr std::string_view select_products =
    "SELECT product_key, name, series, price, is_deleted FROM crm_product WHERE org_id = ? ORDER BY product_key";

constexpr std::string_view select_opportunities =
    "SELECT opportunity_key, name, account, product, owner_system, owner_value, owner_id, stage, outcome, amount, opened_on, closes_on, "
    "is_deleted FROM opportunity WHERE org_id = ? ORDER BY opportunity_key";

constexpr std::string_view select_opportunities_of =
    "SELECT opportunity_key, name, account, product, owner_system, owner_value, owner_id, stage, outcome, amount, opened_on, closes_on, "
    "is_deleted FROM opportunity WHERE org_id = ? AND owner_id = ? AND is_deleted = 0 ORDER BY opportunity_key";

constexpr std::string_view select_changes_of =
    "SELECT c.opportunity_key, c.stage, c.entered_at, c.source FROM stage_change c "
    "JOIN opportunity o ON o.org_id = c.org_id AND o.opportunity_key = c.opportunity_key "
    "WHERE o.org_id = ? AND o.owner_id = ? AND o.is_deleted = 0 ORDER BY c.opportunity_key, c.entered_at";

constexpr std::string_view select_quotas =
    "SELECT owner_system, owner_value, owner_id, first_day, last_day, amount FROM quota WHERE org_id = ? ORDER BY owner_value, first_day";

constexpr std::string_view select_quotas_of =
    "SELECT owner_system, owner_value, owner_id, first_day, last_day, amount FROM quota WHERE org_id = ? AND owner_id = ? ORDER BY "
    "first_day";

constexpr std::string_view upsert_account =
    "INSERT INTO crm_account (org_id, account_key, name, industry, location, parent, employees, is_deleted, domain) VALUES (?, ?, ?, ?, ?, "
    "?, ?, ?, ?) "
    "ON CONFLICT (org_id, account_key) DO UPDATE SET name = excluded.name, industry = excluded.industry, location = excluded.location, "
    "parent = excluded.parent, employees = excluded.employees, is_deleted = excluded.is_deleted, domain = excluded.domain";

constexpr std::string_view upsert_product =
    "INSERT INTO crm_product (org_id, product_key, name, series, price, is_deleted) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, product_key) DO UPDATE SET name = excluded.name, series = excluded.series, price = excluded.price, "
    "is_deleted = excluded.is_deleted";

/// "(?, ?), (?, ?)": `count` groups of `width`.
std::string groups(std::size_t count, std::size_t width) {
  std::string group = "(?";
  for (std::size_t i = 1; i < width; ++i) group += ", ?";
  group += ")";
  std::string out = group;
  for (std::size_t i = 1; i < count; ++i) out += ", " + group;
  return out;
}

constexpr std::size_t opportunity_width = 14;
std::string upsert_opportunities(std::size_t count) {
  return "INSERT INTO opportunity (org_id, opportunity_key, name, account, product, owner_system, owner_value, owner_id, stage, outcome, "
         "amount, opened_on, closes_on, is_deleted) VALUES " +
         groups(count, opportunity_width) +
         " ON CONFLICT (org_id, opportunity_key) DO UPDATE SET name = excluded.name, account = excluded.account, product = "
         "excluded.product, owner_system = excluded.owner_system, owner_value = excluded.owner_value, owner_id = excluded.owner_id, stage "
         "= excluded.stage, outcome = excluded.outcome, amount = excluded.amount, opened_on = excluded.opened_on, closes_on = "
         "excluded.closes_on, is_deleted = excluded.is_deleted";
}
const std::string upsert_opportunity = upsert_opportunities(1);
const std::string upsert_many_opportunities = upsert_opportunities(rows_a_statement);

constexpr std::size_t change_width = 5;
// The history knows better than a snapshot: where both tell of the same entry it stays the history's.
std::string upsert_changes(std::size_t count) {
  return "INSERT INTO stage_change (org_id, opportunity_key, entered_at, stage, source) VALUES " + groups(count, change_width) +
         " ON CONFLICT (org_id, opportunity_key, entered_at, stage) DO UPDATE SET source = excluded.source "
         "WHERE stage_change.source = 'opportunities'";
}
const std::string upsert_change = upsert_changes(1);
const std::string upsert_many_changes = upsert_changes(rows_a_statement);

const std::string select_opportunities_of_keys =
    "SELECT opportunity_key, name, account, product, owner_system, owner_value, owner_id, stage, outcome, amount, opened_on, closes_on, "
    "is_deleted FROM opportunity WHERE org_id = ? AND opportunity_key IN " +
    groups(1, rows_a_batch);
const std::string select_known_keys =
    "SELECT opportunity_key FROM opportunity WHERE org_id = ? AND opportunity_key IN " + groups(1, rows_a_batch);
const std::string select_changes_of_keys =
    "SELECT opportunity_key, stage, entered_at, source FROM stage_change WHERE org_id = ? AND opportunity_key IN " +
    groups(1, rows_a_batch) + " ORDER BY opportunity_key, entered_at";
constexpr std::string_view select_any =
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM opportunity WHERE org_id = ?) OR EXISTS (SELECT 1 FROM stage_change WHERE org_id = ?)";

constexpr std::string_view delete_change =
    "DELETE FROM stage_change WHERE org_id = ? AND opportunity_key = ? AND stage = ? AND entered_at = ? AND source = ?";

constexpr std::string_view upsert_quota =
    "INSERT INTO quota (org_id, owner_system, owner_value, first_day, last_day, owner_id, amount) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, owner_system, owner_value, first_day) DO UPDATE SET last_day = excluded.last_day, owner_id = excluded.owner_id, "
    "amount = excluded.amount";

constexpr std::string_view attach_opportunities =
    "UPDATE opportunity SET owner_id = ? WHERE org_id = ? AND owner_system = ? AND owner_value = ? AND owner_id IS NULL";
constexpr std::string_view attach_quotas =
    "UPDATE quota SET owner_id = ? WHERE org_id = ? AND owner_system = ? AND owner_value = ? AND owner_id IS NULL";

constexpr std::string_view select_waiting =
    "SELECT owner_system, owner_value FROM opportunity WHERE org_id = ? AND owner_id IS NULL "
    "UNION SELECT owner_system, owner_value FROM quota WHERE org_id = ? AND owner_id IS NULL";

Outcome outcome_from(std::string_view name) {
  for (const Outcome outcome : {Outcome::open, Outcome::won, Outcome::lost})
    if (name_of(outcome) == name) return outcome;
  ASSERT(!"an outcome the schema does not know");
  return Outcome::open;
}

Owner owner_of(const sql::Row& row, int first) {
  return {.system = row.get<std::string>(first),
          .value = row.get<std::string>(first + 1),
          .person = row.get<std::optional<Id<Person>>>(first + 2)};
}

Opportunity opportunity_of(const sql::Row& row) {
  return {.key = row.get<std::string>(0),
          .name = row.get<std::string>(1),
          .account = row.get<std::string>(2),
          .product = row.get<std::string>(3),
          .owner = owner_of(row, 4),
          .stage = row.get<std::string>(7),
          .outcome = outcome_from(row.text(8)),
          .amount = row.get<std::optional<Cents>>(9),
          .opened_on = row.get<std::optional<LocalDate>>(10),
          .closes_on = row.get<std::optional<LocalDate>>(11),
          .is_deleted = row.get<bool>(12)};
}

StageChange change_of(const sql::Row& row) {
  return {.opportunity = row.get<std::string>(0),
          .stage = row.get<std::string>(1),
          .entered_at = row.get<Instant>(2),
          .source = row.get<std::string>(3)};
}

Quota quota_of(const sql::Row& row) {
  return {.owner = owner_of(row, 0), .first_day = row.get<LocalDate>(3), .last_day = row.get<LocalDate>(4), .amount = row.get<Cents>(5)};
}

}  // namespace

std::vector<Account> read_stored_accounts(sql::Reader& reader, Id<Org> org) {
  return reader.all(
      select_accounts,
      [](const sql::Row& row) {
        return Account{.key = row.get<std::string>(0),
                       .name = row.get<std::string>(1),
                       .industry = row.get<std::string>(2),
                       .location = row.get<std::string>(3),
                       .parent = row.get<std::string>(4),
                       .employees = row.get<std::optional<std::int64_t>>(5),
                       .is_deleted = row.get<bool>(6),
                       .domain = row.get<std::string>(7)};
      },
      org);
}

std::vector<Product> read_stored_products(sql::Reader& reader, Id<Org> org) {
  return reader.all(
      select_products,
      [](const sql::Row& row) {
        return Product{.key = row.get<std::string>(0),
                       .name = row.get<std::string>(1),
                       .series = row.get<std::string>(2),
                       .price = row.get<std::optional<Cents>>(3),
                       .is_deleted = row.get<bool>(4)};
      },
      org);
}

std::vector<Opportunity> read_stored_opportunities(sql::Reader& reader, Id<Org> org) {
  return reader.all(select_opportunities, opportunity_of, org);
}
std::vector<Opportunity> read_opportunities_of(sql::Reader& reader, Id<Org> org, Id<Person> owner) {
  return reader.all(select_opportunities_of, opportunity_of, org, owner);
}
std::vector<StageChange> read_changes_of(sql::Reader& reader, Id<Org> org, Id<Person> owner) {
  return reader.all(select_changes_of, change_of, org, owner);
}
std::vector<Quota> read_stored_quotas(sql::Reader& reader, Id<Org> org) {
  return reader.all(select_quotas, quota_of, org);
}
std::vector<Quota> read_quotas_of(sql::Reader& reader, Id<Org> org, Id<Person> owner) {
  return reader.all(select_quotas_of, quota_of, org, owner);
}

void put_account(sql::Transaction& tx, Id<Org> org, const Account& account) {
  tx.change(upsert_account, org, account.key, account.name, account.industry, account.location, account.parent, account.employees,
            account.is_deleted, account.domain);
}

void put_product(sql::Transaction& tx, Id<Org> org, const Product& product) {
  tx.change(upsert_product, org, product.key, product.name, product.series, product.price, product.is_deleted);
}

namespace {

/// The organisation and the keys, the last key again where they are fewer than the statement has places for.
std::vector<sql::Parameter> key_parameters(Id<Org> org, std::span<const std::string> keys) {
  ASSERT(!keys.empty() && keys.size() <= rows_a_batch);
  std::vector<sql::Parameter> out{org};
  out.insert(out.end(), keys.begin(), keys.end());
  out.resize(rows_a_batch + 1, sql::Parameter(keys.back()));
  return out;
}

void add(std::vector<sql::Parameter>& out, Id<Org> org, const Opportunity& one) {
  const std::initializer_list<sql::Parameter> row = {org,
                                                     one.key,
                                                     one.name,
                                                     one.account,
                                                     one.product,
                                                     one.owner.system,
                                                     one.owner.value,
                                                     one.owner.person,
                                                     one.stage,
                                                     name_of(one.outcome),
                                                     one.amount,
                                                     one.opened_on,
                                                     one.closes_on,
                                                     one.is_deleted};
  out.insert(out.end(), row);
}
void add(std::vector<sql::Parameter>& out, Id<Org> org, const StageChange& one) {
  const std::initializer_list<sql::Parameter> row = {org, one.opportunity, one.entered_at, one.stage, one.source};
  out.insert(out.end(), row);
}

template <class T>
void put_all(sql::Transaction& tx, Id<Org> org, std::span<const T> items, std::string_view many, std::string_view single) {
  std::vector<sql::Parameter> parameters;
  while (!items.empty()) {
    const std::size_t count = items.size() >= rows_a_statement ? rows_a_statement : 1;
    parameters.clear();
    for (const T& item : items.first(count)) add(parameters, org, item);
    tx.change_many(count == 1 ? single : many, parameters);
    items = items.subspan(count);
  }
}

}  // namespace

std::unordered_map<std::string, Opportunity> read_opportunities_of_keys(sql::Reader& reader, Id<Org> org,
                                                                        std::span<const std::string> keys) {
  std::unordered_map<std::string, Opportunity> out;
  if (keys.empty()) return out;
  reader.each_of(
      select_opportunities_of_keys,
      [&](const sql::Row& row) {
        Opportunity one = opportunity_of(row);
        out.emplace(one.key, std::move(one));
      },
      key_parameters(org, keys));
  return out;
}

ChangesByKey read_changes_of_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  ChangesByKey out;
  if (keys.empty()) return out;
  reader.each_of(
      select_changes_of_keys, [&](const sql::Row& row) { out[row.get<std::string>(0)].push_back(change_of(row)); },
      key_parameters(org, keys));
  return out;
}

std::set<std::string> read_known_keys(sql::Reader& reader, Id<Org> org, std::span<const std::string> keys) {
  std::set<std::string> out;
  if (keys.empty()) return out;
  reader.each_of(select_known_keys, [&](const sql::Row& row) { out.insert(row.get<std::string>(0)); }, key_parameters(org, keys));
  return out;
}

bool has_opportunities(sql::Reader& reader, Id<Org> org) {
  return reader.first(select_any, [](const sql::Row&) { return true; }, org, org).has_value();
}

void put_opportunities(sql::Transaction& tx, Id<Org> org, std::span<const Opportunity> opportunities) {
  put_all(tx, org, opportunities, upsert_many_opportunities, upsert_opportunity);
}

void put_changes(sql::Transaction& tx, Id<Org> org, std::span<const StageChange> changes) {
  put_all(tx, org, changes, upsert_many_changes, upsert_change);
}

void put_quota(sql::Transaction& tx, Id<Org> org, const Quota& quota) {
  tx.change(upsert_quota, org, quota.owner.system, quota.owner.value, quota.first_day, quota.last_day, quota.owner.person, quota.amount);
}

void remove_change(sql::Transaction& tx, Id<Org> org, const StageChange& change) {
  tx.change(delete_change, org, change.opportunity, change.stage, change.entered_at, change.source);
}

std::int64_t attach_owner(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) {
  return tx.change(attach_opportunities, person, org, system, value) + tx.change(attach_quotas, person, org, system, value);
}

std::vector<std::pair<std::string, std::string>> waiting_owners(sql::Reader& reader, Id<Org> org) {
  return reader.all(
      select_waiting, [](const sql::Row& row) { return std::pair(row.get<std::string>(0), row.get<std::string>(1)); }, org, org);
}

}  // namespace backbeat::crm
