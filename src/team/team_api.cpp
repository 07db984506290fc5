#include "team/team_api.hpp"

#include "base/text.hpp"

namespace backbeat::team {
namespace wire {

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct LastWeeks {
  int owed = 0;
  int held = 0;
  int short_ = 0;
  int excused = 0;
  int cancelled = 0;
  int missed = 0;
};
BOOST_DESCRIBE_STRUCT(LastWeeks, (), (owed, held, short_, excused, cancelled, missed))

struct NextOfRep {
  Id<Session> id;
  std::string kind;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(NextOfRep, (), (id, kind, starts_at))

struct TeamRep {
  PersonRef person;
  std::string job_role;
  std::string tenure_band;
  std::optional<std::string> focus_skill = {};
  std::optional<NextOfRep> next_session = {};
  std::optional<Instant> last_held_at = {};
  LastWeeks last_four_weeks = {};
  int open_commitments = 0;
  int weeks_without = 0;
};
BOOST_DESCRIBE_STRUCT(TeamRep, (),
                      (person, job_role, tenure_band, focus_skill, next_session, last_held_at, last_four_weeks, open_commitments,
                       weeks_without))

struct TeamHours {
  double asked = 0;
  double asked_high = 0;
  double budget_low = 0;
  double budget_high = 0;
  std::string statement;
};
BOOST_DESCRIBE_STRUCT(TeamHours, (), (asked, asked_high, budget_low, budget_high, statement))

struct TeamAnswer {
  PersonRef manager;
  std::vector<PersonRef> managers;
  std::vector<TeamRep> reps;
  std::optional<TeamHours> hours = {};
};
BOOST_DESCRIBE_STRUCT(TeamAnswer, (), (manager, managers, reps, hours))

struct TeamQuery {
  std::optional<Id<Person>> manager_id;
};
BOOST_DESCRIBE_STRUCT(TeamQuery, (), (manager_id))

enum class TimelineKind { session, commitment, inspection, assignment, hire, leave, focus };
BOOST_DESCRIBE_ENUM(TimelineKind, session, commitment, inspection, assignment, hire, leave, focus)

struct TimelineEntry {
  Instant at;
  TimelineKind kind{};
  std::string title;
  std::optional<std::string> detail = {};
  std::optional<Id<Session>> session_id = {};
  std::optional<std::string> state = {};
  std::optional<std::string> text = {};
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (at, kind, title, detail, session_id, state, text))

struct TimelineQuery {
  Id<Person> id;
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(TimelineQuery, (), (id, cursor, limit))

PersonRef wire_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

TeamRep wire_of(const RepRow& row) {
  TeamRep out{.person = wire_of(row.person),
              .job_role = row.job_role,
              .tenure_band = row.tenure_band,
              .focus_skill = unless_empty(row.focus_skill),
              .last_held_at = row.last_held_at,
              .last_four_weeks = {.owed = row.last_four_weeks.owed,
                                  .held = row.last_four_weeks.held,
                                  .short_ = row.last_four_weeks.held_short,
                                  .excused = row.last_four_weeks.excused,
                                  .cancelled = row.last_four_weeks.cancelled,
                                  .missed = row.last_four_weeks.missed},
              .open_commitments = row.open_commitments,
              .weeks_without = row.weeks_without};
  if (row.next_session)
    out.next_session = NextOfRep{.id = row.next_session->id, .kind = row.next_session->kind, .starts_at = row.next_session->starts_at};
  return out;
}

TeamAnswer wire_of(const Team& team) {
  TeamAnswer out{.manager = wire_of(team.manager), .managers = {}, .reps = {}};
  for (const people::PersonRef& manager : team.managers) out.managers.push_back(wire_of(manager));
  for (const RepRow& row : team.reps) out.reps.push_back(wire_of(row));
  if (team.hours)
    out.hours = TeamHours{.asked = team.hours->asked_low,
                          .asked_high = team.hours->asked_high,
                          .budget_low = team.hours->budget_low,
                          .budget_high = team.hours->budget_high,
                          .statement = team.hours->statement};
  return out;
}

TimelineEntry wire_of(const Entry& entry) {
  return {.at = entry.at,
          .kind = static_cast<TimelineKind>(entry.kind),
          .title = entry.title,
          .detail = unless_empty(entry.detail),
          .session_id = entry.session,
          .state = unless_empty(entry.state),
          .text = entry.text};
}

}  // namespace wire

void routes(http::Router& router, const access::Desk& desk, const Teams& teams) {
  router.tag("team", "A manager's reps at a glance, and one person's history.");
  router.get<wire::TeamQuery, wire::TeamAnswer>(
      "/api/team",
      {.id = "get_team",
       .summary = "A manager's team",
       .description = "The reps a manager leads today, with what each is owed and had. The viewer's own team, or the first of those below "
                      "them, where no manager is named.",
       .tag = "team",
       .errors = {&errors::not_found}},
      [&desk, &teams](const http::Call& call, const wire::TeamQuery& in) -> Result<wire::TeamAnswer> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire::wire_of(TRY(teams.team(actor, in.manager_id)));
      });
  router.get<wire::TimelineQuery, http::Page<wire::TimelineEntry>>(
      "/api/people/{id}/timeline",
      {.id = "get_timeline",
       .summary = "A person's history",
       .description = "Newest first. What a commitment says is there only for the two people of its conversation.",
       .tag = "team",
       .errors = {&errors::not_found}},
      [&desk, &teams](const http::Call& call, const wire::TimelineQuery& in) -> Result<http::Page<wire::TimelineEntry>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        std::optional<std::pair<Instant, std::string>> after;
        if (in.cursor) {
          const Fields fields = TRY(call.decode_cursor(*in.cursor));
          after = {Instant(fields.number("at")), std::string(fields.text("key"))};
        }
        const TimelinePage page = TRY(teams.timeline(actor, in.id, after, in.limit ? static_cast<int>(in.limit->value()) : 30));
        http::Page<wire::TimelineEntry> out;
        for (const Entry& entry : page.entries) out.items.push_back(wire::wire_of(entry));
        if (page.next) out.next_cursor = call.encode_cursor(Fields().add("at", page.next->first.unix_ms()).add("key", page.next->second));
        return out;
      });
}

}  // namespace backbeat::team
