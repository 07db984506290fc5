#include "base/waiting.hpp"

#include <utility>

namespace backbeat {
namespace {

thread_local Places* this_thread_has = nullptr;

}  // namespace

Places* Places::of_this_thread() noexcept {
  return this_thread_has;
}
void Places::set_for_this_thread(Places* places) noexcept {
  this_thread_has = places;
}

// While it waits the thread has no place that an inner wait could leave.
Waiting::Waiting() noexcept : m_places(std::exchange(this_thread_has, nullptr)) {
  if (m_places != nullptr) m_places->leave();
}

Waiting::~Waiting() {
  if (m_places == nullptr) return;
  m_places->come_back();
  this_thread_has = m_places;
}

}  // namespace backbeat
