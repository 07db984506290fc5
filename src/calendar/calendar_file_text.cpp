#include "calendar/calendar_file_text.hpp"

#include "ical/write.hpp"

#include <algorithm>
#include <tuple>

namespace backbeat::calendar {
namespace {

ical::WrittenEvent event_of(const Hold& hold) {
  return {.uid = hold.uid,
          .sequence = hold.sequence,
          .stamp = hold.changed_at,
          .starts = hold.starts,
          .ends = hold.ends,
          .title = hold.title,
          .text = hold.text,
          .is_cancelled = hold.is_cancelled};
}

}  // namespace

std::string invitation_text(const Hold& hold, std::string_view organizer, std::string_view name, std::string_view address) {
  ical::WrittenEvent event = event_of(hold);
  event.organizer = ical::Mailbox{.name = "Backbeat", .address = std::string(organizer)};
  event.attendee = ical::Mailbox{.name = std::string(name), .address = std::string(address)};
  return ical::write({.method = hold.is_cancelled ? ical::Method::cancel : ical::Method::request, .events = {std::move(event)}});
}

std::string feed_text(std::string_view name, const std::vector<Hold>& holds, const std::vector<Planned>& planned) {
  ical::WrittenCalendar calendar{.name = std::string(name), .events = {}};
  for (const Hold& hold : holds) calendar.events.push_back(event_of(hold));
  for (const Planned& one : planned)
    calendar.events.push_back({.uid = one.uid,
                               .sequence = one.sequence,
                               .stamp = one.changed_at,
                               .starts = one.starts,
                               .ends = one.ends,
                               .title = one.title,
                               .is_cancelled = one.is_cancelled});
  std::ranges::sort(calendar.events, {}, [](const ical::WrittenEvent& event) { return std::tuple(event.starts, event.uid); });
  return ical::write(calendar);
}

}  // namespace backbeat::calendar
