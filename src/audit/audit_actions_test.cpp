#include "audit/audit_actions.hpp"

#include "audit/audit_actions_many.hpp"
#include "sql/change_number.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace backbeat::audit {
namespace {

constexpr Stream session_one{.kind = "session", .id = 1};
constexpr Stream session_two{.kind = "session", .id = 2};
constexpr Stream commitment_one{.kind = "commitment", .id = 1};

struct World : testing::TestWorld {
  std::int64_t add(Stream stream, std::string_view kind, Fields fields = {}, std::optional<std::string> text = {}) {
    return *db->write([&](sql::Transaction& tx) -> Result<std::int64_t> {
      return record(tx, org, {.stream = stream, .kind = kind, .at = clock.now(), .actor = Id<User>(7), .fields = fields, .text = text});
    });
  }
  void five_events() {
    add(session_one, "planned", Fields().add("minutes", 30));
    add(session_two, "planned", Fields().add("minutes", 60));
    add(commitment_one, "made", {}, "ask why on every call");
    add(session_one, "started");
    add(session_one, "ended");
  }
  template <class... Parameters>
  void tamper(std::string_view statement, const Parameters&... parameters) {
    const auto done = db->write([&](sql::Transaction& tx) -> Result<Done> {
      tx.change(statement, parameters...);
      return Done{};
    });
    REQUIRE(done);
  }
  Verification verified(Id<Org> of) {
    return db->read([&](sql::Reader& reader) { return verify(reader, of); });
  }
  Verification verified() { return verified(org); }
};

TEST_CASE_FIXTURE(World, "an organisation without events verifies") {
  CHECK(verified().verified == 0);
  CHECK_FALSE(verified().fault_at);
}

TEST_CASE_FIXTURE(World, "events are numbered from 1 without gaps and come back as they were recorded") {
  CHECK(add(session_one, "planned", Fields().add("minutes", 30).add("note", "a=b\nc")) == 1);
  clock.advance(std::chrono::minutes(5));
  CHECK(add(session_one, "cancelled", {}, "Ana is ill") == 2);
  CHECK(add(session_two, "planned") == 3);

  const auto events = db->read([&](sql::Reader& reader) { return events_of(reader, org, session_one); });
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "planned");
  CHECK(events[0].fields.text("note") == "a=b\nc");
  CHECK(events[0].actor == Id<User>(7));
  CHECK_FALSE(events[0].text);
  CHECK(events[1].sequence == 2);
  CHECK(events[1].at == clock.now());
  CHECK(events[1].text == "Ana is ill");
}

TEST_CASE_FIXTURE(World, "the metadata of a kind of stream carries no text") {
  five_events();
  const auto events = db->read([&](sql::Reader& reader) { return events_of_kind(reader, org, "commitment"); });
  REQUIRE(events.size() == 1);
  CHECK_FALSE(events[0].text);
  const auto later = db->read([&](sql::Reader& reader) { return events_of_kind(reader, org, "session", 2); });
  REQUIRE(later.size() == 2);
  CHECK(later[0].sequence == 4);
}

TEST_CASE_FIXTURE(World, "streams of a span of ids come one whole stream after the other, without texts") {
  five_events();
  std::vector<std::string> seen;
  db->read([&](sql::Reader& reader) {
    each_stream(reader, org, "session", 1, 2, [&](std::span<const Event> stream) {
      std::string kinds;
      for (const Event& event : stream) kinds += event.kind + " ";
      seen.push_back(kinds);
    });
    each_stream(reader, org, "commitment", 1, 1, [&](std::span<const Event> stream) { CHECK_FALSE(stream[0].text); });
    each_stream(reader, org, "session", 3, 9, [](std::span<const Event>) { FAIL("there is none"); });
    return 0;
  });
  CHECK(seen == std::vector<std::string>{"planned started ended ", "planned "});
}

TEST_CASE_FIXTURE(World, "an event of the system itself has no actor") {
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<std::int64_t> {
    return record(tx, org, {.stream = session_one, .kind = "planned", .at = clock.now(), .actor = {}, .fields = {}, .text = {}});
  }));
  const auto events = db->read([&](sql::Reader& reader) { return events_of(reader, org, session_one); });
  CHECK_FALSE(events.at(0).actor.is_set());
  CHECK(verified().verified == 1);
}

TEST_CASE_FIXTURE(World, "what is rolled back is not in the chain") {
  add(session_one, "planned");
  const auto refused = db->write([&](sql::Transaction& tx) -> Result<Done> {
    record(tx, org, {.stream = session_one, .kind = "ended", .at = clock.now(), .actor = {}, .fields = {}, .text = {}});
    return refuse(errors::not_found);
  });
  CHECK_FALSE(refused);
  CHECK(verified().verified == 1);
}

TEST_CASE_FIXTURE(World, "several who write at once write one chain") {
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([this, i] {
      for (int n = 0; n < 10; ++n) add({.kind = "session", .id = i + 1}, "note_written", Fields().add("n", n));
    });
  }
  for (auto& writer : writers) writer.join();
  CHECK(verified().fault == "");
  CHECK(verified().verified == 40);
}

TEST_CASE_FIXTURE(World, "organisations have chains of their own") {
  const Id<Org> other = other_organisation();
  add(session_one, "planned");
  CHECK(verified(other).verified == 0);
  CHECK(db->read([&](sql::Reader& reader) { return events_of(reader, other, session_one); }).empty());
}

TEST_CASE_FIXTURE(World, "an untouched chain verifies and shows the hash it ends with") {
  five_events();
  const Verification result = verified();
  CHECK(result.verified == 5);
  CHECK_FALSE(result.fault_at);
  CHECK(result.head_hash.size() == 64);
  add(session_two, "started");
  CHECK(verified().head_hash != result.head_hash);
}

TEST_CASE_FIXTURE(World, "a changed field is found") {
  five_events();
  tamper("UPDATE event SET fields = ? WHERE org_id = ? AND sequence = 2", "minutes=30\n", org);
  CHECK(verified().fault_at == 2);
  CHECK(verified().fault == "Event 2 was changed after it was recorded.");
}

TEST_CASE_FIXTURE(World, "a changed time, actor, kind or stream is found") {
  five_events();
  for (const char* statement : {"UPDATE event SET at = at + 1 WHERE org_id = ? AND sequence = 4",
                                "UPDATE event SET actor_user = NULL WHERE org_id = ? AND sequence = 4",
                                "UPDATE event SET kind = 'ended' WHERE org_id = ? AND sequence = 4",
                                "UPDATE event SET stream_id = 2 WHERE org_id = ? AND sequence = 4"}) {
    World fresh;
    fresh.five_events();
    fresh.tamper(statement, fresh.org);
    CAPTURE(std::string(statement));
    CHECK(fresh.verified().fault_at == 4);
  }
}

TEST_CASE_FIXTURE(World, "a deleted event is found") {
  five_events();
  tamper("DELETE FROM event WHERE org_id = ? AND sequence = 2", org);
  CHECK(verified().fault == "Event 2 is missing: after event 1 comes event 3.");
}

TEST_CASE_FIXTURE(World, "a deleted event is found when the later ones are renumbered") {
  five_events();
  tamper("DELETE FROM event WHERE org_id = ? AND sequence = 4", org);
  tamper("UPDATE event SET sequence = 4 WHERE org_id = ? AND sequence = 5", org);
  CHECK(verified().fault_at == 4);
  CHECK(verified().fault.find("does not follow from event 3") != std::string::npos);
}

TEST_CASE_FIXTURE(World, "events in another order are found") {
  five_events();
  tamper("UPDATE event SET sequence = 99 WHERE org_id = ? AND sequence = 4", org);
  tamper("UPDATE event SET sequence = 4 WHERE org_id = ? AND sequence = 5", org);
  tamper("UPDATE event SET sequence = 5 WHERE org_id = ? AND sequence = 99", org);
  CHECK(verified().fault_at == 4);
  CHECK(verified().fault.find("put in another order") != std::string::npos);
}

TEST_CASE_FIXTURE(World, "an inserted event is found") {
  five_events();
  tamper("UPDATE event SET sequence = 6 WHERE org_id = ? AND sequence = 5", org);
  tamper(
      "INSERT INTO event (org_id, sequence, at, stream_kind, stream_id, kind, actor_user, fields, text_hash, previous_hash, hash) "
      "SELECT org_id, 5, at, stream_kind, stream_id, 'paused', actor_user, fields, NULL, hash, hash FROM event "
      "WHERE org_id = ? AND sequence = 4",
      org);
  CHECK(verified().fault == "Event 5 was changed after it was recorded.");
}

TEST_CASE_FIXTURE(World, "a cut tail is found") {
  five_events();
  tamper("DELETE FROM event WHERE org_id = ? AND sequence >= 4", org);
  CHECK(verified().fault == "Event 4 is missing: the chain should end with event 5, its tail was cut.");
}

TEST_CASE_FIXTURE(World, "a chain that was cut to nothing is found") {
  five_events();
  tamper("DELETE FROM event_text WHERE org_id = ?", org);
  tamper("DELETE FROM event WHERE org_id = ?", org);
  CHECK(verified().fault_at == 1);
}

TEST_CASE_FIXTURE(World, "a tail cut together with its head is found by a head that was noted, and by nothing else") {
  five_events();
  const NotedHead noted{.sequence = 5, .hash = verified().head_hash};
  const auto with_note = [&] { return db->read([&](sql::Reader& reader) { return verify(reader, org, noted); }); };
  CHECK_FALSE(with_note().fault_at);
  add(session_one, "rated");
  CHECK_FALSE(with_note().fault_at);
  tamper("DELETE FROM event WHERE org_id = ? AND sequence > 4", org);
  tamper("UPDATE chain_head SET sequence = 4, hash = (SELECT hash FROM event WHERE org_id = ? AND sequence = 4) WHERE org_id = ?", org,
         org);
  CHECK_FALSE(verified().fault_at);
  CHECK(with_note().fault_at == 5);
  add(session_one, "rated");  // and written anew
  CHECK_FALSE(verified().fault_at);
  CHECK(with_note().fault_at == 5);
}

TEST_CASE_FIXTURE(World, "an event behind the end of the chain is found") {
  five_events();
  tamper("UPDATE chain_head SET sequence = 4 WHERE org_id = ?", org);
  CHECK(verified().fault == "Event 5 was added behind the end of the chain.");
}

TEST_CASE_FIXTURE(World, "an altered text is found") {
  five_events();
  tamper("UPDATE event_text SET text = 'book two meetings' WHERE org_id = ? AND sequence = 3", org);
  CHECK(verified().fault == "Event 3 has another text than the one that was recorded.");
}

TEST_CASE_FIXTURE(World, "a text that appears later is found") {
  five_events();
  tamper("INSERT INTO event_text (org_id, sequence, salt, text) VALUES (?, 4, '00112233445566778899aabbccddeeff', 'forged')", org);
  CHECK(verified().fault == "Event 4 has a text that was added after it was recorded.");
}

TEST_CASE_FIXTURE(World, "a text that is gone without a recorded erasure is found") {
  five_events();
  tamper("DELETE FROM event_text WHERE org_id = ? AND sequence = 3", org);
  CHECK(verified().fault == "Event 3 lost its text, and no erasure of it is recorded.");
}

TEST_CASE_FIXTURE(World, "an erased text is gone and the chain still verifies") {
  five_events();
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    erase_texts(tx, org, commitment_one, std::vector<std::int64_t>{3, 1}, clock.now(), Id<User>(9));
    return Done{};
  }));
  const auto events = db->read([&](sql::Reader& reader) { return events_of(reader, org, commitment_one); });
  REQUIRE(events.size() == 2);
  CHECK_FALSE(events[0].text);
  CHECK(events[1].kind == "text_erased");
  CHECK(verified().verified == 6);
  CHECK_FALSE(verified().fault_at);
  const auto rows = db->read([&](sql::Reader& reader) {
    return reader.all("SELECT salt FROM event_text WHERE org_id = ?", [](const sql::Row& row) { return row.get<std::string>(0); }, org);
  });
  CHECK(rows.empty());
}

TEST_CASE_FIXTURE(World, "equal texts have different hashes, so a guess cannot be checked without the salt") {
  add(commitment_one, "made", {}, "ask why");
  add(commitment_one, "made", {}, "ask why");
  const auto hashes = db->read([&](sql::Reader& reader) {
    return reader.all(
        "SELECT text_hash FROM event WHERE org_id = ? ORDER BY sequence", [](const sql::Row& row) { return row.get<std::string>(0); }, org);
  });
  REQUIRE(hashes.size() == 2);
  CHECK(hashes[0] != hashes[1]);
}

TEST_CASE_FIXTURE(World, "a chain longer than one batch verifies to its end, and a fault behind the first batch is found") {
  constexpr int count = 5000;
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    for (int i = 0; i < count; ++i) {
      record(tx, org, {.stream = session_one, .kind = "tick", .at = clock.now(), .actor = {}, .fields = Fields().add("n", i), .text = {}});
    }
    return Done{};
  }));
  CHECK(verified().verified == count);
  tamper("UPDATE event SET at = at + 1 WHERE org_id = ? AND sequence = 4900", org);
  CHECK(verified().fault_at == 4900);
  CHECK(verified().verified == 4899);
}

TEST_CASE_FIXTURE(World, "between two looks, only streams of some kinds changed or something else did, too") {
  const auto mark = [&] { return db->read([&](sql::Reader& reader) { return mark_of(reader, org); }); };
  constexpr std::string_view quiet[] = {"session", "commitment"};
  const auto only = [&](const Mark& since, const Mark& now) {
    return db->read([&](sql::Reader& reader) { return changed_only(reader, org, quiet, since, now); });
  };
  const Mark nothing = mark();
  CHECK(only(nothing, nothing));
  add(session_one, "planned");
  add(commitment_one, "made");
  const Mark talked = mark();
  CHECK(talked.sequence == nothing.sequence + 2);
  CHECK(only(nothing, talked));
  CHECK_FALSE(only(talked, nothing));
  add({.kind = "person", .id = 1}, "left");
  const Mark left = mark();
  CHECK_FALSE(only(nothing, left));
  CHECK_FALSE(only(talked, left));
  CHECK(only(left, left));
  // What is changed without an event counts, too.
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    sql::bump_change(tx, org);
    return Done{};
  }));
  CHECK_FALSE(only(left, mark()));
}

}  // namespace
}  // namespace backbeat::audit
