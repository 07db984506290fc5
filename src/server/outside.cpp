#include "server/outside.hpp"

#include "calendar/calendar_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backbeat::server {
namespace {

net::Security security_of(const Settings& settings) {
  if (settings.smtp_security == "none") return net::Security::none;
  return settings.smtp_security == "tls" ? net::Security::tls : net::Security::starttls;
}

}  // namespace

net::MailServer mail_server_of(const Settings& settings) {
  return {.host = settings.smtp_host,
          .port = settings.smtp_port,
          .security = security_of(settings),
          .user = settings.smtp_user,
          .password = settings.smtp_password,
          .ca_file = settings.ca_file,
          .time_limit = std::chrono::seconds(settings.smtp_seconds)};
}

mail::Sender sender_of(const Settings& settings) {
  return {.address = settings.smtp_from, .name = settings.smtp_from_name};
}

mail::Route mail_route_of(const Settings& settings) {
  if (settings.smtp_host.empty()) return {};
  return {.server = fmt::format("{}:{}, {}", settings.smtp_host, settings.smtp_port, settings.smtp_security), .from = settings.smtp_from};
}

net::FetchRules fetch_rules_of(const Settings& settings) {
  return {.may_plain_http = settings.fetch_plain_http,
          .may_private_addresses = settings.fetch_private_addresses,
          .most_bytes = static_cast<std::size_t>(settings.fetch_limit_mib) << 20U,
          .time_limit = std::chrono::seconds(settings.fetch_seconds),
          .ca_file = settings.ca_file};
}

net::FetchRules calendar_rules_of(const Settings& settings) {
  net::FetchRules rules = fetch_rules_of(settings);
  rules.most_bytes = std::min(rules.most_bytes, calendar::most_calendar_bytes);
  return rules;
}

}  // namespace backbeat::server
