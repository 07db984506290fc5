#include "circle/lane.hpp"

namespace backbeat::circle {
namespace {

constexpr int scale = 16;
constexpr int apart_at_least = 1 << 25;

}  // namespace

/// Whether the roles of a cross-functional circle still fit when `in` takes the place of `out` (the same: as it is).
bool Lane::roles_fit(const Ring& ring, Local out, Local in) const {
  std::array<std::uint32_t, most_members> roles{};
  const std::size_t size = static_cast<std::size_t>(ring.size);
  for (std::size_t i = 0; i < size; ++i) roles[i] = m_role[ring.members[i] == out ? in : ring.members[i]];
  int least = most_members;
  int different = 0;
  for (std::size_t i = 0; i < size; ++i) {
    int same = 0;
    bool is_first = true;
    for (std::size_t j = 0; j < size; ++j) {
      if (roles[j] != roles[i]) continue;
      ++same;
      is_first &= j >= i;
    }
    least = std::min(least, same);
    different += is_first ? 1 : 0;
  }
  return different >= 2 && least >= m_ground->organisation().rules.cross_min_per_role;
}

/// `out` is a member, `in` is not. The circle's size stays.
int Lane::replace_delta(const Ring& ring, Local out, Local in) const {
  const Rules& rules = m_ground->organisation().rules;
  if (ring.is_cross) {
    if ((m_now.mates_themes[out] & m_themes[in]) == 0) return forbidden;
    if (m_role[in] != m_role[out] && !roles_fit(ring, out, in)) return forbidden;
  } else if (m_role[in] != ring.role) {
    return forbidden;
  }
  const int certified = ring.certified - m_certified[out] + m_certified[in];
  if (certified < rules.facilitators_min) return forbidden;
  const int* row = &m_pair[in * m_count];
  int sum = -row[out];
  for (int i = 0; i < ring.size; ++i) sum += row[ring.members[static_cast<std::size_t>(i)]];
  if (sum >= apart_at_least || (sum & (scale - 1)) >= rules.same_manager_max) return forbidden;
  const int common = (m_now.mates_starts[out] & m_starts[in]).count_up_to(m_starts_that_matter);
  if (common < rules.slots_min) return forbidden;
  return (sum >> 4) - (m_now.link[out] >> 4) + shape(common, certified, ring.seniors - m_senior[out] + m_senior[in]) - ring.shape;
}

/// Below the least size a circle need not have its facilitator and its roles yet: it is being opened.
int Lane::add_delta(const Ring& ring, Local in) const {
  const Rules& rules = m_ground->organisation().rules;
  if (ring.size >= rules.size_max) return forbidden;
  const bool is_whole = ring.size + 1 >= rules.size_min;
  if (ring.is_cross) {
    if ((ring.themes & m_themes[in]) == 0) return forbidden;
  } else if (m_role[in] != ring.role) {
    return forbidden;
  }
  const int certified = ring.certified + m_certified[in];
  if (is_whole && certified < rules.facilitators_min) return forbidden;
  const int* row = &m_pair[in * m_count];
  int sum = 0;
  for (int i = 0; i < ring.size; ++i) sum += row[ring.members[static_cast<std::size_t>(i)]];
  if (sum >= apart_at_least || (sum & (scale - 1)) >= rules.same_manager_max) return forbidden;
  const int common = (ring.starts & m_starts[in]).count_up_to(m_starts_that_matter);
  if (common < rules.slots_min) return forbidden;
  if (ring.is_cross && is_whole) {
    Ring with = ring;
    with.members[static_cast<std::size_t>(with.size++)] = in;
    if (!roles_fit(with, in, in)) return forbidden;
  }
  const std::size_t size = static_cast<std::size_t>(ring.size);
  const int before = ring.size == 0 ? 0 : ring.shape + m_size_cost[size];
  return (sum >> 4) + shape(common, certified, ring.seniors + m_senior[in]) + m_size_cost[size + 1] - before;
}

int Lane::remove_delta(const Ring& ring, Local out) const {
  const Rules& rules = m_ground->organisation().rules;
  if (ring.size <= rules.size_min) return forbidden;
  const int certified = ring.certified - m_certified[out];
  if (certified < rules.facilitators_min) return forbidden;
  if (ring.is_cross) {
    Ring without = ring;
    const auto end = without.members.begin() + without.size;
    std::iter_swap(std::find(without.members.begin(), end, out), end - 1);
    --without.size;
    if (!roles_fit(without, out, out)) return forbidden;
  }
  const int common = m_now.mates_starts[out].count_up_to(m_starts_that_matter);
  const std::size_t size = static_cast<std::size_t>(ring.size);
  return shape(common, certified, ring.seniors - m_senior[out]) + m_size_cost[size - 1] - ring.shape - m_size_cost[size] -
         (m_now.link[out] >> 4);
}

int Lane::swap_delta(Local one, Local other) const {
  const std::int32_t a = m_now.ring[one];
  const std::int32_t b = m_now.ring[other];
  if (a == b) return forbidden;
  const int first = a < 0 ? 0 : replace_delta(m_now.rings[static_cast<std::size_t>(a)], one, other);
  if (first >= forbidden) return forbidden;
  const int second = b < 0 ? 0 : replace_delta(m_now.rings[static_cast<std::size_t>(b)], other, one);
  return second >= forbidden ? forbidden : first + second;
}

int Lane::move_delta(Local one, std::int32_t to) const {
  const int waitlist = m_ground->organisation().weights.waitlist;
  const std::int32_t from = m_now.ring[one];
  if (from == to) return forbidden;
  const int out = from < 0 ? -waitlist : remove_delta(m_now.rings[static_cast<std::size_t>(from)], one);
  if (out >= forbidden) return forbidden;
  const int in = to < 0 ? waitlist : add_delta(m_now.rings[static_cast<std::size_t>(to)], one);
  return in >= forbidden ? forbidden : out + in;
}

}  // namespace backbeat::circle
