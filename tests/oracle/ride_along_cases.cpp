// Prints made-up reps and what we say they are owed, one JSON object a line, for ride_along_oracle.py to derive again, and debrief clocks:
// `ride_along_cases COUNT SEED`.
#include "ridealong/ridealong_clock.hpp"
#include "testing/any_ride_alongs.hpp"

#include <cstdlib>
#include <iostream>
#include <random>

namespace {

using namespace backbeat;
using namespace backbeat::testing;

// Every text here is ours and needs no escaping.
std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}
std::string json(LocalDate date) {
  return quoted(date.text());
}
std::string json(Instant at) {
  return std::to_string(at.unix_ms());
}
std::string json(int number) {
  return std::to_string(number);
}
template <class T>
std::string json(const std::optional<T>& value) {
  return value ? json(*value) : "null";
}
template <class T, class Print>
std::string list(const std::vector<T>& values, Print print) {
  std::string out;
  for (const T& value : values) out += (out.empty() ? "" : ",") + print(value);
  return "[" + out + "]";
}
std::string texts(const std::vector<std::string>& values) {
  return list(values, [](const std::string& value) { return quoted(value); });
}
template <class... Fields>
std::string object(const Fields&... fields) {
  const std::string parts[] = {std::string(fields)...};
  std::string out;
  for (std::size_t i = 0; i + 1 < std::size(parts); i += 2) out += (i > 0 ? "," : "") + quoted(parts[i]) + ":" + parts[i + 1];
  return "{" + out + "}";
}

std::string_view word_for(playbook::Every every) {
  constexpr std::string_view names[] = {"week", "two_weeks", "month", "quarter"};
  return names[static_cast<std::size_t>(every)];
}

std::string json(const playbook::Playbook& rules) {
  const auto role = [](const playbook::JobRole& one) {
    return object("key", quoted(one.key), "coached", one.is_coached ? "true" : "false");
  };
  const auto band = [](const playbook::TenureBand& one) {
    return object("key", quoted(one.key), "from", json(one.from_month), "to", json(one.to_month));
  };
  const auto step = [](const std::pair<int, int>& one) { return object("through", json(one.first), "weeks", json(one.second)); };
  const auto rule = [&](const playbook::RideAlongRule& one) {
    return object("roles", texts(one.job_roles), "bands", texts(one.tenure_bands), "every", quoted(word_for(one.every)), "counts",
                  "[" + json(one.observe) + "," + json(one.co_sell) + "," + json(one.reverse) + "]", "taper", list(one.taper, step));
  };
  return object("roles", list(rules.job_roles, role), "bands", list(rules.tenure_bands, band), "rules", list(rules.ride_alongs, rule),
                "factor_quarters", json(static_cast<int>(rules.top_performer_factor * 4)), "weekend", texts(rules.weekend));
}

std::string json(const people::Member& rep) {
  const auto assignment = [](const people::Assignment& one) {
    return object("from", json(one.period.from), "to", json(one.period.to), "manager",
                  one.manager ? std::to_string(one.manager->value()) : "0", "role", quoted(one.job_role), "region", quoted(one.region),
                  "top", one.is_top_performer ? "true" : "false");
  };
  const auto off = [](const people::TimeOff& one) { return object("first", json(one.first), "last", json(one.last)); };
  return object("zone", quoted(rep.zone.name()), "hired", json(rep.hired), "left", json(rep.left), "assignments",
                list(rep.assignments, assignment), "time_off", list(rep.time_off, off));
}

std::string json(const cadence::RideAlongDebt& debt) {
  const std::vector<cadence::FormatDebt> lines(debt.formats.begin(), debt.formats.end());
  const auto line = [](const cadence::FormatDebt& one) {
    return "[" + json(one.owed) + "," + json(one.excused) + "," + json(one.held) + "," + json(one.booked) + "," + json(one.extra) + "]";
  };
  return object("manager", std::to_string(debt.manager.value()), "every", quoted(word_for(debt.every)), "first", json(debt.window.first),
                "last", json(debt.window.last), "lines", list(lines, line), "either", json(debt.either), "over",
                debt.is_over ? "true" : "false");
}

std::string clock_of(AnyRideAlongs& any) {
  constexpr std::string_view zones[] = {"Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"};
  const Zone zone = Zone::make(zones[any.number(0, 5)]).value();
  playbook::Playbook rules;
  if (any.number(0, 3) == 0) rules.weekend = {"friday", "saturday"};
  std::vector<people::Holiday> holidays;
  const Instant end = start_of_day(any.any_day(), Zone()) + std::chrono::seconds(any.number(0, 24 * 3600));
  for (int i = any.number(0, 5); i > 0; --i)
    holidays.push_back({.region = any.number(0, 2) == 0   ? ""
                                  : any.number(0, 2) == 0 ? "EMEA"
                                                          : "AMER",
                        .day = to_local(end, zone).date + std::chrono::days(any.number(-2, 6)),
                        .name = "Off"});
  const Duration within = std::chrono::minutes(any.number(1, 80 * 60));
  const auto clock = ridealong::debrief_clock(end, within, zone, ridealong::skipped_by(rules, holidays, "EMEA"));
  const auto holiday = [](const people::Holiday& one) { return object("region", quoted(one.region), "day", json(one.day)); };
  return object("zone", quoted(zone.name()), "weekend", texts(rules.weekend), "holidays", list(holidays, holiday), "end", json(end),
                "within", std::to_string(within.count()), "due", json(clock.due), "skips",
                list(clock.skips, [](LocalDate day) { return json(day); }));
}

void print_case(std::uint32_t seed) {
  constexpr std::string_view beginnings[] = {"2026-09-01", "2011-10-01", "2018-09-01"};
  std::mt19937 engine(seed);
  AnyRideAlongs any([&](int from, int below) { return from + static_cast<int>(engine() % static_cast<std::uint32_t>(below - from)); },
                    LocalDate::parse(beginnings[seed % std::size(beginnings)]).value());
  const AnyRider rider = any.any();
  const auto version = [](const playbook::DatedPlaybook& one) {
    return object("from", json(one.effective_from), "rules", json(one.rules));
  };
  const auto holiday = [](const people::Holiday& one) { return object("region", quoted(one.region), "day", json(one.day)); };
  const auto seen = [](const cadence::RideAlongSeen& one) {
    return object("id", std::to_string(one.id.value()), "format", json(static_cast<int>(one.format)), "at", json(one.starts_at), "held",
                  one.is_held ? "true" : "false");
  };
  std::cout << object("seed", std::to_string(seed), "rep", json(rider.rep), "playbooks", list(rider.playbooks, version), "holidays",
                      list(rider.holidays, holiday), "seen", list(rider.seen, seen), "fiscal_first_month", json(rider.fiscal_first_month),
                      "from", json(rider.range.first), "to", json(rider.range.last), "as_of", json(rider.as_of), "debts",
                      list(rider.debts(), [](const cadence::RideAlongDebt& one) { return json(one); }), "clock", clock_of(any))
            << "\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: ride_along_cases COUNT SEED\n";
    return 2;
  }
  const auto seed = static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10));
  for (std::uint32_t i = 0; i < std::strtoul(arguments[1], nullptr, 10); ++i) print_case(seed + i);
}
