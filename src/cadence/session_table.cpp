#include "cadence/session_table.hpp"

#include <numeric>

namespace backbeat::cadence {

SessionTable::SessionTable(Sessions sessions, std::size_t people, const std::function<std::optional<Index>(Id<Person>)>& index_of) {
  m_kinds = std::move(sessions.m_kinds);
  // Counting sort by rep keeps this linear; each rep's few rows are then sorted by themselves. Sessions of strangers are left out.
  std::vector<Index> rep(sessions.size(), nobody);
  m_first_session.assign(people + 1, 0);
  for (std::size_t i = 0; i < rep.size(); ++i) {
    const Id<Person> id = sessions.m_rows[i].rep;
    const bool is_as_before = i > 0 && id == sessions.m_rows[i - 1].rep;
    rep[i] = is_as_before ? rep[i - 1] : index_of(id).value_or(nobody);
    if (rep[i] >= people) rep[i] = nobody;
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
  for (std::size_t person = 0; person < people; ++person)
    std::sort(order.begin() + m_first_session[person], order.begin() + m_first_session[person + 1], [&](std::uint32_t a, std::uint32_t b) {
      const Sessions::Row& left = sessions.m_rows[a];
      const Sessions::Row& right = sessions.m_rows[b];
      return std::tuple(left.kind, last_start(left), left.id) < std::tuple(right.kind, last_start(right), right.id);
    });
  take_rows(sessions, order, index_of);
  m_step_known_at = std::move(sessions.m_known_at);
  m_step_starts_at = std::move(sessions.m_starts_at);
  m_step_outcome = std::move(sessions.m_outcome);
  m_step_is_move = std::move(sessions.m_is_move);
}

void SessionTable::take_rows(const Sessions& sessions, const std::vector<std::uint32_t>& order,
                             const std::function<std::optional<Index>(Id<Person>)>& index_of) {
  const std::size_t count = order.size();
  m_kind.reserve(count), m_known_at.reserve(count), m_starts_at.reserve(count), m_outcome.reserve(count), m_moves.reserve(count);
  m_held_by.reserve(count), m_session.reserve(count), m_first_step.reserve(count), m_steps.reserve(count);
  Id<Person> before;
  for (const std::uint32_t i : order) {
    const Sessions::Row& row = sessions.m_rows[i];
    const std::size_t last = row.first_step + row.steps - 1U;
    std::uint16_t moves = 0;
    for (std::size_t step = row.first_step; step <= last; ++step)
      moves = static_cast<std::uint16_t>(moves + (sessions.m_is_move[step] ? 1 : 0));
    const bool is_as_before = !m_held_by.empty() && before == row.held_by;
    before = row.held_by;
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
}

SeenSession SessionTable::seen_earlier(std::uint32_t row, NextTurn& turn) const {
  SeenSession seen{.row = nobody};
  for (std::uint32_t step = m_first_step[row]; step < m_first_step[row] + m_steps[row]; ++step) {
    turn.note(m_step_known_at[step]);
    if (m_step_known_at[step] > turn.after) break;
    if (m_step_is_move[step]) ++seen.moves;
    seen.at = m_step_starts_at[step];
    seen.outcome = m_step_outcome[step];
    seen.row = row;
  }
  return seen;
}

void SessionTable::see(Index person, std::string_view kind, std::uint32_t first_row, NextTurn& turn, std::vector<SeenSession>& seen) const {
  const auto kind_index = static_cast<std::size_t>(std::ranges::find(m_kinds, kind) - m_kinds.begin());
  const Instant as_of = turn.after;
  std::uint32_t row = m_first_session[person];
  const std::uint32_t end = m_first_session[person + 1];
  while (row < end && m_kind[row] < kind_index) ++row;
  bool is_sorted = true;
  for (; row < end && m_kind[row] == kind_index; ++row) {
    if (m_known_at[row] <= as_of) {
      seen.push_back({.at = m_starts_at[row], .outcome = m_outcome[row], .moves = m_moves[row], .row = row});
    } else {
      const SeenSession earlier = seen_earlier(row, turn);
      if (earlier.row == nobody) continue;
      seen.push_back(earlier);
      is_sorted = false;  // it may have been moved since
    }
    // Nothing that lies ahead has happened, whatever a fact says.
    if (seen.back().at <= as_of) continue;
    turn.note(seen.back().at);
    if (seen.back().outcome != Outcome::cancelled && seen.back().outcome != Outcome::excused) seen.back().outcome = Outcome::open;
  }
  if (!is_sorted) std::ranges::sort(seen, {}, [this](const SeenSession& session) { return std::pair(session.at, m_session[session.row]); });
  for (SeenSession& session : seen) session.row += first_row;
}

void SessionTable::give_back(Index person, const std::function<Id<Person>(Index)>& id_of, const std::function<bool(Id<Session>)>& is_wanted,
                             Sessions& sessions) const {
  std::vector<SessionStep> steps;
  for (std::uint32_t row = m_first_session[person]; row < m_first_session[person + 1]; ++row) {
    if (is_wanted && !is_wanted(m_session[row])) continue;
    steps.clear();
    for (std::uint32_t step = m_first_step[row]; step < m_first_step[row] + m_steps[row]; ++step)
      steps.push_back({.known_at = m_step_known_at[step],
                       .starts_at = m_step_starts_at[step],
                       .outcome = m_step_outcome[step],
                       .is_move = m_step_is_move[step]});
    sessions.add(
        {.id = m_session[row], .kind = m_kinds[m_kind[row]], .rep = id_of(person), .held_by = id_of(m_held_by[row]), .steps = steps});
  }
}

}  // namespace backbeat::cadence
