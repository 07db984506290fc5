// Plays a made-up year and writes, for each month, the files that people download (cards and the rows behind them) and the reps' answers,
// for scorecard_oracle.py to work the cards out again: `scorecard_cases MANAGERS SEED FOLDER`.
#include "playbook/playbook_file.hpp"
#include "scorecard/scorecard_file.hpp"
#include "scorecard/trigger.hpp"
#include "testing/any_months.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>

using namespace backbeat;
using namespace backbeat::scorecard;

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: scorecard_cases MANAGERS SEED FOLDER\n";
    return 2;
  }
  const std::string folder = argv[3];
  const CardRules rules = card_rules(playbook::default_playbook());
  for (const MonthFacts& facts : testing::any_year(std::atoi(argv[1]), std::strtoull(argv[2], nullptr, 10))) {
    const FileOf of{.month = facts.month, .version = 1, .known_at = Instant(0)};
    const auto cards = cards_of(facts, rules, Purpose::publication);
    const std::string start = folder + "/" + facts.month.text();
    std::ofstream(start + ".cards.csv") << csv_of(cards, {}, of);
    std::ofstream(start + ".rows.csv") << csv_of(facts.evidence, facts.lines, {}, of);
    std::ofstream ratings(start + ".ratings.csv");
    ratings << "manager_id,rep_id,score\n";
    for (const Rating& rating : facts.ratings) ratings << rating.manager.text() << "," << rating.rep.text() << "," << rating.score << "\n";
    std::ofstream opened(start + ".openings.csv");
    opened << "manager_id,measure,counted,n\n";
    for (const Opening& opening : openings_of(facts, cards, rules, Which::all))
      opened << opening.manager.text() << "," << name_of(opening.measure) << "," << opening.counted << "," << opening.n << "\n";
  }
  return 0;
}
