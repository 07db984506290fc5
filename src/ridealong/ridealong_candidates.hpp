// Which calls would do for what is open: the right stage for the format, both free before and after, spread over the window, and the rep
// who has waited longest first. Pure.
#pragma once

#include "playbook/playbook.hpp"
#include "ridealong/ridealong_slots.hpp"

#include <optional>
#include <vector>

namespace backbeat::ridealong {

/// Stages of a deal in which a format fits, counted from 1. The playbook's `observe_stage_first`, ..., else 1-2 and 3-4; a reverse session
/// fits any call.
struct Stages {
  int first = 1;
  int last = 0;  // 0: any
  [[nodiscard]] bool fit(int stage) const { return last == 0 || (first <= stage && stage <= last); }
};
[[nodiscard]] Stages stages_of(Format format, const playbook::Playbook& rules);

/// A call that is still to come and that nobody rides on.
struct CallOption {
  std::size_t index = 0;  // the caller's
  Span span;
  int stage = 0;  // 0: no deal yet, or nothing tells
};

/// So many of one format are open for one rep.
struct Need {
  Format format = Format::observe;
  int open = 0;
  Span window;              // what is left of it
  bool is_monthly = false;  // prospecting calls have no deal yet, and are what is owed
  Stages stages;
  Duration pre_brief;
  Duration debrief;
};

struct Choice {
  std::size_t need = 0;
  std::size_t call = 0;  // CallOption::index
  Plan plan;
  int part = 1;
  int parts = 1;
};

/// One rep with what is open and the calls ahead.
struct Seeker {
  const Diary* rep = nullptr;
  std::optional<Instant> last_held_at;
  std::vector<Need> needs;
  std::vector<CallOption> calls;
  std::function<Instant(Span)> due_after;  // a call: by when its debrief is due
};

/// At most three choices for each need of each seeker, by time. Reps take turns, whoever was ridden with longest ago (or never) first; what
/// is proposed takes the manager's time, so that all of it could be booked. The window is cut into as many parts as are open: the first
/// call of each part goes first, then what else there is.
[[nodiscard]] std::vector<std::vector<Choice>> choose(const std::vector<Seeker>& seekers, Diary manager, Instant now);

/// How many calls fit a need, whether anybody is free or not.
[[nodiscard]] int suitable_calls(const Seeker& seeker, const Need& need, Instant now);

inline constexpr int most_choices = 3;
/// A call that begins sooner cannot be prepared for.
inline constexpr Duration sooner_is_too_soon = std::chrono::hours(1);

}  // namespace backbeat::ridealong
