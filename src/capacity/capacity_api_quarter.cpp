#include "capacity/capacity_api.hpp"
#include "capacity/capacity_api_quarter_dto.hpp"

#include <cmath>
#include <set>

namespace backbeat::capacity {
namespace {

struct QuarterQuery {
  std::optional<std::string> quarter;
};
BOOST_DESCRIBE_STRUCT(QuarterQuery, (), (quarter))

struct ManagerQuery {
  Id<Person> manager_id;
  std::optional<std::string> quarter;
};
BOOST_DESCRIBE_STRUCT(ManagerQuery, (), (manager_id, quarter))

struct OptionsQuery {
  std::optional<std::string> quarter;
  std::optional<std::string> apply;
};
BOOST_DESCRIBE_STRUCT(OptionsQuery, (), (quarter, apply))

struct ManagerOptionsQuery {
  Id<Person> manager_id;
  std::optional<std::string> quarter;
  std::optional<std::string> apply;
};
BOOST_DESCRIBE_STRUCT(ManagerOptionsQuery, (), (manager_id, quarter, apply))

struct TextQuery {
  std::string apply;
};
BOOST_DESCRIBE_STRUCT(TextQuery, (), (apply))

constexpr std::size_t most_shifts = 100;

double rounded(double hours) {
  return std::round(hours * 100) / 100 + 0.0;
}

wire::CapacityHours wire_of(const Hours& hours) {
  return {.low = rounded(hours.low), .high = rounded(hours.high)};
}

std::optional<wire::CapacityPerson> person_of(Id<Person> person, const Names& names) {
  const auto name = names.find(person);
  if (name == names.end()) return std::nullopt;
  return wire::CapacityPerson{.id = person, .name = name->second};
}

wire::CapacityLoad wire_of(const ManagerQuarter& load, const Demand& demand, const Names& names, int span_flag) {
  wire::CapacityLoad out{.manager = person_of(load.manager, names),
                         .reps = load.reps,
                         .joining = load.joining,
                         .leaving = load.leaving,
                         .is_over_span = load.manager.is_set() && span_flag > 0 && load.reps > span_flag,
                         .asked = wire_of(load.asked),
                         .budget = wire_of(load.budget),
                         .asked_a_week = {},
                         .budget_a_week = {},
                         .overflows = !load.left_over.empty(),
                         .by_kind = {},
                         .left_over = {},
                         .weeks = {},
                         .statement = statement_of(load, demand.quarter)};
  if (load.weeks > 0) {
    out.asked_a_week = wire_of(load.a_week());
    out.budget_a_week = wire_of(load.budget * (1 / load.weeks));
  }
  for (const KindHours& kind : load.by_kind) out.by_kind.push_back({.key = kind.kind, .name = kind.name, .hours = wire_of(kind.hours)});
  for (const LeftOver& left : load.left_over)
    out.left_over.push_back({.key = left.kind,
                             .name = left.name,
                             .count = static_cast<int>(std::lround(left.count)),
                             .of = static_cast<int>(std::lround(std::max(left.of, left.count))),
                             .hours = rounded(left.hours)});
  for (std::size_t i = 0; i < load.by_week.size(); ++i) {
    const Week& week = demand.weeks[i];
    const WeekHours& hours = load.by_week[i];
    wire::CapacityWeek& to = out.weeks.emplace_back();
    to.monday = week.monday;
    to.from = week.days.first;
    to.to = week.days.last;
    to.weekdays = week.weekdays;
    to.asked = wire_of(hours.asked);
    to.budget = wire_of(hours.budget);
    to.overflow = rounded(hours.overflow());
    for (const Hours& kind : hours.by_kind) to.by_kind.push_back(wire_of(kind));
  }
  return out;
}

std::optional<wire::CapacityRate> wire_of(const std::optional<cadence::Rate>& rate) {
  if (!rate) return std::nullopt;
  return wire::CapacityRate{.n = static_cast<int>(rate->n), .value = rate->value, .low = rate->low, .high = rate->high};
}

wire::CapacityCuts cuts_of(const QuarterView& view) {
  wire::CapacityCuts out{.from = view.cuts_over.first, .to = view.cuts_over.last, .items = {}};
  for (const Cut& cut : view.cuts)
    out.items.push_back({.key = cut.kind,
                         .name = cut.name,
                         .kept = cut.kept,
                         .left = cut.left,
                         .excused = cut.excused,
                         .rate = wire_of(cut.rate),
                         .at_quarter_end = wire_of(cut.at_quarter_end),
                         .grows_at_the_end = cut.grows_at_the_end,
                         .is_clear = cut.is_clear});
  return out;
}

/// What the two answers about a quarter have in common.
template <class Answer>
Answer begun(const QuarterView& view) {
  Answer out;
  out.as_of = view.as_of;
  out.quarter = view.demand.quarter.text();
  out.from = view.demand.quarter.first_day();
  out.to = view.demand.quarter.last_day();
  for (const FiscalQuarter& quarter : view.quarters) out.quarters.push_back(quarter.text());
  out.cuts = cuts_of(view);
  return out;
}

wire::CapacityQuarter wire_of(const QuarterView& view) {
  auto out = begun<wire::CapacityQuarter>(view);
  out.overflowing = view.demand.overflowing();
  out.together = wire_of(view.together, view.demand, {}, 0);
  for (const ManagerQuarter& load : view.demand.managers) {
    wire::CapacityLoad row = wire_of(load, view.demand, view.names, view.span_flag);
    row.weeks.clear();  // of one manager they are asked for by themselves
    out.managers.push_back(std::move(row));
  }
  return out;
}

wire::CapacityManager wire_of(const ManagerView& view) {
  auto out = begun<wire::CapacityManager>(view.whole);
  const ManagerQuarter none{.manager = {}};
  const ManagerQuarter& load = view.whole.demand.managers.empty() ? none : view.whole.demand.managers.front();
  out.load = wire_of(load, view.whole.demand, view.whole.names, view.whole.span_flag);
  for (const RepAsked& row : view.reps) {
    if (out.reps.empty() || out.reps.back().rep.id != row.rep)
      out.reps.push_back({.rep = {.id = row.rep, .name = view.whole.names.at(row.rep)}, .conversations = {}});
    out.reps.back().conversations.push_back(
        {.key = row.kind, .name = row.name, .count = row.count, .excused = row.excused, .minutes = row.minutes});
  }
  return out;
}

wire::CapacityEffect wire_of(const Effect& effect, double weeks, const Names& names) {
  wire::CapacityEffect out{.saves = wire_of(effect.saves),
                           .saves_a_week = weeks > 0 ? wire_of(effect.saves * (1 / weeks)) : wire::CapacityHours{},
                           .overflowing = effect.overflowing,
                           .coaches_to_come = effect.coaches_to_come,
                           .reps = effect.reps,
                           .lost = 0,
                           .uncovered = effect.uncovered,
                           .shifts = {},
                           .shifts_total = static_cast<int>(effect.shifts.size())};
  for (const Shift& shift : effect.shifts) {
    out.lost += shift.lost();
    if (out.shifts.size() == most_shifts) continue;
    out.shifts.push_back({.rep = person_of(shift.rep, names),
                          .key = shift.kind,
                          .name = shift.name,
                          .manager_before = person_of(shift.manager_before, names),
                          .manager_after = person_of(shift.manager_after, names),
                          .count_before = shift.count_before,
                          .count_after = shift.count_after,
                          .minutes_before = shift.minutes_before,
                          .minutes_after = shift.minutes_after,
                          .is_shared = shift.is_shared,
                          .is_uncovered = shift.is_uncovered()});
  }
  return out;
}

wire::CapacityLever wire_of(const Lever& lever) {
  return {.key = lever.key,
          .kind = std::string(name_of(lever.kind)),
          .what = lever.what,
          .price = lever.price,
          .is_of_rules = lever.is_of_rules()};
}

/// All of a demand but coaches who are not there yet.
ManagerQuarter present_in(const Demand& demand) {
  std::vector<Id<Person>> managers;
  for (const ManagerQuarter& load : demand.managers)
    if (!is_to_come(load.manager)) managers.push_back(load.manager);
  return together(demand, managers);
}

wire::CapacityOptions wire_of(const OptionsView& view) {
  wire::CapacityOptions out;
  out.quarter = view.quarter.text();
  const ManagerQuarter before = present_in(view.before);
  out.before = wire_of(before, view.before, {}, 0);
  out.after = wire_of(present_in(view.pulled.demand), view.pulled.demand, {}, 0);
  out.overflowing_before = view.before.overflowing();
  for (const Lever& lever : view.levers) out.pulled.push_back(wire_of(lever));
  out.effect = wire_of(view.pulled.effect, before.weeks, view.names);
  for (const Choice& choice : view.choices)
    out.options.push_back({.lever = wire_of(choice.lever), .effect = wire_of(choice.effect, before.weeks, view.names)});
  if (view.fit) {
    out.fit = wire::CapacityFit{.levers = {}, .effect = wire_of(view.fit->pulled.effect, before.weeks, view.names)};
    for (const Lever& lever : view.fit->levers) out.fit->levers.push_back(wire_of(lever));
  }
  return out;
}

std::vector<std::string> keys_of(const std::optional<std::string>& text) {
  std::vector<std::string> keys;
  std::string key;
  for (const char each : text.value_or("") + ",") {
    if (each != ',') {
      key += each;
    } else if (!key.empty()) {
      keys.push_back(std::move(key));
      key.clear();
    }
  }
  return keys;
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Quarters& quarters) {
  router.tag("capacity", "The hours a playbook asks of managers against the hours there are.");
  router.get<QuarterQuery, wire::CapacityQuarter>(
      "/api/capacity/quarter",
      {.id = "get_capacity",
       .summary = "A quarter ahead, manager by manager",
       .description =
           "What the playbook will ask in a quarter (the next one, where none is named) against the hours there are, all together "
           "week by week and for each manager; what does not fit is named. Executives, enablement and RevOps see every manager; "
           "managers and leaders themselves and those below them. With what was owed and not held in the last four quarters.",
       .tag = "capacity",
       .errors = {&errors::forbidden}},
      [&desk, &quarters](const http::Call& call, const QuarterQuery& in) -> Result<wire::CapacityQuarter> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(TRY(quarters.quarter(actor, in.quarter.value_or(""))));
      });
  router.get<ManagerQuery, wire::CapacityManager>(
      "/api/capacity/quarter/{manager_id}",
      {.id = "get_capacity_of_manager",
       .summary = "One manager's quarter ahead",
       .description = "Week by week and rep by rep. For the manager, those above them, enablement and RevOps.",
       .tag = "capacity",
       .errors = {&errors::not_found}},
      [&desk, &quarters](const http::Call& call, const ManagerQuery& in) -> Result<wire::CapacityManager> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(TRY(quarters.manager(actor, in.manager_id, in.quarter.value_or(""))));
      });
  router.get<OptionsQuery, wire::CapacityOptions>(
      "/api/capacity/options",
      {.id = "get_capacity_options",
       .summary = "What could give",
       .description =
           "Each option with what it saves and which rep loses which conversations, derived again with the changed rules or teams; "
           "`apply` pulls some already (keys with commas between them). `fit` is the smallest set with which everything fits, of "
           "at most three. Reps are named to those who see their sessions; to others their conversations are added up. At most "
           "100 shifts are listed; shifts_total counts them all.",
       .tag = "capacity",
       .errors = {&errors::forbidden}},
      [&desk, &quarters](const http::Call& call, const OptionsQuery& in) -> Result<wire::CapacityOptions> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(TRY(quarters.options(actor, {.manager = {}, .quarter = in.quarter.value_or(""), .pulled = keys_of(in.apply)})));
      });
  router.get<ManagerOptionsQuery, wire::CapacityOptions>(
      "/api/capacity/options/{manager_id}",
      {.id = "get_capacity_options_of_manager",
       .summary = "What could give for one manager",
       .description = "The same for one manager's hours. For the manager, those above them, enablement and RevOps.",
       .tag = "capacity",
       .errors = {&errors::not_found}},
      [&desk, &quarters](const http::Call& call, const ManagerOptionsQuery& in) -> Result<wire::CapacityOptions> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(
            TRY(quarters.options(actor, {.manager = in.manager_id, .quarter = in.quarter.value_or(""), .pulled = keys_of(in.apply)})));
      });
  router.get<TextQuery, http::File>(
      "/api/capacity/playbook.toml",
      {.id = "get_capacity_playbook",
       .summary = "The playbook with options written into it",
       .description = "The text in force in the next quarter with the options `apply` names written in; its comments stay. Nothing is "
                      "published. For who may publish.",
       .tag = "capacity",
       .errors = {&errors::forbidden, &cannot_be_written},
       .produces = "text/plain; charset=utf-8"},
      [&desk, &quarters](const http::Call& call, const TextQuery& in) -> Result<http::File> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        std::string text = TRY(quarters.playbook_text(actor, keys_of(in.apply)));
        return http::File{.content_type = "text/plain; charset=utf-8", .file_name = {}, .bytes = std::move(text)};
      });
}

}  // namespace backbeat::capacity
