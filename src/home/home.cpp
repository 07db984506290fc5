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

void add_meetings(const Waiting& waiting, Instant now, std::vector<NextAction>& out) {
  for (const Meeting& meeting : waiting.meetings) {
    const std::string id = meeting.session.text();
    if (meeting.is_running) {
      out.push_back({.key = "join:" + id,
                     .kind = "join",
                     .title = "Join your " + meeting.kind_name + " with " + meeting.with.name,
                     .why = "It is running now.",
                     .href = page_of(meeting),
                     .verb = "Join",
                     .due_at = meeting.starts_at,
                     .person = meeting.with,
                     .rank = running});
    } else if (meeting.is_open && meeting.starts_at > now - std::chrono::hours(4) && meeting.starts_at < now + std::chrono::hours(24)) {
      const bool is_soon = meeting.starts_at < now + std::chrono::minutes(30);
      out.push_back({.key = "open:" + id,
                     .kind = "open",
                     .title = meeting.kind_name + " with " + meeting.with.name,
                     .why = meeting.viewer_is_rep ? "It opens on what you said you would do." : "It opens on what they said they would do.",
                     .href = page_of(meeting),
                     .verb = is_soon && !meeting.viewer_is_rep ? "Start" : "Open",
                     .due_at = meeting.starts_at,
                     .person = meeting.with,
                     .rank = is_soon ? starting : prepare});
    } else if (meeting.waits_for_confirmation) {
      out.push_back({.key = "confirm:" + id,
                     .kind = "confirm",
                     .title = "Did your " + meeting.kind_name + " with " + meeting.with.name + " take place?",
                     .why = "It counts as held once you say so.",
                     .href = page_of(meeting),
                     .verb = "Confirm",
                     .due_at = {},
                     .person = meeting.with,
                     .rank = confirm});
    } else if (meeting.waits_for_rating) {
      out.push_back({.key = "rate:" + id,
                     .kind = "rate",
                     .title = "Was your " + meeting.kind_name + " with " + meeting.with.name + " useful?",
                     .why = "One tap. Your manager only ever sees an average of many.",
                     .href = page_of(meeting),
                     .verb = "Answer",
                     .due_at = {},
                     .person = meeting.with,
                     .rank = rate});
    } else if (meeting.is_open && !meeting.viewer_is_rep && meeting.starts_at <= now - std::chrono::hours(4)) {
      out.push_back({.key = "settle:" + id,
                     .kind = "settle",
                     .title = "What became of your " + meeting.kind_name + " with " + meeting.with.name + "?",
                     .why = "It was planned and never started. Move it, or say why it did not take place.",
                     .href = page_of(meeting),
                     .verb = "Settle",
                     .due_at = {},
                     .person = meeting.with,
                     .rank = confirm});
    }
  }
}

void add_owed(const Waiting& waiting, std::vector<NextAction>& out) {
  std::vector<const OpenObligation*> unplanned;
  for (const OpenObligation& owed : waiting.owed_by_me)
    if (!owed.is_planned) unplanned.push_back(&owed);
  std::ranges::sort(unplanned, {}, [](const OpenObligation* owed) { return owed->due; });
  if (unplanned.size() > 3) {
    out.push_back({.key = "plan:many:" + unplanned.front()->due.text(),
                   .kind = "plan",
                   .title = "Plan " + text_of(static_cast<int>(unplanned.size())) + " sessions your reps are owed",
                   .why = "The first window closes with " + unplanned.front()->rep.name + "'s " + unplanned.front()->kind_name + ".",
                   .href = "/team",
                   .verb = "Plan",
                   .due_at = unplanned.front()->due,
                   .person = {},
                   .rank = plan});
  } else {
    for (const OpenObligation* owed : unplanned)
      out.push_back({.key = "plan:" + owed->kind + ":" + owed->rep.id.text() + ":" + owed->due.text(),
                     .kind = "plan",
                     .title = "Plan a " + owed->kind_name + " with " + owed->rep.name,
                     .why = "It is owed, and nothing is on the calendar.",
                     .href = "/people/" + owed->rep.id.text() + "?plan=" + owed->kind,
                     .verb = "Plan",
                     .due_at = owed->due,
                     .person = owed->rep,
                     .rank = plan});
  }
  for (const OpenObligation& owed : waiting.owed_to_me) {
    if (owed.is_planned) continue;
    out.push_back({.key = "ask:" + owed.kind + ":" + owed.due.text(),
                   .kind = "ask",
                   .title = "Ask for your " + owed.kind_name,
                   .why = "You are owed one, and nothing is on the calendar.",
                   .href = "/people/" + owed.rep.id.text() + "?plan=" + owed.kind,
                   .verb = "Plan",
                   .due_at = owed.due,
                   .person = {},
                   .rank = prepare});
    break;
  }
}

void add_quiet(const Waiting& waiting, std::vector<NextAction>& out) {
  for (const Quiet& quiet : waiting.quiet) {
    if (quiet.is_manager)
      out.push_back({.key = "help:" + quiet.person.id.text(),
                     .kind = "help",
                     .title = "Ask " + quiet.person.name + " what is in the way",
                     .why = "No 1:1 in their team for " + text_of(quiet.weeks) + " weeks. What help do they need?",
                     .href = "/cadence?manager=" + quiet.person.id.text(),
                     .verb = "Look",
                     .due_at = {},
                     .person = quiet.person,
                     .rank = quiet_people - std::min(quiet.weeks, 9)});
    else
      out.push_back({.key = "quiet:" + quiet.person.id.text(),
                     .kind = "quiet",
                     .title = quiet.person.name + " has had no 1:1 for " + text_of(quiet.weeks) + " weeks",
                     .why = "A rhythm that stops for three weeks rarely starts again by itself.",
                     .href = "/people/" + quiet.person.id.text(),
                     .verb = "Plan one",
                     .due_at = {},
                     .person = quiet.person,
                     .rank = quiet_people - std::min(quiet.weeks, 9)});
  }
}

void add_promises(const Waiting& waiting, std::vector<NextAction>& out) {
  for (const Promise& promise : waiting.my_promises)
    out.push_back({.key = "promise:" + promise.key,
                   .kind = "promise",
                   .title = "You said: \u201c" + promise.text + "\u201d",
                   .why = "Your next conversation opens on it.",
                   .href = "/sessions/" + promise.session.text(),
                   .verb = "See",
                   .due_at = {},
                   .person = {},
                   .rank = Rank::promise});
}

void add_health(const Waiting& waiting, std::vector<NextAction>& out) {
  if (waiting.unmatched_names > 0)
    out.push_back({.key = "unmatched:" + text_of(waiting.unmatched_names),
                   .kind = "unmatched",
                   .title = waiting.unmatched_names == 1 ? "One name in the imports belongs to nobody"
                                                         : text_of(waiting.unmatched_names) + " names in the imports belong to nobody",
                   .why = "Their rows wait, and no number counts them.",
                   .href = "/imports",
                   .verb = "Match",
                   .due_at = {},
                   .person = {},
                   .rank = health});
  for (const StaleSource& source : waiting.stale_sources)
    out.push_back(
        {.key = "stale:" + source.kind,
         .kind = "stale",
         .title = source.was_ever_imported ? source.label + " have not been imported for over a week" : "Import the first " + source.label,
         .why = source.was_ever_imported ? "Signals say how old they are, and managers stop trusting old ones."
                                         : "Signals stay silent without them.",
         .href = "/imports?kind=" + source.kind,
         .verb = "Import",
         .due_at = {},
         .person = {},
         .rank = health + 1});
  if (waiting.rejected_rows > 0)
    out.push_back({.key = "rejected:" + text_of(waiting.rejected_rows),
                   .kind = "rejected",
                   .title = text_of(waiting.rejected_rows) + " rows of the last imports were rejected",
                   .why = "Each says what was expected.",
                   .href = "/imports",
                   .verb = "Read",
                   .due_at = {},
                   .person = {},
                   .rank = health + 2});
  if (waiting.managers_over_budget > 0)
    out.push_back({.key = "capacity:" + text_of(waiting.managers_over_budget),
                   .kind = "capacity",
                   .title = waiting.managers_over_budget == 1
                                ? "The playbook asks more of one manager than there are hours"
                                : "The playbook asks more of " + text_of(waiting.managers_over_budget) + " managers than there are hours",
                   .why = "What cannot fit is dropped quietly unless somebody chooses.",
                   .href = "/playbook",
                   .verb = "Look",
                   .due_at = {},
                   .person = {},
                   .rank = capacity});
  if (waiting.users_without_password > 0)
    out.push_back({.key = "users:" + text_of(waiting.users_without_password),
                   .kind = "users",
                   .title = waiting.users_without_password == 1 ? "One person has never signed in"
                                                                : text_of(waiting.users_without_password) + " people have never signed in",
                   .why = "Their set-up link may have expired.",
                   .href = "/users",
                   .verb = "See",
                   .due_at = {},
                   .person = {},
                   .rank = health});
}

}  // namespace

std::vector<NextAction> everything_waiting(const Waiting& waiting, Instant now) {
  std::vector<NextAction> out;
  add_meetings(waiting, now, out);
  add_owed(waiting, out);
  add_quiet(waiting, out);
  add_promises(waiting, out);
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
