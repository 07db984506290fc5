// Laws of reading and expanding: what is written is read back; a window is the union of its halves; skipping ahead changes nothing; a file
// cut anywhere is refused or read, and never crashes.
#include "ical/ical.hpp"
#include "ical/write.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace backbeat::ical {
namespace {

constexpr std::int64_t day = 86'400;
const Instant year_2027(1'798'761'600'000);

template <class T>
T one_of(std::vector<T> choices) {
  return *rc::gen::elementOf(std::move(choices));
}
int number(int from, int to) {
  return *rc::gen::inRange(from, to + 1);
}

std::string any_rule() {
  std::string rule = "FREQ=" + one_of<std::string>({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"});
  if (number(0, 1) == 1) rule += ";INTERVAL=" + std::to_string(number(1, 5));
  switch (number(0, 4)) {
    case 0:
      rule += ";BYDAY=" + one_of<std::string>({"MO", "TU,TH", "SA,SU", "MO,TU,WE,TH,FR"});
      break;
    case 1:
      rule += ";BYMONTHDAY=" + one_of<std::string>({"1", "15,31", "-1", "29"});
      break;
    case 2:
      rule += ";BYMONTH=" + one_of<std::string>({"2", "1,7", "12"});
      break;
    default:
      break;
  }
  if (number(0, 3) == 0) rule += ";COUNT=" + std::to_string(number(1, 40));
  if (number(0, 3) == 0) rule += ";UNTIL=20280" + std::to_string(number(1, 9)) + "15T100000Z";
  return rule;
}

std::string any_calendar() {
  const std::string zone = one_of<std::string>({"Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"});
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
  const int count = number(1, 4);
  for (int i = 0; i < count; ++i) {
    const std::string start = "20" + std::to_string(number(20, 27)) + one_of<std::string>({"0131", "0229", "0328", "0615", "1031"});
    text += "BEGIN:VEVENT\r\nUID:" + std::to_string(i) + "\r\nDTSTART;TZID=" + zone + ":" + start + "T0" + std::to_string(number(0, 9)) +
            "3000\r\nDURATION:PT" + std::to_string(number(0, 30)) + "H\r\nRRULE:" + any_rule() + "\r\n";
    if (number(0, 2) == 0) text += "EXDATE;TZID=" + zone + ":" + start + "T023000\r\n";
    text += "END:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

using Set = std::set<std::pair<std::string, std::string>>;
Set occurrences(const Calendar& calendar, Instant from, Instant to) {
  Set out;
  for (const Occurrence& one : expand(calendar, from, to, Zone()).occurrences) out.emplace(one.series->uid, one.recurrence);
  return out;
}

TEST_CASE("a window is the union of its halves, and a later window skips nothing") {
  CHECK(rc::check([] {
    const auto calendar = read(any_calendar());
    RC_ASSERT(calendar.has_value());
    const Instant from = year_2027 + std::chrono::days(number(0, 300));
    const Instant middle = from + std::chrono::hours(number(0, 2'000));
    const Instant to = middle + std::chrono::hours(number(0, 2'000));
    Set halves = occurrences(*calendar, from, middle);
    halves.merge(occurrences(*calendar, middle, to));
    RC_ASSERT(occurrences(*calendar, from, to) == halves);
    // From the very beginning, cut down to the window afterwards.
    Set all;
    for (const Occurrence& one : expand(*calendar, Instant(0), to, Zone()).occurrences)
      if (one.ends > from || one.starts == from) all.emplace(one.series->uid, one.recurrence);
    RC_ASSERT(occurrences(*calendar, from, to) == all);
  }));
}

TEST_CASE("what is written is read back") {
  CHECK(rc::check([] {
    WrittenCalendar written{.name = *rc::gen::string<std::string>(), .events = {}};
    const int count = number(0, 5);
    for (int i = 0; i < count; ++i) {
      const Instant starts = year_2027 + std::chrono::seconds(number(0, 30'000'000));
      std::string title;
      for (const int c : *rc::gen::container<std::vector<int>>(
               rc::gen::elementOf(std::vector<int>{'a', ',', ';', '\\', ':', '"', 0xe9, 0x20ac, 0x1f600, 'n', 'N'})))
        title += c < 0x80 ? std::string(1, static_cast<char>(c)) : (c == 0xe9 ? "é" : (c == 0x20ac ? "€" : "😀"));
      title = title.substr(0, title.size() > 400 ? 0 : title.size());
      written.events.push_back({.uid = "u" + std::to_string(i) + ";,\\",
                                .sequence = number(0, 9),
                                .stamp = year_2027,
                                .starts = starts,
                                .ends = starts + std::chrono::seconds(number(1, 90'000)),
                                .title = title,
                                .is_cancelled = number(0, 1) == 1});
    }
    const auto calendar = read(write(written));
    RC_ASSERT(calendar.has_value());
    RC_ASSERT(calendar->troubles.empty());
    RC_ASSERT(calendar->series.size() == written.events.size());
    for (std::size_t i = 0; i < written.events.size(); ++i) {
      const Event& event = *calendar->series[i].event;
      RC_ASSERT(event.title == written.events[i].title);
      RC_ASSERT(event.sequence == written.events[i].sequence);
      RC_ASSERT(event.starts.instant(Zone()) == written.events[i].starts);
      RC_ASSERT(event.length == (written.events[i].ends - written.events[i].starts).count() / 1'000);
      RC_ASSERT((event.status == EventStatus::cancelled) == written.events[i].is_cancelled);
    }
  }));
}

TEST_CASE("a file with its bytes cut, doubled or changed is read or refused with a line") {
  CHECK(rc::check([] {
    std::string text = any_calendar();
    const int changes = number(1, 6);
    for (int i = 0; i < changes; ++i) {
      const auto at = static_cast<std::size_t>(number(0, static_cast<int>(text.size()) - 1));
      switch (number(0, 3)) {
        case 0:
          text.erase(at, static_cast<std::size_t>(number(1, 30)));
          break;
        case 1:
          text.insert(at, text.substr(at, 20));
          break;
        case 2:
          text[at] = static_cast<char>(number(0, 255));
          break;
        default:
          text.insert(at,
                      one_of<std::string>({"\r\n", ";", ":", "=", ",", "\"", "BEGIN:VEVENT\r\n", "RRULE:FREQ=YEARLY;BYDAY=5MO,-5SU\r\n"}));
          break;
      }
      if (text.empty()) return;
    }
    const auto calendar = read(text);
    if (!calendar) {
      RC_ASSERT(calendar.error().message().starts_with("Line "));
      return;
    }
    const auto lines = 1 + std::ranges::count(text, '\n');
    for (const Trouble& one : calendar->troubles) RC_ASSERT((one.line >= 1 && one.line <= lines));
    for (const Occurrence& one : expand(*calendar, year_2027, year_2027 + std::chrono::days(400), Zone()).occurrences) {
      RC_ASSERT(one.starts <= one.ends);
      RC_ASSERT(one.starts < year_2027 + std::chrono::days(400));
    }
  }));
}

}  // namespace
}  // namespace backbeat::ical
