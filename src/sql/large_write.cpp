#include "sql/large_write.hpp"

#include <utility>

namespace backbeat::sql {
namespace {

thread_local bool is_large = false;

}  // namespace

LargeWrite::LargeWrite() : m_before(std::exchange(is_large, true)) {}
LargeWrite::~LargeWrite() {
  is_large = m_before;
}

bool LargeWrite::is_wanted() {
  return is_large;
}

}  // namespace backbeat::sql
