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

Ledger::Ledger(Facts facts)
    : m_playbooks(std::move(facts.playbooks)), m_holidays(std::move(facts.holidays)), m_fiscal_first_month(facts.fiscal_first_month) {
  // Of two versions that take effect on one day the one published later counts.
  std::ranges::sort(m_playbooks, {},
                    [](const auto& version) { return std::tuple(version.fact.effective_from, version.at, version.fact.id); });
  take_people(facts.members, facts.sessions);
  facts.members = {};
  take_sessions(std::move(facts.sessions));
}

void Ledger::take_people(const std::vector<Known<people::Member>>& members, const Sessions& sessions) {
  std::vector<const Known<people::Member>*> sorted;
  sorted.reserve(members.size());
  for (const auto& member : members) sorted.push_back(&member);
  std::ranges::sort(sorted, {}, [](const auto* member) { return std::tuple(member->fact.id, member->at); });

  std::size_t stints = 0;
  std::size_t time_off = 0;
  std::vector<Id<Person>> others;
  for (const auto* member : sorted) {
    if (m_ids.empty() || m_ids.back() != member->fact.id) m_ids.push_back(member->fact.id);
    stints += member->fact.assignments.size();
    time_off += member->fact.time_off.size();
    for (const people::Assignment& assignment : member->fact.assignments)
      if (assignment.manager && (others.empty() || others.back() != *assignment.manager)) others.push_back(*assignment.manager);
  }
  for (const Sessions::Row& row : sessions.m_rows)
    if (others.empty() || others.back() != row.held_by) others.push_back(row.held_by);
  sort_unique(others);
  const std::size_t people = m_ids.size();
  for (const Id<Person> other : others)
    if (!std::binary_search(m_ids.begin(), m_ids.begin() + static_cast<std::ptrdiff_t>(people), other)) m_ids.push_back(other);
  m_first_record.assign(people + 1, 0);

  m_records.reserve(sorted.size());
  m_stints.reserve(stints);  // the records' spans point into these two
  m_time_off.reserve(time_off);
  Index person = nobody;
  for (const auto* member : sorted) {
    const people::Member& fact = member->fact;
    if (person == nobody || m_ids[person] != fact.id) {
      ++person;  // from nobody to 0
      m_first_record[person] = static_cast<std::uint32_t>(m_records.size());
    }
    const std::size_t first_stint = m_stints.size();
    for (const people::Assignment& assignment : fact.assignments)
      m_stints.push_back({.period = assignment.period,
                          .manager = assignment.manager ? *index_of(*assignment.manager) : nobody,
                          .role = intern(m_roles, assignment.job_role),
                          .region = intern(m_regions, assignment.region)});
    std::sort(m_stints.begin() + static_cast<std::ptrdiff_t>(first_stint), m_stints.end(),
              [](const Stint& a, const Stint& b) { return a.period.from < b.period.from; });
    const std::size_t first_time_off = m_time_off.size();
    m_time_off.insert(m_time_off.end(), fact.time_off.begin(), fact.time_off.end());
    std::sort(m_time_off.begin() + static_cast<std::ptrdiff_t>(first_time_off), m_time_off.end(),
              [](const people::TimeOff& a, const people::TimeOff& b) { return a.first < b.first; });
    m_records.push_back({.known_at = member->at,
                         .zone = intern(m_zones, fact.zone),
                         .hired = fact.hired,
                         .left = fact.left,
                         .stints = std::span(m_stints).subspan(first_stint),
                         .time_off = std::span(m_time_off).subspan(first_time_off)});
  }
  m_first_record.back() = static_cast<std::uint32_t>(m_records.size());
}

void Ledger::take_sessions(Sessions sessions) {
  m_kinds = std::move(sessions.m_kinds);
  // Counting sort by rep keeps this linear; each rep's few rows are then sorted by themselves. Sessions of strangers are left out.
  std::vector<Index> rep(sessions.size(), nobody);
  m_first_session.assign(people() + 1, 0);
  for (std::size_t i = 0; i < rep.size(); ++i) {
    const Id<Person> id = sessions.m_rows[i].rep;
    const bool is_as_before = i > 0 && id == sessions.m_rows[i - 1].rep;
    rep[i] = is_as_before ? rep[i - 1] : index_of(id).value_or(nobody);
    if (rep[i] >= people()) rep[i] = nobody;
    if (rep[i] != nobody) ++m_first_session[rep[i] + 1];
  }
  std::partial_sum(m_first_session.begin(), m_first_session.end(), m_first_session.begin());
  std::vector<std::uint32_t> order(m_first_session.back());
  {
    std::vector<std::uint32_t> next(m_first_session.begin(), m_first_session.end());
    for (std::size_t i = 0; i < rep.size(); ++i)
      if (rep[i] != nobody) order[next[rep[i]]++] = static_cast<std::uint32_t>(i);
  }
  const auto last_start = [&](const Sessions::Row& row) { return sessions.m_starts_at[row.first_step + row.steps - 1U]; };
  for (std::size_t person = 0; person < people(); ++person)
    std::sort(order.begin() + m_first_session[person], order.begin() + m_first_session[person + 1], [&](std::uint32_t a, std::uint32_t b) {
      const Sessions::Row& left = sessions.m_rows[a];
      const Sessions::Row& right = sessions.m_rows[b];
      return std::tuple(left.kind, last_start(left), left.id) < std::tuple(right.kind, last_start(right), right.id);
    });

  const std::size_t count = order.size();
  m_kind.reserve(count), m_known_at.reserve(count), m_starts_at.reserve(count), m_outcome.reserve(count), m_moves.reserve(count);
  m_held_by.reserve(count), m_session.reserve(count), m_first_step.reserve(count), m_steps.reserve(count);
  for (const std::uint32_t i : order) {
    const Sessions::Row& row = sessions.m_rows[i];
    const std::size_t last = row.first_step + row.steps - 1U;
    std::uint16_t moves = 0;
    for (std::size_t step = row.first_step; step <= last; ++step)
      moves = static_cast<std::uint16_t>(moves + (sessions.m_is_move[step] ? 1 : 0));
    const bool is_as_before = !m_held_by.empty() && m_ids[m_held_by.back()] == row.held_by;
    m_kind.push_back(row.kind);
    m_known_at.push_back(sessions.m_known_at[last]);
    m_starts_at.push_back(sessions.m_starts_at[last]);
    m_outcome.push_back(sessions.m_outcome[last]);
    m_moves.push_back(moves);
    m_held_by.push_back(is_as_before ? m_held_by.back() : *index_of(row.held_by));
    m_session.push_back(row.id);
    m_first_step.push_back(row.first_step);
    m_steps.push_back(row.steps);
  }
  m_step_known_at = std::move(sessions.m_known_at);
  m_step_starts_at = std::move(sessions.m_starts_at);
  m_step_outcome = std::move(sessions.m_outcome);
  m_step_is_move = std::move(sessions.m_is_move);
}

std::optional<Index> Ledger::index_of(Id<Person> person) const {
  const auto middle = m_ids.begin() + static_cast<std::ptrdiff_t>(people());
  for (const auto& [from, to] : {std::pair(m_ids.begin(), middle), std::pair(middle, m_ids.end())}) {
    const auto found = std::lower_bound(from, to, person);
    if (found != to && *found == person) return static_cast<Index>(found - m_ids.begin());
  }
  return std::nullopt;
}

const Record* Ledger::record_of(Index person, Instant as_of) const {
  for (std::uint32_t i = m_first_record[person + 1]; i > m_first_record[person]; --i)
    if (m_records[i - 1].known_at <= as_of) return &m_records[i - 1];
  return nullptr;
}

SeenSession Ledger::seen_earlier(std::uint32_t row, Instant as_of) const {
  SeenSession seen{.row = nobody};
  for (std::uint32_t step = m_first_step[row]; step < m_first_step[row] + m_steps[row]; ++step) {
    if (m_step_known_at[step] > as_of) break;
    if (m_step_is_move[step]) ++seen.moves;
    seen.at = m_step_starts_at[step];
    seen.outcome = m_step_outcome[step];
    seen.row = row;
  }
  return seen;
}

void Ledger::sessions_of(Index person, std::string_view kind, Instant as_of, std::vector<SeenSession>& seen) const {
  seen.clear();
  const auto kind_index = static_cast<std::size_t>(std::ranges::find(m_kinds, kind) - m_kinds.begin());
  std::uint32_t row = m_first_session[person];
  const std::uint32_t end = m_first_session[person + 1];
  while (row < end && m_kind[row] < kind_index) ++row;
  bool is_sorted = true;
  for (; row < end && m_kind[row] == kind_index; ++row) {
    if (m_known_at[row] <= as_of) {
      seen.push_back({.at = m_starts_at[row], .outcome = m_outcome[row], .moves = m_moves[row], .row = row});
    } else {
      const SeenSession earlier = seen_earlier(row, as_of);
      if (earlier.row == nobody) continue;
      seen.push_back(earlier);
      is_sorted = false;  // it may have been moved since
    }
    // Nothing that lies ahead has happened, whatever a fact says.
    if (seen.back().at > as_of && seen.back().outcome != Outcome::cancelled && seen.back().outcome != Outcome::excused)
      seen.back().outcome = Outcome::open;
  }
  if (!is_sorted) std::ranges::sort(seen, {}, [this](const SeenSession& session) { return std::pair(session.at, m_session[session.row]); });
}

}  // namespace backbeat::cadence
