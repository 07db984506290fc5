#include "mail/mail.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::mail {

using std::chrono::hours;
using std::chrono::minutes;

std::string_view name_of(CalendarMethod method) {
  switch (method) {
    case CalendarMethod::request:
      return "REQUEST";
    case CalendarMethod::cancel:
      return "CANCEL";
    case CalendarMethod::reply:
      return "REPLY";
  }
  ASSERT(false);
}

std::string_view name_of(State state) {
  switch (state) {
    case State::waiting:
      return "waiting";
    case State::sent:
      return "sent";
    case State::dead:
      return "dead";
    case State::dropped:
      return "dropped";
    case State::superseded:
      return "superseded";
    case State::expired:
      return "expired";
  }
  ASSERT(false);
}

State state_from(std::string_view name) {
  for (const State state : {State::waiting, State::sent, State::dead, State::dropped, State::superseded, State::expired})
    if (name_of(state) == name) return state;
  ASSERT(false);
}

bool is_mail_address(std::string_view text) {
  constexpr std::size_t longest = 254;  // RFC 5321 4.5.3.1.3, less the brackets
  const auto at = text.find('@');
  if (text.size() > longest || at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
  if (text.find('@', at + 1) != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) {
    constexpr std::string_view no_part_of_one = "<>()[]\\,;:\"";
    return c > ' ' && c < '\x7f' && no_part_of_one.find(c) == std::string_view::npos;
  });
}

Duration backoff(int attempts, std::uint64_t chance) {
  constexpr Duration first = minutes(1);
  constexpr Duration longest = hours(6);
  constexpr int most_doublings = 9;
  const Duration base = std::min(longest, first * (1 << std::clamp(attempts - 1, 0, most_doublings)));
  return base + Duration(static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(base.count() / 4 + 1)));
}

}  // namespace backbeat::mail
