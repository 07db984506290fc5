#include "ridealong/ridealong_slots.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

bool can_meet(Span span, const Diary& rep, const Diary& manager) {
  return is_at_work(rep, span) && is_at_work(manager, span) && is_free(rep, span) && is_free(manager, span);
}

/// The next quarter of an hour.
Instant rounded_up(Instant at) {
  const std::int64_t step = slots_begin_every.count();
  return Instant((at.unix_ms() + step - 1) / step * step);
}

}  // namespace

bool is_free(const Diary& diary, Span span) {
  return std::ranges::none_of(diary.busy, [span](Span busy) { return overlap(busy, span); });
}

bool is_at_work(const Diary& diary, Span span) {
  const people::Member& person = *diary.person;
  const LocalDateTime from = to_local(span.from, person.zone);
  const LocalDateTime to = to_local(span.to, person.zone);
  if (from.date != to.date || diary.is_off(from.date)) return false;
  return person.hours.from <= from.time && to.time <= person.hours.to;
}

std::vector<Span> free_pre_briefs(Span call, Duration length, Instant now, const Diary& rep, const Diary& manager, std::size_t most) {
  const Instant earliest = std::max(now, call.from - pre_brief_at_most_before);
  std::vector<Span> free;
  Duration step = slots_begin_every;
  for (Instant from = call.from - length; from >= earliest && free.size() < most; from = from - step) {
    const Span span{.from = from, .to = from + length};
    const bool is_free = can_meet(span, rep, manager);
    if (is_free) free.push_back(span);
    step = is_free ? std::max(length, slots_begin_every) : slots_begin_every;
  }
  return free;
}

std::vector<Span> free_debriefs(Span call, Duration length, Instant due, const Diary& rep, const Diary& manager, std::size_t most) {
  std::vector<Span> free;
  Duration step = slots_begin_every;
  for (Instant from = rounded_up(call.to); from <= due && free.size() < most; from = from + step) {
    const Span span{.from = from, .to = from + length};
    const bool is_free = can_meet(span, rep, manager);
    if (is_free) free.push_back(span);
    step = is_free ? std::max(length, slots_begin_every) : slots_begin_every;
  }
  return free;
}

std::optional<Span> find_pre_brief(Span call, Duration length, Instant now, const Diary& rep, const Diary& manager) {
  const auto free = free_pre_briefs(call, length, now, rep, manager, 1);
  return free.empty() ? std::nullopt : std::optional(free.front());
}

std::optional<Span> find_debrief(Span call, Duration length, Instant due, const Diary& rep, const Diary& manager) {
  const auto free = free_debriefs(call, length, due, rep, manager, 1);
  return free.empty() ? std::nullopt : std::optional(free.front());
}

}  // namespace backbeat::ridealong
