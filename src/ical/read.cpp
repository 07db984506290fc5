#include "base/text.hpp"
#include "ical/ical.hpp"
#include "ical/lines.hpp"
#include "ical/read_parts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace backbeat::ical {
namespace {

std::unexpected<Error> no_calendar(int line, std::string why) {
  return refuse(not_a_calendar, {}, {{"line", std::to_string(line)}, {"why", std::move(why)}});
}

/// The components of one file, its zones first: an event may stand before the zone it names.
class Reading {
 public:
  Reading(std::string_view text, const Limits& limits) : m_text(text), m_limits(limits), m_budget{limits.work} {}

  Result<Calendar> run() {
    m_zones = read_zones(m_text, m_budget, m_troubles);
    if (auto done = read_events(); !done) return std::unexpected(std::move(done).error());
    put_together();
    m_troubles.sort_into(m_calendar.troubles);
    return std::move(m_calendar);
  }

 private:
  Result<Done> read_events();
  Result<Done> begin(const ContentLine& line);
  Result<Done> end(const ContentLine& line);
  void calendar_property(const ContentLine& line);
  void put_together();
  void keep(EventParts&& parts);

  std::string_view m_text;
  const Limits& m_limits;
  Budget m_budget;
  Troubles m_troubles{m_limits.troubles};
  Zones m_zones;
  Calendar m_calendar;
  std::vector<std::pair<std::string, int>> m_open;  // components and their lines
  std::optional<EventParts> m_event;
  std::vector<EventParts> m_events;
  std::set<std::string> m_passed_over;
  int m_other = 0;  // depth within what is neither a calendar nor an event
};

Result<Done> Reading::begin(const ContentLine& line) {
  const std::string name(trimmed(line.value));
  if (m_open.size() >= 20) return no_calendar(line.number, "components stand in one another too deep");
  if (equal_but_case(name, "VCALENDAR")) {
    if (!m_open.empty()) m_troubles.add({Weight::repaired, line.number, {}, {}, "a calendar begins inside another one; read as one"});
  } else if (m_open.empty()) {
    return no_calendar(line.number, "a file begins with BEGIN:VCALENDAR; found BEGIN:" + std::string(front(name)));
  } else if (m_other == 0 && !m_event && equal_but_case(name, "VEVENT")) {
    if (m_events.size() >= m_limits.events) return refuse(calendar_too_large, {}, {{"most", std::to_string(m_limits.events) + " events"}});
    m_event.emplace();
    m_event->event.line = line.number;
  } else {
    if (m_other == 0 && !m_event && !equal_but_case(name, "VTIMEZONE") && m_passed_over.insert(name).second)
      m_troubles.add(
          {Weight::part_left_out, line.number, {}, {}, std::string(front(name)) + " is no meeting; those in the file are not read"});
    ++m_other;  // a task, a journal, an alarm in an event: not asked for
  }
  m_open.emplace_back(name, line.number);
  return Done{};
}

Result<Done> Reading::end(const ContentLine& line) {
  const std::string_view name = trimmed(line.value);
  if (m_open.empty() || !equal_but_case(m_open.back().first, name)) {
    const std::string expected =
        m_open.empty() ? "nothing is open" : "END:" + m_open.back().first + " for line " + std::to_string(m_open.back().second);
    return no_calendar(line.number, "END:" + std::string(front(name)) + ", but " + (m_open.empty() ? expected : "expected " + expected));
  }
  m_open.pop_back();
  if (m_other > 0) {
    --m_other;
  } else if (m_event) {
    keep(std::move(*m_event));
    m_event.reset();
  }
  return Done{};
}

void Reading::calendar_property(const ContentLine& line) {
  if (line.is("METHOD")) {
    m_calendar.method = front(line.value);
  } else if (line.is("X-WR-CALNAME")) {
    m_calendar.name = text_of(line.value);
  } else if (line.is("CALSCALE") && !equal_but_case(trimmed(line.value), "GREGORIAN")) {
    m_troubles.add({Weight::repaired, line.number, {}, {}, "CALSCALE " + std::string(front(line.value)) + " is read as GREGORIAN"});
  }
}

Result<Done> Reading::read_events() {
  Lines lines(m_text);
  bool has_calendar = false;
  while (const ContentLine* line = lines.next()) {
    if (!line->fault.empty()) {
      if (m_open.empty()) return no_calendar(line->number, "expected BEGIN:VCALENDAR, and " + std::string(line->fault));
      if (m_event && m_other == 0) {
        m_event->faults.push_back({line->number, std::string(line->fault)});
      } else {
        m_troubles.add({Weight::repaired, line->number, {}, {}, "the line is passed over: " + std::string(line->fault)});
      }
    } else if (line->is("BEGIN")) {
      has_calendar = true;
      if (auto done = begin(*line); !done) return done;
    } else if (line->is("END")) {
      if (auto done = end(*line); !done) return done;
    } else if (m_open.empty()) {
      return no_calendar(line->number, "a file begins with BEGIN:VCALENDAR; found " + std::string(front(line->name)));
    } else if (m_other == 0 && m_event) {
      m_event->read(*line, m_zones, m_limits);
    } else if (m_other == 0) {
      if (line->is("VERSION") && trimmed(line->value) == "1.0")
        return no_calendar(line->number, "this is vCalendar 1.0; export it as iCalendar (VERSION:2.0)");
      calendar_property(*line);
    }
  }
  if (!has_calendar) return no_calendar(1, "the file is empty; expected BEGIN:VCALENDAR");
  if (!m_open.empty())
    return no_calendar(lines.number(), "the file ends inside the " + std::string(front(m_open.back().first)) + " that begins at line " +
                                           std::to_string(m_open.back().second) + ": it was cut off");
  return Done{};
}

/// Troubles of an event are kept with its uid and title, which may stand behind them.
void Reading::keep(EventParts&& parts) {
  if (parts.uid.empty()) {
    parts.uid = parts.uid_of_content();
    parts.say(Weight::repaired, parts.event.line, "there is no UID; it is told from others by its start and title");
  }
  for (const auto& [line, why] : parts.faults) parts.say(Weight::part_left_out, line, "the line is passed over: " + why);
  parts.finish();
  for (Trouble& trouble : parts.troubles) {
    trouble.uid = parts.uid;
    trouble.title = parts.event.title;
    m_troubles.add(std::move(trouble));
  }
  if (!parts.is_left_out) m_events.push_back(std::move(parts));
}

/// Does `a` replace `b`?
bool is_newer(const Event& a, const Event& b) {
  return std::pair(a.sequence, a.stamp) > std::pair(b.sequence, b.stamp);
}

void Reading::put_together() {
  std::unordered_map<std::string, std::size_t> by_uid;
  const auto say = [&](Weight weight, const EventParts& parts, std::string text) {
    m_troubles.add({weight, parts.event.line, parts.uid, parts.event.title, std::move(text)});
  };
  const auto series_of = [&](const std::string& uid) -> Series& {
    const auto [found, is_new] = by_uid.emplace(uid, m_calendar.series.size());
    if (is_new) m_calendar.series.push_back({.uid = uid});
    return m_calendar.series[found->second];
  };
  for (EventParts& parts : m_events) {
    Series& series = series_of(parts.uid);
    if (parts.instead_of) {
      Override made{.instead_of = *parts.instead_of, .is_for_all_after = parts.is_for_all_after, .event = std::move(parts.event)};
      const auto same = std::ranges::find_if(series.overrides, [&](const Override& other) {
        return other.instead_of.local == made.instead_of.local && other.instead_of.form == made.instead_of.form &&
               other.instead_of.zone == made.instead_of.zone;
      });
      if (same == series.overrides.end()) {
        series.overrides.push_back(std::move(made));
      } else {
        const bool replaces = !is_newer(same->event, made.event);
        const int other_line = replaces ? same->event.line : made.event.line;
        m_troubles.add({Weight::repaired, replaces ? made.event.line : same->event.line, parts.uid, made.event.title,
                        "the same meeting of the series stands at line " + std::to_string(other_line) + ", too; the newer one counts"});
        if (replaces) *same = std::move(made);
      }
      continue;
    }
    if (series.event) {
      const bool replaces = is_newer(parts.event, *series.event);
      const bool is_equal = !replaces && !is_newer(*series.event, parts.event);
      say(is_equal ? Weight::series_left_out : Weight::repaired, parts,
          "the event at line " + std::to_string(series.event->line) + " has the same UID; " +
              (is_equal ? "neither is newer, so only that one is read" : (replaces ? "this newer one counts" : "that newer one counts")));
      if (!replaces) continue;
    }
    series.event = std::move(parts.event);
    series.rules = std::move(parts.rules);
    series.exception_rules = std::move(parts.exception_rules);
    series.added = std::move(parts.added);
    series.excluded = std::move(parts.excluded);
  }
}

}  // namespace

Result<Calendar> read(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) return refuse(calendar_too_large, {}, {{"most", std::to_string(limits.bytes >> 20U) + " MiB"}});
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::string repaired;
  std::string how;
  if (text.find('\0') != std::string_view::npos) {
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") || text.substr(0, 2).find('\0') != std::string_view::npos)
      return no_calendar(1, "the file is UTF-16; save it as UTF-8");
    repaired = text;
    std::ranges::replace(repaired, '\0', ' ');
    text = repaired;
    how = "NUL bytes are read as blanks";
  }
  if (!is_utf8(text)) {
    repaired = utf8_from_windows_1252(text);
    text = repaired;
    how += std::string(how.empty() ? "" : "; ") + "the file is not UTF-8; read as Windows-1252";
  }
  auto calendar = Reading(text, limits).run();
  if (calendar && !how.empty()) calendar->troubles.insert(calendar->troubles.begin(), {Weight::repaired, 1, {}, {}, how});
  return calendar;
}

}  // namespace backbeat::ical
