// Changes of the number and kind of circles. Each is tried on the lane and undone when it does not pay.
#include "circle/lane.hpp"

#include "base/assert.hpp"

namespace backbeat::circle {
namespace {

constexpr int apart_at_least = 1 << 25;

}  // namespace

std::int32_t Lane::free_ring(bool is_cross, std::uint32_t role) {
  auto place = std::ranges::find(m_now.rings, 0, &Ring::size);
  if (place == m_now.rings.end()) place = m_now.rings.insert(place, Ring{});
  *place = Ring{};
  place->is_cross = is_cross;
  place->role = is_cross ? 0 : role;
  refresh(*place);
  m_now.cross += is_cross ? 1 : 0;
  return static_cast<std::int32_t>(place - m_now.rings.begin());
}

/// Its members wait.
void Lane::close(std::int32_t ring) {
  Ring& closing = m_now.rings[static_cast<std::size_t>(ring)];
  while (closing.size > 0) take(closing.members[0]);
  m_now.cross -= closing.is_cross ? 1 : 0;
  closing = Ring{};
}

std::int32_t Lane::any_ring(Chance& chance) const {
  return m_now.ring[chance.below(m_count)];
}

bool Lane::insert(Local one) {
  std::int32_t best = -1;
  int least = forbidden;
  for (std::size_t i = 0; i < m_now.rings.size(); ++i) {
    const Ring& ring = m_now.rings[i];
    if (ring.size == 0 || (!ring.is_cross && ring.role != m_role[one])) continue;
    const int delta = add_delta(ring, one);
    if (delta < least) {
      least = delta;
      best = static_cast<std::int32_t>(i);
    }
  }
  if (least >= m_ground->organisation().weights.waitlist) return false;
  put(one, best);
  return true;
}

/// Those with the fewest starts first: they fit the fewest circles.
void Lane::insert_all(Chance& chance) {
  std::vector<Local> order = m_now.waiting;
  shuffle(order, chance);
  std::ranges::stable_sort(order, {}, [&](Local one) { return m_starts[one].count() / 8; });
  for (const Local one : order) insert(one);
}

bool Lane::dissolve(std::int32_t ring) {
  if (ring < 0) return false;
  close(ring);
  return true;
}

/// A new circle of those who wait and of those their circle can spare, the cheapest first after a certified one.
bool Lane::open(bool is_cross, std::uint32_t role, Chance& chance) {
  const Rules& rules = m_ground->organisation().rules;
  const int waitlist = m_ground->organisation().weights.waitlist;
  if (is_cross && m_now.cross >= m_range.most) return false;
  const std::int32_t at = free_ring(is_cross, role);
  const auto ring = [&]() -> const Ring& { return m_now.rings[static_cast<std::size_t>(at)]; };
  const auto price = [&](Local one) {
    const std::int32_t from = m_now.ring[one];
    if (from == at) return forbidden;
    const int out = from < 0 ? -waitlist : remove_delta(m_now.rings[static_cast<std::size_t>(from)], one);
    if (out >= forbidden) return forbidden;
    const int in = add_delta(ring(), one);
    return in >= forbidden ? forbidden : out + in;
  };
  // How many more a cross-functional circle needs for its roles, if `in` comes too.
  const auto roles_missing = [&](Local in) {
    int missing = 0;
    int different = 0;
    for (std::uint32_t r = 0; r < m_of_role.size(); ++r) {
      int count = m_role[in] == r ? 1 : 0;
      for (int i = 0; i < ring().size; ++i) count += m_role[ring().members[static_cast<std::size_t>(i)]] == r ? 1 : 0;
      if (count == 0) continue;
      ++different;
      missing += std::max(0, rules.cross_min_per_role - count);
    }
    return missing + (different < 2 ? rules.cross_min_per_role : 0);
  };
  const std::vector<Local>* among = is_cross ? nullptr : &m_of_role[role];
  const std::size_t candidates = is_cross ? m_count : among->size();
  const auto candidate = [&](std::size_t i) { return is_cross ? static_cast<Local>(i) : (*among)[i]; };
  while (ring().size < rules.size_ideal) {
    Local best = 0;
    int least = forbidden;
    const std::uint32_t first = chance.below(candidates);
    for (std::size_t i = 0; i < candidates; ++i) {
      const Local one = candidate((first + i) % candidates);
      if (ring().certified < rules.facilitators_min && m_certified[one] == 0) continue;
      if (is_cross && roles_missing(one) > rules.size_ideal - ring().size - 1) continue;
      const int delta = price(one);
      if (delta >= least) continue;
      least = delta;
      best = one;
      if (ring().size == 0) break;  // anybody: the order begins at a random place
    }
    if (least >= forbidden) break;
    move(best, at);
  }
  return is_lawful(ring());
}

/// The cheapest other division of two circles into two, of whatever kinds that makes, by trying them all.
bool Lane::resplit(std::int32_t one, std::int32_t other, Chance& chance) {
  if (one < 0 || other < 0 || one == other) return false;
  const Rules& rules = m_ground->organisation().rules;
  std::vector<Local> pool;
  for (const std::int32_t at : {one, other}) {
    const Ring& ring = m_now.rings[static_cast<std::size_t>(at)];
    pool.insert(pool.end(), ring.members.begin(), ring.members.begin() + ring.size);
  }
  const std::size_t size = pool.size();
  if (size > 12) return false;
  const int before = m_now.cross - (m_now.rings[static_cast<std::size_t>(one)].is_cross ? 1 : 0) -
                     (m_now.rings[static_cast<std::size_t>(other)].is_cross ? 1 : 0);
  const std::uint32_t as_is = (1U << static_cast<unsigned>(m_now.rings[static_cast<std::size_t>(one)].size)) - 1;
  const std::uint32_t everybody = (1U << size) - 1;
  // Cost and kind of a part; forbidden where no circle of it is lawful.
  const auto part = [&](std::uint32_t set) {
    Ring ring;
    int links = 0;
    std::array<int, 12> sum_of{};
    for (std::uint32_t rest = set; rest != 0; rest &= rest - 1) {
      const Local in = pool[static_cast<std::size_t>(std::countr_zero(rest))];
      const int* row = &m_pair[in * m_count];
      int sum = 0;
      for (int i = 0; i < ring.size; ++i) {
        const int entry = row[ring.members[static_cast<std::size_t>(i)]];
        sum += entry;
        sum_of[static_cast<std::size_t>(i)] += entry;
      }
      if (sum >= apart_at_least) return std::pair(forbidden, false);
      links += sum >> 4;
      sum_of[static_cast<std::size_t>(ring.size)] = sum;
      ring.members[static_cast<std::size_t>(ring.size++)] = in;
      ring.starts &= m_starts[in];
      ring.themes &= m_themes[in];
      ring.certified += m_certified[in];
      ring.seniors += m_senior[in];
    }
    const int common = ring.starts.count_up_to(m_starts_that_matter);
    if (common < rules.slots_min || ring.certified < rules.facilitators_min) return std::pair(forbidden, false);
    for (int i = 0; i < ring.size; ++i)
      if ((sum_of[static_cast<std::size_t>(i)] & 15) >= rules.same_manager_max) return std::pair(forbidden, false);
    bool is_mixed = false;
    for (int i = 1; i < ring.size; ++i) is_mixed |= m_role[ring.members[static_cast<std::size_t>(i)]] != m_role[ring.members[0]];
    if (is_mixed && (ring.themes == 0 || !roles_fit(ring, ring.members[0], ring.members[0]))) return std::pair(forbidden, false);
    return std::pair(links + shape(common, ring.certified, ring.seniors) + m_size_cost[static_cast<std::size_t>(ring.size)], is_mixed);
  };
  std::uint32_t best = 0;
  std::int64_t least = forbidden;
  std::array<bool, 2> is_cross{};
  const auto fits = [&](std::uint32_t set) {
    const int count = std::popcount(set);
    return count >= rules.size_min && count <= rules.size_max;
  };
  for (std::uint32_t set = 1; set < everybody; set += 2) {  // the first of them is always in the first part
    if (set == as_is || !fits(set) || !fits(everybody & ~set)) continue;
    const auto [first, first_mixed] = part(set);
    if (first >= least) continue;
    const auto [second, second_mixed] = part(everybody & ~set);
    if (second >= forbidden) continue;
    const int cross = before + (first_mixed ? 1 : 0) + (second_mixed ? 1 : 0);
    if (cross > m_range.most) continue;
    const std::int64_t cost = first + second + shortage(m_ground->organisation()) * std::max(0, m_range.least - cross);
    if (cost > least || (cost == least && chance.below(2) == 0)) continue;
    least = cost;
    best = set;
    is_cross[0] = first_mixed;
    is_cross[1] = second_mixed;
  }
  if (best == 0) return false;
  close(one);
  close(other);
  for (const bool is_first : {true, false}) {
    const std::uint32_t set = is_first ? best : everybody & ~best;
    const std::int32_t at = free_ring(is_cross[is_first ? 0 : 1], m_role[pool[static_cast<std::size_t>(std::countr_zero(set))]]);
    for (std::uint32_t rest = set; rest != 0; rest &= rest - 1) put(pool[static_cast<std::size_t>(std::countr_zero(rest))], at);
  }
  return true;
}

void Lane::try_structure(int limit, Chance& chance) {
  remember();
  m_before = m_now;
  const auto any_kind = [&] { return std::pair(m_range.most > 0 && chance.below(3) == 0, m_role[chance.below(m_count)]); };
  bool is_done = false;
  switch (chance.below(8)) {
    case 0:
      is_done = dissolve(any_ring(chance));
      insert_all(chance);
      break;
    case 1: {
      const auto [is_cross, role] = any_kind();
      is_done = open(is_cross, role, chance);
      break;
    }
    case 2:
    case 3: {
      is_done = dissolve(any_ring(chance));
      if (chance.below(2) == 0) is_done &= dissolve(any_ring(chance));
      const auto [is_cross, role] = any_kind();
      is_done = is_done && open(is_cross, role, chance);
      insert_all(chance);
      break;
    }
    case 4: {
      const std::uint32_t circles = 2 + chance.below(2);
      is_done = true;
      for (std::uint32_t i = 0; i < circles; ++i) dissolve(any_ring(chance));
      for (std::uint32_t i = 0; i < circles && is_done && !m_now.waiting.empty(); ++i) {
        const Local one = m_now.waiting[chance.below(m_now.waiting.size())];
        is_done = open(m_themes[one] != 0 && m_range.most > 0 && chance.below(2) == 0, m_role[one], chance);
      }
      insert_all(chance);
      break;
    }
    default: {
      const Local one = chance.below(m_count);
      const std::int32_t to = m_now.ring[chance.below(2) == 0 ? m_partners[one][chance.below(8)] : chance.below(m_count)];
      is_done = resplit(m_now.ring[one], to, chance);
      break;
    }
  }
  if (is_done) {
    const std::int64_t cost = evaluate();
    if (cost - m_cost <= limit) return accepted(static_cast<int>(cost - m_cost));
  }
  m_now = m_before;
}

void Lane::construct(Chance& chance) {
  const Rules& rules = m_ground->organisation().rules;
  const int wanted = m_range.least + static_cast<int>(chance.below(static_cast<std::size_t>(m_range.most - m_range.least + 1)));
  for (int tries = 0; m_now.cross < wanted && tries < 2 * wanted; ++tries) {
    const State before = m_now;
    if (!open(true, 0, chance)) m_now = before;
  }
  for (std::uint32_t role = 0; role < m_of_role.size(); ++role) {
    std::vector<Local> certified;
    std::size_t count = 0;
    for (const Local one : m_now.waiting) {
      if (m_role[one] != role) continue;
      ++count;
      if (m_certified[one] != 0 || rules.facilitators_min == 0) certified.push_back(one);
    }
    if (count < static_cast<std::size_t>(rules.size_min)) continue;
    shuffle(certified, chance);
    const std::size_t ideal = static_cast<std::size_t>(rules.size_ideal);
    const std::size_t circles = std::min(std::max<std::size_t>(1, (count + ideal / 2) / ideal), certified.size());
    for (std::size_t i = 0; i < circles; ++i) put(certified[i], free_ring(false, role));
  }
  insert_all(chance);
  for (std::size_t i = 0; i < m_now.rings.size(); ++i)
    if (m_now.rings[i].size > 0 && !is_lawful(m_now.rings[i])) close(static_cast<std::int32_t>(i));
  insert_all(chance);
  m_cost = m_best_cost = evaluate();
  m_is_unsaved = true;
}

}  // namespace backbeat::circle
