#include "calendar/calendar_file.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "ical/ical.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace backbeat::calendar {
namespace {

TroubleWeight weight_of(ical::Weight weight) {
  switch (weight) {
    case ical::Weight::repaired:
      return TroubleWeight::repaired;
    case ical::Weight::part_left_out:
      return TroubleWeight::part_left_out;
    case ical::Weight::series_left_out:
      return TroubleWeight::series_left_out;
  }
  ASSERT(false);
}

void add(std::vector<Trouble>& out, const std::vector<ical::Trouble>& troubles) {
  for (const ical::Trouble& one : troubles)
    out.push_back({.weight = weight_of(one.weight), .line = one.line, .title = one.title, .text = one.text});
}

Status status_of(const ical::Event& event, bool is_cancellation) {
  if (is_cancellation || event.status == ical::EventStatus::cancelled) return Status::cancelled;
  return event.status == ical::EventStatus::tentative ? Status::tentative : Status::confirmed;
}

std::string without_separators(std::string text) {
  std::ranges::replace(text, '\t', ' ');
  std::ranges::replace(text, '\n', ' ');
  return text;
}

Occurrence occurrence_of(const ical::Occurrence& one, const Reader& reader, bool is_cancellation) {
  Occurrence out{.id = {},
                 .source = {},
                 .person = {},
                 .uid = one.series->uid,
                 .recurrence = one.recurrence,
                 .starts = one.starts,
                 .ends = one.ends,
                 .is_all_day = one.form == ical::Form::date,
                 .is_busy = !one.event->is_free,
                 .status = status_of(*one.event, is_cancellation),
                 .title = one.event->title,
                 .place = one.event->place,
                 .attendees = {}};
  for (const ical::EventAttendee& who : one.event->attendees) {
    out.attendees.push_back({.address = without_separators(who.address),
                             .name = without_separators(who.name),
                             .is_organizer = who.is_organizer,
                             .has_declined = who.has_declined});
    if (who.has_declined && !reader.address.empty() && who.address == lower_ascii(reader.address)) out.is_busy = false;
  }
  return out;
}

SeriesSummary summary_of(const ical::Series& series, const Reader& reader) {
  const ical::Event& face = series.face();
  return {.line = face.line,
          .uid = series.uid,
          .title = face.title,
          .rule = series.rules.empty() ? std::string() : series.rules.front().text(),
          .starts = face.starts.instant(reader.zone),
          .is_all_day = face.starts.form == ical::Form::date,
          .repeats = series.repeats(),
          .changed = static_cast<int>(series.overrides.size())};
}

}  // namespace

std::string_view name_of(TroubleWeight weight) {
  switch (weight) {
    case TroubleWeight::repaired:
      return "repaired";
    case TroubleWeight::part_left_out:
      return "part_left_out";
    case TroubleWeight::series_left_out:
      return "series_left_out";
  }
  ASSERT(false);
}

Result<Reading> read_calendar(std::string_view text, const Reader& reader) {
  const ical::Limits limits{.bytes = most_calendar_bytes, .occurrences = most_occurrences};
  const ical::Calendar calendar = TRY(ical::read(text, limits));
  const std::string method = lower_ascii(trimmed(calendar.method));
  if (method == "reply" || method == "counter" || method == "declinecounter" || method == "refresh")
    return refuse(no_calendar_of_meetings, {}, {{"line", "1"}, {"method", method}});
  const ical::Expansion expansion = ical::expand(calendar, reader.from, reader.to, reader.zone, limits);

  Reading out{.name = calendar.name, .occurrences = {}, .series = {}, .troubles = {}};
  add(out.troubles, calendar.troubles);
  add(out.troubles, expansion.troubles);
  std::unordered_map<const ical::Series*, std::size_t> places;
  for (const ical::Series& series : calendar.series) {
    places.emplace(&series, out.series.size());
    out.series.push_back(summary_of(series, reader));
  }
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const ical::Occurrence& one : expansion.occurrences) {
    if (!seen.emplace(one.series->uid, one.recurrence).second) continue;  // the same meeting of the series, named twice: said when read
    out.occurrences.push_back(occurrence_of(one, reader, method == "cancel"));
    SeriesSummary& summary = out.series[places.at(one.series)];
    ++summary.count;
    if (out.occurrences.back().status == Status::cancelled)
      ++summary.cancelled;
    else if (one.ends > reader.now && !summary.next)
      summary.next = one.starts;
  }
  std::ranges::stable_sort(out.series, {}, [](const SeriesSummary& one) { return std::pair(!one.next, one.next.value_or(Instant())); });
  std::ranges::stable_sort(out.troubles, {}, &Trouble::line);
  return out;
}

}  // namespace backbeat::calendar
