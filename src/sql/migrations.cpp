#include "sql/migrations.hpp"

#include "base/assert.hpp"
#include "crypto/sha256.hpp"

#include <map>

namespace backbeat::sql {
namespace {

constexpr std::string_view create_table =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";
constexpr std::string_view select_applied = "SELECT number, name, sha256 FROM schema_migration ORDER BY number";
constexpr std::string_view insert_applied = "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)";
// Several nodes may start at once; the lock ends with the transaction. The number only has to be ours alone.
constexpr std::string_view lock_migrations = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(726519470223)) AS locked";

struct Applied {
  int number;
  std::string file;
  std::string sha256;
};

std::vector<Migration> chosen_for(Engine engine, std::span<const Migration> migrations) {
  std::map<int, Migration> chosen;
  for (const Migration& migration : migrations) {
    if (migration.engine && *migration.engine != engine) continue;
    const bool is_first = chosen.emplace(migration.number, migration).second;
    ASSERT(is_first);  // two files for one number and engine
  }
  std::vector<Migration> list;
  for (const auto& [number, migration] : chosen) list.push_back(migration);
  return list;
}

std::vector<Applied> read_applied(Reader& reader) {
  return reader.all(select_applied,
                    [](const Row& row) { return Applied{row.get<int>(0), row.get<std::string>(1), row.get<std::string>(2)}; });
}

/// Whether what was applied is a beginning of what we know.
Result<Done> check(std::span<const Applied> applied, std::span<const Migration> known) {
  const int newest_known = known.empty() ? 0 : known.back().number;
  if (!applied.empty() && applied.back().number > newest_known) {
    return refuse(errors::database_newer, "",
                  {{"found", std::to_string(applied.back().number)}, {"expected", std::to_string(newest_known)}});
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    ASSERT(i < known.size() || applied[i].number <= newest_known);
    if (i >= known.size() || applied[i].number < known[i].number) return refuse(errors::migration_changed, "", {{"file", applied[i].file}});
    if (applied[i].number > known[i].number) {
      return refuse(errors::migration_missed, "", {{"file", std::string(known[i].file)}, {"newer", applied[i].file}});
    }
    if (applied[i].sha256 != crypto::sha256_hex(known[i].text)) {
      return refuse(errors::migration_changed, "", {{"file", std::string(known[i].file)}});
    }
  }
  return Done{};
}

void lock(Transaction& tx, Engine engine) {
  if (engine == Engine::postgres) tx.each(lock_migrations, [](const Row&) {});
}

/// Applies the next migration that is missing; nothing is left to do when it returns false.
Result<bool> apply_next(Db& db, std::span<const Migration> known, Instant now) {
  std::string at_statement;  // for the report, should the engine refuse it
  std::string file;
  try {
    return db.write([&](Transaction& tx) -> Result<bool> {
      lock(tx, db.engine());
      const auto applied = read_applied(tx);
      TRY(check(applied, known));
      if (applied.size() == known.size()) return false;
      const Migration& next = known[applied.size()];
      file = next.file;
      int number = 0;
      for (const std::string_view statement : statements_of(next.text)) {
        at_statement = std::to_string(++number);
        tx.change(statement);
      }
      tx.change(insert_applied, next.number, next.file, crypto::sha256_hex(next.text), now);
      return true;
    });
  } catch (const Failure& failure) {
    if (at_statement.empty()) throw;
    return refuse(errors::migration_failed, "", {{"file", file}, {"statement", at_statement}, {"reason", failure.what()}});
  }
}

}  // namespace

namespace {

/// Asked of the server itself: what a locale is called, and by which of its providers, differs from one version to the next.
constexpr std::string_view compares_bytes_sql =
    "SELECT CASE WHEN getdatabaseencoding() = 'UTF8' AND lower('É') = 'É' AND 'B' < 'a' AND 'z' < 'é' THEN 1 ELSE 0 END::BIGINT";
constexpr std::string_view locale_sql =
    "SELECT 'locale ' || datcollate || ', letters by ' || datctype || ', encoding ' || pg_encoding_to_char(encoding) FROM pg_database "
    "WHERE datname = current_database()";

Result<Done> check_locale(Db& db) {
  if (db.engine() != Engine::postgres) return Done{};
  return db.read([&](Reader& reader) -> Result<Done> {
    bool compares_bytes = false;
    reader.each(compares_bytes_sql, [&](const Row& row) { compares_bytes = row.get<bool>(0); });
    if (compares_bytes) return Done{};
    std::string found;
    reader.each(locale_sql, [&](const Row& row) { found = row.get<std::string>(0); });
    return refuse(errors::database_locale, {}, {{"found", found}});
  });
}

}  // namespace

Result<MigrationReport> migrate(Db& db, std::span<const Migration> migrations, const Clock& clock) {
  TRY(check_locale(db));
  const auto known = chosen_for(db.engine(), migrations);
  const auto applied = TRY(db.write([&](Transaction& tx) -> Result<std::vector<Applied>> {
    lock(tx, db.engine());
    tx.change(create_table);
    return read_applied(tx);
  }));
  MigrationReport report{.before = applied.empty() ? 0 : applied.back().number, .after = 0, .applied = 0};
  while (TRY(apply_next(db, known, clock.now()))) ++report.applied;
  report.after = known.empty() ? 0 : known.back().number;
  return report;
}

}  // namespace backbeat::sql
