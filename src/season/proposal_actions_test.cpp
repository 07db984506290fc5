#include "season/proposal_actions.hpp"

#include "season/proposal_store.hpp"
#include "season/season_world_test.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

std::vector<Id<Person>> members_of(const ProposalView& view, std::size_t at) {
  std::vector<Id<Person>> out;
  for (const circle::RepIndex member : view.plan.circles[at].members) out.push_back(view.scene->pool.who[member]);
  return out;
}

TEST_CASE_FIXTURE(SeasonWorld, "the solver forms circles in the background and says what they cost, and the same again for the same seed") {
  const auto id = season();
  const auto first = formed(id, 5);
  const auto second = formed(id, 5);
  const ProposalView one = view(first);
  CHECK(one.row.proposal.number == 1);
  CHECK(one.plan.circles.size() == 2);
  CHECK(one.plan.waitlist.empty());
  CHECK(one.row.proposal.outcome.score.is_lawful());
  CHECK(one.row.proposal.outcome.score.cost.total() >= one.row.proposal.outcome.bound);
  CHECK(!one.have_facts_changed);
  CHECK(one.slots[0].has_value());
  CHECK(one.names == std::vector<std::string>{"AE 1", "AE 2"});
  CHECK(view(second).row.proposal.number == 2);
  CHECK(view(second).plan == one.plan);
  CHECK(view(second).row.proposal.outcome == one.row.proposal.outcome);
}

TEST_CASE_FIXTURE(SeasonWorld, "circles are shown a part at a time") {
  const auto id = formed(season());
  const auto second = proposals.proposal(root, id, 1, 1);
  CHECK(second->from == 1);
  CHECK(second->until == 2);
  CHECK(proposals.proposal(root, id, 7, 1)->until == 2);
}

TEST_CASE_FIXTURE(SeasonWorld, "of many circles those are shown that have the one who is sought, and the number of each stays") {
  const auto id = formed(season());
  const auto second = members_of(view(id), 1);
  const auto found = proposals.proposal(root, id, 0, 10, view(id).scene->name(second[0]));
  REQUIRE(found);
  CHECK(found->found == std::vector<std::size_t>{1});
  CHECK(found->until == 1);
  CHECK(proposals.proposal(root, id, 0, 10, "nobody at all")->found.empty());
}

TEST_CASE_FIXTURE(SeasonWorld, "somebody's places are the circles they are not in after the moves made so far") {
  const auto id = formed(season());
  const auto first = members_of(view(id), 0);
  const auto places = proposals.places(root, id, {.person = first[0]});
  REQUIRE(places);
  REQUIRE(places->places.size() == 1);
  CHECK(places->names[places->places[0].at] == "AE 2");
  const auto trial = proposals.attempt(root, id, {{first[0], 2}});
  REQUIRE(trial);
  CHECK(places->places[0].change == trial->after.cost.total() - trial->before.cost.total());
  const auto waiting = proposals.places(root, id, {.person = first[0], .moves = {{first[0], 0}}});
  REQUIRE(waiting);
  CHECK(waiting->found == 2);
  CHECK(proposals.places(root, id, {.person = first[0], .moves = {{first[0], 0}}, .search = "ae 2"})->found == 1);
  CHECK(proposals.places(root, id, {.person = first[0], .moves = {{first[0], 0}}, .limit = 1})->places.size() == 1);
  CHECK(proposals.places(root, id, {.person = managers[0]}).error().field == "person_id");
  CHECK(proposals.places(as("r0"), id, {.person = first[0]}).error().is(errors::forbidden));
}

TEST_CASE_FIXTURE(SeasonWorld, "whoever waits is told why, in words") {
  AccessWorld::change("DELETE FROM certification WHERE kind = 'facilitator'");
  const auto id = formed(season());
  const ProposalView nobody = view(id);
  CHECK(nobody.plan.circles.empty());
  REQUIRE(nobody.reasons.size() == 10);
  CHECK(nobody.reasons[0].words == "no certified facilitator among the AE without a circle");
  CHECK(proposals.publish(root, id, nobody.row.proposal.version).error().is(nothing_to_publish));
}

TEST_CASE_FIXTURE(SeasonWorld, "a season in which nobody is in has a proposal without circles") {
  for (int i = 0; i < 10; ++i) REQUIRE(profiles.opt_out(as("r" + std::to_string(i))));
  const ProposalView nobody = view(formed(season()));
  CHECK(nobody.plan.circles.empty());
  CHECK(nobody.plan.waitlist.empty());
}

TEST_CASE_FIXTURE(SeasonWorld, "trying moves says what they cost and break, and saves nothing; saving is refused while they break a rule") {
  const auto id = formed(season());
  const ProposalView before = view(id);
  const auto first = members_of(before, 0);
  const auto second = members_of(before, 1);
  const std::vector<Move> swap{{first[0], 2}, {second[0], 1}};
  const auto trial = proposals.attempt(root, id, swap);
  REQUIRE(trial);
  CHECK(trial->before == before.row.proposal.outcome.score);
  CHECK(trial->edited.touched == std::vector<std::size_t>{0, 1});
  CHECK(view(id).plan == before.plan);
  const std::vector<Move> unlawful{{first[0], 2}, {first[1], 2}};
  const auto broken = proposals.attempt(root, id, unlawful);
  REQUIRE(broken);
  CHECK(!is_lawful(broken->after.broken));
  const auto refused = proposals.edit(root, id, unlawful, before.row.proposal.version);
  REQUIRE(!refused);
  CHECK(refused.error().is(circle_rules_broken));
  CHECK(view(id).plan == before.plan);
  CHECK(proposals.edit(root, id, {{first[0], 0}}, before.row.proposal.version + 1).error().is(errors::version_changed));
  REQUIRE(proposals.edit(root, id, {{first[0], 0}}, before.row.proposal.version));
  const ProposalView after = view(id);
  CHECK(after.row.proposal.is_edited);
  CHECK(after.plan.waitlist.size() == 1);
  CHECK(after.row.proposal.outcome.waiting == 1);
  CHECK(after.row.proposal.outcome.score == after.scene->ground.score(after.plan));
  CHECK(!after.row.proposal.outcome.is_proven);
  CHECK(proposals.edit(root, id, {}, after.row.proposal.version).error().field == "moves");
}

TEST_CASE_FIXTURE(SeasonWorld, "what changed since is said, and whoever can be in no circle any more keeps it from being published") {
  const auto id = formed(season());
  const auto gone = members_of(view(id), 0)[0];
  AccessWorld::change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", access::day("2027-03-01"), org, gone);
  REQUIRE(profiles.save(as("enzo"), change()).error().is(no_circles_for_role));
  REQUIRE(seasons.keep_apart(root, reps[0], reps[1]));
  const ProposalView now = view(id);
  CHECK(now.have_facts_changed);
  CHECK(now.outsiders == std::vector{gone});
  CHECK(proposals.publish(root, id, now.row.proposal.version).error().is(people_not_in));
}

TEST_CASE_FIXTURE(SeasonWorld, "a circle that breaks a rule by now is not published, and the rule is said") {
  const auto id = formed(season());
  const auto first = members_of(view(id), 0);
  REQUIRE(seasons.keep_apart(root, first[0], first[1]));
  const auto refused = proposals.publish(root, id, view(id).row.proposal.version);
  REQUIRE(!refused);
  CHECK(refused.error().is(circle_rules_broken));
  CHECK(refused.error().message().find("are kept apart") != std::string::npos);
  CHECK(count("SELECT COUNT(*) FROM circle") == 0);
}

TEST_CASE_FIXTURE(SeasonWorld, "nothing is published long before its season, after it, twice, or by who saw an older version") {
  const auto far = formed(season("2027-04-01"));
  CHECK(proposals.publish(root, far, view(far).row.proposal.version).error().is(season_too_early));
  const auto id = formed(season());
  const std::int64_t version = view(id).row.proposal.version;
  CHECK(proposals.publish(root, id, version + 1).error().is(errors::version_changed));
  REQUIRE(proposals.publish(root, id, version));
  CHECK(proposals.publish(root, id, version).error().is(proposal_is_published));
  CHECK(proposals.edit(root, id, {{reps[0], 0}}, version).error().is(proposal_is_published));
  clock.set(*Instant::parse("2027-07-01T08:00:00Z"));
  CHECK(proposals.publish(root, far, view(far).row.proposal.version).error().is(season_is_over));
  CHECK(proposals.start(root, view(far).row.proposal.season, {}).error().is(season_is_over));
}

TEST_CASE_FIXTURE(SeasonWorld, "proposals are enablement's, and one that is not there is not found") {
  const auto id = formed(season());
  for (const std::string_view name : {"r0", "m0", "cleo"}) {
    CHECK(proposals.proposal(as(name), id, 0, 1).error().is(errors::forbidden));
    CHECK(proposals.attempt(as(name), id, {}).error().is(errors::forbidden));
    CHECK(proposals.edit(as(name), id, {}, 1).error().is(errors::forbidden));
    CHECK(proposals.publish(as(name), id, 1).error().is(errors::forbidden));
    CHECK(proposals.cancel(as(name), id).error().is(errors::forbidden));
    CHECK(proposals.restart(as(name), id).error().is(errors::forbidden));
  }
  CHECK(proposals.proposal(root, Id<CircleProposal>(1), 0, 1).error().is(errors::not_found));
  CHECK(proposals.start(root, Id<CircleSeason>(1), {}).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(SeasonWorld, "one that a program left behind was cut off, and is formed again as a new one") {
  const auto of = season();
  const auto id = *db->write([&](sql::Transaction& tx) -> Result<Id<CircleProposal>> {
    Proposal left{.id = tx.new_id<CircleProposal>(),
                  .season = of,
                  .effort = {.seed = 9, .seconds = {}, .epochs = 2},
                  .started_at = clock.now(),
                  .started_by = {},
                  .run = "another run",
                  .beat_at = clock.now() - std::chrono::minutes(5)};
    insert_proposal(tx, org, left);
    return left.id;
  });
  CHECK(view(id).row.proposal.state == ProposalState::cut_off);
  CHECK(proposals.edit(root, id, {{reps[0], 0}}, 1).error().is(proposal_not_done));
  CHECK(proposals.cancel(root, id).error().is(proposal_not_running));
  const auto again = proposals.restart(root, id);
  REQUIRE(again);
  wait_for(*again);
  CHECK(view(*again).row.proposal.effort == Effort{.seed = 9, .seconds = {}, .epochs = 2});
  CHECK(proposals.restart(root, *again).error().is(proposal_not_cut_off));
}

TEST_CASE_FIXTURE(SeasonWorld, "one that is cancelled keeps the best so far; one that another node works on is left to it for a minute") {
  const auto of = season();
  const auto elsewhere = *db->write([&](sql::Transaction& tx) -> Result<Id<CircleProposal>> {
    Proposal left{.id = tx.new_id<CircleProposal>(),
                  .season = of,
                  .effort = {},
                  .started_at = clock.now(),
                  .started_by = {},
                  .run = "another node",
                  .beat_at = clock.now()};
    insert_proposal(tx, org, left);
    return left.id;
  });
  const bool is_postgres = db->engine() == sql::Engine::postgres;
  CHECK(view(elsewhere).row.proposal.state == (is_postgres ? ProposalState::running : ProposalState::cut_off));
  const auto stayed = db->write([&](sql::Transaction& tx) -> Result<bool> {
    ask_to_cancel(tx, org, elsewhere);
    return beat(tx, org, elsewhere, {}, clock.now());
  });
  CHECK(!*stayed);
}

TEST_CASE("a tally and a progress are read back from their text") {
  circle::Progress progress{.epoch = 3, .epochs = 9, .cost = 120, .bound = 80, .waiting = 2, .broken = {}};
  progress.broken[circle::Rule::cross] = 1;
  const circle::Progress read = progress_from(text_of(progress));
  CHECK(read.epoch == 3);
  CHECK(read.epochs == 9);
  CHECK(read.cost == 120);
  CHECK(read.bound == 80);
  CHECK(read.waiting == 2);
  CHECK(read.broken == progress.broken);
  circle::Costs costs;
  costs[circle::Term::prefer] = -10;
  costs[circle::Term::waitlist] = 400;
  CHECK(costs_from(text_of(costs)) == costs);
  CHECK(costs_from("no such thing").total() == 0);
  CHECK(usual_seconds(50) < usual_seconds(10'000));
}

}  // namespace
}  // namespace backbeat::season
