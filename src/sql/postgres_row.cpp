#include "sql/postgres_row.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <libpq-fe.h>

#include <cstdlib>

namespace backbeat::sql {

unsigned PostgresRow::type(int column) const {
  ASSERT(column >= 0 && column < PQnfields(m_result));
  return PQftype(m_result, column);
}

std::string_view PostgresRow::value(int column) const {
  ASSERT(PQgetisnull(m_result, m_row, column) == 0);
  return {PQgetvalue(m_result, m_row, column), static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
}

bool PostgresRow::is_null(int column) const {
  ASSERT(column >= 0 && column < PQnfields(m_result));
  return PQgetisnull(m_result, m_row, column) == 1;
}

std::int64_t PostgresRow::integer(int column) const {
  const unsigned found = type(column);
  if (found == oid::boolean) return value(column) == "t" ? 1 : 0;
  ASSERT(found == oid::int8 || found == oid::int4 || found == oid::int2 || found == oid::numeric);
  const auto number = whole_number(value(column));
  ASSERT(number);
  return *number;
}

double PostgresRow::real(int column) const {
  const unsigned found = type(column);
  ASSERT(found == oid::float8 || found == oid::float4 || found == oid::numeric || found == oid::int8 || found == oid::int4 ||
         found == oid::int2);
  return std::strtod(value(column).data(), nullptr);  // libpq ends every value with a zero byte
}

std::string_view PostgresRow::text(int column) const {
  const unsigned found = type(column);
  ASSERT(found == oid::text || found == oid::varchar || found == oid::name);
  return value(column);
}

std::span<const std::byte> PostgresRow::bytes(int column) const {
  ASSERT(type(column) == oid::bytea);
  const auto known = m_bytes.find(column);
  if (known != m_bytes.end()) return known->second;
  const std::string_view written = value(column);  // "\x" and hex digits
  auto decoded = from_hex(written.substr(2));
  ASSERT(decoded);
  return m_bytes.emplace(column, std::move(*decoded)).first->second;
}

}  // namespace backbeat::sql
