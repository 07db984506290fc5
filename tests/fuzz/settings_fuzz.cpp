// The settings file and the environment beside it. What must hold: every fault names a place, and what is accepted is within its bounds.
#include "fuzz.hpp"
#include "server/settings.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backbeat;
  static const int file = memfd_create("backbeat.toml", MFD_CLOEXEC);
  static const std::string name = "/proc/self/fd/" + std::to_string(file);
  fuzz::must(file >= 0, "there is memory for a file");
  fuzz::Input input(data, size);
  // The first line is a value of the environment; the rest is the file.
  const std::string value(input.line());
  const std::string_view text = input.rest();
  fuzz::must(ftruncate(file, 0) == 0 && pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()),
             "the file is written");

  const auto& specs = server::setting_specs();
  const auto& spec = specs[size % specs.size()];
  std::string variable = "BACKBEAT_";
  for (const char c : spec.key) variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto settings = server::load_settings(name, {{variable, value}});
  if (!settings) {
    for (const Error& fault : settings.error().causes) fuzz::must(!fault.field.empty(), "a fault names its place");
    return 0;
  }
  for (const auto& one : specs) {
    if (one.kind == server::SettingSpec::Kind::number) {
      const int number = *settings.*(one.number);
      fuzz::must(number >= one.least && number <= one.most, "a number is within its bounds");
    }
    if (one.is_secret) fuzz::must(server::shown(*settings, one).starts_with('('), "a secret is not shown");
    static_cast<void>(server::shown(*settings, one));
  }
  return 0;
}
