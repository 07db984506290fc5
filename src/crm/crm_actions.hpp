// Importing what the CRM says, and reading it. Importing the same file twice changes nothing; what belongs to nobody yet is kept and waits.
#pragma once

#include "access/access_actions.hpp"
#include "crm/crm.hpp"
#include "crm/crm_totals.hpp"
#include "imports/imports_actions.hpp"
#include "people/people_actions.hpp"

#include <string_view>
#include <vector>

namespace backbeat::crm {

struct CrmMapping;

// --- for other features: plain facts, without a check of who asks ---

/// Of one rep, without what the CRM marked as deleted.
[[nodiscard]] std::vector<Opportunity> load_opportunities_of(sql::Reader& reader, Id<Org> org, Id<Person> owner);
[[nodiscard]] std::vector<StageChange> load_changes_of(sql::Reader& reader, Id<Org> org, Id<Person> owner);
[[nodiscard]] std::vector<Quota> load_quotas_of(sql::Reader& reader, Id<Org> org, Id<Person> owner);
/// Everything, for totals and the simulator.
[[nodiscard]] std::vector<Opportunity> load_opportunities(sql::Reader& reader, Id<Org> org);

/// Gives what waits for a name to the person who answers to it by now; how many rows that were. Cheap when nothing waits.
std::int64_t attach_waiting(sql::Transaction& tx, Id<Org> org);

// --- importers: kinds opportunities, accounts, products, stage-history, quotas; mappings backbeat, maven, salesforce, ... ---

class CrmImporter : public imports::Importer {
 public:
  explicit CrmImporter(const access::Access& access) : m_access(access) {}
  [[nodiscard]] std::vector<imports::Mapping> mappings() const override;
  [[nodiscard]] std::string_view mapping_text(std::string_view name) const override;
  [[nodiscard]] Result<imports::Mapping> read_mapping(std::string_view text) const override;
  void matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const override;

 protected:
  [[nodiscard]] const access::Access& access() const { return m_access; }
  /// The organisation's own, the one that was named, or the one whose columns the file has.
  [[nodiscard]] Result<CrmMapping> mapping_of(const imports::Upload& upload) const;

 private:
  const access::Access& m_access;
};

class OpportunityImporter final : public CrmImporter {
 public:
  using CrmImporter::CrmImporter;
  [[nodiscard]] std::string_view kind() const override { return "opportunities"; }
  [[nodiscard]] std::string_view label() const override { return "Opportunities"; }
  void after_any(sql::Transaction& tx, Id<Org> org, Instant at) const override;
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
};

class AccountImporter final : public CrmImporter {
 public:
  using CrmImporter::CrmImporter;
  [[nodiscard]] std::string_view kind() const override { return "accounts"; }
  [[nodiscard]] std::string_view label() const override { return "Accounts"; }
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
};

class ProductImporter final : public CrmImporter {
 public:
  using CrmImporter::CrmImporter;
  [[nodiscard]] std::string_view kind() const override { return "products"; }
  [[nodiscard]] std::string_view label() const override { return "Products"; }
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
};

class StageHistoryImporter final : public CrmImporter {
 public:
  using CrmImporter::CrmImporter;
  [[nodiscard]] std::string_view kind() const override { return "stage-history"; }
  [[nodiscard]] std::string_view label() const override { return "Stage history"; }
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
};

class QuotaImporter final : public CrmImporter {
 public:
  using CrmImporter::CrmImporter;
  [[nodiscard]] std::string_view kind() const override { return "quotas"; }
  [[nodiscard]] std::string_view label() const override { return "Quotas"; }
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
};

// --- actions ---

class Crm {
 public:
  Crm(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// Won, lost and open by agent, manager or quarter, as of a day (today where none is given). For import_files.
  [[nodiscard]] Result<Totals> totals(const access::Actor& actor, By by, std::optional<LocalDate> as_of = {}) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
};

}  // namespace backbeat::crm
