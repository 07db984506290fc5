// A CRM's CSV exports into rows. A mapping says what the columns are called and how dates, booleans, stages and owners are written;
// columns that no mapping names are never read. Row numbers are lines of the file, the header being line 1.
#pragma once

#include "crm/crm.hpp"
#include "imports/imports.hpp"

#include <functional>
#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::crm {

/// How one kind of file is read (src/crm/mappings/*.toml).
struct KindMapping {
  std::map<std::string, std::string> columns;  // our field -> the file's column
  std::vector<std::string> required;           // our fields without which a row is nothing
  std::vector<std::string> won_stages;
  std::vector<std::string> lost_stages;
  std::map<std::string, std::string> stage_dates;  // stage, or "closed" -> our field that says when it was entered
  std::string file;                                // what the export calls this file, where it always has one name
  friend bool operator==(const KindMapping&, const KindMapping&) = default;
};

struct CrmMapping {
  std::string name;
  std::string label;
  std::string owner_system;
  std::optional<Zone> zone;  // in which times are written; nothing: the organisation's
  std::vector<std::string> date_formats;
  std::vector<std::string> yes;
  std::vector<std::string> no;
  std::vector<std::string> nothing;  // what stands for "no reference"
  std::map<std::string, KindMapping, std::less<>> kinds;
};

/// Refuses what is no mapping, with everything that is wrong, each with its line and column.
[[nodiscard]] Result<CrmMapping> parse_crm_mapping(std::string_view toml);
/// The same; refuses also a mapping that does not say how files of this kind are read.
[[nodiscard]] Result<CrmMapping> own_mapping(std::string_view kind, std::string_view toml);
/// backbeat, maven, salesforce, salesforce-connector.
[[nodiscard]] const std::vector<CrmMapping>& shipped_crm_mappings();
/// "" where there is none of that name.
[[nodiscard]] std::string_view shipped_mapping_text(std::string_view name);
/// The mappings of one kind, as the imports page lists them.
[[nodiscard]] std::vector<imports::Mapping> mappings_of(std::string_view kind);
/// One of them; it must read the kind.
[[nodiscard]] imports::Mapping offered(const CrmMapping& mapping, std::string_view kind);

/// The shipped mapping of that name which reads the kind; with an empty name the first whose required columns the file has, else the first.
/// Refuses a name that there is not.
[[nodiscard]] Result<CrmMapping> mapping_for(std::string_view kind, std::string_view name, std::istream& in);
[[nodiscard]] Result<CrmMapping> mapping_for(std::string_view kind, std::string_view name, std::string_view bytes);

template <class T>
struct FileRow {
  std::int64_t row = 0;
  T value;
};

/// What reading a file found beside its rows. What cannot be taken is counted; the first of it is listed.
struct FileFindings {
  std::int64_t rows = 0;  // read, the rejected among them
  std::int64_t rejected_total = 0;
  std::vector<imports::Rejected> rejected;
  std::int64_t notes_total = 0;
  std::vector<imports::Note> notes;
  std::vector<std::string> header;

  static constexpr std::size_t most_notes = 100;
  void reject(imports::Rejected rejected_row);
  void note(imports::Note note);
};

/// All of a file, for those that are small.
template <class T>
struct FileRows : FileFindings {
  std::vector<FileRow<T>> taken;
};

struct OpportunityRow {
  Opportunity opportunity;
  std::vector<StageChange> changes;  // the entries that the row itself tells of
};

template <class T>
using Take = std::function<void(FileRow<T>&&)>;

// Each refuses a file that is no CSV or lacks a required column; rows taken before a fault are void then. A key that comes a second time is
// rejected. `zone` is the organisation's. Memory does not grow with the file, but for the keys seen.
[[nodiscard]] Result<FileFindings> each_opportunity(std::istream& in, const CrmMapping& mapping, const Zone& zone,
                                                    const Take<OpportunityRow>& take);
[[nodiscard]] Result<FileFindings> each_account(std::istream& in, const CrmMapping& mapping, const Take<Account>& take);
[[nodiscard]] Result<FileFindings> each_product(std::istream& in, const CrmMapping& mapping, const Take<Product>& take);
[[nodiscard]] Result<FileFindings> each_stage_change(std::istream& in, const CrmMapping& mapping, const Zone& zone,
                                                     const Take<StageChange>& take);
[[nodiscard]] Result<FileFindings> each_quota(std::istream& in, const CrmMapping& mapping, const Take<Quota>& take);

// The same with all rows at once.
[[nodiscard]] Result<FileRows<OpportunityRow>> read_opportunities(std::string_view bytes, const CrmMapping& mapping, const Zone& zone);
[[nodiscard]] Result<FileRows<Account>> read_accounts(std::string_view bytes, const CrmMapping& mapping);
[[nodiscard]] Result<FileRows<Product>> read_products(std::string_view bytes, const CrmMapping& mapping);
[[nodiscard]] Result<FileRows<StageChange>> read_stage_history(std::string_view bytes, const CrmMapping& mapping, const Zone& zone);
[[nodiscard]] Result<FileRows<Quota>> read_quotas(std::string_view bytes, const CrmMapping& mapping);

// The texts of the shipped mappings.
[[nodiscard]] std::string_view backbeat_mapping_text();
[[nodiscard]] std::string_view maven_mapping_text();
[[nodiscard]] std::string_view salesforce_mapping_text();
[[nodiscard]] std::string_view salesforce_connector_mapping_text();

}  // namespace backbeat::crm
