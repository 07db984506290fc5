// The settings as the network library and the outbox take them.
#pragma once

#include "mail/mail_actions.hpp"
#include "mail/message.hpp"
#include "net/net.hpp"
#include "server/settings.hpp"

namespace backbeat::server {

[[nodiscard]] net::MailServer mail_server_of(const Settings& settings);
[[nodiscard]] mail::Sender sender_of(const Settings& settings);
/// For the admins' page; not set without smtp_host.
[[nodiscard]] mail::Route mail_route_of(const Settings& settings);
[[nodiscard]] net::FetchRules fetch_rules_of(const Settings& settings);
/// For calendars, which may not be larger than what is read of them.
[[nodiscard]] net::FetchRules calendar_rules_of(const Settings& settings);

}  // namespace backbeat::server
