#include "capacity/capacity_api.hpp"

namespace backbeat::capacity {
namespace wire {

struct PreviewRequest {
  std::string text;
  LocalDate effective_from;
};
BOOST_DESCRIBE_STRUCT(PreviewRequest, (), (text, effective_from))

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct PlaybookProblem {
  int line = 0;
  int column = 0;
  std::string path;
  std::string found;
  std::string expected;
};
BOOST_DESCRIBE_STRUCT(PlaybookProblem, (), (line, column, path, found, expected))

struct PlaybookDifference {
  std::string path;
  std::optional<std::string> before;
  std::optional<std::string> after;
  std::string summary;
};
BOOST_DESCRIBE_STRUCT(PlaybookDifference, (), (path, before, after, summary))

struct PersonAffected {
  PersonRef person;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(PersonAffected, (), (person, before, after))

struct HoursOfKind {
  std::string kind;  // as a person says it
  std::string key;
  double hours = 0;
  double hours_high = 0;
};
BOOST_DESCRIBE_STRUCT(HoursOfKind, (), (kind, key, hours, hours_high))

struct ReliefOption {
  std::string what;
  double hours = 0;
  double hours_high = 0;
  int lost = 0;  // conversations of the quarter
  int reps = 0;  // for whom something changes
};
BOOST_DESCRIBE_STRUCT(ReliefOption, (), (what, hours, hours_high, lost, reps))

/// Hours a week; where the playbook gives a range, `..._high` is its upper end.
struct ManagerHours {
  PersonRef manager;
  int reps = 0;
  double hours_before = 0;
  double hours_before_high = 0;
  double hours_after = 0;
  double hours_after_high = 0;
  double budget_low = 0;
  double budget_high = 0;
  bool overflows = false;
  std::vector<HoursOfKind> by_kind;
  std::vector<HoursOfKind> by_kind_before;
  std::vector<ReliefOption> options;
  std::string statement;
};
BOOST_DESCRIBE_STRUCT(ManagerHours, (),
                      (manager, reps, hours_before, hours_before_high, hours_after, hours_after_high, budget_low, budget_high, overflows,
                       by_kind, by_kind_before, options, statement))

struct PlaybookPreview {
  bool ok = false;
  std::vector<PlaybookProblem> problems;
  std::vector<PlaybookDifference> differences;
  std::vector<PersonAffected> people_affected;
  int people_affected_total = 0;
  std::vector<ManagerHours> managers;
  std::string statement;
};
BOOST_DESCRIBE_STRUCT(PlaybookPreview, (), (ok, problems, differences, people_affected, people_affected_total, managers, statement))

}  // namespace wire

namespace {

constexpr std::size_t most_people_listed = 200;

double rounded(double hours) {
  return static_cast<double>(static_cast<long>(hours * 100 + 0.5)) / 100;
}

std::vector<wire::HoursOfKind> wire_of(const std::vector<KindHours>& kinds) {
  std::vector<wire::HoursOfKind> out;
  for (const auto& kind : kinds)
    out.push_back({.kind = kind.name, .key = kind.kind, .hours = rounded(kind.hours.low), .hours_high = rounded(kind.hours.high)});
  return out;
}

wire::ManagerHours wire_of(const LoadChange& change, const std::string& name) {
  wire::ManagerHours out{.manager = {.id = change.after.manager, .name = name},
                         .reps = change.after.reps,
                         .hours_before = rounded(change.before.total.low),
                         .hours_before_high = rounded(change.before.total.high),
                         .hours_after = rounded(change.after.total.low),
                         .hours_after_high = rounded(change.after.total.high),
                         .budget_low = change.after.budget_low,
                         .budget_high = change.after.budget_high,
                         .overflows = change.after.overflows(),
                         .by_kind = wire_of(change.after.by_kind),
                         .by_kind_before = wire_of(change.before.by_kind),
                         .options = {},
                         .statement = statement_of(change.after)};
  for (const auto& option : change.options)
    out.options.push_back({.what = option.what,
                           .hours = rounded(option.saves.low),
                           .hours_high = rounded(option.saves.high),
                           .lost = option.lost,
                           .reps = option.reps});
  return out;
}

wire::PlaybookPreview wire_of(const PlaybookPreview& found) {
  wire::PlaybookPreview out;
  out.ok = found.problems.empty();
  for (const auto& problem : found.problems)
    out.problems.push_back(
        {.line = problem.line, .column = problem.column, .path = problem.path, .found = problem.found, .expected = problem.expected});
  for (const auto& difference : found.differences)
    out.differences.push_back(
        {.path = difference.path, .before = difference.before, .after = difference.after, .summary = difference.summary});
  const auto name_of = [&](Id<Person> person) {
    const auto name = found.names.find(person);
    return name == found.names.end() ? std::string() : name->second;
  };
  out.people_affected_total = static_cast<int>(found.preview.affected.size());
  for (const auto& affected : found.preview.affected) {
    if (out.people_affected.size() == most_people_listed) break;
    out.people_affected.push_back(
        {.person = {.id = affected.person, .name = name_of(affected.person)}, .before = affected.before, .after = affected.after});
  }
  for (const auto& change : found.preview.managers) out.managers.push_back(wire_of(change, name_of(change.after.manager)));
  out.statement = found.preview.statement;
  return out;
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Capacities& capacities) {
  router.post<wire::PreviewRequest, wire::PlaybookPreview>(
      "/api/playbook/preview",
      {.id = "preview_playbook",
       .summary = "What publishing a text would change",
       .description = "Against the version that would be in force on that day otherwise: for whom, and in each manager's hours a week. "
                      "At most 200 people are listed; people_affected_total counts them all.",
       .tag = "playbook",
       .errors = {&errors::forbidden, &errors::not_found}},
      [&desk, &capacities](const http::Call& call, const wire::PreviewRequest& in) -> Result<wire::PlaybookPreview> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(TRY(capacities.preview(actor, in.text, in.effective_from)));
      });
}

}  // namespace backbeat::capacity
