#include "server/failures.hpp"

#include "http/problem.hpp"
#include "sql/sql.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace backbeat::server {
namespace {

using Kind = sql::Failure::Kind;

int status_of(Kind kind) {
  const ErrorSpec* const refusal = refusal_of(sql::Failure(kind, "disk image of Ana's notes"));
  return refusal == nullptr ? 500 : http::status_of(*refusal);
}

TEST_CASE("a failing world asks for patience, a fault of ours does not") {
  CHECK(refusal_of(sql::Failure(Kind::full, "")) == &errors::storage_full);
  CHECK(refusal_of(sql::Failure(Kind::broken, "")) == &errors::storage_unavailable);
  CHECK(refusal_of(sql::Failure(Kind::busy, "")) == &errors::storage_unavailable);
  CHECK(refusal_of(sql::Failure(Kind::constraint, "")) == nullptr);
  CHECK(refusal_of(std::runtime_error("a bug")) == nullptr);
  CHECK(status_of(Kind::full) == 503);
  CHECK(status_of(Kind::broken) == 503);
  CHECK(status_of(Kind::constraint) == 500);
}

TEST_CASE("what is told holds nothing of what the failure said") {
  for (const Kind kind : {Kind::full, Kind::broken, Kind::busy}) {
    const sql::Failure failure(kind, "disk image of Ana's notes");
    CHECK(http::problem_json(Error{.spec = refusal_of(failure)}, "id").find("Ana") == std::string::npos);
  }
}

}  // namespace
}  // namespace backbeat::server
