// A write of very many rows has a transaction to itself. In a group it would be undone through a savepoint, for which SQLite keeps the old
// content of every page it changes in memory, and goes through that list after each statement.
#pragma once

#include <cstdint>

namespace backbeat::sql {

/// While it lives, the writes of this thread share their transaction with nobody. They wait for their turn as others do.
class LargeWrite {
 public:
  /// `bytes`: about how much is written, where that is known. The more it is, the more pages of its tables' keys are kept at hand.
  explicit LargeWrite(std::int64_t bytes = 0);
  ~LargeWrite();
  LargeWrite(const LargeWrite&) = delete;
  LargeWrite& operator=(const LargeWrite&) = delete;

  // For the engines.
  struct Wanted {
    bool is_large = false;
    std::int64_t bytes = 0;
  };
  [[nodiscard]] static Wanted wanted();

 private:
  Wanted m_before;
};

}  // namespace backbeat::sql
