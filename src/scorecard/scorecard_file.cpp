#include "scorecard/scorecard_file.hpp"

#include "csv/csv.hpp"
#include "xlsx/xlsx.hpp"

#include <algorithm>
#include <sstream>

namespace backbeat::scorecard {
namespace {

std::string name_of(const Names& names, Id<Person> person) {
  const auto found = names.find(person);
  return found == names.end() ? std::string() : found->second;
}

std::string id_of(std::optional<Id<Person>> person) {
  return person && person->is_set() ? person->text() : std::string();
}

/// "draft", or the number of the publication.
std::string version_of(const FileOf& of) {
  return of.version == 0 ? "draft" : std::to_string(of.version);
}

/// A file's records under one header, column by column.
class Table {
 public:
  explicit Table(std::initializer_list<std::string_view> columns) : m_writer(m_out) {
    for (const std::string_view column : columns) m_writer.text(column);
    m_writer.end_record();
  }
  Table& text(std::string_view value) {
    m_writer.text(value);
    return *this;
  }
  Table& whole(std::optional<std::int64_t> value) {
    value ? m_writer.number(*value) : m_writer.empty();
    return *this;
  }
  Table& real(std::optional<double> value) {
    value ? m_writer.number(*value) : m_writer.empty();
    return *this;
  }
  Table& empty(int columns) {
    for (int i = 0; i < columns; ++i) m_writer.empty();
    return *this;
  }
  void end() { m_writer.end_record(); }
  [[nodiscard]] std::string bytes() const { return m_out.str(); }

 private:
  std::ostringstream m_out;
  csv::Writer m_writer;
};

/// Evidence in the order of its keys, whatever order it came in.
Evidence sorted(Evidence evidence) {
  std::ranges::sort(evidence.debts, {}, [](const Debt& debt) { return std::tuple(debt.manager, debt.rep, debt.format, debt.first); });
  std::ranges::sort(evidence.rides, {}, [](const Ride& ride) { return std::tuple(ride.manager, ride.day, ride.id); });
  std::ranges::sort(evidence.verdicts, {}, [](const Verdict& verdict) { return std::tuple(verdict.manager, verdict.day, verdict.id); });
  return evidence;
}

xlsx::Cell shown(Unit unit, std::optional<double> value) {
  if (!value) return std::monostate();
  if (unit == Unit::share) return xlsx::Percent{*value};
  return *value;
}

xlsx::Sheet sheet_of(const std::vector<Card>& cards, const Names& names, const FileOf& of) {
  xlsx::Sheet sheet{.name = "Scorecards " + of.month.text(),
                    .columns = {{"Month"},
                                {"Version"},
                                {"About", 26},
                                {"Who", 12},
                                {"Leader", 26},
                                {"Measure", 26},
                                {"Part", 14},
                                {"Counted", 9},
                                {"n", 7},
                                {"Pending", 9},
                                {"Value", 10},
                                {"95 % low", 10},
                                {"95 % high", 10},
                                {"Compared", 10},
                                {"Compared low", 10},
                                {"Compared high", 10},
                                {"State", 10}},
                    .rows = {}};
  for (const Card& card : cards)
    for (const Value& value : card.values) {
      const Unit unit = unit_of(value.measure, value.part);
      const auto compared = [&](double Estimate::* member) -> std::optional<double> {
        return value.compared ? std::optional((*value.compared).*member) : std::nullopt;
      };
      sheet.rows.push_back({of.month.text(), version_of(of), name_of(names, card.about), std::string(card.is_leader ? "leader" : "manager"),
                            card.leader ? name_of(names, *card.leader) : std::string(), std::string(name_of(value.measure)), value.part,
                            value.counted, value.n, value.pending, shown(unit, value.value), shown(unit, value.low),
                            shown(unit, value.high), shown(unit, compared(&Estimate::value)), shown(unit, compared(&Estimate::low)),
                            shown(unit, compared(&Estimate::high)), std::string(name_of(value.standing))});
    }
  return sheet;
}

std::string yes_or_no(bool value) {
  return value ? "yes" : "no";
}

xlsx::Sheet sheet_of(const Evidence& evidence, const Names& names) {
  xlsx::Sheet sheet{.name = "Ride-alongs",
                    .columns = {{"Manager", 26},
                                {"Rep", 26},
                                {"Day"},
                                {"Format"},
                                {"Pre-brief"},
                                {"Debrief"},
                                {"Hours to debrief"},
                                {"Comments"},
                                {"Takeovers with consent"},
                                {"Takeovers without consent"}},
                    .rows = {}};
  for (const Ride& ride : evidence.rides)
    sheet.rows.push_back({name_of(names, ride.manager), name_of(names, ride.rep), ride.day, std::string(cadence::name_of(ride.format)),
                          yes_or_no(ride.had_pre_brief), std::string(name_of(ride.debrief)),
                          ride.debrief_after ? xlsx::Cell(static_cast<double>(ride.debrief_after->count()) / 3'600'000) : xlsx::Cell(),
                          std::int64_t{ride.comments}, std::int64_t{ride.takeovers_with_consent},
                          std::int64_t{ride.takeovers_without_consent}});
  return sheet;
}

xlsx::Sheet debts_sheet(const Evidence& evidence, const Names& names) {
  xlsx::Sheet sheet{.name = "Owed",
                    .columns = {{"Manager", 26}, {"Rep", 26}, {"Format"}, {"From"}, {"To"}, {"Owed", 8}, {"Excused", 8}, {"Held", 8}},
                    .rows = {}};
  for (const Debt& debt : evidence.debts)
    sheet.rows.push_back({name_of(names, debt.manager), name_of(names, debt.rep), std::string(cadence::name_of(debt.format)), debt.first,
                          debt.last, std::int64_t{debt.owed}, std::int64_t{debt.excused}, std::int64_t{debt.held}});
  return sheet;
}

xlsx::Sheet formulas_sheet() {
  xlsx::Sheet sheet{.name = "How", .columns = {{"Measure", 26}, {"How it is worked out", 160}}, .rows = {}};
  for (const Measure measure : all_measures) sheet.rows.push_back({std::string(name_of(measure)), std::string(formula_of(measure))});
  return sheet;
}

}  // namespace

std::string csv_of(const std::vector<Card>& cards, const Names& names, const FileOf& of) {
  Table table({"month", "version", "about_id", "about", "who", "leader_id", "measure", "part", "state", "counted", "n", "pending", "value",
               "low", "high", "compared", "compared_low", "compared_high"});
  for (const Card& card : cards)
    for (const Value& value : card.values) {
      table.text(of.month.text()).text(version_of(of)).text(card.about.text()).text(name_of(names, card.about));
      table.text(card.is_leader ? "leader" : "manager").text(id_of(card.leader)).text(name_of(value.measure)).text(value.part);
      table.text(name_of(value.standing)).whole(value.counted).whole(value.n).whole(value.pending);
      table.real(value.value).real(value.low).real(value.high);
      if (value.compared)
        table.real(value.compared->value).real(value.compared->low).real(value.compared->high);
      else
        table.empty(3);
      table.end();
    }
  return table.bytes();
}

std::string csv_of(const Evidence& evidence, const std::vector<Line>& lines, const Names& names, const FileOf& of) {
  const Evidence rows = sorted(evidence);
  Table table({"month",
               "version",
               "subject",
               "id",
               "manager_id",
               "manager",
               "leader_id",
               "rep_id",
               "rep",
               "day",
               "until",
               "format",
               "pre_brief",
               "debrief",
               "debrief_after_ms",
               "comments",
               "takeovers_with_consent",
               "takeovers_without_consent",
               "owed",
               "excused",
               "held",
               "verdict"});
  const auto begin = [&](std::string_view subject, std::string_view id, Id<Person> manager) -> Table& {
    return table.text(of.month.text()).text(version_of(of)).text(subject).text(id).text(manager.text()).text(name_of(names, manager));
  };
  for (const Line& line : lines) {
    begin("manager", "", line.manager).text(id_of(line.leader)).empty(15);
    table.end();
  }
  for (const Debt& debt : rows.debts) {
    begin("debt", "", debt.manager)
        .empty(1)
        .text(debt.rep.text())
        .text(name_of(names, debt.rep))
        .text(debt.first.text())
        .text(debt.last.text());
    table.text(cadence::name_of(debt.format)).empty(6).whole(std::int64_t{debt.owed}).whole(std::int64_t{debt.excused});
    table.whole(std::int64_t{debt.held}).empty(1).end();
  }
  for (const Ride& ride : rows.rides) {
    begin("ride_along", ride.id.text(), ride.manager).empty(1).text(ride.rep.text()).text(name_of(names, ride.rep)).text(ride.day.text());
    table.empty(1).text(cadence::name_of(ride.format)).whole(std::int64_t{ride.had_pre_brief}).text(name_of(ride.debrief));
    table.whole(ride.debrief_after ? std::optional(std::int64_t{ride.debrief_after->count()}) : std::nullopt)
        .whole(std::int64_t{ride.comments});
    table.whole(std::int64_t{ride.takeovers_with_consent}).whole(std::int64_t{ride.takeovers_without_consent}).empty(4).end();
  }
  for (const Verdict& verdict : rows.verdicts) {
    begin("commitment", verdict.id.text(), verdict.manager).empty(1).text(verdict.rep.text()).text(name_of(names, verdict.rep));
    table.text(verdict.day.text()).empty(11).text(commitment::name_of(verdict.verdict)).end();
  }
  return table.bytes();
}

std::string xlsx_of(const std::vector<Card>& cards, const Evidence& evidence, const Names& names, const FileOf& of) {
  const Evidence rows = sorted(evidence);
  return xlsx::workbook({sheet_of(cards, names, of), sheet_of(rows, names), debts_sheet(rows, names), formulas_sheet()}, of.known_at);
}

}  // namespace backbeat::scorecard
