// The outside world over the network: sending a mail, fetching a file. libcurl is behind it, in one file each.
#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::net {

// --- mail ---

/// starttls: a connection that must become encrypted before anything is said; tls: encrypted from the first byte (port 465); none: for a
/// relay on the same machine or in the same trusted network.
enum class Security { starttls, tls, none };

struct MailServer {
  std::string host;
  int port = 587;
  Security security = Security::starttls;
  std::string user = {};  // empty: without signing in
  std::string password = {};
  std::string ca_file = {};   // PEM; empty: the system's
  std::string own_name = {};  // what EHLO says; empty: this machine's name
  Duration time_limit = std::chrono::seconds(30);
};

struct Envelope {
  std::string from;
  std::string to;
};

/// taken: the server answers for it now. later: it may be tried again. never: the server refuses this letter for good. unreachable: the
/// server did not get as far as the letter (no connection, no encryption, sign-in refused): not the letter's fault.
enum class Delivery { taken, later, never, unreachable };

struct Sent {
  Delivery delivery = Delivery::unreachable;
  std::string said;  // by the server, or by the network, in one line: for an admin
};

/// Hands one message to the server: whole bytes as they travel, CRLF lines (RFC 5322). Addresses must be plain ones
/// (mail::is_mail_address). Where the connection ends between the last byte and the server's answer nobody knows; that is `later`, so it
/// may arrive twice.
[[nodiscard]] Sent send_mail(const MailServer& server, const Envelope& envelope, std::string_view message);

/// Connects, encrypts, signs in and says good-bye: what `doctor` asks. `said` holds the reason where it is not `taken`.
[[nodiscard]] Sent try_server(const MailServer& server);

// --- fetching ---

struct FetchRules {
  bool may_plain_http = false;
  /// Loopback, private, link-local, carrier, multicast and reserved addresses, after the name was resolved.
  bool may_private_addresses = false;
  std::size_t most_bytes = std::size_t{8} << 20U;
  Duration time_limit = std::chrono::seconds(30);
  int most_redirects = 5;
  std::string ca_file = {};
};

/// What was kept of the last fetch, so that what has not changed is not sent again. Empty: nothing.
struct Validators {
  std::string etag = {};
  std::string last_modified = {};
  friend bool operator==(const Validators&, const Validators&) = default;
};

enum class FetchState { fetched, not_modified, refused, failed };

struct Fetched {
  FetchState state = FetchState::failed;
  int status = 0;  // of HTTP; 0: it did not come to that
  std::string body = {};
  std::string content_type = {};
  Validators validators = {};
  std::string why = {};  // for the person who entered the address: of refused (our rules) and failed (the world)
};

/// GET. Every redirect is judged by the same rules; cookies, credentials in the address and other schemes than HTTP are refused.
[[nodiscard]] Fetched fetch(const std::string& url, const FetchRules& rules, const Validators& known = {});

/// Whether an address of the Internet protocols ("192.168.1.9", "fe80::1") belongs to nobody outside: loopback, private, link-local,
/// shared, documentation, multicast or reserved; IPv4 inside IPv6 is judged as IPv4. A text that is no address counts as one.
[[nodiscard]] bool is_private_address(std::string_view address);

}  // namespace backbeat::net
