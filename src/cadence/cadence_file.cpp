#include "cadence/cadence_file.hpp"

#include "csv/csv.hpp"

#include <sstream>

namespace backbeat::cadence {

std::string csv_of(const View& view, const std::unordered_map<Id<Person>, std::string>& names) {
  std::ostringstream out;
  csv::Writer writer(out);
  for (const std::string_view column : {"week", "monday", "manager", "manager_id", "owed", "held", "short", "excused", "cancelled",
                                        "missed", "pending", "moved", "delegated"})
    writer.text(column);
  writer.end_record();
  for (const ManagerRow& row : view.managers) {
    const auto name = names.find(row.manager);
    for (std::size_t week = 0; week < view.mondays.size(); ++week) {
      const Cell& cell = row.cells[week];
      writer.text(IsoWeek::of(view.mondays[week]).text()).text(view.mondays[week].text());
      writer.text(name == names.end() ? "" : name->second).text(row.manager.is_set() ? row.manager.text() : "");
      for (const std::uint32_t number :
           {cell.owed, cell.held, cell.held_short, cell.excused, cell.cancelled, cell.missed, cell.pending, cell.moved, cell.delegated})
        writer.number(std::int64_t{number});
      writer.end_record();
    }
  }
  return out.str();
}

}  // namespace backbeat::cadence
