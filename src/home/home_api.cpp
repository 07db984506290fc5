#include "home/home_api.hpp"

namespace backbeat::home {
namespace wire {

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct NextActionView {
  std::string key;
  std::string kind;
  std::string title;
  std::string why;
  std::string href;
  std::string verb;
  std::optional<Instant> due_at = {};
  std::optional<PersonRef> person = {};
};
BOOST_DESCRIBE_STRUCT(NextActionView, (), (key, kind, title, why, href, verb, due_at, person))

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
  std::string label;
  std::string value;
  std::optional<int> n = {};
  std::optional<double> low = {};
  std::optional<double> high = {};
  std::optional<std::string> note = {};
};
BOOST_DESCRIBE_STRUCT(NumberView, (), (label, value, n, low, high, note))

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

HomeAnswer wire_of(const Home& home) {
  HomeAnswer out{.now = home.now, .actions = {}, .more = home.choice.more, .today = {}, .numbers = {}};
  for (const NextAction& action : home.choice.actions) {
    out.actions.push_back({.key = action.key,
                           .kind = action.kind,
                           .title = action.title,
                           .why = action.why,
                           .href = action.href,
                           .verb = action.verb,
                           .due_at = action.due_at});
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
    out.numbers.push_back({.label = number.label,
                           .value = number.value,
                           .n = number.n,
                           .low = number.low,
                           .high = number.high,
                           .note = number.note.empty() ? std::nullopt : std::optional(number.note)});
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
           "At most three next actions with the reason for each, today's conversations, and at most three numbers with what they rest on.",
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
