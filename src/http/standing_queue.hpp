// Tells a queue that only took up a burst from one that stands: then whoever joins its end waits, and nobody gains (after CoDel, RFC 8289).
// Once it stands, the newest go first and who waited longer than `patience` is sent away: those who are served are served soon, those who
// are not are told soon, where in turn everybody would wait for as long as the queue is.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace backbeat::http {

class StandingQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds target{100};    // what the first in the queue may have waited
  static constexpr std::chrono::milliseconds interval{200};  // for how long it may be more, as after a burst
  static constexpr std::chrono::milliseconds patience{30};   // of those who wait, while it stands

  /// Asked before one is taken from the queue: does it stand? `first_since`: when the first of `waiting` came; nothing where nobody waits.
  /// It ends when nobody waits, when nobody was sent away for an interval and all who wait would have their turn within `target` at its
  /// pace, or when nobody asked for so long that the storm must be over.
  [[nodiscard]] bool stands(Time now, std::size_t waiting, std::optional<Time> first_since) {
    if (waiting == 0 || !first_since) {
      reset();
      return false;
    }
    if (m_window_since) {
      const auto window = now - *m_window_since;
      if (window < interval) return true;
      const bool is_met = m_sent_away == 0 && window * static_cast<long long>(waiting) <= target * static_cast<long long>(m_served);
      if (!is_met && window < 2 * interval) {
        begin_window(now);
        return true;
      }
      reset();
    }
    if (now - *first_since <= target) {
      m_late_since.reset();
      return false;
    }
    if (!m_late_since) m_late_since = now;
    if (now - *m_late_since < interval) return false;
    begin_window(now);
    return true;
  }

  /// One was served; `left`: how many wait still. Where nobody does, what waited before says nothing of who comes next.
  void served(std::size_t left) {
    ++m_served;
    if (left == 0) reset();
  }

  /// Some waited too long. They may come again at once: an empty queue says nothing then.
  void sent_away(std::size_t those) { m_sent_away += those; }

 private:
  void begin_window(Time now) {
    m_window_since = now;
    m_served = 0;
    m_sent_away = 0;
  }
  void reset() {
    m_late_since.reset();
    m_window_since.reset();
  }

  std::optional<Time> m_late_since;    // the first have waited too long
  std::optional<Time> m_window_since;  // it stands; the pace is measured since then
  std::size_t m_served = 0;
  std::size_t m_sent_away = 0;
};

}  // namespace backbeat::http
