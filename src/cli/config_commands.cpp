// backbeat config check|dump: what is set, and whether it can be.
#include "cli/command.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <ostream>

namespace backbeat::cli {
namespace {

Exit check(Run& run) {
  // The settings were read before any command runs; to be here, they are sound.
  if (run.json)
    run.out << "{\"ok\": true}\n";
  else
    run.out << "The settings are sound.\n";
  return Exit::ok;
}

Exit dump(Run& run) {
  boost::json::object all;
  for (const server::SettingSpec& spec : server::setting_specs()) {
    const std::string value = server::shown(run.settings, spec);
    if (run.json)
      all[spec.key] = value;
    else
      run.out << fmt::format("# {}\n{} = {}\n", spec.meaning, spec.key,
                             spec.kind == server::SettingSpec::Kind::text ? boost::json::serialize(boost::json::value(value)) : value);
  }
  if (run.json) run.out << boost::json::serialize(all) << "\n";
  return Exit::ok;
}

}  // namespace

std::vector<Command> config_commands() {
  return {{.words = {"config", "check"}, .summary = "say whether the settings are sound", .arguments = {}, .run = check},
          {.words = {"config", "dump"}, .summary = "print every setting in force; secrets are not shown", .arguments = {}, .run = dump}};
}

}  // namespace backbeat::cli
