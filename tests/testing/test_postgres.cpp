#include "testing/test_postgres.hpp"

#include "base/assert.hpp"
#include "base/random.hpp"
#include "sql/open.hpp"

#include <cstdio>
#include <cstdlib>

namespace backbeat::testing {
namespace {

std::string server() {
  return std::getenv("BACKBEAT_TEST_POSTGRES");
}

void administer(const std::string& statement) {
  const std::string command = "psql -X -q -v ON_ERROR_STOP=1 -d '" + server() + "' -c '" + statement + "'";
  if (std::system(command.c_str()) != 0) {
    std::fprintf(stderr, "failed: %s\n", command.c_str());
    std::abort();
  }
}

std::string database_of(const std::string& conninfo) {
  return conninfo.substr(conninfo.rfind("dbname=") + 7);
}

std::string create(const std::string& source, const std::string& locale = "C") {
  SystemRandom random;
  const std::string name = "backbeat_test_" + std::to_string(random.next());
  administer("CREATE DATABASE " + name + " TEMPLATE " + source + (source == "template0" ? " ENCODING UTF8 LOCALE \"" + locale + "\"" : ""));
  // The last dbname in a conninfo wins.
  return server() + " dbname=" + name;
}

}  // namespace

std::string create_postgres_database(const std::string& locale) {
  return create("template0", locale);
}

void drop_postgres_database(const std::string& conninfo) {
  administer("DROP DATABASE " + database_of(conninfo) + " WITH (FORCE)");
}

PostgresTemplate::PostgresTemplate(const std::function<void(sql::Db&)>& fill) : m_conninfo(create_postgres_database()) {
  const ManualClock clock(Instant(0));
  SeededRandom random(1);
  const auto db = sql::open_postgres(m_conninfo, {.clock = clock, .random = random});
  fill(*db);
}

PostgresTemplate::~PostgresTemplate() {
  drop_postgres_database(m_conninfo);
}

std::string PostgresTemplate::create_copy() const {
  return create(database_of(m_conninfo));
}

}  // namespace backbeat::testing
