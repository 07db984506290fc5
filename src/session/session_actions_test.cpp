#include "session/session_world_test.hpp"

#include "audit/audit_actions.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE_FIXTURE(SessionWorld, "every verb is for the two of the conversation; for everybody else there is none") {
  const auto id = weekly();
  const access::Actor strangers[] = {as(rob), as(olaf),  as(lena), as(eva),        as(remo),
                                     as(ada), as(xenia), root,     as_token(mark), as_token(rita)};
  for (const auto& actor : strangers) {
    CHECK(code_of(sessions.conversation(actor, id)) == "not_found");
    CHECK(code_of(sessions.start(actor, id, std::nullopt)) == "not_found");
    CHECK(code_of(sessions.judge(actor, id, Id<commitment::Commitment>(1), commitment::Verdict::kept, "")) == "not_found");
    CHECK(code_of(sessions.enter_stage(actor, id, "open")) == "not_found");
    CHECK(code_of(sessions.skip_stage(actor, id, "open", "why")) == "not_found");
    CHECK(code_of(sessions.pause(actor, id)) == "not_found");
    CHECK(code_of(sessions.resume(actor, id)) == "not_found");
    CHECK(code_of(sessions.end(actor, id)) == "not_found");
    CHECK(code_of(sessions.be_present(actor, id)) == "not_found");
    CHECK(code_of(sessions.move(actor, id, in(days(1)), "why")) == "not_found");
    CHECK(code_of(sessions.cancel(actor, id, "why")) == "not_found");
    CHECK(code_of(sessions.excuse(actor, id, ExcuseReason::pto, "")) == "not_found");
    CHECK(code_of(sessions.confirm(actor, id)) == "not_found");
    CHECK(code_of(sessions.rate(actor, id, 5)) == "not_found");
    CHECK(code_of(sessions.set_focus(actor, id, "discovery")) == "not_found");
    CHECK(code_of(sessions.share(actor, id, Sharing::shared)) == "not_found");
    CHECK(code_of(sessions.plan_next(actor, id, in(days(7)))) == "not_found");
    CHECK(code_of(sessions.commit(actor, id, {.text = "text"})) == "not_found");
    CHECK(code_of(sessions.withdraw(actor, id, Id<commitment::Commitment>(1))) == "not_found");
    CHECK(code_of(sessions.write_note(actor, id, "open", "text", 0)) == "not_found");
    CHECK(code_of(sessions.write_private_note(actor, id, "text", 0)) == "not_found");
    CHECK(code_of(sessions.participation(actor, id)) == "not_found");
    CHECK(code_of(sessions.shared(actor, id)) == "not_found");
  }
  CHECK(code_of(sessions.conversation(as(mark), Id<Session>(12345))) == "not_found");
}

TEST_CASE_FIXTURE(SessionWorld, "each verb belongs to a side") {
  const auto id = running();
  CHECK(code_of(sessions.enter_stage(as(rita), id, "open")) == "other_side");
  CHECK(code_of(sessions.pause(as(rita), id)) == "other_side");
  CHECK(code_of(sessions.end(as(rita), id)) == "other_side");
  CHECK(code_of(sessions.set_focus(as(rita), id, "discovery")) == "other_side");
  CHECK(code_of(sessions.plan_next(as(rita), id, in(days(7)))) == "other_side");
  CHECK(code_of(sessions.confirm(as(mark), id)) == "other_side");
  CHECK(code_of(sessions.rate(as(mark), id, 5)) == "other_side");
  CHECK(code_of(sessions.start(as(rita), weekly(in(hours(2))), std::nullopt)) == "other_side");
}

TEST_CASE_FIXTURE(SessionWorld, "a conversation from start to end is held when both used the page") {
  const auto id = weekly();
  CHECK(state_name(id) == "planned");
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  CHECK(state_name(id) == "running");
  REQUIRE(sessions.be_present(as(rita), id));
  pass(minutes(4));
  REQUIRE(sessions.enter_stage(as(mark), id, "open"));
  pass(minutes(26));
  REQUIRE(sessions.end(as(mark), id));
  const Conversation held = seen_by(rita, id);
  CHECK(held.state.state == State::held);
  CHECK(held.state.held == minutes(30));
  CHECK(held.state.used_by_rep);
}

TEST_CASE_FIXTURE(SessionWorld, "the rep's open page counts from the start on") {
  rep_has_page_open = true;
  const auto id = running();
  CHECK(seen_by(mark, id).state.used_by_rep);
}

TEST_CASE_FIXTURE(SessionWorld, "a visit before the start or after the end is no evidence, and records nothing") {
  const auto id = weekly();
  const auto version = seen_by(rita, id).state.version;
  REQUIRE(sessions.be_present(as(rita), id));
  CHECK(seen_by(rita, id).state.version == version);
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  pass(minutes(30));
  REQUIRE(sessions.end(as(mark), id));
  REQUIRE(sessions.be_present(as(rita), id));
  CHECK(state_name(id) == "ended");
  REQUIRE(sessions.confirm(as(rita), id));
  CHECK(state_name(id) == "held");
}

TEST_CASE_FIXTURE(SessionWorld, "started twice and ended twice each have an answer") {
  const auto id = running();
  CHECK(code_of(sessions.start(as(mark), id, std::nullopt)) == "already_started");
  REQUIRE(sessions.end(as(mark), id));
  CHECK(code_of(sessions.end(as(mark), id)) == "already_ended");
  CHECK(code_of(sessions.start(as(mark), id, std::nullopt)) == "already_ended");
  CHECK(code_of(sessions.end(as(mark), weekly(in(days(1))))) == "not_running");
}

TEST_CASE_FIXTURE(SessionWorld, "stages are entered once and in order; what is left out is skipped with a reason") {
  const auto id = running();
  CHECK(code_of(sessions.enter_stage(as(mark), id, "inspect")) == "stage_is_current");
  CHECK(code_of(sessions.enter_stage(as(mark), id, "reality")) == "stage_out_of_order");
  CHECK(code_of(sessions.enter_stage(as(mark), id, "small_talk")) == "unknown_stage");
  CHECK(code_of(sessions.skip_stage(as(mark), id, "open", "")) == "reason_needed");
  REQUIRE(sessions.skip_stage(as(mark), id, "open", "she said it by mail"));
  REQUIRE(sessions.enter_stage(as(mark), id, "goal"));
  CHECK(code_of(sessions.enter_stage(as(mark), id, "inspect")) == "stage_is_over");
  CHECK(code_of(sessions.enter_stage(as(mark), id, "open")) == "stage_is_over");
  CHECK(code_of(sessions.skip_stage(as(mark), id, "open", "again")) == "stage_is_over");
  CHECK(seen_by(rita, id).stage_skip_reasons.at("open") == "she said it by mail");
}

TEST_CASE_FIXTURE(SessionWorld, "the clock can be stopped and goes on") {
  const auto id = running();
  CHECK(code_of(sessions.resume(as(mark), id)) == "not_paused");
  pass(minutes(5));
  REQUIRE(sessions.pause(as(mark), id));
  CHECK(code_of(sessions.pause(as(mark), id)) == "already_paused");
  CHECK(code_of(sessions.enter_stage(as(mark), id, "open")) == "already_paused");
  pass(minutes(10));
  REQUIRE(sessions.resume(as(mark), id));
  pass(minutes(5));
  REQUIRE(sessions.end(as(mark), id));
  CHECK(seen_by(mark, id).state.held == minutes(10));
}

TEST_CASE_FIXTURE(SessionWorld, "a session starts at most twelve hours early and not when its day is over") {
  const auto early = weekly(in(hours(13)));
  CHECK(code_of(sessions.start(as(mark), early, std::nullopt)) == "too_early");
  pass(hours(1));
  CHECK(sessions.start(as(mark), early, std::nullopt));
  const auto late = weekly(in(days(1)));
  pass(days(3));
  CHECK(state_name(late) == "missed");
  CHECK(code_of(sessions.start(as(mark), late, std::nullopt)) == "window_closed");
}

TEST_CASE_FIXTURE(SessionWorld, "the rep confirms beforehand, and afterwards that it took place") {
  const auto id = weekly(in(hours(1)));
  REQUIRE(sessions.confirm(as(rita), id));
  CHECK(state_name(id) == "confirmed");
  CHECK(code_of(sessions.confirm(as(rita), id)) == "already_confirmed");
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  CHECK(code_of(sessions.confirm(as(rita), id)) == "not_running");
  pass(minutes(30));
  REQUIRE(sessions.end(as(mark), id));
  CHECK(state_name(id) == "ended");
  pass(days(8));
  CHECK(state_name(id) == "missed");
  CHECK(code_of(sessions.confirm(as(rita), id)) == "session_is_over");
}

TEST_CASE_FIXTURE(SessionWorld, "usefulness is from 0 to 10, the rep's alone to see, and confirms too") {
  const auto id = running();
  CHECK(code_of(sessions.rate(as(rita), id, 5)) == "not_started");
  pass(minutes(30));
  REQUIRE(sessions.end(as(mark), id));
  CHECK(code_of(sessions.rate(as(rita), id, 11)) == "score_out_of_range");
  CHECK(code_of(sessions.rate(as(rita), id, -1)) == "score_out_of_range");
  REQUIRE(sessions.rate(as(rita), id, 10));
  REQUIRE(sessions.rate(as(rita), id, 7));
  CHECK(seen_by(rita, id).state.usefulness == 7);
  CHECK_FALSE(seen_by(mark, id).state.usefulness);
  CHECK(state_name(id) == "held");
  const auto rows = sessions.list(as(mark), {.person = rita, .from = {}, .to = {}, .state = {}, .after = {}, .limit = 50});
  REQUIRE(rows);
  CHECK_FALSE(rows->rows.at(0).state.usefulness);
}

TEST_CASE_FIXTURE(SessionWorld, "a commitment is due on the day of the next session, else in a week") {
  const auto id = running();
  const auto due_on = [&](std::size_t index) { return seen_by(rita, id).commitments.at(index).due_on.text(); };
  REQUIRE(sessions.commit(as(rita), id, {.text = "  ask why  "}));
  CHECK(due_on(0) == "2027-03-08");
  CHECK(seen_by(rita, id).commitments[0].text == "ask why");
  REQUIRE(sessions.plan_next(as(mark), id, in(days(9))));
  REQUIRE(sessions.commit(as(mark), id, {.text = "send recaps"}));
  CHECK(due_on(1) == "2027-03-10");
  CHECK(code_of(sessions.commit(as(rita), id, {.text = " "})) == "nothing_said");
  CHECK(code_of(sessions.commit(as(rita), id, {.text = std::string(501, 'x')})) == "too_long");
  CHECK(code_of(sessions.commit(as(rita), id, {.text = "ask", .due_on = LocalDate::parse("2027-02-28").value()})) == "due_in_the_past");
  CHECK(code_of(sessions.commit(as(rita), id, {.text = "ask", .due_on = LocalDate::parse("2029-02-28").value()})) == "due_too_far");
}

TEST_CASE_FIXTURE(SessionWorld, "a commitment can be withdrawn until the conversation ends") {
  const auto id = running();
  const auto first = *sessions.commit(as(rita), id, {.text = "ask why"});
  const auto second = *sessions.commit(as(rita), id, {.text = "send recaps"});
  REQUIRE(sessions.withdraw(as(rita), id, first));
  CHECK(code_of(sessions.withdraw(as(rita), id, first)) == "already_withdrawn");
  CHECK(seen_by(rita, id).commitments.size() == 1);
  REQUIRE(sessions.end(as(mark), id));
  CHECK(code_of(sessions.withdraw(as(rita), id, second)) == "already_ended");
  CHECK(code_of(sessions.commit(as(rita), id, {.text = "too late"})) == "already_ended");
}

TEST_CASE_FIXTURE(SessionWorld, "the focus skill holds from one conversation to the next") {
  const auto id = running();
  CHECK(code_of(sessions.set_focus(as(mark), id, "juggling")) == "unknown_competency");
  REQUIRE(sessions.set_focus(as(mark), id, "discovery"));
  REQUIRE(sessions.end(as(mark), id));
  pass(days(7));
  CHECK(seen_by(rita, weekly()).focus == "discovery");
  CHECK(db->read([&](sql::Reader& reader) { return focus_of(reader, org, rita); }) == "discovery");
  CHECK_FALSE(db->read([&](sql::Reader& reader) { return focus_of(reader, org, rob); }));
}

TEST_CASE_FIXTURE(SessionWorld, "both are told of every change once it is durable, and of nothing that was refused") {
  const auto id = running();
  CHECK(told.versions.size() == 1);
  CHECK(told.timers.at(0).state == TimerState::running);
  CHECK(told.timers[0].stage == "inspect");
  REQUIRE(sessions.pause(as(mark), id));
  CHECK(told.timers.at(1).state == TimerState::paused);
  CHECK(told.versions.at(1) == seen_by(mark, id).state.version);
  CHECK_FALSE(sessions.pause(as(mark), id));
  CHECK(told.versions.size() == 2);
}

TEST_CASE_FIXTURE(SessionWorld, "everything that was done is in a chain that verifies") {
  agreed("ask why");
  const auto id = running();
  REQUIRE(sessions.start(as(mark), id, "no time"));
  REQUIRE(sessions.end(as(mark), id));
  const auto verified = db->read([&](sql::Reader& reader) { return audit::verify(reader, org); });
  CHECK(verified.fault == "");
  CHECK(verified.verified > 10);
}

TEST_CASE_FIXTURE(SessionWorld, "a leader reads a conversation that both shared, and only as long as both do") {
  const auto id = running();
  REQUIRE(sessions.write_note(as(rita), id, "inspect", "shared words", 0));
  REQUIRE(sessions.write_private_note(as(rita), id, "private words", 0));
  REQUIRE(sessions.commit(as(rita), id, {.text = "ask why"}));
  REQUIRE(sessions.share(as(rita), id, Sharing::shared));
  CHECK(code_of(sessions.shared(as(lena), id)) == "not_found");
  REQUIRE(sessions.share(as(mark), id, Sharing::shared));
  const auto seen = sessions.shared(as(lena), id);
  REQUIRE(seen);
  CHECK(seen->notes.at(0).text == "shared words");
  CHECK(seen->notes.size() == 1);
  CHECK(seen->commitments.at(0).text == "ask why");
  CHECK(sessions.shared(as(rita), id)->commitments.size() == 1);
  CHECK(sessions.shared(as(mark), id)->commitments.size() == 1);
  CHECK(code_of(sessions.shared(as(olaf), id)) == "not_found");
  CHECK(code_of(sessions.shared(as(eva), id)) == "not_found");
  CHECK(code_of(sessions.shared(as(rob), id)) == "not_found");
  CHECK(code_of(sessions.shared(as_token(lena), id)) == "not_found");
  REQUIRE(sessions.share(as(rita), id, Sharing::withheld));
  CHECK(code_of(sessions.shared(as(lena), id)) == "not_found");
}

}  // namespace
}  // namespace backbeat::session
