#include "server/settings.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "mail/mail.hpp"
#include "toml/toml.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace backbeat::server {
namespace {

using Kind = SettingSpec::Kind;

std::vector<SettingSpec> make_specs() {
  return {
      {.key = "listen", .kind = Kind::text, .text = &Settings::listen, .meaning = "address:port to serve on; port 0 takes a free one"},
      {.key = "data", .kind = Kind::text, .text = &Settings::data, .meaning = "folder of the SQLite database and the installation's key"},
      {.key = "database",
       .kind = Kind::text,
       .text = &Settings::database,
       .is_secret = true,
       .meaning = "PostgreSQL connection string; empty: SQLite in the data folder"},
      {.key = "public_url",
       .kind = Kind::text,
       .text = &Settings::public_url,
       .meaning = "the address people use, for links and the Origin check; empty: the one of the request"},
      {.key = "tls_certificate",
       .kind = Kind::text,
       .text = &Settings::tls_certificate,
       .meaning = "PEM file; with tls_key, serve HTTPS directly"},
      {.key = "tls_key", .kind = Kind::text, .text = &Settings::tls_key, .meaning = "PEM file of the certificate's key"},
      {.key = "installation_key",
       .kind = Kind::text,
       .text = &Settings::installation_key,
       .meaning = "file of 32 random bytes that sign cursors; empty: made in the data folder. Nodes of one installation share it"},
      {.key = "key_file",
       .kind = Kind::text,
       .text = &Settings::key_file,
       .meaning = "file of 32 random bytes under which everything said in circles is sealed; in no backup, so keep a copy apart. Empty: "
                  "vault.key in the data folder. Nodes of one installation share it"},
      {.key = "clock_file",
       .kind = Kind::text,
       .text = &Settings::clock_file,
       .meaning = "for rehearsals and tests: a file with an RFC 3339 instant, taken as the time"},
      {.key = "workers",
       .kind = Kind::number,
       .number = &Settings::workers,
       .least = 1,
       .most = 1'024,
       .meaning = "threads that answer requests; they wait for durable commits, so many"},
      {.key = "readers",
       .kind = Kind::number,
       .number = &Settings::readers,
       .least = 1,
       .most = 256,
       .meaning = "database connections for reading"},
      {.key = "max_connections",
       .kind = Kind::number,
       .number = &Settings::max_connections,
       .least = 1,
       .most = 1'000'000,
       .meaning = "open connections; further ones are answered 503"},
      {.key = "upload_limit_mib",
       .kind = Kind::number,
       .number = &Settings::upload_limit_mib,
       .least = 1,
       .most = 4'096,
       .meaning = "largest file to import"},
      {.key = "requests_per_minute",
       .kind = Kind::number,
       .number = &Settings::requests_per_minute,
       .least = 1,
       .most = 10'000'000,
       .meaning = "for each signed-in person, then 429"},
      {.key = "sign_ins_per_minute",
       .kind = Kind::number,
       .number = &Settings::sign_ins_per_minute,
       .least = 1,
       .most = 10'000'000,
       .meaning = "for each address, then 429"},
      {.key = "drain_seconds",
       .kind = Kind::number,
       .number = &Settings::drain_seconds,
       .least = 0,
       .most = 600,
       .meaning = "how long a stop waits for requests under way"},
      {.key = "smtp_host",
       .kind = Kind::text,
       .text = &Settings::smtp_host,
       .meaning = "mail server that takes our letters; empty: no letter leaves"},
      {.key = "smtp_port",
       .kind = Kind::number,
       .number = &Settings::smtp_port,
       .least = 1,
       .most = 65'535,
       .meaning = "of the mail server"},
      {.key = "smtp_security",
       .kind = Kind::text,
       .text = &Settings::smtp_security,
       .meaning = "starttls (must become encrypted), tls (encrypted from the first byte, port 465), or none (a relay on this machine or in "
                  "its network; no sign-in)"},
      {.key = "smtp_user", .kind = Kind::text, .text = &Settings::smtp_user, .meaning = "to sign in at the mail server; empty: without"},
      {.key = "smtp_password", .kind = Kind::text, .text = &Settings::smtp_password, .is_secret = true, .meaning = "of smtp_user"},
      {.key = "smtp_from",
       .kind = Kind::text,
       .text = &Settings::smtp_from,
       .meaning = "the address our letters come from; needed with smtp_host"},
      {.key = "smtp_from_name", .kind = Kind::text, .text = &Settings::smtp_from_name, .meaning = "the name beside it"},
      {.key = "smtp_seconds",
       .kind = Kind::number,
       .number = &Settings::smtp_seconds,
       .least = 1,
       .most = 300,
       .meaning = "how long one letter may take"},
      {.key = "mail_attempts",
       .kind = Kind::number,
       .number = &Settings::mail_attempts,
       .least = 1,
       .most = 30,
       .meaning = "a letter refused so often for now is given up; ten are some 17 hours"},
      {.key = "fetch_limit_mib",
       .kind = Kind::number,
       .number = &Settings::fetch_limit_mib,
       .least = 1,
       .most = 64,
       .meaning = "largest calendar to fetch"},
      {.key = "fetch_seconds",
       .kind = Kind::number,
       .number = &Settings::fetch_seconds,
       .least = 1,
       .most = 300,
       .meaning = "how long fetching one calendar may take"},
      {.key = "fetch_plain_http",
       .kind = Kind::yes_or_no,
       .flag = &Settings::fetch_plain_http,
       .meaning = "calendars may be fetched by http:// too, which others can read and change on the way"},
      {.key = "fetch_private_addresses",
       .kind = Kind::yes_or_no,
       .flag = &Settings::fetch_private_addresses,
       .meaning = "calendars may be fetched from private and local addresses: a calendar server in your own network"},
      {.key = "ca_file",
       .kind = Kind::text,
       .text = &Settings::ca_file,
       .meaning = "PEM file of the authorities to believe when sending and fetching; empty: the system's"},
      {.key = "behind_proxy",
       .kind = Kind::yes_or_no,
       .flag = &Settings::behind_proxy,
       .meaning = "a proxy of ours ends TLS: cookies are Secure and X-Forwarded-For names the address"},
      {.key = "log_requests",
       .kind = Kind::yes_or_no,
       .flag = &Settings::log_requests,
       .meaning = "one line a request, without texts, on standard error"},
  };
}

std::string upper(std::string_view key) {
  std::string out = "BACKBEAT_";
  for (const char c : key) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

const SettingSpec* find(std::string_view key) {
  for (const SettingSpec& spec : setting_specs())
    if (spec.key == key) return &spec;
  return nullptr;
}

std::string keys() {
  std::string out;
  for (const SettingSpec& spec : setting_specs()) out += (out.empty() ? "" : ", ") + std::string(spec.key);
  return out;
}

void read_file(const std::string& file, Settings& settings, std::vector<Error>& faults) {
  const toml::parse_result parsed = toml::parse_file(file);
  if (!parsed) {
    const toml::parse_error& fault = parsed.error();
    const auto at = fault.source().begin;
    faults.push_back(expected_value(fmt::format("{}:{}:{}", file, at.line, at.column), "TOML", std::string(fault.description())).error());
    return;
  }
  for (const auto& [key, node] : parsed.table()) {
    std::string value;
    if (const auto text = node.value_exact<std::string>())
      value = *text;
    else if (const auto number = node.value_exact<std::int64_t>())
      value = fmt::format("{}", *number);
    else if (const auto flag = node.value_exact<bool>())
      value = *flag ? "true" : "false";
    else
      value = "(neither text, number nor true/false)";
    if (auto done = set(settings, key.str(), value); !done) {
      done.error().field = fmt::format("{}:{}: {}", file, node.source().begin.line, done.error().field);
      faults.push_back(std::move(done).error());
    }
  }
}

void check_mail(const Settings& settings, std::vector<Error>& faults) {
  const std::string& security = settings.smtp_security;
  if (security != "starttls" && security != "tls" && security != "none")
    faults.push_back(expected_value("smtp_security", "starttls, tls or none", security).error());
  if (security == "none" && !settings.smtp_user.empty())
    faults.push_back(
        expected_value("smtp_user", "an encrypted connection (smtp_security) to send the password over", "smtp_security none").error());
  if (settings.smtp_host.empty()) return;
  constexpr std::string_view of_a_host = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]";
  if (settings.smtp_host.find_first_not_of(of_a_host) != std::string::npos)
    faults.push_back(expected_value("smtp_host", "a name or an address alone, such as smtp.example.com", settings.smtp_host).error());
  if (!mail::is_mail_address(settings.smtp_from))
    faults.push_back(expected_value("smtp_from", "an address like backbeat@example.com", settings.smtp_from).error());
}

}  // namespace

const std::vector<SettingSpec>& setting_specs() {
  static const std::vector<SettingSpec> specs = make_specs();
  return specs;
}

Result<Done> set(Settings& settings, std::string_view key, std::string_view value) {
  const SettingSpec* spec = find(key);
  if (spec == nullptr) return expected_value(std::string(key), "one of " + keys(), std::string(key));
  switch (spec->kind) {
    case Kind::text:
      settings.*(spec->text) = std::string(value);
      return Done{};
    case Kind::number: {
      const auto number = whole_number(value);
      if (!number || *number < spec->least || *number > spec->most)
        return expected_value(std::string(key), fmt::format("a whole number from {} to {}", spec->least, spec->most), std::string(value));
      settings.*(spec->number) = static_cast<int>(*number);
      return Done{};
    }
    case Kind::yes_or_no:
      if (value != "true" && value != "false") return expected_value(std::string(key), "true or false", std::string(value));
      settings.*(spec->flag) = value == "true";
      return Done{};
  }
  ASSERT(false);
}

Result<Settings> load_settings(const std::string& file, const std::vector<std::pair<std::string, std::string>>& environment) {
  Settings settings;
  std::vector<Error> faults;
  if (!file.empty()) {
    if (!std::filesystem::exists(file)) return expected_value("config", "a file that exists", file);
    read_file(file, settings, faults);
  }
  for (const SettingSpec& spec : setting_specs()) {
    const std::string name = upper(spec.key);
    for (const auto& [variable, value] : environment) {
      if (variable != name) continue;
      if (auto done = set(settings, spec.key, value); !done) {
        done.error().field = name;
        faults.push_back(std::move(done).error());
      }
    }
  }
  if (settings.tls_certificate.empty() != settings.tls_key.empty())
    faults.push_back(expected_value("tls_key", "tls_certificate and tls_key together", "only one of them").error());
  check_mail(settings, faults);
  if (!faults.empty()) return refuse_all(std::move(faults));
  return settings;
}

std::string shown(const Settings& settings, const SettingSpec& spec) {
  switch (spec.kind) {
    case Kind::text:
      if (spec.is_secret) return (settings.*(spec.text)).empty() ? "(not set)" : "(set)";
      return settings.*(spec.text);
    case Kind::number:
      return fmt::format("{}", settings.*(spec.number));
    case Kind::yes_or_no:
      return settings.*(spec.flag) ? "true" : "false";
  }
  ASSERT(false);
}

}  // namespace backbeat::server
