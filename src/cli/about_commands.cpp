// backbeat version, completion, manual: what the program says of itself.
#include "cli/command.hpp"

#include "server/version.hpp"
#include "sql/migrations.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <ostream>
#include <set>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

Exit version(Run& run) {
  const auto migrations = sql::embedded_migrations();
  const int schema = migrations.empty() ? 0 : migrations.back().number;
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{{"version", server::version}, {"schema", schema}, {"compiler", __VERSION__}})
            << "\n";
  else
    run.out << fmt::format("backbeat {} (schema {})\n", server::version, schema);
  return Exit::ok;
}

std::string line_of(const Command& command) {
  std::string out;
  for (const std::string_view word : command.words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

/// The words that may follow, for every word given so far.
Exit completion(Run& run) {
  std::string cases;
  std::set<std::string> first;
  std::map<std::string, std::string> second;
  for (const Command& command : commands()) {
    first.insert(std::string(command.words[0]));
    if (command.words.size() > 1) second[std::string(command.words[0])] += std::string(command.words[1]) + " ";
    std::string options = "--json --config --data --database --help";
    for (const Argument& argument : command.arguments)
      if (argument.kind == Kind::option || argument.kind == Kind::required_option || argument.kind == Kind::flag)
        options += " --" + std::string(argument.name);
    cases += fmt::format("    '{}') words='{}' ;;\n", line_of(command), options);
  }
  std::string top;
  for (const std::string& word : first) top += word + " ";
  for (const auto& [word, words] : second) cases += fmt::format("    '{}') words='{}' ;;\n", word, words);
  run.out << "# bash completion for backbeat: source this, or put it into /etc/bash_completion.d/\n"
             "_backbeat() {\n  local current=${COMP_WORDS[COMP_CWORD]} line='' words='' word\n"
             "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do case $word in -*) ;; *) line=\"${line:+$line }$word\" ;; esac; done\n"
             "  case $line in\n    '') words='"
          << top << "' ;;\n"
          << cases
          << "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
             "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$current\"))\n}\ncomplete -F _backbeat backbeat\n";
  return Exit::ok;
}

std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '-' ? std::string("\\-") : (c == '\\' ? std::string("\\e") : std::string(1, c));
  return out;
}

std::string shown(const Argument& argument) {
  switch (argument.kind) {
    case Kind::required:
      return fmt::format(" \\fI{}\\fR", roff(argument.name));
    case Kind::optional:
      return fmt::format(" [\\fI{}\\fR]", roff(argument.name));
    case Kind::rest:
      return fmt::format(" \\fI{}\\fR ...", roff(argument.name));
    case Kind::option:
      return fmt::format(" [\\fB\\-\\-{}\\fR \\fI{}\\fR]", roff(argument.name), roff(argument.value));
    case Kind::required_option:
      return fmt::format(" \\fB\\-\\-{}\\fR \\fI{}\\fR", roff(argument.name), roff(argument.value));
    case Kind::flag:
      return fmt::format(" [\\fB\\-\\-{}\\fR]", roff(argument.name));
  }
  return "";
}

Exit manual(Run& run) {
  run.out << ".TH BACKBEAT 1 \"\" \"backbeat " << server::version << "\"\n.SH NAME\nbackbeat \\- the operating system for sales coaching\n"
          << ".SH SYNOPSIS\n\\fBbackbeat\\fR \\fIcommand\\fR [\\fB\\-\\-json\\fR] [\\fB\\-\\-config\\fR \\fIFILE\\fR] [\\fB\\-\\-data\\fR "
             "\\fIDIR\\fR]\n.SH COMMANDS\n";
  for (const Command& command : commands()) {
    run.out << ".TP\n\\fB" << roff(line_of(command)) << "\\fR";
    for (const Argument& argument : command.arguments) run.out << shown(argument);
    run.out << "\n" << roff(command.summary) << ".\n";
    for (const Argument& argument : command.arguments)
      run.out << ".br\n\\fI" << roff(argument.name) << "\\fR: " << roff(argument.meaning) << ".\n";
  }
  run.out << ".SH SETTINGS\nIn a TOML file named with \\fB\\-\\-config\\fR, or in the environment as BACKBEAT_<NAME>.\n";
  for (const server::SettingSpec& spec : server::setting_specs())
    run.out << ".TP\n\\fB" << roff(spec.key) << "\\fR\n"
            << roff(spec.meaning)
            << ". Default: " << roff(server::shown(server::Settings{}, spec).empty() ? "none" : server::shown(server::Settings{}, spec))
            << ".\n";
  run.out
      << ".SH EXIT STATUS\n0 done; 1 refused as things stand; 2 wrong words on the command line; 3 faults in a file or value, all listed; "
         "4 disk, database or network failed.\n";
  return Exit::ok;
}

}  // namespace

std::vector<Command> about_commands() {
  return {{.words = {"version"}, .summary = "print the version and the schema it needs", .arguments = {}, .run = version},
          {.words = {"completion"}, .summary = "print the completion script for bash", .arguments = {}, .run = completion},
          {.words = {"manual"}, .summary = "print the manual page in roff", .arguments = {}, .run = manual}};
}

}  // namespace backbeat::cli
