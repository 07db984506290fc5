// Prints made-up teams and what the engine derives from them, one JSON object a line, for cadence_oracle.py to derive again:
// `cadence_cases COUNT SEED`.
#include "testing/any_cadence.hpp"

#include <cstdlib>
#include <iostream>
#include <random>

namespace {

using namespace backbeat;
using namespace backbeat::testing;

// The nights on which Apia lost a day and Sao Paulo its midnight, and a year with a week 53.
constexpr std::string_view beginnings[] = {"2011-08-01", "2018-07-01", "2026-09-01"};

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
std::string json(const std::string& text) {
  return quoted(text);
}
std::string json(int number) {
  return std::to_string(number);
}
std::string json(bool truth) {
  return truth ? "true" : "false";
}
template <class Tag>
std::string json(Id<Tag> id) {
  return std::to_string(id.value());
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
std::string json(const std::vector<std::string>& values) {
  return list(values, [](const std::string& value) { return json(value); });
}
std::string json(const std::vector<int>& values) {
  return list(values, [](int value) { return json(value); });
}

/// `{"a":1}` from "a", json(1).
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

std::string_view word_for(cadence::Outcome outcome) {
  constexpr std::string_view names[] = {"open", "held", "short", "excused", "cancelled", "missed"};
  return names[static_cast<std::size_t>(outcome)];
}

std::string json(const playbook::Playbook& rules) {
  return object(
      "roles", list(rules.job_roles, [](const auto& role) { return object("key", json(role.key), "is_coached", json(role.is_coached)); }),
      "bands",
      list(rules.tenure_bands,
           [](const auto& band) { return object("key", json(band.key), "from", json(band.from_month), "to", json(band.to_month)); }),
      "types",
      list(rules.session_types,
           [](const auto& type) { return object("key", json(type.key), "counts", json(type.counts_as != playbook::CountsAs::nothing)); }),
      "weekend", json(rules.weekend), "cadences", list(rules.cadences, [](const auto& one) {
        return object("type", json(one.session_type), "roles", json(one.job_roles), "bands", json(one.tenure_bands), "every",
                      quoted(word_for(one.every)), "count", json(one.count), "days_after_hire", json(one.days_after_hire), "window_days",
                      json(one.window_days));
      }));
}

std::string json(const people::Member& member) {
  return object(
      "id", json(member.id), "zone", quoted(member.zone.name()), "hired", json(member.hired), "left", json(member.left), "assignments",
      list(member.assignments,
           [](const auto& one) {
             return object("from", json(one.period.from), "to", json(one.period.to), "manager", json(one.manager), "role",
                           json(one.job_role), "region", json(one.region));
           }),
      "time_off", list(member.time_off, [](const auto& off) { return object("first", json(off.first), "last", json(off.last)); }));
}

std::string json(const RawSession& session) {
  return object("id", json(session.id), "kind", json(session.kind), "rep", json(session.rep), "held_by", json(session.held_by), "steps",
                list(session.steps, [](const auto& step) {
                  return object("known_at", json(step.known_at), "starts_at", json(step.starts_at), "outcome",
                                quoted(word_for(step.outcome)), "is_move", json(step.is_move));
                }));
}

std::string json(const cadence::Obligation& owed) {
  return object("id", json(owed.id.substr(owed.id.find('.') + 1)), "rep", json(owed.rep), "manager", json(owed.manager), "kind",
                json(owed.kind), "first", json(owed.window.first), "last", json(owed.window.last), "opens", json(owed.opens), "closes",
                json(owed.closes), "due", json(owed.due), "state", quoted(name_of(owed.state)), "on_time", json(owed.on_time), "session",
                json(owed.session), "held_by", json(owed.held_by), "moved", json(owed.moved), "share", std::to_string(owed.share));
}

void print_case(std::uint32_t seed) {
  std::mt19937 engine(seed);
  AnyTeam team([&](int from, int below) { return from + static_cast<int>(engine() % static_cast<std::uint32_t>(below - from)); },
               day(beginnings[seed % std::size(beginnings)]));
  const RawFacts raw = team.any_facts();
  const cadence::Query query{.range = team.any_range(), .as_of = team.any_as_of()};
  const cadence::Ledger ledger(raw.facts());
  cadence::Derivation derivation(ledger, query);
  std::vector<cadence::Obligation> owed;
  for (const Id<Person> rep : {ana, ben, cleo})
    for (cadence::Obligation& one : derivation.obligations_of(rep)) owed.push_back(std::move(one));
  std::cout << object("seed", json(static_cast<int>(seed)), "from", json(query.range.first), "to", json(query.range.last), "as_of",
                      json(query.as_of), "fiscal_first_month", json(raw.fiscal_first_month), "playbooks",
                      list(raw.playbooks,
                           [](const auto& known) {
                             return object("known_at", json(known.at), "id", json(known.fact.id), "from", json(known.fact.effective_from),
                                           "rules", json(known.fact.rules));
                           }),
                      "members",
                      list(raw.members, [](const auto& known) { return object("known_at", json(known.at), "fact", json(known.fact)); }),
                      "holidays",
                      list(raw.holidays,
                           [](const auto& known) {
                             return object("known_at", json(known.at), "region", json(known.fact.region), "day", json(known.fact.day));
                           }),
                      "sessions", list(raw.sessions, [](const RawSession& one) { return json(one); }), "owed",
                      list(owed, [](const cadence::Obligation& one) { return json(one); }))
            << "\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: cadence_cases COUNT SEED\n";
    return 2;
  }
  const auto seed = static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10));
  for (std::uint32_t i = 0; i < std::strtoul(arguments[1], nullptr, 10); ++i) print_case(seed + i);
}
