// A command of the program: its words, its arguments and what it does. The parser, --help, the shell completion and the manual page all
// come from these tables.
#pragma once

#include "base/result.hpp"
#include "server/installation.hpp"
#include "server/settings.hpp"

#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::cli {

/// The program's exit codes; part of its interface.
enum class Exit {
  ok = 0,
  refused = 1,      // understood, and not possible as things stand
  usage = 2,        // the words of the command line are wrong
  bad_input = 3,    // a file or value has faults; they are listed
  unavailable = 4,  // disk, database or network failed
};

struct Argument {
  enum class Kind { required, optional, rest, option, required_option, flag };
  Kind kind;
  std::string_view name;        // "file"; of options and flags without the dashes
  std::string_view meaning;     // a few words
  std::string_view value = {};  // of options: what stands after them, "DATE"
};

/// What was given for a command's arguments.
class Given {
 public:
  void add(std::string name, std::string value) { m_values[std::move(name)].push_back(std::move(value)); }
  [[nodiscard]] bool has(std::string_view name) const { return m_values.contains(name); }
  /// The value, or "" where it was not given.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

/// What a command runs with.
struct Run {
  const Given& given;
  server::Settings settings;
  bool json = false;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;

  /// Says a refusal the way all commands do (as JSON with --json) and gives the exit code for it.
  [[nodiscard]] Exit refused(const Error& error) const;
};

/// Opens the installation of the settings and runs on it; refusals are said the common way.
[[nodiscard]] Exit on_installation(Run& run, const std::function<Result<Exit>(Run&, server::Installation&)>& work);

struct Command {
  std::vector<std::string_view> words;  // {"import", "roster"}
  std::string_view summary;
  std::vector<Argument> arguments;
  Exit (*run)(Run&);
};

/// Every command there is, in the order --help lists them.
[[nodiscard]] const std::vector<Command>& commands();

/// Parses and runs; `arguments` are without the program's name.
[[nodiscard]] Exit run_command_line(const std::vector<std::string>& arguments,
                                    const std::vector<std::pair<std::string, std::string>>& environment, std::istream& in,
                                    std::ostream& out, std::ostream& err);

// The tables, one file each.
[[nodiscard]] std::vector<Command> serve_commands();
[[nodiscard]] std::vector<Command> demo_commands();
[[nodiscard]] std::vector<Command> init_commands();
[[nodiscard]] std::vector<Command> import_commands();
[[nodiscard]] std::vector<Command> cadence_commands();
[[nodiscard]] std::vector<Command> capacity_commands();
[[nodiscard]] std::vector<Command> playbook_commands();
[[nodiscard]] std::vector<Command> circle_commands();
[[nodiscard]] std::vector<Command> user_commands();
[[nodiscard]] std::vector<Command> backup_commands();
[[nodiscard]] std::vector<Command> move_commands();
[[nodiscard]] std::vector<Command> doctor_commands();
[[nodiscard]] std::vector<Command> audit_commands();
[[nodiscard]] std::vector<Command> privacy_commands();
[[nodiscard]] std::vector<Command> config_commands();
[[nodiscard]] std::vector<Command> about_commands();

}  // namespace backbeat::cli
