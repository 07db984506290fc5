#include "sql/large_write.hpp"

#include <utility>

namespace backbeat::sql {
namespace {

thread_local LargeWrite::Wanted wanted_here;

}  // namespace

LargeWrite::LargeWrite(std::int64_t bytes) : m_before(std::exchange(wanted_here, {.is_large = true, .bytes = bytes})) {}
LargeWrite::~LargeWrite() {
  wanted_here = m_before;
}

LargeWrite::Wanted LargeWrite::wanted() {
  return wanted_here;
}

}  // namespace backbeat::sql
