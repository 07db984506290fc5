#include "season/repairs.hpp"

#include "base/assert.hpp"
#include "circle/repair.hpp"
#include "season/edits.hpp"
#include "season/mixed.hpp"

#include <algorithm>
#include <array>

namespace backbeat::season {
namespace {

constexpr std::array<std::string_view, 5> weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};

class Mending {
 public:
  Mending(const circle::Ground& ground, const Pool& pool, const std::vector<RunningCircle>& running, const NameOf& name)
      : m_ground(ground), m_pool(pool), m_running(running), m_name(name), m_week(pool.week) {
    NamedPlan named;
    for (const RunningCircle& one : running) named.circles.push_back(one.circle);
    m_plan = placed(pool, named).plan;
  }

  [[nodiscard]] const circle::Members& waiting() const { return m_plan.waitlist; }

  /// Nothing where the circle is as it should be.
  std::optional<Repair> of_circle(std::size_t at) {
    const RunningCircle& running = m_running[at];
    const circle::Circle& circle = m_plan.circles[at];
    std::vector<Id<Person>> gone;
    for (const Id<Person> member : running.circle.members)
      if (!m_pool.at.contains(member)) gone.push_back(member);
    const std::vector<Broken> broken = circle.members.empty() ? std::vector<Broken>() : broken_in(m_ground, m_pool, circle);
    Repair out{.kind = gone.empty() ? RepairKind::broken : RepairKind::leaver, .circle = running.id, .why = why(gone, broken)};
    if (circle.members.empty()) {
      out.changes.push_back({.circle = running.id, .before = running.circle.members, .after = {}});
      if (out.why.empty()) out.why = "Nobody is in it any more";
      return out;
    }
    if (gone.empty() && broken.empty()) return of_slot(at);
    const circle::Repair mended = circle::mend(m_ground, m_plan, at);
    fill(out, mended, at);
    return out;
  }

  /// Nothing where there is no place for somebody who waits.
  std::optional<Repair> of_joiner(circle::RepIndex who) {
    const circle::Repair joined = circle::join(m_ground, m_plan, who);
    if (std::ranges::find(joined.plan.waitlist, who) != joined.plan.waitlist.end()) return std::nullopt;
    Repair out{.kind = RepairKind::joiner, .person = m_pool.who[who], .why = m_pool.candidate(who).name + " opted in and is in no circle"};
    fill(out, joined, m_plan.circles.size());
    return out;
  }

 private:
  [[nodiscard]] std::string why(const std::vector<Id<Person>>& gone, const std::vector<Broken>& broken) const {
    std::string out;
    const auto add = [&](const std::string& words) { out += (out.empty() ? "" : "; ") + words; };
    for (const Id<Person> person : gone) {
      const Candidate* candidate = m_pool.find(person);
      if (candidate == nullptr)
        add(m_name(person) + " has left");
      else if (candidate->standing == Standing::not_in)
        add(candidate->name + " has opted out");
      else
        add(candidate->name + ": " + std::string(candidate->bar ? words_of(*candidate->bar) : "can be in no circle"));
    }
    for (const Broken& one : broken) add(one.words);
    return out;
  }

  std::optional<Repair> of_slot(std::size_t at) {
    const RunningCircle& running = m_running[at];
    const circle::Members& members = m_plan.circles[at].members;
    std::string names;
    for (const circle::RepIndex member : members)
      if (!m_week.suits(running.slot, std::array{m_pool.candidate(member).hours}, running.minutes))
        names += (names.empty() ? "" : ", ") + m_pool.candidate(member).name;
    if (names.empty()) return std::nullopt;
    const auto day = weekdays.at(static_cast<std::size_t>(std::clamp(running.slot.weekday, 1, 5) - 1));
    Repair out{.kind = RepairKind::broken,
               .circle = running.id,
               .why = std::string(day) + " " + running.slot.starts.text() + " no longer suits " + names + "; another start suits all",
               .moves_slot = true};
    out.changes.push_back({.circle = running.id, .before = running.circle.members, .after = running.circle});
    return out;
  }

  /// What the solver's repair does to which circle. Only the one that was mended can have ended; a new one is the last.
  void fill(Repair& out, const circle::Repair& repair, std::size_t mended) const {
    const std::size_t opened = repair.has_opened ? 1 : 0;
    const bool has_ended = repair.plan.circles.size() < m_plan.circles.size() + opened;
    for (const std::size_t at : repair.touched) {
      const bool ends = has_ended && at == mended;
      const std::size_t now = has_ended && at > mended ? at - 1 : at;
      Repair::Change change{.circle = m_running[at].id, .before = m_running[at].circle.members, .after = {}};
      if (!ends) change.after = named_circle(repair.plan.circles[now]);
      out.changes.push_back(std::move(change));
    }
    if (opened > 0) out.changes.push_back({.circle = {}, .before = {}, .after = named_circle(repair.plan.circles.back())});
    for (const circle::RepIndex rep : repair.plan.waitlist)
      if (std::ranges::find(m_plan.waitlist, rep) == m_plan.waitlist.end()) out.waits.push_back(m_pool.who[rep]);
    out.cost_change = repair.change;
    // Who is gone goes even where the solver found nothing to change.
    if (mended < m_running.size() && std::ranges::find(repair.touched, mended) == repair.touched.end())
      out.changes.push_back(
          {.circle = m_running[mended].id, .before = m_running[mended].circle.members, .after = named_circle(m_plan.circles[mended])});
  }

  [[nodiscard]] NamedCircle named_circle(const circle::Circle& circle) const {
    return named(m_pool, {.circles = {circle}, .waitlist = {}}).circles.front();
  }

  const circle::Ground& m_ground;
  const Pool& m_pool;
  const std::vector<RunningCircle>& m_running;
  const NameOf& m_name;
  SeasonWeek m_week;
  circle::Plan m_plan;
};

}  // namespace

std::string_view name_of(RepairKind kind) {
  switch (kind) {
    case RepairKind::joiner:
      return "joiner";
    case RepairKind::leaver:
      return "leaver";
    case RepairKind::broken:
      return "broken";
  }
  ASSERT(false);
}

std::string Repair::key() const {
  return person ? "join:" + person->text() : "mend:" + circle->text();
}

std::int64_t Repair::fingerprint() const {
  Mixed mixed;
  const auto add = [&](const std::vector<Id<Person>>& people) {
    mixed.add(people.size());
    for (const Id<Person> one : people) mixed.add(static_cast<std::uint64_t>(one.value()));
  };
  mixed.add_text(key());
  mixed.add(moves_slot ? 1U : 0U);
  for (const Change& change : changes) {
    mixed.add(change.circle ? static_cast<std::uint64_t>(change.circle->value()) : 0U);
    add(change.before);
    mixed.add_text(change.after.held_by);
    add(change.after.members);
  }
  add(waits);
  return mixed.value();
}

Repairs repairs(const circle::Ground& ground, const Pool& pool, const std::vector<RunningCircle>& running, const NameOf& name,
                std::size_t most) {
  Repairs out;
  if (running.empty()) return out;
  Mending mending(ground, pool, running, name);
  for (std::size_t at = 0; at < running.size() && out.found.size() < most; ++at)
    if (auto found = mending.of_circle(at)) out.found.push_back(std::move(*found));
  std::size_t tried = 0;
  for (const circle::RepIndex who : mending.waiting()) {
    if (out.found.size() >= most || tried >= most) {
      ++out.not_tried;
      continue;
    }
    ++tried;
    if (auto found = mending.of_joiner(who)) out.found.push_back(std::move(*found));
  }
  return out;
}

std::optional<Repair> repair(const circle::Ground& ground, const Pool& pool, const std::vector<RunningCircle>& running, const NameOf& name,
                             std::string_view key) {
  if (running.empty()) return std::nullopt;
  Mending mending(ground, pool, running, name);
  for (std::size_t at = 0; at < running.size(); ++at)
    if (key == "mend:" + running[at].id.text()) return mending.of_circle(at);
  for (const circle::RepIndex who : mending.waiting())
    if (key == "join:" + pool.who[who].text()) return mending.of_joiner(who);
  return std::nullopt;
}

}  // namespace backbeat::season
