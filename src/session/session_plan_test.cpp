#include "session/session_world_test.hpp"

#include "session/session_slot.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

NewSession weekly_with(Id<Person> rep, Instant starts_at) {
  return {.kind = "weekly_one_on_one", .rep = rep, .manager = {}, .starts_at = starts_at, .minutes = {}};
}

Query sessions_with(Id<Person> person) {
  return {.person = person, .from = {}, .to = {}, .state = {}, .after = {}, .limit = 50};
}

TEST_CASE_FIXTURE(SessionWorld, "those above a rep plan with them, and nobody else") {
  const auto plan_as = [&](const access::Actor& actor) { return code_of(sessions.plan(actor, weekly_with(rita, in(hours(5))))); };
  CHECK(plan_as(as_token(mark)) == "needs_a_browser");
  CHECK(plan_as(as(rob)) == "not_found");
  CHECK(plan_as(as(olaf)) == "not_found");
  CHECK(plan_as(as(eva)) == "not_found");
  CHECK(plan_as(as(ada)) == "not_found");
  CHECK(plan_as(as(rita)) == "forbidden");
  CHECK(plan_as(as(lena)) == "");
  CHECK(plan_as(as(mark)) == "");
  CHECK(code_of(sessions.plan(as(mark), weekly_with(Id<Person>(77), in(hours(5))))) == "not_found");
}

TEST_CASE_FIXTURE(SessionWorld, "a session takes its length from the playbook, or is as long as one says") {
  CHECK(seen_by(rita, weekly(in(hours(1)))).state.planned_minutes == 30);
  auto longer = weekly_with(rita, in(hours(2)));
  longer.minutes = 45;
  CHECK(seen_by(rita, *sessions.plan(as(mark), longer)).state.planned_minutes == 45);
  for (const int wrong : {4, 241, 0, -30}) {
    auto session = weekly_with(rita, in(hours(5)));
    session.minutes = wrong;
    CHECK(code_of(sessions.plan(as(mark), session)) == "invalid_value");
  }
}

TEST_CASE_FIXTURE(SessionWorld, "what cannot be planned is refused with its reason") {
  const auto plan = [&](auto change) {
    auto session = weekly_with(rita, in(hours(5)));
    change(session);
    return code_of(sessions.plan(as(mark), session));
  };
  CHECK(plan([](auto& session) { session.kind = "tea"; }) == "unknown_kind");
  CHECK(plan([](auto& session) { session.kind = "ride_along_observe"; }) == "unknown_kind");
  CHECK(plan([](auto& session) { session.kind = "circle"; }) == "unknown_kind");
  CHECK(plan([](auto& session) { session.kind = ""; }) == "unknown_kind");
  CHECK(plan([&](auto& session) { session.starts_at = in(-hours(1)); }) == "in_the_past");
  CHECK(plan([&](auto& session) { session.starts_at = in(days(400)); }) == "too_far_ahead");
  CHECK(plan([&](auto& session) { session.manager = rita; }) == "with_oneself");
  CHECK(plan([&](auto& session) { session.manager = Id<Person>(77); }) == "not_found");
  CHECK(plan([&](auto& session) { session.starts_at = in(-minutes(10)); }) == "");
}

TEST_CASE_FIXTURE(SessionWorld, "nobody is planned for who does not work here on that day") {
  change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", LocalDate::parse("2027-03-05").value(), org, rita);
  CHECK(code_of(sessions.plan(as(mark), weekly_with(rita, in(days(7))))) == "not_here_then");
  CHECK(sessions.plan(as(mark), weekly_with(rita, in(days(1)))));
}

TEST_CASE_FIXTURE(SessionWorld, "these two have one session at a time") {
  weekly(in(hours(1)));
  CHECK(code_of(sessions.plan(as(mark), weekly_with(rita, in(hours(1) + minutes(29))))) == "overlaps");
  CHECK(code_of(sessions.plan(as(mark), weekly_with(rita, in(minutes(31))))) == "overlaps");
  CHECK(sessions.plan(as(mark), weekly_with(rita, in(minutes(30)))));
  CHECK(sessions.plan(as(mark), weekly_with(rita, in(hours(1) + minutes(30)))));
  CHECK(sessions.plan(as(mark), weekly_with(rob, in(hours(1)))));
}

TEST_CASE_FIXTURE(SessionWorld, "a session held by somebody else than the line manager is delegated, and theirs") {
  auto session = weekly_with(rita, in(hours(1)));
  session.manager = olaf;
  const auto id = sessions.plan(as(mark), session);
  REQUIRE(id);
  CHECK(seen_by(olaf, *id).state.on_behalf_of == mark);
  CHECK(code_of(sessions.conversation(as(mark), *id)) == "not_found");
  const auto own = sessions.plan(as(lena), weekly_with(rita, in(hours(3))));
  CHECK(seen_by(lena, *own).state.on_behalf_of == mark);
  CHECK_FALSE(seen_by(mark, weekly(in(hours(5)))).state.on_behalf_of.is_set());
}

TEST_CASE_FIXTURE(SessionWorld, "either moves it with a reason, and everybody sees how often") {
  const auto id = weekly(in(hours(1)));
  CHECK(code_of(sessions.move(as(rita), id, in(hours(2)), "")) == "reason_needed");
  REQUIRE(sessions.move(as(rita), id, in(hours(2)), "customer call"));
  REQUIRE(sessions.move(as(mark), id, in(days(1)), "board meeting"));
  const Conversation moved = seen_by(rita, id);
  CHECK(moved.state.moves.size() == 2);
  CHECK(moved.last_reason == "board meeting");
  CHECK(moved.state.starts_at == in(days(1)));
}

TEST_CASE_FIXTURE(SessionWorld, "a move goes to another time that is still to come") {
  const auto id = weekly(in(hours(1)));
  CHECK(code_of(sessions.move(as(mark), id, in(-hours(1)), "why")) == "in_the_past");
  CHECK(code_of(sessions.move(as(mark), id, in(hours(1)), "why")) == "same_time");
  CHECK(code_of(sessions.move(as(mark), id, in(days(367)), "why")) == "too_far_ahead");
  weekly(in(hours(4)));
  CHECK(code_of(sessions.move(as(mark), id, in(hours(4)), "why")) == "overlaps");
  CHECK(sessions.move(as(mark), id, in(hours(1) + minutes(10)), "a little later"));
}

TEST_CASE_FIXTURE(SessionWorld, "a missed session can be moved, cancelled or excused for two weeks") {
  const auto moved = weekly(in(hours(1)));
  const auto excused = weekly(in(hours(3)));
  const auto left = weekly(in(hours(5)));
  pass(days(2));
  CHECK(state_name(moved) == "missed");
  REQUIRE(sessions.move(as(mark), moved, in(hours(1)), "we forgot"));
  CHECK(state_name(moved) == "planned");
  REQUIRE(sessions.excuse(as(rita), excused, ExcuseReason::sickness, "flu"));
  CHECK(state_name(excused) == "excused");
  pass(days(13));
  CHECK(code_of(sessions.excuse(as(mark), left, ExcuseReason::pto, "")) == "session_is_over");
  CHECK(code_of(sessions.cancel(as(mark), left, "why")) == "session_is_over");
  CHECK(code_of(sessions.move(as(mark), left, in(hours(1)), "why")) == "session_is_over");
}

TEST_CASE_FIXTURE(SessionWorld, "what was cancelled, excused or started stays so") {
  const auto cancelled = weekly(in(hours(1)));
  CHECK(code_of(sessions.cancel(as(rita), cancelled, "  ")) == "reason_needed");
  REQUIRE(sessions.cancel(as(rita), cancelled, "left for the airport"));
  CHECK(code_of(sessions.cancel(as(rita), cancelled, "again")) == "session_is_over");
  CHECK(code_of(sessions.move(as(mark), cancelled, in(hours(9)), "why")) == "session_is_over");
  CHECK(code_of(sessions.start(as(mark), cancelled, std::nullopt)) == "session_is_over");
  const auto excused = weekly(in(hours(3)));
  REQUIRE(sessions.excuse(as(mark), excused, ExcuseReason::holiday, ""));
  CHECK(code_of(sessions.confirm(as(rita), excused)) == "session_is_over");
  const auto started = running();
  CHECK(code_of(sessions.move(as(mark), started, in(hours(9)), "why")) == "already_started");
  CHECK(code_of(sessions.cancel(as(mark), started, "why")) == "already_started");
}

TEST_CASE_FIXTURE(SessionWorld, "the next one is planned once, for the same two and as long") {
  const auto id = running();
  CHECK(seen_by(mark, id).suggested_next == in(days(7)));
  const auto next = sessions.plan_next(as(mark), id, in(days(7)));
  REQUIRE(next);
  const Conversation now = seen_by(rita, id);
  CHECK(now.next_session == *next);
  CHECK(now.next_starts_at == in(days(7)));
  CHECK_FALSE(now.suggested_next);
  CHECK(code_of(sessions.plan_next(as(mark), id, in(days(8)))) == "next_is_planned");
  CHECK(code_of(sessions.plan_next(as(mark), *next, in(days(14)))) == "not_started");
  REQUIRE(sessions.cancel(as(mark), *next, "holiday"));
  CHECK(code_of(sessions.plan_next(as(mark), id, in(-days(8)))) == "in_the_past");
  CHECK(sessions.plan_next(as(mark), id, in(days(8))));
}

TEST_CASE_FIXTURE(SessionWorld, "without a time, the next one takes the suggested slot; where there is none it says so") {
  const auto id = running();
  REQUIRE(sessions.plan_next(as(mark), id, std::nullopt));
  CHECK(seen_by(rita, id).next_starts_at == in(days(7)));
  REQUIRE(sessions.cancel(as(mark), *seen_by(mark, id).next_session, "why"));
  change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", LocalDate::parse("2027-03-05").value(), org, rita);
  CHECK(code_of(sessions.plan_next(as(mark), id, std::nullopt)) == "no_slot");
}

TEST_CASE_FIXTURE(SessionWorld, "a former manager plans no next one") {
  const auto id = running();
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", olaf, org, rita);
  CHECK(code_of(sessions.plan_next(as(mark), id, in(days(7)))) == "not_found");
}

TEST_CASE_FIXTURE(SessionWorld,
                  "the slot keeps weekday and local time across the change of clocks, and passes time off and holidays over") {
  const auto suggested = [&](Id<Session> id) { return seen_by(mark, id).suggested_next.value_or(Instant()).text(); };
  const auto id = running();  // Monday 10:00 in Madrid, 09:00 UTC
  CHECK(suggested(id) == "2027-03-08T09:00:00Z");
  change("INSERT INTO time_off (org_id, time_off_id, person_id, first_day, last_day, reason) VALUES (?, 1, ?, ?, ?, 'pto')", org, rita,
         LocalDate::parse("2027-03-08").value(), LocalDate::parse("2027-03-12").value());
  CHECK(suggested(id) == "2027-03-15T09:00:00Z");
  change("INSERT INTO holiday (org_id, region, day, name) VALUES (?, 'ES', ?, 'A day')", org, LocalDate::parse("2027-03-15").value());
  change("INSERT INTO holiday (org_id, region, day, name) VALUES (?, 'FR', ?, 'Elsewhere')", org, LocalDate::parse("2027-03-22").value());
  CHECK(suggested(id) == "2027-03-22T09:00:00Z");
  pass(days(22));  // Tuesday the 23rd; summer time begins on the 28th
  CHECK(suggested(id) == "2027-03-29T08:00:00Z");
}

TEST_CASE_FIXTURE(SessionWorld, "reviews and deal coaching can be recorded by those above, after they took place") {
  const auto recorded = [&](std::string_view kind, Instant at) {
    return Recorded{.kind = std::string(kind), .rep = rita, .starts_at = at, .minutes = 30, .note = "what we said"};
  };
  CHECK(code_of(sessions.record(as_token(mark), recorded("deal_coaching", in(-hours(1))))) == "needs_a_browser");
  CHECK(code_of(sessions.record(as(olaf), recorded("deal_coaching", in(-hours(1))))) == "not_found");
  CHECK(code_of(sessions.record(as(rita), recorded("deal_coaching", in(-hours(1))))) == "forbidden");
  CHECK(code_of(sessions.record(as(mark), recorded("weekly_one_on_one", in(-hours(1))))) == "not_recorded_this_way");
  CHECK(code_of(sessions.record(as(mark), recorded("deal_coaching", in(-minutes(10))))) == "still_to_come");
  CHECK(code_of(sessions.record(as(mark), recorded("deal_coaching", in(-days(40))))) == "too_long_ago");
  const auto review = sessions.record(as(mark), recorded("pipeline_review", in(-hours(1))));
  REQUIRE(review);
  const Conversation seen = seen_by(rita, *review);
  CHECK(seen.state.state == State::held);
  CHECK(seen.state.counts_as == playbook::CountsAs::nothing);
  CHECK(seen.notes.at(0).text == "what we said");
  const auto deal = *sessions.record(as(mark), recorded("deal_coaching", in(-hours(3))));
  CHECK(state_name(deal) == "ended");
  REQUIRE(sessions.confirm(as(rita), deal));
  CHECK(state_name(deal) == "held");
}

TEST_CASE_FIXTURE(SessionWorld, "the list is for the person, those above and those who may see sessions; tokens too") {
  weekly(in(hours(1)));
  const auto list_as = [&](const access::Actor& actor) { return sessions.list(actor, sessions_with(rita)); };
  CHECK(list_as(as(rita))->rows.size() == 1);
  CHECK(list_as(as(mark))->rows.size() == 1);
  CHECK(list_as(as(lena))->rows.size() == 1);
  CHECK(list_as(as(eva))->rows.size() == 1);
  CHECK(list_as(as(remo))->rows.size() == 1);
  CHECK(list_as(as_token(mark))->rows.size() == 1);
  CHECK(code_of(list_as(as(rob))) == "not_found");
  CHECK(code_of(list_as(as(olaf))) == "not_found");
  CHECK(code_of(list_as(as(ada))) == "not_found");
  CHECK(code_of(list_as(as(xenia))) == "not_found");
  CHECK(sessions.list(as(rob), {})->rows.empty());
}

TEST_CASE_FIXTURE(SessionWorld, "the list goes on where it ended, by time, and can ask for a state") {
  for (int i = 5; i > 0; --i) weekly(in(hours(i)));
  REQUIRE(sessions.cancel(as(mark), sessions.list(as(rita), {})->rows.at(2).state.id, "why"));
  Query query = sessions_with(rita);
  query.limit = 2;
  std::vector<Instant> seen;
  for (int page = 0; page < 5; ++page) {
    const auto rows = sessions.list(as(rita), query);
    for (const Row& row : rows->rows) seen.push_back(row.state.starts_at);
    if (!rows->next) break;
    query.after = rows->next;
  }
  CHECK(seen == std::vector<Instant>{in(hours(1)), in(hours(2)), in(hours(3)), in(hours(4)), in(hours(5))});
  query = sessions_with(rita);
  query.state = State::cancelled;
  CHECK(sessions.list(as(rita), query)->rows.size() == 1);
  query.state = State::planned;
  query.limit = 3;
  const auto planned = sessions.list(as(rita), query);
  CHECK(planned->rows.size() == 3);
  query.after = planned->next;
  CHECK(sessions.list(as(rita), query)->rows.size() == 1);
}

TEST_CASE_FIXTURE(SessionWorld, "facts are of every session that was ever planned for the span, as known then") {
  const auto stays = weekly(in(hours(1)));
  const auto leaves = weekly(in(hours(2)));
  const Instant before_move = clock.now();
  pass(minutes(10));
  REQUIRE(sessions.move(as(mark), leaves, in(days(20)), "why"));
  const auto facts = [&](Instant from, Instant to, Instant as_of) {
    return db->read([&](sql::Reader& reader) { return session_facts(reader, org, playbook::load_versions(reader, org), from, to, as_of); });
  };
  const Instant day = before_move;
  CHECK(facts(day, day + days(1), clock.now()).size() == 2);
  CHECK(facts(day, day + days(1), before_move).size() == 2);
  CHECK(facts(day, day + days(1), before_move).at(1).starts_at == day + hours(2));
  CHECK(facts(day, day + days(1), day - hours(1)).empty());
  CHECK(facts(day + days(19), day + days(30), clock.now()).size() == 1);
  CHECK(facts(day + days(19), day + days(30), before_move).empty());
  CHECK(facts(day + days(40), day + days(50), clock.now()).empty());
  const auto ritas = db->read([&](sql::Reader& reader) {
    return session_facts_of(reader, org, playbook::load_versions(reader, org), rita, day, day + days(60), clock.now());
  });
  REQUIRE(ritas.size() == 2);
  CHECK(ritas[0].id == stays);
  const Id<Org> other = other_organisation();
  CHECK(db->read([&](sql::Reader& reader) { return session_facts(reader, other, {}, day, day + days(60), clock.now()); }).empty());
}

}  // namespace
}  // namespace backbeat::session
