// When the two can meet around a call: pure, over what takes their time.
#pragma once

#include "people/people.hpp"
#include "ridealong/ridealong.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace backbeat::ridealong {

/// What there is to know of one of the two.
struct Diary {
  const people::Member* person = nullptr;
  std::vector<Span> busy;  // in any order
  std::function<bool(LocalDate)> is_off;
};

/// Both overlap.
[[nodiscard]] constexpr bool overlap(Span a, Span b) {
  return a.from < b.to && b.from < a.to;
}

/// Nothing takes the person's time.
[[nodiscard]] bool is_free(const Diary& diary, Span span);
/// It lies within their working hours, on a day on which they work.
[[nodiscard]] bool is_at_work(const Diary& diary, Span span);

inline constexpr Duration slots_begin_every = std::chrono::minutes(15);
/// A Friday's call is prepared for on Thursday, a Monday's on Friday, one after a long weekend on the day before it.
inline constexpr Duration pre_brief_at_most_before = std::chrono::days(6);

/// So many times are offered to choose from.
inline constexpr std::size_t most_times = 16;

/// Slots before the call, and not before `now`, in which both work and are free: the nearest to the call first, none over another.
[[nodiscard]] std::vector<Span> free_pre_briefs(Span call, Duration length, Instant now, const Diary& rep, const Diary& manager,
                                                std::size_t most = most_times);

/// Slots after the call, beginning by `due`, in the same way.
[[nodiscard]] std::vector<Span> free_debriefs(Span call, Duration length, Instant due, const Diary& rep, const Diary& manager,
                                              std::size_t most = most_times);

/// The last slot before the call, and not before `now`, in which both work and are free.
[[nodiscard]] std::optional<Span> find_pre_brief(Span call, Duration length, Instant now, const Diary& rep, const Diary& manager);

/// The first slot after the call, beginning by `due`, in which both work and are free.
[[nodiscard]] std::optional<Span> find_debrief(Span call, Duration length, Instant due, const Diary& rep, const Diary& manager);

}  // namespace backbeat::ridealong
