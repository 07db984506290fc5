// A row of a libpq result, read by type.
#pragma once

#include "sql/sql.hpp"

struct pg_result;

namespace backbeat::sql {

/// Type numbers of PostgreSQL's catalogue (pg_type.dat), stable since its beginning.
namespace oid {
inline constexpr unsigned boolean = 16;
inline constexpr unsigned bytea = 17;
inline constexpr unsigned name = 19;
inline constexpr unsigned int8 = 20;
inline constexpr unsigned int2 = 21;
inline constexpr unsigned int4 = 23;
inline constexpr unsigned text = 25;
inline constexpr unsigned float4 = 700;
inline constexpr unsigned float8 = 701;
inline constexpr unsigned varchar = 1043;
inline constexpr unsigned numeric = 1700;
}  // namespace oid

class PostgresRow final : public Row {
 public:
  PostgresRow(const pg_result* result, int row) : m_result(result), m_row(row) {}

  [[nodiscard]] bool is_null(int column) const override;
  /// Also of a boolean (1 or 0), and of a numeric without fraction: what sum() of a BIGINT is.
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] double real(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] std::span<const std::byte> bytes(int column) const override;

 private:
  [[nodiscard]] unsigned type(int column) const;
  [[nodiscard]] std::string_view value(int column) const;

  const pg_result* m_result;
  int m_row;
  mutable std::map<int, std::vector<std::byte>> m_bytes;  // decoded, for as long as the visit lasts
};

}  // namespace backbeat::sql
