// backbeat circles solve|explain: peer circles from files, without an installation.
#include "cli/command.hpp"

#include "base/text.hpp"
#include "circle/circle_file.hpp"
#include "circle/solve.hpp"

#include <fmt/format.h>

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

std::string file_of(const circle::Organisation& organisation, const circle::Solution& solution) {
  std::string cost;
  for (std::size_t i = 0; i < circle::terms.size(); ++i)
    if (const auto value = solution.score.cost[static_cast<circle::Term>(i)]; value != 0)
      cost += fmt::format(",\"{}\":{}", circle::terms[i], value);
  return fmt::format("{{\"cost\":{},\"bound\":{},\"gap\":{},\"proven\":{},\"epochs\":{},\"terms\":{{{}}},\n{}}}\n", solution.cost(),
                     solution.bound, solution.gap(), solution.is_proven, solution.epochs, cost.empty() ? "" : cost.substr(1),
                     circle::fields_of(organisation, solution.plan));
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
  run.out << fmt::format("{} circles, {} waiting, cost {}, bound {}, gap {}{}, violations {}, {} epochs{}\n", solution.plan.circles.size(),
                         solution.plan.waitlist.size(), solution.cost(), solution.bound, solution.gap(),
                         solution.is_proven ? " (proven best)" : "", broken_text(solution.score.broken), solution.epochs,
                         solution.is_repeatable ? "" : " (cut short)");
  return Exit::ok;
}

template <Result<Exit> (*work)(Run&)>
Exit said(Run& run) {
  const Result<Exit> done = work(run);
  return done ? *done : run.refused(done.error());
}

}  // namespace

std::vector<Command> circle_commands() {
  return {{.words = {"circles", "solve"},
           .summary = "form circles of an organisation in a file, as good as the time allows, and say how much better any could be",
           .arguments = {{.kind = Kind::required, .name = "file", .meaning = "an organisation, format backbeat.circles/1"},
                         {.kind = Kind::required_option, .name = "out", .meaning = "where the circles are written", .value = "FILE"},
                         {.kind = Kind::option, .name = "seconds", .meaning = "how long; 10 where not given", .value = "S"},
                         {.kind = Kind::option, .name = "epochs", .meaning = "how much work instead of how long; repeatable", .value = "N"},
                         {.kind = Kind::option, .name = "seed", .meaning = "of the chance; 1 where not given", .value = "N"},
                         {.kind = Kind::option, .name = "threads", .meaning = "1 where not given", .value = "T"},
                         {.kind = Kind::flag, .name = "progress", .meaning = "say each epoch's cost on standard error"}},
           .run = said<solve>}};
}

}  // namespace backbeat::cli
