#include "imports/imports_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "imports/imports_store.hpp"
#include "sql/large_write.hpp"

#include <algorithm>
#include <spanstream>

namespace backbeat::imports {
namespace {

// Not a refusal anybody sees: it takes a preview's writes back.
constexpr ErrorSpec only_a_preview{"only_a_preview", ErrorKind::conflict, "Nothing was written."};
constexpr std::size_t longest_file_name = 200;

/// The sha256 of an own mapping, as it stands where a mapping is named.
bool is_sha256(std::string_view name) {
  return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::unexpected<Error> unknown_mapping(const Importer& importer, std::string_view found) {
  std::string names;
  for (const Mapping& mapping : importer.mappings()) names += (names.empty() ? "" : ", ") + mapping.name;
  return expected_value("mapping", "one of " + names, std::string(front_of(found, 64)));
}

std::int64_t size_of(const File& file) {
  const auto in = file.open();
  in->seekg(0, std::ios::end);
  return std::max<std::int64_t>(in->tellg(), 0);
}

}  // namespace

std::string_view Importer::mapping_text(std::string_view) const {
  return {};
}

Result<Mapping> Importer::read_mapping(std::string_view) const {
  std::string columns;
  for (const Mapping& mapping : mappings())
    for (const MappedColumn& column : mapping.columns) columns += (columns.empty() ? "" : ", ") + column.column;
  return refuse(no_own_mapping, "mapping", {{"columns", columns}});
}

File::File(std::string_view bytes) : m_open([bytes] { return std::make_unique<std::ispanstream>(std::span<const char>(bytes)); }) {}

void Importer::matched(sql::Transaction&, Id<Org>, std::string_view, std::string_view, Id<Person>) const {}
void Importer::after_any(sql::Transaction&, Id<Org>, Instant) const {}

Imports::Imports(sql::Db& db, const access::Access& access, std::vector<const Importer*> importers)
    : m_db(db), m_access(access), m_importers(std::move(importers)) {}

Result<const Importer*> Imports::importer(std::string_view kind) const {
  for (const Importer* importer : m_importers) {
    if (importer->kind() == kind) return importer;
  }
  return refuse(errors::not_found, "kind");
}

Result<ImportReport> Imports::run(sql::Transaction& tx, const access::Actor& actor, std::string_view kind, Upload upload,
                                  const MappingChoice& mapping) const {
  const ImportRight right = TRY(m_access.entitled<access::Right::import_files>(actor));
  const Importer* importer = TRY(this->importer(kind));
  std::string text(mapping.text());
  if (text.empty() && is_sha256(mapping.name())) {
    auto kept = read_mapping_text(tx, actor.org(), kind, mapping.name());
    if (!kept) return unknown_mapping(*importer, mapping.name());
    text = *std::move(kept);
  }
  if (text.size() > longest_mapping)
    return expected_value("mapping", "at most " + std::to_string(longest_mapping) + " bytes", std::to_string(text.size()));
  std::string sha256;
  if (!text.empty()) {
    TRY(importer->read_mapping(text));
    sha256 = crypto::sha256_hex(text);
    upload.mapping_text = text;
  } else if (!mapping.name().empty()) {
    const auto mappings = importer->mappings();
    if (std::ranges::find(mappings, mapping.name(), &Mapping::name) == mappings.end()) return unknown_mapping(*importer, mapping.name());
    upload.mapping = mapping.name();
  }
  ImportReport report = TRY(importer->run(tx, right, upload));
  for (const Importer* each : m_importers) each->after_any(tx, actor.org(), m_access.clock().now());
  report.kind = kind;
  report.file_name = upload.file_name.substr(0, longest_file_name);
  report.mapping.sha256 = sha256;
  if (!sha256.empty()) keep_mapping(tx, actor.org(), kind, {.sha256 = sha256, .text = text}, m_access.clock().now());
  return report;
}

Result<ImportReport> Imports::preview(const access::Actor& actor, std::string_view kind, std::string_view file_name,
                                      const MappingChoice& mapping, std::optional<LocalDate> effective_on, const File& file) const {
  TRY(access::may_change(actor));
  std::optional<ImportReport> report;
  const sql::LargeWrite alone(size_of(file));
  const auto taken_back = m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const LocalDate from = effective_on.value_or(m_access.today(tx, actor.org()));
    report =
        TRY(run(tx, actor, kind, {.file_name = file_name, .mapping = {}, .mapping_text = {}, .file = file, .effective_on = from}, mapping));
    return refuse(only_a_preview);
  });
  if (!taken_back.error().is(only_a_preview)) return std::unexpected(taken_back.error());
  report->applied = false;
  return *std::move(report);
}

Result<ImportReport> Imports::apply(const access::Actor& actor, std::string_view kind, std::string_view file_name,
                                    const MappingChoice& mapping, std::optional<LocalDate> effective_on, const File& file) const {
  TRY(access::may_change(actor));
  const sql::LargeWrite alone(size_of(file));
  return m_db.write([&](sql::Transaction& tx) -> Result<ImportReport> {
    const LocalDate from = effective_on.value_or(m_access.today(tx, actor.org()));
    ImportReport report =
        TRY(run(tx, actor, kind, {.file_name = file_name, .mapping = {}, .mapping_text = {}, .file = file, .effective_on = from}, mapping));
    report.applied = true;
    report.run_id = record_run(tx, actor.org(), actor.user(), m_access.clock().now(), report);
    return report;
  });
}

Result<std::vector<Mapping>> Imports::mappings(const access::Actor& actor, std::string_view kind) const {
  TRY(m_access.entitled<access::Right::import_files>(actor));
  if (!kind.empty()) TRY(importer(kind));
  const auto kept = m_db.read([&](sql::Reader& reader) { return read_mappings(reader, actor.org()); });
  std::vector<Mapping> all;
  for (const Importer* importer : m_importers) {
    if (!kind.empty() && importer->kind() != kind) continue;
    for (Mapping& mapping : importer->mappings()) all.push_back(std::move(mapping));
    for (const KeptMapping& one : kept) {
      if (one.kind != importer->kind()) continue;
      auto mapping = importer->read_mapping(one.text);
      if (!mapping) continue;  // was one to an earlier program
      mapping->sha256 = one.sha256;
      all.push_back(*std::move(mapping));
    }
  }
  return all;
}

Result<std::string> Imports::mapping_text(const access::Actor& actor, std::string_view kind, std::string_view mapping) const {
  TRY(m_access.entitled<access::Right::import_files>(actor));
  const Importer* importer = TRY(this->importer(kind));
  if (is_sha256(mapping)) {
    auto kept = m_db.read([&](sql::Reader& reader) { return read_mapping_text(reader, actor.org(), kind, mapping); });
    if (!kept) return refuse(errors::not_found);
    return *std::move(kept);
  }
  const std::string_view text = importer->mapping_text(mapping);
  if (text.empty()) return refuse(errors::not_found);
  return std::string(text);
}

Result<std::vector<Source>> Imports::sources(const access::Actor& actor) const {
  TRY(m_access.entitled<access::Right::import_files>(actor));
  const auto imported = m_db.read([&](sql::Reader& reader) { return freshness(reader, actor.org(), m_access.clock().now()); });
  std::vector<Source> out;
  for (const Importer* importer : m_importers) {
    Source source{.kind = std::string(importer->kind()), .label = {}, .last_imported_at = {}};
    for (const Source& known : imported) {
      if (known.kind == source.kind) source = known;
    }
    source.label = importer->label();
    out.push_back(std::move(source));
  }
  return out;
}

Result<RunPage> Imports::runs(const access::Actor& actor, std::optional<Id<ImportRun>> before, int limit) const {
  TRY(m_access.entitled<access::Right::import_files>(actor));
  auto found = m_db.read([&](sql::Reader& reader) { return read_runs(reader, actor.org(), before, limit + 1); });
  RunPage page{.runs = {}, .has_more = std::ssize(found) > limit};
  if (page.has_more) found.pop_back();
  for (StoredRun& run : found) {
    page.runs.push_back({.id = run.id,
                         .kind = std::move(run.kind),
                         .file_name = std::move(run.file_name),
                         .at = run.at,
                         .by = run.by,
                         .by_name = std::move(run.by_name),
                         .rows = run.rows,
                         .added = run.added,
                         .changed = run.changed,
                         .unchanged = run.unchanged,
                         .rejected = run.rejected,
                         .unmatched = run.unmatched,
                         .mapping = std::move(run.mapping),
                         .mapping_sha256 = std::move(run.mapping_sha256)});
  }
  return page;
}

Result<ImportReport> Imports::report(const access::Actor& actor, Id<ImportRun> run) const {
  TRY(m_access.entitled<access::Right::import_files>(actor));
  auto found = m_db.read([&](sql::Reader& reader) { return read_report(reader, actor.org(), run); });
  if (!found) return refuse(errors::not_found);
  return *std::move(found);
}

Id<ImportRun> record_run(sql::Transaction& tx, Id<Org> org, Id<User> by, Instant at, const ImportReport& report) {
  const auto run = tx.new_id<ImportRun>();
  insert_run(tx, org, run, by, at, report);
  audit::record(tx, org,
                {.stream = {.kind = "import", .id = run.value()},
                 .kind = "imported",
                 .at = at,
                 .actor = by,
                 .fields = Fields()
                               .add("kind", report.kind)
                               .add("rows", report.rows)
                               .add("added", report.added)
                               .add("changed", report.changed)
                               .add("rejected", report.rejected_total),
                 .text = std::nullopt});
  return run;
}

void note_unmatched(sql::Transaction& tx, Id<Org> org, std::string_view source, std::string_view system, std::string_view value,
                    std::int64_t rows, Instant at) {
  if (rows == 0) {
    delete_unmatched(tx, org, source, system, value);
  } else {
    upsert_unmatched(
        tx, org,
        {.source = std::string(source), .system = std::string(system), .value = std::string(value), .rows = rows, .first_seen_at = at});
  }
}

void forget_unmatched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value) {
  delete_unmatched_value(tx, org, system, value);
}

std::vector<UnmatchedName> unmatched_names(sql::Reader& reader, Id<Org> org) {
  return read_unmatched(reader, org);
}

std::vector<Source> freshness(sql::Reader& reader, Id<Org> org, Instant now) {
  std::vector<Source> sources = read_sources(reader, org);
  for (Source& source : sources) source.freshness = freshness_of(source.last_imported_at, now);
  return sources;
}

}  // namespace backbeat::imports
