// A migrated database of a test's own, gone when the test ends. SQLite, or PostgreSQL when BACKBEAT_TEST_POSTGRES holds the conninfo of a
// superuser (tools/with_postgres.sh sets it).
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "sql/open.hpp"
#include "sql/sql.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace backbeat::testing {

/// A folder of the test's own, removed with all that is in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

class TestDb {
 public:
  enum class Schema { migrated, empty };

  explicit TestDb(sql::Options options, Schema schema = Schema::migrated);
  ~TestDb();
  TestDb(const TestDb&) = delete;
  TestDb& operator=(const TestDb&) = delete;

  [[nodiscard]] sql::Db& get() { return *m_db; }
  sql::Db* operator->() { return m_db.get(); }
  sql::Db& operator*() { return *m_db; }

  /// The SQLite file's path or the PostgreSQL conninfo, for a second connection.
  [[nodiscard]] const std::string& address() const { return m_address; }
  /// Closes the database and opens it again, as a restart of the program does.
  void reopen();

 private:
  sql::Options m_options;
  TempFolder m_folder;
  std::string m_address;
  std::unique_ptr<sql::Db> m_db;
};

/// Whether the tests run on PostgreSQL.
[[nodiscard]] bool on_postgres();

}  // namespace backbeat::testing
