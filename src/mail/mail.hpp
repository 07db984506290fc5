// Letters of the program: what an action wants somebody told, and what becomes of it. A letter is a row written in the action's own
// transaction; it leaves afterwards, at least once, and no letter ever holds coaching text.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backbeat::mail {

struct Letter;  // tag

inline constexpr ErrorSpec not_dead{"not_dead", ErrorKind::conflict, "Only a letter that was given up can be sent again or dropped."};

/// What a calendar program shall do with the part (iMIP, RFC 6047).
enum class CalendarMethod { request, cancel, reply };
/// "REQUEST", "CANCEL", "REPLY": as in the part's METHOD line.
[[nodiscard]] std::string_view name_of(CalendarMethod method);

/// Stands in a calendar part for the address the letter comes from, which nobody but the sender knows; put in when it is sent.
inline constexpr std::string_view own_address = "own-address@backbeat.invalid";

struct CalendarPart {
  CalendarMethod method = CalendarMethod::request;
  std::string text;  // a whole VCALENDAR with the same METHOD
  friend bool operator==(const CalendarPart&, const CalendarPart&) = default;
};

/// A letter somebody wants sent. `subject` and `text` are free UTF-8 without coaching text; whatever they hold, headers stay headers.
struct Outgoing {
  std::string kind;                             // for counts: "invitation", "cancellation"; 1 to 40 characters
  std::optional<Id<Person>> person = {};        // whom it is for; erasing them removes it
  std::optional<Id<Person>> about_person = {};  // who else it names; erasing them removes it too
  std::string name = {};                        // of the recipient
  std::string address = {};                     // empty or no address: the letter is given up at once and admins see why
  std::string reply_to = {};                    // empty: the installation's own address
  std::string subject = {};
  std::string text = {};
  std::optional<CalendarPart> calendar = {};
  /// What it is about, one for all letters of the same thing (an iCalendar UID). A letter of the same thread to the same address that has
  /// not left yet is superseded: nobody gets the invitation of a time that no longer holds. A cancellation of what was never sent is not
  /// sent either.
  std::string thread = {};
  /// From then on it is not worth sending: the call it invites to has begun. Nothing: for ever.
  std::optional<Instant> useless_after = {};
};

/// waiting: will be sent (again); sent: a server took it; dead: given up, an admin decides; dropped: by an admin; superseded: by a newer
/// letter of its thread; expired: it was useless before it could be sent.
enum class State { waiting, sent, dead, dropped, superseded, expired };
[[nodiscard]] std::string_view name_of(State state);
[[nodiscard]] State state_from(std::string_view name);

/// One address as SMTP and a header can carry it: ASCII, one @, no blank, bracket, comma or control character, at most 254 bytes.
[[nodiscard]] bool is_mail_address(std::string_view text);

/// How long until the next try after `attempts` that failed (1, 2, ...): a minute, doubled each time, at most six hours, and up to a
/// quarter more by `chance` (any number), so that a server that comes back is not met by everything at once.
[[nodiscard]] Duration backoff(int attempts, std::uint64_t chance);

}  // namespace backbeat::mail
