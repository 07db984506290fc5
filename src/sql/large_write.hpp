// A write of very many rows has a transaction to itself. In a group it would be undone through a savepoint, for which SQLite keeps the old
// content of every page it changes in memory, and goes through that list after each statement.
#pragma once

namespace backbeat::sql {

/// While it lives, the writes of this thread share their transaction with nobody. They wait for their turn as others do.
class LargeWrite {
 public:
  LargeWrite();
  ~LargeWrite();
  LargeWrite(const LargeWrite&) = delete;
  LargeWrite& operator=(const LargeWrite&) = delete;

  // For the engines.
  [[nodiscard]] static bool is_wanted();

 private:
  bool m_before;
};

}  // namespace backbeat::sql
