// The zones that a file gives (VTIMEZONE).
#include "base/text.hpp"
#include "ical/read_parts.hpp"

#include <algorithm>

namespace backbeat::ical {
namespace {

constexpr std::int64_t most_offset = 24 * 3600;
constexpr std::size_t most_observances = 1'000;  // of a zone: programs list a century of changes one by one

/// "+0100", "-033015" in seconds.
std::optional<std::int64_t> parse_offset(std::string_view text) {
  text = trimmed(text);
  const bool is_negative = text.starts_with('-');
  if (text.starts_with('+') || is_negative) text.remove_prefix(1);
  if ((text.size() != 4 && text.size() != 6) || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto two = [&](std::size_t at) { return std::int64_t{text[at] - '0'} * 10 + (text[at + 1] - '0'); };
  const std::int64_t seconds = two(0) * 3600 + two(2) * 60 + (text.size() == 6 ? two(4) : 0);
  if (seconds >= most_offset) return std::nullopt;
  return is_negative ? -seconds : seconds;
}

struct ZoneParts {
  int line = 0;
  std::string tzid;
  std::string location;  // X-LIC-LOCATION
  std::vector<Observance> observances;
  std::string fault;
  int fault_line = 0;

  void say(int at, std::string why) {
    if (!fault.empty()) return;
    fault = std::move(why);
    fault_line = at;
  }
};

struct ObservanceParts {
  int line = 0;
  Observance made;
  bool has_start = false, has_from = false, has_to = false;
};

void read_observance(const ContentLine& line, ObservanceParts& parts, ZoneParts& zone) {
  const auto moment_of = [&](std::string_view value) -> std::optional<LocalSeconds> {
    const auto parsed = parse_moment(trimmed(value));
    if (!parsed) zone.say(line.number, std::string(line.name) + ": \"" + std::string(front(value)) + "\" is no time");
    return parsed ? std::optional(parsed->local) : std::nullopt;
  };
  if (line.is("DTSTART")) {
    if (const auto at = moment_of(line.value)) {
      parts.made.starts = *at;
      parts.has_start = true;
    }
  } else if (line.is("TZOFFSETFROM") || line.is("TZOFFSETTO")) {
    const auto offset = parse_offset(line.value);
    if (!offset) return zone.say(line.number, std::string(line.name) + ": \"" + std::string(front(line.value)) + "\" is no offset");
    (line.is("TZOFFSETFROM") ? parts.made.from : parts.made.to) = *offset;
    (line.is("TZOFFSETFROM") ? parts.has_from : parts.has_to) = true;
  } else if (line.is("RRULE")) {
    auto rule = Rule::parse(line.value);
    if (!rule) return zone.say(line.number, "RRULE: " + rule.error().message());
    parts.made.rule = *std::move(rule);
  } else if (line.is("RDATE")) {
    for (const std::string_view item : split(line.value, ','))
      if (const auto at = moment_of(item.substr(0, item.find('/')))) parts.made.dates.push_back(*at);
  }
}

void keep_observance(const ObservanceParts& parts, ZoneParts& zone) {
  if (!parts.has_start || !parts.has_from || !parts.has_to) return zone.say(parts.line, "needs DTSTART, TZOFFSETFROM and TZOFFSETTO");
  if (zone.observances.size() >= most_observances) return zone.say(parts.line, "has too many changes");
  zone.observances.push_back(parts.made);
}

void keep_zone(ZoneParts&& zone, Zones& zones, Budget& budget, Troubles& troubles) {
  if (zone.tzid.empty()) zone.say(zone.line, "has no TZID");
  if (zone.observances.empty()) zone.say(zone.line, "has no rules");
  if (!zone.location.empty())
    if (const auto known = zone_by_name(zone.location)) return zones.define(zone.tzid, std::make_shared<ZoneRules>(*known));
  if (zone.fault.empty()) return zones.define(zone.tzid, std::make_shared<ZoneRules>(zone.observances, budget));
  troubles.add(
      {Weight::repaired, zone.fault_line, {}, {}, "the time zone \"" + std::string(front(zone.tzid)) + "\" is not read: " + zone.fault});
}

}  // namespace

Zones::Found Zones::find(std::string_view tzid) {
  const auto defined = m_defined.find(tzid);
  const bool is_given = defined != m_defined.end();
  if (const auto found = m_found.find(tzid); found != m_found.end()) return {.rules = found->second, .is_given = is_given, .is_new = false};
  std::shared_ptr<const ZoneRules> rules;
  if (const auto known = zone_by_name(tzid)) {
    rules = std::make_shared<ZoneRules>(*known);
  } else if (is_given) {
    rules = defined->second;
  }
  m_found.emplace(tzid, rules);
  return {.rules = rules, .is_given = is_given, .is_new = true};
}

Zones read_zones(std::string_view text, Budget& budget, Troubles& troubles) {
  Zones zones;
  Lines lines(text);
  std::optional<ZoneParts> zone;
  std::optional<ObservanceParts> observance;
  while (const ContentLine* line = lines.next()) {
    if (!line->fault.empty()) continue;  // said when the events are read
    const std::string_view value = trimmed(line->value);
    if (line->is("BEGIN")) {
      if (equal_but_case(value, "VTIMEZONE")) {
        zone.emplace();
        zone->line = line->number;
        observance.reset();
      } else if (zone && (equal_but_case(value, "STANDARD") || equal_but_case(value, "DAYLIGHT"))) {
        observance.emplace();
        observance->line = line->number;
      }
    } else if (line->is("END")) {
      if (zone && equal_but_case(value, "VTIMEZONE")) {
        keep_zone(*std::move(zone), zones, budget, troubles);
        zone.reset();
      } else if (zone && observance) {
        keep_observance(*observance, *zone);
        observance.reset();
      }
    } else if (zone && observance) {
      read_observance(*line, *observance, *zone);
    } else if (zone && line->is("TZID")) {
      zone->tzid = trimmed(line->value);
    } else if (zone && line->is("X-LIC-LOCATION")) {
      zone->location = trimmed(line->value);
    }
  }
  return zones;
}

void Troubles::add(Trouble trouble) {
  if (m_kept.size() < m_most)
    m_kept.push_back(std::move(trouble));
  else
    ++m_more;
}

void Troubles::sort_into(std::vector<Trouble>& out) {
  std::ranges::stable_sort(m_kept, {}, &Trouble::line);
  out = std::move(m_kept);
  if (m_more > 0) out.push_back({Weight::part_left_out, out.back().line, {}, {}, "and " + std::to_string(m_more) + " more troubles"});
}

}  // namespace backbeat::ical
