// Forming from an organisation's rows where the rules cannot all be met, and what becomes of a proposal while the solver is at work.
#include "season/proposal_actions.hpp"

#include "season/profile_store.hpp"
#include "season/season_world_test.hpp"

#include <algorithm>
#include <set>

namespace backbeat::season {
namespace {

struct FormingWorld : SeasonWorld {
  /// What everybody who waits is told.
  static std::set<std::string> reasons_in(const ProposalView& view) {
    std::set<std::string> out;
    for (const circle::Reason& reason : view.reasons) out.insert(reason.words);
    return out;
  }
  /// AEs without a login, five to a manager of their own, all in and certified: so unlike in tenure, segment, hours and wishes that no mix
  /// is proven to be the best.
  void crowd(int count) {
    std::vector<Id<Person>> all, leaders;
    for (int i = 0; i < count; ++i) {
      if (i % 5 == 0) leaders.push_back(add_person(org, "L" + std::to_string(i), "l" + std::to_string(i) + "@northwind.test"));
      const std::string name = "C" + std::to_string(i);
      all.push_back(add_person(org, name, name + "@northwind.test"));
      AccessWorld::change("UPDATE person SET hired = ? WHERE org_id = ? AND person_id = ?",
                          access::day("2020-01-01") + std::chrono::days(i * 41), org, all.back());
      AccessWorld::change(
          "INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer) "
          "VALUES (?, ?, ?, NULL, ?, 'ae', ?, '', 0)",
          org, all.back(), access::day("2020-01-01"), leaders.back(), "s" + std::to_string(i * i % 11));
      REQUIRE(seasons.certify(root, all.back(), access::day("2027-03-01")));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      Profile profile{.person = all[i], .is_in = true, .since = clock.now(), .hours = SeasonWorld::change().hours};
      profile.hours.free = *half_hours_of({{static_cast<int>(i % 5) + 1, 540, 1080}, {static_cast<int>(i % 3) + 1, 600, 900}});
      for (const std::size_t other : {i * 7 + 3, i * 13 + 5, i * 29 + 11})
        if (const Id<Person> wish = all[other % all.size()];
            wish != all[i] && std::ranges::find(profile.wishes, wish) == profile.wishes.end())
          profile.wishes.push_back(wish);
      REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
        write_profile(tx, org, profile);
        return Done{};
      }));
    }
  }
};

TEST_CASE_FIXTURE(FormingWorld, "fourteen people with no common hour wait, and are told so") {
  for (int i = 10; i < 14; ++i) {
    reps.push_back(joined("R" + std::to_string(i), "ae", managers[static_cast<std::size_t>(i % 5)], {Role::rep}));
    REQUIRE(seasons.certify(root, reps.back(), access::day("2027-03-01")));
  }
  for (int i = 0; i < 14; ++i) REQUIRE(profiles.save(as("r" + std::to_string(i)), change({{i % 5 + 1, i / 5 * 120, i / 5 * 120 + 60}})));
  const ProposalView none = view(formed(season()));
  CHECK(none.plan.circles.empty());
  CHECK(none.plan.waitlist.size() == 14);
  CHECK(none.row.proposal.outcome.score.is_lawful());
  CHECK(reasons_in(none) == std::set<std::string>{"no common hour with 3 other AE without a circle"});
}

TEST_CASE_FIXTURE(FormingWorld, "three of a role are too few for a circle, and are told so; the others have theirs") {
  for (int i = 0; i < 3; ++i) {
    const Id<Person> one = joined("S" + std::to_string(i), "sdr", managers[static_cast<std::size_t>(i)], {Role::rep});
    REQUIRE(seasons.certify(root, one, access::day("2027-03-01")));
    REQUIRE(profiles.save(as("s" + std::to_string(i)), change()));
  }
  const ProposalView some = view(formed(season()));
  CHECK(some.plan.circles.size() == 2);
  CHECK(some.plan.waitlist.size() == 3);
  CHECK(reasons_in(some).size() == 1);
  CHECK(reasons_in(some).begin()->find("SDR") != std::string::npos);
}

TEST_CASE_FIXTURE(FormingWorld, "where everybody is kept apart from everybody, everybody waits, and is told so") {
  for (std::size_t one = 0; one < reps.size(); ++one)
    for (std::size_t other = one + 1; other < reps.size(); ++other) REQUIRE(seasons.keep_apart(root, reps[one], reps[other]));
  const ProposalView none = view(formed(season()));
  CHECK(none.plan.circles.empty());
  CHECK(none.plan.waitlist.size() == 10);
  CHECK(reasons_in(none).size() == 1);
  CHECK(reasons_in(none).begin()->find("apart") != std::string::npos);
}

TEST_CASE_FIXTURE(FormingWorld, "ten people who have all met by now are mixed as well as can be, and what cannot be had is said") {
  const auto says = [](const ProposalView& view, std::string_view words) {
    return std::ranges::any_of(view.remarks, [&](const std::string& remark) { return remark.find(words) != std::string::npos; });
  };
  for (int i = 0; i < 5; ++i) {
    CAPTURE(i);
    const LocalDate first = access::day("2027-03-02") + std::chrono::days(i * 120);
    clock.set(to_instant(first - std::chrono::days(1), *LocalTime::make(9, 0), *Zone::make("Europe/Madrid")));
    static_cast<void>(seasons.end_over());
    for (const Id<Person> rep : reps) REQUIRE(seasons.certify(root, rep, first - std::chrono::days(1)));
    const auto made = seasons.create(root, {.name = "Season " + std::to_string(i), .first = first, .last = first + std::chrono::days(110)});
    REQUIRE(made);
    const auto proposal = formed(*made, i + 1);
    const ProposalView now = view(proposal);
    CHECK(now.row.proposal.outcome.score.is_lawful());
    CHECK(now.plan.circles.size() == 2);  // new faces or not: nobody is without a circle for want of them
    CHECK(now.reasons.size() == now.plan.waitlist.size());
    for (const circle::Reason& reason : now.reasons) CHECK(reason.words == "a place in 2 circles is lawful and costs more than waiting");
    CHECK(says(now, "pairs meet again") == (i > 0));
    CHECK(says(now, "have met too many already for a circle of new faces") == (i > 1));
    REQUIRE(proposals.publish(root, proposal, now.row.proposal.version));
  }
}

TEST_CASE_FIXTURE(FormingWorld,
                  "a proposal that is at work is not started anew; it is cancelled with the best so far, and the next one begins") {
  crowd(60);
  const auto of = season();
  // More work than any machine does while this test runs: it ends because it is stopped.
  const auto first = proposals.start(root, of, {.seed = 1, .epochs = most_epochs});
  REQUIRE(first);
  CHECK(view(*first).row.proposal.state == ProposalState::running);
  CHECK(proposals.restart(root, *first).error().is(proposal_not_cut_off));
  CHECK(proposals.edit(root, *first, {{reps[0], 0}}, 1).error().is(proposal_not_done));
  CHECK(proposals.publish(root, *first, 1).error().is(proposal_not_done));
  const auto second = proposals.start(root, of, {.seed = 2, .epochs = 1});
  REQUIRE(second);
  CHECK(view(*second).row.proposal.state == ProposalState::running);  // it waits for its turn
  REQUIRE(proposals.cancel(root, *first));
  for (int i = 0; i < 100 && view(*first).row.proposal.state == ProposalState::running; ++i) proposals.wait(*first);
  const ProposalView stopped = view(*first);
  CHECK(stopped.row.proposal.state == ProposalState::cancelled);
  CHECK(stopped.row.proposal.outcome.score.is_lawful());
  CHECK(!stopped.plan.circles.empty());
  CHECK(proposals.cancel(root, *first).error().is(proposal_not_running));
  wait_for(*second);
  CHECK(view(*second).row.proposal.number == 2);
  REQUIRE(proposals.publish(root, *first, stopped.row.proposal.version));
  CHECK(std::ranges::count_if(circles(), [](const PublishedCircle& one) { return !one.ended_at; }) == std::ssize(stopped.plan.circles));
}

}  // namespace
}  // namespace backbeat::season
