// Importing a calendar of 10,000 events (read, expanded, and on a person's calendar in a durable SQLite database) beside libical's own
// parse of the same text, which stops at the tree: `calendar_bench FOLDER EVENTS ROUNDS`. The two take turns; each round is one line of
// JSON, in CPU seconds of the process. FOLDER must be on a real disk.
#include "access/account_actions.hpp"
#include "calendar/calendar_actions_sources.hpp"
#include "sql/migrations.hpp"
#include "sql/open.hpp"

#include <libical/ical.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

namespace {

using namespace backbeat;

constexpr std::string_view insert_organisation =
    "INSERT INTO organisation (org_id, name, time_zone, fiscal_first_month, is_simulated, created_at) VALUES (1, 'Bench', 'UTC', 1, 0, 0)";
constexpr std::string_view insert_person =
    "INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on) "
    "VALUES (1, 2, 'Ana', 'ana', 'ana@example.com', 'Europe/Madrid', 32400, 61200, 0, NULL)";

std::string moment(int number) {
  char text[32];
  std::snprintf(text, sizeof text, "2027%02d%02dT%02d%02d00", 1 + number % 12, 1 + number / 12 % 28, 7 + number / 336 % 12,
                number / 4032 % 4 * 15);
  return text;
}

/// As Google writes them: every tenth repeats, all have an organizer and three attendees.
std::string calendar_of(int events) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\nX-WR-CALNAME:Ana\r\n";
  for (int i = 0; i < events; ++i) {
    const std::string start = moment(i);
    text += "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Madrid:" + start + "\r\nDURATION:PT45M\r\n";
    if (i % 10 == 0) text += "RRULE:FREQ=WEEKLY;COUNT=5\r\n";
    text += "DTSTAMP:20270101T000000Z\r\nORGANIZER;CN=Ana Ruiz:mailto:ana@example.com\r\nUID:event-" + std::to_string(i) +
            "@bench.example\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ana Ruiz;X-NUM-\r\n "
            "GUESTS=0:mailto:ana@example.com\r\n"
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;CN=Cora Customer:mailto:cora@customer" +
            std::to_string(i % 400) +
            ".example\r\nATTENDEE;PARTSTAT=DECLINED;CN=Dan:mailto:dan@example.com\r\nCREATED:20261201T080000Z\r\nDESCRIPTION:Notes of the "
            "meeting\\, with a link "
            "https://meet.example/abc\\nand more te\r\n xt on another line.\\n\r\nLAST-MODIFIED:20261220T080000Z\r\nLOCATION:Room " +
            std::to_string(i % 20) + "\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:Customer call number " + std::to_string(i) +
            "\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

double cpu() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double theirs(const std::string& text, int events) {
  const double begin = cpu();
  icalcomponent* const all = icalparser_parse_string(text.c_str());
  const double took = cpu() - begin;
  if (all == nullptr || icalcomponent_count_components(all, ICAL_VEVENT_COMPONENT) != events) std::exit(1);
  icalcomponent_free(all);
  return took;
}

struct Ours {
  double read = 0, whole = 0;
  int meetings = 0;
};

Ours ours(const std::string& text, const std::string& file) {
  const ManualClock clock(Instant(1'798'761'600'000));
  SystemRandom random;
  const auto db = sql::open_sqlite(file, {.clock = clock, .random = random});
  if (!sql::migrate(*db, sql::embedded_migrations(), clock)) std::exit(1);
  const access::Access access(clock, random);
  const access::Accounts accounts(*db, access);
  const auto root = access.operator_of(Id<Org>(1));
  const auto made = db->write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(insert_organisation);
    tx.change(insert_person);
    return Done{};
  });
  if (!made || !accounts.add_user(root, Id<Person>(2), {access::Role::rep})) std::exit(1);
  const auto session = accounts.open_session(root, Id<Person>(2), "bench");
  if (!session) std::exit(1);
  const auto actor =
      db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = session->token, .bearer_token = {}}); });
  const calendar::Calendars calendars(*db, access);
  Ours out;
  double begin = cpu();
  const auto reading = calendars.preview(*actor, text);
  out.read = cpu() - begin;
  begin = cpu();
  const auto applied = calendars.add_file(*actor, "Bench", text);
  out.whole = cpu() - begin;
  if (!reading || !applied) std::exit(1);
  out.meetings = applied->appeared;
  return out;
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::fputs("usage: calendar_bench FOLDER EVENTS ROUNDS\n", stderr);
    return 2;
  }
  icalerror_set_errors_are_fatal(0);
  const int events = std::atoi(words[2]);
  const std::string text = calendar_of(events);
  for (int round = 0; round < std::atoi(words[3]); ++round) {
    const double libical = theirs(text, events);
    const Ours mine = ours(text, std::string(words[1]) + "/calendar" + std::to_string(round) + ".db");
    std::printf("{\"events\": %d, \"bytes\": %zu, \"meetings\": %d, \"libical\": %.4f, \"read\": %.4f, \"whole\": %.4f}\n", events,
                text.size(), mine.meetings, libical, mine.read, mine.whole);
    std::fflush(stdout);
  }
  return 0;
}
