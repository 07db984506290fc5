// What an operator can set. Each setting is declared once, in settings.cpp, with its default, its bounds and what it means; the file
// reader, the environment, `config check`, `config dump` and the manual all come from that table.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::server {

struct Settings {
  std::string listen = "127.0.0.1:8420";
  std::string data = "data";
  std::string database;
  std::string public_url;
  std::string tls_certificate;
  std::string tls_key;
  std::string installation_key;
  std::string key_file;
  std::string clock_file;
  std::string smtp_host;
  std::string smtp_security = "starttls";
  std::string smtp_user;
  std::string smtp_password;
  std::string smtp_from;
  std::string smtp_from_name = "Backbeat";
  std::string ca_file;
  int smtp_port = 587;
  int smtp_seconds = 30;
  int mail_attempts = 10;
  int fetch_limit_mib = 8;
  int fetch_seconds = 30;
  bool fetch_plain_http = false;
  bool fetch_private_addresses = false;
  int workers = 64;
  int readers = 4;
  int max_connections = 10'000;
  int upload_limit_mib = 64;
  int requests_per_minute = 1'200;
  int sign_ins_per_minute = 20;
  int drain_seconds = 20;
  bool behind_proxy = false;
  bool log_requests = true;
};

/// One line of the table: where the value lives, what it may be, and what it is for.
struct SettingSpec {
  enum class Kind { text, number, yes_or_no };
  std::string_view key;  // in backbeat.toml; BACKBEAT_<KEY> in the environment
  Kind kind;
  std::string Settings::* text = nullptr;
  int Settings::* number = nullptr;
  bool Settings::* flag = nullptr;
  int least = 0;
  int most = 0;
  bool is_secret = false;
  std::string_view meaning;
};

[[nodiscard]] const std::vector<SettingSpec>& setting_specs();

/// Sets one value from text; the error names the key, what was found and what was expected.
[[nodiscard]] Result<Done> set(Settings& settings, std::string_view key, std::string_view value);

/// Defaults, then the file ("" for none; a missing named file is refused), then BACKBEAT_* of the environment. Every fault is reported.
[[nodiscard]] Result<Settings> load_settings(const std::string& file, const std::vector<std::pair<std::string, std::string>>& environment);

/// The value as text; secrets become "(set)" or "(not set)".
[[nodiscard]] std::string shown(const Settings& settings, const SettingSpec& spec);

}  // namespace backbeat::server
