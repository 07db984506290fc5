#include "mail/message.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

namespace backbeat::mail {
namespace {

const Sender northwind{.address = "backbeat@northwind.test", .name = "Backbeat"};

Outgoing invitation() {
  return {.kind = "invitation",
          .name = "Ana Ruiz",
          .address = "ana@northwind.test",
          .reply_to = "mara@northwind.test",
          .subject = "Ride-along: Contoso",
          .text = "Tuesday at ten.\nSee you there.",
          .calendar = CalendarPart{.method = CalendarMethod::request, .text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"}};
}

std::string written(const Outgoing& letter) {
  return message_of(letter, northwind, "<1.2@northwind.test>", Instant::parse("2027-03-01T09:05:07Z").value());
}

std::vector<std::string_view> lines_of(std::string_view message) {
  std::vector<std::string_view> out;
  for (auto end = message.find("\r\n"); end != std::string_view::npos; end = message.find("\r\n")) {
    out.push_back(message.substr(0, end));
    message.remove_prefix(end + 2);
  }
  CHECK(message.empty());
  return out;
}

TEST_CASE("an invitation is both a text and a calendar part with the method of what it holds") {
  const std::string message = written(invitation());
  CHECK(message.find("Date: Mon, 01 Mar 2027 09:05:07 +0000\r\n") != std::string::npos);
  CHECK(message.find("From: \"Backbeat\"\r\n <backbeat@northwind.test>\r\n") != std::string::npos);
  CHECK(message.find("To: \"Ana Ruiz\"\r\n <ana@northwind.test>\r\n") != std::string::npos);
  CHECK(message.find("Reply-To: <mara@northwind.test>\r\n") != std::string::npos);
  CHECK(message.find("Message-ID: <1.2@northwind.test>\r\n") != std::string::npos);
  CHECK(message.find("Content-Type: multipart/alternative;\r\n boundary=\"=_1.2\"\r\n") != std::string::npos);
  CHECK(message.find("Content-Type: text/calendar; charset=UTF-8; method=REQUEST;\r\n component=VEVENT\r\n") != std::string::npos);
  CHECK(message.ends_with("--=_1.2--\r\n"));
}

TEST_CASE("where a calendar part names the sender, the address it is sent from stands") {
  Outgoing letter = invitation();
  letter.calendar->text = "BEGIN:VCALENDAR\r\nORGANIZER:mailto:" + std::string(own_address) + "\r\nEND:VCALENDAR\r\n";
  Outgoing as_sent = invitation();
  as_sent.calendar->text = "BEGIN:VCALENDAR\r\nORGANIZER:mailto:\r\n backbeat@northwind.test\r\nEND:VCALENDAR\r\n";
  CHECK(written(letter) == written(as_sent));
}

TEST_CASE("a letter without a calendar part is one text") {
  Outgoing letter = invitation();
  letter.calendar.reset();
  const std::string message = written(letter);
  CHECK(message.find("multipart") == std::string::npos);
  // "Tuesday at ten.\r\nSee you there."
  CHECK(message.ends_with("\r\n\r\nVHVlc2RheSBhdCB0ZW4uDQpTZWUgeW91IHRoZXJlLg==\r\n"));
}

TEST_CASE("no value ends a header, whatever it holds") {
  for (const std::string& poison :
       std::vector<std::string>{"x\r\nBcc: eve@evil.test", "x\nBcc: eve@evil.test", "x\rBcc: eve@evil.test", "x\r\n\r\n<html>",
                                std::string("x\0\r\nBcc: eve@evil.test", 21), std::string("x\u2028Bcc: eve@evil.test")}) {
    Outgoing letter = invitation();
    letter.subject = poison;
    letter.name = poison;
    letter.reply_to = poison;
    int blank_lines = 0;
    const std::string message = written(letter);
    for (const std::string_view line : lines_of(message)) {
      CHECK_FALSE(line.starts_with("Bcc:"));
      CHECK(line.find('\n') == std::string_view::npos);
      CHECK(line.find('\r') == std::string_view::npos);
      if (line.empty()) ++blank_lines;
    }
    CHECK(blank_lines == 3);  // after the headers of the message and of each part
  }
}

TEST_CASE("lines are short and ASCII, in any language") {
  Outgoing letter = invitation();
  for (int i = 0; i < 40; ++i) {
    letter.subject += " Gespräch über 機会";
    letter.text += std::string(500, 'x') + "é\n";
    letter.name += " Zoë";
  }
  const std::string message = written(letter);
  for (const std::string_view line : lines_of(message)) {
    CHECK(line.size() <= 78);
    for (const char c : line) CHECK((c == '\t' || (c >= ' ' && c < 0x7f)));
  }
}

TEST_CASE("a header that is not ASCII is encoded words, each whole characters") {
  CHECK(header_text("Gespräch", 7) == "=?UTF-8?B?R2VzcHLDpGNo?=");
  CHECK(header_text("plain", 7) == "plain");
  CHECK(header_text("=?UTF-8?B?eA==?=", 7).starts_with("=?UTF-8?B?PT9V"));  // one that looks encoded is encoded once more
  std::string all;
  for (int i = 0; i < 60; ++i) all += "é";
  const std::string encoded = header_text(all, 7);
  std::string decoded;
  for (const std::string_view word : split(encoded, '\n')) {
    const auto begin = word.find("?B?") + 3;
    std::string digits(word.substr(begin, word.rfind("?=") - begin));
    while (digits.ends_with('=')) digits.pop_back();
    std::ranges::replace(digits, '+', '-');
    std::ranges::replace(digits, '/', '_');
    const auto bytes = from_base64url(digits);
    REQUIRE(bytes);
    const std::string piece(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    CHECK(is_utf8(piece));
    decoded += piece;
  }
  CHECK(decoded == all);
}

TEST_CASE("a name with quotes and backslashes stays one name") {
  Outgoing letter = invitation();
  letter.name = "Ana \"the\\closer\" Ruiz";
  CHECK(written(letter).find("To: \"Ana \\\"the\\\\closer\\\" Ruiz\"\r\n <ana@northwind.test>") != std::string::npos);
}

TEST_CASE("a letter has the same name however often it is sent") {
  const auto id = message_id(Id<Org>(7), Id<Letter>(9), northwind);
  CHECK(id == message_id(Id<Org>(7), Id<Letter>(9), northwind));
  CHECK(id != message_id(Id<Org>(7), Id<Letter>(10), northwind));
  CHECK(id.ends_with("@northwind.test>"));
}

TEST_CASE("an address is one that SMTP and a header can carry") {
  for (const std::string_view good : {"ana@northwind.test", "a.b+c@x.y", "x@localhost"}) CHECK_MESSAGE(is_mail_address(good), good);
  for (const std::string_view bad :
       {"", "ana", "@x", "ana@", "a b@x.y", "a@x@y", "<ana@x.y>", "a@x.y,b@x.y", "a@x.y\r\nRCPT TO:<b@x.y>", "añ@x.y"})
    CHECK_MESSAGE(!is_mail_address(bad), bad);
}

TEST_CASE("the time between tries grows to six hours, never in step") {
  CHECK(backoff(1, 0) == std::chrono::minutes(1));
  CHECK(backoff(2, 0) == std::chrono::minutes(2));
  CHECK(backoff(9, 0) == std::chrono::minutes(256));
  CHECK(backoff(10, 0) == std::chrono::hours(6));
  CHECK(backoff(1000, 0) == std::chrono::hours(6));
  for (std::uint64_t chance = 1; chance < (std::uint64_t{1} << 60U); chance *= 7) {
    CHECK(backoff(3, chance) >= std::chrono::minutes(4));
    CHECK(backoff(3, chance) <= std::chrono::minutes(5));
  }
}

}  // namespace
}  // namespace backbeat::mail
