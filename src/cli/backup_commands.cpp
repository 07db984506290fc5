// backbeat backup, restore: one consistent file while the server runs, and the way back.
#include "cli/command.hpp"

#include "base/clock.hpp"
#include "base/random.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "server/key_files.hpp"
#include "sql/backup.hpp"
#include "sql/migrations.hpp"
#include "sql/open.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
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

/// What there is to know of the key that no backup holds.
struct KeyFile {
  std::int64_t sealed_circles = 0;
  bool is_here = false;  // and the one they were sealed with
};

/// The first schema with sealed circles.
constexpr int first_sealed_schema = 310;

KeyFile key_file_for(sql::Reader& reader, const server::Settings& settings) {
  KeyFile found{.sealed_circles = meeting::count_sealed_circles(reader)};
  const std::string file = server::sealing_key_file(settings);
  const auto bytes = std::filesystem::exists(file) ? server::read_key_file(file, "key_file") : expected_value("key_file", "a file", file);
  const auto key = bytes ? crypto::SealingKey::from(*bytes) : std::nullopt;
  found.is_here = key && std::ranges::all_of(meeting::key_ids(reader), [&](const std::string& id) { return id == key->id(); });
  return found;
}

void say(Run& run, std::string_view done, const std::string& file, const sql::BackupManifest& manifest, const std::optional<KeyFile>& key) {
  boost::json::object out{{"file", file},
                          {"sha256", manifest.sha256},
                          {"bytes", manifest.bytes},
                          {"schema", manifest.migration},
                          {"created_at", manifest.created_at.text()}};
  if (key) {
    out["sealed_circles"] = key->sealed_circles;
    out["key_file"] = server::sealing_key_file(run.settings);
    out["key_file_fits"] = key->is_here;
  }
  if (run.json)
    run.out << boost::json::serialize(out) << "\n";
  else
    run.out << fmt::format("{} {} ({} bytes, schema {}, made {}).\n", done, file, manifest.bytes, manifest.migration,
                           manifest.created_at.text());
}

Result<Exit> backup(Run& run, server::Installation& installation) {
  if (installation.db().engine() != sql::Engine::sqlite) return refuse(sqlite_only);
  const std::string file = run.given.text("file");
  if (std::filesystem::exists(file)) return refuse(backup_there, "file", {{"found", file}});
  sql::write_backup(server::database_file(run.settings), file, installation.clock().now());
  const KeyFile key = installation.db().read([&](sql::Reader& reader) { return key_file_for(reader, run.settings); });
  say(run, "Backed up to", file, TRY(sql::verify_backup(file)), key);
  if (!run.json)
    run.out << fmt::format(
        "The key file {} is not in it: without it nobody reads what circles said ({} sealed so far). Keep a copy of it, apart from "
        "backups.\n",
        server::sealing_key_file(run.settings), key.sealed_circles);
  return Exit::ok;
}

Result<sql::BackupManifest> put_back(const std::string& file, const std::string& target) {
  if (std::filesystem::exists(target)) return refuse(something_there, "data", {{"found", target}});
  const auto folder = std::filesystem::path(target).parent_path();
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  return sql::restore_backup(file, target);
}

/// Looks into the database that was put back; it is not migrated for that.
KeyFile look_for_key(const server::Settings& settings) {
  const SystemClock clock;
  SystemRandom random;
  const auto db = sql::open_sqlite(server::database_file(settings), {.clock = clock, .random = random, .readers = 1});
  return db->read([&](sql::Reader& reader) { return key_file_for(reader, settings); });
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
  std::optional<KeyFile> key;
  if (!run.given.has("verify") && manifest->migration >= first_sealed_schema) key = look_for_key(run.settings);
  say(run, run.given.has("verify") ? "The backup is whole:" : "Restored from", file, *manifest, key);
  if (key && key->sealed_circles > 0 && !key->is_here)
    run.err << fmt::format(
        "LOOK What {} circles said is sealed, and the key file {} is missing or another one. Put the one that belongs to this backup there "
        "before you start: until then nobody reads it. Everything else is back.\n",
        key->sealed_circles, server::sealing_key_file(run.settings));
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
