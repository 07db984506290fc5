#include "ical/rule.hpp"

#include "base/front.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "ical/lines.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>
#include <set>

namespace backbeat::ical {
namespace {

constexpr LocalSeconds day_seconds = 86'400;
constexpr int last_year = 2200;  // nothing is looked for after it

/// libical by default may end the program where a caller errs, and writes to standard error. Not here.
void quieten_libical() {
  static std::once_flag once;
  std::call_once(once, [] { icalerror_set_errors_are_fatal(0); });
}

icaltimetype libical_of(LocalSeconds local) {
  const auto days = (local >= 0 ? local : local - (day_seconds - 1)) / day_seconds;
  const auto rest = static_cast<int>(local - days * day_seconds);
  const auto ymd = LocalDate::from_days(static_cast<std::int32_t>(days)).ymd();
  icaltimetype time = icaltime_null_time();
  time.year = static_cast<int>(ymd.year());
  time.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  time.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  time.hour = rest / 3600;
  time.minute = rest / 60 % 60;
  time.second = rest % 60;
  return time;
}

std::optional<LocalSeconds> local_of(const icaltimetype& time) {
  const auto date = LocalDate::make(time.year, static_cast<unsigned>(time.month), static_cast<unsigned>(time.day));
  if (!date) return std::nullopt;
  return LocalSeconds{date->days_since_epoch()} * day_seconds + time.hour * 3600 + time.minute * 60 + time.second;
}

constexpr auto known_parts =
    std::to_array<std::string_view>({"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
                                     "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST", "RSCALE", "SKIP"});

std::unexpected<Error> not_understood(std::string why) {
  return refuse(rule_not_understood, {}, {{"why", std::move(why)}});
}

}  // namespace

struct Rule::Parsed {
  icalrecurrencetype rule;  // without COUNT and UNTIL
};

Result<Rule> Rule::parse(std::string_view text) {
  quieten_libical();
  Rule out;
  std::set<std::string, std::less<>> seen;
  std::string for_libical;
  std::string frequency;
  for (const std::string_view raw : split(text, ';')) {
    const std::string_view part = trimmed(raw);
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    std::string name(part.substr(0, equals));
    for (char& c : name)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (equals == std::string_view::npos || std::ranges::find(known_parts, name) == known_parts.end()) {
      out.m_passed_over = front_of(part, 80);
      continue;
    }
    if (!seen.insert(name).second) return not_understood(name + " stands twice");
    std::string value(part.substr(equals + 1));
    for (char& c : value)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (name == "UNTIL") {
      const auto until = parse_moment(value);
      if (!until) return not_understood("UNTIL should be a date or time and is " + value);
      out.m_until = Until{.local = until->local, .form = until->form};
      continue;
    }
    if (name == "COUNT" || name == "INTERVAL") {
      const auto number = whole_number(value);
      if (!number || *number < 1 || *number > 32'000) return not_understood(name + " should be a number from 1 and is " + value);
      if (name == "COUNT") {
        out.m_count = static_cast<int>(*number);
        continue;
      }
    }
    if (name == "RSCALE" && value != "GREGORIAN") return not_understood("the calendar " + value + " is not supported");
    if (name == "RSCALE") continue;
    if (name == "FREQ") frequency = value;
    for_libical += (for_libical.empty() ? "" : ";") + name + "=" + value;
  }
  if (frequency.empty()) return not_understood("there is no FREQ");
  if (frequency == "HOURLY" || frequency == "MINUTELY" || frequency == "SECONDLY")
    return not_understood("something that repeats " + frequency + " is no meeting");
  icalerror_clear_errno();
  const icalrecurrencetype rule = icalrecurrencetype_from_string(for_libical.c_str());
  if (rule.freq == ICAL_NO_RECURRENCE || icalerrno != ICAL_NO_ERROR) {
    icalerror_clear_errno();
    return not_understood("it is not a rule that can be followed");
  }
  out.m_text = text;
  out.m_parsed = std::make_shared<const Parsed>(Parsed{rule});
  return out;
}

Rule::Walked Rule::walk(LocalSeconds start, LocalSeconds from, Budget& budget, const std::function<bool(LocalSeconds)>& visit) const {
  if (budget.is_spent()) return Walked::out_of_budget;
  const auto release = [](icalrecur_iterator* iterator) { icalrecur_iterator_free(iterator); };
  const std::unique_ptr<icalrecur_iterator, decltype(release)> iterator(icalrecur_iterator_new(m_parsed->rule, libical_of(start)), release);
  budget.left -= 10;
  // What it costs to look through all years there are for what never comes.
  const auto all_years_after = [](LocalSeconds local) {
    return 1 + std::max<std::int64_t>(0, (LocalSeconds{(2582 - 1970)} * 365 * day_seconds - local) / day_seconds) / 10;
  };
  if (!iterator) {
    icalerror_clear_errno();
    budget.left -= all_years_after(start);
    return Walked::to_the_end;
  }
  if (from > start) {
    icalrecur_iterator_set_start(iterator.get(), libical_of(from));
    icalerror_clear_errno();
  }
  LocalSeconds before = std::max(start, from);
  while (true) {
    if (budget.is_spent()) return Walked::out_of_budget;
    const icaltimetype next = icalrecur_iterator_next(iterator.get());
    if (icaltime_is_null_time(next)) {
      budget.left -= all_years_after(before);
      return Walked::to_the_end;
    }
    const auto local = local_of(next);
    if (!local || next.year > last_year) return Walked::to_the_end;
    budget.left -= 1 + std::max<std::int64_t>(0, *local - before) / day_seconds / 10;
    before = *local;
    if (*local < start) continue;
    if (!visit(*local)) return Walked::stopped;
  }
}

std::optional<ParsedMoment> parse_moment(std::string_view text) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    int number = 0;
    for (std::size_t i = at; i < at + count; ++i)
      number = text[i] >= '0' && text[i] <= '9' && number >= 0 ? number * 10 + (text[i] - '0') : -1;
    return number;
  };
  const bool is_date = text.size() == 8;
  const bool is_utc = text.size() == 16 && (text[15] == 'Z' || text[15] == 'z');
  if (!is_date && !is_utc && text.size() != 15) return std::nullopt;
  const int year = digits(0, 4), month = digits(4, 2), day = digits(6, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const auto date = LocalDate::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!date) return std::nullopt;
  const LocalSeconds midnight = LocalSeconds{date->days_since_epoch()} * day_seconds;
  if (is_date) return ParsedMoment{.local = midnight, .form = Form::date};
  const int hour = digits(9, 2), minute = digits(11, 2), second = digits(13, 2);
  if ((text[8] != 'T' && text[8] != 't') || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return std::nullopt;
  return ParsedMoment{.local = midnight + hour * 3600 + minute * 60 + std::min(second, 59), .form = is_utc ? Form::utc : Form::floating};
}

std::string moment_text(LocalSeconds local, Form form) {
  const icaltimetype time = libical_of(local);
  std::array<char, 64> out{};
  if (form == Form::date)
    std::snprintf(out.data(), out.size(), "%04d%02d%02d", time.year, time.month, time.day);
  else
    std::snprintf(out.data(), out.size(), "%04d%02d%02dT%02d%02d%02d%s", time.year, time.month, time.day, time.hour, time.minute,
                  time.second, form == Form::utc ? "Z" : "");
  return out.data();
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (text.starts_with('+') || is_negative) text.remove_prefix(1);
  if (!text.starts_with('P') && !text.starts_with('p')) return std::nullopt;
  text.remove_prefix(1);
  constexpr std::int64_t longest = 100LL * 366 * day_seconds;
  std::int64_t total = 0;
  bool is_time = false, has_any = false;
  while (!text.empty()) {
    if (text.front() == 'T' || text.front() == 't') {
      if (is_time) return std::nullopt;
      is_time = true;
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = whole_number(text.substr(0, end));
    if (end == 0 || end > 9 || end == text.size() || !number) return std::nullopt;
    std::int64_t unit = 0;
    switch (text[end]) {
      case 'W':
      case 'w':
        unit = is_time ? 0 : 7 * day_seconds;
        break;
      case 'D':
      case 'd':
        unit = is_time ? 0 : day_seconds;
        break;
      case 'H':
      case 'h':
        unit = is_time ? 3600 : 0;
        break;
      case 'M':
      case 'm':
        unit = is_time ? 60 : 0;
        break;
      case 'S':
      case 's':
        unit = is_time ? 1 : 0;
        break;
      default:
        break;
    }
    if (unit == 0) return std::nullopt;
    total += *number * unit;
    if (total > longest) return std::nullopt;
    has_any = true;
    text.remove_prefix(end + 1);
  }
  if (!has_any) return std::nullopt;
  return is_negative ? -total : total;
}

}  // namespace backbeat::ical
