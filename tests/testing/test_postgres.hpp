// Databases on the PostgreSQL server that BACKBEAT_TEST_POSTGRES names. Made and dropped through psql, so that libpq stays in src/sql.
#pragma once

#include "sql/sql.hpp"

#include <functional>
#include <string>

namespace backbeat::testing {

/// Creates an empty database (UTF-8) and returns its conninfo.
[[nodiscard]] std::string create_postgres_database(const std::string& locale = "C");
void drop_postgres_database(const std::string& conninfo);

/// A migrated database that every test's database is a copy of.
class PostgresTemplate {
 public:
  explicit PostgresTemplate(const std::function<void(sql::Db&)>& fill);
  ~PostgresTemplate();
  PostgresTemplate(const PostgresTemplate&) = delete;
  PostgresTemplate& operator=(const PostgresTemplate&) = delete;
  [[nodiscard]] std::string create_copy() const;

 private:
  std::string m_conninfo;
};

}  // namespace backbeat::testing
