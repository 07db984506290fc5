#include "mail/message.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace backbeat::mail {
namespace {

constexpr std::string_view crlf = "\r\n";

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) three = three << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    const std::size_t left = bytes.size() - at;
    out += digits[three >> 18U & 63U];
    out += digits[three >> 12U & 63U];
    out += left > 1 ? digits[three >> 6U & 63U] : '=';
    out += left > 2 ? digits[three & 63U] : '=';
  }
  return out;
}

/// In lines of 76, as RFC 2045 6.8 has it.
std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t longest = 76;
  const std::string all = base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += longest) out.append(all, at, longest).append(crlf);
  return out;
}

/// Every end of a line as CRLF: what text/* must have before it is encoded.
std::string with_crlf(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    if (text[at] == '\n' || text[at] == '\r')
      out += crlf;
    else
      out += text[at];
  }
  return out;
}

std::string without_controls(std::string_view value) {
  std::string out(value);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return std::string(trimmed(out));
}

/// RFC 2047 section 2: each word whole characters and at most 75 bytes.
std::string encoded_words(std::string_view text) {
  constexpr std::string_view begin = "=?UTF-8?B?";
  constexpr std::string_view end = "?=";
  constexpr std::size_t most_bytes = (75 - begin.size() - end.size()) / 4 * 3 - 3;
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), most_bytes);
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) --size;
    if (!out.empty()) out += "\r\n ";
    out += std::string(begin) + base64(text.substr(0, size)) + std::string(end);
    text.remove_prefix(size);
  }
  return out;
}

std::string mailbox(std::string_view name, std::string_view address, std::size_t header_length) {
  const std::string shown = header_text(name, header_length);
  if (shown.empty()) return "<" + std::string(address) + ">";
  const bool is_encoded = shown.starts_with("=?");
  std::string quoted;
  for (const char c : shown) {
    if (!is_encoded && (c == '"' || c == '\\')) quoted += '\\';
    quoted += c;
  }
  return (is_encoded ? quoted : "\"" + quoted + "\"") + "\r\n <" + std::string(address) + ">";
}

/// RFC 5322 3.3: "Sun, 22 Nov 2026 11:22:13 +0000".
std::string date_text(Instant at) {
  constexpr std::array<std::string_view, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const LocalDateTime local = to_local(at, Zone());
  const auto ymd = local.date.ymd();
  const int seconds = local.time.seconds_since_midnight();
  const auto two = [](int number) { return std::string(1, static_cast<char>('0' + number / 10)) + static_cast<char>('0' + number % 10); };
  return std::string(days[static_cast<std::size_t>(local.date.weekday()) - 1]) + ", " + two(static_cast<int>(unsigned(ymd.day()))) + " " +
         std::string(months[unsigned(ymd.month()) - 1]) + " " + std::to_string(int(ymd.year())) + " " + two(seconds / 3600) + ":" +
         two(seconds / 60 % 60) + ":" + two(seconds % 60) + " +0000";
}

std::string part(std::string_view content_type, std::string_view text) {
  return "Content-Type: " + std::string(content_type) + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(with_crlf(text));
}

/// A calendar part with the sender's address where it left room for it; on a line of its own, since a folded line is the same line.
std::string with_own_address(std::string_view calendar, std::string_view address) {
  std::string out(calendar);
  const std::string folded = "\r\n " + std::string(address);
  for (std::size_t at = 0; (at = out.find(own_address, at)) != std::string::npos; at += folded.size())
    out.replace(at, own_address.size(), folded);
  return out;
}

}  // namespace

std::string header_text(std::string_view value, std::size_t name_length) {
  constexpr std::size_t longest_line = 78;
  const std::string clean = without_controls(value);
  const bool is_ascii = std::ranges::all_of(clean, [](char c) { return c >= ' ' && c < 0x7f; });
  if (is_ascii && clean.find("=?") == std::string::npos && clean.size() + name_length + 2 <= longest_line) return clean;
  return encoded_words(clean);
}

std::string message_id(Id<Org> org, Id<Letter> letter, const Sender& sender) {
  return "<" + letter.text() + "." + org.text() + sender.address.substr(sender.address.find('@')) + ">";
}

std::string message_of(const Outgoing& letter, const Sender& sender, std::string_view message_id, Instant at) {
  ASSERT(is_mail_address(letter.address) && is_mail_address(sender.address));
  constexpr std::size_t from_length = 4;
  constexpr std::size_t to_length = 2;
  constexpr std::size_t subject_length = 7;
  std::string out = "Date: " + date_text(at) + "\r\nFrom: " + mailbox(sender.name, sender.address, from_length) +
                    "\r\nTo: " + mailbox(letter.name, letter.address, to_length) + "\r\n";
  if (is_mail_address(letter.reply_to)) out += "Reply-To: <" + letter.reply_to + ">\r\n";
  out += "Subject: " + header_text(letter.subject, subject_length) + "\r\nMessage-ID: " + std::string(message_id) +
         "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  if (!letter.calendar) return out + part("text/plain; charset=UTF-8", letter.text);
  // "_" is no digit of base64, so that no line of a part can be the boundary.
  const std::string boundary = "=_" + std::string(message_id.substr(1, message_id.find('@') - 1));
  out += "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
  out += "--" + boundary + "\r\n" + part("text/plain; charset=UTF-8", letter.text);
  out += "--" + boundary + "\r\n" +
         part("text/calendar; charset=UTF-8; method=" + std::string(name_of(letter.calendar->method)) + ";\r\n component=VEVENT",
              with_own_address(letter.calendar->text, sender.address));
  return out + "--" + boundary + "--\r\n";
}

}  // namespace backbeat::mail
