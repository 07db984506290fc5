#include "cadence/matching.hpp"

#include "base/assert.hpp"

namespace backbeat::cadence {
namespace {

/// Sessions at the same instant keep the order they came in.
void sort_by_rank(std::vector<SeenSession>& sessions, Instant as_of) {
  std::ranges::stable_sort(sessions, {}, [as_of](const SeenSession& session) { return rank_of(session, as_of); });
}

}  // namespace

int rank_of(const SeenSession& session, Instant as_of) {
  switch (session.outcome) {
    case Outcome::held:
      return 0;
    case Outcome::held_short:
      return 1;
    case Outcome::open:
      return session.at >= as_of ? 2 : 5;
    case Outcome::excused:
      return 3;
    case Outcome::cancelled:
      return 4;
    case Outcome::missed:
      return 6;
  }
  ASSERT(false);
}

void match_in_windows(std::span<Owed> owed, std::span<const SeenSession> sessions, Instant as_of, std::vector<SeenSession>& scratch) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < owed.size();) {
    std::size_t end = i + 1;
    while (end < owed.size() && owed[end].window == owed[i].window) ++end;
    while (next < sessions.size() && sessions[next].at < owed[i].opens) ++next;
    const std::size_t first = next;
    while (next < sessions.size() && sessions[next].at < owed[i].closes) ++next;
    const std::span<const SeenSession> inside = sessions.subspan(first, next - first);
    if (inside.size() == 1) {
      owed[i].session = inside[0];
    } else if (!inside.empty()) {
      scratch.assign(inside.begin(), inside.end());
      sort_by_rank(scratch, as_of);
      for (std::size_t k = 0; k < scratch.size() && i + k < end; ++k) owed[i + k].session = scratch[k];
    }
    i = end;
  }
}

void match_any_windows(std::span<Owed> owed, std::span<const SeenSession> sessions, Instant as_of, std::vector<SeenSession>& scratch) {
  scratch.assign(sessions.begin(), sessions.end());
  sort_by_rank(scratch, as_of);
  for (const SeenSession& session : scratch) {
    const auto taken = std::ranges::find_if(
        owed, [&](const Owed& one) { return !one.has_session() && one.opens <= session.at && session.at < one.closes; });
    if (taken != owed.end()) taken->session = session;
  }
}

ObligationState state_of(const Owed& owed, Instant as_of) {
  const std::optional<Outcome> outcome = owed.has_session() ? std::optional(owed.session.outcome) : std::nullopt;
  if (outcome == Outcome::held) return ObligationState::satisfied;
  if (outcome == Outcome::held_short) return ObligationState::held_short;
  if (as_of < owed.opens) return ObligationState::pending;
  if (owed.is_excusable || outcome == Outcome::excused) return ObligationState::excused;
  if (as_of < owed.closes) return ObligationState::due;
  return outcome == Outcome::cancelled ? ObligationState::cancelled : ObligationState::missed;
}

}  // namespace backbeat::cadence
