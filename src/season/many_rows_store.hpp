// Inserting many rows in few statements, of two texts only, so that each is prepared once: a hundred rows at a time, and one.
#pragma once

#include "sql/sql.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::season {

template <std::size_t Columns>
class ManyRows {
 public:
  /// `insert` ends with "VALUES ".
  explicit ManyRows(std::string_view insert) {
    std::string row = "(";
    for (std::size_t i = 0; i < Columns; ++i) row += i == 0 ? "?" : ", ?";
    row += ")";
    m_one = std::string(insert) + row;
    m_many = m_one;
    for (std::size_t i = 1; i < at_a_time; ++i) m_many += ", " + row;
  }
  /// What the parameters refer to must outlive the call.
  void write(sql::Transaction& tx, const std::vector<std::array<sql::Parameter, Columns>>& rows) const {
    std::vector<sql::Parameter> parameters;
    parameters.reserve(Columns * at_a_time);
    for (std::size_t begin = 0; begin < rows.size();) {
      const std::size_t count = rows.size() - begin >= at_a_time ? at_a_time : 1;
      parameters.clear();
      for (std::size_t i = begin; i < begin + count; ++i) parameters.insert(parameters.end(), rows[i].begin(), rows[i].end());
      tx.change_many(count == 1 ? m_one : m_many, parameters);
      begin += count;
    }
  }

 private:
  static constexpr std::size_t at_a_time = 100;
  std::string m_one;
  std::string m_many;
};

}  // namespace backbeat::season
