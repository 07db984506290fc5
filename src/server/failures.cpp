#include "server/failures.hpp"

#include "sql/sql.hpp"

namespace backbeat::server {

const ErrorSpec* refusal_of(const std::exception& failure) {
  const auto* const of_database = dynamic_cast<const sql::Failure*>(&failure);
  if (of_database == nullptr) return nullptr;
  switch (of_database->kind()) {
    case sql::Failure::Kind::full:
      return &errors::storage_full;
    case sql::Failure::Kind::busy:
    case sql::Failure::Kind::broken:
      return &errors::storage_unavailable;
    case sql::Failure::Kind::constraint:
      return nullptr;
  }
  return nullptr;
}

}  // namespace backbeat::server
