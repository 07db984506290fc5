// Holds as iCalendar text: the part of one invitation or cancellation, and a person's feed.
#pragma once

#include "calendar/calendar.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calendar {

/// REQUEST for a hold that stands, CANCEL for a cancelled one (iTIP). `organizer` is the address the letter comes from.
[[nodiscard]] std::string invitation_text(const Hold& hold, std::string_view organizer, std::string_view name, std::string_view address);

/// What stands on a person's calendar by another feature's doing, in a feed: a planned conversation.
struct Planned {
  std::string uid;
  int sequence = 0;
  Instant changed_at;
  Instant starts;
  Instant ends;
  std::string title;
  bool is_cancelled = false;
  friend bool operator==(const Planned&, const Planned&) = default;
};

/// The whole feed, by start. The same holds are the same text, to the byte.
[[nodiscard]] std::string feed_text(std::string_view name, const std::vector<Hold>& holds, const std::vector<Planned>& planned);

}  // namespace backbeat::calendar
