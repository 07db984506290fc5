// backbeat playbook check|diff|preview|publish|show: the playbook page, for an editor and a repository of rules.
#include "cli/command.hpp"

#include "capacity/capacity_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "playbook/playbook_file.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <fstream>
#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

Result<std::string> text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return expected_value("file", "a file that can be read", file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

boost::json::array as_json(const std::vector<playbook::Problem>& problems) {
  boost::json::array out;
  for (const auto& problem : problems)
    out.push_back(boost::json::object{{"line", problem.line},
                                      {"column", problem.column},
                                      {"path", problem.path},
                                      {"found", problem.found},
                                      {"expected", problem.expected}});
  return out;
}

Exit say_problems(Run& run, const std::string& file, const std::vector<playbook::Problem>& problems) {
  if (run.json) {
    run.out << boost::json::serialize(boost::json::object{{"ok", problems.empty()}, {"problems", as_json(problems)}}) << "\n";
  } else {
    for (const auto& problem : problems)
      run.out << fmt::format("{}:{}:{}: {}: expected {}, found {}\n", file, problem.line, problem.column, problem.path, problem.expected,
                             problem.found);
    if (problems.empty()) run.out << file << " is sound.\n";
  }
  return problems.empty() ? Exit::ok : Exit::bad_input;
}

Exit check(Run& run) {
  const std::string file = run.given.text("file");
  const auto text = text_of(file);
  if (!text) return run.refused(text.error());
  return say_problems(run, file, playbook::check(*text).problems);
}

void say(Run& run, const std::vector<playbook::Difference>& differences) {
  if (run.json) {
    boost::json::array items;
    for (const auto& difference : differences) {
      boost::json::object item{{"path", difference.path}, {"summary", difference.summary}};
      if (difference.before) item["before"] = *difference.before;
      if (difference.after) item["after"] = *difference.after;
      items.push_back(std::move(item));
    }
    run.out << boost::json::serialize(boost::json::object{{"items", std::move(items)}}) << "\n";
    return;
  }
  for (const auto& difference : differences) run.out << difference.summary << "\n";
  if (differences.empty()) run.out << "No difference.\n";
}

/// Against another file, or against what is in force here.
Result<Exit> diff(Run& run, server::Installation& installation) {
  const std::string file = run.given.text("file");
  const playbook::Checked after = playbook::check(TRY(text_of(file)));
  if (!after.rules) return say_problems(run, file, after.problems);
  if (run.given.has("with")) {
    const std::string other = run.given.text("with");
    const playbook::Checked before = playbook::check(TRY(text_of(other)));
    if (!before.rules) return say_problems(run, other, before.problems);
    say(run, playbook::differences(*before.rules, *after.rules));
    return Exit::ok;
  }
  const access::Actor actor = TRY(installation.operator_());
  const playbook::Playbooks playbooks(installation.db(), installation.access());
  say(run, playbook::differences(TRY(playbooks.in_force(actor)).rules, *after.rules));
  return Exit::ok;
}

boost::json::object as_json(const capacity::Load& load, const std::string& manager) {
  boost::json::array kinds;
  for (const auto& kind : load.by_kind)
    kinds.push_back(boost::json::object{{"kind", kind.kind}, {"low", kind.hours.low}, {"high", kind.hours.high}});
  return {{"manager", manager},
          {"reps", load.reps},
          {"hours_low", load.total.low},
          {"hours_high", load.total.high},
          {"budget_low", load.budget_low},
          {"budget_high", load.budget_high},
          {"overflows", load.overflows()},
          {"by_kind", std::move(kinds)}};
}

/// Whom a playbook changes, and the hours it asks of each manager against the hours there are.
Result<Exit> preview(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  const playbook::Playbooks playbooks(installation.db(), installation.access());
  const capacity::Capacities capacities(installation.db(), installation.access());
  const std::string file = run.given.text("file");
  std::string text;
  if (file.empty()) {
    const playbook::DatedPlaybook in_force = TRY(playbooks.in_force(actor));
    text = TRY(playbooks.text(actor, in_force.id));
  } else {
    text = TRY(text_of(file));
  }
  const LocalDate day = run.given.has("effective")
                            ? TRY(LocalDate::parse(run.given.text("effective")))
                            : installation.db().read([&](sql::Reader& reader) { return installation.access().today(reader, actor.org()); });
  const capacity::PlaybookPreview found = TRY(capacities.preview(actor, text, day));
  if (!found.problems.empty()) return say_problems(run, file, found.problems);
  const auto name = [&](Id<Person> person) {
    const auto known = found.names.find(person);
    return known == found.names.end() ? person.text() : known->second;
  };
  if (run.json) {
    boost::json::array people;
    for (const auto& affected : found.preview.affected)
      people.push_back(boost::json::object{{"person", name(affected.person)}, {"before", affected.before}, {"after", affected.after}});
    boost::json::array managers;
    for (const auto& change : found.preview.managers)
      managers.push_back(boost::json::object{{"before", as_json(change.before, name(change.before.manager))},
                                             {"after", as_json(change.after, name(change.after.manager))}});
    run.out << boost::json::serialize(boost::json::object{
                   {"statement", found.preview.statement}, {"people", std::move(people)}, {"managers", std::move(managers)}})
            << "\n";
    return Exit::ok;
  }
  run.out << found.preview.statement << "\n";
  for (const auto& difference : found.differences) run.out << "  " << difference.summary << "\n";
  for (const auto& affected : found.preview.affected)
    run.out << fmt::format("  {}: {} -> {}\n", name(affected.person), affected.before, affected.after);
  for (const auto& change : found.preview.managers) {
    run.out << fmt::format("{} {}: {}\n", change.after.overflows() ? "OVER" : "    ", name(change.after.manager),
                           capacity::statement_of(change.after));
    for (const auto& option : change.options)
      run.out << fmt::format("       {}: saves {} a week; {} conversations lost, {} reps affected\n", option.what,
                             capacity::text_of(option.saves), option.lost, option.reps);
  }
  return Exit::ok;
}

Result<Exit> publish(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  const playbook::Playbooks playbooks(installation.db(), installation.access());
  const std::string file = run.given.text("file");
  const std::string text = TRY(text_of(file));
  const playbook::Checked checked = playbook::check(text);
  if (!checked.rules) return say_problems(run, file, checked.problems);
  const LocalDate day = TRY(LocalDate::parse(run.given.text("effective")));
  const auto id = TRY(playbooks.publish(actor, text, day, run.given.text("note")));
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{{"id", id.text()}, {"effective_from", day.text()}}) << "\n";
  else
    run.out << fmt::format("Published; in force from {}.\n", day.text());
  return Exit::ok;
}

Exit show_default(Run& run) {
  run.out << (run.given.has("schema") ? playbook::schema_text() : playbook::default_text());
  return Exit::ok;
}

}  // namespace

std::vector<Command> playbook_commands() {
  const Argument file{.kind = Kind::required, .name = "file", .meaning = "a playbook in TOML"};
  return {{.words = {"playbook", "check"},
           .summary = "say every problem of a playbook with its line and column",
           .arguments = {file},
           .run = check},
          {.words = {"playbook", "diff"},
           .summary = "say what a playbook changes against the one in force, or against another file",
           .arguments = {file, {.kind = Kind::option, .name = "with", .meaning = "the other file", .value = "FILE"}},
           .run = [](Run& run) { return on_installation(run, diff); }},
          {.words = {"playbook", "preview"},
           .summary = "say whom a playbook changes and the hours it asks of each manager; of the one in force where no file is given",
           .arguments = {{.kind = Kind::optional, .name = "file", .meaning = "a playbook in TOML"},
                         {.kind = Kind::option, .name = "effective", .meaning = "the day; today where not given", .value = "DATE"}},
           .run = [](Run& run) { return on_installation(run, preview); }},
          {.words = {"playbook", "publish"},
           .summary = "put a playbook in force from a day on",
           .arguments = {file,
                         {.kind = Kind::required_option, .name = "effective", .meaning = "its first day", .value = "DATE"},
                         {.kind = Kind::option, .name = "note", .meaning = "why", .value = "TEXT"}},
           .run = [](Run& run) { return on_installation(run, publish); }},
          {.words = {"playbook", "default"},
           .summary = "print the playbook that ships",
           .arguments = {{.kind = Kind::flag, .name = "schema", .meaning = "print its JSON Schema instead"}},
           .run = show_default}};
}

}  // namespace backbeat::cli
