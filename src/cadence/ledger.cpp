#include "cadence/ledger.hpp"

#include "base/assert.hpp"

#include <numeric>

namespace backbeat::cadence {
namespace {

/// The number of a value in a list that grows when it is new. The lists are short.
template <class T>
Index intern(std::vector<T>& list, const T& value) {
  const auto found = std::ranges::find(list, value);
  if (found != list.end()) return static_cast<Index>(found - list.begin());
  list.push_back(value);
  return static_cast<Index>(list.size() - 1);
}

void sort_unique(std::vector<Id<Person>>& ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
}

}  // namespace

Ledger::Ledger(Facts facts) {
  std::vector<Id<Person>> holders;
  for (const Sessions::Row& row : facts.sessions.m_rows)
    if (holders.empty() || holders.back() != row.held_by) holders.push_back(row.held_by);
  take_rest(facts, holders);
  settle(std::move(facts.sessions));
}

Ledger::Ledger(const Ledger& before, std::span<const Id<Person>> reps, Sessions sessions)
    : m_rest(before.m_rest), m_base(before.m_base), m_is_renewed(before.m_is_renewed) {
  m_is_renewed.resize(people());
  std::vector<bool> is_replaced(people());
  for (const Id<Person> rep : reps) is_replaced[*index_of(rep)] = true;
  for (Index person = 0; person < people(); ++person) {
    if (m_is_renewed[person] && !is_replaced[person]) before.give_back(person, sessions);
    if (is_replaced[person]) m_is_renewed[person] = true;
  }
  m_recent = table_of(std::move(sessions));
}

Ledger::Ledger(const Ledger& before, Facts facts) {
  // Whoever was known stays so: somebody who held a session is in its row.
  take_rest(facts, before.m_rest->ids);
  const bool has_same_people = m_rest->ids == before.m_rest->ids && people() == before.people();
  if (has_same_people) {
    m_base = before.m_base;
    m_recent = before.m_recent;
    m_is_renewed = before.m_is_renewed;
    return;
  }
  settle(before.all_sessions());
}

Ledger::Ledger(const Ledger& before, Settled) : m_rest(before.m_rest) {
  settle(before.all_sessions());
}

Sessions Ledger::all_sessions() const {
  Sessions sessions;
  for (Index person = 0; person < people(); ++person) give_back(person, sessions);
  return sessions;
}

SessionTable Ledger::table_of(Sessions sessions) const {
  return SessionTable(std::move(sessions), people(), [this](Id<Person> person) { return index_of(person); });
}

void Ledger::settle(Sessions sessions) {
  m_base = std::make_shared<const SessionTable>(table_of(std::move(sessions)));
}

void Ledger::take_rest(Facts& facts, const std::vector<Id<Person>>& holders) {
  auto rest = std::make_shared<Rest>();
  rest->playbooks = std::move(facts.playbooks);
  rest->holidays = std::move(facts.holidays);
  rest->fiscal_first_month = facts.fiscal_first_month;
  // Of two versions that take effect on one day the one published later counts.
  std::ranges::sort(rest->playbooks, {},
                    [](const auto& version) { return std::tuple(version.fact.effective_from, version.at, version.fact.id); });

  std::vector<const Known<people::Member>*> sorted;
  sorted.reserve(facts.members.size());
  for (const auto& member : facts.members) sorted.push_back(&member);
  std::ranges::sort(sorted, {}, [](const auto* member) { return std::tuple(member->fact.id, member->at); });
  std::vector<Id<Person>> others = holders;
  for (const auto* member : sorted) {
    if (rest->ids.empty() || rest->ids.back() != member->fact.id) rest->ids.push_back(member->fact.id);
    for (const people::Assignment& assignment : member->fact.assignments)
      if (assignment.manager && (others.empty() || others.back() != *assignment.manager)) others.push_back(*assignment.manager);
  }
  sort_unique(others);
  const std::size_t people = rest->ids.size();
  for (const Id<Person> other : others)
    if (!std::binary_search(rest->ids.begin(), rest->ids.begin() + static_cast<std::ptrdiff_t>(people), other)) rest->ids.push_back(other);
  rest->first_record.assign(people + 1, 0);
  take_records(*rest, sorted);
  m_rest = std::move(rest);
  facts.members = {};
}

void Ledger::take_records(Rest& rest, const std::vector<const Known<people::Member>*>& sorted) {
  std::size_t stints = 0;
  std::size_t time_off = 0;
  for (const auto* member : sorted) {
    stints += member->fact.assignments.size();
    time_off += member->fact.time_off.size();
  }
  rest.records.reserve(sorted.size());
  rest.stints.reserve(stints);  // the records' spans point into these two
  rest.time_off.reserve(time_off);
  Index person = nobody;
  for (const auto* member : sorted) {
    const people::Member& fact = member->fact;
    if (person == nobody || rest.ids[person] != fact.id) {
      ++person;  // from nobody to 0
      rest.first_record[person] = static_cast<std::uint32_t>(rest.records.size());
    }
    const std::size_t first_stint = rest.stints.size();
    for (const people::Assignment& assignment : fact.assignments)
      rest.stints.push_back({.period = assignment.period,
                             .manager = assignment.manager ? *index_of(rest, *assignment.manager) : nobody,
                             .role = intern(rest.roles, assignment.job_role),
                             .region = intern(rest.regions, assignment.region)});
    std::sort(rest.stints.begin() + static_cast<std::ptrdiff_t>(first_stint), rest.stints.end(),
              [](const Stint& a, const Stint& b) { return a.period.from < b.period.from; });
    const std::size_t first_time_off = rest.time_off.size();
    rest.time_off.insert(rest.time_off.end(), fact.time_off.begin(), fact.time_off.end());
    std::sort(rest.time_off.begin() + static_cast<std::ptrdiff_t>(first_time_off), rest.time_off.end(),
              [](const people::TimeOff& a, const people::TimeOff& b) { return a.first < b.first; });
    rest.records.push_back({.known_at = member->at,
                            .zone = intern(rest.zones, fact.zone),
                            .hired = fact.hired,
                            .left = fact.left,
                            .stints = std::span(rest.stints).subspan(first_stint),
                            .time_off = std::span(rest.time_off).subspan(first_time_off)});
  }
  rest.first_record.back() = static_cast<std::uint32_t>(rest.records.size());
}

std::optional<Index> Ledger::index_of(Id<Person> person) const {
  return index_of(*m_rest, person);
}

std::optional<Index> Ledger::index_of(const Rest& rest, Id<Person> person) {
  const auto middle = rest.ids.begin() + static_cast<std::ptrdiff_t>(rest.first_record.size() - 1);
  for (const auto& [from, to] : {std::pair(rest.ids.begin(), middle), std::pair(middle, rest.ids.end())}) {
    const auto found = std::lower_bound(from, to, person);
    if (found != to && *found == person) return static_cast<Index>(found - rest.ids.begin());
  }
  return std::nullopt;
}

const Record* Ledger::record_of(Index person, Instant as_of) const {
  NextTurn turn{.after = as_of};
  return record_of(person, turn);
}

const Record* Ledger::record_of(Index person, NextTurn& turn) const {
  const Record* record = nullptr;
  for (std::uint32_t i = m_rest->first_record[person + 1]; i > m_rest->first_record[person]; --i) {
    record = &m_rest->records[i - 1];
    if (record->known_at <= turn.after) return record;
    turn.note(record->known_at);
  }
  return nullptr;
}

void Ledger::sessions_of(Index person, std::string_view kind, NextTurn& turn, std::vector<SeenSession>& seen) const {
  seen.clear();
  if (!m_is_renewed.empty() && m_is_renewed[person])
    m_recent.see(person, kind, static_cast<std::uint32_t>(m_base->size()), turn, seen);
  else
    m_base->see(person, kind, 0, turn, seen);
}

std::vector<std::pair<Id<Session>, SeenSession>> Ledger::sessions_known(Id<Person> person, std::string_view kind, Instant as_of) const {
  std::vector<std::pair<Id<Session>, SeenSession>> known;
  const auto index = index_of(person);
  if (!index || *index >= people()) return known;
  NextTurn turn{.after = as_of};
  std::vector<SeenSession> seen;
  sessions_of(*index, kind, turn, seen);
  for (const SeenSession& session : seen) known.emplace_back(session_id(session.row), session);
  return known;
}

void Ledger::give_back(Index person, Sessions& sessions, const std::function<bool(Id<Session>)>& is_wanted) const {
  const auto named = [this](Index index) { return id_of(index); };
  if (!m_is_renewed.empty() && m_is_renewed[person])
    m_recent.give_back(person, named, is_wanted, sessions);
  else
    m_base->give_back(person, named, is_wanted, sessions);
}

double Ledger::unsettled() const {
  return static_cast<double>(m_recent.size()) / static_cast<double>(m_base->size() + 1);
}

}  // namespace backbeat::cadence
