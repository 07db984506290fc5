#include "cadence/facts.hpp"

#include "base/assert.hpp"

namespace backbeat::cadence {

void Sessions::reserve(std::size_t sessions, std::size_t steps) {
  m_rows.reserve(sessions);
  m_known_at.reserve(steps);
  m_starts_at.reserve(steps);
  m_outcome.reserve(steps);
  m_is_move.reserve(steps);
}

void Sessions::add(const SessionFact& session) {
  ASSERT(!session.steps.empty() && session.steps.size() <= UINT16_MAX);
  auto kind = std::ranges::find(m_kinds, session.kind);
  if (kind == m_kinds.end()) {
    ASSERT(m_kinds.size() < UINT16_MAX);
    kind = m_kinds.insert(m_kinds.end(), std::string(session.kind));
  }
  m_rows.push_back({.id = session.id,
                    .rep = session.rep,
                    .held_by = session.held_by,
                    .first_step = static_cast<std::uint32_t>(m_known_at.size()),
                    .steps = static_cast<std::uint16_t>(session.steps.size()),
                    .kind = static_cast<std::uint16_t>(kind - m_kinds.begin())});
  for (const SessionStep& step : session.steps) {
    m_known_at.push_back(step.known_at);
    m_starts_at.push_back(step.starts_at);
    m_outcome.push_back(step.outcome);
    m_is_move.push_back(step.is_move);
  }
}

}  // namespace backbeat::cadence
