// backbeat import roster|crm|quota|holidays|mappings: the same door as the imports page, for scripts and the first day.
#include "cli/command.hpp"

#include "imports/imports_actions.hpp"
#include "server/call_followers.hpp"
#include "server/features.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec nothing_known{
    "nothing_known", ErrorKind::invalid,
    "{found} holds no file of a CRM export that is known by its name. Name the files one by one with --kind, or say in a mapping what each "
    "is called. Known are: {expected}."};

inline constexpr ErrorSpec no_such_mapping{"no_such_mapping", ErrorKind::invalid,
                                           "There is no mapping {found} to show. `backbeat import mappings` lists them; with --kind where "
                                           "one name stands for two."};

// In the order of importing: people before what they own, accounts and products before deals, deals before their history.
constexpr std::string_view kinds_of_a_crm[] = {"roster", "accounts", "products", "opportunities", "stage-history", "quotas", "calls"};

Result<std::string> contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return expected_value("file", "a file that can be read", file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

boost::json::object as_json(const imports::ImportReport& report) {
  boost::json::array rejected;
  for (const auto& row : report.rejected)
    rejected.push_back(boost::json::object{{"row", row.row}, {"column", row.column}, {"found", row.found}, {"expected", row.expected}});
  boost::json::array notes;
  for (const auto& note : report.notes) {
    boost::json::object out{{"text", note.text}};
    if (note.row) out["row"] = *note.row;
    notes.push_back(std::move(out));
  }
  boost::json::array unmatched;
  for (const auto& name : report.unmatched) unmatched.push_back(boost::json::object{{"value", name.value}, {"rows", name.rows}});
  boost::json::array columns;
  for (const auto& one : report.mapping.columns)
    columns.push_back(
        boost::json::object{{"column", one.column}, {"field", one.field}, {"required", one.is_required}, {"in_file", one.is_in_file}});
  return {{"kind", report.kind},
          {"file_name", report.file_name},
          {"rows", report.rows},
          {"added", report.added},
          {"changed", report.changed},
          {"unchanged", report.unchanged},
          {"rejected", report.rejected_total},
          {"rejects", std::move(rejected)},
          {"notes", std::move(notes)},
          {"unmatched", std::move(unmatched)},
          {"mapping", report.mapping.name},
          {"mapping_sha256", report.mapping.sha256},
          {"columns", std::move(columns)},
          {"applied", report.applied}};
}

/// How the columns were understood: what a person checks first in a preview.
void say_columns(std::ostream& out, const imports::UsedMapping& mapping) {
  out << fmt::format("  columns, read by the mapping {}:\n", mapping.name);
  for (const auto& one : mapping.columns)
    out << fmt::format("    {:<30} {}{}\n", one.column, one.field.empty() ? "not read" : one.field + (one.is_required ? ", required" : ""),
                       one.is_in_file ? "" : ": not in the file");
}

void say(std::ostream& out, const imports::ImportReport& report) {
  out << fmt::format("{}: {} rows, {} added, {} changed, {} unchanged, {} rejected{}\n", report.file_name, report.rows, report.added,
                     report.changed, report.unchanged, report.rejected_total, report.applied ? "" : " (preview, nothing was changed)");
  if (!report.applied) say_columns(out, report.mapping);
  for (const auto& row : report.rejected)
    out << fmt::format("  row {}{}: expected {}, found {}\n", row.row, row.column.empty() ? "" : ", " + row.column, row.expected,
                       row.found.empty() ? "nothing" : "\"" + row.found + "\"");
  if (report.rejected_total > static_cast<std::int64_t>(report.rejected.size()))
    out << fmt::format("  and {} rejected rows more\n", report.rejected_total - static_cast<std::int64_t>(report.rejected.size()));
  for (const auto& note : report.notes) out << fmt::format("  {}{}\n", note.row ? fmt::format("row {}: ", *note.row) : "", note.text);
  for (const auto& name : report.unmatched) out << fmt::format("  nobody is known as \"{}\": {} rows wait\n", name.value, name.rows);
}

struct Job {
  std::string kind;
  std::string mapping;
  std::string file;
};

Result<Exit> import_all(Run& run, server::Installation& installation, const std::vector<Job>& jobs) {
  const access::Actor actor = TRY(installation.operator_());
  const server::CallFollowers followers(installation.db(), installation.access());
  const server::Importers importers(installation.access(), followers.listener());
  const imports::Imports imports(installation.db(), installation.access(), importers.all());
  std::optional<LocalDate> effective;
  if (run.given.has("effective")) effective = TRY(LocalDate::parse(run.given.text("effective")));
  const bool is_preview = run.given.has("preview");
  std::string own;
  if (run.given.has("mapping-file")) own = TRY(contents(run.given.text("mapping-file")));
  bool has_rejects = false;
  boost::json::array reports;
  for (const Job& job : jobs) {
    if (!std::ifstream(job.file)) return expected_value("file", "a file that can be read", job.file);
    const imports::File file([&job] { return std::make_unique<std::ifstream>(job.file, std::ios::binary); });
    const std::string name = std::filesystem::path(job.file).filename().string();
    const auto mapping = own.empty() ? imports::MappingChoice(job.mapping) : imports::MappingChoice::own(own);
    const auto report = is_preview ? TRY(imports.preview(actor, job.kind, name, mapping, effective, file))
                                   : TRY(imports.apply(actor, job.kind, name, mapping, effective, file));
    has_rejects = has_rejects || report.rejected_total > 0;
    if (run.json)
      reports.push_back(as_json(report));
    else
      say(run.out, report);
  }
  if (run.json) run.out << boost::json::serialize(boost::json::object{{"items", std::move(reports)}}) << "\n";
  return has_rejects ? Exit::bad_input : Exit::ok;
}

template <std::size_t N>
struct Name {
  char text[N];
  consteval Name(const char (&from)[N]) { std::copy_n(from, N, text); }
};

/// `import roster FILE`: one file of one kind.
template <Name ImportKind>
Result<Exit> import_file(Run& run, server::Installation& installation) {
  return import_all(run, installation, {{.kind = ImportKind.text, .mapping = run.given.text("mapping"), .file = run.given.text("file")}});
}

/// The files of a folder that a mapping knows by name. An own mapping knows only its own.
Result<std::vector<Job>> files_in(const std::string& folder, const server::Importers& importers, const std::string& own) {
  std::vector<Job> jobs;
  std::set<std::string> known;
  std::optional<Error> fault;
  bool is_mapping = own.empty();
  for (const std::string_view kind : kinds_of_a_crm) {
    if (!own.empty() && (kind == "roster" || kind == "calls")) continue;  // have mappings of another shape
    for (const imports::Importer* importer : importers.all()) {
      if (importer->kind() != kind) continue;
      std::vector<imports::Mapping> mappings = importer->mappings();
      if (!own.empty()) {
        auto mapping = importer->read_mapping(own);
        if (!mapping && !fault) fault = mapping.error();
        mappings.clear();
        is_mapping = is_mapping || mapping;
        if (mapping) mappings.push_back(*std::move(mapping));
      }
      for (const imports::Mapping& mapping : mappings) {
        if (mapping.file.empty()) continue;
        known.insert(mapping.file);
        const auto found = std::filesystem::path(folder) / mapping.file;
        if (std::filesystem::exists(found))
          jobs.push_back({.kind = std::string(kind), .mapping = own.empty() ? mapping.name : "", .file = found.string()});
      }
    }
  }
  if (!jobs.empty()) return jobs;
  if (!is_mapping) return std::unexpected(*std::move(fault));
  std::string names;
  for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
  return refuse(nothing_known, "path", {{"found", folder}, {"expected", names.empty() ? "none" : names}});
}

/// `import crm PATH`: a folder of an export, its files known by their names; or one file with --kind.
Result<Exit> import_crm(Run& run, server::Installation& installation) {
  const std::string path = run.given.text("path");
  if (!std::filesystem::is_directory(path)) {
    const std::string kind = run.given.has("kind") ? run.given.text("kind") : "opportunities";
    return import_all(run, installation, {{.kind = kind, .mapping = run.given.text("mapping"), .file = path}});
  }
  std::string own;
  if (run.given.has("mapping-file")) own = TRY(contents(run.given.text("mapping-file")));
  const server::Importers importers(installation.access());
  return import_all(run, installation, TRY(files_in(path, importers, own)));
}

/// `import mappings`: which there are; with --show one of them, to be copied.
Result<Exit> show_mappings(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  const server::Importers importers(installation.access());
  const imports::Imports imports(installation.db(), installation.access(), importers.all());
  const auto mappings = TRY(imports.mappings(actor, run.given.text("kind")));
  if (run.given.has("show")) {
    const std::string wanted = run.given.text("show");
    std::set<std::string> texts;  // one CRM mapping reads several kinds of files
    for (const imports::Mapping& mapping : mappings) {
      const std::string& name = mapping.sha256.empty() ? mapping.name : mapping.sha256;
      if (name != wanted && mapping.name != wanted) continue;
      if (auto text = imports.mapping_text(actor, mapping.kind, name)) texts.insert(*std::move(text));
    }
    if (texts.size() != 1) return refuse(no_such_mapping, "show", {{"found", wanted}});
    if (run.json)
      run.out << boost::json::serialize(boost::json::object{{"name", wanted}, {"text", *texts.begin()}}) << "\n";
    else
      run.out << *texts.begin();
    return Exit::ok;
  }
  boost::json::array items;
  for (const imports::Mapping& mapping : mappings) {
    if (run.json)
      items.push_back(boost::json::object{
          {"kind", mapping.kind}, {"name", mapping.name}, {"label", mapping.label}, {"file", mapping.file}, {"sha256", mapping.sha256}});
    else
      run.out << fmt::format("{:<15} {:<22} {}{}\n", mapping.kind, mapping.name, mapping.label,
                             mapping.sha256.empty() ? "" : " (own, " + mapping.sha256.substr(0, 12) + ")");
  }
  if (run.json) run.out << boost::json::serialize(boost::json::object{{"items", std::move(items)}}) << "\n";
  return Exit::ok;
}

}  // namespace

std::vector<Command> import_commands() {
  const Argument file{.kind = Kind::required, .name = "file", .meaning = "CSV file"};
  const Argument mapping{
      .kind = Kind::option, .name = "mapping", .meaning = "name of a mapping of columns; our own columns where not given", .value = "NAME"};
  const Argument own{
      .kind = Kind::option, .name = "mapping-file", .meaning = "a mapping of your own, as docs/imports.md describes it", .value = "FILE"};
  const Argument effective{
      .kind = Kind::option, .name = "effective", .meaning = "day from which the changes hold; today where not given", .value = "DATE"};
  const Argument preview{.kind = Kind::flag, .name = "preview", .meaning = "only say what would change"};
  return {{.words = {"import", "roster"},
           .summary = "import people, their managers and roles",
           .arguments = {file, mapping, own, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"roster">); }},
          {.words = {"import", "holidays"},
           .summary = "import public holidays by region",
           .arguments = {file, mapping, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"holidays">); }},
          {.words = {"import", "quota"},
           .summary = "import quotas by person and period",
           .arguments = {file, mapping, own, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"quotas">); }},
          {.words = {"import", "calls"},
           .summary = "import customer calls",
           .arguments = {file, mapping, own, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"calls">); }},
          {.words = {"import", "crm"},
           .summary = "import a CRM's export: a folder of known files, or one file",
           .arguments = {{.kind = Kind::required, .name = "path", .meaning = "folder or CSV file"},
                         {.kind = Kind::option,
                          .name = "kind",
                          .meaning = "of one file: opportunities, stage-history, accounts or products",
                          .value = "KIND"},
                         mapping,
                         own,
                         effective,
                         preview},
           .run = [](Run& run) { return on_installation(run, import_crm); }},
          {.words = {"import", "mappings"},
           .summary = "list the mappings of columns there are, or print one to copy from",
           .arguments =
               {{.kind = Kind::option, .name = "kind", .meaning = "only of this kind of file: roster, opportunities, ...", .value = "KIND"},
                {.kind = Kind::option, .name = "show", .meaning = "print this one", .value = "NAME"}},
           .run = [](Run& run) { return on_installation(run, show_mappings); }}};
}

}  // namespace backbeat::cli
