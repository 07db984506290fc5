// One VEVENT, line by line.
#include "base/front.hpp"
#include "base/text.hpp"
#include "ical/read_parts.hpp"

#include <array>
#include <cstdio>

namespace backbeat::ical {
namespace {

constexpr std::size_t longest_text = 500;

std::string lower_address(std::string_view value) {
  std::string_view address = trimmed(value);
  if (address.size() >= 7 && equal_but_case(address.substr(0, 7), "mailto:")) address.remove_prefix(7);
  std::string out;
  for (const char c : lower_ascii(front_of(trimmed(address), 254)))
    if (static_cast<unsigned char>(c) > 0x20) out += c;
  return out.find('@') == std::string::npos ? std::string() : out;
}

/// A parameter's text, with the escapes of RFC 6868, on one line.
std::string parameter_text(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size() && out.size() < 200; ++i) {
    const char next = i + 1 < value.size() ? value[i + 1] : '\0';
    if (value[i] == '^' && (next == 'n' || next == '\'' || next == '^')) {
      out += next == 'n' ? ' ' : (next == '\'' ? '"' : '^');
      ++i;
    } else {
      out += static_cast<unsigned char>(value[i]) < 0x20 ? ' ' : value[i];
    }
  }
  return std::string(trimmed(front_of(out, 200)));
}

std::int64_t seconds_of(std::string_view value) {
  const auto parsed = parse_moment(trimmed(value));
  return parsed ? parsed->local : 0;
}

}  // namespace

std::string_view front(std::string_view text) {
  return front_of(text, 80);
}

std::string text_of(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size() && out.size() < longest_text + 4; ++i) {
    char c = value[i];
    if (c == '\\' && i + 1 < value.size()) {
      c = value[++i];
      if (c == 'n' || c == 'N') c = ' ';
    }
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  }
  return std::string(trimmed(front_of(out, longest_text)));
}

void EventParts::say(Weight weight, int line, std::string text) {
  if (weight == Weight::series_left_out) is_left_out = true;
  troubles.push_back({.weight = weight, .line = line, .uid = {}, .title = {}, .text = std::move(text)});
}

std::string EventParts::uid_of_content() const {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;  // FNV-1a
  for (const char c : std::to_string(event.starts.local) + "/" + event.title)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "no-uid-%016llx", static_cast<unsigned long long>(hash));
  return out.data();
}

std::optional<Moment> EventParts::moment(const ContentLine& line, std::string_view value, Zones& zones, Weight weight) {
  const auto parsed = parse_moment(trimmed(value));
  if (!parsed) {
    say(weight, line.number, std::string(line.name) + ": \"" + std::string(front(value)) + "\" is no date or time");
    return std::nullopt;
  }
  Moment out{.local = parsed->local, .form = parsed->form, .zone = {}};
  if (parsed->form != Form::floating) return out;
  const std::string_view tzid = trimmed(line.parameter("TZID"));
  if (tzid.empty()) return out;
  const Zones::Found found = zones.find(tzid);
  const std::string name = "the time zone \"" + std::string(front(tzid)) + "\" ";
  if (found.is_new && !found.is_given)
    say(Weight::repaired, line.number,
        std::string(line.name) + ": " + name + "is not given in the file; " +
            (found.rules ? "it is taken to be the one everybody knows by that name"
                         : "nobody knows it, so its times are read as local ones"));
  if (!found.rules) return out;
  out.form = Form::zoned;
  out.zone = found.rules;
  return out;
}

void EventParts::rule(const ContentLine& line, std::vector<Rule>& into) {
  auto parsed = Rule::parse(line.value);
  if (!parsed) {
    // A series whose rule is unknown is not a single meeting: nothing is known of it.
    say(Weight::series_left_out, line.number, std::string(line.name) + ": " + parsed.error().message());
    return;
  }
  if (!parsed->passed_over().empty())
    say(Weight::repaired, line.number,
        std::string(line.name) + ": \"" + std::string(front(parsed->passed_over())) + "\" is no part of a rule; the rest counts");
  if (!into.empty() && line.is("RRULE"))
    say(Weight::repaired, line.number,
        into.front().text() == parsed->text() ? "the same RRULE stands twice" : "there is more than one RRULE; all count");
  into.push_back(*std::move(parsed));
}

void EventParts::date_list(const ContentLine& line, Zones& zones, bool is_added) {
  if (trimmed(line.value).empty()) return;
  if (is_added) m_added_line = line.number;
  for (const std::string_view item : split(line.value, ',')) {
    const std::size_t slash = item.find('/');
    const auto starts = moment(line, item.substr(0, slash), zones, Weight::part_left_out);
    if (!starts) continue;
    if (!is_added) {
      excluded.push_back(*starts);
      continue;
    }
    Added one{.starts = *starts};
    if (slash != std::string_view::npos) {
      const std::string_view rest = item.substr(slash + 1);
      one.length = parse_duration(trimmed(rest));
      if (!one.length) {
        const auto ends = moment(line, rest, zones, Weight::part_left_out);
        if (!ends) continue;
        one.length = ends->local - starts->local;
      }
      if (*one.length < 0) {
        say(Weight::part_left_out, line.number, "RDATE: a period ends before it begins");
        continue;
      }
    }
    added.push_back(std::move(one));
  }
}

void EventParts::person(const ContentLine& line, bool is_organizer, const Limits& limits) {
  EventAttendee who{.address = lower_address(line.value),
                    .name = parameter_text(line.parameter("CN")),
                    .is_organizer = is_organizer,
                    .has_declined = equal_but_case(line.parameter("PARTSTAT"), "DECLINED")};
  if (who.address.empty()) who.address = lower_address(line.parameter("EMAIL"));
  if (who.address.empty() && who.name.empty()) return;
  if (event.attendees.size() >= limits.attendees) {
    if (event.attendees.size() == limits.attendees)
      say(Weight::part_left_out, line.number, "more than " + std::to_string(limits.attendees) + " attendees; the rest is left out");
    if (event.attendees.size() > limits.attendees) return;
  }
  event.attendees.push_back(std::move(who));
}

void EventParts::read(const ContentLine& line, Zones& zones, const Limits& limits) {
  if (line.is("UID")) {
    uid = std::string(front_of(trimmed(line.value), longest_text));
  } else if (line.is("DTSTART")) {
    if (m_starts_line > 0) return say(Weight::repaired, line.number, "DTSTART stands twice; the first counts");
    m_starts_line = line.number;
    if (const auto parsed = moment(line, line.value, zones, Weight::series_left_out)) event.starts = *parsed;
  } else if (line.is("DTEND")) {
    m_ends_line = line.number;
    m_ends = moment(line, line.value, zones, Weight::series_left_out);
  } else if (line.is("DURATION")) {
    m_ends_line = line.number;
    m_duration = parse_duration(trimmed(line.value));
    if (!m_duration) say(Weight::series_left_out, line.number, "DURATION: \"" + std::string(front(line.value)) + "\" is no duration");
  } else if (line.is("SUMMARY")) {
    event.title = text_of(line.value);
  } else if (line.is("LOCATION")) {
    event.place = text_of(line.value);
  } else if (line.is("RRULE")) {
    rule(line, rules);
  } else if (line.is("EXRULE")) {
    rule(line, exception_rules);
  } else if (line.is("RDATE")) {
    date_list(line, zones, true);
  } else if (line.is("EXDATE")) {
    date_list(line, zones, false);
  } else if (line.is("RECURRENCE-ID")) {
    instead_of = moment(line, line.value, zones, Weight::series_left_out);
    is_for_all_after = equal_but_case(line.parameter("RANGE"), "THISANDFUTURE");
    if (equal_but_case(line.parameter("RANGE"), "THISANDPRIOR"))
      say(Weight::series_left_out, line.number, "RECURRENCE-ID: RANGE=THISANDPRIOR is not supported");
  } else if (line.is("STATUS")) {
    const std::string_view value = trimmed(line.value);
    if (equal_but_case(value, "CANCELLED"))
      event.status = EventStatus::cancelled;
    else if (equal_but_case(value, "TENTATIVE"))
      event.status = EventStatus::tentative;
    else if (equal_but_case(value, "CONFIRMED"))
      event.status = EventStatus::confirmed;
    else
      say(Weight::repaired, line.number, "STATUS: \"" + std::string(front(value)) + "\" is read as none");
  } else if (line.is("TRANSP")) {
    event.is_free = equal_but_case(trimmed(line.value), "TRANSPARENT");
  } else if (line.is("X-MICROSOFT-CDO-BUSYSTATUS")) {
    if (equal_but_case(trimmed(line.value), "FREE")) event.is_free = true;
    if (equal_but_case(trimmed(line.value), "TENTATIVE") && event.status == EventStatus::none) event.status = EventStatus::tentative;
  } else if (line.is("SEQUENCE")) {
    event.sequence = whole_number(trimmed(line.value)).value_or(0);
  } else if (line.is("LAST-MODIFIED")) {
    event.stamp = seconds_of(line.value);
  } else if (line.is("DTSTAMP")) {
    if (event.stamp == 0) event.stamp = seconds_of(line.value);
  } else if (line.is("ORGANIZER")) {
    person(line, true, limits);
  } else if (line.is("ATTENDEE")) {
    person(line, false, limits);
  }
}

void EventParts::finish() {
  if (is_left_out) return;
  if (m_starts_line == 0) return say(Weight::series_left_out, event.line, "there is no DTSTART");
  constexpr std::int64_t day = 86'400;
  const bool is_date = event.starts.form == Form::date;
  if (m_ends) {
    if ((m_ends->form == Form::date) != is_date)
      return say(Weight::series_left_out, m_ends_line, "DTSTART and DTEND are a date and a time");
    // On one clock where both stand on it; else between the instants.
    const bool is_same_clock = m_ends->form == event.starts.form && m_ends->zone == event.starts.zone;
    event.length =
        is_same_clock ? m_ends->local - event.starts.local : (m_ends->instant(Zone()) - event.starts.instant(Zone())).count() / 1'000;
  } else {
    event.length = m_duration.value_or(is_date ? day : 0);
  }
  if (event.length < 0) return say(Weight::series_left_out, m_ends_line, "it ends before it begins");
  if (is_date && event.length % day != 0) return say(Weight::series_left_out, m_ends_line, "a whole day cannot last parts of a day");
  if (std::erase_if(added, [&](const Added& one) { return (one.starts.form == Form::date) != is_date; }) > 0)
    say(Weight::part_left_out, m_added_line, "RDATE: dates in a series of times, or times in one of dates, are not read");
  if (instead_of && (!rules.empty() || !added.empty())) {
    say(Weight::part_left_out, event.line, "one meeting of a series has a rule of its own, which is not read");
    rules.clear();
    added.clear();
  }
}

}  // namespace backbeat::ical
