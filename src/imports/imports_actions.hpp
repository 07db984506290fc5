// Running imports: one door for every kind of file. A feature offers an Importer; Imports runs it as a preview or for good, keeps the runs
// and the names nobody answers to, and says how fresh each source is.
#pragma once

#include "access/access_actions.hpp"
#include "imports/imports.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::imports {

using ImportRight = access::Entitled<access::Right::import_files>;

/// A file that is read from its beginning as often as somebody asks; what it reads must outlive it. Large ones need never be in memory.
class File {
 public:
  using Open = std::function<std::unique_ptr<std::istream>()>;
  explicit File(Open open) : m_open(std::move(open)) {}
  File(std::string_view bytes);
  File(const char* bytes) : File(std::string_view(bytes)) {}
  File(const std::string& bytes) : File(std::string_view(bytes)) {}
  [[nodiscard]] std::unique_ptr<std::istream> open() const { return m_open(); }

 private:
  Open m_open;
};

/// A file as it came.
struct Upload {
  std::string_view file_name;
  std::string_view mapping;       // name of one of the kind's mappings; empty: the one that fits
  std::string_view mapping_text;  // the organisation's own mapping instead; empty: none
  const File& file;
  LocalDate effective_on;  // from when its changes hold
};

/// How a file's columns are to be read: a shipped mapping or one used before by what `Mapping` calls it (its name, or its sha256), nothing
/// for whichever fits, or the text of an own one.
class MappingChoice {
 public:
  MappingChoice(const char* name) : m_name(name) {}
  MappingChoice(std::string_view name) : m_name(name) {}
  MappingChoice(const std::string& name) : m_name(name) {}
  [[nodiscard]] static MappingChoice own(std::string_view text) {
    MappingChoice choice("");
    choice.m_text = text;
    return choice;
  }
  [[nodiscard]] std::string_view name() const { return m_name; }
  [[nodiscard]] std::string_view text() const { return m_text; }

 private:
  std::string_view m_name;
  std::string_view m_text;
};

/// One kind of file that can be imported. Implemented by the feature that owns the facts.
class Importer {
 public:
  virtual ~Importer() = default;
  [[nodiscard]] virtual std::string_view kind() const = 0;   // "roster", "opportunities"; part of the URL
  [[nodiscard]] virtual std::string_view label() const = 0;  // "Roster"
  [[nodiscard]] virtual std::vector<Mapping> mappings() const = 0;
  /// A shipped mapping as a text to copy from; "" where there is none of that name, or none that is a text.
  [[nodiscard]] virtual std::string_view mapping_text(std::string_view name) const;
  /// What an own mapping says of this kind, or everything that is wrong with it.
  [[nodiscard]] virtual Result<Mapping> read_mapping(std::string_view text) const;

  /// Reads the file and writes what it says into `tx`. Rows that cannot be taken are in the report and change nothing; a file that cannot
  /// be read at all is an Error. Imports rolls `tx` back for a preview, so a preview can never differ from the import. Sets
  /// kind-independent parts of the report only; Imports adds kind, file_name, applied, run_id and the own mapping's sha256.
  [[nodiscard]] virtual Result<ImportReport> run(sql::Transaction& tx, const ImportRight& right, const Upload& upload) const = 0;

  /// Somebody said who `value` of `system` is: rows imported earlier that wait for it belong to `person` from now on.
  virtual void matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const;

  /// After every import of any kind, in its transaction: a roster may know who a CRM's rows were waiting for.
  virtual void after_any(sql::Transaction& tx, Id<Org> org, Instant at) const;
};

struct RunRow {
  Id<ImportRun> id;
  std::string kind;
  std::string file_name;
  Instant at;
  std::optional<Id<Person>> by;  // nobody: the operator at the command line
  std::string by_name;
  std::int64_t rows = 0, added = 0, changed = 0, unchanged = 0, rejected = 0, unmatched = 0;
  std::string mapping;         // its name
  std::string mapping_sha256;  // of an own one
};

struct RunPage {
  std::vector<RunRow> runs;  // newest first
  bool has_more = false;
};

class Imports {
 public:
  /// The importers must outlive this.
  Imports(sql::Db& db, const access::Access& access, std::vector<const Importer*> importers);

  [[nodiscard]] Result<ImportReport> preview(const access::Actor& actor, std::string_view kind, std::string_view file_name,
                                             const MappingChoice& mapping, std::optional<LocalDate> effective_on, const File& file) const;
  [[nodiscard]] Result<ImportReport> apply(const access::Actor& actor, std::string_view kind, std::string_view file_name,
                                           const MappingChoice& mapping, std::optional<LocalDate> effective_on, const File& file) const;
  /// Ours, then the own ones that were imported with. errors::not_found for an unknown kind; all kinds where it is empty.
  [[nodiscard]] Result<std::vector<Mapping>> mappings(const access::Actor& actor, std::string_view kind) const;
  /// The text of one of them, named as in MappingChoice.
  [[nodiscard]] Result<std::string> mapping_text(const access::Actor& actor, std::string_view kind, std::string_view mapping) const;
  [[nodiscard]] Result<std::vector<Source>> sources(const access::Actor& actor) const;
  [[nodiscard]] Result<RunPage> runs(const access::Actor& actor, std::optional<Id<ImportRun>> before, int limit) const;
  [[nodiscard]] Result<ImportReport> report(const access::Actor& actor, Id<ImportRun> run) const;

  [[nodiscard]] const std::vector<const Importer*>& importers() const { return m_importers; }

 private:
  [[nodiscard]] Result<const Importer*> importer(std::string_view kind) const;
  [[nodiscard]] Result<ImportReport> run(sql::Transaction& tx, const access::Actor& actor, std::string_view kind, Upload upload,
                                         const MappingChoice& mapping) const;

  sql::Db& m_db;
  const access::Access& m_access;
  std::vector<const Importer*> m_importers;
};

/// Keeps the run and its report; called by Imports, and by what imports without an upload (the simulator, the command line).
Id<ImportRun> record_run(sql::Transaction& tx, Id<Org> org, Id<User> by, Instant at, const ImportReport& report);

/// Puts a name on the visible list of the unmatched; `rows` is how many rows wait for it now (0 takes it off the list).
void note_unmatched(sql::Transaction& tx, Id<Org> org, std::string_view source, std::string_view system, std::string_view value,
                    std::int64_t rows, Instant at);
void forget_unmatched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value);
[[nodiscard]] std::vector<UnmatchedName> unmatched_names(sql::Reader& reader, Id<Org> org);

/// Every kind that was ever imported, with when and how fresh that is. Kinds never imported are not in it.
[[nodiscard]] std::vector<Source> freshness(sql::Reader& reader, Id<Org> org, Instant now);

}  // namespace backbeat::imports
