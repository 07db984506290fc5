#include "base/text.hpp"
#include "net/curl.hpp"
#include "net/net.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace backbeat::net {
namespace {

/// How far a conversation came: what we said last about the letter, and what the server answered last.
struct Talk {
  std::string verb;      // "MAIL", "RCPT", "DATA"; empty: not yet about the letter
  std::string answered;  // the last whole line since then, or since the beginning
  bool is_over = false;  // we said good-bye: what is answered to that tells nothing
  std::size_t read = 0;  // of the message
  std::string_view message;

  void said(std::string_view line) {
    for (const std::string_view known : {"MAIL", "RCPT", "DATA"})
      if (line.starts_with(known)) verb = known;
    if (line.starts_with("QUIT")) is_over = true;
    // Nothing else of what we say is looked at: it may hold the password.
  }
  void heard(std::string_view line) {
    if (!is_over && !trimmed(line).empty()) answered = std::string(trimmed(line));
  }
  [[nodiscard]] int code() const {
    const auto number = whole_number(std::string_view(answered).substr(0, 3));
    return number && *number >= 200 && *number < 600 ? static_cast<int>(*number) : 0;
  }
};

int listen_in(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size, void* user) {
  auto& talk = *static_cast<Talk*>(user);
  if (type == CURLINFO_HEADER_OUT) talk.said({data, size});
  if (type == CURLINFO_HEADER_IN) talk.heard({data, size});
  return 0;
}

std::size_t give(char* out, std::size_t size, std::size_t count, void* user) {
  auto& talk = *static_cast<Talk*>(user);
  const std::string_view rest = talk.message.substr(talk.read).substr(0, size * count);
  std::ranges::copy(rest, out);
  talk.read += rest.size();
  return rest.size();
}

std::string in_brackets(const std::string& host) {
  return host.find(':') == std::string::npos || host.starts_with('[') ? host : "[" + host + "]";
}

void set_server(CURL* handle, const MailServer& server, Talk& talk, std::array<char, CURL_ERROR_SIZE>& fault) {
  const char* scheme = server.security == Security::tls ? "smtps" : "smtp";
  const std::string url = fmt::format("{}://{}:{}/{}", scheme, in_brackets(server.host), server.port, server.own_name);
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_USE_SSL, server.security == Security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
  if (!server.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, server.ca_file.c_str());
  if (!server.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(server.time_limit.count()));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.time_limit.count()));
  curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(std::max<std::int64_t>(1, server.time_limit.count() / 1000)));
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, fault.data());
  curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen_in);
  curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &talk);
}

/// A refusal that is about who we are, not about the letter: RFC 4954 section 6, RFC 3207 section 4.
bool is_about_us(const Talk& talk) {
  constexpr int too_large = 552;
  const int code = talk.code();
  for (const int ours : {530, 534, 535, 538, 454})
    if (code == ours) return true;
  return talk.verb == "MAIL" && code >= 500 && code != too_large;  // the sender address is a setting
}

Delivery judged(const Talk& talk) {
  if (talk.verb.empty() || is_about_us(talk)) return Delivery::unreachable;
  return talk.code() >= 500 ? Delivery::never : Delivery::later;
}

std::string in_words(const Talk& talk, CURLcode code, const char* fault) {
  const std::string network = std::strlen(fault) > 0 ? fault : curl_easy_strerror(code);
  if (talk.code() >= 400) return talk.answered;
  if (talk.verb.empty()) return network;
  return fmt::format("after {}: {}", talk.verb, network);
}

Sent outcome(CURLcode code, const Talk& talk, const std::array<char, CURL_ERROR_SIZE>& fault) {
  if (code == CURLE_OK) return {.delivery = Delivery::taken, .said = talk.answered};
  return {.delivery = judged(talk), .said = in_words(talk, code, fault.data())};
}

}  // namespace

Sent send_mail(const MailServer& server, const Envelope& envelope, std::string_view message) {
  const Handle handle = new_handle();
  Talk talk;
  talk.message = message;
  std::array<char, CURL_ERROR_SIZE> fault{};
  set_server(handle.get(), server, talk, fault);
  List recipients;
  append(recipients, "<" + envelope.to + ">");
  const std::string from = "<" + envelope.from + ">";
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, give);
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &talk);
  curl_easy_setopt(handle.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
  return outcome(curl_easy_perform(handle.get()), talk, fault);
}

Sent try_server(const MailServer& server) {
  const Handle handle = new_handle();
  Talk talk;
  std::array<char, CURL_ERROR_SIZE> fault{};
  set_server(handle.get(), server, talk, fault);
  curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  curl_easy_setopt(handle.get(), CURLOPT_NOBODY, 1L);
  return outcome(curl_easy_perform(handle.get()), talk, fault);
}

}  // namespace backbeat::net
