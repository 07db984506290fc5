#include "circle/rotation.hpp"

#include <algorithm>
#include <map>

namespace backbeat::circle {
namespace {

/// Sessions [begin, begin + count) that one member facilitates.
struct Turn {
  std::size_t begin;
  std::size_t count;
};

bool is_there(const Facilitator& member, Turn turn) {
  for (std::size_t session = turn.begin; session < turn.begin + turn.count; ++session)
    if (session < member.is_away.size() && member.is_away[session]) return false;
  return true;
}

/// Turns of two sessions, split where nobody is there for both.
std::vector<Turn> turns_of(const std::vector<Facilitator>& members, std::size_t sessions) {
  std::vector<Turn> turns;
  for (std::size_t session = 0; session < sessions; session += sessions_a_turn) {
    const Turn whole{session, std::min(sessions_a_turn, sessions - session)};
    if (std::ranges::any_of(members, [&](const Facilitator& member) { return is_there(member, whole); }))
      turns.push_back(whole);
    else
      for (std::size_t one = session; one < session + whole.count; ++one) turns.push_back({one, 1});
  }
  return turns;
}

class Rounds {
 public:
  Rounds(const std::vector<Facilitator>& members, std::vector<Turn> turns) : m_members(members), m_turns(std::move(turns)) {
    for (const Facilitator& member : members) m_had.push_back(member.turns_so_far);
  }

  std::vector<std::optional<std::size_t>> fill(std::size_t sessions) {
    std::vector<std::optional<std::size_t>> out(sessions);
    for (std::size_t turn = 0; turn < m_turns.size(); ++turn) {
      const auto chosen = choose(turn);
      if (!chosen) continue;
      ++m_had[*chosen];
      for (std::size_t i = 0; i < m_turns[turn].count; ++i) out[m_turns[turn].begin + i] = *chosen;
    }
    return out;
  }

 private:
  /// Of those who are there and have had the fewest turns, the one that leaves the most others a turn of their own in what is left of the
  /// round; then certified ones; then in order.
  std::optional<std::size_t> choose(std::size_t turn) const {
    std::optional<std::size_t> best;
    std::size_t best_others = 0;
    for (std::size_t member = 0; member < m_members.size(); ++member) {
      if (!is_there(m_members[member], m_turns[turn])) continue;
      if (best && m_had[member] > m_had[*best]) continue;
      const std::size_t others = others_served(turn, member);
      const bool is_better = !best || m_had[member] < m_had[*best] || others > best_others ||
                             (others == best_others && m_members[member].is_certified && !m_members[*best].is_certified);
      if (!is_better) continue;
      best = member;
      best_others = others;
    }
    return best;
  }

  /// How many of those who have had no more turns than `chosen` could each have one of the turns that follow in this round: a matching by
  /// augmenting paths.
  [[nodiscard]] std::size_t others_served(std::size_t turn, std::size_t chosen) const {
    std::vector<std::size_t> waiting;
    for (std::size_t member = 0; member < m_members.size(); ++member)
      if (member != chosen && m_had[member] <= m_had[chosen]) waiting.push_back(member);
    const std::size_t end = std::min(m_turns.size(), turn + 1 + waiting.size());
    std::map<std::size_t, std::size_t> holder;
    std::size_t served = 0;
    for (const std::size_t member : waiting) {
      std::vector<bool> is_tried(m_turns.size(), false);
      served += place(member, turn + 1, end, holder, is_tried) ? 1 : 0;
    }
    return served;
  }
  bool place(std::size_t member, std::size_t from, std::size_t end, std::map<std::size_t, std::size_t>& holder,
             std::vector<bool>& is_tried) const {
    for (std::size_t turn = from; turn < end; ++turn) {
      if (is_tried[turn] || !is_there(m_members[member], m_turns[turn])) continue;
      is_tried[turn] = true;
      const auto held = holder.find(turn);
      if (held != holder.end() && !place(held->second, from, end, holder, is_tried)) continue;
      holder[turn] = member;
      return true;
    }
    return false;
  }

  const std::vector<Facilitator>& m_members;
  std::vector<Turn> m_turns;
  std::vector<std::size_t> m_had;
};

}  // namespace

std::vector<std::optional<std::size_t>> rotation(const std::vector<Facilitator>& members, std::size_t sessions) {
  return Rounds(members, turns_of(members, sessions)).fill(sessions);
}

}  // namespace backbeat::circle
