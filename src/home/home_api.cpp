#include "home/home_api.hpp"

namespace backbeat::home {

BOOST_DESCRIBE_ENUM(ActionKind, join, start, open, prepare, confirm, rate, settle, plan, plan_many, ask, quiet, help, promise, unmatched,
                    stale, never_imported, rejected, capacity, never_signed_in, hold_calibration, attend_calibration, review_calibration,
                    match_calls)
BOOST_DESCRIBE_ENUM(NumberKind, held_by_team, held_with_me, commitments_kept, unmatched_names, overloaded_managers)

namespace wire {

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct NextActionView {
  std::string key;
  ActionKind kind{};
  std::string href;
  std::optional<Instant> due_at = {};
  std::optional<PersonRef> person = {};
  std::optional<std::string> conversation = {};
  std::optional<std::string> quote = {};
  std::optional<std::string> source = {};
  std::optional<int> count = {};
};
BOOST_DESCRIBE_STRUCT(NextActionView, (), (key, kind, href, due_at, person, conversation, quote, source, count))

struct TodayView {
  Id<Session> session_id;
  std::string kind_name;
  PersonRef with;
  Instant starts_at;
  int minutes = 0;
  std::string state;
};
BOOST_DESCRIBE_STRUCT(TodayView, (), (session_id, kind_name, with, starts_at, minutes, state))

struct NumberView {
  NumberKind kind{};
  std::optional<int> count = {};
  std::optional<int> n = {};
  std::optional<double> share = {};
  std::optional<double> low = {};
  std::optional<double> high = {};
};
BOOST_DESCRIBE_STRUCT(NumberView, (), (kind, count, n, share, low, high))

struct HomeAnswer {
  Instant now;
  std::vector<NextActionView> actions;
  int more = 0;
  std::vector<TodayView> today;
  std::vector<NumberView> numbers;
};
BOOST_DESCRIBE_STRUCT(HomeAnswer, (), (now, actions, more, today, numbers))

struct ActionKey {
  http::Str<1, 200> key;
};
BOOST_DESCRIBE_STRUCT(ActionKey, (), (key))

PersonRef wire_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

std::optional<std::string> said(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

HomeAnswer wire_of(const Home& home) {
  HomeAnswer out{.now = home.now, .actions = {}, .more = home.choice.more, .today = {}, .numbers = {}};
  for (const NextAction& action : home.choice.actions) {
    out.actions.push_back({.key = action.key,
                           .kind = action.kind,
                           .href = action.href,
                           .due_at = action.due_at,
                           .conversation = said(action.conversation),
                           .quote = said(action.quote),
                           .source = said(action.source),
                           .count = action.count > 0 ? std::optional(action.count) : std::nullopt});
    if (action.person) out.actions.back().person = wire_of(*action.person);
  }
  for (const Meeting& meeting : home.today)
    out.today.push_back({.session_id = meeting.session,
                         .kind_name = meeting.kind_name,
                         .with = wire_of(meeting.with),
                         .starts_at = meeting.starts_at,
                         .minutes = meeting.minutes,
                         .state = meeting.state});
  for (const Number& number : home.numbers)
    out.numbers.push_back(
        {.kind = number.kind, .count = number.count, .n = number.n, .share = number.share, .low = number.low, .high = number.high});
  return out;
}

}  // namespace wire

void routes(http::Router& router, const access::Desk& desk, const Homes& homes) {
  router.tag("home", "What to do next, and why.");
  router.get<http::Nothing, wire::HomeAnswer>(
      "/api/home",
      {.id = "get_home",
       .summary = "What to do next",
       .description =
           "At most three next actions, today's conversations, and at most three numbers with what they rest on. An action is its kind and "
           "what it is about; the words for it are the client's.",
       .tag = "home",
       .errors = {}},
      [&desk, &homes](const http::Call& call, const http::Nothing&) -> Result<wire::HomeAnswer> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire::wire_of(TRY(homes.home(actor)));
      });
  router.post<wire::ActionKey, Done>("/api/home/dismiss",
                                     {.id = "dismiss_action",
                                      .summary = "Put a next action aside",
                                      .description = "It stays away until it is restored; the next one moves up.",
                                      .tag = "home",
                                      .errors = {&access::needs_a_browser}},
                                     [&desk, &homes](const http::Call& call, const wire::ActionKey& in) -> Result<Done> {
                                       const access::Actor actor =
                                           TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                       return homes.dismiss(actor, in.key.value());
                                     });
  router.post<wire::ActionKey, Done>("/api/home/restore",
                                     {.id = "restore_action",
                                      .summary = "Bring a next action back",
                                      .description = "Undoes putting it aside.",
                                      .tag = "home",
                                      .errors = {&access::needs_a_browser}},
                                     [&desk, &homes](const http::Call& call, const wire::ActionKey& in) -> Result<Done> {
                                       const access::Actor actor =
                                           TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                       return homes.restore(actor, in.key.value());
                                     });
}

}  // namespace backbeat::home
