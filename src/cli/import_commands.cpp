// backbeat import roster|crm|quota|holidays: the same door as the imports page, for scripts and the first day.
#include "cli/command.hpp"

#include "imports/imports_actions.hpp"
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
    "{found} holds no file of a CRM export that is known by its name. Name the files one by one with --kind. Known are: {expected}."};

/// A file of a known export: what it is called, and what is in it.
struct KnownFile {
  std::string_view name;
  std::string_view kind;
  std::string_view mapping;
};

// In the order of importing: people before what they own, accounts and products before deals, deals before their history.
constexpr KnownFile known_files[] = {
    {"sales_teams.csv", "roster", "maven-teams"},
    {"accounts.csv", "accounts", "maven"},
    {"products.csv", "products", "maven"},
    {"sales_pipeline.csv", "opportunities", "maven"},
    {"Account.csv", "accounts", "salesforce"},
    {"Product2.csv", "products", "salesforce"},
    {"Opportunity.csv", "opportunities", "salesforce"},
    {"OpportunityHistory.csv", "stage-history", "salesforce"},
    {"sf_opportunity_data.csv", "opportunities", "salesforce-connector"},
    {"sf_opportunity_history_data.csv", "stage-history", "salesforce-connector"},
};

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
          {"applied", report.applied}};
}

void say(std::ostream& out, const imports::ImportReport& report) {
  out << fmt::format("{}: {} rows, {} added, {} changed, {} unchanged, {} rejected{}\n", report.file_name, report.rows, report.added,
                     report.changed, report.unchanged, report.rejected_total, report.applied ? "" : " (preview, nothing was changed)");
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
  const server::Importers importers(installation.access());
  const imports::Imports imports(installation.db(), installation.access(), importers.all());
  std::optional<LocalDate> effective;
  if (run.given.has("effective")) effective = TRY(LocalDate::parse(run.given.text("effective")));
  bool has_rejects = false;
  boost::json::array reports;
  for (const Job& job : jobs) {
    const std::string bytes = TRY(contents(job.file));
    const std::string name = std::filesystem::path(job.file).filename().string();
    const auto report = run.given.has("preview") ? TRY(imports.preview(actor, job.kind, name, job.mapping, effective, bytes))
                                                 : TRY(imports.apply(actor, job.kind, name, job.mapping, effective, bytes));
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

/// `import crm PATH`: a folder of an export, its files known by their names; or one file with --kind.
Result<Exit> import_crm(Run& run, server::Installation& installation) {
  const std::string path = run.given.text("path");
  if (!std::filesystem::is_directory(path)) {
    const std::string kind = run.given.has("kind") ? run.given.text("kind") : "opportunities";
    return import_all(run, installation, {{.kind = kind, .mapping = run.given.text("mapping"), .file = path}});
  }
  std::vector<Job> jobs;
  std::string known;
  for (const KnownFile& file : known_files) {
    known += (known.empty() ? "" : ", ") + std::string(file.name);
    const auto found = std::filesystem::path(path) / file.name;
    if (std::filesystem::exists(found))
      jobs.push_back({.kind = std::string(file.kind), .mapping = std::string(file.mapping), .file = found.string()});
  }
  if (jobs.empty()) return refuse(nothing_known, "path", {{"found", path}, {"expected", known}});
  return import_all(run, installation, jobs);
}

}  // namespace

std::vector<Command> import_commands() {
  const Argument file{.kind = Kind::required, .name = "file", .meaning = "CSV file"};
  const Argument mapping{
      .kind = Kind::option, .name = "mapping", .meaning = "name of a mapping of columns; our own columns where not given", .value = "NAME"};
  const Argument effective{
      .kind = Kind::option, .name = "effective", .meaning = "day from which the changes hold; today where not given", .value = "DATE"};
  const Argument preview{.kind = Kind::flag, .name = "preview", .meaning = "only say what would change"};
  return {{.words = {"import", "roster"},
           .summary = "import people, their managers and roles",
           .arguments = {file, mapping, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"roster">); }},
          {.words = {"import", "holidays"},
           .summary = "import public holidays by region",
           .arguments = {file, mapping, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"holidays">); }},
          {.words = {"import", "quota"},
           .summary = "import quotas by person and period",
           .arguments = {file, mapping, effective, preview},
           .run = [](Run& run) { return on_installation(run, import_file<"quotas">); }},
          {.words = {"import", "crm"},
           .summary = "import a CRM's export: a folder of known files, or one file",
           .arguments = {{.kind = Kind::required, .name = "path", .meaning = "folder or CSV file"},
                         {.kind = Kind::option,
                          .name = "kind",
                          .meaning = "of one file: opportunities, stage-history, accounts or products",
                          .value = "KIND"},
                         mapping,
                         effective,
                         preview},
           .run = [](Run& run) { return on_installation(run, import_crm); }}};
}

}  // namespace backbeat::cli
