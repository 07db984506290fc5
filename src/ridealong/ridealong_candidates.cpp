#include "ridealong/ridealong_candidates.hpp"

#include <algorithm>
#include <cmath>

namespace backbeat::ridealong {
namespace {

bool fits(const Need& need, const CallOption& call, Instant now) {
  if (call.span.from < now + sooner_is_too_soon) return false;
  if (call.span.from < need.window.from || call.span.from >= need.window.to) return false;
  // Where one is owed a month, the calls are those in which there is no deal yet.
  if (call.stage == 0) return need.stages.last == 0 || need.is_monthly;
  return need.stages.fit(call.stage);
}

int part_of(const Need& need, Instant at) {
  const auto whole = std::max<std::int64_t>((need.window.to - need.window.from).count(), 1);
  const auto passed = (at - need.window.from).count();
  return std::clamp(static_cast<int>(passed * need.open / whole) + 1, 1, need.open);
}

/// Of those that fit: the first of each part, then the others, each by time.
std::vector<const CallOption*> in_order(const Seeker& seeker, const Need& need, Instant now) {
  std::vector<const CallOption*> fitting;
  for (const CallOption& call : seeker.calls)
    if (fits(need, call, now)) fitting.push_back(&call);
  std::ranges::sort(fitting, [](const CallOption* a, const CallOption* b) {
    return a->span.from != b->span.from ? a->span.from < b->span.from : a->index < b->index;
  });
  std::vector<const CallOption*> first;
  std::vector<const CallOption*> rest;
  int last_part = 0;
  for (const CallOption* call : fitting) {
    const int part = part_of(need, call->span.from);
    (part > last_part ? first : rest).push_back(call);
    last_part = part;
  }
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

std::optional<Plan> plan_for(const Seeker& seeker, const Need& need, const CallOption& call, const Diary& manager, Instant now) {
  if (need.format != Format::reverse && !is_free(manager, call.span)) return std::nullopt;
  // Neither meets while the call runs: the rep is on it.
  Plan plan{.call = call.span, .pre_brief = find_pre_brief(call.span, need.pre_brief, now, *seeker.rep, manager), .debrief = {}};
  if (!plan.pre_brief) return std::nullopt;
  plan.debrief = find_debrief(call.span, need.debrief, seeker.due_after(call.span), *seeker.rep, manager);
  if (!plan.debrief) return std::nullopt;
  return plan;
}

void take_time(Diary& manager, const Plan& plan, Format format) {
  if (format != Format::reverse) manager.busy.push_back(plan.call);
  manager.busy.push_back(*plan.pre_brief);
  manager.busy.push_back(*plan.debrief);
}

/// What one need still has to look through.
struct Search {
  std::size_t seeker = 0;
  std::size_t need = 0;
  std::vector<const CallOption*> calls;
  std::size_t next = 0;
  int found = 0;
};

}  // namespace

Stages stages_of(Format format, const playbook::Playbook& rules) {
  const auto read = [&](std::string_view key, int otherwise) {
    return static_cast<int>(std::lround(rules.threshold(key).value_or(otherwise)));
  };
  switch (format) {
    case Format::observe:
      return {.first = read("observe_stage_first", 1), .last = read("observe_stage_last", 2)};
    case Format::co_sell:
      return {.first = read("co_sell_stage_first", 3), .last = read("co_sell_stage_last", 4)};
    case Format::reverse:
      break;
  }
  return {};
}

int suitable_calls(const Seeker& seeker, const Need& need, Instant now) {
  return static_cast<int>(std::ranges::count_if(seeker.calls, [&](const CallOption& call) { return fits(need, call, now); }));
}

std::vector<std::vector<Choice>> choose(const std::vector<Seeker>& seekers, Diary manager, Instant now) {
  std::vector<std::size_t> order(seekers.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return seekers[i].last_held_at.value_or(Instant(INT64_MIN)); });

  std::vector<Search> searches;
  for (const std::size_t i : order)
    for (std::size_t need = 0; need < seekers[i].needs.size(); ++need)
      if (seekers[i].needs[need].open > 0)
        searches.push_back({.seeker = i, .need = need, .calls = in_order(seekers[i], seekers[i].needs[need], now)});

  std::vector<std::vector<Choice>> choices(seekers.size());
  std::vector<std::vector<std::size_t>> taken(seekers.size());  // calls proposed already
  for (int round = 0; round < most_choices; ++round) {
    for (Search& search : searches) {
      const Seeker& seeker = seekers[search.seeker];
      const Need& need = seeker.needs[search.need];
      auto& own = taken[search.seeker];
      while (search.next < search.calls.size() && search.found <= round) {
        const CallOption& call = *search.calls[search.next++];
        if (std::ranges::find(own, call.index) != own.end()) continue;
        const auto plan = plan_for(seeker, need, call, manager, now);
        if (!plan) continue;
        own.push_back(call.index);
        take_time(manager, *plan, need.format);
        choices[search.seeker].push_back(
            {.need = search.need, .call = call.index, .plan = *plan, .part = part_of(need, call.span.from), .parts = need.open});
        ++search.found;
      }
    }
  }
  for (auto& each : choices)
    std::ranges::sort(
        each, [](const Choice& a, const Choice& b) { return a.need != b.need ? a.need < b.need : a.plan.call.from < b.plan.call.from; });
  return choices;
}

}  // namespace backbeat::ridealong
