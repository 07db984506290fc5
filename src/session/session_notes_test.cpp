#include "session/session_world_test.hpp"

#include "audit/audit_actions.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

using std::chrono::days;
using std::chrono::minutes;

TEST_CASE_FIXTURE(SessionWorld, "both write the shared notes, each on top of what they saw") {
  const auto id = running();
  const auto first = sessions.write_note(as(rita), id, "inspect", "I asked twice.", 0);
  REQUIRE(first);
  CHECK(first->version == 1);
  const auto second = sessions.write_note(as(mark), id, "inspect", "I asked twice. Both worked.", 1);
  REQUIRE(second);
  CHECK(second->version == 2);
  const auto notes = seen_by(rita, id).notes;
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].text == "I asked twice. Both worked.");
  CHECK(notes[0].by->name == "Mark");
}

TEST_CASE_FIXTURE(SessionWorld, "a note written over another comes back with what stands there, so that nothing is lost") {
  const auto id = running();
  REQUIRE(sessions.write_note(as(rita), id, "inspect", "hers", 0));
  const auto refused = sessions.write_note(as(mark), id, "inspect", "his", 0);
  REQUIRE(code_of(refused) == "note_changed");
  CHECK(refused.error().params == Params{{"text", "hers"}, {"version", "1"}});
  CHECK(code_of(sessions.write_note(as(mark), id, "inspect", "his", 7)) == "note_changed");
  CHECK(seen_by(mark, id).notes.at(0).text == "hers");
}

TEST_CASE_FIXTURE(SessionWorld, "a replayed note changes nothing and is no conflict") {
  const auto id = running();
  REQUIRE(sessions.write_note(as(rita), id, "inspect", "hers", 0));
  const auto replayed = sessions.write_note(as(rita), id, "inspect", "hers", 0);
  REQUIRE(replayed);
  CHECK(replayed->version == 1);
  CHECK(told.notes.size() == 1);
  CHECK(sessions.write_note(as(rita), id, "open", "", 0)->version == 0);
}

TEST_CASE_FIXTURE(SessionWorld, "the other side sees a note as soon as it is durable") {
  const auto id = running();
  REQUIRE(sessions.write_note(as(rita), id, "inspect", "hers", 0));
  REQUIRE(told.notes.size() == 1);
  CHECK(told.notes[0].text == "hers");
  CHECK(told.notes[0].by.name == "Rita");
  CHECK_FALSE(sessions.write_note(as(mark), id, "inspect", "his", 0));
  CHECK(told.notes.size() == 1);
  REQUIRE(sessions.write_private_note(as(mark), id, "his own", 0));
  CHECK(told.notes.size() == 1);
}

TEST_CASE_FIXTURE(SessionWorld, "shared notes begin with the conversation and can be completed for two weeks") {
  const auto id = weekly();
  CHECK(code_of(sessions.write_note(as(rita), id, "inspect", "text", 0)) == "not_running");
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  CHECK(code_of(sessions.write_note(as(rita), id, "small_talk", "text", 0)) == "unknown_stage");
  CHECK(code_of(sessions.write_note(as(rita), id, "inspect", std::string(20'001, 'x'), 0)) == "text_too_long");
  CHECK(code_of(sessions.write_note(as(rita), id, "inspect", "\xff", 0)) == "invalid_value");
  CHECK(sessions.write_note(as(rita), id, "inspect", std::string(20'000, 'x'), 0));
  REQUIRE(sessions.end(as(mark), id));
  pass(days(13));
  CHECK(sessions.write_note(as(mark), id, "inspect", "afterwards", 1));
  pass(days(2));
  CHECK(code_of(sessions.write_note(as(mark), id, "inspect", "too late", 2)) == "session_is_over");
}

TEST_CASE_FIXTURE(SessionWorld, "a note in a running session is live use; one version more is not one event more") {
  const auto id = running();
  REQUIRE(sessions.write_note(as(mark), id, "inspect", "one", 0));
  const auto version = seen_by(mark, id).state.version;
  REQUIRE(sessions.write_note(as(mark), id, "inspect", "two", 1));
  CHECK(seen_by(mark, id).state.version == version);
  REQUIRE(sessions.write_note(as(rita), id, "inspect", "three", 2));
  CHECK(seen_by(mark, id).state.used_by_rep);
  pass(minutes(30));
  REQUIRE(sessions.end(as(mark), id));
  CHECK(state_of(id) == State::held);
  const auto ended = seen_by(mark, id).state.version;
  REQUIRE(sessions.write_note(as(mark), id, "inspect", "four", 3));
  CHECK(seen_by(mark, id).state.version > ended);
}

TEST_CASE_FIXTURE(SessionWorld, "private notes are their author's alone, before, during and after") {
  const auto id = weekly();
  REQUIRE(sessions.write_private_note(as(mark), id, "his own", 0));
  REQUIRE(sessions.write_private_note(as(rita), id, "her own", 0));
  CHECK(seen_by(mark, id).private_note.text == "his own");
  CHECK(seen_by(rita, id).private_note.text == "her own");
  CHECK(code_of(sessions.write_private_note(as(mark), id, "again", 0)) == "note_changed");
  CHECK(sessions.write_private_note(as(mark), id, "again", 1)->version == 2);
  CHECK(sessions.write_private_note(as(mark), id, "again", 1)->version == 2);
  CHECK(code_of(sessions.write_private_note(as(mark), id, std::string(20'001, 'x'), 2)) == "text_too_long");
}

/// Every text that anybody can read of a conversation, one after the other.
std::string everything_in(const Conversation& seen) {
  std::string all = seen.gate_skip_reason + seen.last_reason + seen.private_note.text;
  for (const auto& [stage, reason] : seen.stage_skip_reasons) all += reason;
  for (const Note& note : seen.notes) all += note.text;
  for (const auto& each : seen.commitments) all += each.text;
  for (const auto& each : seen.to_inspect) all += each.commitment.text + each.commitment.inspection_note;
  return all;
}

TEST_CASE_FIXTURE(SessionWorld, "a canary in every text is seen by the two, and its own private one by neither other") {
  const auto commitment = agreed("canary-commitment");
  const auto id = weekly();
  REQUIRE(sessions.move(as(mark), id, in(minutes(5)), "canary-move"));
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  REQUIRE(sessions.judge(as(mark), id, commitment, commitment::Verdict::kept, "canary-verdict"));
  REQUIRE(sessions.skip_stage(as(mark), id, "open", "canary-skip"));
  REQUIRE(sessions.write_note(as(rita), id, "inspect", "canary-note", 0));
  REQUIRE(sessions.commit(as(rita), id, {.text = "canary-new"}));
  REQUIRE(sessions.write_private_note(as(mark), id, "canary-mark", 0));
  REQUIRE(sessions.write_private_note(as(rita), id, "canary-rita", 0));

  for (const auto& [who, own, others] : {std::tuple(mark, "canary-mark", "canary-rita"), std::tuple(rita, "canary-rita", "canary-mark")}) {
    const std::string all = everything_in(seen_by(who, id));
    for (const char* canary : {"canary-commitment", "canary-move", "canary-verdict", "canary-skip", "canary-note", "canary-new", own}) {
      CHECK(all.find(canary) != std::string::npos);
    }
    CHECK(all.find(others) == std::string::npos);
  }
  // The metadata that other features read has no text at all, and what was written is in no field of an event.
  db->read([&](sql::Reader& reader) {
    for (const auto& event : audit::events_of_kind(reader, org, "session")) {
      CHECK(event.fields.encode().find("canary") == std::string::npos);
      CHECK_FALSE(event.text);
    }
    for (const auto& event : audit::events_of_kind(reader, org, "commitment"))
      CHECK(event.fields.encode().find("canary") == std::string::npos);
    return 0;
  });
}

TEST_CASE_FIXTURE(SessionWorld, "a former manager keeps what they lived and gets nothing of the new one's") {
  const auto old = running();
  REQUIRE(sessions.write_note(as(rita), old, "inspect", "with Mark", 0));
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", olaf, org, rita);
  const auto fresh =
      sessions.plan(as(olaf), {.kind = "weekly_one_on_one", .rep = rita, .manager = {}, .starts_at = clock.now(), .minutes = {}});
  REQUIRE(fresh);
  CHECK(code_of(sessions.conversation(as(mark), *fresh)) == "not_found");
  CHECK(code_of(sessions.conversation(as(olaf), old)) == "not_found");
  CHECK(seen_by(mark, old).notes.size() == 1);
}

TEST_CASE_FIXTURE(SessionWorld, "open commitments are read by the two they are between, and by no token") {
  agreed("ask why");
  const access::Actor her = as(rita), him = as(mark), other = as(rob), leader = as(lena), her_token = as_token(rita),
                      his_token = as_token(mark);
  const auto count = [&](auto read) { return db->read([&](sql::Reader& reader) { return read(reader).size(); }); };
  CHECK(count([&](sql::Reader& reader) { return commitment::open_of(reader, her); }) == 1);
  CHECK(count([&](sql::Reader& reader) { return commitment::open_of(reader, other); }) == 0);
  CHECK(count([&](sql::Reader& reader) { return commitment::open_of(reader, her_token); }) == 0);
  CHECK(count([&](sql::Reader& reader) { return commitment::open_with(reader, him, rita); }) == 1);
  CHECK(count([&](sql::Reader& reader) { return commitment::open_with(reader, leader, rita); }) == 0);
  CHECK(count([&](sql::Reader& reader) { return commitment::open_with(reader, his_token, rita); }) == 0);
  CHECK(count([&](sql::Reader& reader) { return commitment::facts(reader, org); }) == 1);
  CHECK(count([&](sql::Reader& reader) { return commitment::facts_of_open(reader, org, rita); }) == 1);
}

}  // namespace
}  // namespace backbeat::session
