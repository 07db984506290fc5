// backbeat circles solve|remix|schedule|explain: peer circles from files, without an installation.
#include "cli/command.hpp"

#include "base/text.hpp"
#include "circle/circle_file.hpp"
#include "circle/equipartition_file.hpp"
#include "circle/reasons.hpp"
#include "circle/remix.hpp"
#include "circle/schedule.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <atomic>
#include <chrono>
#include <fstream>
#include <ostream>
#include <thread>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

Result<std::string> text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return expected_value("file", "a file that can be read", file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

Result<circle::Organisation> organisation_of(const std::string& file) {
  const std::string text = TRY(text_of(file));
  return circle::read_organisation(text);
}

Result<Done> write(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return expected_value("out", "a file that can be written", file);
  return Done{};
}

Result<std::int64_t> number_of(const Run& run, std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
  if (!run.given.has(name)) return otherwise;
  const std::string text = run.given.text(name);
  const auto number = whole_number(text);
  if (!number || *number < least || *number > most)
    return expected_value(std::string(name), fmt::format("a whole number from {} to {}", least, most), text);
  return *number;
}

/// Runs jobs on so many threads; which thread takes which job makes no difference to what they do.
circle::Runner on_threads(std::size_t threads) {
  return [threads](std::size_t count, const std::function<void(std::size_t)>& job) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < count; i = next++) job(i);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(threads, count); ++i) others.emplace_back(work);
    work();
  };
}

Result<double> seconds_of(const Run& run, double otherwise) {
  if (!run.given.has("seconds")) return otherwise;
  const std::string text = run.given.text("seconds");
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(seconds > 0 && seconds <= 86'400))
    return expected_value("seconds", "seconds above 0, at most 86400", text);
  return seconds;
}

Result<circle::Effort> effort_of(const Run& run) {
  circle::Effort effort;
  effort.seed = static_cast<std::uint64_t>(TRY(number_of(run, "seed", 1, 0, INT64_MAX)));
  effort.seconds = TRY(seconds_of(run, 10));
  if (run.given.has("epochs")) effort.epochs = TRY(number_of(run, "epochs", 0, 0, 1'000'000));
  const auto threads = static_cast<std::size_t>(TRY(number_of(run, "threads", 1, 1, 64)));
  if (threads > 1) effort.run = on_threads(threads);
  effort.elapsed = [began = std::chrono::steady_clock::now()] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  return effort;
}

std::string broken_text(const circle::Violations& broken) {
  std::string out;
  for (std::size_t i = 0; i < circle::rules_by_name.size(); ++i)
    if (const auto count = broken[static_cast<circle::Rule>(i)]; count > 0) out += fmt::format(" {}={}", circle::rules_by_name[i], count);
  return out.empty() ? "none" : out.substr(1);
}

/// What a command answers: with --json the object, else the words.
void say(Run& run, const std::string& words, const boost::json::object& object) {
  if (run.json)
    run.out << boost::json::serialize(object) << "\n";
  else
    run.out << words;
}

boost::json::object terms_of(const circle::Costs& cost) {
  boost::json::object out;
  for (std::size_t i = 0; i < circle::terms.size(); ++i)
    if (const auto value = cost[static_cast<circle::Term>(i)]; value != 0) out[circle::terms[i]] = value;
  return out;
}

boost::json::object broken_of(const circle::Violations& broken) {
  boost::json::object out;
  for (std::size_t i = 0; i < circle::rules_by_name.size(); ++i)
    if (const auto count = broken[static_cast<circle::Rule>(i)]; count > 0) out[circle::rules_by_name[i]] = count;
  return out;
}

boost::json::object summary_of(const circle::Solution& solution) {
  return {{"circles", solution.plan.circles.size()},
          {"waiting", solution.plan.waitlist.size()},
          {"cost", solution.cost()},
          {"bound", solution.bound},
          {"is_proven", solution.is_proven},
          {"terms", terms_of(solution.score.cost)},
          {"violations", broken_of(solution.score.broken)},
          {"epochs", solution.epochs},
          {"is_repeatable", solution.is_repeatable}};
}

std::string file_of(const circle::Organisation& organisation, const circle::Solution& solution) {
  std::string cost;
  for (std::size_t i = 0; i < circle::terms.size(); ++i)
    if (const auto value = solution.score.cost[static_cast<circle::Term>(i)]; value != 0)
      cost += fmt::format(",\"{}\":{}", circle::terms[i], value);
  const circle::Ground ground(organisation);
  std::string reasons;
  for (const circle::Reason& reason : circle::reasons(ground, solution.plan))
    reasons += fmt::format("{}{{\"id\":{},\"words\":{}}}", reasons.empty() ? "" : ",", circle::quoted(organisation.people[reason.rep].id),
                           circle::quoted(reason.words));
  return fmt::format("{{\"cost\":{},\"bound\":{},\"gap\":{},\"proven\":{},\"epochs\":{},\"terms\":{{{}}},\"reasons\":[{}],\n{}}}\n",
                     solution.cost(), solution.bound, solution.gap(), solution.is_proven, solution.epochs,
                     cost.empty() ? "" : cost.substr(1), reasons, circle::fields_of(organisation, solution.plan));
}

Result<Exit> solve(Run& run) {
  const circle::Organisation organisation = TRY(organisation_of(run.given.text("file")));
  circle::Effort effort = TRY(effort_of(run));
  if (run.given.has("progress"))
    effort.progress = [&](const circle::Progress& now) {
      run.err << fmt::format("epoch {}/{} cost {} bound {} gap {} waiting {} violations {}\n", now.epoch, now.epochs, now.cost, now.bound,
                             now.cost - now.bound, now.waiting, broken_text(now.broken));
    };
  const circle::Solution solution = circle::solve(organisation, effort);
  TRY(write(run.given.text("out"), file_of(organisation, solution)));
  say(run,
      fmt::format("{} circles, {} waiting, cost {}, bound {}, gap {}{}, violations {}, {} epochs{}\n", solution.plan.circles.size(),
                  solution.plan.waitlist.size(), solution.cost(), solution.bound, solution.gap(),
                  solution.is_proven ? " (proven best)" : "", broken_text(solution.score.broken), solution.epochs,
                  solution.is_repeatable ? "" : " (cut short)"),
      summary_of(solution));
  return Exit::ok;
}

/// Several re-mixes one after the other, each with those before it as history.
Result<Exit> remix(Run& run) {
  const circle::Organisation organisation = TRY(organisation_of(run.given.text("file")));
  circle::Effort effort = TRY(effort_of(run));
  effort.fresh_periods = static_cast<int>(TRY(number_of(run, "fresh", 3, 0, 100)));
  const auto periods = static_cast<std::size_t>(TRY(number_of(run, "periods", 1, 1, 100)));
  std::string text;
  std::string words;
  boost::json::array summaries;
  const std::vector<circle::Solution> solutions = circle::remix(organisation, periods, effort);
  for (std::size_t i = 0; i < solutions.size(); ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : ",", file_of(organisation, solutions[i]));
    summaries.push_back(summary_of(solutions[i]));
    words += fmt::format("period {}: {} circles, {} waiting, cost {}, of it repeats {}, violations {}\n", i + 1,
                         solutions[i].plan.circles.size(), solutions[i].plan.waitlist.size(), solutions[i].cost(),
                         solutions[i].score.cost[circle::Term::repeat], broken_text(solutions[i].score.broken));
  }
  say(run, words, {{"periods", std::move(summaries)}});
  TRY(write(run.given.text("out"), periods == 1 ? text : "{\"periods\":[" + text + "]}\n"));
  return Exit::ok;
}

/// Nobody in particular: who is with whom when groups of one size meet again and again, a line a period, groups split by "|".
Result<Exit> schedule(Run& run) {
  const circle::Format format{.groups = static_cast<std::size_t>(TRY(number_of(run, "groups", 0, 1, 100'000))),
                              .size = static_cast<std::size_t>(TRY(number_of(run, "size", 0, 2, 100))),
                              .periods = static_cast<std::size_t>(TRY(number_of(run, "periods", 0, 1, 1000)))};
  if (format.groups * format.size * format.periods > 10'000'000)
    return expected_value("periods", "groups * size * periods up to 10000000", std::to_string(format.periods));
  const auto seed = static_cast<std::uint64_t>(TRY(number_of(run, "seed", 1, 0, INT64_MAX)));
  const circle::Schedule found = circle::make_schedule(format, seed);
  std::string text;
  for (const circle::Grouping& grouping : found.periods) {
    for (std::size_t i = 0; i < grouping.size(); ++i) {
      text += i == 0 ? "" : " | ";
      for (std::size_t k = 0; k < grouping[i].size(); ++k) text += (k == 0 ? "" : " ") + std::to_string(grouping[i][k]);
    }
    text += '\n';
  }
  TRY(write(run.given.text("out"), text));
  say(run, fmt::format("{} groups of {}, {} periods, {} repeats\n", format.groups, format.size, format.periods, found.repeats),
      {{"groups", format.groups}, {"size", format.size}, {"periods", format.periods}, {"repeats", found.repeats}});
  return Exit::ok;
}

/// The plain problem of maximally diverse groups, from a file of MDGPLIB; writes a group number for each person, a line each.
Result<Exit> group(Run& run) {
  const std::string problem_text = TRY(text_of(run.given.text("file")));
  const circle::GroupingProblem problem = TRY(circle::read_grouping_problem(problem_text));
  const circle::Effort effort = TRY(effort_of(run));
  const circle::GroupingAnswer answer = circle::divide(problem, effort);
  std::string text;
  for (const std::uint32_t one : answer.group) text += std::to_string(one) + "\n";
  TRY(write(run.given.text("out"), text));
  say(run,
      fmt::format("{} people in {} groups, difference within groups {}.{:03}, {} epochs\n", problem.people, problem.group_sizes.size(),
                  answer.difference / 1000, answer.difference % 1000, answer.epochs),
      {{"people", problem.people},
       {"groups", problem.group_sizes.size()},
       {"difference_thousandths", answer.difference},
       {"epochs", answer.epochs}});
  return Exit::ok;
}

Result<Exit> explain(Run& run) {
  const circle::Organisation organisation = TRY(organisation_of(run.given.text("file")));
  const std::string plan_text = TRY(text_of(run.given.text("plan")));
  const circle::Plan plan = TRY(circle::read_plan(organisation, plan_text));
  const circle::Ground ground(organisation);
  const circle::Score score = ground.score(plan);
  std::string words = fmt::format("cost {}, violations {}\n", score.cost.total(), broken_text(score.broken));
  for (const auto& [term, value] : terms_of(score.cost))
    words += fmt::format("  {} {}\n", std::string(term), value.to_number<std::int64_t>());
  boost::json::array remarks;
  for (const std::string& remark : circle::remarks(ground, plan)) {
    words += remark + "\n";
    remarks.emplace_back(remark);
  }
  boost::json::array circles;
  for (const circle::Circle& one : plan.circles) {
    const std::string kind = circle::text_of(organisation, one.kind);
    const auto cost = ground.score(one).cost.total();
    boost::json::array members;
    boost::json::array own;
    words += fmt::format("{}, cost {}:", kind, cost);
    for (const circle::RepIndex member : one.members) {
      words += " " + organisation.people[member].id;
      members.emplace_back(organisation.people[member].id);
    }
    words += "\n";
    for (const std::string& remark : circle::remarks(ground, one)) {
      words += "  " + remark + "\n";
      own.emplace_back(remark);
    }
    circles.push_back(boost::json::object{{"kind", kind}, {"cost", cost}, {"members", std::move(members)}, {"remarks", std::move(own)}});
  }
  boost::json::array waiting;
  for (const circle::Reason& reason : circle::reasons(ground, plan)) {
    words += fmt::format("{} waits: {}\n", organisation.people[reason.rep].id, reason.words);
    waiting.push_back(boost::json::object{{"id", organisation.people[reason.rep].id}, {"words", reason.words}});
  }
  say(run, words,
      {{"cost", score.cost.total()},
       {"terms", terms_of(score.cost)},
       {"violations", broken_of(score.broken)},
       {"remarks", std::move(remarks)},
       {"circles", std::move(circles)},
       {"waiting", std::move(waiting)}});
  return Exit::ok;
}

template <Result<Exit> (*work)(Run&)>
Exit said(Run& run) {
  const Result<Exit> done = work(run);
  if (done) return *done;
  const bool is_file = done.error().is(circle::errors::circles_malformed) || done.error().is(circle::errors::circles_too_large);
  const Exit exit = run.refused(done.error());
  return is_file ? Exit::bad_input : exit;
}

}  // namespace

std::vector<Command> circle_commands() {
  const Argument file{.kind = Kind::required, .name = "file", .meaning = "an organisation, format backbeat.circles/1"};
  const Argument out{.kind = Kind::required_option, .name = "out", .meaning = "where the result is written", .value = "FILE"};
  const Argument seconds{.kind = Kind::option, .name = "seconds", .meaning = "how long; 10 where not given", .value = "S"};
  const Argument epochs{.kind = Kind::option, .name = "epochs", .meaning = "how much work instead of how long; repeatable", .value = "N"};
  const Argument seed{.kind = Kind::option, .name = "seed", .meaning = "of the chance; 1 where not given", .value = "N"};
  const Argument threads{
      .kind = Kind::option, .name = "threads", .meaning = "1 where not given; makes no difference to the result", .value = "T"};
  return {{.words = {"circles", "solve"},
           .summary = "form circles of an organisation in a file, as good as the time allows, and say how much better any could be",
           .arguments = {file,
                         out,
                         seconds,
                         epochs,
                         seed,
                         threads,
                         {.kind = Kind::flag, .name = "progress", .meaning = "say each epoch's cost on standard error"}},
           .run = said<solve>},
          {.words = {"circles", "remix"},
           .summary = "form the next circles with those of the file's history kept fresh; several periods in turn",
           .arguments = {file,
                         out,
                         seconds,
                         epochs,
                         seed,
                         threads,
                         {.kind = Kind::option, .name = "periods", .meaning = "how many re-mixes; 1 where not given", .value = "N"},
                         {.kind = Kind::option,
                          .name = "fresh",
                          .meaning = "who met in so many last periods is kept apart; 3 where not given",
                          .value = "N"}},
           .run = said<remix>},
          {.words = {"circles", "schedule"},
           .summary = "divide groups * size people again and again so that no two meet twice, or as few as possible",
           .arguments = {out,
                         {.kind = Kind::required_option, .name = "groups", .meaning = "how many groups", .value = "N"},
                         {.kind = Kind::required_option, .name = "size", .meaning = "people in each", .value = "N"},
                         {.kind = Kind::required_option, .name = "periods", .meaning = "how many times", .value = "N"},
                         seed},
           .run = said<schedule>},
          {.words = {"circles", "group"},
           .summary = "divide people into groups as different within as can be, no other rules (files of MDGPLIB)",
           .arguments = {{.kind = Kind::required, .name = "file", .meaning = "a problem of MDGPLIB"}, out, seconds, epochs, seed, threads},
           .run = said<group>},
          {.words = {"circles", "explain"},
           .summary = "say what a plan costs, term by term and circle by circle, and why somebody waits",
           .arguments = {file, {.kind = Kind::required, .name = "plan", .meaning = "circles and waitlist, as solve writes them"}},
           .run = said<explain>}};
}

}  // namespace backbeat::cli
