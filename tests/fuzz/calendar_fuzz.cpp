// Calendar files: as they are read, expanded and shown. First byte: which half of the year is asked for.
// What must hold: troubles are of lines that the file has, texts are UTF-8, occurrences lie in the window and none comes twice.
#include "base/text.hpp"
#include "calendar/calendar_file.hpp"
#include "fuzz.hpp"
#include "ical/ical.hpp"
#include "ical/write.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace {

using namespace backbeat;
using namespace backbeat::calendar;

void check(std::string_view bytes, Instant from, Instant to) {
  const auto reading =
      read_calendar(bytes, {.now = from, .from = from, .to = to, .zone = Zone::make("Europe/Madrid").value(), .address = "a@b.example"});
  if (!reading) return fuzz::must(is_utf8(reading.error().message()), "a refusal is UTF-8");
  const auto lines = 1 + std::count(bytes.begin(), bytes.end(), '\n');
  for (const Trouble& one : reading->troubles) {
    fuzz::must(one.line >= 1 && one.line <= lines, "a trouble is of a line of the file");
    fuzz::must(!name_of(one.weight).empty(), "a weight has a name");
    fuzz::must(is_utf8(one.text) && is_utf8(one.title), "what is said is UTF-8");
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (const Occurrence& one : reading->occurrences) {
    fuzz::must(one.starts < to && one.ends >= from && one.starts <= one.ends, "an occurrence lies in the window");
    fuzz::must(seen.emplace(one.uid, one.recurrence).second, "an occurrence comes once");
    fuzz::must(is_utf8(one.title) && is_utf8(one.place) && is_utf8(one.uid), "texts are UTF-8");
  }
  fuzz::must(reading->occurrences.size() <= most_occurrences, "occurrences have an end");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t which = input.choice(3);
  const Instant begin(1'798'761'600'000);  // 2027
  if (which < 2) {
    check(input.rest(), begin + std::chrono::days(which * 180), begin + std::chrono::days(which * 180 + 180));
  } else {
    // Whatever a title is, what is written is one calendar with one event.
    const auto method = static_cast<ical::Method>(input.choice(4));
    const std::string title(input.rest());
    const auto text = ical::write({.method = method,
                                   .name = title,
                                   .events = {{.uid = "u",
                                               .sequence = 1,
                                               .stamp = begin,
                                               .starts = begin,
                                               .ends = begin + std::chrono::hours(1),
                                               .title = title,
                                               .text = title,
                                               .place = title,
                                               .is_cancelled = method == ical::Method::cancel,
                                               .organizer = ical::Mailbox{.name = title, .address = "a@b.example"},
                                               .attendee = ical::Mailbox{.name = title, .address = title}}}});
    const auto back = ical::read(text);
    fuzz::must(back && back->series.size() == 1 && back->troubles.empty(), "what is written is read back");
  }
  return 0;
}
