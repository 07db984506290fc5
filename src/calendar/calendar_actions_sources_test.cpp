// A person's calendars: theirs alone, the same file twice is one, and a refresh that fails leaves what was read.
#include "calendar/calendar_actions_sources.hpp"
#include "calendar/calendar_job.hpp"
#include "calendar/calendar_world_test.hpp"

namespace backbeat::calendar {
namespace {

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(result.error().spec->code);
}

std::string weekly(std::string_view start = "20270308T100000", std::string_view more = "") {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Contoso weekly\r\nDTSTART;TZID=Europe/Madrid:" +
         std::string(start) + "\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nEND:VEVENT\r\n" + std::string(more) + "END:VCALENDAR\r\n";
}

struct World : CalendarWorld {
  std::vector<Change> heard;
  Calendars calendars{*db, access, {.changed = [this](sql::Transaction&, Id<Org>, Id<Person>, const std::vector<Change>& changes, Instant) {
                        heard.insert(heard.end(), changes.begin(), changes.end());
                      }}};
  net::Fetched next{};
  std::vector<std::string> asked;
  RefreshJob job{calendars, [this](const std::string& address, const net::Validators&) {
                   asked.push_back(address);
                   return next;
                 }};

  std::vector<Occurrence> meetings(Id<Person> who) {
    return db->read([&](sql::Reader& reader) { return occurrences_of(reader, org, who, Instant(0), at("2030-01-01T00:00:00Z")); });
  }
};

TEST_CASE_FIXTURE(World, "a file's meetings are on its person's calendar and take their time") {
  const auto applied = calendars.add_file(as(rita), "", weekly());
  REQUIRE(applied);
  CHECK(applied->appeared == 4);
  CHECK(applied->row.name == "Calendar");
  CHECK(applied->row.freshness == CalendarFreshness::fresh);
  CHECK(meetings(rita).size() == 4);
  CHECK(heard.size() == 4);
  CHECK(heard[0].now.id.is_set());
  CHECK(heard[0].now.person == rita);
  CHECK(meetings(mark).empty());
  const bool is_rita_free =
      db->read([&](sql::Reader& reader) { return is_free(reader, org, rita, at("2027-03-08T09:30:00Z"), at("2027-03-08T10:00:00Z")); });
  CHECK_FALSE(is_rita_free);
}

TEST_CASE_FIXTURE(World, "the same file again changes nothing, whether added or replaced") {
  const auto first = calendars.add_file(as(rita), "Work", weekly());
  REQUIRE(first);
  const auto before = meetings(rita);
  heard.clear();
  const auto again = calendars.add_file(as(rita), "Work", weekly());
  REQUIRE(again);
  CHECK(again->row.id == first->row.id);
  REQUIRE(calendars.replace(as(rita), first->row.id, weekly()));
  CHECK(meetings(rita) == before);
  CHECK(heard.empty());
}

TEST_CASE_FIXTURE(World, "a newer file moves what moved") {
  const auto first = calendars.add_file(as(rita), "Work", weekly());
  const auto ids = meetings(rita);
  heard.clear();
  const auto moved = calendars.replace(as(rita), first->row.id, weekly("20270309T100000"));
  REQUIRE(moved);
  CHECK(moved->moved == 4);
  CHECK(heard.size() == 4);
  CHECK(meetings(rita).at(0).id == ids.at(0).id);
  CHECK(meetings(rita).at(0).starts == at("2027-03-09T09:00:00Z"));
}

TEST_CASE_FIXTURE(World, "a file that is none is refused and nothing is half done") {
  const auto first = calendars.add_file(as(rita), "Work", weekly());
  CHECK(code_of(calendars.replace(as(rita), first->row.id, "BEGIN:VCALENDAR\r\n")) == "not_a_calendar");
  CHECK(code_of(calendars.add_file(as(rita), "", "hello")) == "not_a_calendar");
  CHECK(meetings(rita).size() == 4);
  CHECK(calendars.list(as(rita))->size() == 1);
}

TEST_CASE_FIXTURE(World, "nobody else finds a person's calendar, and a token changes nothing") {
  const auto id = calendars.add_file(as(rita), "Work", weekly())->row.id;
  for (const Id<Person> other : {mark, rob, lena}) {
    CHECK(code_of(calendars.detail(as(other), id)) == "not_found");
    CHECK(code_of(calendars.replace(as(other), id, weekly())) == "not_found");
    CHECK(code_of(calendars.remove(as(other), id)) == "not_found");
    CHECK(calendars.list(as(other))->empty());
    CHECK(calendars.occurrences(as(other), Instant(0), at("2030-01-01T00:00:00Z"))->empty());
  }
  CHECK(code_of(calendars.add_file(root, "", weekly())) == "not_found");
  const auto token = accounts.add_token(as(rita), "script", std::nullopt);
  const auto robot =
      db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = {}, .bearer_token = token->secret}); });
  CHECK(code_of(calendars.detail(*robot, id)) == "needs_a_browser");
  CHECK(code_of(calendars.occurrences(*robot, Instant(0), at("2030-01-01T00:00:00Z"))) == "needs_a_browser");
  CHECK(code_of(calendars.remove(*robot, id)) == "needs_a_browser");
}

TEST_CASE_FIXTURE(World, "those above see when somebody is busy, others nothing") {
  REQUIRE(calendars.add_file(as(rita), "Work", weekly()));
  const auto of = [&](Id<Person> who) { return calendars.busy(as(who), rita, at("2027-03-01T00:00:00Z"), at("2027-04-01T00:00:00Z")); };
  CHECK(of(rita)->size() == 4);
  CHECK(of(mark)->size() == 4);
  CHECK(of(lena)->size() == 4);
  CHECK(code_of(of(olaf)) == "not_found");
  CHECK(code_of(of(rob)) == "not_found");
}

TEST_CASE_FIXTURE(World, "a removed calendar is off at once, can be restored for a day, then is gone") {
  const auto id = calendars.add_file(as(rita), "Work", weekly())->row.id;
  heard.clear();
  REQUIRE(calendars.remove(as(rita), id));
  CHECK(meetings(rita).empty());
  CHECK(heard.size() == 4);
  CHECK(heard[0].kind == ChangeKind::vanished);
  CHECK(calendars.list(as(rita))->at(0).removed_at);
  REQUIRE(calendars.restore(as(rita), id));
  CHECK(meetings(rita).size() == 4);
  REQUIRE(calendars.remove(as(rita), id));
  clock.advance(can_be_restored);
  CHECK(calendars.list(as(rita))->empty());
  CHECK(code_of(calendars.restore(as(rita), id)) == "not_found");
  CHECK(job.run() == 1);
  CHECK(db->read([&](sql::Reader& reader) {
    return reader.first("SELECT COUNT(*) FROM calendar_source", [](const sql::Row& row) { return row.integer(0); });
  }) == 0);
}

TEST_CASE_FIXTURE(World, "an address is read by the job, once an hour, and what fails is said and keeps what was read") {
  const auto added = calendars.add_address(as(rita), "", "webcal://calendar.example.com/private-4711/basic.ics");
  REQUIRE(added);
  CHECK(added->host == "calendar.example.com");
  CHECK(added->freshness == CalendarFreshness::waiting);
  CHECK(calendars.add_address(as(rita), "", "https://calendar.example.com/private-4711/basic.ics")->id == added->id);
  next = {.state = net::FetchState::fetched, .status = 200, .body = weekly(), .validators = {.etag = "\"1\"", .last_modified = {}}};
  CHECK(job.run() == 1);
  CHECK(asked == std::vector<std::string>{"https://calendar.example.com/private-4711/basic.ics"});
  CHECK(meetings(rita).size() == 4);
  CHECK(job.run() == 0);
  clock.advance(read_every);
  next = {.state = net::FetchState::failed, .why = "the server did not answer"};
  CHECK(job.run() == 1);
  const SourceRow failing = calendars.list(as(rita))->at(0);
  CHECK(failing.freshness == CalendarFreshness::failing);
  CHECK(failing.error == "the server did not answer");
  CHECK(meetings(rita).size() == 4);
  clock.advance(read_every);
  CHECK(job.run() == 0);  // twice as long after a failure
  clock.advance(read_every);
  next = {.state = net::FetchState::fetched, .status = 200, .body = "<html>sign in</html>"};
  CHECK(job.run() == 1);
  CHECK(calendars.list(as(rita))->at(0).error.starts_with("Line 1: "));
  CHECK(meetings(rita).size() == 4);
  clock.advance(std::chrono::days(1));
  next = {.state = net::FetchState::not_modified, .status = 304};
  CHECK(job.run() == 1);
  CHECK(calendars.list(as(rita))->at(0).freshness == CalendarFreshness::fresh);
  CHECK(calendars.list(as(rita))->at(0).error.empty());
}

TEST_CASE_FIXTURE(World, "what is no address is refused") {
  for (const std::string_view address : {"", "calendar.example.com", "file:///etc/passwd", "ftp://a.example/x", "https://", "https://a b/"})
    CHECK(code_of(calendars.add_address(as(rita), "", address)) == "invalid_value");
  const auto address = calendars.add_address(as(rita), "", "https://a.example/x.ics");
  CHECK(code_of(calendars.replace(as(rita), address->id, weekly())) == "not_a_file");
  const auto file = calendars.add_file(as(rita), "", weekly());
  CHECK(code_of(calendars.refresh(as(rita), file->row.id)) == "not_an_address");
}

TEST_CASE_FIXTURE(World, "the eleventh calendar is one too many") {
  for (int i = 0; i < most_calendars; ++i) REQUIRE(calendars.add_address(as(rita), "", "https://a.example/" + std::to_string(i)));
  CHECK(code_of(calendars.add_address(as(rita), "", "https://a.example/more")) == "too_many_calendars");
  CHECK(code_of(calendars.add_file(as(rita), "", weekly())) == "too_many_calendars");
}

TEST_CASE_FIXTURE(World, "a file's repeating meetings are carried on as time passes") {
  const std::string endless =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270301T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY\r\nEND:"
      "VEVENT\r\n"
      "END:VCALENDAR\r\n";
  REQUIRE(calendars.add_file(as(rita), "", endless));
  const Instant last = meetings(rita).back().starts;
  clock.advance(std::chrono::days(100));
  CHECK(job.run() == 1);
  CHECK(meetings(rita).back().starts > last);
  CHECK(meetings(rita).front().starts == at("2027-03-01T10:00:00Z"));
  CHECK(calendars.list(as(rita))->at(0).read_at == at("2027-03-01T09:00:00Z"));
}

TEST_CASE_FIXTURE(World, "a feed is read under its secret, which a new one ends") {
  put({pre_brief(rita, "2027-03-08T09:00:00Z")});
  const auto secret = calendars.make_feed(as(rita));
  REQUIRE(secret);
  CHECK(secret->size() == 43);
  const auto feed = calendars.read_feed(*secret);
  REQUIRE(feed);
  CHECK(feed->text.find("SUMMARY:Pre-brief with Rita\\, Northwind\r\n") != std::string::npos);
  CHECK(calendars.read_feed(*secret)->version == feed->version);
  CHECK(calendars.feed(as(rita))->last_read_at);
  write([&](sql::Transaction& tx) { return cancel_holds_about(tx, org, 7, clock.now()), Done{}; });
  const auto after = calendars.read_feed(*secret);
  CHECK(after->version != feed->version);
  CHECK(after->text.find("STATUS:CANCELLED\r\n") != std::string::npos);
  CHECK(after->text.find("SEQUENCE:1\r\n") != std::string::npos);
  const auto renewed = calendars.make_feed(as(rita));
  CHECK(code_of(calendars.read_feed(*secret)) == "not_found");
  CHECK(calendars.read_feed(*renewed));
  REQUIRE(calendars.end_feed(as(rita)));
  CHECK(code_of(calendars.read_feed(*renewed)) == "not_found");
  CHECK(code_of(calendars.read_feed("")) == "not_found");
}

TEST_CASE_FIXTURE(World, "the feed of somebody whose account ended is nobody's") {
  const auto secret = calendars.make_feed(as(rita));
  write([&](sql::Transaction& tx) { return tx.change("UPDATE user_account SET is_active = 0 WHERE person_id = ?", rita); });
  CHECK(code_of(calendars.read_feed(*secret)) == "not_found");
}

TEST_CASE_FIXTURE(World, "who chose the feed is sent no invitation") {
  REQUIRE(calendars.choose(as(rita), Invitations::feed));
  CHECK(calendars.feed(as(rita))->invitations == Invitations::feed);
  put({pre_brief(rita, "2027-03-08T09:00:00Z"), pre_brief(mark, "2027-03-08T09:00:00Z")});
  CHECK(letters().size() == 1);
  REQUIRE(calendars.choose(as(rita), Invitations::mail));
  put({pre_brief(rita, "2027-03-09T09:00:00Z")});
  CHECK(letters().size() == 2);
}

}  // namespace
}  // namespace backbeat::calendar
