#include "testing/test_db.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "sql/migrations.hpp"
#include "testing/test_postgres.hpp"

#include <cstdlib>

namespace backbeat::testing {
namespace fs = std::filesystem;
namespace {

/// Memory where there is such a folder: the tests need no disk to be slow on.
fs::path scratch() {
  return fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
}

void migrate_all(sql::Db& db) {
  const ManualClock clock(Instant(0));
  ASSERT(sql::migrate(db, sql::embedded_migrations(), clock));
}

/// A migrated file that every test copies: migrating once a process instead of once a test.
class SqliteTemplate {
 public:
  SqliteTemplate() {
    const ManualClock clock(Instant(0));
    SeededRandom random(1);
    const auto db = sql::open_sqlite(path(), {.clock = clock, .random = random});
    migrate_all(*db);
  }
  [[nodiscard]] std::string path() const { return m_folder.path() / "template.db"; }

 private:
  TempFolder m_folder;
};

}  // namespace

TempFolder::TempFolder() {
  std::string pattern = scratch() / "backbeat-test-XXXXXX";
  ASSERT(mkdtemp(pattern.data()) != nullptr);
  m_path = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(m_path, ignored);
}

bool on_postgres() {
  return std::getenv("BACKBEAT_TEST_POSTGRES") != nullptr;
}

TestDb::TestDb(sql::Options options, Schema schema) : m_options(std::move(options)) {
  if (on_postgres()) {
    static const PostgresTemplate migrated(migrate_all);
    m_address = schema == Schema::migrated ? migrated.create_copy() : create_postgres_database();
  } else {
    m_address = m_folder.path() / "test.db";
    if (schema == Schema::migrated) {
      static const SqliteTemplate migrated;
      fs::copy_file(migrated.path(), m_address);
    }
  }
  reopen();
}

TestDb::~TestDb() {
  m_db.reset();
  if (on_postgres()) drop_postgres_database(m_address);
}

void TestDb::reopen() {
  m_db.reset();
  m_db = on_postgres() ? sql::open_postgres(m_address, m_options) : sql::open_sqlite(m_address, m_options);
}

}  // namespace backbeat::testing
