// Tells a queue that only took up a burst from one that stands: then whoever joins it waits, and nobody gains (after CoDel, RFC 8289, but
// asked at the entrance, because who is refused can come again, and who has waited should be served).
#pragma once

#include <chrono>
#include <optional>

namespace backbeat::http {

class StandingQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds target{100};    // what the first in the queue may have waited
  static constexpr std::chrono::milliseconds interval{200};  // for how long it may be more, as after a burst

  /// May one more join? `first_since`: when the first in the queue came; nothing where nobody waits. A queue that stood is over when it
  /// was empty once; until then it is kept as short as `target`.
  [[nodiscard]] bool admits(Time now, std::optional<Time> first_since) {
    if (!first_since) {
      m_late_since.reset();
      return true;
    }
    const bool is_late = now - *first_since > target;
    if (m_late_since && now - *m_late_since >= interval) return !is_late;
    if (!is_late) m_late_since.reset();
    if (is_late && !m_late_since) m_late_since = now;
    return true;
  }

 private:
  std::optional<Time> m_late_since;
};

}  // namespace backbeat::http
