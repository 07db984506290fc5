// Makes the scorecards of a year from its rows and prints what it cost as one line of JSON: `scorecard_bench MANAGERS RUNS`.
#include "playbook/playbook_file.hpp"
#include "scorecard/trigger.hpp"
#include "testing/any_months.hpp"

#include <sys/resource.h>

#include <cstdlib>
#include <iostream>

namespace {

using namespace backbeat;
using namespace backbeat::scorecard;

/// CPU seconds of this process, of all its threads (it has one).
double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: scorecard_bench MANAGERS RUNS\n";
    return 2;
  }
  const int managers = std::atoi(argv[1]);
  const auto year = testing::any_year(managers, 2026);
  const CardRules rules = card_rules(playbook::default_playbook());
  std::size_t rows = 0;
  for (const MonthFacts& month : year)
    rows += month.evidence.rides.size() + month.evidence.debts.size() + month.evidence.verdicts.size() + month.ratings.size();
  std::size_t cards = 0;
  std::size_t numbers = 0;
  std::size_t openings = 0;
  std::string times;
  for (int run = 0; run < std::atoi(argv[2]); ++run) {
    cards = numbers = openings = 0;
    const double begin = cpu_seconds();
    for (const MonthFacts& month : year) {
      const auto made = cards_of(month, rules, Purpose::publication);
      openings += openings_of(month, made, rules, Which::all).size();
      cards += made.size();
      for (const Card& card : made) numbers += card.values.size();
    }
    times += (run > 0 ? "," : "") + std::to_string(cpu_seconds() - begin);
  }
  std::cout << "{\"managers\":" << managers << ",\"months\":" << year.size() << ",\"rows\":" << rows << ",\"cards\":" << cards
            << ",\"numbers\":" << numbers << ",\"openings\":" << openings << ",\"seconds\":[" << times << "]}\n";
  return 0;
}
