#include "calendar/calendar_api.hpp"

#include <algorithm>

namespace backbeat::calendar {

BOOST_DESCRIBE_ENUM(CalendarFreshness, waiting, fresh, stale, failing)
BOOST_DESCRIBE_ENUM(Invitations, mail, feed)
BOOST_DESCRIBE_ENUM(TroubleWeight, repaired, part_left_out, series_left_out)

namespace wire {

enum class MeetingStatus { confirmed, tentative, cancelled };
BOOST_DESCRIBE_ENUM(MeetingStatus, confirmed, tentative, cancelled)

struct CalendarView {
  Id<Source> id;
  std::string name;
  std::optional<std::string> host = {};  // of the address it is read from; absent: a file
  int series = 0;
  int troubles = 0;
  Instant created_at;
  std::optional<Instant> read_at = {};
  CalendarFreshness freshness{};
  std::optional<std::string> error = {};
  std::optional<Instant> removed_at = {};
};
BOOST_DESCRIBE_STRUCT(CalendarView, (), (id, name, host, series, troubles, created_at, read_at, freshness, error, removed_at))

struct CalendarSeriesView {
  int line = 0;
  std::string title;
  std::optional<std::string> rule = {};
  Instant starts_at;
  bool is_all_day = false;
  bool repeats = false;
  int changed = 0;
  int cancelled = 0;
  int count = 0;
  std::optional<Instant> next_at = {};
};
BOOST_DESCRIBE_STRUCT(CalendarSeriesView, (), (line, title, rule, starts_at, is_all_day, repeats, changed, cancelled, count, next_at))

struct CalendarTroubleView {
  TroubleWeight weight{};
  int line = 0;
  std::optional<std::string> title = {};
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CalendarTroubleView, (), (weight, line, title, text))

struct CalendarReadingView {
  std::optional<std::string> name = {};
  int occurrences = 0;
  std::vector<CalendarSeriesView> series;
  int series_total = 0;
  std::vector<CalendarTroubleView> troubles;
  int troubles_total = 0;
};
BOOST_DESCRIBE_STRUCT(CalendarReadingView, (), (name, occurrences, series, series_total, troubles, troubles_total))

struct CalendarDetail {
  CalendarView calendar;
  CalendarReadingView reading;
};
BOOST_DESCRIBE_STRUCT(CalendarDetail, (), (calendar, reading))

struct CalendarAppliedView {
  CalendarView calendar;
  int appeared = 0;
  int moved = 0;
  int cancelled = 0;
  int vanished = 0;
  int edited = 0;
};
BOOST_DESCRIBE_STRUCT(CalendarAppliedView, (), (calendar, appeared, moved, cancelled, vanished, edited))

struct CalendarPath {
  Id<Source> id;
};
BOOST_DESCRIBE_STRUCT(CalendarPath, (), (id))

struct NewFile {
  std::optional<http::Str<0, 100>> name = {};
};
BOOST_DESCRIBE_STRUCT(NewFile, (), (name))

struct NewCalendarAddress {
  std::optional<http::Str<0, 100>> name = {};
  http::Str<1, 2'000> address;
};
BOOST_DESCRIBE_STRUCT(NewCalendarAddress, (), (name, address))

struct CalendarFeedView {
  std::optional<Instant> made_at = {};
  std::optional<Instant> last_read_at = {};
  Invitations invitations{};
};
BOOST_DESCRIBE_STRUCT(CalendarFeedView, (), (made_at, last_read_at, invitations))

struct MadeCalendarFeed {
  std::string path;  // behind the address of the installation
};
BOOST_DESCRIBE_STRUCT(MadeCalendarFeed, (), (path))

struct InvitationChoice {
  Invitations invitations{};
};
BOOST_DESCRIBE_STRUCT(InvitationChoice, (), (invitations))

struct Span {
  std::optional<Id<Person>> person_id = {};
  std::optional<Instant> from = {};
  std::optional<Instant> to = {};
};
BOOST_DESCRIBE_STRUCT(Span, (), (person_id, from, to))

struct OwnSpan {
  std::optional<Instant> from = {};
  std::optional<Instant> to = {};
};
BOOST_DESCRIBE_STRUCT(OwnSpan, (), (from, to))

struct CalendarBusyView {
  Instant starts_at;
  Instant ends_at;
  bool by_backbeat = false;
  bool is_tentative = false;
  bool is_all_day = false;
};
BOOST_DESCRIBE_STRUCT(CalendarBusyView, (), (starts_at, ends_at, by_backbeat, is_tentative, is_all_day))

struct MeetingView {
  Id<OccurrenceEntry> id;
  Id<Source> calendar_id;
  Instant starts_at;
  Instant ends_at;
  bool is_all_day = false;
  bool is_busy = false;
  MeetingStatus status{};
  std::string title;
  std::optional<std::string> place = {};
};
BOOST_DESCRIBE_STRUCT(MeetingView, (), (id, calendar_id, starts_at, ends_at, is_all_day, is_busy, status, title, place))

struct FeedPath {
  http::Str<1, 100> file;
};
BOOST_DESCRIBE_STRUCT(FeedPath, (), (file))

namespace {

constexpr std::size_t most_listed = 500;
constexpr Duration longest_span = std::chrono::days(400);

std::optional<std::string> said(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string text_of(const auto& optional) {
  return optional ? optional->value() : std::string();
}

CalendarView view(SourceRow row) {
  return {.id = row.id,
          .name = std::move(row.name),
          .host = said(std::move(row.host)),
          .series = row.series,
          .troubles = row.troubles,
          .created_at = row.created_at,
          .read_at = row.read_at,
          .freshness = row.freshness,
          .error = said(std::move(row.error)),
          .removed_at = row.removed_at};
}

CalendarReadingView view(Reading reading) {
  CalendarReadingView out{.name = said(std::move(reading.name)),
                          .occurrences = static_cast<int>(reading.occurrences.size()),
                          .series = {},
                          .series_total = static_cast<int>(reading.series.size()),
                          .troubles = {},
                          .troubles_total = static_cast<int>(reading.troubles.size())};
  for (SeriesSummary& one : reading.series) {
    if (out.series.size() == most_listed) break;
    out.series.push_back({.line = one.line,
                          .title = std::move(one.title),
                          .rule = said(std::move(one.rule)),
                          .starts_at = one.starts,
                          .is_all_day = one.is_all_day,
                          .repeats = one.repeats,
                          .changed = one.changed,
                          .cancelled = one.cancelled,
                          .count = one.count,
                          .next_at = one.next});
  }
  for (Trouble& one : reading.troubles) {
    if (out.troubles.size() == most_listed) break;
    out.troubles.push_back({.weight = one.weight, .line = one.line, .title = said(std::move(one.title)), .text = std::move(one.text)});
  }
  return out;
}

CalendarAppliedView view(Applied applied) {
  return {.calendar = view(std::move(applied.row)),
          .appeared = applied.appeared,
          .moved = applied.moved,
          .cancelled = applied.cancelled,
          .vanished = applied.vanished,
          .edited = applied.edited};
}

MeetingStatus status_of(Status status) {
  switch (status) {
    case Status::confirmed:
      return MeetingStatus::confirmed;
    case Status::tentative:
      return MeetingStatus::tentative;
    case Status::cancelled:
      return MeetingStatus::cancelled;
  }
  return MeetingStatus::confirmed;
}

struct Limits {
  Instant from, to;
};

/// The next two weeks where nothing is said.
Result<Limits> limits_of(std::optional<Instant> from, std::optional<Instant> to, Instant now) {
  const Instant begin = from.value_or(now);
  const Instant end = to.value_or(begin + std::chrono::days(14));
  if (end < begin || end - begin > longest_span)
    return expected_value("to", "an instant after `from` and at most 400 days behind it", end.text());
  return Limits{begin, end};
}

}  // namespace

}  // namespace wire

namespace {

void source_routes(http::Router& router, const access::Desk& desk, const Calendars& calendars) {
  const auto actor_of = [&desk](const http::Call& call) {
    return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
  };
  const std::vector<std::string> accepts = {"text/calendar"};
  router.get<http::Nothing, http::List<wire::CalendarView>>(
      "/api/calendars",
      {.id = "list_calendars",
       .summary = "Your calendars and how fresh they are",
       .description =
           "Of a calendar that is read from an address only the host is told. Removed ones stand there as long as they can be restored.",
       .tag = "calendar"},
      [=, &calendars](const http::Call& call, const http::Nothing&) -> Result<http::List<wire::CalendarView>> {
        const access::Actor actor = TRY(actor_of(call));
        http::List<wire::CalendarView> out;
        for (SourceRow& row : TRY(calendars.list(actor))) out.items.push_back(wire::view(std::move(row)));
        return out;
      });
  router.upload<http::Nothing, wire::CalendarReadingView>(
      "/api/calendars/preview",
      {.id = "preview_calendar",
       .summary = "What a calendar file would put on your calendar",
       .description = "Every series as it was understood, and everything that was not, with its line. Nothing is changed.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found, &errors::invalid_value},
       .accepts = accepts},
      [=, &calendars](const http::Call& call, const http::Nothing&, std::string_view body) -> Result<wire::CalendarReadingView> {
        const access::Actor actor = TRY(actor_of(call));
        return wire::view(TRY(calendars.preview(actor, body)));
      });
  router.upload<wire::NewFile, http::Created<wire::CalendarAppliedView>>(
      "/api/calendars",
      {.id = "add_calendar_file",
       .summary = "Add a calendar file",
       .description = "The same file again is the calendar that is there already.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found, &too_many_calendars, &no_calendar_of_meetings},
       .accepts = accepts},
      [=, &calendars](const http::Call& call, const wire::NewFile& in,
                      std::string_view body) -> Result<http::Created<wire::CalendarAppliedView>> {
        const access::Actor actor = TRY(actor_of(call));
        Applied applied = TRY(calendars.add_file(actor, wire::text_of(in.name), body));
        const std::string location = "/api/calendars/" + applied.row.id.text();
        return http::Created<wire::CalendarAppliedView>{.location = location, .value = wire::view(std::move(applied))};
      });
  router.post<wire::NewCalendarAddress, http::Created<wire::CalendarView>>(
      "/api/calendar-addresses",
      {.id = "add_calendar_address",
       .summary = "Add a calendar that is read from an address",
       .description = "The private iCal address of Google, Outlook or Apple. It is read within a minute and then every hour.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found, &too_many_calendars}},
      [=, &calendars](const http::Call& call, const wire::NewCalendarAddress& in) -> Result<http::Created<wire::CalendarView>> {
        const access::Actor actor = TRY(actor_of(call));
        SourceRow row = TRY(calendars.add_address(actor, wire::text_of(in.name), in.address.value()));
        const std::string location = "/api/calendars/" + row.id.text();
        return http::Created<wire::CalendarView>{.location = location, .value = wire::view(std::move(row))};
      });
  router.get<wire::CalendarPath, wire::CalendarDetail>(
      "/api/calendars/{id}",
      {.id = "get_calendar", .summary = "What was understood of one of your calendars", .tag = "calendar", .errors = {&errors::not_found}},
      [=, &calendars](const http::Call& call, const wire::CalendarPath& in) -> Result<wire::CalendarDetail> {
        const access::Actor actor = TRY(actor_of(call));
        SourceDetail detail = TRY(calendars.detail(actor, in.id));
        return wire::CalendarDetail{.calendar = wire::view(std::move(detail.row)), .reading = wire::view(std::move(detail.reading))};
      });
  router.upload<wire::CalendarPath, wire::CalendarAppliedView>(
      "/api/calendars/{id}/file",
      {.id = "replace_calendar_file",
       .summary = "Upload a newer file of the same calendar",
       .description = "Says what it changed. The same file changes nothing; what is over and not in it any more stays.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found, &not_a_file, &no_calendar_of_meetings},
       .accepts = accepts},
      [=, &calendars](const http::Call& call, const wire::CalendarPath& in, std::string_view body) -> Result<wire::CalendarAppliedView> {
        const access::Actor actor = TRY(actor_of(call));
        return wire::view(TRY(calendars.replace(actor, in.id, body)));
      });
  router.post<wire::CalendarPath, Done>("/api/calendars/{id}/refresh",
                                        {.id = "refresh_calendar",
                                         .summary = "Read the address again now",
                                         .tag = "calendar",
                                         .errors = {&access::needs_a_browser, &errors::not_found, &not_an_address}},
                                        [=, &calendars](const http::Call& call, const wire::CalendarPath& in) -> Result<Done> {
                                          return calendars.refresh(TRY(actor_of(call)), in.id);
                                        });
  router.del<wire::CalendarPath, Done>("/api/calendars/{id}",
                                       {.id = "remove_calendar",
                                        .summary = "Remove a calendar with its meetings",
                                        .description = "It can be restored for a day.",
                                        .tag = "calendar",
                                        .errors = {&access::needs_a_browser, &errors::not_found}},
                                       [=, &calendars](const http::Call& call, const wire::CalendarPath& in) -> Result<Done> {
                                         return calendars.remove(TRY(actor_of(call)), in.id);
                                       });
  router.post<wire::CalendarPath, wire::CalendarView>(
      "/api/calendars/{id}/restore",
      {.id = "restore_calendar",
       .summary = "Bring a removed calendar back",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found, &too_many_calendars}},
      [=, &calendars](const http::Call& call, const wire::CalendarPath& in) -> Result<wire::CalendarView> {
        const access::Actor actor = TRY(actor_of(call));
        return wire::view(TRY(calendars.restore(actor, in.id)));
      });
}

void time_routes(http::Router& router, const access::Desk& desk, const Calendars& calendars) {
  router.get<wire::OwnSpan, http::List<wire::MeetingView>>(
      "/api/calendar/meetings",
      {.id = "list_meetings",
       .summary = "What your calendars have",
       .description = "Yours alone, and in a browser; the next two weeks where nothing is said.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::invalid_value}},
      [&desk, &calendars](const http::Call& call, const wire::OwnSpan& in) -> Result<http::List<wire::MeetingView>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const wire::Limits limits = TRY(wire::limits_of(in.from, in.to, desk.now()));
        http::List<wire::MeetingView> out;
        for (Occurrence& one : TRY(calendars.occurrences(actor, limits.from, limits.to)))
          out.items.push_back({.id = one.id,
                               .calendar_id = one.source,
                               .starts_at = one.starts,
                               .ends_at = one.ends,
                               .is_all_day = one.is_all_day,
                               .is_busy = one.is_busy,
                               .status = wire::status_of(one.status),
                               .title = std::move(one.title),
                               .place = wire::said(std::move(one.place))});
        return out;
      });
  router.get<wire::Span, http::List<wire::CalendarBusyView>>(
      "/api/calendar/busy",
      {.id = "get_busy",
       .summary = "When somebody has something else to do",
       .description = "For the person and those above them; without titles, to everybody. The next two weeks where nothing is said.",
       .tag = "calendar",
       .errors = {&errors::not_found, &errors::invalid_value}},
      [&desk, &calendars](const http::Call& call, const wire::Span& in) -> Result<http::List<wire::CalendarBusyView>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const wire::Limits limits = TRY(wire::limits_of(in.from, in.to, desk.now()));
        http::List<wire::CalendarBusyView> out;
        for (const Busy& one : TRY(calendars.busy(actor, in.person_id.value_or(actor.person()), limits.from, limits.to)))
          out.items.push_back({.starts_at = one.starts,
                               .ends_at = one.ends,
                               .by_backbeat = one.is_hold,
                               .is_tentative = one.is_tentative,
                               .is_all_day = one.is_all_day});
        return out;
      });
}

void feed_routes(http::Router& router, const access::Desk& desk, const Calendars& calendars) {
  const auto actor_of = [&desk](const http::Call& call) {
    return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
  };
  router.get<http::Nothing, wire::CalendarFeedView>(
      "/api/calendar/feed",
      {.id = "get_calendar_feed",
       .summary = "Whether you have a feed, when a program last read it, and how you are told of changes",
       .tag = "calendar"},
      [=, &calendars](const http::Call& call, const http::Nothing&) -> Result<wire::CalendarFeedView> {
        const access::Actor actor = TRY(actor_of(call));
        const FeedState state = TRY(calendars.feed(actor));
        return wire::CalendarFeedView{.made_at = state.made_at, .last_read_at = state.last_read_at, .invitations = state.invitations};
      });
  router.post<http::Nothing, wire::MadeCalendarFeed>(
      "/api/calendar/feed",
      {.id = "make_calendar_feed",
       .summary = "A new secret address for your feed",
       .description = "Shown this once. Whoever has it reads your feed without signing in; an older address ends.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found}},
      [=, &calendars](const http::Call& call, const http::Nothing&) -> Result<wire::MadeCalendarFeed> {
        const access::Actor actor = TRY(actor_of(call));
        return wire::MadeCalendarFeed{.path = "/api/feeds/" + TRY(calendars.make_feed(actor)) + ".ics"};
      });
  router.del<http::Nothing, Done>(
      "/api/calendar/feed",
      {.id = "end_calendar_feed", .summary = "End your feed", .tag = "calendar", .errors = {&access::needs_a_browser, &errors::not_found}},
      [=, &calendars](const http::Call& call, const http::Nothing&) -> Result<Done> { return calendars.end_feed(TRY(actor_of(call))); });
  router.put<wire::InvitationChoice, Done>(
      "/api/calendar/invitations",
      {.id = "choose_invitations",
       .summary = "How you are told of what is put on your calendar",
       .description = "`mail`: an invitation for each change. `feed`: only by the feed you subscribed to.",
       .tag = "calendar",
       .errors = {&access::needs_a_browser, &errors::not_found}},
      [=, &calendars](const http::Call& call, const wire::InvitationChoice& in) -> Result<Done> {
        return calendars.choose(TRY(actor_of(call)), in.invitations);
      });
  router.get<wire::FeedPath, http::Versioned<http::File>>(
      "/api/feeds/{file}",
      {.id = "read_calendar_feed",
       .summary = "A person's feed, for their calendar program",
       .description = "`file` is the secret and \".ics\". With If-None-Match and the ETag of the last answer: 304 where nothing changed.",
       .tag = "calendar",
       .errors = {&errors::not_found},
       .is_open = true,
       .produces = "text/calendar; charset=utf-8"},
      [&calendars](const http::Call&, const wire::FeedPath& in) -> Result<http::Versioned<http::File>> {
        std::string_view secret = in.file.value();
        if (!secret.ends_with(".ics")) return refuse(errors::not_found);
        secret.remove_suffix(4);
        Feed feed = TRY(calendars.read_feed(secret));
        return http::Versioned<http::File>{
            .value = {.content_type = "text/calendar; charset=utf-8", .file_name = {}, .bytes = std::move(feed.text)},
            .version = feed.version};
      });
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Calendars& calendars) {
  router.tag("calendar", "A person's calendars, when they are busy, and what Backbeat puts on their calendar.");
  source_routes(router, desk, calendars);
  time_routes(router, desk, calendars);
  feed_routes(router, desk, calendars);
}

}  // namespace backbeat::calendar
