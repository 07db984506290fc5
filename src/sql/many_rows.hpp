// Inserting many rows in few statements: on a database across a network every statement is a round trip. There are two texts of an
// insertion, a hundred rows at a time and one, so that each is prepared once.
#pragma once

#include "sql/sql.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::sql {

template <std::size_t Columns>
class ManyRows {
 public:
  using OfRow = std::array<Parameter, Columns>;
  static constexpr std::size_t at_a_time = 100;

  /// `insert` ends with "VALUES "; `conflict` is what follows the rows, as "ON CONFLICT ...". No two rows of one insertion may meet in it.
  explicit ManyRows(std::string_view insert, std::string_view conflict = {}) {
    std::string row = "(?";
    for (std::size_t i = 1; i < Columns; ++i) row += ", ?";
    row += ")";
    m_one = std::string(insert) + row;
    m_many = m_one;
    for (std::size_t i = 1; i < at_a_time; ++i) m_many += ", " + row;
    m_one.append(conflict);
    m_many.append(conflict);
  }

  /// `row_of` makes an OfRow of an item; what its parameters refer to must outlive the call.
  template <class T, class Make>
  void insert(Transaction& tx, std::span<const T> items, const Make& row_of) const {
    std::vector<Parameter> parameters;
    while (!items.empty()) {
      const std::size_t count = items.size() >= at_a_time ? at_a_time : 1;
      parameters.clear();
      for (const T& item : items.first(count)) {
        const OfRow& row = row_of(item);
        parameters.insert(parameters.end(), row.begin(), row.end());
      }
      tx.change_many(count == 1 ? m_one : m_many, parameters);
      items = items.subspan(count);
    }
  }
  /// The same of rows that are made already.
  void insert(Transaction& tx, std::span<const OfRow> rows) const {
    insert(tx, rows, [](const OfRow& row) -> const OfRow& { return row; });
  }

 private:
  std::string m_one;
  std::string m_many;
};

}  // namespace backbeat::sql
