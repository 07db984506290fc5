#include "ridealong/ridealong_actions_kept.hpp"

#include "access/access_world_test.hpp"
#include "audit/audit_actions.hpp"
#include "playbook/playbook_file.hpp"
#include "ridealong/ridealong_fold.hpp"
#include "sql/failing_reader_test.hpp"

#include <doctest/doctest.h>
#include <thread>

namespace backbeat::ridealong {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Ride-alongs as their events alone, kept by one program and read anew by another.
struct KeptWorld : access::AccessWorld {
  KeptRideAlongs kept;
  std::vector<playbook::DatedPlaybook> playbooks{
      {.id = {}, .effective_from = access::day("2020-01-01"), .rules = playbook::default_playbook()}};
  std::vector<people::Holiday> holidays;

  void say(std::int64_t ride, std::string_view kind, Fields fields = {}) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      audit::record(tx, org,
                    {.stream = {.kind = stream_kind, .id = ride},
                     .kind = kind,
                     .at = clock.now(),
                     .actor = {},
                     .fields = std::move(fields),
                     .text = {}});
      return Done{};
    }));
  }
  void book(std::int64_t ride, std::int64_t rep, Instant from) {
    Fields fields;
    fields.add("format", std::string_view("observe")).add("manager", 7).add("rep", rep).add("on_behalf_of", 0).add("call", 0);
    fields.add("zone", std::string_view("Europe/Madrid")).add("region", std::string_view("EMEA"));
    fields.add("call_from", from.unix_ms()).add("call_to", (from + minutes(45)).unix_ms());
    say(ride, kinds::booked, fields.add("pre_from", 0).add("pre_to", 0).add("debrief_from", 0).add("debrief_to", 0));
  }
  void by(std::int64_t ride, std::string_view side, std::string_view kind) { say(ride, kind, Fields().add("side", side)); }

  std::shared_ptr<const RideAlongFacts> facts() {
    return read([&](sql::Reader& reader) { return kept.of(reader, org, playbooks, holidays, clock.now()); });
  }
  /// What is kept is what a program that was just started reads.
  RideAlongFacts checked() {
    KeptRideAlongs fresh;
    const auto anew = read([&](sql::Reader& reader) { return fresh.of(reader, org, playbooks, holidays, clock.now()); });
    const auto before = facts();
    CHECK(*before == *anew);
    CHECK(facts() == before);
    return *before;
  }
  void pass(Duration time) { clock.set(clock.now() + time); }
};

TEST_CASE_FIXTURE(KeptWorld, "what is kept of ride-alongs is what their events say, after each event and whenever time alone changes one") {
  CHECK(checked().empty());
  const Instant call = clock.now() + hours(26);
  book(20, 3, call);
  book(10, 3, call + hours(3));
  book(30, 2, call + hours(1));
  RideAlongFacts facts = checked();
  REQUIRE(facts.size() == 3);
  CHECK(facts[0].id == Id<Session>(30));  // by rep, then id
  CHECK(facts[1].id == Id<Session>(10));
  CHECK(facts[0].is_counted);
  by(20, "rep", kinds::pre_brief_signed);
  checked();
  clock.set(call);
  by(20, "manager", kinds::started);
  by(20, "rep", kinds::note_taken);
  checked();
  pass(minutes(45));
  by(20, "manager", kinds::ended);
  facts = checked();
  CHECK(facts[2].is_held);
  CHECK(facts[2].has_pre_brief);
  CHECK_FALSE(facts[2].is_debrief_on_time.has_value());
  by(30, "manager", kinds::cancelled);
  checked();
  book(40, 1, call + hours(24 * 30));
  // Nobody says a word: calls end, days end, the debrief's clock runs out, what nobody confirmed is missed.
  for (int hour = 0; hour < 24 * 18; hour += 3) {
    pass(hours(3));
    facts = checked();
  }
  REQUIRE(facts.size() == 4);
  CHECK(facts[0].is_counted);
  CHECK_FALSE(facts[1].is_counted);  // called off
  CHECK_FALSE(facts[2].is_counted);  // never began
  CHECK(facts[3].is_debrief_on_time == std::optional(false));
}

TEST_CASE_FIXTURE(KeptWorld, "the same object is given while nothing happens to a ride-along, whatever else is written") {
  book(20, 3, clock.now() + hours(26));
  const auto before = facts();
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    audit::record(tx, org,
                  {.stream = {.kind = "session", .id = 5}, .kind = "planned", .at = clock.now(), .actor = {}, .fields = {}, .text = {}});
    return Done{};
  }));
  pass(hours(2));
  CHECK(facts() == before);
  by(20, "rep", kinds::pre_brief_signed);
  CHECK(facts() != before);
}

TEST_CASE_FIXTURE(KeptWorld, "a holiday that becomes known moves the debrief's clock, and an earlier instant is answered for itself") {
  const Instant call = clock.now() + hours(2);  // Monday
  book(20, 3, call);
  by(20, "manager", kinds::started);
  by(20, "rep", kinds::note_taken);
  pass(hours(4));
  by(20, "manager", kinds::ended);
  const Instant at_end = clock.now();
  pass(hours(30));
  CHECK(checked()[0].is_debrief_on_time == std::optional(false));
  holidays.push_back({.region = "EMEA", .day = access::day("2027-03-02"), .name = "x"});
  CHECK_FALSE(checked()[0].is_debrief_on_time.has_value());
  clock.set(at_end);
  holidays.clear();
  CHECK_FALSE(checked()[0].is_debrief_on_time.has_value());
}

TEST_CASE_FIXTURE(KeptWorld, "reading may fail at any statement or row, at first or of what happened since: the next read is right") {
  const Instant call = clock.now() + hours(26);
  for (int ride = 1; ride <= 4; ++ride) book(ride, ride % 3, call + hours(ride));
  for (const bool had_read : {false, true}) {
    const auto read_with = [&](KeptRideAlongs& from) {
      return [&](sql::Reader& reader) { return from.of(reader, org, playbooks, holidays, clock.now()); };
    };
    std::vector<std::unique_ptr<KeptRideAlongs>> programs;
    for (int i = 0; i < 60; ++i) {
      programs.push_back(std::make_unique<KeptRideAlongs>());
      if (had_read) static_cast<void>(read(read_with(*programs.back())));
    }
    // Read by ride-along: the first that is read was the last to be recorded.
    book(had_read ? 6 : 5, 1, call + hours(9));
    for (const int ride : {4, 3, 2, 1}) by(ride, "manager", had_read ? kinds::cancelled : kinds::note_taken);
    KeptRideAlongs fresh;
    const auto expected = read(read_with(fresh));
    const int steps = sql::steps_of(*db, read_with(*programs.back()));
    CHECK(steps > 10);
    for (int step = 0; step < steps && step + 1 < std::ssize(programs); ++step) {
      REQUIRE(sql::fails_after(*db, step, read_with(*programs[static_cast<std::size_t>(step)])));
      CHECK(*read(read_with(*programs[static_cast<std::size_t>(step)])) == *expected);
    }
    pass(hours(1));
  }
}

TEST_CASE_FIXTURE(KeptWorld, "who judges by other rules from an older view does not hide what was recorded since") {
  book(20, 3, clock.now() + hours(26));
  static_cast<void>(facts());
  read([&](sql::Reader& older) {
    static_cast<void>(kept.of(older, org, playbooks, holidays, clock.now()));  // its view begins here
    bool is_counted = true;
    std::thread([&] {
      by(20, "manager", kinds::cancelled);
      is_counted = (*facts())[0].is_counted;
    }).join();
    CHECK_FALSE(is_counted);
    holidays.push_back({.region = "EMEA", .day = access::day("2027-03-02"), .name = "x"});
    CHECK((*kept.of(older, org, playbooks, holidays, clock.now()))[0].is_counted);
  });
  CHECK_FALSE(checked()[0].is_counted);
}

}  // namespace
}  // namespace backbeat::ridealong
