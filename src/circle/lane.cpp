#include "circle/lane.hpp"

#include "base/assert.hpp"

namespace backbeat::circle {
namespace {

constexpr int scale = 16;  // the table keeps "same manager" in the four low bits: at most 11 mates
constexpr int apart = 1 << 26;

}  // namespace

std::int64_t Lane::shortage(const Organisation& organisation) {
  return 1000 + std::int64_t{organisation.weights.waitlist} * organisation.rules.size_max;
}

Lane::Lane(const Ground& ground, const Plan& plan, CrossRange cross) : m_ground(&ground), m_range(cross) {
  const Organisation& organisation = ground.organisation();
  const Rules& rules = organisation.rules;
  const Weights& weights = organisation.weights;
  for (const Circle& circle : plan.circles) m_who.insert(m_who.end(), circle.members.begin(), circle.members.end());
  m_who.insert(m_who.end(), plan.waitlist.begin(), plan.waitlist.end());
  std::ranges::sort(m_who);
  m_count = m_who.size();
  m_pair.assign(m_count * m_count, 0);
  for (std::size_t i = 0; i < m_count; ++i) {
    const Rep& rep = ground.rep(m_who[i]);
    m_starts.push_back(rep.starts);
    m_role.push_back(rep.role);
    std::uint64_t themes = 0;
    for (const std::uint32_t theme : rep.themes)
      if (ground.is_eligible(m_who[i], {Kind::Form::cross, theme})) themes |= std::uint64_t{1} << theme;
    m_themes.push_back(themes);
    m_certified.push_back(rep.is_certified ? 1 : 0);
    m_senior.push_back(ground.is_senior(m_who[i]) ? 1 : 0);
    for (std::size_t j = 0; j < i; ++j) {
      const int entry = ground.pair_cost(m_who[i], m_who[j]) * scale + (rep.manager == ground.rep(m_who[j]).manager ? 1 : 0) +
                        (ground.is_apart(m_who[i], m_who[j]) ? apart : 0);
      m_pair[i * m_count + j] = m_pair[j * m_count + i] = entry;
    }
  }
  m_of_role.resize(organisation.roles.size());
  for (Local i = 0; i < m_count; ++i) m_of_role[m_role[i]].push_back(i);
  for (int size = 1; size <= most_members + 1; ++size)
    m_size_cost[static_cast<std::size_t>(size)] = weights.size * std::abs(size - rules.size_ideal);
  m_starts_that_matter = std::max(rules.slots_want, rules.slots_min);
  for (int common = 0; common <= m_starts_that_matter; ++common)
    m_slot_cost.push_back(weights.slots * std::max(0, rules.slots_want - common));
  for (int certified = 0; certified <= most_members; ++certified)
    m_facilitator_cost[static_cast<std::size_t>(certified)] = weights.facilitators * std::max(0, rules.facilitators_want - certified);

  m_now.ring.assign(m_count, -1);
  m_now.link.assign(m_count, 0);
  m_now.mates_starts.assign(m_count, WeeklyStarts::all());
  m_now.mates_themes.assign(m_count, ~std::uint64_t{0});
  const auto local = [&](RepIndex rep) { return static_cast<Local>(std::ranges::lower_bound(m_who, rep) - m_who.begin()); };
  for (const Circle& circle : plan.circles) {
    Ring ring;
    ring.is_cross = circle.kind.form == Kind::Form::cross;
    ring.role = ring.is_cross ? 0 : circle.kind.index;
    for (const RepIndex member : circle.members) {
      ring.members[static_cast<std::size_t>(ring.size++)] = local(member);
      m_now.ring[local(member)] = static_cast<std::int32_t>(m_now.rings.size());
    }
    m_now.cross += ring.is_cross ? 1 : 0;
    m_now.rings.push_back(ring);
    refresh(m_now.rings.back());
  }
  for (const RepIndex rep : plan.waitlist) m_now.waiting.push_back(local(rep));
  m_cost = m_best_cost = evaluate();
}

int Lane::shape(int common, int certified, int seniors) const {
  return m_slot_cost[static_cast<std::size_t>(common)] + m_facilitator_cost[static_cast<std::size_t>(certified)] +
         (seniors == 0 ? m_ground->organisation().weights.senior : 0);
}

/// Recounts a circle from its members: every sum and mask that the deltas read.
void Lane::refresh(Ring& ring) {
  ring.certified = ring.seniors = 0;
  ring.starts = WeeklyStarts::all();
  ring.themes = ~std::uint64_t{0};
  const std::size_t size = static_cast<std::size_t>(ring.size);
  for (std::size_t a = 0; a < size; ++a) {
    const Local member = ring.members[a];
    m_now.mates_starts[member] = ring.starts;  // of those before; those after come below
    m_now.mates_themes[member] = ring.themes;
    ring.starts &= m_starts[member];
    ring.themes &= m_themes[member];
    ring.certified += m_certified[member];
    ring.seniors += m_senior[member];
    int link = 0;
    const int* row = &m_pair[member * m_count];
    for (std::size_t b = 0; b < size; ++b) link += row[ring.members[b]];
    m_now.link[member] = link;  // the table's diagonal is 0
  }
  WeeklyStarts after = WeeklyStarts::all();
  std::uint64_t themes_after = ~std::uint64_t{0};
  for (std::size_t a = size; a-- > 0;) {
    const Local member = ring.members[a];
    m_now.mates_starts[member] &= after;
    m_now.mates_themes[member] &= themes_after;
    after &= m_starts[member];
    themes_after &= m_themes[member];
  }
  ring.shape = shape(ring.starts.count_up_to(m_starts_that_matter), ring.certified, ring.seniors);
}

/// From the waitlist into a circle.
void Lane::put(Local one, std::int32_t to) {
  std::erase(m_now.waiting, one);
  Ring& ring = m_now.rings[static_cast<std::size_t>(to)];
  ring.members[static_cast<std::size_t>(ring.size++)] = one;
  m_now.ring[one] = to;
  refresh(ring);
}

/// From a circle to the waitlist.
void Lane::take(Local one) {
  Ring& ring = m_now.rings[static_cast<std::size_t>(m_now.ring[one])];
  const auto end = ring.members.begin() + ring.size;
  std::iter_swap(std::find(ring.members.begin(), end, one), end - 1);
  --ring.size;
  m_now.ring[one] = -1;
  m_now.link[one] = 0;
  m_now.mates_starts[one] = WeeklyStarts::all();
  m_now.mates_themes[one] = ~std::uint64_t{0};
  refresh(ring);
  m_now.waiting.push_back(one);
}

void Lane::swap(Local one, Local other) {
  const std::int32_t a = m_now.ring[one];
  const std::int32_t b = m_now.ring[other];
  const auto change = [&](std::int32_t in, Local from, Local to) {
    if (in < 0) {
      *std::ranges::find(m_now.waiting, from) = to;
      m_now.link[to] = 0;
      m_now.mates_starts[to] = WeeklyStarts::all();
      m_now.mates_themes[to] = ~std::uint64_t{0};
    } else {
      Ring& ring = m_now.rings[static_cast<std::size_t>(in)];
      *std::find(ring.members.begin(), ring.members.begin() + ring.size, from) = to;
    }
    m_now.ring[to] = in;
  };
  change(a, one, other);
  change(b, other, one);
  if (a >= 0) refresh(m_now.rings[static_cast<std::size_t>(a)]);
  if (b >= 0) refresh(m_now.rings[static_cast<std::size_t>(b)]);
}

void Lane::move(Local one, std::int32_t to) {
  if (m_now.ring[one] >= 0) take(one);
  if (to >= 0) put(one, to);
}

bool Lane::is_lawful(const Ring& ring) const {
  const Rules& rules = m_ground->organisation().rules;
  if (ring.size < rules.size_min || ring.size > rules.size_max || ring.certified < rules.facilitators_min) return false;
  if (ring.starts.count_up_to(m_starts_that_matter) < rules.slots_min) return false;
  for (int i = 0; i < ring.size; ++i) {
    const Local member = ring.members[static_cast<std::size_t>(i)];
    if (m_now.link[member] >= apart / 2 || (m_now.link[member] & (scale - 1)) >= rules.same_manager_max) return false;
    if (!ring.is_cross && m_role[member] != ring.role) return false;
  }
  return !ring.is_cross || (ring.themes != 0 && roles_fit(ring, ring.members[0], ring.members[0]));
}

/// The whole cost from the start; what the sums of deltas must come to.
std::int64_t Lane::evaluate() const {
  const Organisation& organisation = m_ground->organisation();
  std::int64_t cost = std::int64_t{organisation.weights.waitlist} * static_cast<std::int64_t>(m_now.waiting.size());
  for (const Ring& ring : m_now.rings) {
    if (ring.size == 0) continue;
    std::int64_t links = 0;
    for (int i = 0; i < ring.size; ++i) links += m_now.link[ring.members[static_cast<std::size_t>(i)]] >> 4;
    cost += links / 2 + ring.shape + m_size_cost[static_cast<std::size_t>(ring.size)];
  }
  return cost + shortage(organisation) * std::max(0, m_range.least - m_now.cross);
}

Plan Lane::plan_of(const State& state) const {
  Plan plan;
  for (const Ring& ring : state.rings) {
    if (ring.size == 0) continue;
    Circle circle;
    circle.kind = ring.is_cross ? Kind{Kind::Form::cross, static_cast<std::uint32_t>(std::countr_zero(ring.themes))}
                                : Kind{Kind::Form::same, ring.role};
    for (int i = 0; i < ring.size; ++i) circle.members.push_back(m_who[ring.members[static_cast<std::size_t>(i)]]);
    plan.circles.push_back(std::move(circle));
  }
  for (const Local waiting : state.waiting) plan.waitlist.push_back(m_who[waiting]);
  return plan;
}

void Lane::take_best() {
  if (m_best_cost >= m_cost || m_is_unsaved) return;
  m_now = m_best;
  m_cost = m_best_cost;
}

}  // namespace backbeat::circle
