// Derives a year of weekly 1:1s and prints what it cost as one line of JSON: `cadence_bench measure REPS RUNS`.
// `cadence_bench export REPS DIRECTORY` writes the same facts as tab-separated files for PostgreSQL, and the counts it must come to.
#include "cadence/view.hpp"
#include "cadence_world.hpp"

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

namespace {

using namespace backbeat;
using std::chrono::days;

/// CPU seconds of this process, of all its threads (it has one).
double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

cadence::Query query_of(const bench::World& world) {
  return {
      .range = {world.first_monday, world.first_monday + days(7 * bench::weeks - 1)}, .as_of = world.as_of, .kind = "weekly_one_on_one"};
}

cadence::Cells derive(const cadence::Ledger& ledger, const cadence::Query& query) {
  cadence::Derivation derivation(ledger, query);
  return cadence::count(derivation);
}

int measure(int reps, int runs) {
  bench::World world = bench::make_world(reps);
  const cadence::Query query = query_of(world);
  const std::size_t sessions = world.facts.sessions.size();
  const double before = cpu_seconds();
  const cadence::Ledger ledger(std::move(world.facts));
  const double load = cpu_seconds() - before;
  const long kib_of_facts = peak_kib();

  std::string times;
  cadence::Cell total;
  for (int run = 0; run < runs; ++run) {
    const double begin = cpu_seconds();
    const cadence::Cells cells = derive(ledger, query);
    times += (run > 0 ? "," : "") + std::to_string(cpu_seconds() - begin);
    total = {};
    for (cadence::Index person = 0; person < ledger.everybody(); ++person)
      for (const cadence::Cell& cell : cells.of(person)) total += cell;
  }
  std::cout << "{\"reps\":" << reps << ",\"sessions\":" << sessions << ",\"owed\":" << total.owed << ",\"held\":" << total.held
            << ",\"load_s\":" << load << ",\"derive_s\":[" << times << "],\"peak_mib\":" << peak_kib() / 1024
            << ",\"derive_adds_mib\":" << (peak_kib() - kib_of_facts) / 1024 << "}\n";
  return 0;
}

std::string seconds(Instant at) {
  return std::to_string(at.unix_ms() / 1000);
}

int export_to(int reps, const std::string& directory) {
  std::ofstream sessions(directory + "/session.tsv");
  const bench::World world = bench::make_world(reps, [&](const cadence::SessionFact& fact) {
    int moves = 0;
    for (const cadence::SessionStep& step : fact.steps) moves += step.is_move;
    const cadence::SessionStep& last = fact.steps.back();
    sessions << fact.id.value() << '\t' << fact.rep.value() << '\t' << fact.held_by.value() << '\t' << fact.kind << '\t'
             << seconds(last.starts_at) << '\t' << static_cast<int>(last.outcome) << '\t' << moves << '\n';
  });
  std::ofstream people(directory + "/person.tsv");
  std::ofstream assignments(directory + "/assignment.tsv");
  std::ofstream time_off(directory + "/time_off.tsv");
  for (const auto& known : world.facts.members) {
    const people::Member& member = known.fact;
    people << member.id.value() << '\t' << member.zone.name() << '\t' << member.hired.text() << '\t'
           << (member.left ? member.left->text() : "\\N") << '\n';
    for (const people::Assignment& one : member.assignments)
      assignments << member.id.value() << '\t' << one.period.from.text() << '\t' << (one.period.to ? one.period.to->text() : "\\N") << '\t'
                  << one.manager->value() << '\t' << one.job_role << '\t' << one.region << '\n';
    for (const people::TimeOff& off : member.time_off)
      time_off << member.id.value() << '\t' << off.first.text() << '\t' << off.last.text() << '\n';
  }
  std::ofstream holidays(directory + "/holiday.tsv");
  for (const auto& known : world.facts.holidays) holidays << known.fact.region << '\t' << known.fact.day.text() << '\n';
  std::ofstream(directory + "/as_of.txt") << seconds(world.as_of) << ' ' << world.first_monday.text() << '\n';

  const cadence::Ledger ledger(world.facts);
  const cadence::Cells cells = derive(ledger, query_of(world));
  std::ofstream expected(directory + "/expected.tsv");
  for (cadence::Index person = 0; person < ledger.everybody(); ++person)
    for (std::size_t week = 0; week < cells.weeks(); ++week) {
      const cadence::Cell& cell = cells.of(person)[week];
      if (cell.owed == 0) continue;
      expected << ledger.id_of(person).value() << '\t' << (world.first_monday + days(7 * static_cast<int>(week))).text();
      for (const std::uint32_t number :
           {cell.owed, cell.held, cell.held_short, cell.excused, cell.cancelled, cell.missed, cell.pending, cell.moved, cell.delegated})
        expected << '\t' << number;
      expected << '\n';
    }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string verb = count == 4 ? arguments[1] : "";
  const int reps = count == 4 ? std::atoi(arguments[2]) : 0;
  if (verb == "measure" && reps > 0) return measure(reps, std::max(1, std::atoi(arguments[3])));
  if (verb == "export" && reps > 0) return export_to(reps, arguments[3]);
  std::cerr << "usage: cadence_bench measure REPS RUNS | export REPS DIRECTORY\n";
  return 2;
}
