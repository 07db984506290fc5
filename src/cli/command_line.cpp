#include "cli/command.hpp"

#include "sql/sql.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>
#include <memory>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

constexpr std::string_view footer =
    "Exit codes: 0 done; 1 refused as things stand; 2 wrong words on the command line; 3 faults in a file or value, all listed;\n"
    "4 disk, database or network failed.";

constexpr std::string_view epilogue_of_groups = "Run it with a word more; --help says which.";

void add_argument(CLI::App& app, const Argument& argument, std::vector<std::string>& into) {
  const std::string meaning(argument.meaning);
  switch (argument.kind) {
    case Kind::required:
      app.add_option(std::string(argument.name), into, meaning)->required()->expected(1);
      return;
    case Kind::optional:
      app.add_option(std::string(argument.name), into, meaning)->expected(0, 1);
      return;
    case Kind::rest:
      app.add_option(std::string(argument.name), into, meaning)->required();
      return;
    case Kind::option:
    case Kind::required_option: {
      CLI::Option* option =
          app.add_option("--" + std::string(argument.name), into, meaning)->type_name(std::string(argument.value))->expected(1);
      option->take_all();
      option->required(argument.kind == Kind::required_option);
      return;
    }
    case Kind::flag:
      app.add_flag("--" + std::string(argument.name), meaning)->each([&into](const std::string& value) { into.push_back(value); });
      return;
  }
}

struct Bound {
  const Command* command;
  CLI::App* app;
  std::vector<std::unique_ptr<std::vector<std::string>>> values;
};

boost::json::object as_json(const Error& error) {
  boost::json::object out{{"code", error.spec->code}, {"message", error.message()}};
  if (!error.field.empty()) out["field"] = error.field;
  boost::json::array causes;
  for (const Error& cause : error.causes) causes.push_back(as_json(cause));
  if (!causes.empty()) out["errors"] = std::move(causes);
  return out;
}

void say(std::ostream& err, const Error& error, const std::string& indent) {
  err << indent << (error.field.empty() ? "" : error.field + ": ") << error.message() << "\n";
  for (const Error& cause : error.causes) say(err, cause, indent + "  ");
}

}  // namespace

std::string Given::text(std::string_view name) const {
  const auto found = m_values.find(name);
  return found == m_values.end() || found->second.empty() ? "" : found->second.front();
}

std::vector<std::string> Given::all(std::string_view name) const {
  const auto found = m_values.find(name);
  return found == m_values.end() ? std::vector<std::string>{} : found->second;
}

Exit Run::refused(const Error& error) const {
  if (json)
    err << boost::json::serialize(as_json(error)) << "\n";
  else
    say(err, error, "");
  return error.spec->kind == ErrorKind::invalid ? Exit::bad_input : Exit::refused;
}

Exit on_installation(Run& run, const std::function<Result<Exit>(Run&, server::Installation&)>& work) {
  auto installation = server::Installation::open(run.settings);
  if (!installation) return run.refused(installation.error());
  const Result<Exit> done = work(run, **installation);
  return done ? *done : run.refused(done.error());
}

Exit run_command_line(const std::vector<std::string>& arguments, const std::vector<std::pair<std::string, std::string>>& environment,
                      std::istream& in, std::ostream& out, std::ostream& err) {
  CLI::App app("Backbeat: the operating system for sales coaching.", "backbeat");
  app.footer(std::string(footer));
  app.require_subcommand(1);
  bool json = false;
  std::string config;
  std::string data;
  std::string database;
  const auto add_common = [&](CLI::App& to) {
    to.add_flag("--json", json, "answer as JSON");
    to.add_option("--config", config, "settings file")->type_name("FILE");
    to.add_option("--data", data, "data folder (setting `data`)")->type_name("DIR");
    to.add_option("--database", database, "PostgreSQL connection string (setting `database`)")->type_name("CONNINFO");
  };
  std::map<std::string_view, CLI::App*> groups;
  std::vector<Bound> bound;
  for (const Command& command : commands()) {
    CLI::App* parent = &app;
    if (command.words.size() > 1) {
      CLI::App*& group = groups[command.words[0]];
      if (group == nullptr) {
        group = app.add_subcommand(std::string(command.words[0]), std::string(epilogue_of_groups));
        group->require_subcommand(1);
      }
      parent = group;
    }
    CLI::App* own = parent->add_subcommand(std::string(command.words.back()), std::string(command.summary));
    add_common(*own);
    bound.push_back({.command = &command, .app = own, .values = {}});
    for (const Argument& argument : command.arguments) {
      bound.back().values.push_back(std::make_unique<std::vector<std::string>>());
      add_argument(*own, argument, *bound.back().values.back());
    }
  }
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& fault) {
    return app.exit(fault, out, err) == 0 ? Exit::ok : Exit::usage;
  }
  for (const Bound& one : bound) {
    if (!one.app->parsed()) continue;
    Given given;
    for (std::size_t i = 0; i < one.values.size(); ++i)
      for (const std::string& value : *one.values[i]) given.add(std::string(one.command->arguments[i].name), value);
    Run run{.given = given, .settings = {}, .json = json, .in = in, .out = out, .err = err};
    Result<server::Settings> settings = server::load_settings(config, environment);
    if (!settings) return run.refused(settings.error());
    run.settings = *std::move(settings);
    if (!data.empty()) run.settings.data = data;
    if (!database.empty()) run.settings.database = database;
    try {
      return one.command->run(run);
    } catch (const sql::Failure& failure) {
      err << "backbeat: " << failure.what() << "\n";
      return Exit::unavailable;
    } catch (const std::exception& failure) {
      err << "backbeat: " << failure.what() << "\n";
      return Exit::unavailable;
    }
  }
  return Exit::usage;
}

}  // namespace backbeat::cli
