// A change that goes along with a thread's next write, in the same transaction: both become durable, or neither. For what is known before
// an action runs and must be true exactly when the action is (a key that was used up), without the action knowing of it.
#pragma once

#include "sql/sql.hpp"

#include <functional>

namespace backbeat::sql {

/// While it lives, the first write of this thread that commits carries `along` with it, whatever that write is. `along` runs after the
/// write's own work and perhaps more than once (see Db::write); what it throws undoes the write and reaches the writer. One at a time per
/// thread.
class Companion {
 public:
  explicit Companion(std::function<void(Transaction&)> along);
  ~Companion();
  Companion(const Companion&) = delete;
  Companion& operator=(const Companion&) = delete;

  /// Whether it has become durable with a write.
  [[nodiscard]] bool is_committed() const { return m_is_committed; }

  // For the engines: the one that waits on this thread, or nothing.
  [[nodiscard]] static Companion* waiting();
  void join(Transaction& tx) const { m_along(tx); }
  void committed() { m_is_committed = true; }

 private:
  std::function<void(Transaction&)> m_along;
  bool m_is_committed = false;
};

/// While it lives, this thread's writes go alone: bookkeeping of a request that is not yet what it asks for.
class Unaccompanied {
 public:
  Unaccompanied();
  ~Unaccompanied();
  Unaccompanied(const Unaccompanied&) = delete;
  Unaccompanied& operator=(const Unaccompanied&) = delete;

 private:
  Companion* m_before;
};

}  // namespace backbeat::sql
