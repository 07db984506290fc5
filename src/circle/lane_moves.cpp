#include "circle/lane.hpp"

#include <cmath>

namespace backbeat::circle {
namespace {

/// -ln of evenly spread numbers in (0, 1): an uphill move of d is made at temperature t when d <= t * one of these (Metropolis 1953).
const std::array<double, 1024>& logarithms() {
  static const std::array<double, 1024> table = [] {
    std::array<double, 1024> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = -std::log((static_cast<double>(i) + 0.5) / static_cast<double>(out.size()));
    return out;
  }();
  return table;
}

}  // namespace

/// For each person the eight of the lane who would be the cheapest mates and share a start. They matter more than the schedule of heat:
/// a wish is met, or a free hour shared, by few of all pairs.
void Lane::find_partners() {
  m_partners.resize(m_count);
  std::vector<std::pair<int, Local>> order;
  for (Local one = 0; one < m_count; ++one) {
    order.clear();
    const int* row = &m_pair[one * m_count];
    for (Local other = 0; other < m_count; ++other) {
      if (other == one || row[other] >= (1 << 25)) continue;
      if (m_role[one] != m_role[other] && (m_themes[one] & m_themes[other]) == 0) continue;
      order.emplace_back(row[other], other);
    }
    std::array<Local, 8>& found = m_partners[one];
    found.fill(one);
    const std::size_t wanted = std::min<std::size_t>(order.size(), 24);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(wanted));
    std::size_t count = 0;
    for (std::size_t i = 0; i < wanted && count < found.size(); ++i)
      if ((m_starts[one] & m_starts[order[i].second]).count_up_to(m_starts_that_matter) == m_starts_that_matter)
        found[count++] = order[i].second;
    for (std::size_t i = count; i < found.size() && count > 0; ++i) found[i] = found[i % count];
  }
}

void Lane::accepted(int delta) {
  m_cost += delta;
  if (m_cost >= m_best_cost) return;
  m_best_cost = m_cost;
  m_is_unsaved = true;
}

void Lane::try_swap(Local one, Local other, int limit) {
  const int delta = swap_delta(one, other);
  if (delta > limit) return;
  if (delta > 0) remember();
  swap(one, other);
  accepted(delta);
}

void Lane::try_move(Local one, std::int32_t to, int limit) {
  const int delta = move_delta(one, to);
  if (delta > limit) return;
  if (delta > 0) remember();
  move(one, to);
  accepted(delta);
}

/// `one` takes the place of `two`, `two` that of `three`, `three` that of `one`; three circles.
void Lane::try_rotation(Local one, Local two, Local three, int limit) {
  const std::int32_t a = m_now.ring[one];
  const std::int32_t b = m_now.ring[two];
  const std::int32_t c = m_now.ring[three];
  if (a < 0 || b < 0 || c < 0 || a == b || b == c || a == c) return;
  const int first = replace_delta(m_now.rings[static_cast<std::size_t>(b)], two, one);
  if (first >= forbidden) return;
  const int second = replace_delta(m_now.rings[static_cast<std::size_t>(c)], three, two);
  if (second >= forbidden) return;
  const int third = replace_delta(m_now.rings[static_cast<std::size_t>(a)], one, three);
  if (third >= forbidden || first + second + third > limit) return;
  if (first + second + third > 0) remember();
  swap(one, two);    // a: two, b: one
  swap(two, three);  // a: three, c: two
  accepted(first + second + third);
}

/// `one` leaves its circle for the place of `two`, who goes to the circle `to`: sizes shift across three circles, roles may too.
void Lane::try_chain(Local one, Local two, std::int32_t to, int limit) {
  const std::int32_t from = m_now.ring[one];
  const std::int32_t at = m_now.ring[two];
  if (at < 0 || to < 0 || from == at || from == to || at == to) return;
  const int waitlist = m_ground->organisation().weights.waitlist;
  const int first = from < 0 ? -waitlist : remove_delta(m_now.rings[static_cast<std::size_t>(from)], one);
  if (first >= forbidden) return;
  const int third = add_delta(m_now.rings[static_cast<std::size_t>(to)], two);
  if (third >= forbidden) return;
  const int second = replace_delta(m_now.rings[static_cast<std::size_t>(at)], two, one);
  if (second >= forbidden || first + second + third > limit) return;
  if (first + second + third > 0) remember();
  swap(one, two);
  move(two, to);
  accepted(first + second + third);
}

Lane::Local Lane::any_like(Local one, Chance& chance) const {
  const std::vector<Local>& like = m_of_role[m_role[one]];
  return like[chance.below(like.size())];
}

void Lane::try_waiting(Local one, int limit, Chance& chance) {
  const Local other = chance.below(4) == 0 ? chance.below(m_count) : any_like(one, chance);
  const std::int32_t to = m_now.ring[other];
  if (to < 0) return;
  switch (chance.below(4)) {
    case 0:
      return try_move(one, to, limit);
    case 1:
      return try_swap(one, other, limit);
    default:
      return try_chain(one, other, m_now.ring[any_like(other, chance)], limit);
  }
}

void Lane::step(int limit, Chance& chance) {
  const std::uint32_t dice = chance.below(256);
  if (dice < 8 && !m_now.waiting.empty()) return try_waiting(m_now.waiting[chance.below(m_now.waiting.size())], limit, chance);
  const Local one = chance.below(m_count);
  if (dice < 150) return try_swap(one, any_like(one, chance), limit);
  if (dice < 210) {
    const std::int32_t to = m_now.ring[m_partners[one][chance.below(8)]];
    if (to < 0) return;
    const Ring& ring = m_now.rings[static_cast<std::size_t>(to)];
    return try_swap(one, ring.members[chance.below(static_cast<std::size_t>(ring.size))], limit);
  }
  if (dice < 222) return try_swap(one, chance.below(m_count), limit);
  const Local two = any_like(one, chance);
  if (dice < 234) {
    const std::int32_t to = m_now.ring[chance.below(2) == 0 ? two : m_partners[one][chance.below(8)]];
    if (to >= 0) try_move(one, to, limit);
    return;
  }
  const Local three = dice % 4 == 0 ? chance.below(m_count) : any_like(two, chance);
  if (dice < 245) return try_rotation(one, two, three, limit);
  const Local at = dice % 2 == 0 ? two : chance.below(m_count);
  try_chain(one, at, m_now.ring[any_like(at, chance)], limit);
}

void Lane::anneal(Heat heat, std::int64_t moves, Chance& chance) {
  if (m_count < 2) return;
  constexpr std::int64_t parts = 16;
  if (m_partners.empty()) find_partners();
  const std::uint64_t structure = m_range.most > 0 ? 511 : 2047;  // one move in so many changes the structure
  const std::array<double, 1024>& logarithm = logarithms();
  for (std::int64_t part = 0; part < parts; ++part) {
    const double at = static_cast<double>(part) / static_cast<double>(parts);
    const double temperature = heat.from * std::pow(heat.to / heat.from, at);
    const std::int64_t count = moves / parts + 1;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint64_t draw = chance.next();
      const int limit = static_cast<int>(temperature * logarithm[draw & 1023U]);
      if (((draw >> 10U) & structure) == 0)
        try_structure(limit, chance);
      else
        step(limit, chance);
    }
  }
  remember();
}

}  // namespace backbeat::circle
