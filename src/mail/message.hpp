// A letter as the bytes that travel: RFC 5322 headers (RFC 2047 where a value is not ASCII), text/plain and, for invitations,
// text/calendar; method=... (RFC 6047), both as base64. Lines end with CRLF and have at most 78 bytes. Whatever a value holds, it can
// neither end a header nor begin another.
#pragma once

#include "mail/mail.hpp"

#include <string>
#include <string_view>

namespace backbeat::mail {

/// Who the installation writes as.
struct Sender {
  std::string address;  // is_mail_address
  std::string name = {};
  friend bool operator==(const Sender&, const Sender&) = default;
};

/// The same for the same letter and sender, however often it is sent: "<b7r...@example.com>".
[[nodiscard]] std::string message_id(Id<Org> org, Id<Letter> letter, const Sender& sender);

/// The whole message. `address` of the letter must be a mail address; a `reply_to` that is none is left out.
[[nodiscard]] std::string message_of(const Outgoing& letter, const Sender& sender, std::string_view message_id, Instant at);

/// A header value: as it is where it is short printable ASCII, else encoded words of at most 75 bytes, folded. Control characters are
/// blanks.
[[nodiscard]] std::string header_text(std::string_view value, std::size_t name_length);

}  // namespace backbeat::mail
