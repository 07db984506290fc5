#include "home/home.hpp"

#include <algorithm>

namespace backbeat::home {
namespace {

// The order in which things press: what runs now, what the other side waits for, what closes soon, what rots quietly, what keeps numbers
// honest.
enum Rank {
  running = 0,
  starting = 10,
  confirm = 20,
  quiet_people = 30,
  calibration = 35,
  plan = 40,
  promise = 50,
  rate = 60,
  prepare = 70,
  health = 80,
  capacity = 90
};

std::string text_of(int number) {
  return std::to_string(number);
}
std::string page_of(const Meeting& meeting) {
  return "/sessions/" + meeting.session.text();
}

struct Asked {
  ActionKind kind;
  std::string_view key;
  Rank rank;
  bool has_time = false;
};

/// What a conversation asks for; nothing where it asks for nothing.
std::optional<Asked> asked_by(const Meeting& meeting, Instant now) {
  const bool is_late = meeting.starts_at <= now - std::chrono::hours(4);
  if (meeting.is_running) return Asked{ActionKind::join, "join:", running, true};
  if (meeting.is_open && !is_late && meeting.starts_at < now + std::chrono::hours(24)) {
    const bool is_soon = meeting.starts_at < now + std::chrono::minutes(30);
    // One thing that comes nearer: what was put aside stays so.
    const ActionKind kind = meeting.viewer_is_rep ? ActionKind::prepare : is_soon ? ActionKind::start : ActionKind::open;
    return Asked{kind, "open:", is_soon ? starting : prepare, true};
  }
  if (meeting.waits_for_confirmation) return Asked{ActionKind::confirm, "confirm:", confirm};
  if (meeting.waits_for_rating) return Asked{ActionKind::rate, "rate:", rate};
  if (meeting.is_open && !meeting.viewer_is_rep && is_late) return Asked{ActionKind::settle, "settle:", confirm};
  return std::nullopt;
}

void add_meetings(const Waiting& waiting, Instant now, std::vector<NextAction>& out) {
  for (const Meeting& meeting : waiting.meetings) {
    const auto asked = asked_by(meeting, now);
    if (!asked) continue;
    out.push_back({.key = std::string(asked->key) + meeting.session.text(),
                   .kind = asked->kind,
                   .href = page_of(meeting),
                   .due_at = asked->has_time ? std::optional(meeting.starts_at) : std::nullopt,
                   .person = meeting.with,
                   .conversation = meeting.kind_name,
                   .rank = asked->rank});
  }
}

void add_owed(const Waiting& waiting, std::vector<NextAction>& out) {
  std::vector<const OpenObligation*> unplanned;
  for (const OpenObligation& owed : waiting.owed_by_me)
    if (!owed.is_planned) unplanned.push_back(&owed);
  std::ranges::sort(unplanned, {}, [](const OpenObligation* owed) { return owed->due; });
  if (unplanned.size() > 3) {
    const OpenObligation& first = *unplanned.front();
    out.push_back({.key = "plan:many:" + first.due.text(),
                   .kind = ActionKind::plan_many,
                   .href = "/team",
                   .due_at = first.due,
                   .person = first.rep,
                   .conversation = first.kind_name,
                   .count = static_cast<int>(unplanned.size()),
                   .rank = plan});
  } else {
    for (const OpenObligation* owed : unplanned)
      out.push_back({.key = "plan:" + owed->kind + ":" + owed->rep.id.text() + ":" + owed->due.text(),
                     .kind = ActionKind::plan,
                     .href = "/people/" + owed->rep.id.text() + "?plan=" + owed->kind,
                     .due_at = owed->due,
                     .person = owed->rep,
                     .conversation = owed->kind_name,
                     .rank = plan});
  }
  for (const OpenObligation& owed : waiting.owed_to_me) {
    if (owed.is_planned) continue;
    out.push_back({.key = "ask:" + owed.kind + ":" + owed.due.text(),
                   .kind = ActionKind::ask,
                   .href = "/people/" + owed.rep.id.text() + "?plan=" + owed.kind,
                   .due_at = owed.due,
                   .person = {},
                   .conversation = owed.kind_name,
                   .rank = prepare});
    break;
  }
}

void add_quiet(const Waiting& waiting, std::vector<NextAction>& out) {
  for (const Quiet& quiet : waiting.quiet) {
    const std::string id = quiet.person.id.text();
    out.push_back({.key = (quiet.is_manager ? "help:" : "quiet:") + id,
                   .kind = quiet.is_manager ? ActionKind::help : ActionKind::quiet,
                   .href = (quiet.is_manager ? "/cadence?manager=" : "/people/") + id,
                   .due_at = {},
                   .person = quiet.person,
                   .count = quiet.weeks,
                   .rank = quiet_people - std::min(quiet.weeks, 9)});
  }
}

void add_promises(const Waiting& waiting, std::vector<NextAction>& out) {
  for (const Promise& promise : waiting.my_promises)
    out.push_back({.key = "promise:" + promise.key,
                   .kind = ActionKind::promise,
                   .href = (promise.is_of_ride_along ? "/ride-alongs/" : "/sessions/") + promise.session.text(),
                   .due_at = {},
                   .person = {},
                   .quote = promise.text,
                   .rank = Rank::promise});
}

/// Several with the same person are one: the list of them.
void add_calibrations(const Waiting& waiting, std::vector<NextAction>& out) {
  const auto kind_of = [](const OpenCalibration& open) {
    switch (open.what) {
      case OpenCalibration::For::holding:
        return ActionKind::hold_calibration;
      case OpenCalibration::For::attending:
        return ActionKind::attend_calibration;
      case OpenCalibration::For::looking_again:
        return ActionKind::review_calibration;
    }
    return ActionKind::review_calibration;
  };
  const auto key_of = [&](const OpenCalibration& open) {
    const ActionKind kind = kind_of(open);
    return (kind == ActionKind::hold_calibration ? "hold:" : kind == ActionKind::attend_calibration ? "attend:" : "review:") + open.id;
  };
  std::vector<const OpenCalibration*> told;
  for (const OpenCalibration& open : waiting.calibrations) {
    const auto is_alike = [&](const OpenCalibration& other) { return other.what == open.what && other.with == open.with; };
    if (std::ranges::any_of(told, [&](const OpenCalibration* other) { return is_alike(*other); })) continue;
    told.push_back(&open);
    const bool is_one = std::ranges::count_if(waiting.calibrations, is_alike) == 1;
    out.push_back({.key = key_of(open),
                   .kind = kind_of(open),
                   .href = is_one ? "/calibrations/" + open.id : "/calibrations",
                   .due_at = {},
                   .person = open.with,
                   .rank = open.what == OpenCalibration::For::attending ? Rank::rate : calibration});
  }
}

void add_count(std::string key, ActionKind kind, std::string href, int count, int rank, std::vector<NextAction>& out) {
  if (count <= 0) return;
  out.push_back({.key = std::move(key) + ":" + text_of(count),
                 .kind = kind,
                 .href = std::move(href),
                 .due_at = {},
                 .person = {},
                 .count = count,
                 .rank = rank});
}

void add_health(const Waiting& waiting, std::vector<NextAction>& out) {
  add_count("calls", ActionKind::match_calls, "/calls?unmatched=true", waiting.unmatched_calls, health, out);
  add_count("unmatched", ActionKind::unmatched, "/imports", waiting.unmatched_names, health, out);
  for (const StaleSource& source : waiting.stale_sources)
    out.push_back({.key = "stale:" + source.kind,
                   .kind = source.was_ever_imported ? ActionKind::stale : ActionKind::never_imported,
                   .href = "/imports?kind=" + source.kind,
                   .due_at = {},
                   .person = {},
                   .source = source.kind,
                   .rank = health + 1});
  add_count("rejected", ActionKind::rejected, "/imports", waiting.rejected_rows, health + 2, out);
  add_count("capacity", ActionKind::capacity, "/playbook", waiting.managers_over_budget, capacity, out);
  add_count("users", ActionKind::never_signed_in, "/users", waiting.users_without_password, health, out);
}

}  // namespace

std::vector<NextAction> everything_waiting(const Waiting& waiting, Instant now) {
  std::vector<NextAction> out;
  add_meetings(waiting, now, out);
  add_owed(waiting, out);
  add_quiet(waiting, out);
  add_promises(waiting, out);
  add_calibrations(waiting, out);
  add_health(waiting, out);
  std::ranges::stable_sort(out, [](const NextAction& a, const NextAction& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    return a.due_at.value_or(Instant(INT64_MAX)) < b.due_at.value_or(Instant(INT64_MAX));
  });
  return out;
}

Choice choose(std::vector<NextAction> all, const std::set<std::string>& dismissed) {
  std::erase_if(all, [&](const NextAction& action) { return dismissed.contains(action.key); });
  Choice choice{.actions = std::move(all), .more = 0};
  if (choice.actions.size() > 3) {
    choice.more = static_cast<int>(choice.actions.size()) - 3;
    choice.actions.resize(3);
  }
  return choice;
}

}  // namespace backbeat::home
