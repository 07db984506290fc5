// Who sees which team and whose history, and that both follow the conversations. Mark leads Rita and Rob, Lena leads Mark and Olaf.
#include "team/team_actions.hpp"

#include "cadence/cadence_world_test.hpp"
#include "people/people_actions.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::team {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct TeamWorld : cadence::CadenceWorld {
  Teams teams{*db, access, ledgers};

  Team team_of_mark(Id<Person> viewer) {
    auto found = teams.team(as(viewer), mark);
    REQUIRE_MESSAGE(found, session::code_of(found));
    return *std::move(found);
  }
  RepRow row_of_rita() {
    for (const RepRow& row : team_of_mark(mark).reps)
      if (row.person.id == rita) return row;
    FAIL("Rita is not in the team");
    return {};
  }
  std::vector<Entry> history_of_rita(Id<Person> viewer) {
    auto page = teams.timeline(as(viewer), rita, std::nullopt, 200);
    REQUIRE_MESSAGE(page, session::code_of(page));
    return std::move(page->entries);
  }
};

std::ptrdiff_t count_of(const std::vector<Entry>& entries, EntryKind kind) {
  return std::ranges::count(entries, kind, &Entry::kind);
}

}  // namespace

TEST_CASE_FIXTURE(TeamWorld, "a team is for its manager and those above; for everybody else there is none") {
  for (const Id<Person> who : {mark, lena}) {
    const Team team = team_of_mark(who);
    CHECK(team.manager.name == "Mark");
    REQUIRE(team.reps.size() == 2);
    CHECK(team.reps[0].person.name == "Rita");
    CHECK(team.reps[1].person.name == "Rob");
  }
  for (const Id<Person> who : {rita, olaf, eva, remo, ada, xenia}) CHECK(session::code_of(teams.team(as(who), mark)) == "not_found");
}

TEST_CASE_FIXTURE(TeamWorld, "one sees one's own team without naming it, and a leader may choose among those below who lead somebody") {
  const auto own = teams.team(as(mark), std::nullopt);
  REQUIRE(own);
  CHECK(own->manager.id == mark);
  REQUIRE(own->managers.size() == 1);
  const auto leaders = teams.team(as(lena), std::nullopt);
  REQUIRE(leaders);
  CHECK(leaders->manager.id == lena);
  std::vector<std::string> names;
  for (const auto& manager : leaders->managers) names.push_back(manager.name);
  CHECK(names == std::vector<std::string>{"Lena", "Mark"});  // Olaf leads nobody
}

TEST_CASE_FIXTURE(TeamWorld, "a rep's row has the role, the band of tenure and what is asked of the manager") {
  const RepRow row = row_of_rita();
  CHECK(row.job_role == "Account executive");
  CHECK(row.tenure_band == "Veteran");  // hired in 1970
  const auto hours_asked = team_of_mark(mark).hours;
  REQUIRE(hours_asked);
  CHECK(hours_asked->asked_low > 1);
  CHECK(hours_asked->asked_high >= hours_asked->asked_low);
  CHECK(!hours_asked->statement.empty());
}

TEST_CASE_FIXTURE(TeamWorld, "the next conversation is what is planned first, then what runs, and no longer one that never began") {
  CHECK(!row_of_rita().next_session);
  const auto later = weekly(in(days(7)));
  CHECK(row_of_rita().next_session->id == later);
  const auto sooner = weekly(in(hours(2)));
  CHECK(row_of_rita().next_session->id == sooner);
  CHECK(row_of_rita().next_session->starts_at == in(hours(2)));
  pass(hours(2));
  REQUIRE(sessions.start(as(mark), sooner, std::nullopt));
  pass(minutes(10));
  CHECK(row_of_rita().next_session->id == sooner);
  REQUIRE(sessions.end(as(mark), sooner));
  CHECK(row_of_rita().next_session->id == later);
  pass(days(7) + hours(1));
  CHECK(row_of_rita().next_session->id == later);  // three hours late
  pass(hours(2));
  CHECK(!row_of_rita().next_session);  // what never began is settled elsewhere
}

TEST_CASE_FIXTURE(TeamWorld, "the last talk is the last that took place, and a pipeline review is none") {
  CHECK(!row_of_rita().last_held_at);
  const Instant began = clock.now();
  talk();
  CHECK(row_of_rita().last_held_at == began);
  pass(days(1));
  const auto recorded =
      sessions.record(as(mark), {.kind = "pipeline_review", .rep = rita, .starts_at = in(-hours(1)), .minutes = 30, .note = ""});
  REQUIRE_MESSAGE(recorded, session::code_of(recorded));
  CHECK(row_of_rita().last_held_at == began);
}

TEST_CASE_FIXTURE(TeamWorld, "four weeks of 1:1s are counted, and the weeks without") {
  talk();
  CHECK(row_of_rita().last_four_weeks.held == 1);
  CHECK(row_of_rita().weeks_without == 0);
  pass(days(28));
  CHECK(row_of_rita().last_four_weeks.missed == 3);
  CHECK(row_of_rita().weeks_without == 3);
}

TEST_CASE_FIXTURE(TeamWorld, "an open commitment is counted until it is inspected") {
  const auto made = agreed("I will ask one quantified question on every call");
  CHECK(row_of_rita().open_commitments == 1);
  const auto next = running();
  REQUIRE(sessions.judge(as(mark), next, made, commitment::Verdict::kept, ""));
  CHECK(row_of_rita().open_commitments == 0);
}

TEST_CASE_FIXTURE(TeamWorld, "who changes managers is in the other team from that day on") {
  const people::People people(*db, access);
  const LocalDate today = to_local(clock.now(), *Zone::make("Europe/Madrid")).date;
  REQUIRE(people.assign(root, rita,
                        {.period = {.from = today + days(1), .to = {}}, .manager = olaf, .job_role = "ae", .segment = {}, .region = {}}));
  CHECK(team_of_mark(mark).reps.size() == 2);
  pass(days(1));
  CHECK(team_of_mark(mark).reps.size() == 1);
  const auto other = teams.team(as(olaf), std::nullopt);
  REQUIRE(other);
  REQUIRE(other->reps.size() == 1);
  CHECK(other->reps[0].person.id == rita);
}

TEST_CASE_FIXTURE(TeamWorld, "a history is for the person and those above; for everybody else there is none") {
  for (const Id<Person> who : {rita, mark, lena}) CHECK(!history_of_rita(who).empty());
  for (const Id<Person> who : {rob, olaf, eva, remo, ada, xenia})
    CHECK(session::code_of(teams.timeline(as(who), rita, std::nullopt, 50)) == "not_found");
}

TEST_CASE_FIXTURE(TeamWorld, "what a commitment says is only for the two of the conversation; that there was one is for those above too") {
  agreed("canary: one quantified question");
  for (const Id<Person> who : {rita, mark, lena}) {
    const auto entries = history_of_rita(who);
    CHECK(count_of(entries, EntryKind::session) == 1);
    REQUIRE(count_of(entries, EntryKind::commitment) == 1);
    const auto made = std::ranges::find(entries, EntryKind::commitment, &Entry::kind);
    CHECK(made->text.has_value() == (who != lena));
  }
}

TEST_CASE_FIXTURE(TeamWorld, "a history is newest first and goes on where the page before ended") {
  talk();
  pass(days(7));
  talk();
  const auto all = history_of_rita(mark);
  REQUIRE(all.size() >= 4);
  CHECK(std::ranges::is_sorted(all, std::greater(), &Entry::at));
  std::vector<std::string> keys;
  std::optional<std::pair<Instant, std::string>> after;
  do {
    const auto page = teams.timeline(as(mark), rita, after, 1);
    REQUIRE(page);
    for (const Entry& entry : page->entries) keys.push_back(entry.key);
    after = page->next;
  } while (after);
  REQUIRE(keys.size() == all.size());
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(keys[i] == all[i].key);
}

}  // namespace backbeat::team
