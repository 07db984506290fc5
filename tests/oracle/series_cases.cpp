// What the program makes of weekly series, for tests/prove/r7_recurrence.py to hold against other libraries. Lines in, lines of
// milliseconds out:
//   series ZONE DATE TIME COUNT         sessions as they are planned one after the other, each in the slot of the one before
//   local ZONE DATE TIME DAYS COUNT     the instants of a local time, every so many days
//   offsets ZONE DATE DAYS COUNT        the offset from UTC at noon UTC
#include "base/time.hpp"
#include "session/session_slot.hpp"

#include <iostream>
#include <string>

namespace {

using namespace backbeat;

people::Member somebody_in(const Zone& zone) {
  people::Member member;
  member.zone = zone;
  member.hired = LocalDate::parse("1970-01-01").value();
  return member;
}

void series(const Zone& zone, LocalDate date, LocalTime time, int count) {
  const people::Member member = somebody_in(zone);
  session::SessionState state;
  state.starts_at = to_instant(date, time, zone);
  for (int i = 0; i < count; ++i) {
    std::cout << state.starts_at.unix_ms() << ' ';
    const auto next = session::next_slot(state, member, member, {}, state.starts_at);
    if (!next) break;
    state.starts_at = *next;
  }
}

}  // namespace

int main() {
  std::string what;
  std::string zone_name;
  std::string day;
  while (std::cin >> what >> zone_name >> day) {
    const Zone zone = Zone::make(zone_name).value();
    LocalDate date = LocalDate::parse(day).value();
    std::string text = "12:00";
    int days = 7;
    int count = 0;
    if (what != "offsets") std::cin >> text;
    if (what != "series") std::cin >> days;
    std::cin >> count;
    const LocalTime time = LocalTime::parse(text).value();
    if (what == "series") {
      series(zone, date, time, count);
    } else {
      for (int i = 0; i < count; ++i, date = date + std::chrono::days(days)) {
        if (what == "local")
          std::cout << to_instant(date, time, zone).unix_ms() << ' ';
        else
          std::cout << utc_offset(to_instant(date, time, Zone()), zone).count() << ' ';
      }
    }
    std::cout << '\n';
  }
  return 0;
}
