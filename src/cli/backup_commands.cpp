// backbeat backup, restore: one consistent file while the server runs, and the way back.
#include "cli/command.hpp"

#include "sql/backup.hpp"
#include "sql/migrations.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <filesystem>
#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec sqlite_only{"sqlite_only", ErrorKind::conflict, "This installation is on PostgreSQL; back it up with pg_dump."};
inline constexpr ErrorSpec something_there{"something_there", ErrorKind::conflict,
                                           "{found} exists already. Restore into an empty data folder, or move it away first."};
inline constexpr ErrorSpec backup_there{"backup_there", ErrorKind::conflict, "{found} is there already; a backup replaces nothing."};
inline constexpr ErrorSpec backup_is_newer{
    "backup_is_newer", ErrorKind::conflict,
    "The backup is at schema {found}; this program knows up to {expected}. Install the newer program."};

void say(Run& run, std::string_view done, const std::string& file, const sql::BackupManifest& manifest) {
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{{"file", file},
                                                          {"sha256", manifest.sha256},
                                                          {"bytes", manifest.bytes},
                                                          {"schema", manifest.migration},
                                                          {"created_at", manifest.created_at.text()}})
            << "\n";
  else
    run.out << fmt::format("{} {} ({} bytes, schema {}, made {}).\n", done, file, manifest.bytes, manifest.migration,
                           manifest.created_at.text());
}

Result<Exit> backup(Run& run, server::Installation& installation) {
  if (installation.db().engine() != sql::Engine::sqlite) return refuse(sqlite_only);
  const std::string file = run.given.text("file");
  if (std::filesystem::exists(file)) return refuse(backup_there, "file", {{"found", file}});
  sql::write_backup(server::database_file(run.settings), file, installation.clock().now());
  say(run, "Backed up to", file, TRY(sql::verify_backup(file)));
  return Exit::ok;
}

Result<sql::BackupManifest> put_back(const std::string& file, const std::string& target) {
  if (std::filesystem::exists(target)) return refuse(something_there, "data", {{"found", target}});
  const auto folder = std::filesystem::path(target).parent_path();
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  return sql::restore_backup(file, target);
}

Exit restore(Run& run) {
  const std::string file = run.given.text("file");
  const auto manifest = sql::verify_backup(file);
  if (!manifest) return run.refused(manifest.error());
  const int known = sql::embedded_migrations().back().number;
  if (manifest->migration > known)
    return run.refused(
        refuse(backup_is_newer, "file", {{"found", std::to_string(manifest->migration)}, {"expected", std::to_string(known)}}).error());
  if (!run.given.has("verify")) {
    if (auto done = put_back(file, server::database_file(run.settings)); !done) return run.refused(done.error());
  }
  say(run, run.given.has("verify") ? "The backup is whole:" : "Restored from", file, *manifest);
  return Exit::ok;
}

}  // namespace

std::vector<Command> backup_commands() {
  return {{.words = {"backup"},
           .summary = "copy the database to one file while it is in use, with a manifest beside it",
           .arguments = {{.kind = Kind::required, .name = "file", .meaning = "where to; must not exist"}},
           .run = [](Run& run) { return on_installation(run, backup); }},
          {.words = {"restore"},
           .summary = "put a backup into an empty data folder",
           .arguments = {{.kind = Kind::required, .name = "file", .meaning = "a file that `backup` made"},
                         {.kind = Kind::flag, .name = "verify", .meaning = "only check that the file is whole and can be restored"}},
           .run = restore}};
}

}  // namespace backbeat::cli
