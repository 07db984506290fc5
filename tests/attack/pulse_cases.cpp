// Publishes made-up quarters with the rules of the product, for inference.py: reads lines, answers `close` with all that anybody may fetch.
//
//   begin MINIMUM                                  a new organisation: nothing was published before
//   circle ID FORM HELD_BY MEMBERS                 of the quarter that comes
//   answer CIRCLE PERSON SCORE                     0 to 10
//   kept CIRCLE PERSON DONE OTHERS                 commitments
//   seats CIRCLE PERSON PRESENT OTHERS
//   close QUARTER                                  {"programme": [...], "circles": [...]} in one line
#include "playbook/playbook_file.hpp"
#include "pulse/pulse.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

using namespace backbeat;
using namespace backbeat::pulse;

namespace {

void write(std::ostream& out, std::string_view name, const std::optional<Figure>& figure) {
  out << ",\"" << name << "\":";
  if (!figure)
    out << "null";
  else
    out << "{\"value\":" << figure->value << ",\"bound\":\"" << name_of(figure->bound) << "\",\"n\":" << figure->people << "}";
}

void write(std::ostream& out, const Snapshot& snapshot) {
  out << "{\"programme\":[";
  for (std::size_t i = 0; i < snapshot.programme.size(); ++i) {
    const ProgrammeRow& row = snapshot.programme[i];
    out << (i > 0 ? "," : "") << "{\"group\":\"" << row.group << "\",\"circles\":";
    row.circles ? out << *row.circles : out << "null";
    write(out, "attendance", row.figures.attendance);
    write(out, "enps", row.figures.enps);
    write(out, "follow_through", row.figures.follow_through);
    out << "}";
  }
  out << "],\"circles\":[";
  for (std::size_t i = 0; i < snapshot.circles.size(); ++i) {
    const CircleRow& row = snapshot.circles[i];
    out << (i > 0 ? "," : "") << "{\"circle\":" << row.id.value() << ",\"members\":" << row.members;
    write(out, "enps", row.figures.enps);
    write(out, "follow_through", row.figures.follow_through);
    out << "}";
  }
  out << "]}" << std::endl;
}

void add(Tally& tally, int plus, int minus) {
  if (plus + minus > 0) tally += {.people = 1, .pieces = plus + minus, .plus = plus, .minus = minus, .most = plus + minus};
}

}  // namespace

int main() {
  Rules rules = rules_of(playbook::default_playbook());
  std::vector<Support> before;
  std::map<std::int64_t, CircleFacts> circles;
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    if (word == "begin") {
      playbook::Playbook playbook = playbook::default_playbook();
      in >> playbook.privacy.minimum_group;
      rules = rules_of(playbook);
      before.clear();
      circles.clear();
    } else if (word == "circle") {
      std::int64_t id = 0;
      CircleFacts facts;
      in >> id >> facts.form >> facts.held_by >> facts.members;
      facts.id = Id<Circle>(id);
      facts.name = "Circle " + std::to_string(id);
      circles[id] = facts;
    } else if (word == "answer") {
      std::int64_t circle = 0, person = 0;
      std::size_t score = 0;
      in >> circle >> person >> score;
      ++circles.at(circle).answers.counts.at(score);
      circles.at(circle).answered.emplace_back(person);
    } else if (word == "kept" || word == "seats") {
      std::int64_t circle = 0, person = 0;
      int plus = 0, minus = 0;
      in >> circle >> person >> plus >> minus;
      CircleFacts& facts = circles.at(circle);
      add(word == "kept" ? facts.follow_through : facts.attendance, plus, minus);
    } else if (word == "close") {
      std::string quarter;
      in >> quarter;
      std::vector<CircleFacts> facts;
      for (auto& [id, circle] : circles) {
        std::ranges::sort(circle.answered);
        facts.push_back(circle);
      }
      const Snapshot made = snapshot_of(*FiscalQuarter::parse(quarter, 1), Instant(0), facts, rules, before);
      for (auto& [group, support] : supports_of(made, facts)) before.push_back(std::move(support));
      circles.clear();
      write(std::cout, made);
    } else {
      std::cerr << "not a line of this program: " << line << "\n";
      return 2;
    }
  }
  return 0;
}
