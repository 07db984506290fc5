#include "pulse/pulse_file.hpp"

#include "csv/csv.hpp"

#include <sstream>

namespace backbeat::pulse {
namespace {

void write(csv::Writer& out, const std::optional<Figure>& figure) {
  if (!figure) {
    out.empty().empty().empty().empty();
    return;
  }
  out.number(figure->value).text(name_of(figure->bound)).number(std::int64_t{figure->people}).number(figure->step);
}

}  // namespace

Result<FiscalQuarter> quarter_named(const std::string& text, int first_month) {
  const auto quarter = FiscalQuarter::parse(text, first_month);
  if (!quarter) return expected_value("quarter", "a quarter such as 2027-Q1", text);
  return *quarter;
}

std::string csv_of(const std::optional<Snapshot>& snapshot) {
  std::ostringstream bytes;
  csv::Writer out(bytes);
  for (const std::string_view column : {"quarter",
                                        "circle_id",
                                        "circle",
                                        "form",
                                        "held_by",
                                        "is_running",
                                        "members",
                                        "meetings_held",
                                        "meetings_called_off",
                                        "meetings_lapsed",
                                        "seats_expected",
                                        "seats_present",
                                        "seats_excused",
                                        "seats_missed",
                                        "attendance_percent",
                                        "facilitators_led",
                                        "enps",
                                        "enps_bound",
                                        "enps_answers",
                                        "enps_step",
                                        "enps_scale",
                                        "follow_through_percent",
                                        "follow_through_bound",
                                        "follow_through_people",
                                        "follow_through_step"})
    out.text(column);
  out.end_record();
  if (!snapshot) return bytes.str();
  for (const CircleRow& row : snapshot->circles) {
    out.text(snapshot->quarter.text()).text(row.id.text()).text(row.name).text(row.form).text(row.held_by);
    out.number(std::int64_t{row.is_running});
    for (const int count : {row.members, row.meetings.held, row.meetings.called_off, row.meetings.lapsed, row.seats.expected,
                            row.seats.present, row.seats.excused, row.seats.missed})
      out.number(std::int64_t{count});
    const auto percent = row.attendance_percent();
    percent ? out.number(std::int64_t{*percent}) : out.empty();
    out.number(std::int64_t{row.led});
    write(out, row.figures.enps);
    out.number(snapshot->scale);
    write(out, row.figures.follow_through);
    out.end_record();
  }
  return bytes.str();
}

std::string csv_of(const Facilitation& facilitation, const std::unordered_map<Id<Person>, std::string>& names) {
  std::ostringstream bytes;
  csv::Writer out(bytes);
  for (const std::string_view column : {"person_id", "name", "sessions_led", "from", "to", "last_led", "sessions_needed", "is_eligible"})
    out.text(column);
  out.end_record();
  for (const FacilitationRow& row : facilitation.rows) {
    const auto name = names.find(row.person);
    out.text(row.person.text()).text(name == names.end() ? std::string_view() : std::string_view(name->second));
    out.number(std::int64_t{row.sessions}).text(facilitation.from.text()).text(facilitation.to.text()).text(row.last_led.text());
    out.number(std::int64_t{facilitation.sessions_needed}).number(std::int64_t{row.is_eligible});
    out.end_record();
  }
  return bytes.str();
}

}  // namespace backbeat::pulse
