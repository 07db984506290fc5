#include "cli/command.hpp"

#include <iostream>

extern char** environ;

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  std::vector<std::pair<std::string, std::string>> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view line(*entry);
    const auto equals = line.find('=');
    if (line.starts_with("BACKBEAT_") && equals != std::string_view::npos)
      environment.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return static_cast<int>(backbeat::cli::run_command_line(arguments, environment, std::cin, std::cout, std::cerr));
}
