#include "crm/crm_actions.hpp"

#include "crm/crm_actions_report.hpp"
#include "crm/crm_file.hpp"
#include "crm/crm_store.hpp"

#include <istream>
#include <set>

namespace backbeat::crm {
namespace {

/// The rows of a kind of which there are few.
template <class T, class Each>
Result<FileRows<T>> all_rows(Each each) {
  FileRows<T> out;
  FileFindings found = TRY(each(Take<T>([&out](FileRow<T>&& row) { out.taken.push_back(std::move(row)); })));
  static_cast<FileFindings&>(out) = std::move(found);
  return out;
}

/// Accounts and products: put what is new or different.
template <class T, class Put>
imports::ImportReport put_all(imports::ImportReport report, const FileRows<T>& file, const std::vector<T>& stored, Put put) {
  std::unordered_map<std::string, const T*> by_key;
  for (const auto& item : stored) by_key.emplace(item.key, &item);
  for (const auto& [row, value] : file.taken) {
    const auto known = by_key.find(value.key);
    if (known != by_key.end() && *known->second == value) {
      ++report.unchanged;
      continue;
    }
    put(value);
    const bool is_new = known == by_key.end();
    ++(is_new ? report.added : report.changed);
    report.note_change(row, value.key + (is_new ? ": new" : ": changed"));
  }
  return report;
}

std::string owner_key(const Quota& quota) {
  return quota.owner.system + "\n" + lower(quota.owner.value);
}

bool overlap(const Quota& a, const Quota& b) {
  return a.first_day != b.first_day && a.first_day <= b.last_day && b.first_day <= a.last_day;
}

}  // namespace

std::vector<Opportunity> load_opportunities_of(sql::Reader& reader, Id<Org> org, Id<Person> owner) {
  return read_opportunities_of(reader, org, owner);
}
std::vector<StageChange> load_changes_of(sql::Reader& reader, Id<Org> org, Id<Person> owner) {
  return read_changes_of(reader, org, owner);
}
std::vector<Quota> load_quotas_of(sql::Reader& reader, Id<Org> org, Id<Person> owner) {
  return read_quotas_of(reader, org, owner);
}
std::vector<Opportunity> load_opportunities(sql::Reader& reader, Id<Org> org) {
  return read_stored_opportunities(reader, org);
}

std::int64_t attach_waiting(sql::Transaction& tx, Id<Org> org) {
  std::int64_t attached = 0;
  std::map<std::string, people::IdentityIndex> index_of;
  for (const auto& [system, value] : waiting_owners(tx, org)) {
    const auto index = index_of.try_emplace(system, tx, org, system).first;
    const auto person = index->second.find(value);
    if (!person) continue;
    attached += attach_owner(tx, org, system, value, *person);
    imports::forget_unmatched(tx, org, system, value);
  }
  return attached;
}

std::vector<imports::Mapping> CrmImporter::mappings() const {
  return mappings_of(kind());
}

std::string_view CrmImporter::mapping_text(std::string_view name) const {
  return shipped_mapping_text(name);
}

Result<imports::Mapping> CrmImporter::read_mapping(std::string_view text) const {
  return offered(TRY(own_mapping(kind(), text)), kind());
}

Result<CrmMapping> CrmImporter::mapping_of(const imports::Upload& upload) const {
  if (!upload.mapping_text.empty()) return own_mapping(kind(), upload.mapping_text);
  return mapping_for(kind(), upload.mapping, *upload.file.open());
}

void CrmImporter::matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const {
  attach_owner(tx, org, system, value, person);
}

void OpportunityImporter::after_any(sql::Transaction& tx, Id<Org> org, Instant) const {
  attach_waiting(tx, org);
}

Result<imports::ImportReport> AccountImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                   const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CrmMapping mapping = TRY(mapping_of(upload));
  const auto file = TRY(all_rows<Account>([&](const auto& take) { return each_account(*upload.file.open(), mapping, take); }));
  return put_all(report_of(file, mapping, kind()), file, read_stored_accounts(tx, org),
                 [&](const Account& account) { put_account(tx, org, account); });
}

Result<imports::ImportReport> ProductImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                   const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CrmMapping mapping = TRY(mapping_of(upload));
  const auto file = TRY(all_rows<Product>([&](const auto& take) { return each_product(*upload.file.open(), mapping, take); }));
  return put_all(report_of(file, mapping, kind()), file, read_stored_products(tx, org),
                 [&](const Product& product) { put_product(tx, org, product); });
}

Result<imports::ImportReport> StageHistoryImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                        const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CrmMapping mapping = TRY(mapping_of(upload));
  const Zone zone = TRY(access().organisation(tx, org)).zone;
  imports::ImportReport report;
  std::int64_t of_nothing = 0;
  std::vector<FileRow<StageChange>> batch;
  const auto write_batch = [&] {
    std::vector<std::string> keys;
    for (const auto& [row, change] : batch) keys.push_back(change.opportunity);
    const ChangesByKey known = read_changes_of_keys(tx, org, keys);
    const std::set<std::string> opportunities = read_known_keys(tx, org, keys);
    std::map<std::tuple<std::string, Instant, std::string>, std::string> source_of;
    for (const auto& [key, changes] : known)
      for (const auto& change : changes) source_of.emplace(std::tuple(key, change.entered_at, change.stage), change.source);
    std::vector<StageChange> to_put;
    for (auto& [row, change] : batch) {
      if (!opportunities.contains(change.opportunity)) ++of_nothing;
      const auto [entry, is_new] = source_of.try_emplace({change.opportunity, change.entered_at, change.stage}, change.source);
      if (!is_new && entry->second == change.source) {
        ++report.unchanged;
        continue;
      }
      ++(is_new ? report.added : report.changed);
      entry->second = change.source;
      report.note_change(row, change.opportunity + ": entered " + change.stage + " at " + change.entered_at.text());
      to_put.push_back(std::move(change));
    }
    put_changes(tx, org, to_put);
    batch.clear();
  };
  const Take<StageChange> take = [&](FileRow<StageChange>&& row) {
    batch.push_back(std::move(row));
    if (batch.size() == rows_a_batch) write_batch();
  };
  add_findings(report, TRY(each_stage_change(*upload.file.open(), mapping, zone, take)), mapping, kind());
  write_batch();
  if (of_nothing > 0)
    report.notes.push_back({.row = {}, .text = std::to_string(of_nothing) + " rows are about opportunities that were not imported: kept."});
  return report;
}

Result<imports::ImportReport> QuotaImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                 const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CrmMapping mapping = TRY(mapping_of(upload));
  const auto file = TRY(all_rows<Quota>([&](const auto& take) { return each_quota(*upload.file.open(), mapping, take); }));
  std::map<std::string, std::vector<Quota>> known;  // by owner
  for (auto& quota : read_stored_quotas(tx, org)) known[owner_key(quota)].push_back(std::move(quota));

  Owners owners(tx, org, kind(), mapping.owner_system);
  imports::ImportReport report = report_of(file, mapping, kind());
  for (const auto& [row, value] : file.taken) {
    Quota quota = value;
    std::vector<Quota>& others = known[owner_key(quota)];
    const auto clash = std::ranges::find_if(others, [&](const Quota& other) { return overlap(other, quota); });
    if (clash != others.end()) {
      report.reject({.row = row,
                     .column = mapping.kinds.find(kind())->second.columns.at("first_day"),
                     .found = quota.first_day.text() + " to " + quota.last_day.text(),
                     .expected = "a period that does not overlap " + clash->first_day.text() + " to " + clash->last_day.text() + " of " +
                                 quota.owner.value});
      continue;
    }
    const auto found = std::ranges::find(others, quota.first_day, &Quota::first_day);
    const bool is_new = found == others.end();
    if (!is_new) quota.owner.value = found->owner.value;  // as it was spelled first
    quota.owner.person = owners.person(quota.owner.value, is_new ? std::nullopt : found->owner.person);
    if (!is_new && *found == quota) {
      ++report.unchanged;
      continue;
    }
    put_quota(tx, org, quota);
    ++(is_new ? report.added : report.changed);
    report.note_change(row,
                       quota.owner.value + ", " + quota.first_day.text() + " to " + quota.last_day.text() + ": " + text_of(quota.amount));
    if (is_new)
      others.push_back(quota);
    else
      *found = quota;
  }
  owners.finish(report, access().clock().now());
  return report;
}

Result<Totals> Crm::totals(const access::Actor& actor, By by, std::optional<LocalDate> as_of) const {
  TRY(m_access.entitled<access::Right::import_files>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<Totals> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const LocalDate day = as_of.value_or(m_access.today(reader, actor.org()));
    return crm::totals(read_stored_opportunities(reader, actor.org()), people::load_members(reader, actor.org()), by, day,
                       organisation.fiscal_first_month);
  });
}

}  // namespace backbeat::crm
