#include "people/people_api.hpp"

namespace backbeat::people {

BOOST_DESCRIBE_ENUM(TimeOffReason, pto, sickness, leave)
BOOST_DESCRIBE_ENUM(CertificationKind, coach, facilitator)
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

namespace {

struct PeopleQuery {
  std::optional<http::Str<0, 100>> search;
  std::optional<http::Str<0, 60>> role;  // a job role of the playbook
  std::optional<bool> active;
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(PeopleQuery, (), (search, role, active, cursor, limit))

struct PersonPath {
  Id<Person> id;
};
BOOST_DESCRIBE_STRUCT(PersonPath, (), (id))

struct PersonRow {
  Id<Person> id;
  std::string name;
  std::optional<std::string> email;
  std::string job_role;
  std::optional<std::string> segment;
  std::optional<std::string> region;
  std::optional<PersonRef> manager;
  std::optional<LocalDate> hire_date;
  std::optional<LocalDate> leave_date;
  bool is_active = false;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, name, email, job_role, segment, region, manager, hire_date, leave_date, is_active))

struct Hours {
  LocalTime from;
  LocalTime to;
};
BOOST_DESCRIBE_STRUCT(Hours, (), (from, to))

struct AssignmentView {
  LocalDate from;
  std::optional<LocalDate> to;
  std::optional<PersonRef> manager;
  std::string job_role;
  std::optional<std::string> segment;
  std::optional<std::string> region;
};
BOOST_DESCRIBE_STRUCT(AssignmentView, (), (from, to, manager, job_role, segment, region))

struct ExternalId {
  std::string system;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(ExternalId, (), (system, value))

struct TimeOffView {
  Id<TimeOffEntry> id;
  LocalDate from;
  LocalDate to;  // the last day
  TimeOffReason reason = TimeOffReason::pto;
};
BOOST_DESCRIBE_STRUCT(TimeOffView, (), (id, from, to, reason))

struct CertificationView {
  CertificationKind kind = CertificationKind::coach;
  LocalDate from;
  std::optional<LocalDate> to;
};
BOOST_DESCRIBE_STRUCT(CertificationView, (), (kind, from, to))

struct PersonDetailView : PersonRow {
  Zone time_zone;
  Hours working_hours;
  bool is_top_performer = false;
  std::vector<AssignmentView> assignments;
  std::vector<ExternalId> external_ids;
  std::vector<TimeOffView> time_off;
  std::vector<CertificationView> certifications;
};
BOOST_DESCRIBE_STRUCT(PersonDetailView, (PersonRow),
                      (time_zone, working_hours, is_top_performer, assignments, external_ids, time_off, certifications))

struct TimeOffRequest {
  Id<Person> id;
  LocalDate from;
  LocalDate to;
  TimeOffReason reason = TimeOffReason::pto;
};
BOOST_DESCRIBE_STRUCT(TimeOffRequest, (), (id, from, to, reason))

struct TimeOffPath {
  Id<Person> id;
  Id<TimeOffEntry> time_off_id;
};
BOOST_DESCRIBE_STRUCT(TimeOffPath, (), (id, time_off_id))

struct MadeTimeOff {
  Id<TimeOffEntry> id;
};
BOOST_DESCRIBE_STRUCT(MadeTimeOff, (), (id))

struct SuggestionView {
  PersonRef person;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SuggestionView, (), (person, reason))

struct UnmatchedView {
  std::string source;
  std::string system;
  std::string value;
  std::int64_t rows = 0;
  Instant first_seen_at;
  std::vector<SuggestionView> suggestions;
};
BOOST_DESCRIBE_STRUCT(UnmatchedView, (), (source, system, value, rows, first_seen_at, suggestions))

struct MatchRequest {
  http::Str<1, 40> system;
  http::Str<1, 254> value;
  Id<Person> person_id;
};
BOOST_DESCRIBE_STRUCT(MatchRequest, (), (system, value, person_id))

struct UnmatchedQuery {
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(UnmatchedQuery, (), (cursor, limit))

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

PersonRow row_view(DirectoryRow row) {
  return {.id = row.id,
          .name = std::move(row.name),
          .email = unless_empty(std::move(row.email)),
          .job_role = std::move(row.job_role),
          .segment = unless_empty(std::move(row.segment)),
          .region = unless_empty(std::move(row.region)),
          .manager = std::move(row.manager),
          .hire_date = row.hired,
          .leave_date = row.left,
          .is_active = row.is_active};
}

PersonDetailView detail_view(PersonDetail detail) {
  PersonDetailView out;
  static_cast<PersonRow&>(out) = row_view(std::move(detail.row));
  const Member& member = detail.member;
  out.time_zone = member.zone;
  out.working_hours = Hours{.from = member.hours.from, .to = member.hours.to};
  out.is_top_performer = !member.assignments.empty() && member.assignments.back().is_top_performer;
  for (const Assignment& assignment : member.assignments) {
    AssignmentView view{.from = assignment.period.from,
                        .to = assignment.period.to,
                        .manager = {},
                        .job_role = assignment.job_role,
                        .segment = unless_empty(assignment.segment),
                        .region = unless_empty(assignment.region)};
    if (assignment.manager) view.manager = PersonRef{.id = *assignment.manager, .name = detail.manager_names[*assignment.manager]};
    out.assignments.push_back(std::move(view));
  }
  for (const ExternalIdentity& identity : member.identities)
    out.external_ids.push_back({.system = identity.system, .value = identity.value});
  for (const TimeOffRow& row : detail.time_off)
    out.time_off.push_back({.id = row.id, .from = row.time_off.first, .to = row.time_off.last, .reason = row.time_off.reason});
  for (const Certification& one : member.certifications)
    out.certifications.push_back({.kind = one.kind, .from = one.period.from, .to = one.period.to});
  return out;
}

UnmatchedView unmatched_view(UnmatchedRow row) {
  UnmatchedView out{.source = std::move(row.name.source),
                    .system = std::move(row.name.system),
                    .value = std::move(row.name.value),
                    .rows = row.name.rows,
                    .first_seen_at = row.name.first_seen_at,
                    .suggestions = {}};
  for (Suggestion& one : row.suggestions) out.suggestions.push_back({.person = std::move(one.person), .reason = std::move(one.reason)});
  return out;
}

/// The place in a list that a cursor remembers: how many went before.
Result<std::size_t> place_of(const http::Call& call, const std::optional<std::string>& cursor) {
  if (!cursor) return 0;
  const Fields fields = TRY(call.decode_cursor(*cursor));
  return static_cast<std::size_t>(fields.number("place"));
}

void unmatched_routes(http::Router& router, const access::Desk& desk, const People& people) {
  router.get<UnmatchedQuery, http::Page<UnmatchedView>>(
      "/api/unmatched",
      {.id = "list_unmatched",
       .summary = "Names in imported files that nobody answers to",
       .description = "Each with up to three people it may mean and why. Matching one takes effect for the rows already imported.",
       .tag = "people",
       .errors = {&errors::forbidden}},
      [&](const http::Call& call, const UnmatchedQuery& in) -> Result<http::Page<UnmatchedView>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const std::size_t from = TRY(place_of(call, in.cursor));
        const std::size_t limit = in.limit ? static_cast<std::size_t>(in.limit->value()) : 100;
        auto rows = TRY(people.unmatched(actor));
        http::Page<UnmatchedView> out;
        for (std::size_t at = from; at < rows.size() && at < from + limit; ++at) out.items.push_back(unmatched_view(std::move(rows[at])));
        if (from + limit < rows.size())
          out.next_cursor = call.encode_cursor(Fields().add("place", static_cast<std::int64_t>(from + limit)));
        return out;
      });
  router.post<MatchRequest, Done>("/api/unmatched/match",
                                  {.id = "match_name",
                                   .summary = "Say whom a name means",
                                   .tag = "people",
                                   .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &access::needs_a_browser}},
                                  [&](const http::Call& call, const MatchRequest& in) -> Result<Done> {
                                    const access::Actor actor =
                                        TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                    return people.match(actor, in.system.value(), in.value.value(), in.person_id);
                                  });
}

void time_off_routes(http::Router& router, const access::Desk& desk, const People& people) {
  router.post<TimeOffRequest, http::Created<MadeTimeOff>>(
      "/api/people/{id}/time-off",
      {.id = "add_time_off",
       .summary = "Enter time off",
       .description = "For the person, those above them and RevOps. `to` is the last day.",
       .tag = "people",
       .errors = {&errors::not_found, &errors::invalid_value, &time_off_overlaps, &access::needs_a_browser}},
      [&](const http::Call& call, const TimeOffRequest& in) -> Result<http::Created<MadeTimeOff>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const auto id = TRY(people.add_time_off(actor, in.id, {.first = in.from, .last = in.to, .reason = in.reason}));
        return http::Created<MadeTimeOff>{.location = "/api/people/" + in.id.text() + "/time-off/" + id.text(), .value = {.id = id}};
      });
  router.del<TimeOffPath, Done>(
      "/api/people/{id}/time-off/{time_off_id}",
      {.id = "remove_time_off", .summary = "Take time off back", .tag = "people", .errors = {&errors::not_found, &access::needs_a_browser}},
      [&](const http::Call& call, const TimeOffPath& in) -> Result<Done> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return people.remove_time_off(actor, in.id, in.time_off_id);
      });
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const People& people) {
  router.tag("people", "Who works here, since when, and who leads whom.");
  router.get<PeopleQuery, http::Page<PersonRow>>(
      "/api/people",
      {.id = "list_people",
       .summary = "People by name",
       .description = "Everybody sees name, role and manager; the rest of a row only of themselves, of those below them, and with a role "
                      "that sees people.",
       .tag = "people"},
      [&](const http::Call& call, const PeopleQuery& in) -> Result<http::Page<PersonRow>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        DirectoryQuery query{.search = in.search ? in.search->value() : "",
                             .job_role = in.role ? in.role->value() : "",
                             .is_active = in.active,
                             .after = {},
                             .limit = in.limit ? static_cast<int>(in.limit->value()) : 50};
        if (in.cursor) {
          const Fields cursor = TRY(call.decode_cursor(*in.cursor));
          query.after = {std::string(cursor.text("name")), Id<Person>(cursor.number("id"))};
        }
        DirectoryPage page = TRY(people.directory(actor, query));
        http::Page<PersonRow> out;
        for (DirectoryRow& row : page.rows) out.items.push_back(row_view(std::move(row)));
        if (page.next) out.next_cursor = call.encode_cursor(Fields().add("name", page.next->first).add("id", page.next->second.value()));
        return out;
      });
  router.get<PersonPath, PersonDetailView>(
      "/api/people/{id}",
      {.id = "get_person",
       .summary = "A person",
       .description = "The record is for the person, those above them and roles that see people; time off and ids of other systems are "
                      "left out but for the person, those above them and RevOps.",
       .tag = "people",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const PersonPath& in) -> Result<PersonDetailView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return detail_view(TRY(people.person(actor, in.id)));
      });
  time_off_routes(router, desk, people);
  unmatched_routes(router, desk, people);
}

}  // namespace backbeat::people
