#include "cadence/cadence_api.hpp"

#include "cadence/cadence_api_dto.hpp"

#include <cmath>

namespace backbeat::cadence {
namespace {

struct CadenceQuery {
  std::optional<http::Int<1, 53>> weeks;
  std::optional<IsoWeek> until;
  std::optional<std::string> kind;
};
BOOST_DESCRIBE_STRUCT(CadenceQuery, (), (weeks, until, kind))

struct CellQuery {
  Id<Person> manager_id;
  IsoWeek week;
  std::optional<std::string> kind;
};
BOOST_DESCRIBE_STRUCT(CellQuery, (), (manager_id, week, kind))

struct OwedQuery {
  std::optional<Id<Person>> person_id;
  std::optional<Instant> as_of;
};
BOOST_DESCRIBE_STRUCT(OwedQuery, (), (person_id, as_of))

constexpr int weeks_shown = 13;
constexpr std::size_t reps_named = 3;

std::string kind_of(const std::optional<std::string>& asked) {
  return asked.value_or("all") == "all" ? std::string() : *asked;
}

ViewRequest request_of(const CadenceQuery& in) {
  return {.until = in.until, .weeks = in.weeks ? static_cast<int>(in.weeks->value()) : weeks_shown, .kind = kind_of(in.kind)};
}

// The wire's enumerators stand in the order of the domain's.
wire::State wire_of(ObligationState state) {
  return static_cast<wire::State>(state);
}

wire::PersonRef wire_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

std::optional<wire::PersonRef> wire_of(const std::optional<people::PersonRef>& person) {
  return person ? std::optional(wire_of(*person)) : std::nullopt;
}

template <class To = wire::CadenceCell>
To wire_of(const Cell& cell) {
  To out;
  out.owed = cell.owed;
  out.held = cell.held;
  out.short_ = cell.held_short;
  out.moved = cell.moved;
  out.excused = cell.excused;
  out.cancelled = cell.cancelled;
  out.missed = cell.missed;
  out.pending = cell.pending;
  out.delegated = cell.delegated;
  return out;
}

wire::CadenceTotal total_of(const Cell& cell) {
  wire::CadenceTotal out = wire_of<wire::CadenceTotal>(cell);
  out.n = cell.owed - cell.pending;
  if (const auto rate = cell.rate()) {
    out.rate = rate->value;
    out.low = rate->low;
    out.high = rate->high;
  }
  return out;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::string percent(double share) {
  return std::to_string(std::lround(share * 100)) + " %";
}

/// "Ana Ruiz (4 weeks) and Bo Lind (3 weeks) had no 1:1. What stands in the way?"
std::string text_of(const Without& without, const NamedView& seen) {
  const std::string question = " What stands in the way, and what would help?";
  const auto gaps = [](std::size_t count) { return counted(count, "rep", "reps"); };
  if (!without.gaps.front().rep.is_set())
    return gaps(without.gaps.size()) + " had no 1:1 for " + counted(static_cast<std::size_t>(without.gaps.front().weeks), "week", "weeks") +
           (without.gaps.size() > 1 ? " or nearly." : ".") + question;
  std::string named;
  for (std::size_t i = 0; i < std::min(reps_named, without.gaps.size()); ++i) {
    const Gap& gap = without.gaps[i];
    const auto name = seen.names.find(gap.rep);
    named += (i == 0 ? "" : ", ") + (name == seen.names.end() ? std::string() : name->second) + " (" +
             counted(static_cast<std::size_t>(gap.weeks), "week", "weeks") + ")";
  }
  if (without.gaps.size() > reps_named) named += " and " + counted(without.gaps.size() - reps_named, "more", "more");
  return "No 1:1: " + named + "." + question;
}

std::string text_of(const Decay& decay) {
  return "Since the start on " + decay.launched.text() + " kept fell from " + percent(decay.first.value) +
         " (n = " + std::to_string(decay.first.n) + ") in the first four weeks to " + percent(decay.since.value) +
         " (n = " + std::to_string(decay.since.n) + "). What help is needed to keep the block free?";
}

wire::CadenceAttention attention_of(const std::optional<wire::PersonRef>& manager, const Without& without, const NamedView& seen) {
  wire::CadenceAttention out{.manager = manager, .kind = wire::AttentionKind::weeks_without, .text = text_of(without, seen)};
  for (const Gap& gap : without.gaps) {
    const auto name = seen.names.find(gap.rep);
    wire::AttentionGap each{.rep = {}, .weeks = gap.weeks};
    if (gap.rep.is_set()) each.rep = wire::PersonRef{.id = gap.rep, .name = name == seen.names.end() ? "" : name->second};
    out.gaps.push_back(std::move(each));
  }
  return out;
}

wire::CadenceAttention attention_of(const std::optional<wire::PersonRef>& manager, const Decay& decay) {
  const auto share_of = [](const Rate& rate) { return wire::AttentionShare{.value = rate.value, .n = rate.n}; };
  return {.manager = manager,
          .kind = wire::AttentionKind::launch_decay,
          .text = text_of(decay),
          .launched_on = decay.launched,
          .first = share_of(decay.first),
          .since = share_of(decay.since)};
}

wire::Cadence wire_of(const NamedView& seen) {
  wire::Cadence out;
  out.as_of = seen.view.as_of;
  for (const LocalDate monday : seen.view.mondays) out.weeks.push_back({.week = IsoWeek::of(monday), .monday = monday});
  for (std::size_t i = 0; i < seen.view.managers.size(); ++i) {
    const ManagerRow& row = seen.view.managers[i];
    const auto name = seen.names.find(row.manager);
    std::optional<wire::PersonRef> manager;
    if (row.manager.is_set()) manager = wire::PersonRef{.id = row.manager, .name = name == seen.names.end() ? "" : name->second};
    wire::CadenceManager line{.manager = manager,
                              .leader = wire_of(seen.leaders[i]),
                              .reps = row.reps,
                              .cells = {},
                              .total = total_of(row.total),
                              .weeks_without = row.weeks_without,
                              .attention = {}};
    for (const Cell& cell : row.cells) line.cells.push_back(wire_of(cell));
    const auto without = std::ranges::find(seen.without, row.manager, &Without::manager);
    if (without != seen.without.end()) {
      out.attention.push_back(attention_of(manager, *without, seen));
      line.attention = out.attention.back().text;
    }
    if (row.decay) {
      out.attention.push_back(attention_of(manager, *row.decay));
      if (!line.attention) line.attention = out.attention.back().text;
    }
    out.managers.push_back(std::move(line));
  }
  return out;
}

wire::CadenceRow wire_of(const WeekRow& row) {
  const Obligation& owed = row.owed;
  return {.obligation_id = owed.id,
          .rep = wire_of(row.rep),
          .kind = owed.kind,
          .kind_name = row.kind_name,
          .window_from = owed.window.first,
          .window_to = owed.window.last,
          .due_at = owed.due,
          .state = wire_of(owed.state),
          .on_time = owed.on_time,
          .planned_minutes = row.planned_minutes,
          .held_minutes = row.held_minutes,
          .session_id = owed.session.is_set() ? std::optional(owed.session) : std::nullopt,
          .moved_times = owed.moved,
          .focus_competency = row.focus_competency.empty() ? std::nullopt : std::optional(row.focus_competency),
          .commitment_verdicts = row.verdicts};
}

wire::Obligation wire_of(const OwedRow& row) {
  const Obligation& owed = row.owed;
  return {.id = owed.id,
          .rep = wire_of(row.rep),
          .manager = wire_of(row.manager),
          .kind = owed.kind,
          .kind_name = row.kind_name,
          .window_from = owed.window.first,
          .window_to = owed.window.last,
          .due_at = owed.due,
          .state = wire_of(owed.state),
          .on_time = owed.on_time,
          .session_id = owed.session.is_set() ? std::optional(owed.session) : std::nullopt,
          .moved_times = owed.moved,
          .share = owed.share};
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Cadences& cadences) {
  router.tag("cadence", "What coaching is owed, and where it happens.");
  router.get<CadenceQuery, wire::Cadence>(
      "/api/cadence",
      {.id = "get_cadence",
       .summary = "Managers by weeks",
       .description = "Counts of what was owed in each week and what became of it, with the rate held and its 95 % interval. Executives, "
                      "enablement and RevOps see every manager; managers and leaders themselves and the managers below them. What nobody "
                      "owes is a row without a manager. Excused and cancelled stay below the line.",
       .tag = "cadence",
       .errors = {&errors::forbidden}},
      [&desk, &cadences](const http::Call& call, const CadenceQuery& in) -> Result<wire::Cadence> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(TRY(cadences.view(actor, request_of(in))));
      });
  router.get<CadenceQuery, http::File>(
      "/api/cadence.csv",
      {.id = "export_cadence",
       .summary = "Managers by weeks, as CSV",
       .description = "The counts of the same query, a record for each manager and week.",
       .tag = "cadence",
       .errors = {&errors::forbidden},
       .produces = "text/csv"},
      [&desk, &cadences](const http::Call& call, const CadenceQuery& in) -> Result<http::File> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        std::string text = TRY(cadences.csv(actor, request_of(in)));  // not inside the braces: g++ 12 leaks what TRY leaves behind there
        return http::File{.content_type = "text/csv", .file_name = "cadence.csv", .bytes = std::move(text)};
      });
  router.get<CellQuery, http::List<wire::CadenceRow>>(
      "/api/cadence/{manager_id}/{week}",
      {.id = "get_cadence_week",
       .summary = "One manager's week",
       .description = "Each obligation whose window ended in the week, with its session's metadata: never what was said. For the manager, "
                      "those above them, enablement and RevOps.",
       .tag = "cadence",
       .errors = {&errors::not_found}},
      [&desk, &cadences](const http::Call& call, const CellQuery& in) -> Result<http::List<wire::CadenceRow>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        http::List<wire::CadenceRow> list;
        for (const WeekRow& row : TRY(cadences.week(actor, in.manager_id, in.week, kind_of(in.kind)))) list.items.push_back(wire_of(row));
        return list;
      });
  router.get<OwedQuery, wire::Owed>("/api/owed",
                                    {.id = "get_owed",
                                     .summary = "What a person is owed",
                                     .description = "Windows that are open, open within two weeks or closed in the four weeks before, as "
                                                    "known at an instant. For the person (you, where "
                                                    "none is named), those above them, enablement and RevOps.",
                                     .tag = "cadence",
                                     .errors = {&errors::not_found}},
                                    [&desk, &cadences](const http::Call& call, const OwedQuery& in) -> Result<wire::Owed> {
                                      const access::Actor actor =
                                          TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                      const OwedList list = TRY(cadences.owed(actor, in.person_id, in.as_of));
                                      wire::Owed out{.as_of = list.as_of, .items = {}};
                                      for (const OwedRow& row : list.rows) out.items.push_back(wire_of(row));
                                      return out;
                                    });
}

}  // namespace backbeat::cadence
