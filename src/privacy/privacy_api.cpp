#include "privacy/privacy_api.hpp"

namespace backbeat::privacy {
namespace wire {

struct ExportedText {
  Instant at;
  std::string about;
  std::string id;
  std::string what;
  std::optional<std::string> stage;
  std::optional<std::string> by;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ExportedText, (), (at, about, id, what, stage, by, text))

struct ExportedConversation {
  Id<Session> id;
  std::string kind;
  std::string rep;
  std::string manager;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(ExportedConversation, (), (id, kind, rep, manager, starts_at))

struct ExportedAssignment {
  LocalDate from;
  std::optional<LocalDate> to;
  std::optional<std::string> manager;
  std::string job_role;
  std::string segment;
  std::string region;
  bool top_performer = false;
};
BOOST_DESCRIBE_STRUCT(ExportedAssignment, (), (from, to, manager, job_role, segment, region, top_performer))

struct ExportedAbsence {
  LocalDate from;
  LocalDate to;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ExportedAbsence, (), (from, to, reason))

struct ExportedIdentity {
  std::string system;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(ExportedIdentity, (), (system, value))

struct ExportedDeal {
  std::string key;
  std::string name;
  std::string stage;
  std::string outcome;
};
BOOST_DESCRIBE_STRUCT(ExportedDeal, (), (key, name, stage, outcome))

struct ExportedCall {
  Instant starts_at;
  Instant ends_at;
  std::string title;
  bool is_cancelled = false;
};
BOOST_DESCRIBE_STRUCT(ExportedCall, (), (starts_at, ends_at, title, is_cancelled))

struct ExportedLetter {
  Instant at;
  std::string kind;
  std::string state;
  std::string address;
  std::optional<std::string> subject;
};
BOOST_DESCRIBE_STRUCT(ExportedLetter, (), (at, kind, state, address, subject))

struct ExportedCalendar {
  std::string name;
  std::optional<std::string> address;
  Instant added_at;
};
BOOST_DESCRIBE_STRUCT(ExportedCalendar, (), (name, address, added_at))

struct ExportedEntry {
  Instant starts_at;
  Instant ends_at;
  std::string title;
  std::optional<std::string> place;
};
BOOST_DESCRIBE_STRUCT(ExportedEntry, (), (starts_at, ends_at, title, place))

struct ExportedAboutCircles {
  bool is_in = false;
  Instant since;
  std::string time_zone;
  std::vector<std::string> free;
  std::vector<std::string> themes;
  std::vector<std::string> wishes;
};
BOOST_DESCRIBE_STRUCT(ExportedAboutCircles, (), (is_in, since, time_zone, free, themes, wishes))

struct ExportedCircle {
  std::string circle;
  Instant from;
  std::optional<Instant> to;
};
BOOST_DESCRIBE_STRUCT(ExportedCircle, (), (circle, from, to))

struct ExportedSignIn {
  Instant created_at;
  Instant last_seen_at;
  std::string agent;
};
BOOST_DESCRIBE_STRUCT(ExportedSignIn, (), (created_at, last_seen_at, agent))

struct ExportedAct {
  std::int64_t sequence = 0;
  Instant at;
  std::string about;
  std::string kind;
};
BOOST_DESCRIBE_STRUCT(ExportedAct, (), (sequence, at, about, kind))

struct PersonExport {
  Instant made_at;
  Id<Person> id;
  std::string name;
  std::optional<std::string> email;
  std::string time_zone;
  LocalDate hire_date;
  std::optional<LocalDate> leave_date;
  std::vector<std::string> roles;
  std::vector<ExportedIdentity> identities;
  std::vector<ExportedAssignment> assignments;
  std::vector<ExportedAbsence> time_off;
  std::vector<ExportedConversation> conversations;
  std::vector<ExportedText> texts;
  std::vector<ExportedDeal> opportunities;
  std::vector<ExportedCall> calls;
  std::vector<ExportedLetter> letters;
  std::vector<ExportedCalendar> calendars;
  std::vector<ExportedEntry> meetings;
  std::vector<ExportedEntry> holds;
  std::optional<ExportedAboutCircles> about_circles;
  std::vector<ExportedCircle> circles;
  std::vector<ExportedSignIn> sign_ins;
  std::vector<ExportedAct> acts;
};
BOOST_DESCRIBE_STRUCT(PersonExport, (),
                      (made_at, id, name, email, time_zone, hire_date, leave_date, roles, identities, assignments, time_off, conversations,
                       texts, opportunities, calls, letters, calendars, meetings, holds, about_circles, circles, sign_ins, acts))

struct EraseRequest {
  Id<Person> id;
  http::Str<1, 200> name;
};
BOOST_DESCRIBE_STRUCT(EraseRequest, (), (id, name))

struct Erasure {
  std::int64_t texts = 0;
  std::int64_t notes = 0;
  std::int64_t rows = 0;
  bool pages_cleared = false;
};
BOOST_DESCRIBE_STRUCT(Erasure, (), (texts, notes, rows, pages_cleared))

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

}  // namespace wire

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

wire::PersonExport wire_of(const Export& from) {
  wire::PersonExport out;
  out.made_at = from.made_at;
  out.id = from.id;
  out.name = from.name;
  out.email = unless_empty(from.email);
  out.time_zone = from.time_zone;
  out.hire_date = from.hired;
  out.leave_date = from.left;
  out.roles = from.roles;
  for (const auto& each : from.identities) out.identities.push_back({.system = each.system, .value = each.value});
  for (const auto& each : from.assignments)
    out.assignments.push_back({.from = each.from,
                               .to = each.to,
                               .manager = unless_empty(each.manager),
                               .job_role = each.job_role,
                               .segment = each.segment,
                               .region = each.region,
                               .top_performer = each.is_top_performer});
  for (const auto& each : from.time_off) out.time_off.push_back({.from = each.first, .to = each.last, .reason = each.reason});
  for (const auto& each : from.conversations)
    out.conversations.push_back({.id = each.id, .kind = each.kind, .rep = each.rep, .manager = each.manager, .starts_at = each.starts_at});
  for (const auto& each : from.said)
    out.texts.push_back({.at = each.at,
                         .about = each.about,
                         .id = id_to_text(each.id),
                         .what = each.what,
                         .stage = unless_empty(each.stage),
                         .by = unless_empty(each.by),
                         .text = each.text});
  for (const auto& each : from.calls)
    out.calls.push_back({.starts_at = each.starts_at, .ends_at = each.ends_at, .title = each.title, .is_cancelled = each.is_cancelled});
  for (const auto& each : from.letters)
    out.letters.push_back(
        {.at = each.at, .kind = each.kind, .state = each.state, .address = each.address, .subject = unless_empty(each.subject)});
  for (const auto& each : from.calendars)
    out.calendars.push_back({.name = each.name, .address = unless_empty(each.address), .added_at = each.added_at});
  const auto entry = [](const CalendarEntry& each) {
    return wire::ExportedEntry{
        .starts_at = each.starts_at, .ends_at = each.ends_at, .title = each.title, .place = unless_empty(each.place)};
  };
  for (const auto& each : from.meetings) out.meetings.push_back(entry(each));
  for (const auto& each : from.holds) out.holds.push_back(entry(each));
  if (const auto& about = from.about_circles)
    out.about_circles = {.is_in = about->is_in,
                         .since = about->since,
                         .time_zone = about->time_zone,
                         .free = about->free,
                         .themes = about->themes,
                         .wishes = about->wishes};
  for (const auto& each : from.circles) out.circles.push_back({.circle = each.circle, .from = each.from, .to = each.to});
  for (const auto& each : from.deals)
    out.opportunities.push_back({.key = each.key, .name = each.name, .stage = each.stage, .outcome = each.outcome});
  for (const auto& each : from.sign_ins)
    out.sign_ins.push_back({.created_at = each.created_at, .last_seen_at = each.last_seen_at, .agent = each.agent});
  for (const auto& each : from.acts) out.acts.push_back({.sequence = each.sequence, .at = each.at, .about = each.about, .kind = each.kind});
  return out;
}

}  // namespace

std::string json_of(const Export& from) {
  return http::to_json(wire_of(from));
}

void routes(http::Router& router, const access::Desk& desk, const Privacy& privacy) {
  router.tag("privacy", "What is known of a person: handed over to them, and erased.");
  router.post<wire::Nothing, wire::PersonExport>(
      "/api/me/export",
      {.id = "export_me",
       .summary = "Everything you wrote and everything that is known of you, as far as you may see it",
       .description = "In a browser only. That it was made is recorded.",
       .tag = "privacy",
       .errors = {&errors::not_found}},
      [&desk, &privacy](const http::Call& call, const wire::Nothing&) -> Result<wire::PersonExport> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        TRY(access::may_change(actor));
        return wire_of(TRY(privacy.export_of(actor, actor.person())));
      });
  router.post<wire::EraseRequest, wire::Erasure>(
      "/api/people/{id}/erase",
      {.id = "erase_person",
       .summary = "Erase a person who has left: name, address, account and every text; it cannot be taken back",
       .description = "`name` is the person's name, typed. What counts stays: days, states, verdicts, deals, under \"Erased person\".",
       .tag = "privacy",
       .errors = {&errors::not_found, &errors::forbidden, &still_here, &name_differs, &already_erased}},
      [&desk, &privacy](const http::Call& call, const wire::EraseRequest& in) -> Result<wire::Erasure> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const Erased erased = TRY(privacy.erase(actor, in.id, in.name.value()));
        return wire::Erasure{.texts = erased.texts, .notes = erased.notes, .rows = erased.rows, .pages_cleared = erased.are_pages_cleared};
      });
}

}  // namespace backbeat::privacy
