#include "season/proposal_store.hpp"

#include "access/access_world_test.hpp"
#include "season/profile_store.hpp"
#include "season/season_store.hpp"

#include <map>

namespace backbeat::season {
namespace {

using access::day;

struct StoreWorld : access::AccessWorld {
  Id<CircleSeason> season{1};
  Proposal proposal{.id = Id<CircleProposal>(5),
                    .season = season,
                    .number = 1,
                    .effort = {.seed = 9, .seconds = 30, .epochs = {}},
                    .started_at = clock.now(),
                    .started_by = Id<User>(3),
                    .run = "this run",
                    .beat_at = clock.now()};

  StoreWorld() {
    write([&](sql::Transaction& tx) {
      insert_season(
          tx, org,
          {.id = season, .name = "Spring", .first = day("2027-03-02"), .last = day("2027-06-30"), .rules = {}, .created_at = clock.now()});
      insert_proposal(tx, org, proposal);
    });
  }
  void write(const std::function<void(sql::Transaction&)>& work) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      work(tx);
      return Done{};
    }));
  }
  Proposal stored() {
    const auto found = read([&](sql::Reader& reader) { return read_proposal(reader, org, proposal.id); });
    REQUIRE(found);
    return *found;
  }
  std::vector<Id<Person>> crowd(int count) {
    std::vector<Id<Person>> out;
    for (int i = 0; i < count; ++i) out.push_back(add_person(org, "P" + std::to_string(i), "p" + std::to_string(i) + "@northwind.test"));
    return out;
  }
};

TEST_CASE_FIXTURE(StoreWorld, "a proposal is read as it was begun, and again as it ended") {
  CHECK(stored().effort == proposal.effort);
  CHECK(stored().run == "this run");
  CHECK(stored().state == ProposalState::running);
  CHECK(stored().version == 1);
  proposal.state = ProposalState::cancelled;
  proposal.ended_at = clock.now() + std::chrono::minutes(1);
  proposal.outcome = {.people = 12,
                      .circles = 2,
                      .cross_circles = 1,
                      .waiting = 2,
                      .bound = 70,
                      .is_proven = false,
                      .epochs = 4,
                      .is_repeatable = true,
                      .score = {},
                      .facts = 77};
  proposal.outcome.score.cost[circle::Term::prefer] = -15;
  proposal.outcome.score.cost[circle::Term::waitlist] = 400;
  proposal.outcome.score.broken[circle::Rule::cross] = 1;
  proposal.is_edited = true;
  write([&](sql::Transaction& tx) { update_proposal(tx, org, proposal); });
  CHECK(stored().outcome == proposal.outcome);
  CHECK(stored().state == ProposalState::cancelled);
  CHECK(stored().ended_at == proposal.ended_at);
  CHECK(stored().is_edited);
  CHECK(stored().version == 2);
  const Id<Org> contoso = other_organisation();
  CHECK(!read([&](sql::Reader& reader) { return read_proposal(reader, contoso, proposal.id); }));
}

TEST_CASE_FIXTURE(StoreWorld, "whoever works on a proposal beats until it is asked to stop, and no longer once it has ended") {
  circle::Progress progress;
  progress.epoch = 3;
  progress.epochs = 9;
  write([&](sql::Transaction& tx) { CHECK(beat(tx, org, proposal.id, progress, clock.now())); });
  CHECK(stored().progress.epoch == 3);
  write([&](sql::Transaction& tx) {
    ask_to_cancel(tx, org, proposal.id);
    CHECK(!beat(tx, org, proposal.id, progress, clock.now()));
  });
  CHECK(stored().is_cancel_asked);
  proposal.state = ProposalState::done;
  write([&](sql::Transaction& tx) { update_proposal(tx, org, proposal); });
  write([&](sql::Transaction& tx) { CHECK(!beat(tx, org, proposal.id, progress, clock.now())); });
}

TEST_CASE_FIXTURE(StoreWorld, "numbers of proposals go on within a season") {
  CHECK(read([&](sql::Reader& reader) { return next_number(reader, org, season); }) == 2);
  CHECK(read([&](sql::Reader& reader) { return next_number(reader, org, Id<CircleSeason>(2)); }) == 1);
}

TEST_CASE_FIXTURE(StoreWorld, "a plan of many people is read as it was written, and a new one takes its place whole") {
  const std::vector<Id<Person>> people = crowd(230);
  NamedPlan plan;
  for (std::size_t at = 0; at + 10 <= 220; at += 10)
    plan.circles.push_back(
        {.form = at == 0 ? circle::Kind::Form::cross : circle::Kind::Form::same,
         .held_by = at == 0 ? "renewal" : "ae",
         .members = {people.begin() + static_cast<std::ptrdiff_t>(at), people.begin() + static_cast<std::ptrdiff_t>(at) + 10}});
  plan.waitlist = {people.begin() + 220, people.end()};
  write([&](sql::Transaction& tx) { write_plan(tx, org, proposal.id, plan); });
  CHECK(read([&](sql::Reader& reader) { return read_plan(reader, org, proposal.id); }) == plan);
  const NamedPlan smaller{.circles = {plan.circles.back()}, .waitlist = {people[0]}};
  write([&](sql::Transaction& tx) { write_plan(tx, org, proposal.id, smaller); });
  CHECK(read([&](sql::Reader& reader) { return read_plan(reader, org, proposal.id); }) == smaller);
}

TEST_CASE_FIXTURE(StoreWorld, "what somebody said of circles is read as it was written, and the last word stands") {
  const std::vector<Id<Person>> people = crowd(3);
  Profile profile{.person = people[0],
                  .is_in = true,
                  .since = clock.now(),
                  .hours = {.zone = *Zone::make("Asia/Kathmandu"), .free = *half_hours_of({{1, 0, 30}, {5, 1410, 1440}})},
                  .themes = {"expansion", "renewal"},
                  .wishes = {people[2], people[1]}};
  const auto same = [&](const Profile& found) {
    CHECK(found.is_in == profile.is_in);
    CHECK(found.since == profile.since);
    CHECK(found.hours.zone == profile.hours.zone);
    CHECK(found.hours.free == profile.hours.free);
    CHECK(found.themes == profile.themes);
    CHECK(found.wishes == profile.wishes);  // the first wish first
  };
  write([&](sql::Transaction& tx) { write_profile(tx, org, profile); });
  same(*read([&](sql::Reader& reader) { return read_profile(reader, org, people[0]); }));
  profile.is_in = false;
  profile.themes.clear();
  profile.wishes = {people[1]};
  write([&](sql::Transaction& tx) { write_profile(tx, org, profile); });
  same(read([&](sql::Reader& reader) { return read_profiles(reader, org); }).at(0));
  CHECK(!read([&](sql::Reader& reader) { return read_profile(reader, org, people[1]); }));
}

TEST_CASE_FIXTURE(StoreWorld,
                  "attainment is what was won in the days of the quotas that lie within them, and nobody without a quota has any") {
  const std::vector<Id<Person>> people = crowd(3);
  const auto quota = [&](Id<Person> of, std::string_view first, std::string_view last, std::int64_t amount) {
    change(
        "INSERT INTO quota (org_id, owner_system, owner_value, first_day, last_day, owner_id, amount) VALUES (?, 'email', ?, ?, ?, ?, ?)",
        org, of.text(), day(first), day(last), of, amount);
  };
  int deals = 0;
  const auto deal = [&](Id<Person> of, std::string_view outcome, std::string_view closes, std::int64_t amount, int is_deleted = 0) {
    change(
        "INSERT INTO opportunity (org_id, opportunity_key, name, account, product, owner_system, owner_value, owner_id, stage, outcome, "
        "amount, opened_on, closes_on, is_deleted) VALUES (?, ?, 'deal', '', '', 'email', '', ?, 'stage', ?, ?, NULL, ?, ?)",
        org, "d" + std::to_string(++deals), of, outcome, amount, day(closes), is_deleted);
  };
  quota(people[0], "2026-10-01", "2026-12-31", 100);
  quota(people[0], "2027-01-01", "2027-03-31", 100);  // is not over within the days
  quota(people[1], "2026-07-01", "2026-09-30", 50);
  deal(people[0], "won", "2026-12-31", 30);
  deal(people[0], "won", "2026-07-01", 20);
  deal(people[0], "won", "2026-06-30", 7);
  deal(people[0], "lost", "2026-12-01", 900);
  deal(people[0], "won", "2026-12-02", 900, 1);
  deal(people[2], "won", "2026-12-03", 900);
  std::map<Id<Person>, std::pair<std::int64_t, std::int64_t>> found;
  for (const Attainment& one :
       read([&](sql::Reader& reader) { return read_attainment(reader, org, day("2026-07-01"), day("2026-12-31")); }))
    found[one.person] = {one.won, one.quota};
  CHECK(found == std::map<Id<Person>, std::pair<std::int64_t, std::int64_t>>{{people[0], {50, 100}}, {people[1], {0, 50}}});
}

TEST_CASE_FIXTURE(StoreWorld, "a pair is kept apart once, and let together once") {
  const std::vector<Id<Person>> people = crowd(2);
  const PersonPair pair{people[0], people[1]};
  write([&](sql::Transaction& tx) {
    CHECK(insert_apart(tx, org, pair));
    CHECK(!insert_apart(tx, org, pair));
  });
  CHECK(read([&](sql::Reader& reader) { return read_apart(reader, org); }) == std::vector{pair});
  const Id<Org> contoso = other_organisation();
  CHECK(read([&](sql::Reader& reader) { return read_apart(reader, contoso); }).empty());
  write([&](sql::Transaction& tx) {
    CHECK(delete_apart(tx, org, pair));
    CHECK(!delete_apart(tx, org, pair));
  });
}

}  // namespace
}  // namespace backbeat::season
