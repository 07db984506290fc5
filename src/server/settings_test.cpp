#include "server/settings.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace backbeat::server {
namespace {

std::string file_with(const std::string& text) {
  const std::string path = (std::filesystem::temp_directory_path() / "backbeat-settings-test.toml").string();
  std::ofstream(path) << text;
  return path;
}

TEST_CASE("without a file or environment every setting has its default") {
  const auto settings = load_settings("", {});
  REQUIRE(settings);
  CHECK(settings->listen == "127.0.0.1:8420");
  CHECK(settings->workers == 64);
}

TEST_CASE("the environment goes before the file, and the file before the default") {
  const auto settings = load_settings(file_with("workers = 8\nreaders = 2\n"), {{"BACKBEAT_WORKERS", "16"}});
  REQUIRE(settings);
  CHECK(settings->workers == 16);
  CHECK(settings->readers == 2);
}

TEST_CASE("every fault of a file is named with its line, what was found and what was expected") {
  const auto settings = load_settings(file_with("workers = 0\nwrokers = 3\nbehind_proxy = \"yes\"\n"), {});
  REQUIRE_FALSE(settings);
  REQUIRE(settings.error().causes.size() == 3);
  for (const Error& fault : settings.error().causes) {
    if (fault.field.ends_with(":1: workers")) CHECK(fault.message() == "Expected a whole number from 1 to 1024, found 0.");
    if (fault.field.ends_with(":2: wrokers")) CHECK(fault.message().starts_with("Expected one of listen, "));
    if (fault.field.ends_with(":3: behind_proxy")) CHECK(fault.message() == "Expected true or false, found yes.");
  }
}

TEST_CASE("a broken TOML file is refused with line and column") {
  const auto settings = load_settings(file_with("listen = \n"), {});
  REQUIRE_FALSE(settings);
  CHECK(settings.error().field.find("backbeat-settings-test.toml:1:") != std::string::npos);
}

TEST_CASE("a letter that no key begins with is refused as what it is, a fault of the file") {
  for (const std::string text : {"workers = 8\n  \u028abc = 1\n", "workers = 8\n[=]\n"}) {
    const auto settings = load_settings(file_with(text), {});
    REQUIRE_FALSE(settings);
    CHECK(settings.error().field.find(":2:") != std::string::npos);
  }
}

TEST_CASE("a certificate without its key is refused") {
  const auto settings = load_settings("", {{"BACKBEAT_TLS_CERTIFICATE", "cert.pem"}});
  REQUIRE_FALSE(settings);
  CHECK(settings.error().field == "tls_key");
}

TEST_CASE("a file that was named and is not there is refused") {
  CHECK_FALSE(load_settings("/nowhere/backbeat.toml", {}));
}

TEST_CASE("a secret is never shown") {
  auto settings = load_settings("", {{"BACKBEAT_DATABASE", "host=db password=hunter2"}});
  REQUIRE(settings);
  for (const SettingSpec& spec : setting_specs()) CHECK(shown(*settings, spec).find("hunter2") == std::string::npos);
}

}  // namespace
}  // namespace backbeat::server
