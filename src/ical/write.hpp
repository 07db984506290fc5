// Values to iCalendar text (RFC 5545): feeds, and the parts of invitations and cancellations (iTIP, RFC 5546). All instants are written in
// UTC, which every reader understands without a zone's rules.
#pragma once

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ical {

struct Mailbox {
  std::string name;
  std::string address;
  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

struct WrittenEvent {
  std::string uid;
  int sequence = 0;
  Instant stamp;  // when this version came about: the same event is the same text
  Instant starts;
  Instant ends;
  std::string title;
  std::string text = {};
  std::string place = {};
  bool is_cancelled = false;
  std::optional<Mailbox> organizer = {};
  std::optional<Mailbox> attendee = {};
};

enum class Method { none, publish, request, cancel };

struct WrittenCalendar {
  Method method = Method::none;
  std::string name = {};  // what a program that subscribes calls it; empty: nothing is said
  std::vector<WrittenEvent> events;
};

/// Lines of at most 75 octets that end in CR LF, cut only between characters. What iCalendar text cannot hold (control characters) is left
/// out; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string write(const WrittenCalendar& calendar);

/// The escaped form of a TEXT value (RFC 5545 3.3.11).
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace backbeat::ical
