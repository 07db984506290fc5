// A lane: a part of the organisation small enough for a table of all its pairs, in which people are moved between circles. Every move is
// judged by its change of cost in O(size of a circle), and none that breaks a hard rule is made; whoever has no place waits.
#pragma once

#include "circle/chance.hpp"
#include "circle/cost.hpp"

namespace backbeat::circle {

/// How many cross-functional circles a lane may have. Those missing from `least` cost Lane::shortage() each.
struct CrossRange {
  int least = 0;
  int most = 0;
};

/// Temperatures at the begin and the end of a run.
struct Heat {
  double from;
  double to;
};

class Lane {
 public:
  /// What a move that would break a rule "costs".
  static constexpr int forbidden = 1 << 28;

  /// `plan` holds the people of this lane and nobody else, lawfully.
  Lane(const Ground& ground, const Plan& plan, CrossRange cross);

  /// Fills empty lanes: circles of every role and as many cross-functional ones as must be, greedily.
  void construct(Chance& chance);
  /// Simulated annealing by swaps, guided swaps, moves, rotations of three, chains and changes of structure.
  void anneal(Heat heat, std::int64_t moves, Chance& chance);
  /// Back to the best it has seen.
  void take_best();

  [[nodiscard]] std::int64_t cost() const { return m_cost; }
  [[nodiscard]] std::int64_t best_cost() const { return std::min(m_cost, m_best_cost); }
  [[nodiscard]] std::size_t size() const { return m_who.size(); }
  [[nodiscard]] Plan plan() const { return plan_of(m_now); }
  [[nodiscard]] Plan best() const { return plan_of(m_cost <= m_best_cost ? m_now : m_best); }
  /// What a missing cross-functional circle costs: more than the people of one on the waitlist.
  [[nodiscard]] static std::int64_t shortage(const Organisation& organisation);

  // The changes of cost, for the tests and for repairs; people by their place in the lane. `forbidden` or above: it may not be.
  [[nodiscard]] int swap_delta(std::uint32_t one, std::uint32_t other) const;
  [[nodiscard]] int move_delta(std::uint32_t one, std::int32_t to) const;
  void swap(std::uint32_t one, std::uint32_t other);
  void move(std::uint32_t one, std::int32_t to);
  [[nodiscard]] std::size_t rings() const { return m_now.rings.size(); }
  [[nodiscard]] std::int32_t ring_of(std::uint32_t one) const { return m_now.ring[one]; }

 private:
  using Local = std::uint32_t;

  /// A circle while it is worked on; of no members: a free place for one.
  struct Ring {
    std::int32_t size = 0;
    std::int32_t certified = 0;
    std::int32_t seniors = 0;
    bool is_cross = false;
    std::uint32_t role = 0;
    int shape = 0;  // what it pays besides pairs and size
    std::uint64_t themes = ~std::uint64_t{0};
    WeeklyStarts starts;
    std::array<Local, most_members> members{};
  };
  struct State {
    std::vector<std::int32_t> ring;          // of each person; -1: waits
    std::vector<int> link;                   // sum of the table over the mates
    std::vector<WeeklyStarts> mates_starts;  // what the mates share
    std::vector<std::uint64_t> mates_themes;
    std::vector<Ring> rings;
    std::vector<Local> waiting;
    int cross = 0;
  };

  // lane.cpp
  void refresh(Ring& ring);
  void put(Local one, std::int32_t to);
  void take(Local one);
  [[nodiscard]] Plan plan_of(const State& state) const;
  [[nodiscard]] int shape(int common, int certified, int seniors) const;
  [[nodiscard]] bool roles_fit(const Ring& ring, Local out, Local in) const;
  [[nodiscard]] bool is_lawful(const Ring& ring) const;
  [[nodiscard]] std::int64_t evaluate() const;
  void remember() {
    if (!m_is_unsaved) return;
    m_best = m_now;
    m_is_unsaved = false;
  }

  // lane_delta.cpp: the change of one circle's cost
  [[nodiscard]] int replace_delta(const Ring& ring, Local out, Local in) const;
  [[nodiscard]] int add_delta(const Ring& ring, Local in) const;
  [[nodiscard]] int remove_delta(const Ring& ring, Local out) const;

  // lane_moves.cpp
  void find_partners();
  void try_swap(Local one, Local other, int limit);
  void try_move(Local one, std::int32_t to, int limit);
  void try_rotation(Local one, Local two, Local three, int limit);
  void try_chain(Local one, Local two, std::int32_t to, int limit);
  void try_waiting(Local one, int limit, Chance& chance);
  void step(int limit, Chance& chance);
  void accepted(int delta);
  [[nodiscard]] Local any_like(Local one, Chance& chance) const;

  // lane_structure.cpp
  void try_structure(int limit, Chance& chance);
  bool dissolve(std::int32_t ring);
  bool open(bool is_cross, std::uint32_t role, Chance& chance);
  bool resplit(std::int32_t one, std::int32_t other, Chance& chance);
  bool insert(Local one);
  void insert_all(Chance& chance);
  std::int32_t free_ring(bool is_cross, std::uint32_t role);
  void close(std::int32_t ring);
  [[nodiscard]] std::int32_t any_ring(Chance& chance) const;

  const Ground* m_ground;
  CrossRange m_range;
  std::vector<RepIndex> m_who;
  std::size_t m_count;
  std::vector<int> m_pair;  // cost * 16 + same manager; apart: + 2^26
  std::vector<WeeklyStarts> m_starts;
  std::vector<std::uint64_t> m_themes;
  std::vector<std::uint32_t> m_role;
  std::vector<std::uint8_t> m_certified, m_senior;
  std::vector<std::vector<Local>> m_of_role;
  std::vector<std::array<Local, 8>> m_partners;
  std::array<int, most_members + 2> m_size_cost{};
  std::vector<int> m_slot_cost;  // by common starts, up to as many as matter
  std::array<int, most_members + 1> m_facilitator_cost{};
  int m_starts_that_matter = 0;

  State m_now, m_best, m_before;
  std::int64_t m_cost = 0;
  std::int64_t m_best_cost = 0;
  bool m_is_unsaved = true;
};

}  // namespace backbeat::circle
