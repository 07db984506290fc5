#include "sql/companion.hpp"

#include "base/assert.hpp"

namespace backbeat::sql {
namespace {

thread_local Companion* of_this_thread = nullptr;

}  // namespace

Companion::Companion(std::function<void(Transaction&)> along) : m_along(std::move(along)) {
  ASSERT(of_this_thread == nullptr);
  of_this_thread = this;
}

Companion::~Companion() {
  ASSERT(of_this_thread == this);  // ended on the thread it was made on, outside any Unaccompanied
  of_this_thread = nullptr;
}

Companion* Companion::waiting() {
  return of_this_thread != nullptr && !of_this_thread->m_is_committed ? of_this_thread : nullptr;
}

Unaccompanied::Unaccompanied() : m_before(of_this_thread) {
  of_this_thread = nullptr;
}
Unaccompanied::~Unaccompanied() {
  of_this_thread = m_before;
}

}  // namespace backbeat::sql
