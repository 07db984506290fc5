#include "season/season_actions.hpp"

#include "audit/audit_actions.hpp"
#include "season/season_world_test.hpp"

#include <algorithm>
#include <set>

namespace backbeat::season {
namespace {

constexpr std::string_view members_now = "SELECT COUNT(*) FROM circle_member WHERE left_at IS NULL";

TEST_CASE_FIXTURE(SeasonWorld, "somebody opts in with their hours, out without a reason, and in again") {
  const auto actor = as("r0");
  const auto before = profiles.own(actor);
  REQUIRE(before);
  CHECK(before->profile.is_in);
  CHECK(before->starts == 3 * 17);
  CHECK(before->certificate->is_valid);
  clock.advance(std::chrono::hours(1));
  CHECK(!profiles.opt_out(actor)->profile.is_in);
  CHECK(profiles.own(actor)->profile.since == clock.now());
  CHECK(profiles.own(actor)->profile.hours.free == before->profile.hours.free);
  CHECK(profiles.save(actor, change())->profile.is_in);
  const auto events =
      read([&](sql::Reader& reader) { return audit::events_of(reader, org, {.kind = profile_stream, .id = reps[0].value()}); });
  CHECK(events.size() == 3);
}

TEST_CASE_FIXTURE(SeasonWorld,
                  "who leads is told that circles are peers', and what they are is offered from their working hours to others") {
  const auto own = profiles.own(as("m0"));
  REQUIRE(own);
  CHECK(!own->may_join);
  CHECK(own->is_suggested);
  CHECK(own->profile.hours.free.count() == 5 * 16);
  CHECK(profiles.save(as("m0"), change()).error().is(no_circles_for_role));
}

TEST_CASE_FIXTURE(SeasonWorld, "a theme that is none, oneself and too many wishes are refused by their field") {
  ProfileChange wrong = change();
  wrong.themes = {"renewal", "new_business"};
  CHECK(profiles.save(as("r0"), wrong).error().field == "themes[1]");
  wrong = change();
  wrong.wishes = {reps[1], reps[0]};
  CHECK(profiles.save(as("r0"), wrong).error().field == "wishes[1]");
  wrong.wishes.assign(11, reps[1]);
  CHECK(profiles.save(as("r0"), wrong).error().field == "wishes");
}

TEST_CASE_FIXTURE(SeasonWorld, "seasons, circles and certificates are enablement's") {
  for (const std::string_view name : {"r0", "m0", "cleo"}) {
    CHECK(seasons.seasons(as(name)).error().is(errors::forbidden));
    CHECK(seasons.create(as(name), {}).error().is(errors::forbidden));
    CHECK(seasons.circles(as(name), {}).error().is(errors::forbidden));
    CHECK(seasons.certify(as(name), reps[0], access::day("2027-03-01")).error().is(errors::forbidden));
    CHECK(seasons.keep_apart(as(name), reps[0], reps[1]).error().is(errors::forbidden));
  }
  CHECK(seasons.seasons(as("enzo")));
  CHECK(seasons.season(as("enzo"), Id<CircleSeason>(1), proposals.judge()).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(SeasonWorld, "a season has the quarters after today's where nothing is said, and counts who is in") {
  const auto list = seasons.seasons(root);
  REQUIRE(list);
  CHECK(list->suggested.first == access::day("2027-04-01"));
  CHECK(list->suggested.last == access::day("2027-09-30"));
  const auto made = seasons.create(root, {});
  REQUIRE(made);
  CHECK(view(*made).row.season.name == "2027-Q2 to 2027-Q3");
  CHECK(view(*made).in == 10);
  CHECK(view(*made).row.state == SeasonState::forming);
  CHECK(seasons.seasons(root)->suggested.first == access::day("2027-10-01"));
  CHECK(seasons.create(root, {.name = {}, .first = access::day("2027-02-28"), .last = {}}).error().field == "first_day");
  CHECK(seasons.create(root, {.name = {}, .first = {}, .last = access::day("2027-04-01")}).error().field == "last_day");
  CHECK(seasons.create(root, {.name = " ", .first = {}, .last = {}}).error().field == "name");
}

TEST_CASE_FIXTURE(SeasonWorld, "rules are changed by who saw the latest") {
  const auto id = season();
  SeasonRules rules = view(id).row.season.rules;
  rules.size_high = 5;
  rules.themes.push_back({.key = "pricing", .name = "Pricing"});
  REQUIRE(seasons.set_rules(root, id, rules, 1));
  CHECK(view(id).row.season.rules == rules);
  CHECK(seasons.set_rules(root, id, rules, 1).error().is(errors::version_changed));
  rules.size_low = 9;
  CHECK(seasons.set_rules(root, id, rules, 2).error().field == "size_best");
}

TEST_CASE_FIXTURE(SeasonWorld, "everybody is listed by name with where they stand, a page at a time") {
  const auto id = season();
  REQUIRE(profiles.opt_out(as("r3")));
  PeopleQuery query{.filter = PeopleFilter::in, .search = {}, .after = {}, .limit = 4};
  std::vector<std::string> names;
  for (;;) {
    const auto page = seasons.people(root, id, query);
    REQUIRE(page);
    for (const std::size_t at : page->rows) names.push_back(page->scene->pool.candidates[at].name);
    if (!page->next) break;
    query.after = page->next;
  }
  CHECK(names == std::vector<std::string>{"R0", "R1", "R2", "R4", "R5", "R6", "R7", "R8", "R9"});
  CHECK(seasons.people(root, id, {.filter = PeopleFilter::not_in, .search = {}, .after = {}, .limit = 50})->rows.size() == 1);
  CHECK(seasons.people(root, id, {.filter = PeopleFilter::everybody, .search = "r7", .after = {}, .limit = 50})->rows.size() == 1);
  CHECK(seasons.people(root, id, {.filter = PeopleFilter::certificate_due, .search = {}, .after = {}, .limit = 50})->rows.empty());
  clock.set(*Instant::parse("2027-05-10T08:00:00Z"));
  CHECK(seasons.people(root, id, {.filter = PeopleFilter::certificate_due, .search = {}, .after = {}, .limit = 50})->rows.size() == 5);
}

TEST_CASE_FIXTURE(SeasonWorld, "publishing puts everybody into one circle that meets when all can, and ends those there were") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  const auto made = circles();
  REQUIRE(made.size() == 2);
  std::set<Id<Person>> everybody;
  for (const PublishedCircle& one : made) {
    CHECK(one.held_by == "ae");
    CHECK(one.minutes == 60);
    CHECK(one.every_weeks == 2);
    CHECK(one.first >= access::day("2027-03-02"));
    CHECK(static_cast<int>(one.first.weekday()) == one.slot.weekday);
    CHECK(one.last == access::day("2027-06-30"));
    for (const Id<Person> person : one.people()) everybody.insert(person);
  }
  CHECK(everybody.size() == 10);
  CHECK(view(id).row.state == SeasonState::published);
  CHECK(profiles.own(as("r0"))->circle.has_value());
  // Once more, from another seed: the first ones end.
  clock.advance(std::chrono::hours(1));
  const auto other = formed(id, 2);
  REQUIRE(proposals.publish(root, other, view(other).row.proposal.version));
  CHECK(count("SELECT COUNT(*) FROM circle WHERE ended_at IS NULL") == 2);
  CHECK(count("SELECT COUNT(*) FROM circle WHERE end_reason = 'remix'") == 2);
  CHECK(count(members_now) == 10);
}

TEST_CASE_FIXTURE(SeasonWorld, "a publication is taken back until the first circle has met, and what it ended goes on") {
  const auto id = season();
  const auto first = formed(id);
  REQUIRE(proposals.publish(root, first, view(first).row.proposal.version));
  const auto before = circles();
  clock.advance(std::chrono::hours(1));
  const auto second = formed(id, 7);
  REQUIRE(proposals.publish(root, second, view(second).row.proposal.version));
  CHECK(view(id).publication->may_undo);
  clock.advance(std::chrono::hours(1));
  REQUIRE(seasons.undo_publish(root, id));
  CHECK(!view(id).publication);
  std::set<Id<PeerCircle>> running;
  for (const PublishedCircle& one : circles())
    if (!one.ended_at) running.insert(one.id);
  CHECK(running == std::set<Id<PeerCircle>>{before[0].id, before[1].id});
  CHECK(count(members_now) == 10);
  CHECK(seasons.undo_publish(root, id).error().is(nothing_published));
  clock.advance(std::chrono::hours(1));
  REQUIRE(proposals.publish(root, second, view(second).row.proposal.version));
  clock.set(*Instant::parse("2027-03-12T08:00:00Z"));
  CHECK(!view(id).publication->may_undo);
  CHECK(seasons.undo_publish(root, id).error().is(already_met));
}

TEST_CASE_FIXTURE(SeasonWorld, "who opts out is in no circle from that moment on, and the circle that is too small is mended in one act") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  const auto first = circles().front();
  for (int i = 0; i < 2; ++i) {
    const auto who = first.people()[static_cast<std::size_t>(i)];
    const auto place = std::ranges::find(reps, who) - reps.begin();
    REQUIRE(profiles.opt_out(as("r" + std::to_string(place))));
  }
  CHECK(count(members_now) == 8);
  const SeasonView now = view(id);
  REQUIRE(now.repairs.found.size() == 1);
  const Repair& repair = now.repairs.found.front();
  CHECK(repair.why.find("It has 3 members, and may have 4 to 6") != std::string::npos);
  CHECK(seasons.mend(root, id, repair.key(), repair.fingerprint() + 1).error().is(repair_outdated));
  REQUIRE(seasons.mend(root, id, repair.key(), repair.fingerprint()));
  CHECK(seasons.mend(root, id, repair.key(), repair.fingerprint()).error().is(repair_outdated));
  const SeasonView after = view(id);
  for (const Repair& one : after.repairs.found) CHECK(one.kind == RepairKind::joiner);
  for (const PublishedCircle& one : after.running) CHECK(one.people().size() >= 4);
}

TEST_CASE_FIXTURE(SeasonWorld, "a newcomer joins a circle in one act") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  const auto newcomer = joined("Nina", "ae", managers[4], {Role::rep});
  REQUIRE(profiles.save(as("nina"), change()));
  const SeasonView now = view(id);
  REQUIRE(now.repairs.found.size() == 1);
  CHECK(now.repairs.found[0].person == newcomer);
  REQUIRE(seasons.mend(root, id, now.repairs.found[0].key(), now.repairs.found[0].fingerprint()));
  CHECK(count(members_now) == 11);
  CHECK(profiles.own(as("nina"))->circle.has_value());
  CHECK(view(id).repairs.found.empty());
}

TEST_CASE_FIXTURE(SeasonWorld, "a circle is disbanded once, for a reason that is counted, and its people are free") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  const auto circle = circles().front().id;
  const auto ended = seasons.disband(root, circle, DisbandReason::attendance);
  REQUIRE(ended);
  CHECK(ended->rows[0].end_reason == "disbanded");
  CHECK(ended->rows[0].people().size() == 5);
  CHECK(count(members_now) == 5);
  CHECK(seasons.disband(root, circle, DisbandReason::other).error().is(circle_has_ended));
  CHECK(seasons.disband(root, Id<PeerCircle>(1), DisbandReason::other).error().is(errors::not_found));
  const auto events =
      read([&](sql::Reader& reader) { return audit::events_of(reader, org, {.kind = circle_stream, .id = circle.value()}); });
  REQUIRE(events.size() == 1);
  CHECK(events[0].fields.text("reason") == "attendance");
  // The same people make a circle again.
  const SeasonView now = view(id);
  CHECK(!now.repairs.found.empty());
}

TEST_CASE_FIXTURE(SeasonWorld, "circles end with the last day of their season") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  clock.set(*Instant::parse("2027-06-30T12:00:00Z"));
  CHECK(seasons.end_over() == 0);
  clock.set(*Instant::parse("2027-07-01T12:00:00Z"));
  CHECK(seasons.end_over() == 2);
  CHECK(seasons.end_over() == 0);
  CHECK(count("SELECT COUNT(*) FROM circle WHERE end_reason = 'season_over'") == 2);
  CHECK(count(members_now) == 0);
}

TEST_CASE_FIXTURE(SeasonWorld, "a certificate holds as long as the playbook says, begins anew, and ends") {
  const auto given = seasons.certify(root, reps[1], access::day("2027-03-01"));
  REQUIRE(given);
  CHECK(given->period == people::Period{access::day("2027-03-01"), access::day("2027-06-01")});
  REQUIRE(seasons.certify(root, reps[1], access::day("2027-03-01")));
  clock.set(*Instant::parse("2027-04-01T08:00:00Z"));
  const auto renewed = seasons.certify(root, reps[1], access::day("2027-04-01"));
  CHECK(renewed->period.to == access::day("2027-07-01"));
  CHECK(count("SELECT COUNT(*) FROM certification WHERE kind = 'facilitator'") == 7);
  REQUIRE(seasons.end_certificate(root, reps[1]));
  CHECK(!profiles.own(as("r1"))->certificate->is_valid);
  CHECK(seasons.end_certificate(root, reps[1]));
  CHECK(seasons.end_certificate(root, Id<Person>(1)).error().is(errors::not_found));
  CHECK(seasons.certify(root, reps[1], access::day("2029-04-01")).error().field == "from");
  CHECK(seasons.certify(root, Id<Person>(1), access::day("2027-04-01")).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(SeasonWorld, "two are kept apart whichever is named first, until they are let together") {
  REQUIRE(seasons.keep_apart(root, reps[1], reps[0]));
  CHECK(seasons.keep_apart(root, reps[0], reps[1]).error().is(apart_already));
  CHECK(seasons.keep_apart(root, reps[0], reps[0]).error().field == "other");
  CHECK(seasons.keep_apart(root, Id<Person>(1), reps[0]).error().field == "one");
  const auto pairs = seasons.apart(root);
  REQUIRE(pairs->size() == 1);
  CHECK(pairs->front().first.name == "R0");
  const auto id = season();
  const auto proposal = formed(id);
  for (const circle::Circle& circle : view(proposal).plan.circles) {
    const auto& scene = *view(proposal).scene;
    const auto has = [&](Id<Person> person) { return std::ranges::find(circle.members, scene.pool.at.at(person)) != circle.members.end(); };
    CHECK(!(has(reps[0]) && has(reps[1])));
  }
  REQUIRE(seasons.let_together(root, reps[0], reps[1]));
  CHECK(seasons.let_together(root, reps[0], reps[1]).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(SeasonWorld, "the calendar says when a season begins and ends, when to mix anew, and whose certificates end") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  std::vector<std::pair<LocalDate, CalendarKind>> rows;
  const auto list = seasons.seasons(root);
  REQUIRE(list);
  for (const CalendarRow& row : list->calendar) rows.emplace_back(row.day, row.kind);
  CHECK(rows == std::vector<std::pair<LocalDate, CalendarKind>>{{access::day("2027-03-02"), CalendarKind::season_begins},
                                                                {access::day("2027-06-01"), CalendarKind::certificates_end},
                                                                {access::day("2027-06-17"), CalendarKind::remix_due},
                                                                {access::day("2027-06-30"), CalendarKind::season_ends}});
}

TEST_CASE_FIXTURE(SeasonWorld, "who waits to hear of published circles is told of all of them once they are there, and of nothing else") {
  std::vector<std::vector<Id<PeerCircle>>> told;
  std::int64_t there = 0;
  const Proposals telling(*db, access, scenes, [&](Id<Org> of, const std::vector<Id<PeerCircle>>& published) {
    CHECK(of == org);
    told.push_back(published);
    there = count("SELECT COUNT(*) FROM circle");
  });
  const auto id = formed(season());
  CHECK(!telling.publish(root, id, 77));
  CHECK(told.empty());
  REQUIRE(telling.publish(root, id, view(id).row.proposal.version));
  REQUIRE(told.size() == 1);
  CHECK(there == 2);
  const auto page = circles();
  CHECK(told[0] == std::vector{page[0].id, page[1].id});
}

}  // namespace
}  // namespace backbeat::season
